//! Types and constraints in words.

use super::markdown::{Markdown, capital, code, codes, label, line};
use super::outline::{Place, Section};
use super::page::Page;
use super::placement::{self, branches, container, core};
use crate::shape::view::View;
use trueup_description::ir::schema::{Additional, JsonType, Schema, SchemaId};
use trueup_description::json::Json;

/// Longest list of values that a table repeats; longer ones stand under the name of their schema only.
const LISTED_VALUES: usize = 8;

/// Mark of what should not be used any more.
pub(super) const DEPRECATED: &str = "**Deprecated.**";

/// Mark of what must not be shown.
pub(super) const SECRET: &str = "Secret.";

/// The type of what can only be null.
const NULL: &str = "null";

impl Page<'_> {
    /// The type of a value: `string (int64)`, `array of object, [Name](#name)`, `… or null`.
    pub(super) fn type_words(&self, id: SchemaId) -> String {
        let mut words = self.wire_type(id);
        if View::new(self.schemas(), id).nullable() && words != NULL {
            words.push_str(" or null");
        }
        match self.name_link(core(self.schemas(), id)) {
            Some(link) => format!("{words}, {link}"),
            None => words,
        }
    }

    /// The type as it travels, without null and without names.
    pub(super) fn wire_type(&self, id: SchemaId) -> String {
        let (around, core) = self.around(id);
        let branches = branches(self.schemas(), core);
        if branches.is_empty() {
            return format!("{around}{}", self.plain_type(core));
        }
        let words: Vec<String> = branches.iter().map(|id| self.branch_type(*id)).collect();
        format!("{around}{}", words.join(" or "))
    }

    /// The type of one branch of a choice; choices inside it are not spelled out.
    fn branch_type(&self, id: SchemaId) -> String {
        let (around, core) = self.around(id);
        let word = if branches(self.schemas(), core).is_empty() {
            self.plain_type(core)
        } else {
            "one of several types".to_owned()
        };
        match self.name_link(core) {
            Some(link) => format!("{around}{word} {link}"),
            None => format!("{around}{word}"),
        }
    }

    /// The lists and maps around a schema in words, and what is inside them.
    fn around(&self, id: SchemaId) -> (String, SchemaId) {
        let inner = core(self.schemas(), id);
        let mut words = String::new();
        let mut current = self.schemas().unwrapped(id);
        while current != inner {
            let Some((_, next)) = container(self.schemas(), current) else {
                break;
            };
            words.push_str(match self.schemas().get(current).assertions.kind {
                Some(JsonType::Array) => "array of ",
                _ => "map of ",
            });
            current = self.schemas().unwrapped(next);
        }
        (words, inner)
    }

    fn plain_type(&self, id: SchemaId) -> String {
        let schema = self.schemas().get(id);
        let word = match schema.assertions.kind {
            Some(JsonType::String) => "string",
            Some(JsonType::Number) => "number",
            Some(JsonType::Integer) => "integer",
            Some(JsonType::Boolean) => "boolean",
            Some(JsonType::Array) => "array",
            Some(JsonType::Object) => "object",
            None if schema.assertions.values.as_deref() == Some(&[Json::Null]) => NULL,
            None if placement::properties(self.schemas(), id).is_empty() => "any",
            None => "object",
        };
        match &schema.assertions.format {
            Some(format) if !schema.extensions.sensitive || format != "password" => {
                format!("{word} ({})", line(format))
            }
            _ => word.to_owned(),
        }
    }

    /// The schema's name, if the page says more about it elsewhere.
    fn name_link(&self, id: SchemaId) -> Option<String> {
        let name = self.schemas().get(id).name.as_ref()?;
        if self.outline.has(Place::Object(id)) {
            return Some(self.outline.link(Place::Object(id), &label(name)));
        }
        let known = self.placement.values.contains(&id);
        known.then(|| {
            self.outline
                .link(Place::Section(Section::Values), &label(name))
        })
    }

    /// What a reader must know of a value: what it is, and its [`facts`](Self::facts).
    pub(super) fn about(&self, id: SchemaId) -> Markdown {
        self.about_as(id, Markdown::description)
    }

    /// The same, with what the description says as `written` makes it.
    pub(super) fn about_as(&self, id: SchemaId, written: fn(&str) -> Markdown) -> Markdown {
        let view = View::new(self.schemas(), id);
        let item = View::new(self.schemas(), core(self.schemas(), id));
        let described = view.description().or_else(|| item.description());
        let deprecated = view.deprecated().then(|| Markdown::own(DEPRECATED));
        let described = described.map(written);
        deprecated
            .into_iter()
            .chain(described)
            .chain([self.facts(id)])
            .collect()
    }

    /// Allowed values, limits, default, secrecy, upstream.
    pub(super) fn facts(&self, id: SchemaId) -> Markdown {
        let view = View::new(self.schemas(), id);
        let core = core(self.schemas(), id);
        let item = View::new(self.schemas(), core);
        let mut facts: Vec<String> = self.listed_values(core).into_iter().collect();
        let inside = (core != view.inner).then(|| self.schemas().get(core));
        for layer in view.layers().chain(inside) {
            facts.extend(limits(layer));
        }
        if let Some(default) = view.default().filter(|default| !is_zero(default)) {
            facts.push(format!("Default: {}.", code(&json_word(default))));
        }
        let unset = |zero: &str| format!("{} means not set.", code(&format!("{zero:?}")));
        facts.extend(view.zero().map(unset));
        if view
            .layers()
            .chain(item.layers())
            .any(|schema| schema.extensions.sensitive)
        {
            facts.push(SECRET.to_owned());
        }
        let upstream = view.upstream().map(|upstream| self.upstream(upstream));
        sentences(facts).then(upstream.unwrap_or_default())
    }

    /// The values that a string or number can have, unless a table elsewhere lists them.
    fn listed_values(&self, id: SchemaId) -> Option<String> {
        let listed = self.all_values(id)?;
        let elsewhere = self.placement.values.contains(&id)
            && count_values(self.schemas().get(id)) > LISTED_VALUES;
        (!elsewhere).then_some(listed)
    }

    /// Every value that a string or number can have.
    pub(super) fn all_values(&self, id: SchemaId) -> Option<String> {
        let schema = self.schemas().get(id);
        if let Some(open) = &schema.extensions.open_values {
            let values = codes(open.iter().map(String::as_str));
            return Some(format!("Values: {values}; others may come."));
        }
        let values: Vec<String> = schema
            .assertions
            .values
            .as_ref()?
            .iter()
            .map(json_word)
            .collect();
        Some(match values.as_slice() {
            [only] => format!("Always {}.", code(only)),
            several => format!("Values: {}.", codes(several.iter().map(String::as_str))),
        })
    }

    /// What an object admits beside its properties, in a sentence.
    pub(super) fn openness(&self, id: SchemaId) -> Option<String> {
        match &self
            .schemas()
            .get(self.schemas().unwrapped(id))
            .assertions
            .object
            .additional
        {
            Additional::Unsaid => None,
            Additional::Refused => Some("No further properties are allowed.".to_owned()),
            Additional::Any => Some("Further properties may come.".to_owned()),
            Additional::Schema(value) => Some(format!(
                "Every further property: {}.",
                self.type_words(*value)
            )),
        }
    }
}

