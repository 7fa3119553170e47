//! A value that a schema admits: its own example, its default, or one made up of its rules.

mod rules;
mod strings;

use std::cell::Cell;

use self::rules::{Rules, Union};
use trueup_description::ir::schema::{Additional, JsonType, SchemaId, Schemas};
use trueup_description::json::Json;
use trueup_registry::ValueChecker;

/// How many values are looked at for one sample: schemas hold themselves, and choices multiply.
const BUDGET: usize = 4_000;
/// How many lists, objects and choices in each other a sample has.
const DEEPEST: usize = 16;
/// The most items of a list, and the most properties that are made up, in a sample.
const MOST_ITEMS: u64 = 50;

/// Makes values for requests.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    schemas: &'a Schemas,
    checker: &'a ValueChecker<'a>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(schemas: &'a Schemas, checker: &'a ValueChecker<'a>) -> Self {
        Self { schemas, checker }
    }

    /// A value for a request that the schema admits; `None` where none was found that is small enough to show.
    pub(super) fn of(self, id: SchemaId) -> Option<Json> {
        let made = self.attempt().make(&[id], 0, DEEPEST)?;
        self.checker.is_valid_request(id, &made).then_some(made)
    }

    /// The `nth` of the values that are made, whatever the schema states.
    pub(super) fn another(self, id: SchemaId, nth: usize) -> Option<Json> {
        let mut rules = Rules::of(self.schemas, &[id]);
        rules.stated.clear();
        let made = self.attempt().by(rules, nth, DEEPEST)?;
        self.checker.is_valid_request(id, &made).then_some(made)
    }

    /// A value of which something is sent: no empty text, list or object, which parameters have no text for.
    pub(super) fn filled(self, id: SchemaId) -> Option<Json> {
        let attempt = self.attempt();
        let mut rules = Rules::of(self.schemas, &[id]);
        rules.stated.clear();
        rules.min_length = rules.min_length.max(1);
        rules.min_items = rules.min_items.max(1);
        rules.min_properties = rules.min_properties.max(1);
        let made = attempt.by(rules, 0, DEEPEST)?;
        self.checker.is_valid_request(id, &made).then_some(made)
    }

    fn attempt(self) -> Attempt<'a> {
        Attempt {
            schemas: self.schemas,
            checker: self.checker,
            left: Cell::new(BUDGET),
        }
    }

    /// The first of the stated values that requests may hold; otherwise one that is made.
    pub(super) fn stated_or<'s>(
        self,
        id: SchemaId,
        stated: impl IntoIterator<Item = &'s Json>,
    ) -> Option<Json> {
        let mut stated = stated.into_iter();
        let kept = stated.find(|value| self.checker.is_valid_request(id, value));
        kept.cloned().or_else(|| self.of(id))
    }
}

/// The way to one value.
struct Attempt<'a> {
    schemas: &'a Schemas,
    checker: &'a ValueChecker<'a>,
    left: Cell<usize>,
}

impl<'a> Attempt<'a> {
    /// A value that all schemas admit; the `nth` of several that differ.
    fn make(&self, ids: &[SchemaId], nth: usize, depth: usize) -> Option<Json> {
        self.by(Rules::of(self.schemas, ids), nth, depth)
    }

    fn by(&self, rules: Rules<'a>, nth: usize, depth: usize) -> Option<Json> {
        self.left.set(self.left.get().checked_sub(1)?);
        let depth = depth.checked_sub(1)?;
        let admit = |value: &Json| self.admit(&rules, value);
        if nth == 0
            && let Some(stated) = rules
                .stated
                .iter()
                .find(|value| self.may_be_sent(&rules, value))
        {
            return Some((*stated).clone());
        }
        if let Some(union) = rules.unions.first() {
            return self.choice(&rules, union, nth, depth);
        }
        if let Some(values) = &rules.values {
            let long = |value: &Json| {
                let text = value.as_str();
                text.is_none_or(|text| text.chars().count() as u64 >= rules.min_length)
            };
            let mut admitted = values.iter().filter(|value| long(value) && admit(value));
            return admitted.nth(nth).map(|value| (*value).clone());
        }
        match rules.kind() {
            Some(JsonType::Boolean) => (nth < 2).then_some(Json::Bool(nth == 0)),
            Some(JsonType::Integer) => rules.number(true, nth).map(Json::Number),
            Some(JsonType::Number) => rules.number(false, nth).map(Json::Number),
            Some(JsonType::String) | None => {
                let texts = strings::candidates(&rules, nth).into_iter();
                let mut admitted = texts.map(Json::String).filter(admit);
                admitted.nth(strings::skipped(&rules, nth))
            }
            Some(JsonType::Array) => self.array(&rules, nth, depth),
            Some(JsonType::Object) => self.object(&rules, nth, depth),
        }
    }

