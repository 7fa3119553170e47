//! What a schema says of a value, in the terms in which two descriptions can be compared: however many schemas it is
//! joined of.

use std::collections::BTreeSet;

use trueup_description::cursor::Origin;
use trueup_description::ir::Upstream;
use trueup_description::ir::schema::{Additional, JsonType, Schema, SchemaId, Schemas};
use trueup_description::json::Json;

/// A property.
#[derive(Clone, Debug)]
pub(crate) struct Property<'a> {
    pub(crate) name: &'a str,
    pub(crate) origin: &'a Origin,
    pub(crate) schema: SchemaId,
    pub(crate) required: bool,
}

/// What is known of a value.
#[derive(Debug, Default)]
pub(crate) struct Shape<'a> {
    pub(crate) kind: Option<JsonType>,
    pub(crate) format: Option<&'a str>,
    /// Its values, if they are listed.
    pub(crate) values: Option<BTreeSet<String>>,
    pub(crate) properties: Vec<Property<'a>>,
    /// Whether some property is required: who requires none may just not say so.
    pub(crate) requires: bool,
    pub(crate) items: Option<SchemaId>,
    /// What properties are that have no names.
    pub(crate) additional: Option<SchemaId>,
    pub(crate) upstream: Option<&'a Upstream>,
}

impl<'a> Shape<'a> {
    /// All that the schema, its `allOf` and its alternatives say, whatever comes first.
    pub(crate) fn of(schemas: &'a Schemas, id: SchemaId) -> Self {
        let mut shape = Self::default();
        let mut met = BTreeSet::new();
        let mut required = BTreeSet::new();
        let mut open = vec![(id, true)];
        while let Some((id, always)) = open.pop() {
            if !met.insert(id) {
                continue;
            }
            let schema = schemas.get(id);
            shape.add(schema);
            let rules = &schema.assertions;
            if always {
                required.extend(rules.object.required.iter().map(String::as_str));
            }
            // The last is read first.
            open.extend(rules.branches().map(|branch| (branch, false)));
            open.extend(rules.all_of.iter().rev().map(|part| (*part, always)));
        }
        shape.requires = !required.is_empty();
        for property in &mut shape.properties {
            property.required = required.contains(property.name);
        }
        shape
    }

    fn add(&mut self, schema: &'a Schema) {
        let rules = &schema.assertions;
        self.kind = self.kind.or(rules.kind);
        self.format = self.format.or(rules.format.as_deref());
        self.upstream = self.upstream.or(schema.extensions.upstream.as_ref());
        if self.values.is_none() {
            self.values = values(schema);
        }
        for property in &rules.object.properties {
            if !self
                .properties
                .iter()
                .any(|known| known.name == property.name)
            {
                self.properties.push(Property {
                    name: &property.name,
                    origin: &property.origin,
                    schema: property.schema,
                    required: false,
                });
            }
        }
        self.items = self.items.or(rules.array.items);
        if let (Additional::Schema(id), None) = (&rules.object.additional, self.additional) {
            self.additional = Some(*id);
        }
    }

    /// The property of a name.
    pub(crate) fn property(&self, name: &str) -> Option<&Property<'a>> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }
}

/// `enum` or `x-extensible-enum`, as texts; null is none of them.
fn values(schema: &Schema) -> Option<BTreeSet<String>> {
    if let Some(open) = &schema.extensions.open_values {
        return Some(open.iter().cloned().collect());
    }
    let text = |value: &Json| match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let values = schema.assertions.values.as_ref()?;
    Some(values.iter().filter_map(text).collect())
}
