//! Bodies as documents show them: several in one block, types in place of values, the inside of an envelope alone.

use crate::document::json::{self, Nesting, Node, Value};
use crate::document::mend;
use crate::document::text::{Mapped, Span};

/// The values of a block: one, or each of several that stand one after another.
pub(super) fn values(text: &Mapped) -> Vec<Mapped> {
    let whole = members(text).unwrap_or_else(|| text.clone());
    if json::parse(whole.text().trim()).is_some() {
        return vec![whole];
    }
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut nesting = Nesting::default();
    for line in whole.text().split_inclusive('\n') {
        let mut rest = line;
        while let Some(end) = nesting.line(rest) {
            let stop = at + (line.len() - rest.len()) + end;
            parts.push(whole.slice(start..stop).trim());
            start = stop;
            rest = rest.get(end..).unwrap_or_default();
        }
        at += line.len();
    }
    let tail = whole.text().get(start..).unwrap_or_default();
    // Dots and comments say that more would come.
    let rest = mend::mend(tail).text;
    let is_value = |part: &Mapped| json::parse(mend::mend(part.text()).text.trim()).is_some();
    match parts.len() > 1 && rest.trim().is_empty() && parts.iter().all(is_value) {
        true => parts,
        false => vec![whole],
    }
}

/// `"data": {…}` alone, in the braces that it would stand in.
fn members(text: &Mapped) -> Option<Mapped> {
    let trimmed = text.trim();
    let inside = trimmed.text();
    let name = inside.strip_prefix('"')?;
    let (_, after) = name.split_once('"')?;
    after.trim_start().strip_prefix(':')?;
    let whole = trimmed.whole();
    let mut object = Mapped::empty(whole.start);
    object.push_decoded("{", Span::new(whole.start, whole.start));
    object.append(&trimmed);
    object.push_decoded("}", Span::new(whole.end, whole.end));
    json::parse(&mend::mend(object.text()).text)?;
    Some(object)
}

/// The value of a property that is shown alone.
pub(super) fn inside(text: &Mapped) -> Option<Mapped> {
    let object = members(text)?;
    let tree = json::parse(&mend::mend(object.text()).text)?;
    let [only] = tree.members() else { return None };
    Some(object.slice(only.value.start..only.value.end))
}

/// A body that shows types in place of values, `{"id": "string", "n": "integer"}`: each of them stands for a value.
pub(super) fn types(text: &Mapped) -> Option<Mapped> {
    // Cheap looks first: most bodies have none.
    if !TYPES.iter().any(|ty| text.text().contains(ty)) {
        return None;
    }
    let tree = json::parse(text.text())?;
    let mut found = Vec::new();
    all_types(&tree, &mut found, 0)?;
    if found.is_empty() {
        return None;
    }
    let mut bytes = text.text().as_bytes().to_vec();
    for (start, end) in found {
        *bytes.get_mut(start)? = b'<';
        *bytes.get_mut(end.checked_sub(1)?)? = b'>';
        for byte in bytes.get_mut(start + 1..end - 1)? {
            if matches!(byte, b'[' | b']' | b'<' | b'>' | b'(' | b')' | b'|') {
                *byte = b'_';
            }
        }
    }
    Some(text.masked(String::from_utf8(bytes).ok()?))
}

const TYPES: [&str; 7] = [
    "\"string\"",
    "\"integer\"",
    "\"boolean\"",
    "\"number\"",
    "\"object\"",
    "\"int\"",
    "\"bool\"",
];

/// The texts of a tree, none if one of them is no type or there is another value.
fn all_types(node: &Node, found: &mut Vec<(usize, usize)>, depth: u32) -> Option<()> {
    const MAX_DEPTH: u32 = 128;
    const MORE: [&str; 12] = [
        "string", "integer", "boolean", "number", "object", "int", "bool", "array", "null",
        "float", "object[]", "string[]",
    ];
    match &node.value {
        _ if depth > MAX_DEPTH => None,
        Value::Text(text) => {
            let first = text
                .split([' ', '(', '|', '<', ','])
                .next()
                .unwrap_or_default();
            MORE.contains(&first)
                .then(|| found.push((node.start, node.end)))
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| all_types(item, found, depth + 1)),
        Value::Object(members) => members
            .iter()
            .try_for_each(|member| all_types(&member.value, found, depth + 1)),
        Value::Null => Some(()),
        Value::Boolean(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let values = values(&Mapped::verbatim(text, 0)).into_iter();
        values.map(|value| value.text().to_owned()).collect()
    }

    #[test]
    fn several_values_are_several_bodies() {
        assert_eq!(
            texts("{\"a\": 1}\n{\"a\": 2} {\"a\": 3}\n..."),
            ["{\"a\": 1}", "{\"a\": 2}", "{\"a\": 3}"]
        );
        assert_eq!(texts("{\"a\": 1}\n}"), ["{\"a\": 1}\n}"]);
        assert_eq!(texts("\"data\": {\"a\": 1}"), ["{\"data\": {\"a\": 1}}"]);
    }

    #[test]
    fn types_stand_for_values() {
        let shown = types(&Mapped::verbatim(
            "{\"a\": \"string\", \"b\": [\"integer\"]}",
            0,
        ));
        assert_eq!(
            shown.unwrap().text(),
            "{\"a\": <string>, \"b\": [<integer>]}"
        );
        assert_eq!(
            types(&Mapped::verbatim("{\"a\": \"string\", \"b\": 1}", 0)),
            None
        );
    }
}
