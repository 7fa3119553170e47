//! Schemas as Rust sees them: what `allOf` joins is one schema, what a union shares stands in each of its
//! branches, and a parent with a discriminator is the union of its children.
//!
//! The exact schemas stay as they are, for the validator. Here each keeps its id, so that names and
//! references hold; what has to be made up is added behind them.

mod children;
mod merge;
mod rules;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::Api;
use trueup_description::ir::schema::{
    Additional, Assertions, JsonType, ObjectRules, Schema, SchemaId, Schemas,
};
use trueup_description::json::Json;

use children::Children;
use merge::Merged;

/// How many schemas may be made up for each that stands in the documents.
const MOST_MADE: usize = 16;

/// The schemas of an API, none of which holds `allOf` except to annotate one other.
#[derive(Debug)]
pub(crate) struct Flat {
    /// The schemas.
    pub(super) schemas: Schemas,
    /// Names for the branches that were made up, by what they were made of.
    pub(super) labels: BTreeMap<SchemaId, String>,
    /// A schema that asserts nothing.
    pub(super) nothing: Option<SchemaId>,
    /// The properties of objects of which at least one must be there.
    pub(super) any_needed: BTreeMap<SchemaId, Vec<String>>,
}

/// Flattens every schema of an API.
pub(crate) fn flatten(api: &Api, diagnostics: &mut Diagnostics) -> Flat {
    let mut waiting: Vec<SchemaId> = api.schemas.iter().map(|(id, _)| id).collect();
    waiting.reverse();
    let count = waiting.len();
    let mut flattener = Flattener {
        exact: api.schemas.clone(),
        flat: api.schemas.clone(),
        children: Children::new(&api.schemas),
        labels: BTreeMap::new(),
        any_needed: BTreeMap::new(),
        pairs: BTreeMap::new(),
        waiting,
        room: (count + 64) * MOST_MADE,
        conflicts: 0,
        diagnostics,
    };
    while let Some(id) = flattener.waiting.pop() {
        let schema = flattener.flattened(id);
        *flattener.flat.get_mut(id) = schema;
    }
    let mut schemas = flattener.flat;
    let origin = api.services.first().map(|service| service.origin.clone());
    Flat {
        nothing: origin.map(|origin| schemas.push(Schema::anything(origin))),
        labels: flattener.labels,
        any_needed: flattener.any_needed,
        schemas,
    }
}

struct Flattener<'d> {
    /// The schemas as they are written, and those made up, yet to be flattened.
    exact: Schemas,
    flat: Schemas,
    children: Children,
    labels: BTreeMap<SchemaId, String>,
    any_needed: BTreeMap<SchemaId, Vec<String>>,
    /// What was made up for two schemas of one property.
    pairs: BTreeMap<(SchemaId, SchemaId), SchemaId>,
    waiting: Vec<SchemaId>,
    /// How many schemas may still be made up.
    room: usize,
    /// How many contradictions were found.
    conflicts: usize,
    diagnostics: &'d mut Diagnostics,
}

