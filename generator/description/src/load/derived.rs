//! Names for operations that have none.

use std::collections::BTreeSet;

use super::Version;
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::service::Method;
use crate::item::{self, ADDITIONAL};
use crate::pointer::Pointer;
use crate::source::{FileId, Span};
use crate::tree::{Entry, Mapping, Node, Value};
use crate::words::{capitalised, words};

/// An operation of a document, and where it stands.
struct Operation<'t> {
    path: String,
    /// Where it stands in its path item.
    place: Pointer,
    method: String,
    /// The name of the method.
    span: Span,
    node: &'t mut Mapping,
}

/// Writes an `operationId` into each operation of a document that has none, or a blank one, and says so. Path items that
/// stand elsewhere are left as they are.
pub(super) fn fill(tree: &mut Node, file: FileId, diagnostics: &mut Diagnostics) {
    let version = Version::of(&At::root(file, tree)).unwrap_or_default();
    let Value::Mapping(document) = &mut tree.value else {
        return;
    };
    let Some(Value::Mapping(paths)) = document.value_mut("paths").map(|node| &mut node.value)
    else {
        return;
    };
    let mut taken = stated(paths, version);
    for operation in operations(paths, version) {
        if is_named(operation.node) {
            continue;
        }
        let id = free(&operation.path, &operation.method, &taken);
        taken.insert(id.clone());
        diagnostics.push(unnamed(&operation, file, &id));
        name(operation, id);
    }
}

fn unnamed(operation: &Operation<'_>, file: FileId, id: &str) -> Diagnostic {
    let path = Pointer::root().child("paths").child(&operation.path);
    let origin = Origin {
        file,
        pointer: path.join(&operation.place),
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

fn stated(paths: &mut Mapping, version: Version) -> BTreeSet<String> {
    operations(paths, version)
        .filter_map(
            |operation| match &operation.node.get("operationId")?.value.value {
                Value::String(id) => Some(id.clone()),
                _ => None,
            },
        )
        .collect()
}

/// The operations that stand in the paths themselves.
fn operations(paths: &mut Mapping, version: Version) -> impl Iterator<Item = Operation<'_>> {
    paths.iter_mut().flat_map(move |entry| {
        let path = entry.key.clone();
        let entries = members(&mut entry.value);
        let found = entries.flat_map(move |entry| operations_under(entry, version));
        found.map(move |operation| Operation {
            path: path.clone(),
            ..operation
        })
    })
}

/// Those under one key of a path item; without its path.
fn operations_under(entry: &mut Entry, version: Version) -> Vec<Operation<'_>> {
    if !item::has_key(version, &entry.key) {
        return Vec::new();
    }
    let place = Pointer::root().child(&entry.key);
    if Method::FIXED.iter().any(|(key, _)| *key == entry.key) {
        return operation(entry, place).into_iter().collect();
    }
    if entry.key != ADDITIONAL {
        return Vec::new();
    }
    let additional = members(&mut entry.value);
    let additional = additional.filter(|entry| item::additional_method(&entry.key).is_some());
    additional
        .filter_map(|entry| {
            let place = place.child(&entry.key);
            operation(entry, place)
        })
        .collect()
}

fn members(node: &mut Node) -> impl Iterator<Item = &mut Entry> {
    let entries = match &mut node.value {
        Value::Mapping(mapping) => Some(mapping.iter_mut()),
        _ => None,
    };
    entries.into_iter().flatten()
}

fn operation(entry: &mut Entry, place: Pointer) -> Option<Operation<'_>> {
    let Value::Mapping(node) = &mut entry.value.value else {
        return None;
    };
    Some(Operation {
        path: String::new(),
        place,
        method: entry.key.to_lowercase(),
        span: entry.key_span,
        node,
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
    format!("{}{words}", lower_camel(verb))
}

/// A method may be of several words, like `VERSION-CONTROL`, and of none that a name can have, like `*`.
fn lower_camel(method: &str) -> String {
    let mut words = words(method).into_iter();
    let first = words.next().unwrap_or_else(|| "send".to_owned());
    let rest: String = words.map(|word| capitalised(&word)).collect();
    first + &rest
}

fn upper_camel(name: &str) -> String {
    words(name)
        .iter()
        .map(String::as_str)
        .map(capitalised)
        .collect()
}