    /// A value of the first branch that gives one: with the value of the discriminator that stands for it, or without,
    /// where the branch says another.
    fn choice(
        &self,
        rules: &Rules<'a>,
        union: &Union<'a>,
        nth: usize,
        depth: usize,
    ) -> Option<Json> {
        let made = |decided: Rules<'a>| {
            let value = self.by(decided, nth, depth)?;
            self.admit(rules, &value).then_some(value)
        };
        union.branches.iter().find_map(|branch| {
            let decided = rules.decided(self.schemas, *branch);
            let tagged = decided.clone().tagged(self.schemas, union, *branch);
            let tagged = tagged.and_then(made);
            tagged.or_else(|| made(decided))
        })
    }

    /// Whether all schemas that the rules were made of admit a value.
    fn admit(&self, rules: &Rules<'a>, value: &Json) -> bool {
        let mut roots = rules.roots.iter();
        roots.all(|id| self.checker.admits(*id, value))
    }

    /// Whether a request may hold a value; one with properties of which nothing is said may not.
    fn may_be_sent(&self, rules: &Rules<'a>, value: &Json) -> bool {
        let mut roots = rules.roots.iter();
        roots.all(|id| self.checker.is_valid_request(*id, value))
    }

    fn array(&self, rules: &Rules<'a>, nth: usize, depth: usize) -> Option<Json> {
        let least = rules.min_items.max(1 + nth as u64);
        let count = rules.max_items.map_or(least, |most| most.min(least));
        if count < rules.min_items || count > MOST_ITEMS {
            return None;
        }
        let mut items = Vec::new();
        for at in 0..usize::try_from(count).ok()? {
            let nth = if rules.unique { at } else { 0 };
            let item = match rules.items.as_slice() {
                [] => Some(Json::Number(u32::try_from(at + 1).ok()?.into())),
                items => self.make(items, nth, depth),
            };
            match item {
                Some(item) => items.push(item),
                // Nothing can be shown of what need not be there.
                None if rules.min_items == 0 => break,
                None => return None,
            }
        }
        Some(Json::Array(items))
    }

    fn object(&self, rules: &Rules<'a>, nth: usize, depth: usize) -> Option<Json> {
        let mut members: Vec<(String, Json)> = Vec::new();
        for name in &rules.required {
            let schemas = rules.property(name);
            if schemas.is_some_and(|schemas| self.is_read_only(schemas)) {
                continue;
            }
            // One that differs makes the object another.
            let nth = if members.is_empty() { nth } else { 0 };
            let value = match (rules.tags.get(name), schemas) {
                (Some(tag), _) => Json::String((*tag).to_owned()),
                (None, Some(schemas)) => self.make(schemas, nth, depth)?,
                (None, None) => self.further(rules, depth)?,
            };
            members.push(((*name).to_owned(), value));
        }
        let wanted = rules.min_properties.max(1);
        for (name, schemas) in &rules.properties {
            if members.len() as u64 >= wanted {
                break;
            }
            if !rules.requires(name) && !self.is_read_only(schemas) {
                let value = self.make(schemas, 0, depth);
                members.extend(value.map(|value| ((*name).to_owned(), value)));
            }
        }
        while (members.len() as u64) < rules.min_properties.min(MOST_ITEMS) {
            let name = format!("key{}", members.len() + 1);
            members.push((name, self.further(rules, depth)?));
        }
        let fits = |most: u64| members.len() as u64 <= most;
        let all = members.len() as u64 >= rules.min_properties;
        (all && rules.max_properties.is_none_or(fits)).then_some(Json::Object(members))
    }

    /// The value of a property that is not declared.
    fn further(&self, rules: &Rules<'a>, depth: usize) -> Option<Json> {
        match rules.additional {
            Additional::Refused => None,
            Additional::Schema(schema) => self.make(&[*schema], 0, depth),
            Additional::Unsaid | Additional::Any => Some(Json::String("text".to_owned())),
        }
    }

    /// Whether a property is no part of a request (OpenAPI 3.0.3, section 4.7.24.1).
    fn is_read_only(&self, schemas: &[SchemaId]) -> bool {
        let rules = Rules::of(self.schemas, schemas);
        rules.layers.iter().any(|layer| layer.annotations.read_only)
    }
}

#[cfg(test)]
mod tests;
