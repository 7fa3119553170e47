//! Which schemas without a name are equal, so that one type stands for all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Directions;
use trueup_description::cursor::Origin;
use trueup_description::ir::schema::{Annotations, Schema, SchemaId, Schemas};

/// A schema for each: the first of those that equal it.
///
/// Equal are schemas that say the same, and whose values are sent or received alike. What they say of themselves may differ:
/// it belongs to the place where each stands, and an edit of it should not give the type another name. What is said of their
/// properties and parts may not, since the type shows it. Described lists of values must be those of properties of one name,
/// too: a few words are soon the same, and mean something else. One with a name equals itself alone, and so does one that
/// contains itself.
pub(super) struct Equal {
    first: Vec<SchemaId>,
    /// Those whose equals say something else of themselves.
    otherwise_described: BTreeSet<SchemaId>,
}

impl Equal {
    pub(super) fn new(
        schemas: &Schemas,
        any_needed: &BTreeMap<SchemaId, Vec<String>>,
        directions: &BTreeMap<SchemaId, Directions>,
    ) -> Self {
        let mut equal = Self {
            first: schemas.iter().map(|(id, _)| id).collect(),
            otherwise_described: BTreeSet::new(),
        };
        let mut known: BTreeMap<String, SchemaId> = BTreeMap::new();
        let Some((_, Schema { origin, .. })) = schemas.iter().next() else {
            return equal;
        };
        let places = places(schemas);
        for id in children_first(schemas) {
            let schema = schemas.get(id);
            if schema.name.is_some() {
                continue;
            }
            let needed = any_needed.get(&id);
            let said = equal.said(schemas, schema, directions.get(&id), origin);
            let is_list_of_values = schema.assertions.values.is_some();
            let place = places
                .get(&id)
                .filter(|_| is_list_of_values && words(schema) != (None, None));
            let said = format!("{needed:?} {place:?} {said}");
            let first = *known.entry(said).or_insert(id);
            if words(schemas.get(first)) != words(schema) {
                equal.otherwise_described.insert(first);
            }
            if let Some(slot) = equal.first.get_mut(id.index()) {
                *slot = first;
            }
        }
        equal
    }

    /// The schema whose type this one has.
    pub(super) fn of(&self, id: SchemaId) -> SchemaId {
        self.first.get(id.index()).copied().unwrap_or(id)
    }

    /// What a schema says of itself, as far as it holds for all that equal it.
    pub(super) fn description<'a>(&self, schemas: &'a Schemas, id: SchemaId) -> Option<&'a str> {
        let (title, description) = words(schemas.get(id));
        let alike = !self.otherwise_described.contains(&id);
        description.or(title).filter(|_| alike)
    }

    /// All that a schema says but of itself, wherever it stands: equal texts are of equal schemas.
    fn said(
        &self,
        schemas: &Schemas,
        schema: &Schema,
        directions: Option<&Directions>,
        nowhere: &Origin,
    ) -> String {
        let Schema {
            origin: _,
            pattern_span: _,
            name: _,
            annotations,
            assertions,
            extensions,
        } = schema;
        let mut assertions = assertions.clone();
        let of_parts = assertions.subschemas().into_iter();
        let of_parts: Vec<_> = of_parts.map(|(_, id)| words(schemas.get(id))).collect();
        assertions.map_subschemas(|inner| self.of(inner));
        for property in &mut assertions.object.properties {
            property.origin = nowhere.clone();
        }
        let annotations = Annotations {
            example: None,
            title: None,
            description: None,
            ..annotations.clone()
        };
        format!("{directions:?} {annotations:?} {assertions:?} {of_parts:?} {extensions:?}")
    }
}

/// The properties whose values schemas describe, or the elements of whose values.
fn places(schemas: &Schemas) -> BTreeMap<SchemaId, &str> {
    let mut places = BTreeMap::new();
    for (_, schema) in schemas.iter() {
        for property in &schema.assertions.object.properties {
            let id = schemas.unwrapped(property.schema);
            let items = schemas.get(id).assertions.array.items;
            for id in [Some(property.schema), Some(id), items]
                .into_iter()
                .flatten()
            {
                places.entry(id).or_insert(property.name.as_str());
            }
        }
    }
    places
}

