//! What the keywords of a schema assert: those of OpenAPI 3.0 and of JSON Schema 2020-12 in one form.

use std::cmp::Ordering;

use super::conditions::dependent;
use super::keywords::Keywords;
use super::resolved;
use super::schema::SchemaLowering;
use super::values::distinct;
use crate::cursor::At;
use crate::dialect::Draft;
use crate::ir::schema::{
    Additional, ArrayRules, Assertions, Contains, Discriminator, Names, NumberRules, ObjectRules,
    Property, SchemaId, StringRules,
};
use crate::item_values::are_of_items;
use crate::json::Json;
use crate::tree::{Number, Value};

impl<'d> SchemaLowering<'d> {
    /// What the schema at this place asserts.
    pub(super) fn assertions(&mut self, at: &At<'d>) -> Assertions {
        if at.as_bool() == Some(false) {
            let anything = self.part(&at.origin, Assertions::default());
            return Assertions {
                not: Some(anything),
                ..Assertions::default()
            };
        }
        let schema = &self.keywords(at);
        let mut listed = values(schema);
        // OpenAPI wants at least one value until 3.0; of none, nothing would be valid.
        if !self.documents.version(at.origin.file).has_json_schema() {
            listed = listed.filter(|values| !values.is_empty());
            if at
                .get("type")
                .is_some_and(|kind| kind.as_str() == Some("string"))
            {
                listed = listed.map(as_texts);
            }
        }
        let mut array = self.array_rules(schema);
        if schema.dialect.openapi && are_of_items(at) {
            let items = Assertions {
                all_of: array.items.into_iter().collect(),
                values: listed.take(),
                ..Assertions::default()
            };
            array.items = Some(self.part(&at.origin, items));
        }
        let own = Assertions {
            values: listed,
            number: number_rules(schema),
            string: StringRules {
                min_length: schema.count("minLength"),
                max_length: schema.count("maxLength"),
                pattern: schema.text("pattern"),
            },
            array,
            object: self.object_rules(schema),
            all_of: self.conjunction(schema),
            any_of: self.list(schema, "anyOf"),
            one_of: self.list(schema, "oneOf"),
            not: self.inside(schema, "not"),
            discriminator: schema
                .get("discriminator")
                .and_then(|discriminator| self.discriminator(at, &discriminator)),
            format: format(schema),
            format_annotates: !schema.dialect.asserts_formats,
            ..Assertions::default()
        };
        let own = self.typed(schema, own);
        let mut own = self.or_null(at, own);
        own.format_annotates &= own.format.is_some();
        own.conditions = self.conditions(schema);
        own
    }

    /// `allOf`, and what a `$ref` beside other keywords leads to.
    fn conjunction(&mut self, schema: &Keywords<'d>) -> Vec<SchemaId> {
        let referenced = self.documents.follow(&schema.at).ok().flatten();
        let mut all: Vec<SchemaId> = referenced.map(|to| self.id(&to)).into_iter().collect();
        for key in ["$dynamicRef", "$recursiveRef"] {
            let reference = schema.get(key);
            all.extend(reference.and_then(|reference| self.dynamic(&reference)));
        }
        all.extend(self.list(schema, "allOf"));
        all
    }

    /// The schema under a keyword.
    pub(super) fn inside(&mut self, schema: &Keywords<'d>, key: &str) -> Option<SchemaId> {
        schema.get(key).map(|schema| self.id(&schema))
    }

    /// The schemas under the names below a keyword.
    pub(super) fn by_name(&mut self, schema: &Keywords<'d>, key: &str) -> Vec<(String, SchemaId)> {
        let map = schema.get(key);
        map.iter()
            .flat_map(At::entries)
            .map(|(name, schema)| (name.to_owned(), self.id(&schema)))
            .collect()
    }

    fn array_rules(&mut self, schema: &Keywords<'d>) -> ArrayRules {
        // Before 2020-12, `items` is either of what `prefixItems` and `items` are since.
        let items = schema.get("items");
        let listed = items.filter(|items| matches!(items.node.value, Value::Sequence(_)));
        let (prefix, items) = match listed {
            Some(list) => (
                list.items().map(|item| self.id(&item)).collect(),
                self.inside(schema, "additionalItems"),
            ),
            None => (
                self.list(schema, "prefixItems"),
                self.inside(schema, "items"),
            ),
        };
        ArrayRules {
            prefix,
            items,
            contains: self.inside(schema, "contains").map(|contained| Contains {
                schema: contained,
                least: schema.count("minContains").unwrap_or(1),
                most: schema.count("maxContains"),
                evaluates: schema.dialect.draft >= Draft::Draft2020,
            }),
            unevaluated: self.inside(schema, "unevaluatedItems"),
            min_items: schema.count("minItems"),
            max_items: schema.count("maxItems"),
            unique: schema.flag("uniqueItems"),
        }
    }

    fn list(&mut self, schema: &Keywords<'d>, key: &str) -> Vec<SchemaId> {
        schema.get(key).map_or_else(Vec::new, |list| {
            list.items().map(|item| self.id(&item)).collect()
        })
    }

