//! Keywords that hold for some values only.

use super::schema::SchemaLowering;
use crate::cursor::At;
use crate::ir::schema::{Condition, Test};

impl<'d> SchemaLowering<'d> {
    /// What `if`, `then`, `else` and `dependentSchemas` assert (JSON Schema 2020-12, Core §10.2.2).
    pub(super) fn conditions(&mut self, at: &At<'d>) -> Vec<Condition> {
        let mut found = Vec::new();
        // Without `then` and `else` it asserts nothing, but speaks of parts of the value (Core §11).
        if let Some(test) = self.inside(at, "if") {
            found.push(Condition {
                test: Test::Schema(test),
                then: self.inside(at, "then"),
                otherwise: self.inside(at, "else"),
            });
        }
        for (name, then) in self.by_name(at, "dependentSchemas") {
            found.push(Condition {
                test: Test::Property(name),
                then: Some(then),
                otherwise: None,
            });
        }
        found
    }
}

/// `dependentRequired` (JSON Schema 2020-12, Validation §6.5.4).
pub(super) fn dependent(at: &At<'_>, key: &str) -> Vec<(String, Vec<String>)> {
    let map = at.get(key);
    let entries = map.iter().flat_map(At::entries);
    let lists = entries.map(|(name, names)| {
        let names = names.items().filter_map(|name| name.as_str());
        (name.to_owned(), names.map(str::to_owned).collect())
    });
    lists.collect()
}
