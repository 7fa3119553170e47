//! Unions in the way of `allOf`: branches that say nothing of their own, and what all branches share.

use super::{Flattener, asserts_nothing, infer_kind};
use trueup_description::ir::schema::{Additional, Discriminator, Schema, SchemaId, Schemas};

/// Takes away what a union need not be: a branch for null alone, a choice of one, and branches that only
/// demand properties which stand beside the union.
pub(super) fn reduce(schemas: &Schemas, schema: &mut Schema) {
    let mut nullable = schema.assertions.nullable;
    for list in [&mut schema.assertions.one_of, &mut schema.assertions.any_of] {
        let before = list.len();
        list.retain(|id| !schemas.get(*id).is_null());
        nullable |= list.len() < before;
    }
    schema.assertions.nullable = nullable;
    for list in [&mut schema.assertions.one_of, &mut schema.assertions.any_of] {
        if list.len() == 1 {
            schema.assertions.all_of.append(list);
        } else if !list.is_empty() && list.iter().all(|id| only_demands(schemas.get(*id))) {
            list.clear();
        }
    }
    if !schema.assertions.is_union() {
        schema.assertions.discriminator = None;
    }
}

/// Whether a branch has only `required` and `not`, which choose between values and not between types.
fn only_demands(schema: &Schema) -> bool {
    let mut rest = schema.clone();
    let conditional = !rest.assertions.conditions.is_empty();
    let object = &mut rest.assertions.object;
    let required = !object.required.is_empty() || !object.dependent.is_empty();
    object.required.clear();
    object.dependent.clear();
    let demands = required || conditional || rest.assertions.not.is_some();
    rest.assertions.not = None;
    rest.assertions.conditions.clear();
    if rest.assertions.object == Default::default() {
        rest.assertions.kind = None;
    }
    demands && asserts_nothing(&rest) && rest.assertions.all_of.is_empty() && schema.name.is_none()
}

/// Whether a schema says no more than `type: object`, as many do beside a union of objects.
fn only_names_type(schema: &Schema) -> bool {
    let mut rest = schema.clone();
    rest.assertions.kind = None;
    if !matches!(rest.assertions.object.additional, Additional::Schema(_)) {
        rest.assertions.object.additional = Additional::Unsaid;
    }
    asserts_nothing(&rest)
}

impl Flattener<'_> {
    /// Puts the union of one part into the merged schema. What stands beside it becomes part of each branch.
    pub(super) fn distribute(&mut self, schema: &mut Schema, union: &Schema) {
        let mut base = schema.clone();
        base.name = None;
        base.assertions.nullable = false;
        base.assertions.not = None;
        base.assertions.conditions.clear();
        base.annotations = Default::default();
        base.extensions = Default::default();
        let shared = (!only_names_type(&base)).then(|| self.add(base.clone(), None));
        let mut branches = Vec::new();
        let mut renamed = Vec::new();
        let kind = base.assertions.kind;
        let mut typed = None;
        for branch in union
            .assertions
            .one_of
            .iter()
            .chain(&union.assertions.any_of)
        {
            let new = match (shared, kind) {
                (Some(shared), _) => self.branch(shared, *branch),
                (None, Some(_)) if self.lacks_type(*branch) => {
                    let typed = *typed.get_or_insert_with(|| self.add(base.clone(), None));
                    self.branch(typed, *branch)
                }
                (None, _) => *branch,
            };
            renamed.push((*branch, new));
            branches.push(new);
        }
        schema.assertions.kind = None;
        schema.assertions.object = Default::default();
        schema.assertions.one_of = branches;
        schema.assertions.any_of.clear();
        schema.assertions.discriminator =
            union
                .assertions
                .discriminator
                .as_ref()
                .map(|known| Discriminator {
                    mapping: known
                        .mapping
                        .iter()
                        .map(|(value, target)| (value.clone(), followed(&renamed, *target)))
                        .collect(),
                    default: known.default.map(|target| followed(&renamed, target)),
                    ..known.clone()
                });
    }

    /// Whether nothing in a branch says which type its values have.
    fn lacks_type(&self, branch: SchemaId) -> bool {
        let mut branch = self.exact.get(self.exact.unwrapped(branch)).clone();
        infer_kind(&mut branch);
        let rest = branch.assertions;
        rest.kind.is_none() && rest.all_of.is_empty() && !rest.is_union()
    }

    fn branch(&mut self, shared: SchemaId, branch: SchemaId) -> SchemaId {
        let source = self.exact.get(self.exact.unwrapped(branch));
        let label = source
            .name
            .clone()
            .or_else(|| source.annotations.title.clone());
        let mut schema = Schema::anything(source.origin.clone());
        schema.annotations = source.annotations.clone();
        schema.assertions.all_of = vec![shared, branch];
        self.add(schema, label)
    }
}

fn followed(renamed: &[(SchemaId, SchemaId)], target: SchemaId) -> SchemaId {
    renamed
        .iter()
        .find(|(old, _)| *old == target)
        .map_or(target, |(_, new)| *new)
}