/// The limits that one schema states, a sentence each.
pub(super) fn limits(schema: &Schema) -> Vec<String> {
    let mut limits = Vec::new();
    limits.extend(number_limits(schema));
    let string = &schema.assertions.string;
    limits.extend(range(string.min_length, string.max_length, "character"));
    // A named schema shows its pattern where it is listed itself.
    if let (Some(pattern), None) = (&string.pattern, &schema.name) {
        limits.push(format!("Matches {}.", code(pattern)));
    }
    limits.extend(range(
        schema.assertions.array.min_items,
        schema.assertions.array.max_items,
        "item",
    ));
    if schema.assertions.array.unique {
        limits.push("No item twice.".to_owned());
    }
    let object = &schema.assertions.object;
    limits.extend(range(
        object.min_properties,
        object.max_properties,
        "property",
    ));
    limits
}

/// The page's own sentences one after the other; empty ones leave no gap.
pub(super) fn sentences(texts: impl IntoIterator<Item = String>) -> Markdown {
    texts.into_iter().map(Markdown::own).collect()
}

/// [`sentences`] as a block of their own, if there are any.
pub(super) fn paragraph(texts: impl IntoIterator<Item = String>) -> Option<String> {
    sentences(texts).into_option()
}

fn number_limits(schema: &Schema) -> Option<String> {
    let rules = &schema.assertions.number;
    // An unsigned format says it already.
    let unsigned = schema
        .assertions
        .format
        .as_deref()
        .is_some_and(|format| format.starts_with("uint"));
    let minimum = rules
        .minimum
        .as_ref()
        .filter(|minimum| !unsigned || minimum.as_str() != "0");
    let least = minimum.map(|minimum| {
        let words = if rules.exclusive_minimum {
            "more than"
        } else {
            "at least"
        };
        format!("{words} {minimum}")
    });
    let most = rules.maximum.as_ref().map(|maximum| {
        let words = if rules.exclusive_maximum {
            "less than"
        } else {
            "at most"
        };
        format!("{words} {maximum}")
    });
    let multiple = rules
        .multiple_of
        .as_ref()
        .map(|step| format!("a multiple of {step}"));
    let limits: Vec<String> = [least, most, multiple].into_iter().flatten().collect();
    (!limits.is_empty()).then(|| format!("{}.", capital(&limits.join(", "))))
}

/// `At most 5 items.`
fn range(least: Option<u64>, most: Option<u64>, noun: &str) -> Option<String> {
    let things = |count: u64| match (count, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "property") => format!("{count} properties"),
        _ => format!("{count} {noun}s"),
    };
    match (least.filter(|least| *least > 0), most) {
        (None, None) => None,
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {}.", things(most))),
        (Some(least), Some(most)) => Some(format!("{least} to {}.", things(most))),
        (Some(least), None) => Some(format!("At least {}.", things(least))),
        (None, Some(most)) => Some(format!("At most {}.", things(most))),
    }
}

fn count_values(schema: &Schema) -> usize {
    let open = schema.extensions.open_values.as_ref().map(Vec::len);
    open.or_else(|| schema.assertions.values.as_ref().map(Vec::len))
        .unwrap_or_default()
}

/// A value as tables show it: text without its quotes.
fn json_word(json: &Json) -> String {
    json.as_str()
        .map_or_else(|| json.to_string(), str::to_owned)
}

/// Whether a default only repeats what absence means anyway.
fn is_zero(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(false) => true,
        Json::Bool(true) => false,
        Json::Number(number) => number.as_i128() == Some(0),
        Json::String(text) => text.is_empty() || text == "0",
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
    }
}
