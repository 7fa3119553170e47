//! A choice between types: what `type` says that names several.

use trueup_description::ir::schema::{Assertions, Schema, SchemaId, Schemas};

use super::{Mixed, Rule, rule};

/// Whether anything stands beside a choice.
pub(super) fn composed_by_others(
    schema: &Schema,
    left: &(Option<SchemaId>, Option<SchemaId>),
) -> bool {
    let choice = Assertions {
        any_of: schema.assertions.any_of.clone(),
        ..Assertions::default()
    };
    schema.assertions != choice || *left != (None, None)
}

/// A choice between types, as `type` makes it of several: what is there decides, without a trial.
pub(super) fn by_type<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<Rule<'a>> {
    let (mut own, mut nullable) = (Vec::new(), false);
    for &branch in &schema.assertions.any_of {
        let part = schemas.get(branch);
        // A part has no place of its own.
        if part.origin != schema.origin {
            return None;
        }
        match rule(schemas, branch) {
            Rule::Mixed(_) if part.is_null() => nullable = true,
            // Of a value of any other type each says no more than that.
            typed @ (Rule::Boolean { .. }
            | Rule::Number(_)
            | Rule::Text(_)
            | Rule::Array(_)
            | Rule::Object(_)) => own.push(typed),
            _ => return None,
        }
    }
    (!own.is_empty()).then(|| {
        Rule::Mixed(Box::new(Mixed {
            nullable,
            own,
            only: true,
            ..Mixed::default()
        }))
    })
}
