//! Names for operations that have none, for documents of others that cannot be changed.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::rules::paths::METHODS;
use crate::tree::{Entry, Mapping, Node, Value};
use crate::words::{capitalised, words};

/// Where the names of operations come from.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum OperationIds {
    /// From `operationId` alone: an operation without one is an error. A new path then changes no name.
    #[default]
    Stated,
    /// Where there is none, from method and path: for documents that cannot be changed.
    Derived,
}

/// Writes an `operationId` into each operation of a document that has none, or a blank one, if that is asked for. Path items that stand
/// elsewhere are left as they are.
pub(super) fn fill(tree: &mut Node, ids: OperationIds) {
    if ids == OperationIds::Stated {
        return;
    }
    let Value::Mapping(document) = &mut tree.value else {
        return;
    };
    let Some(Value::Mapping(paths)) = document.value_mut("paths").map(|node| &mut node.value)
    else {
        return;
    };
    let mut taken = stated(paths);
    for (path, method, operation) in operations(paths) {
        if is_named(operation) {
            continue;
        }
        let Some(near) = operation.iter().next().map(|entry| entry.key_span) else {
            continue;
        };
        let id = free(&path, method, &taken);
        taken.insert(id.clone());
        if let Some(blank) = operation.value_mut("operationId") {
            blank.value = Value::String(id);
            continue;
        }
        let entry = Entry {
            key: "operationId".to_owned(),
            key_span: near,
            value: Node {
                value: Value::String(id),
                span: near,
            },
        };
        operation.push(entry);
    }
}

/// Whether an operation has an `operationId`; a blank one is none.
fn is_named(operation: &Mapping) -> bool {
    operation
        .get("operationId")
        .is_some_and(|entry| !matches!(&entry.value.value, Value::String(id) if id.is_empty()))
}

fn stated(paths: &mut Mapping) -> BTreeSet<String> {
    operations(paths)
        .filter_map(
            |(_, _, operation)| match &operation.get("operationId")?.value.value {
                Value::String(id) => Some(id.clone()),
                _ => None,
            },
        )
        .collect()
}

/// The operations with their path and method.
fn operations(paths: &mut Mapping) -> impl Iterator<Item = (String, &'static str, &mut Mapping)> {
    paths.iter_mut().flat_map(|entry| {
        let path = entry.key.clone();
        let items = match &mut entry.value.value {
            Value::Mapping(item) => Some(item.iter_mut()),
            _ => None,
        };
        items.into_iter().flatten().filter_map(move |entry| {
            let method = METHODS.into_iter().find(|method| *method == entry.key)?;
            match &mut entry.value.value {
                Value::Mapping(operation) => Some((path.clone(), method, operation)),
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
pub(super) fn suggested(path: &str, method: &str) -> String {
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