impl Flattener<'_> {
    fn flattened(&mut self, id: SchemaId) -> Schema {
        let schema = self.exact.get(id).clone();
        if schema.annotated().is_some() {
            return schema;
        }
        if let Some(mut union) = self.children.union(&self.exact, id) {
            self.childless(id, &mut union);
            return union;
        }
        let parts = self.parts(id);
        if let Some(only) = self.only_one(&schema, &parts) {
            return annotation(&schema, only);
        }
        let Merged {
            mut schema,
            unions,
            contradictory,
        } = self.merged(id, &parts);
        // Nothing is a value of it; whatever is sent all the same is passed on.
        if contradictory {
            schema.assertions = Assertions::default();
            return schema;
        }
        if let Some(names) = self.any_needed(&parts) {
            self.any_needed.insert(id, names);
        }
        match unions.as_slice() {
            [] => {}
            [union] => self.distribute(&mut schema, union),
            [_, second, ..] => {
                let message = "`allOf` joins several unions, which no Rust type stands for, so it is passed on as it is";
                let help = "let at most one of the schemas have `oneOf` or `anyOf`";
                self.diagnostics.push(
                    Diagnostic::new(Code::UntypedValue, &schema.origin, message)
                        .help(help)
                        .label(second.origin.span, "the second union"),
                );
                schema.assertions = Assertions::default();
                return schema;
            }
        }
        infer_kind(&mut schema);
        schema
    }

    /// Where the mapping names the parent too: a branch for values that are of no child.
    fn childless(&mut self, id: SchemaId, union: &mut Schema) {
        let Some(discriminator) = &mut union.assertions.discriminator else {
            return;
        };
        let names_parent = |(_, target): &&mut (String, SchemaId)| *target == id;
        if !discriminator
            .mapping
            .iter()
            .any(|(_, target)| *target == id)
        {
            return;
        }
        let mut plain = self.exact.get(id).clone();
        let label = plain.name.take().map(|name| format!("{name}Base"));
        plain.assertions.discriminator = None;
        let plain = self.add(plain, label);
        union.assertions.one_of.push(plain);
        for (_, target) in discriminator.mapping.iter_mut().filter(names_parent) {
            *target = plain;
        }
        if discriminator.default == Some(id) {
            discriminator.default = Some(plain);
        }
    }

    /// The schemas that a value must satisfy all: the schema itself, and what its `allOf` leads to.
    /// A union of one branch is no choice, so it counts as `allOf`.
    fn parts(&self, id: SchemaId) -> Vec<(SchemaId, Schema)> {
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let mut part = self.exact.get(id).clone();
            unions::reduce(&self.exact, &mut part);
            waiting.extend(
                std::mem::take(&mut part.assertions.all_of)
                    .into_iter()
                    .rev(),
            );
            parts.push((id, part));
        }
        parts
    }

    /// The properties of which one must be there, by the first part that says so. Of lists of several the exact schema
    /// knows alone.
    fn any_needed(&self, parts: &[(SchemaId, Schema)]) -> Option<Vec<String>> {
        parts.iter().find_map(|(id, _)| {
            let lists = self.exact.alternatives(self.exact.get(*id))?;
            let single = lists.into_iter().map(|list| match list {
                [name] => Some(name.clone()),
                _ => None,
            });
            single.collect()
        })
    }

    /// The one schema that says everything, where all others only annotate.
    fn only_one(&self, schema: &Schema, parts: &[(SchemaId, Schema)]) -> Option<SchemaId> {
        let mut direct = schema.clone();
        unions::reduce(&self.exact, &mut direct);
        let own = std::mem::take(&mut direct.assertions.all_of);
        if !asserts_nothing(&direct) {
            return None;
        }
        let trivial = |id: &SchemaId| {
            let schema = self.exact.get(*id);
            asserts_nothing(schema)
                && schema.assertions.all_of.is_empty()
                && !schema.assertions.nullable
        };
        let mut telling = own.iter().filter(|id| !trivial(id));
        match (telling.next(), telling.next()) {
            (Some(only), None) if parts.len() > 1 => Some(*only),
            _ => None,
        }
    }

    /// Adds a schema that no document holds.
    fn add(&mut self, schema: Schema, label: Option<String>) -> SchemaId {
        if self.room == 1 {
            let message = "the schemas joined here give ever more schemas to join";
            let help = "name what they have in common, and refer to it";
            self.diagnostics
                .push(Diagnostic::new(Code::InfiniteSchema, &schema.origin, message).help(help));
        }
        self.room = self.room.saturating_sub(1);
        let id = self.exact.push(schema.clone());
        self.flat.push(schema);
        if let Some(label) = label {
            self.labels.insert(id, label);
        }
        if self.room > 0 {
            self.waiting.push(id);
        }
        id
    }

    /// The schema that demands what two schemas do.
    fn both(&mut self, first: SchemaId, second: SchemaId) -> SchemaId {
        if self.exact.unwrapped(first) == self.exact.unwrapped(second) {
            return second;
        }
        if let Some(known) = self.pairs.get(&(first, second)) {
            return *known;
        }
        let later = self.exact.get(second);
        let mut schema = Schema::anything(later.origin.clone());
        schema.annotations = later.annotations.clone();
        schema.assertions.all_of = vec![first, second];
        let id = self.add(schema, None);
        self.pairs.insert((first, second), id);
        id
    }
}

/// Whether a schema leaves every value as it is; what its `allOf` asserts, and null, aside.
fn asserts_nothing(schema: &Schema) -> bool {
    let own = &schema.assertions;
    let nothing = Assertions {
        nullable: own.nullable,
        all_of: own.all_of.clone(),
        // It chooses among branches, which would be assertions.
        discriminator: own.discriminator.clone(),
        ..Assertions::default()
    };
    *own == nothing
}

/// An annotated reference to `only`.
fn annotation(schema: &Schema, only: SchemaId) -> Schema {
    let mut wrapper = Schema::anything(schema.origin.clone());
    wrapper.name = schema.name.clone();
    wrapper.annotations = schema.annotations.clone();
    wrapper.assertions.nullable = schema.assertions.nullable;
    wrapper.extensions = schema.extensions.clone();
    wrapper.assertions.all_of = vec![only];
    wrapper
}

/// The type that the other keywords give away, where `type` is absent; where it is there, those that are about other
/// types go.
fn infer_kind(schema: &mut Schema) {
    if schema
        .assertions
        .kind
        .is_some_and(|kind| kind != JsonType::Object)
    {
        schema.assertions.object = ObjectRules::default();
    }
    if schema.assertions.kind.is_some() || schema.assertions.is_union() {
        return;
    }
    let object = &schema.assertions.object;
    if !object.properties.is_empty()
        || !object.required.is_empty()
        || !matches!(object.additional, Additional::Unsaid)
    {
        schema.assertions.kind = Some(JsonType::Object);
    } else if schema.assertions.array.items.is_some() {
        schema.assertions.kind = Some(JsonType::Array);
    } else if let Some(values) = &schema.assertions.values {
        schema.assertions.nullable |= values.contains(&Json::Null);
        schema.assertions.kind = kind_of_all(values);
    }
}

/// The type that all values have, null aside.
fn kind_of_all(values: &[Json]) -> Option<JsonType> {
    let kind = |value: &Json| match value {
        Json::Null => None,
        Json::Bool(_) => Some(JsonType::Boolean),
        Json::Number(number) if number.is_integer() => Some(JsonType::Integer),
        Json::Number(_) => Some(JsonType::Number),
        Json::String(_) => Some(JsonType::String),
        Json::Array(_) => Some(JsonType::Array),
        Json::Object(_) => Some(JsonType::Object),
    };
    let mut kinds = values.iter().filter_map(kind);
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}
