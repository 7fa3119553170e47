//! Keywords that hold for some values only.

use super::keywords::Keywords;
use super::schema::SchemaLowering;
use crate::cursor::At;
use crate::ir::schema::{Condition, SchemaId, Test};
use crate::tree::Value;

impl<'d> SchemaLowering<'d> {
    /// What `if`, `then`, `else` and `dependentSchemas` assert (JSON Schema 2020-12, Core §10.2.2).
    pub(super) fn conditions(&mut self, schema: &Keywords<'d>) -> Vec<Condition> {
        let mut found = Vec::new();
        // Without `then` and `else` it asserts nothing, but speaks of parts of the value (Core §11).
        if let Some(test) = self.inside(schema, "if") {
            found.push(Condition {
                test: Test::Schema(test),
                then: self.inside(schema, "then"),
                otherwise: self.inside(schema, "else"),
            });
        }
        for (name, then) in self.by_name(schema, "dependentSchemas") {
            found.push(dependent_schema(name, then));
        }
        let dependencies = schema.get("dependencies");
        for (name, dependency) in dependencies.iter().flat_map(At::entries) {
            if !is_list(&dependency) {
                found.push(dependent_schema(name.to_owned(), self.id(&dependency)));
            }
        }
        found
    }
}

fn dependent_schema(name: String, then: SchemaId) -> Condition {
    Condition {
        test: Test::Property(name),
        then: Some(then),
        otherwise: None,
    }
}

/// `dependentRequired` (JSON Schema 2020-12, Validation §6.5.4), and those `dependencies` that were so before.
pub(super) fn dependent(schema: &Keywords<'_>) -> Vec<(String, Vec<String>)> {
    let keywords = [schema.get("dependentRequired"), schema.get("dependencies")];
    let entries = keywords.iter().flatten().flat_map(At::entries);
    let lists = entries.filter(|(_, names)| is_list(names));
    let lists = lists.map(|(name, names)| {
        let names = names.items().filter_map(|name| name.as_str());
        (name.to_owned(), names.map(str::to_owned).collect())
    });
    lists.collect()
}

fn is_list(at: &At<'_>) -> bool {
    matches!(at.node.value, Value::Sequence(_))
}
