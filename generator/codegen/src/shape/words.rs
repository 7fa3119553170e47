//! Sets of words and of integers: enums.

use super::types::Types;
use crate::model::{IntegerEnum, IntegerValue, Openness, StringEnum, TypeDef, Value};
use crate::names::{self, Case, Scope};
use trueup_description::cursor::Origin;
use trueup_description::ir::schema::{JsonType, Schema};
use trueup_description::json::Json;

/// The values of a string schema that lists them.
pub(super) fn of(schema: &Schema) -> Option<Vec<String>> {
    if let Some(open) = &schema.extensions.open_values {
        return (schema.assertions.kind != Some(JsonType::Integer)).then(|| open.clone());
    }
    if schema.assertions.kind != Some(JsonType::String) {
        return None;
    }
    listed(schema, |value| value.as_str().map(str::to_owned))
}

/// The values of an integer schema that lists them.
pub(super) fn integers(schema: &Schema) -> Option<Vec<i64>> {
    if schema.assertions.kind != Some(JsonType::Integer) {
        return None;
    }
    if let Some(open) = &schema.extensions.open_values {
        return open.iter().map(|text| text.parse().ok()).collect();
    }
    listed(schema, |value| match value {
        Json::Number(number) => number.as_i64(),
        _ => None,
    })
}

/// The integers or booleans that a schema lists, as the text that a discriminator's mapping has for them.
pub(super) fn tags(schema: &Schema) -> Option<Vec<String>> {
    if schema.assertions.kind == Some(JsonType::Boolean) {
        return listed(schema, |value| match value {
            Json::Bool(value) => Some(value.to_string()),
            _ => None,
        });
    }
    let integers = integers(schema)?;
    Some(integers.iter().map(ToString::to_string).collect())
}

/// The values of `enum`, null aside; `None` if one of them is of another type.
fn listed<T>(schema: &Schema, take: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    let values = schema.assertions.values.as_ref()?;
    let values: Option<Vec<T>> = values
        .iter()
        .filter(|value| **value != Json::Null)
        .map(take)
        .collect();
    values.filter(|values| !values.is_empty())
}

pub(super) fn string_enum(
    types: &mut Types<'_>,
    words: &[String],
    schema: &Schema,
    definition: &TypeDef,
) -> StringEnum {
    StringEnum {
        values: named(types, words, &definition.origin),
        openness: openness(schema.extensions.open_values.is_some(), definition),
    }
}

/// The words with the names of their variants.
pub(super) fn named(types: &mut Types<'_>, words: &[String], origin: &Origin) -> Vec<Value> {
    let mut scope = Scope::default();
    words
        .iter()
        .zip(names::variants(words))
        .map(|(wire, ident)| Value {
            ident: types.settle(&mut scope, ident, Case::Pascal, wire, origin),
            wire: wire.clone(),
        })
        .collect()
}

pub(super) fn numbers(
    types: &mut Types<'_>,
    integers: &[i64],
    schema: &Schema,
    definition: &TypeDef,
) -> IntegerEnum {
    let names = &schema.extensions.value_names;
    let texts: Vec<String> = if names.len() == integers.len() {
        names.clone()
    } else {
        integers.iter().map(ToString::to_string).collect()
    };
    let mut scope = Scope::default();
    let values = integers
        .iter()
        .zip(&texts)
        .zip(names::variants(&texts))
        .map(|((wire, text), ident)| IntegerValue {
            ident: types.settle(&mut scope, ident, Case::Pascal, text, &definition.origin),
            wire: *wire,
        })
        .collect();
    IntegerEnum {
        values,
        openness: openness(schema.extensions.open_values.is_some(), definition),
    }
}

/// What a response brings may grow; what a request sends is a choice.
fn openness(said: bool, definition: &TypeDef) -> Openness {
    if said || definition.directions.response {
        Openness::Open
    } else {
        Openness::Closed
    }
}
