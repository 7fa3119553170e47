//! From checked documents to the intermediate representation: every `$ref` followed, every default of
//! OpenAPI filled in, nothing decided about Rust.

mod about;
mod assertions;
mod body;
mod conditions;
mod extension;
mod inherited;
mod json_schema;
mod keywords;
mod operation;
mod parameter;
mod schema;
mod scope;
mod service;
mod swagger;
mod types;
mod values;
mod webhook;

use crate::choice::Chooser;
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::ir::service::Service;
use crate::resolve::Documents;

use schema::SchemaLowering;

/// What a `$ref` here leads to; the value itself if it is not a `$ref`. The loader has reported broken ones.
fn resolved<'d>(documents: &'d Documents, at: &At<'d>) -> At<'d> {
    documents.resolve(at).unwrap_or_else(|_| at.clone())
}

/// Lowers every document.
///
/// The documents have passed the loader: a field that is there has the type that OpenAPI prescribes,
/// and every `$ref` leads somewhere.
pub(crate) fn lower(
    documents: &Documents,
    chooser: &mut Chooser<'_>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut schemas = SchemaLowering::new(documents);
    let mut services: Vec<Service> = documents
        .documents()
        .map(|document| match document.is_schema() {
            true => json_schema::lower(&document, &mut schemas),
            false => service::lower(&document, documents, chooser, &mut schemas, diagnostics),
        })
        .collect();
    if !chooser.takes_all() {
        for (service, schemas) in services
            .iter_mut()
            .zip(inherited::added(documents, &mut schemas))
        {
            service.schemas = schemas;
        }
        // Nobody asked for a client of nothing.
        services.retain(|service| service.requests().next().is_some());
    }
    Api {
        services,
        schemas: schemas.finish(diagnostics),
    }
}
