//! Which schemas need a static, which a function: emitted code holds nothing that nobody calls.

use std::collections::BTreeSet;

use super::ValidatorEmission;
use trueup_description::ir::schema::{Additional, SchemaId, Schemas, Test};
use trueup_registry::patterns::Patterns;
use trueup_registry::rule::{Mixed, Rule, rule};

/// The schemas that something refers to.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Called in place, as in `c.text(&SAT)`.
    inline: BTreeSet<SchemaId>,
    /// Passed as a function.
    function: BTreeSet<SchemaId>,
    /// Whether a pattern needs a regular expression.
    pub(super) regex: bool,
}

impl Needs {
    pub(super) fn of(emission: &ValidatorEmission<'_>) -> Self {
        let schemas = &emission.api.schemas;
        let mut needs = Self::default();
        let mut open: Vec<_> = trueup_registry::roots(emission.api)
            .into_iter()
            .map(|id| (id, true))
            .collect();
        // Rows of the registry point to the checks of the objects in fields too.
        open.extend(
            trueup_registry::schemas::rows(emission.api)
                .into_iter()
                .map(|id| (id, true)),
        );
        while let Some((id, function)) = open.pop() {
            let set = if function {
                &mut needs.function
            } else {
                &mut needs.inline
            };
            if !set.insert(id) {
                continue;
            }
            let found = rule(schemas, id);
            needs.regex |= asks_for_regex(&emission.patterns, &found);
            open.extend(references(schemas, &found, function));
        }
        needs
    }

    /// Whether a static is called for.
    pub(super) fn any(&self, id: SchemaId) -> bool {
        self.inline.contains(&id) || self.function.contains(&id)
    }

    /// Whether a function is called for.
    pub(super) fn function(&self, schemas: &Schemas, id: SchemaId) -> bool {
        match rule(schemas, id) {
            Rule::Object(_) | Rule::Mixed(_) | Rule::OrNull(_) => self.any(id),
            Rule::Same(_) | Rule::Anything => false,
            _ => self.function.contains(&id),
        }
    }
}

/// The schemas that a rule refers to; `true` for those whose function it needs.
fn references(schemas: &Schemas, found: &Rule<'_>, function: bool) -> Vec<(SchemaId, bool)> {
    match found {
        Rule::Anything | Rule::Nothing | Rule::Boolean { .. } => Vec::new(),
        Rule::Number(_) | Rule::Text(_) => Vec::new(),
        Rule::Same(inner) => vec![(*inner, function)],
        Rule::OrNull(inner) => vec![(*inner, true)],
        Rule::Array(array) => array.items.map(|id| (id, true)).into_iter().collect(),
        Rule::Object(object) => {
            let mut found: Vec<_> = object
                .properties
                .iter()
                .filter_map(|property| Some((property.schema?, false)))
                .collect();
            if let Additional::Schema(id) = object.additional {
                found.push((id, true));
            }
            found
        }
        Rule::Mixed(mixed) => mixed_references(schemas, mixed),
    }
}

fn mixed_references(schemas: &Schemas, mixed: &Mixed<'_>) -> Vec<(SchemaId, bool)> {
    let branches = mixed
        .all_of
        .iter()
        .chain(mixed.any_of)
        .chain(mixed.one_of)
        .chain(&mixed.not);
    let mut found: Vec<_> = branches.map(|id| (*id, true)).collect();
    for condition in mixed.conditions {
        if let Test::Schema(id) = condition.test {
            found.push((id, true));
        }
        let parts = condition.then.into_iter().chain(condition.otherwise);
        found.extend(parts.map(|id| (id, true)));
    }
    for own in &mixed.own {
        found.extend(references(schemas, own, true));
    }
    found
}

fn asks_for_regex(patterns: &Patterns, found: &Rule<'_>) -> bool {
    match found {
        Rule::Text(text) => patterns.needs_regex(text.rules.pattern.as_deref()),
        Rule::Mixed(mixed) => mixed.own.iter().any(|own| asks_for_regex(patterns, own)),
        _ => false,
    }
}
