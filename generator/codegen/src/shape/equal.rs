//! Which schemas without a name are equal, so that one type stands for all of them.

use std::collections::BTreeMap;

use crate::model::Directions;
use trueup_description::cursor::Origin;
use trueup_description::ir::schema::{Annotations, Schema, SchemaId, Schemas};

/// A schema for each: the first of those that equal it.
///
/// Equal are schemas that say the same, their words included, and whose values are sent or received alike. One with a name
/// equals itself alone, and so does one that contains itself.
pub(super) struct Equal(Vec<SchemaId>);

impl Equal {
    pub(super) fn new(
        schemas: &Schemas,
        any_needed: &BTreeMap<SchemaId, Vec<String>>,
        directions: &BTreeMap<SchemaId, Directions>,
    ) -> Self {
        let mut equal = Self(schemas.iter().map(|(id, _)| id).collect());
        let mut known: BTreeMap<String, SchemaId> = BTreeMap::new();
        let Some((_, Schema { origin, .. })) = schemas.iter().next() else {
            return equal;
        };
        for id in children_first(schemas) {
            let schema = schemas.get(id);
            if schema.name.is_some() {
                continue;
            }
            let needed = any_needed.get(&id);
            let said = equal.said(schema, directions.get(&id), origin);
            let said = format!("{needed:?} {said}");
            let first = *known.entry(said).or_insert(id);
            if let Some(slot) = equal.0.get_mut(id.index()) {
                *slot = first;
            }
        }
        equal
    }

    /// The schema whose type this one has.
    pub(super) fn of(&self, id: SchemaId) -> SchemaId {
        self.0.get(id.index()).copied().unwrap_or(id)
    }

    /// All that a schema says, wherever it stands: equal texts are of equal schemas.
    fn said(&self, schema: &Schema, directions: Option<&Directions>, nowhere: &Origin) -> String {
        let Schema {
            origin: _,
            name: _,
            annotations,
            assertions,
            extensions,
        } = schema;
        let mut assertions = assertions.clone();
        assertions.map_subschemas(|inner| self.of(inner));
        for property in &mut assertions.object.properties {
            property.origin = nowhere.clone();
        }
        let annotations = Annotations {
            example: None,
            ..annotations.clone()
        };
        format!("{directions:?} {annotations:?} {assertions:?} {extensions:?}")
    }
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
        said: {type: object, description: Said., properties: {x: {type: string}, y: {type: object, properties: {z: {type: integer}}}}}
        named: {$ref: '#/components/schemas/B'}
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
        for name in ["other", "said", "named"] {
            assert_ne!(of("one"), of(name), "{name}");
        }
        let inner = |name: &str| {
            let holder = api.schemas.get(property(named("A"), name));
            equal.of(property(holder, "y"))
        };
        assert_eq!(inner("one"), inner("said"));
        assert_ne!(inner("one"), inner("other"));
        assert_eq!(inner("one"), equal.of(property(named("B"), "y")));
    }
}
