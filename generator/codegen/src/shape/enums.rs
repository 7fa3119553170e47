//! Enums of strings and of integers.

use super::types::Types;
use crate::model::{IntegerEnum, IntegerValue, Openness, StringEnum, TypeDef, Value};
use crate::names::{self, Case, Scope};
use trueup_description::cursor::Origin;
use trueup_description::ir::schema::Schema;

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
