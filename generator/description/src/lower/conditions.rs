//! Keywords that hold for some values only, written by those that hold for all: `if A then B else C` is (not A or B) and
//! (A or C).

use super::schema::SchemaLowering;
use crate::cursor::At;
use crate::ir::schema::{Assertions, JsonType, ObjectRules, SchemaId};

impl<'d> SchemaLowering<'d> {
    /// What `if`, `then`, `else`, `dependentRequired` and `dependentSchemas` assert (JSON Schema 2020-12, Core §10.2.2,
    /// Validation §6.5.4).
    pub(super) fn conditions(&mut self, at: &At<'d>) -> Vec<SchemaId> {
        let mut found = Vec::new();
        if let Some(test) = self.inside(at, "if") {
            let fails = self.not(at, test);
            if let Some(then) = self.inside(at, "then") {
                found.push(self.either(at, fails, then));
            }
            if let Some(otherwise) = self.inside(at, "else") {
                found.push(self.either(at, test, otherwise));
            }
        }
        let dependent = at.get("dependentRequired");
        for (name, names) in dependent.iter().flat_map(At::entries) {
            let names = names.items().filter_map(|name| name.as_str());
            let required = names.map(str::to_owned).collect();
            let then = self.part(&at.origin, requires(required));
            found.push(self.dependent(at, name, then));
        }
        for (name, then) in self.by_name(at, "dependentSchemas") {
            found.push(self.dependent(at, &name, then));
        }
        found
    }

    /// `then` for objects that have the property.
    fn dependent(&mut self, at: &At<'d>, name: &str, then: SchemaId) -> SchemaId {
        // `required` lets pass whatever is no object, so the type has to be asked for.
        let mut has_property = requires(vec![name.to_owned()]);
        has_property.kind = Some(JsonType::Object);
        let test = self.part(&at.origin, has_property);
        let fails = self.not(at, test);
        self.either(at, fails, then)
    }

    fn not(&mut self, at: &At<'d>, schema: SchemaId) -> SchemaId {
        let negation = Assertions {
            not: Some(schema),
            ..Assertions::default()
        };
        self.part(&at.origin, negation)
    }

    fn either(&mut self, at: &At<'d>, one: SchemaId, other: SchemaId) -> SchemaId {
        let choice = Assertions {
            any_of: vec![one, other],
            ..Assertions::default()
        };
        self.part(&at.origin, choice)
    }
}

fn requires(names: Vec<String>) -> Assertions {
    Assertions {
        object: ObjectRules {
            required: names,
            ..ObjectRules::default()
        },
        ..Assertions::default()
    }
}
