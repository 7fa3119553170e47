//! Objects among the attributes of components: `param={{"name": "limit", "in": "query", "schema": {…}}}`.

use super::attributes;
use super::block::Block;
use crate::document::json::{self, Member, Node, Value};
use crate::document::text::Mapped;

/// The parameters that a tag holds as objects; of other objects and lists, that something is shown.
pub(super) fn declared(tag: &Mapped) -> Vec<Block> {
    // Cheap looks first: most tags have none.
    if !tag.text().contains("={") {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    let values = attributes::read(tag).into_iter().filter_map(|it| it.value);
    for value in values.filter(|value| value.text().starts_with(['{', '['])) {
        match json::parse(value.text()) {
            Some(tree) => blocks.extend(parameters(&value, &tree)),
            None => blocks.push(Block::Something(value.whole())),
        }
    }
    blocks
}

fn parameters(text: &Mapped, tree: &Node) -> Vec<Block> {
    let objects = match &tree.value {
        Value::Array(items) => items.as_slice(),
        Value::Object(_) => std::slice::from_ref(tree),
        _ => &[],
    };
    let parameters: Vec<_> = { objects.iter() }
        .filter_map(|object| parameter(text, object))
        .collect();
    match parameters.is_empty() && !objects.is_empty() {
        // An empty object is a style.
        true if tree.members().is_empty() && objects.len() == 1 => Vec::new(),
        true => vec![Block::Something(text.whole())],
        false => parameters,
    }
}

/// An object with a name, and with what parameters have beside it.
fn parameter(text: &Mapped, object: &Node) -> Option<Block> {
    let name = inside(text, object.get("name")?)?;
    let place = object.get("in").and_then(|it| inside(text, it));
    let schema = object.get("schema").map(|it| &it.value);
    let ty = schema.unwrap_or(object).get("type");
    let required = object.get("required");
    if place.is_none() && ty.is_none() && required.is_none() {
        return None;
    }
    let required = required.and_then(|it| match it.value.value {
        Value::Boolean(value) => Some((value, text.span(it.value.start..it.value.end))),
        _ => None,
    });
    Some(Block::Parameter {
        required: required.or_else(|| Some((false, name.whole()))),
        ty: ty.and_then(|ty| inside(text, ty)),
        place: place.map(|it| it.text().to_owned()).unwrap_or_default(),
        text: text.slice(object.start..object.end),
        open: false,
        name,
    })
}

/// The text of a property, without its quotes.
fn inside(text: &Mapped, member: &Member) -> Option<Mapped> {
    let node = &member.value;
    match &node.value {
        Value::Text(value) => {
            let inside = text.slice(node.start + 1..node.end.checked_sub(1)?);
            (inside.text() == value).then_some(inside)
        }
        _ => None,
    }
}
