//! A `default` is a value of its schema (OpenAPI 3.0.3, section 4.7.24.1, and JSON Schema).

use std::cmp::Ordering;

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::Code;
use crate::json::Json;
use crate::tree::{Number, Value};

/// How deep a default is looked into. Beyond that the validator has the word.
const DEPTH: usize = 16;

/// The names that `type` can have.
const TYPES: &[&str] = &[
    "string", "boolean", "number", "integer", "array", "object", "null",
];

impl<'a> Checker<'a, '_> {
    /// Says if a schema rejects its own default. Unions and patterns are left to the validator.
    pub(super) fn default(&mut self, at: &At<'a>) {
        let Some(default) = at.get("default") else {
            return;
        };
        if let Some(reason) = self.refusal(at, &default, DEPTH) {
            let message = format!("the schema rejects its own default: {reason}");
            let help = "use a value of the schema, or leave the default out";
            self.error(Code::RejectedDefault, &default.origin, message, help);
        }
    }

    /// Why a schema does not admit a value, if it does not.
    fn refusal(&self, schema: &At<'a>, value: &At<'a>, hops: usize) -> Option<String> {
        let schema = self.documents.resolve(schema).ok()?;
        let hops = hops.checked_sub(1)?;
        if value.is_null() && schema.get("nullable").and_then(|flag| flag.as_bool()) == Some(true) {
            return None;
        }
        let parts = schema.get("allOf");
        let mut parts = parts.iter().flat_map(At::items);
        parts
            .find_map(|part| self.refusal(&part, value, hops))
            .or_else(|| of_another_type(&schema, value))
            .or_else(|| not_listed(&schema, value))
            .or_else(|| out_of_bounds(&schema, value))
            .or_else(|| self.refused_item(&schema, value, hops))
            .or_else(|| self.refused_property(&schema, value, hops))
    }

    fn refused_item(&self, schema: &At<'a>, value: &At<'a>, hops: usize) -> Option<String> {
        let items = schema.get("items")?;
        let mut all = value.items();
        all.find_map(|item| self.refusal(&items, &item, hops))
    }

    fn refused_property(&self, schema: &At<'a>, value: &At<'a>, hops: usize) -> Option<String> {
        value.mapping()?;
        let required = schema.get("required");
        let mut names = required.iter().flat_map(At::items);
        let missing = names.find_map(|name| {
            let name = name.as_str()?;
            let there = value.get(name).is_some();
            (!there).then(|| format!("it has no `{name}`"))
        });
        let properties = schema.get("properties");
        let mut properties = properties.iter().flat_map(At::entries);
        missing.or_else(|| {
            properties.find_map(|(name, property)| {
                let reason = self.refusal(&property, &value.get(name)?, hops)?;
                Some(format!("`{name}`: {reason}"))
            })
        })
    }
}

pub(super) fn of_another_type(schema: &At<'_>, value: &At<'_>) -> Option<String> {
    let stated = schema.get("type")?;
    let one = stated.as_str();
    let set = stated
        .items()
        .filter_map(|name| name.as_str().map(str::to_owned));
    let mut names = one.map(str::to_owned).into_iter().chain(set).peekable();
    names.peek()?;
    let fits = names.any(|name| is_of(&name, &value.node.value));
    (!fits).then(|| format!("it is {}", value.node.value.kind()))
}

/// Whether a value is of a type. Whatever else stands there is reported as no type.
fn is_of(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_))
        | ("array", Value::Sequence(_))
        | ("object", Value::Mapping(_))
        | ("null", Value::Null) => true,
        ("integer", Value::Number(number)) => number.is_integer(),
        (name, _) => !TYPES.contains(&name),
    }
}

fn not_listed(schema: &At<'_>, value: &At<'_>) -> Option<String> {
    let values = schema.get("enum")?;
    let normal = value.to_json().normal();
    let listed = values.items().any(|item| item.to_json().normal() == normal);
    (!listed).then(|| format!("{} is not in its `enum`", shown(value)))
}

fn out_of_bounds(schema: &At<'_>, value: &At<'_>) -> Option<String> {
    let (length, least, most) = match &value.node.value {
        Value::Number(number) => return out_of_range(schema, number),
        Value::String(text) => (text.chars().count(), "minLength", "maxLength"),
        Value::Sequence(items) => (items.len(), "minItems", "maxItems"),
        Value::Mapping(members) => (members.len(), "minProperties", "maxProperties"),
        _ => return None,
    };
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let bound = |key: &str| schema.get(key)?.as_u64();
    let short = bound(least).filter(|low| length < *low);
    let long = bound(most).filter(|high| length > *high);
    short
        .map(|low| format!("{} is below `{least}: {low}`", shown(value)))
        .or_else(|| long.map(|high| format!("{} is above `{most}: {high}`", shown(value))))
}

/// Bounds that a format sets (OpenAPI 3.0.3 §4.4, and the registry of formats).
const FORMATS: [(&str, &str, &str); 8] = [
    ("int8", "-128", "127"),
    ("uint8", "0", "255"),
    ("int16", "-32768", "32767"),
    ("uint16", "0", "65535"),
    ("int32", "-2147483648", "2147483647"),
    ("uint32", "0", "4294967295"),
    ("int64", "-9223372036854775808", "9223372036854775807"),
    ("uint64", "0", "18446744073709551615"),
];

fn out_of_format(schema: &At<'_>, number: &Number) -> Option<String> {
    let format = schema.get("format")?;
    let format = format.as_str()?;
    let (_, low, high) = FORMATS.iter().find(|(name, ..)| *name == format)?;
    let beyond =
        |bound: &str, side| Number::from_json(bound).is_some_and(|it| number.order(&it) == side);
    let is_beyond = beyond(low, Ordering::Less) || beyond(high, Ordering::Greater);
    is_beyond.then(|| format!("{number} is no `format: {format}`"))
}

fn out_of_range(schema: &At<'_>, number: &Number) -> Option<String> {
    let bound = |key: &str| schema.get(key)?.number().cloned();
    let strict = |key: &str| schema.get(key).and_then(|flag| flag.as_bool()) == Some(true);
    let low = bound("minimum").and_then(|low| match number.order(&low) {
        Ordering::Less => Some(format!("{number} is below `minimum: {low}`")),
        Ordering::Equal if strict("exclusiveMinimum") => Some(format!(
            "{number} is not above `minimum: {low}`, which is exclusive"
        )),
        _ => None,
    });
    let high = bound("maximum").and_then(|high| match number.order(&high) {
        Ordering::Greater => Some(format!("{number} is above `maximum: {high}`")),
        Ordering::Equal if strict("exclusiveMaximum") => Some(format!(
            "{number} is not below `maximum: {high}`, which is exclusive"
        )),
        _ => None,
    });
    low.or(high).or_else(|| out_of_format(schema, number))
}

/// A value in a message: what is long is cut.
fn shown(value: &At<'_>) -> String {
    const MOST: usize = 40;
    let text = match value.to_json() {
        Json::Object(_) => "the object".to_owned(),
        Json::Array(_) => "the array".to_owned(),
        json => json.to_string(),
    };
    if text.chars().count() <= MOST {
        return text;
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start}…")
}
