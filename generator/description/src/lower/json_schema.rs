//! A schema as a document of its own: a service without operations, for its types and their checks.

use trueup_text::hidden;

use super::schema::SchemaLowering;
use super::values::prose;
use crate::cursor::At;
use crate::ir::service::{Server, Service};
use crate::resolve::Document;

/// The root and what stands under `$defs` and `definitions` are the named schemas.
pub(super) fn lower<'d>(document: &Document<'d>, schemas: &mut SchemaLowering<'d>) -> Service {
    let root = &document.root;
    let mut named = vec![schemas.root(root, document.stem)];
    for key in ["$defs", "definitions"] {
        let definitions = root.get(key);
        for (_, schema) in definitions.iter().flat_map(At::entries) {
            named.push(schemas.id(&schema));
        }
    }
    let title = prose(root, "title").map(|title| hidden::line(&title));
    Service {
        name: document.stem.to_owned(),
        origin: root.origin.clone(),
        title: title.unwrap_or_else(|| document.stem.to_owned()),
        version: String::new(),
        description: prose(root, "description"),
        servers: vec![Server {
            origin: root.origin.clone(),
            url: "/".to_owned(),
            description: None,
            variables: Vec::new(),
        }],
        schemes: Vec::new(),
        tags: Vec::new(),
        labels: Vec::new(),
        declared: Vec::new(),
        operations: Vec::new(),
        webhooks: Vec::new(),
        schemas: named,
        rate_limit: None,
        camel_case_requests: false,
    }
}