    fn object_rules(&mut self, schema: &Keywords<'d>) -> ObjectRules {
        let properties = schema
            .get("properties")
            .map_or_else(Vec::new, |properties| {
                let entries = properties.entries();
                entries
                    .map(|(name, value)| Property {
                        name: name.to_owned(),
                        origin: value.origin.clone(),
                        schema: self.id(&value),
                    })
                    .collect()
            });
        ObjectRules {
            properties,
            dependent: dependent(schema),
            patterns: self.by_name(schema, "patternProperties"),
            names: self.inside(schema, "propertyNames"),
            unevaluated: self.inside(schema, "unevaluatedProperties"),
            required: schema.get("required").map_or_else(Names::default, |names| {
                let names = distinct(&names).into_iter();
                names
                    .filter_map(|(_, name)| name.as_str().map(str::to_owned))
                    .collect()
            }),
            additional: self.additional(schema),
            min_properties: schema.count("minProperties"),
            max_properties: schema.count("maxProperties"),
        }
    }

    fn additional(&mut self, schema: &Keywords<'d>) -> Additional {
        let Some(additional) = schema.get("additionalProperties") else {
            return Additional::Unsaid;
        };
        match additional.as_bool() {
            Some(true) => Additional::Any,
            Some(false) => Additional::Refused,
            None if additional
                .mapping()
                .is_some_and(|mapping| mapping.is_empty()) =>
            {
                Additional::Any
            }
            None => Additional::Schema(self.id(&additional)),
        }
    }

    fn discriminator(&mut self, schema: &At<'d>, at: &At<'d>) -> Option<Discriminator> {
        // Without schemas to choose from, or a property to choose by, it says nothing; the loader has said so.
        let decides = ["oneOf", "anyOf", "properties", "allOf"];
        if !decides.iter().any(|key| schema.get(key).is_some()) {
            return None;
        }
        // Swagger 2.0 has the property alone.
        let property = at.get("propertyName").unwrap_or_else(|| at.clone());
        let property = property.as_str()?.to_owned();
        let mut mapping = Vec::new();
        if let Some(explicit) = at.get("mapping") {
            for (value, target) in explicit.entries() {
                if let Some(branch) = self.mapped(&target) {
                    mapping.push((value.to_owned(), self.id(&branch)));
                }
            }
        }
        for key in ["oneOf", "anyOf"] {
            for branch in schema.get(key).iter().flat_map(At::items) {
                let id = self.id(&branch);
                let target = resolved(self.documents, &branch);
                let Some(name) = self.component_name(&target.origin) else {
                    continue;
                };
                if !mapping
                    .iter()
                    .any(|(value, known)| *value == name || *known == id)
                {
                    mapping.push((name, id));
                }
            }
        }
        let default = at.get("defaultMapping");
        let default = default.and_then(|target| self.mapped(&target));
        Some(Discriminator {
            origin: at.origin.clone(),
            property,
            mapping,
            default: default.map(|branch| self.id(&branch)),
        })
    }
}

/// Numbers and booleans among texts are texts without quotes.
fn as_texts(values: Vec<Json>) -> Vec<Json> {
    let as_text = |value: Json| match value {
        Json::Number(number) => Json::String(number.to_string()),
        Json::Bool(value) => Json::String(value.to_string()),
        other => other,
    };
    values.into_iter().map(as_text).collect()
}

/// `enum` and `const`, which is an `enum` of one value.
fn values(schema: &Keywords<'_>) -> Option<Vec<Json>> {
    let listed = schema.get("enum").map(|values| {
        let values = distinct(&values).into_iter();
        values.map(|(_, value)| value).collect::<Vec<_>>()
    });
    let Some(only) = schema.get("const") else {
        return listed;
    };
    let only = only.to_json();
    let normal = only.normal();
    let possible = listed.is_none_or(|listed| listed.iter().any(|value| value.normal() == normal));
    Some(if possible { vec![only] } else { Vec::new() })
}

/// `format`, or what JSON Schema 2020-12 writes in its place for bytes (Validation §8, OpenAPI 3.1.1 §4.4.2).
fn format(schema: &Keywords<'_>) -> Option<String> {
    let stated = schema.text("format");
    let types = schema.get("type");
    let is_text = types.is_some_and(|types| types.as_str().is_none_or(|name| name == "string"));
    if stated.is_some() || !is_text {
        return stated;
    }
    let derived = match (
        schema.text("contentEncoding").as_deref(),
        schema.text("contentMediaType").as_deref(),
    ) {
        (Some("base64"), _) => "byte",
        (Some("base64url"), _) => "base64url",
        (None, Some("application/octet-stream")) => "binary",
        _ => return None,
    };
    Some(derived.to_owned())
}

fn number_rules(schema: &Keywords<'_>) -> NumberRules {
    let (minimum, exclusive_minimum) =
        bound(schema, "minimum", "exclusiveMinimum", Ordering::Greater);
    let (maximum, exclusive_maximum) = bound(schema, "maximum", "exclusiveMaximum", Ordering::Less);
    let step = schema.get("multipleOf");
    NumberRules {
        minimum,
        exclusive_minimum,
        maximum,
        exclusive_maximum,
        multiple_of: step.and_then(|step| step.number().cloned()),
        integer_by_value: false,
    }
}

/// A bound and whether it is exclusive: by a flag beside it, or by a keyword of its own, of which the stricter counts.
fn bound(
    schema: &Keywords<'_>,
    inclusive: &str,
    exclusive: &str,
    stricter: Ordering,
) -> (Option<Number>, bool) {
    let number = |key: &str| schema.get(key).and_then(|value| value.number().cloned());
    match (number(inclusive), number(exclusive)) {
        (bound, None) => {
            let strict = bound.is_some() && schema.flag(exclusive);
            (bound, strict)
        }
        (None, Some(bound)) => (Some(bound), true),
        (Some(one), Some(other)) => match one.order(&other) == stricter {
            true => (Some(one), false),
            false => (Some(other), true),
        },
    }
}
