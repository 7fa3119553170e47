//! Names for operations that have none, or one that another operation has.

use std::collections::BTreeMap;

use super::Version;
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::service::Method;
use crate::item::{self, ADDITIONAL, Item};
use crate::pointer::Pointer;
use crate::resolve::Documents;
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

/// The names that operations have, and where each was first seen.
type Taken = BTreeMap<String, Span>;

/// Writes an `operationId` into each operation of a document that has none, a blank one, or that of another one, and says
/// so. For path items that stand elsewhere, see [`fill_elsewhere`].
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
        let path = Pointer::root().child("paths").child(&operation.path);
        let mut origin = Origin {
            file,
            pointer: path.join(&operation.place),
            span: operation.span,
        };
        let stated = operation.node.get("operationId").map(|entry| &entry.value);
        let Some(stated) = stated.filter(|node| !is_blank(node)) else {
            let id = free(&operation.path, &operation.method, &taken);
            diagnostics.push(unnamed(&origin, &id));
            taken.insert(id.clone(), operation.span);
            name(operation.node, operation.span, id);
            continue;
        };
        let Value::String(id) = &stated.value else {
            continue;
        };
        let Some(first) = taken.get(id).filter(|first| **first != stated.span) else {
            continue;
        };
        let other = free(&operation.path, &operation.method, &taken);
        let message = format!("`{id}` names two operations, of which this one is `{other}` here");
        origin.span = stated.span;
        let diagnostic = Diagnostic::new(Code::DuplicateOperationId, &origin, message)
            .help("give each operation of a document a name of its own")
            .label(*first, "the first one");
        diagnostics.push(diagnostic);
        taken.insert(other.clone(), stated.span);
        name(operation.node, operation.span, other);
    }
}

/// An operation that has no name and stands in a path item to which a path refers.
struct Elsewhere {
    /// The operation.
    origin: Origin,
    /// What is put before it in messages.
    name: Origin,
    id: String,
}

/// Writes an `operationId` into each operation that has none, or a blank one, in path items to which the paths of
/// documents refer: after the first path that leads there.
pub(super) fn fill_elsewhere(documents: &mut Documents, diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<(FileId, Pointer), Elsewhere> = BTreeMap::new();
    for document in documents.documents() {
        let paths = document.root.get("paths");
        let paths = paths.iter().flat_map(At::entries);
        let items = paths.map(|(path, at)| (path, Item::new(documents, &at)));
        let all: Vec<_> = items
            .flat_map(|(path, item)| {
                let operations = item.operations(documents).into_iter();
                operations.map(move |(method, at)| (path, method, at))
            })
            .collect();
        let (named, nameless): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(_, _, at)| at.get("operationId").is_some_and(|id| !is_blank(id.node)));
        let named = named
            .into_iter()
            .filter_map(|(_, _, at)| at.get("operationId"));
        let named = named.filter_map(|id| Some((id.as_str()?.to_owned(), id.origin.span)));
        let mut taken: Taken = named.collect();
        for (path, method, at) in nameless {
            let place = (at.origin.file, at.origin.pointer.clone());
            if found.contains_key(&place) {
                continue;
            }
            let id = free(path, &method.as_str().to_lowercase(), &taken);
            taken.insert(id.clone(), at.origin.span);
            let name = at.name_origin();
            let origin = at.origin;
            found.insert(place, Elsewhere { origin, name, id });
        }
    }
    for Elsewhere {
        origin,
        name: place,
        id,
    } in found.into_values()
    {
        diagnostics.push(unnamed(&place, &id));
        if let Some(Value::Mapping(node)) = documents
            .node_mut(origin.file, &origin.pointer)
            .map(|node| &mut node.value)
        {
            name(node, place.span, id);
        }
    }
}

fn unnamed(origin: &Origin, id: &str) -> Diagnostic {
    let message = "this operation has no `operationId`";
    Diagnostic::new(Code::MissingOperationId, origin, message).help(format!(
        "name it as a call, verb first: `operationId: {id}`"
    ))
}

fn name(operation: &mut Mapping, span: Span, id: String) {
    if let Some(stated) = operation.value_mut("operationId") {
        stated.value = Value::String(id);
        return;
    }
    operation.push(Entry {
        key: "operationId".to_owned(),
        key_span: span,
        value: Node {
            value: Value::String(id),
            span,
        },
    });
}

/// Whether an `operationId` is a text without letters.
fn is_blank(id: &Node) -> bool {
    matches!(&id.value, Value::String(id) if id.is_empty())
}

/// Where each name was first stated.
fn stated(paths: &mut Mapping, version: Version) -> Taken {
    let mut taken = Taken::new();
    for operation in operations(paths, version) {
        let stated = operation.node.get("operationId").map(|entry| &entry.value);
        if let Some(Node {
            value: Value::String(id),
            span,
        }) = stated
        {
            taken.entry(id.clone()).or_insert(*span);
        }
    }
    taken
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
fn free(path: &str, method: &str, taken: &Taken) -> String {
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
        .find(|id| !taken.contains_key(id))
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