/// The title and the description.
fn words(schema: &Schema) -> (Option<&str>, Option<&str>) {
    let annotations = &schema.annotations;
    (
        annotations.title.as_deref(),
        annotations.description.as_deref(),
    )
}

/// All schemas, those inside of others before them, but for circles.
fn children_first(schemas: &Schemas) -> Vec<SchemaId> {
    let mut met = vec![false; schemas.iter().count()];
    let mut order = Vec::new();
    let mut way: Vec<(SchemaId, Vec<SchemaId>)> = Vec::new();
    let mut enter = |id: SchemaId, way: &mut Vec<(SchemaId, Vec<SchemaId>)>| {
        let Some(met) = met.get_mut(id.index()).filter(|met| !**met) else {
            return;
        };
        *met = true;
        let inside = schemas.get(id).assertions.subschemas();
        way.push((id, inside.into_iter().map(|(_, id)| id).collect()));
    };
    for (start, _) in schemas.iter() {
        enter(start, &mut way);
        while let Some((id, left)) = way.last_mut() {
            match left.pop() {
                Some(inner) => enter(inner, &mut way),
                None => {
                    order.push(*id);
                    way.pop();
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use trueup_description::diagnostic::Diagnostics;
    use trueup_description::source::Sources;

    const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {post: {operationId: a, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'204': {description: None.}}}}
components:
  schemas:
    A:
      type: object
      properties:
        one: {type: object, properties: {x: {type: string}, y: {type: object, properties: {z: {type: integer}}}}}
        two: {type: object, properties: {x: {type: string}, y: {type: object, properties: {z: {type: integer}}}}}
        other: {type: object, properties: {x: {type: string}, y: {type: object, properties: {z: {type: number}}}}}
        mood: {type: string, enum: [good], description: This one.}
        mode: {type: string, enum: [good], description: That one.}
        of_part: {type: object, description: Alone., properties: {x: {type: string, description: Said.}, y: {type: object, properties: {z: {type: integer}}}}}
        said: {type: object, description: Said., properties: {x: {type: string}, y: {type: object, properties: {z: {type: integer}}}}}
        named: {$ref: '#/components/schemas/B'}
    C: {type: object, properties: {mood: {type: string, enum: [good], description: Another one.}}}
    B: {type: object, properties: {x: {type: string}, y: {type: object, properties: {z: {type: integer}}}}}
";

    #[test]
    fn equal_are_schemas_without_a_name_that_say_the_same() {
        let sources = Sources::new([("t.yaml".to_owned(), DOCUMENT.to_owned())].into());
        let api = trueup_description::lower(&sources, &mut Diagnostics::new()).unwrap();
        let named = |name: &str| {
            let mut all = api.schemas.iter();
            all.find(|(_, schema)| schema.name.as_deref() == Some(name))
                .unwrap()
                .1
        };
        let equal = Equal::new(&api.schemas, &BTreeMap::new(), &BTreeMap::new());
        let property = |schema: &Schema, name: &str| {
            let mut properties = schema.assertions.object.properties.iter();
            properties.find(|one| one.name == name).unwrap().schema
        };
        let of = |name: &str| equal.of(property(named("A"), name));
        assert_eq!(of("one"), of("two"));
        assert_eq!(of("one"), of("said"));
        assert_eq!(equal.description(&api.schemas, of("said")), None);
        let alone = equal.description(&api.schemas, of("of_part"));
        assert_eq!(alone, Some("Alone."));
        for name in ["other", "of_part", "named"] {
            assert_ne!(of("one"), of(name), "{name}");
        }
        let inner = |name: &str| {
            let holder = api.schemas.get(property(named("A"), name));
            equal.of(property(holder, "y"))
        };
        assert_eq!(inner("one"), inner("of_part"));
        assert_ne!(inner("one"), inner("other"));
        assert_eq!(inner("one"), equal.of(property(named("B"), "y")));
        assert_ne!(of("mood"), of("mode"));
        assert_eq!(of("mood"), equal.of(property(named("C"), "mood")));
    }
}
