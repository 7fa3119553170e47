//! Defaults that their own schema rejects: OpenAPI 3.0.3 §4.7.24 asks that a `default` conform to the type beside it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::schema::{JsonType, NumberRules, Schema, SchemaId, Schemas, StringRules};
use crate::json::Json;
use crate::tree::Number;

/// Reports each default that its schema rejects, and takes it for none: no field can hold it. Tools that write documents
/// like to put `null` there.
pub(super) fn check(schemas: &mut Schemas, diagnostics: &mut Diagnostics) {
    let ids: Vec<_> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let schema = schemas.get(id);
        let Some(default) = &schema.annotations.default else {
            continue;
        };
        if let Some(reason) = rejection(schemas, id, default) {
            let message = format!(
                "the default {default} is rejected by its own schema: {reason}; it is taken for none"
            );
            let diagnostic = Diagnostic::new(Code::RejectedDefault, &schema.origin, message);
            diagnostics
                .push(diagnostic.help("use a value of the schema, or leave the default out"));
            schemas.get_mut(id).annotations.default = None;
        }
    }
}

/// Why the schema rejects the value, as far as can be said without descending into it.
fn rejection(schemas: &Schemas, id: SchemaId, value: &Json) -> Option<String> {
    let outer = schemas.get(id);
    let schema = schemas.get(schemas.unwrapped(id));
    if *value == Json::Null {
        let refused = schema.kind.is_some() && !schema.nullable && !outer.nullable;
        return refused.then(|| "it is not nullable".to_owned());
    }
    of_type(schema, value)
        .or_else(|| of_values(schema, value))
        .or_else(|| match value {
            Json::Number(number) => of_number(&schema.number, number),
            Json::String(text) => of_length(&schema.string, text),
            _ => None,
        })
}

fn of_type(schema: &Schema, value: &Json) -> Option<String> {
    let (fits, name) = match schema.kind? {
        JsonType::String => (matches!(value, Json::String(_)), "string"),
        JsonType::Number => (matches!(value, Json::Number(_)), "number"),
        JsonType::Integer => {
            let whole = matches!(value, Json::Number(number) if number.is_integer());
            (whole, "integer")
        }
        JsonType::Boolean => (matches!(value, Json::Bool(_)), "boolean"),
        JsonType::Array => (matches!(value, Json::Array(_)), "array"),
        JsonType::Object => (matches!(value, Json::Object(_)), "object"),
    };
    (!fits).then(|| format!("its type is `{name}`"))
}

fn of_values(schema: &Schema, value: &Json) -> Option<String> {
    let values = schema.values.as_ref()?;
    (!values.contains(value)).then(|| "it is none of the values of `enum`".to_owned())
}

fn of_number(rules: &NumberRules, number: &Number) -> Option<String> {
    let outside = |name: &str, bound: &Number, exclusive: bool, beyond: bool| {
        let also = if exclusive { " exclusively" } else { "" };
        let refused = beyond || exclusive && number == bound;
        refused.then(|| format!("its `{name}` is{also} {bound}"))
    };
    let minimum = rules.minimum.as_ref().and_then(|bound| {
        outside(
            "minimum",
            bound,
            rules.exclusive_minimum,
            less(number, bound),
        )
    });
    minimum.or_else(|| {
        let bound = rules.maximum.as_ref()?;
        outside(
            "maximum",
            bound,
            rules.exclusive_maximum,
            less(bound, number),
        )
    })
}

/// Exact for whole numbers; others as near as a double is.
fn less(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a < b,
        _ => match (a.as_str().parse::<f64>(), b.as_str().parse::<f64>()) {
            (Ok(a), Ok(b)) => a < b,
            _ => false,
        },
    }
}

fn of_length(rules: &StringRules, text: &str) -> Option<String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if let Some(least) = rules.min_length.filter(|least| length < *least) {
        return Some(format!("its `minLength` is {least}"));
    }
    let most = rules.max_length.filter(|most| length > *most)?;
    Some(format!("its `maxLength` is {most}"))
}
