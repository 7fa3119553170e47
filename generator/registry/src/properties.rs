//! The properties that a value may have, as documents list them: those of an object, of the objects in an array, and of
//! all schemas that a value is held to or chooses from.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use trueup_description::ir::schema::{SchemaId, Schemas};

use crate::rule::{Mixed, ObjectRule, Rule, rule};

/// How many compositions are followed into each other. What is deeper inside is not listed.
const DEEPEST: usize = 32;

/// A property that is declared by at least one schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProperty<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// What is said of its value, each schema once: at least one.
    pub schemas: Vec<SchemaId>,
    /// Whether each value that has properties must have it.
    pub required: bool,
    /// Whether only some branches of a choice declare it.
    pub(crate) alternative: bool,
    /// The schema of the object in it, or of the objects in its array, where that is one schema.
    pub(crate) row: Option<SchemaId>,
}

/// The value that all are equal to.
pub(crate) fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Properties by their names.
#[derive(Debug, Default)]
struct Known<'a> {
    known: Vec<KnownProperty<'a>>,
    places: BTreeMap<&'a str, usize>,
    /// The place of a property, and what has been said of it.
    said: BTreeSet<(usize, SchemaId)>,
}

impl<'a> Known<'a> {
    fn add(&mut self, name: &'a str, schema: Option<SchemaId>, required: bool) {
        let place = *self.places.entry(name).or_insert_with(|| {
            self.known.push(KnownProperty {
                name,
                schemas: Vec::new(),
                required: false,
                alternative: true,
                row: None,
            });
            self.known.len() - 1
        });
        if let Some(known) = self.known.get_mut(place) {
            known.required |= required;
        }
        if let Some(id) = schema {
            self.declare(name, &[id], false);
        }
    }

    /// What is said of the value of a property that has been added.
    fn declare(&mut self, name: &str, schemas: &[SchemaId], alternative: bool) {
        let Some(&place) = self.places.get(name) else {
            return;
        };
        if let Some(known) = self.known.get_mut(place) {
            known.alternative &= alternative;
            let new = schemas.iter().filter(|id| self.said.insert((place, **id)));
            known.schemas.extend(new);
        }
    }

    fn object(&mut self, object: &ObjectRule<'a>) {
        for property in &object.properties {
            self.add(property.name, property.schema, property.required);
        }
    }

    /// The value is held to these too.
    fn all(&mut self, others: &Self) {
        for other in &others.known {
            self.add(other.name, None, other.required);
            self.declare(other.name, &other.schemas, other.alternative);
        }
    }

    /// Whether no property is declared.
    fn is_empty(&self) -> bool {
        self.known.iter().all(|known| known.schemas.is_empty())
    }
}

/// Collects the properties of schemas, each schema once.
#[derive(Debug)]
pub struct Properties<'a> {
    schemas: &'a Schemas,
    found: BTreeMap<SchemaId, Rc<Known<'a>>>,
    /// Those whose properties are being collected.
    open: BTreeSet<SchemaId>,
}

impl<'a> Properties<'a> {
    /// Of these schemas.
    pub fn new(schemas: &'a Schemas) -> Self {
        Self {
            schemas,
            found: BTreeMap::new(),
            open: BTreeSet::new(),
        }
    }

