//! `unevaluatedProperties` and `unevaluatedItems`: where they are what `additionalProperties` and `items` say, and where
//! they must know what other schemas speak of.

use trueup_description::ir::schema::{Additional, Assertions, Schema, SchemaId, Schemas};

use super::any_of;

/// Whether other schemas are applied to the same value.
pub(super) fn applies(schemas: &Schemas, schema: &Schema) -> bool {
    let asserted = &schema.assertions;
    !(asserted.all_of.is_empty()
        && any_of(schemas, schema).is_empty()
        && asserted.one_of.is_empty()
        && asserted.conditions.is_empty())
}

/// The schema `false`.
pub(super) fn is_nothing(schemas: &Schemas, schema: &Schema) -> bool {
    let Some(not) = schema.assertions.not else {
        return false;
    };
    let refusal = Assertions {
        not: Some(not),
        ..Assertions::default()
    };
    schema.assertions == refusal && schemas.get(not).assertions == Assertions::default()
}

/// `unevaluatedProperties` and `unevaluatedItems`, as far as they are not what `additionalProperties` and `items` say:
/// they are where no other schema is applied to the same value.
pub(super) fn unevaluated(
    asserted: &Assertions,
    applies: bool,
) -> (Option<SchemaId>, Option<SchemaId>) {
    let (object, array) = (&asserted.object, &asserted.array);
    let closed = object.additional != Additional::Unsaid;
    let properties = object.unevaluated.filter(|_| applies && !closed);
    let contains = array.contains.as_ref().is_some_and(|some| some.evaluates);
    let items = array
        .unevaluated
        .filter(|_| (applies || contains) && array.items.is_none());
    (properties, items)
}

/// What the elements satisfy that have no schema of their own by their place.
pub(super) fn items(schemas: &Schemas, schema: &Schema) -> Option<SchemaId> {
    let asserted = &schema.assertions;
    let left = unevaluated(asserted, applies(schemas, schema)).1;
    let array = &asserted.array;
    array.items.or(array.unevaluated.filter(|_| left.is_none()))
}

/// What the properties satisfy that no name and no pattern speaks of.
pub(super) fn additional(schemas: &Schemas, schema: &Schema) -> Additional {
    let asserted = &schema.assertions;
    let object = &asserted.object;
    let left = unevaluated(asserted, applies(schemas, schema)).0;
    match (&object.additional, object.unevaluated) {
        (Additional::Unsaid, Some(id)) if left.is_none() => {
            match is_nothing(schemas, schemas.get(id)) {
                true => Additional::Refused,
                false => Additional::Schema(id),
            }
        }
        (additional, _) => additional.clone(),
    }
}
