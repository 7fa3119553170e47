//! The values that a schema lists.

use trueup_description::ir::schema::{JsonType, Schema};
use trueup_description::json::Json;

/// The values of a string schema that lists them.
pub(super) fn strings(schema: &Schema) -> Option<Vec<String>> {
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