    /// The properties that a value of a schema may have, in the order in which they are declared.
    pub fn of(&mut self, id: SchemaId) -> Vec<KnownProperty<'a>> {
        let mut known = self.schema(id).known.clone();
        // What is required and nowhere declared has no type to speak of.
        known.retain(|known| !known.schemas.is_empty());
        for property in &mut known {
            property.row = self.row(&property.schemas);
        }
        known
    }

    fn row(&mut self, inside: &[SchemaId]) -> Option<SchemaId> {
        let schemas = self.schemas;
        let with_properties = |id: &&SchemaId| !self.schema(**id).is_empty();
        let rows = inside.iter().filter(with_properties);
        common(rows.map(|&id| schemas.unwrapped(id)))
    }

    /// A schema that stands inside itself, or too deep, adds nothing.
    fn schema(&mut self, id: SchemaId) -> Rc<Known<'a>> {
        let id = self.schemas.unwrapped(id);
        if let Some(found) = self.found.get(&id) {
            return Rc::clone(found);
        }
        if self.open.len() >= DEEPEST || !self.open.insert(id) {
            return Rc::default();
        }
        let known = self.rule(&rule(self.schemas, id));
        self.open.remove(&id);
        let known = Rc::new(known);
        self.found.insert(id, Rc::clone(&known));
        known
    }

    fn rule(&mut self, rule: &Rule<'a>) -> Known<'a> {
        let mut known = Known::default();
        match rule {
            Rule::Object(object) => known.object(object),
            Rule::Array(array) => {
                if let Some(items) = array.items.filter(|_| array.rules.prefix.is_empty()) {
                    known.all(&self.schema(items));
                }
            }
            Rule::Same(id) | Rule::OrNull(id) => known.all(&self.schema(*id)),
            Rule::Mixed(mixed) => return self.mixed(mixed),
            Rule::Anything | Rule::Nothing | Rule::Boolean { .. } => {}
            Rule::Number(_) | Rule::Text(_) => {}
        }
        known
    }

    fn mixed(&mut self, mixed: &Mixed<'a>) -> Known<'a> {
        let mut known = Known::default();
        for own in &mixed.own {
            known.all(&self.rule(own));
        }
        for &part in mixed.all_of {
            known.all(&self.schema(part));
        }
        for branches in [mixed.any_of, mixed.one_of] {
            known.all(&self.any(branches));
        }
        for condition in mixed.conditions {
            // Both may hold of values, each of others; a schema that is absent allows anything.
            let branches: Vec<_> = condition
                .then
                .into_iter()
                .chain(condition.otherwise)
                .collect();
            let mut declared = self.any(&branches);
            let always = branches.len() == 2;
            for property in &mut declared.known {
                property.required &= always;
            }
            known.all(&declared);
        }
        known
    }

    /// A property is required of a choice if each branch that has properties requires it.
    fn any(&mut self, branches: &[SchemaId]) -> Known<'a> {
        let branches = branches.iter().map(|&branch| self.schema(branch));
        let branches: Vec<_> = branches.filter(|known| !known.known.is_empty()).collect();
        let all = || branches.iter().flat_map(|branch| &branch.known);
        // How many branches declare each property, and how many require it.
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for known in all() {
            let (declared, required) = counts.entry(known.name).or_default();
            *declared += usize::from(!known.schemas.is_empty());
            *required += usize::from(known.required);
        }
        let mut any = Known::default();
        for known in all() {
            let (declared, required) = counts.get(known.name).copied().unwrap_or_default();
            any.add(known.name, None, required == branches.len());
            let alternative = known.alternative || declared < branches.len();
            any.declare(known.name, &known.schemas, alternative);
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use trueup_description::diagnostic::Diagnostics;
    use trueup_description::source::Sources;

    use super::Properties;

    /// Properties of the schema `S`: required with `!`, of some alternatives with `?`.
    fn known(schemas: &str) -> String {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        );
        let sources = Sources::new([("t.yaml".to_owned(), text)].into());
        let mut diagnostics = Diagnostics::default();
        let api = trueup_description::lower(&sources, &mut diagnostics).unwrap();
        let (id, _) = api
            .schemas
            .iter()
            .find(|(_, schema)| schema.name.as_deref() == Some("S"))
            .unwrap();
        let known = Properties::new(&api.schemas).of(id);
        let known = known
            .iter()
            .map(|known| match (known.required, known.alternative) {
                (true, _) => format!("{}!", known.name),
                (false, true) => format!("{}?", known.name),
                (false, false) => known.name.to_owned(),
            });
        known.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_object_keeps_its_properties_beside_a_choice_of_required_ones() {
        let schema = "    S: {type: object, properties: {a: {type: string}, b: {type: string}}, \
                      anyOf: [{required: [a]}, {required: [b]}]}\n";
        assert_eq!(known(schema), "a b");
    }

    #[test]
    fn one_part_may_require_what_another_declares() {
        let schema = "    S: {type: object, oneOf: [{type: string}], \
                      allOf: [{required: [a]}, {properties: {a: {type: string}, b: {type: string}}}]}\n";
        assert_eq!(known(schema), "a! b");
    }

    #[test]
    fn branches_of_a_union_add_up_and_require_what_all_require() {
        let schema = "    S: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: string}]}\n    \
                      A: {type: object, required: [k, a], properties: {k: {type: string}, a: {type: string}}}\n    \
                      B: {type: object, required: [k], properties: {k: {type: integer}, b: {type: string}}}\n";
        assert_eq!(known(schema), "k! a? b?");
    }

    #[test]
    fn a_union_that_holds_itself_ends() {
        let schema = "    S: {oneOf: [{type: array, items: {$ref: '#/components/schemas/S'}}, {$ref: '#/components/schemas/A'}]}\n    \
                      A: {type: object, properties: {s: {$ref: '#/components/schemas/S'}}}\n";
        assert_eq!(known(schema), "s");
    }
}
