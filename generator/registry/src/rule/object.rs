//! What an object is asked, its `allOf` joined.

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::UpstreamStatus;
use trueup_description::ir::schema::{
    Additional, Assertions, JsonType, ObjectRules, Schema, SchemaId, Schemas,
};

use super::model::{ObjectRule, PropertyRule};
use super::unevaluated::additional;

pub(super) fn object<'a>(
    schemas: &'a Schemas,
    schema: &'a Schema,
    nullable: bool,
) -> ObjectRule<'a> {
    let rules = &schema.assertions.object;
    let mut properties: Vec<_> = rules
        .properties
        .iter()
        .map(|property| PropertyRule {
            name: &property.name,
            schema: Some(property.schema),
            required: rules.requires(&property.name),
            read_only: schemas.get(property.schema).annotations.read_only,
            write_only: schemas.get(property.schema).annotations.write_only,
            absent: is_absent(schemas.get(property.schema)),
        })
        .collect();
    let needed = rules.dependent.iter();
    let needed = needed.flat_map(|(name, needs)| std::iter::once(name).chain(needs));
    let alternatives = schemas.alternatives(schema);
    let needed = needed.chain(alternatives.iter().flatten().copied().flatten());
    let mentioned = needed.map(|name| (name, rules.requires(name)));
    let required = rules.required.iter().map(|name| (name, true));
    let mut names: BTreeSet<&str> = properties.iter().map(|property| property.name).collect();
    for (name, required) in required.chain(mentioned) {
        if names.insert(name) {
            properties.push(PropertyRule {
                name,
                schema: None,
                required,
                read_only: false,
                write_only: false,
                absent: false,
            });
        }
    }
    ObjectRule {
        nullable,
        properties,
        additional: additional(schemas, schema),
        min: rules.min_properties,
        max: rules.max_properties,
        exclusive: schema
            .extensions
            .exclusive
            .iter()
            .map(Vec::as_slice)
            .collect(),
        alternatives: alternatives.into_iter().collect(),
        patterns: &rules.patterns,
        names: rules.names,
        dependent: &rules.dependent,
    }
}

fn is_absent(schema: &Schema) -> bool {
    let upstream = schema.extensions.upstream.as_ref();
    upstream.is_some_and(|upstream| {
        matches!(
            upstream.status,
            UpstreamStatus::Absent | UpstreamStatus::Removed
        )
    })
}

/// The objects of an `allOf` as one, so that a value is read once and all their properties are known.
/// `None` where they cannot be joined without changing what is asked.
pub(super) fn joined(schemas: &Schemas, id: SchemaId) -> Option<ObjectRule<'_>> {
    let schema = schemas.get(id);
    if schema.assertions.all_of.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        if parts.len() > schemas.len() || !is_plain_object(schemas, part) {
            return None;
        }
        parts.push(part);
        open.extend(
            part.assertions
                .all_of
                .iter()
                .rev()
                .map(|&id| schemas.get(schemas.unwrapped(id))),
        );
    }
    let typed = |part: &&Schema| part.assertions.kind == Some(JsonType::Object);
    if !parts.iter().any(typed) {
        return None;
    }
    let mut all = object(schemas, schema, schemas.admits_null(id));
    let names = all.properties.iter().map(|property| property.name);
    let mut places: BTreeMap<&str, usize> = names.zip(0..).collect();
    for part in parts.iter().skip(1) {
        let more = object(schemas, part, false);
        all.min = all.min.max(more.min);
        all.max = match (all.max, more.max) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        all.exclusive.extend(more.exclusive);
        all.alternatives.extend(more.alternatives);
        if more.additional == Additional::Any {
            all.additional = Additional::Any;
        }
        for property in more.properties {
            let place = *places.entry(property.name).or_insert(all.properties.len());
            match all.properties.get_mut(place) {
                None => all.properties.push(property),
                Some(known) => {
                    if known.schema.is_some()
                        && property.schema.is_some()
                        && known.schema != property.schema
                    {
                        return None;
                    }
                    known.schema = known.schema.or(property.schema);
                    known.required |= property.required;
                }
            }
        }
    }
    Some(all)
}

fn is_plain_object(schemas: &Schemas, schema: &Schema) -> bool {
    let own = &schema.assertions;
    let rules = &own.object;
    let object = Assertions {
        kind: own.kind,
        nullable: own.nullable,
        object: ObjectRules {
            properties: rules.properties.clone(),
            required: rules.required.clone(),
            additional: rules.additional.clone(),
            min_properties: rules.min_properties,
            max_properties: rules.max_properties,
            ..ObjectRules::default()
        },
        all_of: own.all_of.clone(),
        any_of: match schemas.alternatives(schema) {
            Some(_) => own.any_of.clone(),
            None => Vec::new(),
        },
        // It names a property that is among them.
        discriminator: own.discriminator.clone(),
        ..Assertions::default()
    };
    *own == object
        && matches!(own.kind, None | Some(JsonType::Object))
        && matches!(rules.additional, Additional::Unsaid | Additional::Any)
}
