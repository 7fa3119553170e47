//! Ways to a property: names with dots, as rows have them, through the objects that are described.

use std::borrow::Cow;

use trueup_validator::registry::{Base, Field, Schema, Type};

/// What a path leads to.
pub(super) enum Below<'a> {
    Field(&'a Field<'a>),
    /// Into an object of which the properties are not known.
    Open,
}

/// The property that a path names: `a.b`, `a[].b` without its brackets, `a.*.b`.
pub(super) fn by_path<'a>(fields: &'a [Field<'a>], path: &str) -> Option<Below<'a>> {
    let (mut fields, mut path) = (fields, path);
    loop {
        let (field, rest) = first_of(fields, path)?;
        let Some(rest) = rest else {
            return Some(Below::Field(field));
        };
        if is_any_key(rest) {
            return Some(Below::Open);
        }
        match field.schema() {
            Some(schema) => (fields, path) = (schema.fields, rest),
            None if is_open(&field.ty) => return Some(Below::Open),
            None => return None,
        }
    }
}

/// Whether a value, or the items of an array, may have properties of which nothing is known.
fn is_open(ty: &Type<'_>) -> bool {
    let mut ty = ty;
    while let Some(items) = ty.items {
        ty = items;
    }
    matches!(ty.base, Base::Object | Base::Any)
}

/// The property that a path begins with, and the rest of the path behind it: of several whose names fit the longest, since
/// a name may have dots of its own.
fn first_of<'a, 'p>(
    fields: &'a [Field<'a>],
    path: &'p str,
) -> Option<(&'a Field<'a>, Option<&'p str>)> {
    let path = without_keys(path);
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    if let Some(field) = named(wire_name(path)) {
        return Some((field, None));
    }
    let dots = path.rmatch_indices('.');
    dots.take(MOST_DOTS).find_map(|(at, _)| {
        let field = named(path.get(..at)?)?;
        Some((field, path.get(at + 1..)))
    })
}

/// More dots are in no path that anybody writes.
const MOST_DOTS: usize = 32;

/// A path without the segments in front that stand for any key.
fn without_keys(path: &str) -> &str {
    let mut path = path;
    while let Some((first, rest)) = path.split_once('.')
        && is_any_key(first)
    {
        path = rest;
    }
    path
}

fn is_any_key(segment: &str) -> bool {
    matches!(segment, "*" | "{key}" | "<key>")
}

/// The name of the property that a path leads to, as it ends the path.
fn name_below<'a, 'p>(fields: &'a [Field<'a>], path: &'p str) -> Option<&'p str> {
    let (mut fields, mut path) = (fields, path);
    while let (field, Some(rest)) = first_of(fields, path)? {
        (fields, path) = (field.schema()?.fields, rest);
    }
    Some(without_keys(path))
}

/// A property of a name anywhere below, level by level.
pub(super) fn nested<'a>(fields: &'a [Field<'a>], name: &str) -> Option<&'a Field<'a>> {
    const LEVELS: usize = 4;
    let mut level: Vec<&'a Field<'a>> = fields.iter().collect();
    for _ in 0..LEVELS {
        if let Some(field) = level.iter().find(|field| field.name == name) {
            return Some(field);
        }
        level = level
            .iter()
            .filter_map(|field| field.schema())
            .flat_map(|schema| schema.fields)
            .collect();
    }
    None
}

/// The object that a path leads into, and the name there.
pub(super) fn split<'p>(schema: &Schema<'_>, path: &'p str) -> (&'p str, &'p str) {
    // A name may have dots of its own.
    let known = name_below(schema.fields, path);
    let name = known.or_else(|| path.rsplit_once('.').map(|(_, name)| name));
    let name = name.unwrap_or(path);
    let object = path.strip_suffix(name).unwrap_or_default();
    (object.strip_suffix('.').unwrap_or_default(), name)
}

/// The names that a row may be meant for, with the way to the object that holds them.
pub(super) fn candidates<'a>(fields: &'a [Field<'a>], name: &str) -> Vec<String> {
    let above = name.rsplit_once('.').map_or("", |(above, _)| above);
    let inside = match above {
        "" => None,
        _ => by_path(fields, &above.replace("[]", "")),
    };
    match inside {
        Some(Below::Field(field)) => {
            let fields = field.schema().map_or(&[][..], |schema| schema.fields);
            let name = |field: &Field<'_>| format!("{above}.{}", field.name);
            fields.iter().map(name).collect()
        }
        _ => fields.iter().map(|field| field.name.to_owned()).collect(),
    }
}

/// A path without the brackets of lists.
pub(super) fn without_brackets(path: &str) -> Cow<'_, str> {
    match path.contains('[') {
        true => path.replace("[]", "").into(),
        false => path.into(),
    }
}

/// A name as it travels: an empty one is written as `""`.
pub(super) fn wire_name(name: &str) -> &str {
    if name == "\"\"" { "" } else { name }
}
