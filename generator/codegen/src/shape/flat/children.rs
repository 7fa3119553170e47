//! Inheritance: a parent with a discriminator and without `oneOf` stands for its children, the schemas that
//! refer to it in `allOf` (OpenAPI 3.0.3 §4.7.25).

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::schema::{Discriminator, ObjectRules, Schema, SchemaId, Schemas};

/// The children of each parent, grandchildren included, in the order of the documents.
#[derive(Debug)]
pub(super) struct Children(BTreeMap<SchemaId, Vec<SchemaId>>);

impl Children {
    pub(super) fn new(schemas: &Schemas) -> Self {
        let mut direct: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
        for (id, schema) in schemas.iter().filter(|(_, schema)| schema.name.is_some()) {
            for parent in &schema.assertions.all_of {
                direct
                    .entry(schemas.unwrapped(*parent))
                    .or_default()
                    .push(id);
            }
        }
        let parents = schemas.iter().filter(|(_, schema)| is_parent(schema));
        let families = parents.map(|(id, _)| (id, descendants(&direct, id)));
        Self(
            families
                .filter(|(_, children)| !children.is_empty())
                .collect(),
        )
    }

    /// The union of a parent's children; `None` if the schema is no parent.
    pub(super) fn union(&self, schemas: &Schemas, id: SchemaId) -> Option<Schema> {
        let children = self.0.get(&id)?;
        let parent = schemas.get(id);
        let discriminator = parent.assertions.discriminator.as_ref()?;
        let mut mapping = discriminator.mapping.clone();
        for child in children {
            let named = mapping.iter().any(|(_, target)| target == child);
            if let (Some(name), false) = (&schemas.get(*child).name, named) {
                mapping.push((name.clone(), *child));
            }
        }
        // A parent that nothing calls otherwise is called by its own name.
        if let (Some(name), false) = (
            &parent.name,
            mapping.iter().any(|(_, target)| *target == id),
        ) && !mapping.iter().any(|(value, _)| value == name)
        {
            mapping.push((name.clone(), id));
        }
        let mut union = parent.clone();
        union.assertions.kind = None;
        union.assertions.object = ObjectRules::default();
        union.assertions.one_of = children.clone();
        union.assertions.all_of.clear();
        union.assertions.discriminator = Some(Discriminator {
            mapping,
            // What is of no child is the parent's.
            default: discriminator.default.or(Some(id)),
            ..discriminator.clone()
        });
        Some(union)
    }
}

fn is_parent(schema: &Schema) -> bool {
    schema.assertions.discriminator.is_some() && !schema.assertions.is_union()
}

fn descendants(direct: &BTreeMap<SchemaId, Vec<SchemaId>>, parent: SchemaId) -> Vec<SchemaId> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<SchemaId> = direct.get(&parent).cloned().unwrap_or_default();
    while let Some(child) = waiting.pop() {
        if child != parent && found.insert(child) {
            waiting.extend(direct.get(&child).into_iter().flatten());
        }
    }
    found.into_iter().collect()
}
