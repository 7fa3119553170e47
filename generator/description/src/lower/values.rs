//! The fields of an object, as values.

use std::collections::BTreeSet;

use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::Json;

/// A string field.
pub(super) fn text(at: &At<'_>, key: &str) -> Option<String> {
    at.get(key)?.to_text()
}

/// A text for people, as it stands; nothing where it is blank.
pub(super) fn prose(at: &At<'_>, key: &str) -> Option<String> {
    let text = at.get(key)?.to_text()?;
    (!text.trim().is_empty()).then_some(text)
}

/// A boolean field that is false when absent.
pub(super) fn flag(at: &At<'_>, key: &str) -> bool {
    at.get(key)
        .and_then(|value| value.as_bool())
        .unwrap_or(false)
}

/// A field that counts something.
pub(super) fn count(at: &At<'_>, key: &str) -> Option<u64> {
    at.get(key)?.as_u64()
}

/// A list of strings.
pub(super) fn texts(at: &At<'_>, key: &str) -> Vec<String> {
    let list = at.get(key);
    list.iter()
        .flat_map(At::items)
        .filter_map(|item| item.to_text())
        .collect()
}

/// The items of a list, each where it stands first, with its place.
pub(super) fn distinct(list: &At<'_>) -> Vec<(usize, Json)> {
    let mut seen = BTreeSet::new();
    let items = list.items().map(|item| item.to_json()).enumerate();
    items
        .filter(|(_, item)| seen.insert(item.clone()))
        .collect()
}

/// Whether a URL of an authorization server leads anywhere from a client.
pub(super) fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Says so of a field that is there, and of which nothing is made.
pub(super) fn unused(
    at: &At<'_>,
    field: &str,
    reason: &str,
    help: &str,
    diagnostics: &mut Diagnostics,
) {
    if let Some(value) = at.get(field).filter(|value| value.as_bool() != Some(false)) {
        let message = format!("`{field}` has no effect here: {reason}");
        let place = value.name_origin();
        diagnostics.push(Diagnostic::new(Code::UnusedField, &place, message).help(help));
    }
}
