//! What a check of a schema has to do: wrappers that only annotate taken away, objects joined by `allOf`
//! made one.

mod model;
mod object;
mod types;
mod unevaluated;

use std::collections::BTreeSet;

use trueup_description::ir::schema::{
    ArrayRules, JsonType, NumberRules, ObjectRules, Schema, SchemaId, Schemas, StringRules,
};
use trueup_description::json::Json;

pub(crate) use model::{
    ArrayRule, Mixed, NumberRule, ObjectRule, PropertyRule, Rule, TagRule, TextRule,
};
use object::{joined, object};
use types::{by_type, composed_by_others};
use unevaluated::{applies, is_nothing, items, unevaluated};

/// The rule of a schema.
pub(crate) fn rule(schemas: &Schemas, id: SchemaId) -> Rule<'_> {
    let schema = schemas.get(id);
    if let Some(inner) = schema.annotated() {
        return annotated(schemas, schema, inner);
    }
    if is_nothing(schemas, schema) {
        return Rule::Nothing;
    }
    if let Some(object) = joined(schemas, id) {
        return Rule::Object(object);
    }
    let asserted = &schema.assertions;
    let strings = asserted.values.as_deref().and_then(only_strings);
    let listed = asserted.kind == Some(JsonType::String) && strings.is_some();
    let left = unevaluated(asserted, applies(schemas, schema));
    let composed = asserted.values.is_some() && !listed
        || applies(schemas, schema)
        || asserted.not.is_some()
        || left != (None, None);
    if !composed_by_others(schema, &left)
        && let Some(rule) = by_type(schemas, schema)
    {
        return rule;
    }
    match asserted.kind {
        Some(kind) if !composed => own(schemas, schema, kind),
        None if !composed && own_of_any_type(schemas, schema).is_empty() => Rule::Anything,
        kind => Rule::Mixed(Box::new(Mixed {
            nullable: composed && (kind.is_none() || asserted.joins()) && admits_null(schema),
            values: if listed {
                None
            } else {
                asserted.values.as_deref()
            },
            all_of: &asserted.all_of,
            any_of: any_of(schemas, schema),
            one_of: &asserted.one_of,
            not: asserted.not,
            conditions: &asserted.conditions,
            unevaluated_properties: left.0,
            unevaluated_items: left.1,
            tags: tags(schemas, schema),
            own: kind.map_or_else(
                || own_of_any_type(schemas, schema),
                |kind| vec![own(schemas, schema, kind)],
            ),
            only: kind.is_some(),
        })),
    }
}

/// `anyOf`, unless it is a rule of the object ([`ObjectRule::alternatives`]).
fn any_of<'a>(schemas: &Schemas, schema: &'a Schema) -> &'a [SchemaId] {
    match schemas.alternatives(schema) {
        Some(_) => &[],
        None => &schema.assertions.any_of,
    }
}

/// Whether `nullable` makes null a value: of an `enum` null must be one of the values too (OpenAPI 3.0.3). Beside other
/// schemas it is meant for the whole that they make up, as clients read it ([`Schemas::admits_null`]).
fn admits_null(schema: &Schema) -> bool {
    let values = schema.assertions.values.as_ref();
    schema.assertions.nullable && values.is_none_or(|values| values.contains(&Json::Null))
}

/// A wrapper: the inner schema's rule with what the wrapper adds.
fn annotated<'a>(schemas: &'a Schemas, schema: &'a Schema, inner: SchemaId) -> Rule<'a> {
    let extensions = &schema.extensions;
    let adds_to_text =
        extensions.zero.is_some() || extensions.sensitive || extensions.accepts_number;
    if !(schema.assertions.nullable || adds_to_text) {
        return Rule::Same(inner);
    }
    // The wrappers of a wrapper are followed only as far as there are schemas, in case they are a circle.
    let mut target = rule_unless_wrapper(schemas, inner);
    if let Rule::Text(text) = &mut target {
        text.nullable |= schema.assertions.nullable;
        text.sensitive |= extensions.sensitive;
        text.numbers |= extensions.accepts_number;
        text.zero = extensions.zero.as_deref().or(text.zero);
        return target;
    }
    if schema.assertions.nullable {
        Rule::OrNull(inner)
    } else {
        Rule::Same(inner)
    }
}

fn rule_unless_wrapper(schemas: &Schemas, id: SchemaId) -> Rule<'_> {
    let target = schemas.unwrapped(id);
    match schemas.get(target).annotated() {
        Some(_) => Rule::Anything,
        None => rule(schemas, target),
    }
}

