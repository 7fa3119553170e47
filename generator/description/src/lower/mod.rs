//! From checked documents to the intermediate representation: every `$ref` followed, every default of
//! OpenAPI filled in, nothing decided about Rust.

mod assertions;
mod body;
mod conditions;
mod extension;
mod json_schema;
mod keywords;
mod operation;
mod parameter;
mod schema;
mod scope;
mod service;
mod swagger;
mod types;

use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::resolve::Documents;

use schema::SchemaLowering;

/// What a `$ref` here leads to; the value itself where it is none. The loader has reported broken ones.
fn resolved<'d>(documents: &'d Documents, at: &At<'d>) -> At<'d> {
    documents.resolve(at).unwrap_or_else(|_| at.clone())
}

/// Lowers every document.
///
/// The documents have passed the loader: a field that is there has the type that OpenAPI prescribes,
/// and every `$ref` leads somewhere.
pub(crate) fn lower(documents: &Documents, diagnostics: &mut Diagnostics) -> Api {
    let mut schemas = SchemaLowering::new(documents);
    let services = documents
        .documents()
        .map(|document| match document.is_schema() {
            true => json_schema::lower(&document, &mut schemas),
            false => service::lower(&document, documents, &mut schemas, diagnostics),
        })
        .collect();
    Api {
        services,
        schemas: schemas.finish(diagnostics),
    }
}
