//! Which schemas have a place of their own on a page: objects that stand in several places or deep inside
//! others, and values that have a name.

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::schema::{Additional, JsonType, Keyword, Property, SchemaId, Schemas};
use trueup_registry::{KnownProperty, Properties};

/// The schemas that other parts of a page refer to.
#[derive(Debug, Default)]
pub(super) struct Placement {
    /// Named objects with a table of their own.
    pub(super) objects: BTreeSet<SchemaId>,
    /// Named strings and numbers.
    pub(super) values: BTreeSet<SchemaId>,
}

impl Placement {
    /// Takes stock of all that can be reached. The table of a request stands with its operation, however
    /// many have the same; other bodies that are met twice get a place of their own.
    pub(super) fn new(schemas: &Schemas, requests: &[SchemaId], others: &[SchemaId]) -> Self {
        let mut placement = Self::default();
        let mut met = BTreeMap::new();
        for request in requests {
            let id = schemas.unwrapped(*request);
            met.entry(id)
                .or_insert_with(|| placement.enter(schemas, id));
        }
        let mut waiting: Vec<SchemaId> = others.to_vec();
        waiting.extend(met.values().flatten());
        placement.find_shared(schemas, waiting);
        let roots: Vec<SchemaId> = requests.iter().chain(others).copied().collect();
        placement.find_deep(schemas, &roots);
        placement
    }

    /// Notes what a schema is, and gives what stands directly inside.
    fn enter(&mut self, schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
        let branches = branches(schemas, id)
            .into_iter()
            .map(|id| core(schemas, id));
        self.objects
            .extend(branches.filter(|id| is_named_object(schemas, *id)));
        if is_named_value(schemas, id) {
            self.values.insert(id);
        }
        parts(schemas, id)
    }

    /// Objects that are met twice.
    fn find_shared(&mut self, schemas: &Schemas, mut waiting: Vec<SchemaId>) {
        let mut met = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            let id = schemas.unwrapped(id);
            if met.insert(id) {
                waiting.extend(self.enter(schemas, id));
            } else if is_named_object(schemas, id) {
                self.objects.insert(id);
            }
        }
    }

    /// A table shows the properties of its properties; named objects below those move out of it.
    fn find_deep(&mut self, schemas: &Schemas, roots: &[SchemaId]) {
        let mut tables: Vec<SchemaId> = self.objects.iter().copied().collect();
        tables.extend(roots.iter().map(|id| core(schemas, *id)));
        while let Some(table) = tables.pop() {
            let mut open = vec![table];
            let mut inside = BTreeSet::new();
            while let Some(id) = open.pop() {
                for property in properties(schemas, id) {
                    let part = core(schemas, property.schema);
                    if self.objects.contains(&part) || inside.contains(&part) {
                        continue;
                    }
                    if id != table && is_named_object(schemas, part) {
                        self.objects.insert(part);
                        tables.push(part);
                    } else if part != table {
                        inside.insert(part);
                        open.push(part);
                    }
                }
            }
        }
    }
}

/// What is left of a schema without the lists and maps around it.
pub(super) fn core(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut seen = BTreeSet::new();
    let mut current = schemas.unwrapped(id);
    while seen.insert(current) {
        match container(schemas, current) {
            Some((_, inner)) => current = schemas.unwrapped(inner),
            None => break,
        }
    }
    current
}

/// How a name goes on into the parts of a list or a map, and the schema of a part.
pub(super) fn container(schemas: &Schemas, id: SchemaId) -> Option<(&'static str, SchemaId)> {
    let schema = schemas.get(schemas.unwrapped(id));
    match (
        schema.assertions.kind,
        schema.assertions.array.items,
        &schema.assertions.object.additional,
    ) {
        (Some(JsonType::Array), Some(items), _) => Some(("[]", items)),
        (Some(JsonType::Object) | None, _, Additional::Schema(value))
            if schema.assertions.object.properties.is_empty()
                && schema.assertions.all_of.is_empty() =>
        {
            Some((".*", *value))
        }
        _ => None,
    }
}

/// The properties of an object, those of its `allOf` included.
pub(super) fn properties(schemas: &Schemas, id: SchemaId) -> Vec<&Property> {
    let mut found: Vec<&Property> = Vec::new();
    let mut known = BTreeSet::new();
    for layer in layers(schemas, id) {
        let assertions = &schemas.get(layer).assertions;
        // Beside another type, properties say nothing.
        if assertions.kind.is_some_and(|kind| kind != JsonType::Object) {
            continue;
        }
        let own = assertions.object.properties.iter();
        found.extend(own.filter(|property| known.insert(property.name.as_str())));
    }
    found
}

/// The properties that an object, or one of its `allOf`, requires.
pub(super) fn required(schemas: &Schemas, id: SchemaId) -> BTreeSet<&str> {
    let layers = layers(schemas, id).into_iter();
    layers
        .flat_map(|layer| schemas.get(layer).assertions.object.required.iter())
        .map(String::as_str)
        .collect()
}

/// The schema and all that it is made of by `allOf`, each once.
pub(super) fn layers(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let mut waiting = vec![schemas.unwrapped(id)];
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.push(id);
        let members = schemas.get(id).assertions.all_of.iter().rev();
        waiting.extend(members.map(|member| schemas.unwrapped(*member)));
    }
    found
}

/// The properties that an object has because it chooses among others beside its own, and those of its own that all of them
/// require.
pub(super) fn chosen(schemas: &Schemas, id: SchemaId) -> Vec<KnownProperty<'_>> {
    let mut layers = layers(schemas, id).into_iter();
    let chooses = layers.any(|layer| !branches(schemas, layer).is_empty());
    if !chooses || properties(schemas, id).is_empty() {
        return Vec::new();
    }
    Properties::new(schemas).of(id)
}

/// The schemas among which a value chooses.
pub(super) fn branches(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    let schema = schemas.get(schemas.unwrapped(id));
    schema.assertions.branches().collect()
}

/// Every schema that stands directly inside.
fn parts(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    let mut found: Vec<SchemaId> = properties(schemas, id)
        .iter()
        .map(|property| property.schema)
        .collect();
    for layer in layers(schemas, id) {
        let subschemas = schemas.get(layer).assertions.subschemas();
        let other = subschemas.into_iter().filter(|(keyword, _)| match keyword {
            // The layers are those of `allOf`, and their properties are there.
            Keyword::Property(_) | Keyword::AllOf(_) => false,
            keyword => keyword.describes(),
        });
        found.extend(other.map(|(_, id)| id));
    }
    found
}

fn is_named_object(schemas: &Schemas, id: SchemaId) -> bool {
    schemas.get(id).name.is_some() && !properties(schemas, id).is_empty()
}

fn is_named_value(schemas: &Schemas, id: SchemaId) -> bool {
    let schema = schemas.get(id);
    let plain = matches!(
        schema.assertions.kind,
        Some(JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean)
    );
    schema.name.is_some() && plain
}
