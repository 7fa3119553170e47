//! Fields that can have one value only: the tag of a branch, an `enum` of one word. Constructors set them.

use std::collections::{BTreeMap, BTreeSet};

use super::fallback;
use crate::model::{Field, Presence, Shape, Type, TypeDef, TypeId};
use trueup_description::ir::schema::Schemas;
use trueup_description::json::Json;
use trueup_description::tree::Number;

/// Gives each such field its value.
pub(super) fn set(definitions: &mut [TypeDef], schemas: &Schemas) {
    let known = definitions.to_vec();
    let tags = tags(&known);
    for (index, definition) in definitions.iter_mut().enumerate() {
        let Shape::Struct(structure) = &mut definition.shape else {
            continue;
        };
        for field in &mut structure.fields {
            let tag = match tags.get(&(TypeId(index), field.wire.clone())) {
                Some(values) => only(values),
                None => listed(field, &known, schemas),
            };
            let value = tag.and_then(|tag| {
                let values = meanings(tag).into_iter();
                values
                    .filter_map(|value| fallback::of(&field.ty, &value, &known))
                    .next()
            });
            match (value, &field.presence) {
                (Some(value), Presence::Required) => field.presence = Presence::Constant(value),
                // A tag is written even where the schema does not ask for it.
                (Some(value), Presence::Optional)
                    if tags.contains_key(&(TypeId(index), field.wire.clone())) =>
                {
                    field.presence = Presence::Plain(value);
                }
                _ => {}
            }
        }
    }
}

/// What a tag is for a field of another type than text.
fn meanings(tag: String) -> Vec<Json> {
    let other = match tag.as_str() {
        "true" => Some(Json::Bool(true)),
        "false" => Some(Json::Bool(false)),
        digits => Number::from_json(digits).map(Json::Number),
    };
    [Json::String(tag)].into_iter().chain(other).collect()
}

/// The values under which unions know each of their structs, by the property that names them.
fn tags(definitions: &[TypeDef]) -> BTreeMap<(TypeId, String), BTreeSet<String>> {
    let mut tags: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for definition in definitions {
        let Shape::Union(union) = &definition.shape else {
            continue;
        };
        let Some(tag) = &union.tag else { continue };
        for branch in &union.branches {
            if let Type::Named(id) = branch.ty {
                tags.entry((id, tag.clone()))
                    .or_default()
                    .extend(branch.tags.iter().cloned());
            }
        }
    }
    tags
}

fn only(values: &BTreeSet<String>) -> Option<String> {
    match values.len() {
        1 => values.first().cloned(),
        _ => None,
    }
}

/// The word of a field whose `enum` has no other.
fn listed(field: &Field, known: &[TypeDef], schemas: &Schemas) -> Option<String> {
    let Type::Named(id) = field.ty else {
        return None;
    };
    let definition = known.get(id.0)?;
    let Shape::StringEnum(string_enum) = &definition.shape else {
        return None;
    };
    let closed = schemas
        .get(definition.schema)
        .extensions
        .open_values
        .is_none();
    match string_enum.values.as_slice() {
        [only] if closed => Some(only.wire.clone()),
        _ => None,
    }
}
