//! Names for operations that have none.

use std::collections::BTreeSet;

use super::rules::paths::METHODS;
use crate::cursor::Origin;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::source::{FileId, Span};
use crate::tree::{Entry, Mapping, Node, Value};
use crate::words::{capitalised, words};

/// An operation of a document, and where it stands.
struct Operation<'t> {
    path: String,
    method: &'static str,
    /// The name of the method.
    span: Span,
    node: &'t mut Mapping,
}

/// Writes an `operationId` into each operation of a document that has none, or a blank one, and says so. Path items that
/// stand elsewhere are left as they are.
pub(super) fn fill(tree: &mut Node, file: FileId, diagnostics: &mut Diagnostics) {
    let Value::Mapping(document) = &mut tree.value else {
        return;
    };
    let Some(Value::Mapping(paths)) = document.value_mut("paths").map(|node| &mut node.value)
    else {
        return;
    };
    let mut taken = stated(paths);
    for operation in operations(paths) {
        if is_named(operation.node) {
            continue;
        }
        let id = free(&operation.path, operation.method, &taken);
        taken.insert(id.clone());
        diagnostics.push(unnamed(&operation, file, &id));
        name(operation, id);
    }
}

fn unnamed(operation: &Operation<'_>, file: FileId, id: &str) -> Diagnostic {
    let path = Pointer::root().child("paths").child(&operation.path);
    let origin = Origin {
        file,
        pointer: path.child(operation.method),
        span: operation.span,
    };
    let message = "this operation has no `operationId`";
    Diagnostic::new(Code::MissingOperationId, &origin, message).help(format!(
        "name it as a call, verb first: `operationId: {id}`"
    ))
}

fn name(operation: Operation<'_>, id: String) {
    if let Some(blank) = operation.node.value_mut("operationId") {
        blank.value = Value::String(id);
        return;
    }
    operation.node.push(Entry {
        key: "operationId".to_owned(),
        key_span: operation.span,
        value: Node {
            value: Value::String(id),
            span: operation.span,
        },
    });
}

/// Whether an operation has an `operationId` that is not blank.
fn is_named(operation: &Mapping) -> bool {
    operation
        .get("operationId")
        .is_some_and(|entry| !matches!(&entry.value.value, Value::String(id) if id.is_empty()))
}

fn stated(paths: &mut Mapping) -> BTreeSet<String> {
    operations(paths)
        .filter_map(
            |operation| match &operation.node.get("operationId")?.value.value {
                Value::String(id) => Some(id.clone()),
                _ => None,
            },
        )
        .collect()
}

/// The operations that stand in the paths themselves.
fn operations(paths: &mut Mapping) -> impl Iterator<Item = Operation<'_>> {
    paths.iter_mut().flat_map(|entry| {
        let path = entry.key.clone();
        let items = match &mut entry.value.value {
            Value::Mapping(item) => Some(item.iter_mut()),
            _ => None,
        };
        items.into_iter().flatten().filter_map(move |entry| {
            let method = METHODS.into_iter().find(|method| *method == entry.key)?;
            match &mut entry.value.value {
                Value::Mapping(node) => Some(Operation {
                    path: path.clone(),
                    method,
                    span: entry.key_span,
                    node,
                }),
                _ => None,
            }
        })
    })
}

/// The suggested name, or one that also says by what the path is narrowed, or a numbered one.
fn free(path: &str, method: &str, taken: &BTreeSet<String>) -> String {
    let short = suggested(path, method);
    let narrowed: String = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{'))
        .map(|part| format!("By{}", upper_camel(part.trim_end_matches('}'))))
        .collect();
    let long = format!("{short}{narrowed}");
    let numbered = (2u32..).map(|number| format!("{long}{number}"));
    [short, long.clone()]
        .into_iter()
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or(long)
}

/// A name for an operation by its method and path: `GET /users/{id}/keys` is `listUsersKeys`.
fn suggested(path: &str, method: &str) -> String {
    let verb = match method {
        "get" if path.ends_with('}') => "get",
        "get" => "list",
        "post" => "create",
        "put" => "replace",
        "patch" => "update",
        other => other,
    };
    let fixed = path
        .split('/')
        .filter(|part| !part.is_empty() && !part.starts_with('{'));
    let words: String = fixed.map(upper_camel).collect();
    format!("{verb}{words}")
}

fn upper_camel(name: &str) -> String {
    words(name)
        .iter()
        .map(String::as_str)
        .map(capitalised)
        .collect()
}
