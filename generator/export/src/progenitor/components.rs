//! Which operations an exported document has, and which schemas these reach.

use std::collections::BTreeSet;

use super::schemas::SCHEMAS;
use trueup_description::json::Json;

/// The ids of all operations.
pub(super) fn operations(document: &Json) -> Vec<&str> {
    let items = document.get("paths").into_iter().flat_map(members);
    items
        .flat_map(|(_, item)| members(item))
        .filter_map(|(_, operation)| operation.get("operationId")?.as_str())
        .collect()
}

/// Keeps some operations, and the paths that have any.
pub(super) fn retain(document: &mut Json, keep: &mut dyn FnMut(&str) -> bool) {
    let Some(Json::Object(paths)) = member_mut(document, "paths") else {
        return;
    };
    for (_, item) in paths.iter_mut() {
        if let Json::Object(operations) = item {
            operations.retain(|(_, operation)| {
                let id = operation.get("operationId").and_then(Json::as_str);
                id.is_some_and(&mut *keep)
            });
        }
    }
    paths.retain(|(_, item)| members(item).next().is_some());
}

/// Removes the schemas that no operation reaches: one that progenitor cannot read would end it for all.
pub(super) fn prune(document: &mut Json) {
    let reached = reached(document);
    let schemas = member_mut(document, "components").and_then(|all| member_mut(all, "schemas"));
    if let Some(Json::Object(schemas)) = schemas {
        schemas.retain(|(name, _)| reached.contains(name));
    }
}

fn reached(document: &Json) -> BTreeSet<String> {
    let schemas = document
        .get("components")
        .and_then(|components| components.get("schemas"));
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Json> = document.get("paths").into_iter().collect();
    while let Some(value) = next.pop() {
        match value {
            Json::Array(items) => next.extend(items),
            Json::Object(all) => next.extend(all.iter().map(|(_, value)| value)),
            Json::String(text) => {
                if let Some(name) = text.strip_prefix(SCHEMAS)
                    && let Some(schema) = schemas.and_then(|schemas| schemas.get(name))
                    && reached.insert(name.to_owned())
                {
                    next.push(schema);
                }
            }
            _ => {}
        }
    }
    reached
}

fn members(value: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let members: &[(String, Json)] = match value {
        Json::Object(members) => members,
        _ => &[],
    };
    members.iter().map(|(key, value)| (key.as_str(), value))
}

fn member_mut<'a>(value: &'a mut Json, key: &str) -> Option<&'a mut Json> {
    match value {
        Json::Object(members) => members
            .iter_mut()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value),
        _ => None,
    }
}