fn own<'a>(schemas: &'a Schemas, schema: &'a Schema, kind: JsonType) -> Rule<'a> {
    let nullable = admits_null(schema);
    match kind {
        JsonType::Boolean => Rule::Boolean { nullable },
        JsonType::Integer | JsonType::Number => Rule::Number(NumberRule {
            nullable,
            integer: kind == JsonType::Integer,
            format: asserted_format(schema),
            rules: &schema.assertions.number,
        }),
        JsonType::String => Rule::Text(TextRule {
            nullable,
            sensitive: schema.extensions.sensitive,
            numbers: schema.extensions.accepts_number,
            zero: schema.extensions.zero.as_deref(),
            format: asserted_format(schema),
            rules: &schema.assertions.string,
            values: schema
                .assertions
                .values
                .as_deref()
                .and_then(only_strings)
                .unwrap_or_default(),
        }),
        JsonType::Array => Rule::Array(ArrayRule {
            nullable,
            items: items(schemas, schema),
            rules: &schema.assertions.array,
        }),
        JsonType::Object => Rule::Object(object(schemas, schema, nullable)),
    }
}

/// `format`, unless it only annotates.
fn asserted_format(schema: &Schema) -> Option<&str> {
    let format = schema.assertions.format.as_deref();
    format.filter(|_| !schema.assertions.format_annotates)
}

/// Rules that hold for values of their type only, where `type` is absent.
fn own_of_any_type<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    if schema.assertions.number != NumberRules::default() || asserted_format(schema).is_some() {
        rules.push(own(schemas, schema, JsonType::Number));
    }
    if schema.assertions.string != StringRules::default() || asserted_format(schema).is_some() {
        // The values of an `enum` without a type are checked whole.
        let Rule::Text(text) = own(schemas, schema, JsonType::String) else {
            return rules;
        };
        rules.push(Rule::Text(TextRule {
            values: Vec::new(),
            ..text
        }));
    }
    if schema.assertions.array != ArrayRules::default() {
        rules.push(own(schemas, schema, JsonType::Array));
    }
    if schema.assertions.object != ObjectRules::default()
        || !schema.extensions.exclusive.is_empty()
        || schemas.alternatives(schema).is_some()
    {
        rules.push(own(schemas, schema, JsonType::Object));
    }
    rules
}

/// The values of an `enum` of strings, `null` aside.
fn only_strings(values: &[Json]) -> Option<Vec<&str>> {
    let strings = values.iter().filter(|value| **value != Json::Null);
    let strings: Vec<_> = strings.map(Json::as_str).collect::<Option<_>>()?;
    (!strings.is_empty()).then_some(strings)
}

/// What the discriminator of a `oneOf` tells the branch by.
fn tags<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<TagRule<'a>> {
    let discriminator = schema.assertions.discriminator.as_ref()?;
    let one_of = &schema.assertions.one_of;
    let place = |target: SchemaId| {
        let target = schemas.unwrapped(target);
        let mut branches = one_of.iter();
        let place = branches.position(|branch| schemas.unwrapped(*branch) == target);
        place.and_then(|place| u32::try_from(place).ok())
    };
    let other = discriminator.default.and_then(place);
    if let Some(values) = required_tags(schemas, schema, &discriminator.property) {
        return Some(TagRule {
            property: &discriminator.property,
            values,
            branches: None,
            other: None,
        });
    }
    let mut stated: (Vec<&str>, Vec<u32>) = (Vec::new(), Vec::new());
    for (value, target) in &discriminator.mapping {
        if let Some(place) = place(*target) {
            stated.0.push(value);
            stated.1.push(place);
        }
    }
    let (values, branches) = stated;
    (!values.is_empty()).then_some(TagRule {
        property: &discriminator.property,
        values,
        branches: Some(branches),
        other,
    })
}

/// Where each branch of a `oneOf` requires the discriminator's property with one value of its own, that
/// value decides without a look at the other branches.
fn required_tags<'a>(
    schemas: &'a Schemas,
    schema: &'a Schema,
    property: &str,
) -> Option<Vec<&'a str>> {
    let mut tags: Vec<&str> = Vec::new();
    let mut values = BTreeSet::new();
    for &branch in &schema.assertions.one_of {
        let Rule::Object(object) = rule_unless_wrapper(schemas, branch) else {
            return None;
        };
        let tag = object
            .properties
            .iter()
            .find(|known| known.name == property && known.required)?;
        let value = schemas.get(schemas.unwrapped(tag.schema?));
        let [Json::String(value)] = value.assertions.values.as_deref()? else {
            return None;
        };
        if object.nullable || !values.insert(value) {
            return None;
        }
        tags.push(value);
    }
    (!tags.is_empty()).then_some(tags)
}
