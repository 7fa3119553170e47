//! What the keywords of a schema assert: those of OpenAPI 3.0 and of JSON Schema 2020-12 in one form.

use std::cmp::Ordering;

use super::conditions::dependent;
use super::resolved;
use super::schema::{SchemaLowering, count, distinct, flag};
use crate::cursor::At;
use crate::ir::schema::{
    Additional, ArrayRules, Assertions, Contains, Discriminator, NumberRules, ObjectRules,
    Property, SchemaId, StringRules,
};
use crate::json::Json;
use crate::tree::Number;

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
        let own = Assertions {
            values: values(at),
            number: number_rules(at),
            string: StringRules {
                min_length: count(at, "minLength"),
                max_length: count(at, "maxLength"),
                pattern: text(at, "pattern"),
            },
            array: self.array_rules(at),
            object: self.object_rules(at),
            all_of: self.conjunction(at),
            any_of: self.list(at, "anyOf"),
            one_of: self.list(at, "oneOf"),
            not: self.inside(at, "not"),
            discriminator: at
                .get("discriminator")
                .and_then(|discriminator| self.discriminator(at, &discriminator)),
            format: format(at),
            ..Assertions::default()
        };
        let own = self.typed(at, own);
        let mut own = self.or_null(at, own);
        own.conditions = self.conditions(at);
        own
    }

    /// `allOf`, and what a `$ref` beside other keywords leads to.
    fn conjunction(&mut self, at: &At<'d>) -> Vec<SchemaId> {
        let referenced = self.documents.follow(at).ok().flatten();
        let mut all: Vec<SchemaId> = referenced.map(|to| self.id(&to)).into_iter().collect();
        all.extend(self.list(at, "allOf"));
        all
    }

    /// The schema under a key.
    pub(super) fn inside(&mut self, at: &At<'d>, key: &str) -> Option<SchemaId> {
        at.get(key).map(|schema| self.id(&schema))
    }

    /// The schemas under the names below a key.
    pub(super) fn by_name(&mut self, at: &At<'d>, key: &str) -> Vec<(String, SchemaId)> {
        let map = at.get(key);
        map.iter()
            .flat_map(At::entries)
            .map(|(name, schema)| (name.to_owned(), self.id(&schema)))
            .collect()
    }

    fn array_rules(&mut self, at: &At<'d>) -> ArrayRules {
        ArrayRules {
            prefix: self.list(at, "prefixItems"),
            items: self.inside(at, "items"),
            contains: self.inside(at, "contains").map(|schema| Contains {
                schema,
                least: count(at, "minContains").unwrap_or(1),
                most: count(at, "maxContains"),
                evaluates: true,
            }),
            unevaluated: self.inside(at, "unevaluatedItems"),
            min_items: count(at, "minItems"),
            max_items: count(at, "maxItems"),
            unique: flag(at, "uniqueItems"),
        }
    }

    fn list(&mut self, at: &At<'d>, key: &str) -> Vec<SchemaId> {
        at.get(key).map_or_else(Vec::new, |list| {
            list.items().map(|item| self.id(&item)).collect()
        })
    }

    fn object_rules(&mut self, at: &At<'d>) -> ObjectRules {
        let properties = at.get("properties").map_or_else(Vec::new, |properties| {
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
            dependent: dependent(at, "dependentRequired"),
            patterns: self.by_name(at, "patternProperties"),
            names: self.inside(at, "propertyNames"),
            unevaluated: self.inside(at, "unevaluatedProperties"),
            required: at.get("required").map_or_else(Vec::new, |names| {
                let names = distinct(&names).into_iter();
                names
                    .filter_map(|(_, name)| name.as_str().map(str::to_owned))
                    .collect()
            }),
            additional: self.additional(at),
            min_properties: count(at, "minProperties"),
            max_properties: count(at, "maxProperties"),
        }
    }

    fn additional(&mut self, at: &At<'d>) -> Additional {
        let Some(additional) = at.get("additionalProperties") else {
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
        let property = at.get("propertyName")?.as_str()?.to_owned();
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
        Some(Discriminator {
            origin: at.origin.clone(),
            property,
            mapping,
        })
    }
}

/// `enum` and `const`, which is an `enum` of one value.
fn values(at: &At<'_>) -> Option<Vec<Json>> {
    let listed = at.get("enum").map(|values| {
        let values = distinct(&values).into_iter();
        values.map(|(_, value)| value).collect::<Vec<_>>()
    });
    let Some(only) = at.get("const") else {
        return listed;
    };
    let only = only.to_json();
    let possible = listed.is_none_or(|listed| listed.contains(&only));
    Some(if possible { vec![only] } else { Vec::new() })
}

/// `format`, or what JSON Schema 2020-12 writes in its place for bytes (Validation §8, OpenAPI 3.1.1 §4.4.2).
fn format(at: &At<'_>) -> Option<String> {
    let stated = text(at, "format");
    let types = at.get("type");
    let is_text = types.is_some_and(|types| types.as_str().is_none_or(|name| name == "string"));
    if stated.is_some() || !is_text {
        return stated;
    }
    let derived = match (
        text(at, "contentEncoding").as_deref(),
        text(at, "contentMediaType").as_deref(),
    ) {
        (Some("base64"), _) => "byte",
        (Some("base64url"), _) => "base64url",
        (None, Some("application/octet-stream")) => "binary",
        _ => return None,
    };
    Some(derived.to_owned())
}

fn number_rules(at: &At<'_>) -> NumberRules {
    let (minimum, exclusive_minimum) = bound(at, "minimum", "exclusiveMinimum", Ordering::Greater);
    let (maximum, exclusive_maximum) = bound(at, "maximum", "exclusiveMaximum", Ordering::Less);
    NumberRules {
        minimum,
        exclusive_minimum,
        maximum,
        exclusive_maximum,
        multiple_of: at.get("multipleOf").and_then(|step| step.number().cloned()),
        integer_by_value: false,
    }
}

/// A bound and whether it is exclusive: by a flag beside it, or by a keyword of its own, of which the stricter counts.
fn bound(
    at: &At<'_>,
    inclusive: &str,
    exclusive: &str,
    stricter: Ordering,
) -> (Option<Number>, bool) {
    let number = |key: &str| at.get(key).and_then(|value| value.number().cloned());
    match (number(inclusive), number(exclusive)) {
        (bound, None) => {
            let strict = bound.is_some() && flag(at, exclusive);
            (bound, strict)
        }
        (None, Some(bound)) => (Some(bound), true),
        (Some(one), Some(other)) => match one.order(&other) == stricter {
            true => (Some(one), false),
            false => (Some(other), true),
        },
    }
}

fn text(at: &At<'_>, key: &str) -> Option<String> {
    at.get(key)?.as_str().map(str::to_owned)
}
