//! The keywords of JSON Schema: draft 4 (core and validation), 6, 7, 2019-09 and 2020-12, with the drafts that know each
//! of them. Schema Objects of OpenAPI have a table of their own.

use super::check::{Checker, Subject};
use super::fields::{Kind, Shape};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::dialect::Draft::{self, Draft4, Draft6, Draft7, Draft2019, Draft2020};
use crate::tree::Value;
use Shape::{Any, Bool, BoolOrSchema, Count, Filled, List, Map, Number, Text};

/// What a keyword is about (JSON Schema 2020-12, Core §8.1). Before 2019-09 all are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    Core,
    Applicator,
    Unevaluated,
    Validation,
    Annotation,
}

/// A keyword, for some drafts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) vocabulary: Vocabulary,
    since: Draft,
    until: Draft,
}

impl Keyword {
    const fn since(self, since: Draft) -> Self {
        Self { since, ..self }
    }

    const fn until(self, until: Draft) -> Self {
        Self { until, ..self }
    }
}

const fn of(vocabulary: Vocabulary, name: &'static str, shape: Shape) -> Keyword {
    Keyword {
        name,
        shape,
        vocabulary,
        since: Draft4,
        until: Draft2020,
    }
}

const fn core(name: &'static str, shape: Shape) -> Keyword {
    of(Vocabulary::Core, name, shape)
}

const fn applicator(name: &'static str, shape: Shape) -> Keyword {
    of(Vocabulary::Applicator, name, shape)
}

const fn validation(name: &'static str, shape: Shape) -> Keyword {
    of(Vocabulary::Validation, name, shape)
}

const fn annotation(name: &'static str, shape: Shape) -> Keyword {
    of(Vocabulary::Annotation, name, shape)
}

const SCHEMA: Shape = Shape::Reference(Kind::Schema);
const SCHEMAS: Shape = Filled(&SCHEMA);
const BY_NAME: Shape = Map(&SCHEMA);

const KEYWORDS: &[Keyword] = &[
    core("$schema", Text),
    core("id", Text).until(Draft4),
    core("$id", Text).since(Draft6),
    core("$ref", Text),
    core("$anchor", Text).since(Draft2019),
    core("$recursiveRef", Text)
        .since(Draft2019)
        .until(Draft2019),
    core("$recursiveAnchor", Bool)
        .since(Draft2019)
        .until(Draft2019),
    core("$dynamicRef", Text).since(Draft2020),
    core("$dynamicAnchor", Text).since(Draft2020),
    core("$vocabulary", Map(&Bool)).since(Draft2019),
    core("$comment", Text).since(Draft7),
    core("definitions", BY_NAME),
    core("$defs", BY_NAME).since(Draft2019),
    applicator("allOf", SCHEMAS),
    applicator("anyOf", SCHEMAS),
    applicator("oneOf", SCHEMAS),
    applicator("not", SCHEMA),
    applicator("if", SCHEMA).since(Draft7),
    applicator("then", SCHEMA).since(Draft7),
    applicator("else", SCHEMA).since(Draft7),
    applicator("dependentSchemas", BY_NAME).since(Draft2019),
    applicator("prefixItems", SCHEMAS).since(Draft2020),
    applicator("items", Shape::SchemaOrSchemas).until(Draft2019),
    applicator("items", SCHEMA).since(Draft2020),
    applicator("additionalItems", BoolOrSchema).until(Draft2019),
    applicator("contains", SCHEMA).since(Draft6),
    applicator("properties", BY_NAME),
    applicator("patternProperties", BY_NAME),
    applicator("additionalProperties", BoolOrSchema),
    applicator("propertyNames", SCHEMA).since(Draft6),
    applicator("dependencies", Map(&Shape::SchemaOrNames)).until(Draft2019),
    of(Vocabulary::Unevaluated, "unevaluatedItems", SCHEMA).since(Draft2019),
    of(Vocabulary::Unevaluated, "unevaluatedProperties", SCHEMA).since(Draft2019),
    // Any text: `type` has a code of its own.
    validation("type", Any),
    validation("enum", List(&Any)),
    validation("const", Any).since(Draft6),
    validation("multipleOf", Number),
    validation("maximum", Number),
    validation("exclusiveMaximum", Bool).until(Draft4),
    validation("exclusiveMaximum", Number).since(Draft6),
    validation("minimum", Number),
    validation("exclusiveMinimum", Bool).until(Draft4),
    validation("exclusiveMinimum", Number).since(Draft6),
    validation("maxLength", Count),
    validation("minLength", Count),
    validation("pattern", Text),
    validation("maxItems", Count),
    validation("minItems", Count),
    validation("uniqueItems", Bool),
    validation("minContains", Count).since(Draft2019),
    validation("maxContains", Count).since(Draft2019),
    validation("maxProperties", Count),
    validation("minProperties", Count),
    validation("required", List(&Text)),
    validation("dependentRequired", Map(&List(&Text))).since(Draft2019),
    annotation("format", Text),
    annotation("contentEncoding", Text).since(Draft7),
    annotation("contentMediaType", Text).since(Draft7),
    annotation("contentSchema", SCHEMA).since(Draft2019),
    annotation("title", Text),
    annotation("description", Text),
    annotation("default", Any),
    annotation("examples", List(&Any)).since(Draft6),
    annotation("deprecated", Bool).since(Draft2019),
    annotation("readOnly", Bool).since(Draft7),
    annotation("writeOnly", Bool).since(Draft7),
];

/// What a draft knows of a keyword.
pub(crate) fn keyword(draft: Draft, name: &str) -> Option<&'static Keyword> {
    let known = |keyword: &&Keyword| keyword.name == name && keyword.is_known(draft);
    KEYWORDS.iter().find(known)
}

/// Whether some draft has a keyword of this name that does more than annotate.
pub(crate) fn asserts(name: &str) -> bool {
    let mut same = KEYWORDS.iter().filter(|keyword| keyword.name == name);
    same.any(|keyword| keyword.vocabulary != Vocabulary::Annotation)
}

/// Whether some draft has a keyword of this name.
pub(crate) fn names(name: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.name == name)
}

/// Whether a key of an object can be a keyword of some draft, by its name and the kind of its value. Names of schemas
/// may be those of keywords.
pub(crate) fn is_keyword(name: &str, value: &Value) -> bool {
    let fits = |keyword: &&Keyword| match keyword.shape {
        Text => matches!(value, Value::String(_)),
        Bool => matches!(value, Value::Bool(_)),
        Number | Count => matches!(value, Value::Number(_)),
        List(_) | Filled(_) => matches!(value, Value::Sequence(_)),
        Any if name == "type" => matches!(value, Value::String(_) | Value::Sequence(_)),
        Any => false,
        _ => matches!(
            value,
            Value::Mapping(_) | Value::Bool(_) | Value::Sequence(_)
        ),
    };
    let mut same = KEYWORDS.iter().filter(|keyword| keyword.name == name);
    same.any(|keyword| keyword.vocabulary != Vocabulary::Annotation && fits(&keyword))
}

impl Keyword {
    fn is_known(&self, draft: Draft) -> bool {
        (self.since..=self.until).contains(&draft)
    }
}

/// The schemas right inside a schema of a draft.
pub(crate) fn subschemas<'a>(draft: Draft, at: &At<'a>) -> Vec<At<'a>> {
    let mut found = Vec::new();
    for (key, value) in at.entries() {
        match keyword(draft, key).map(|keyword| keyword.shape) {
            Some(Shape::Reference(Kind::Schema) | BoolOrSchema) => found.push(value),
            Some(Shape::SchemaOrSchemas) if value.mapping().is_some() => found.push(value),
            Some(Filled(_) | Shape::SchemaOrSchemas) => found.extend(value.items()),
            Some(Map(Shape::Reference(_) | Shape::SchemaOrNames)) => {
                found.extend(value.entries().map(|(_, inside)| inside));
            }
            _ => {}
        }
    }
    found
}

/// Keywords that count, or are of use to others, beside a `$ref` before 2019-09.
const BESIDE: [&str; 10] = [
    "$ref",
    "$schema",
    // These have a warning of their own.
    "id",
    "$id",
    "$comment",
    "definitions",
    "title",
    "description",
    "default",
    "examples",
];

impl<'a> Checker<'a, '_> {
    /// Checks a schema by the table of its draft.
    pub(super) fn keywords(&mut self, at: &At<'a>, draft: Draft) {
        let alone = at.get("$ref").is_some() && !draft.has_siblings();
        for (key, value) in at.entries() {
            match keyword(draft, key) {
                Some(known) => {
                    if alone && !BESIDE.contains(&key) {
                        self.without_effect_beside_reference(at, key, draft);
                    }
                    self.value(&value, &known.shape, Subject::Key(key));
                }
                None if key.starts_with("x-") => self.extension(at, Kind::Schema, key, &value),
                None => self.unknown_keyword(at, key, draft),
            }
        }
        self.type_names(at);
        self.dynamic_reference(at);
        let step = at.get("multipleOf");
        let is_positive = |step: &At<'_>| step.number().is_none_or(|step| step.is_positive());
        if let Some(step) = step.filter(|step| !is_positive(step)) {
            let message = "`multipleOf` must be above zero";
            self.report(Diagnostic::new(Code::UnknownValue, &step.origin, message));
        }
    }

    fn without_effect_beside_reference(&mut self, at: &At<'a>, key: &str, draft: Draft) {
        let Some(origin) = at.key_origin(key) else {
            return;
        };
        let message = format!("`{key}` beside `$ref` has no effect in {}", draft.name());
        let help = "put both into an `allOf`, or name a newer draft in `$schema`";
        self.error(Code::ReferenceSibling, &origin, message, help);
    }

    fn unknown_keyword(&mut self, at: &At<'a>, key: &str, draft: Draft) {
        let Some(origin) = at.key_origin(key) else {
            return;
        };
        if let Some(value) = at.get(key) {
            self.unread(&value);
        }
        let elsewhere = KEYWORDS.iter().find(|keyword| keyword.name == key);
        let known = KEYWORDS.iter().filter(|keyword| keyword.is_known(draft));
        let (message, help) = match elsewhere {
            Some(other) if other.since > draft => (
                format!("`{key}` asserts nothing in {}", draft.name()),
                format!("name {} or a newer draft in `$schema`", other.since.name()),
            ),
            Some(other) => (
                format!("`{key}` asserts nothing in {}", draft.name()),
                format!("it was a keyword until {}", other.until.name()),
            ),
            None => (
                format!("JSON Schema has no keyword `{key}`, so it asserts nothing"),
                match nearest(key, known.map(|keyword| keyword.name)) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "remove it, if it is meant to assert something".to_owned(),
                },
            ),
        };
        self.error(Code::UnknownKeyword, &origin, message, help);
    }

    /// Where references lead that are resolved at run time.
    pub(super) fn dynamic_reference(&mut self, at: &At<'a>) {
        for key in ["$dynamicRef", "$recursiveRef"] {
            let Some(reference) = at.get(key) else {
                continue;
            };
            let Some(text) = reference.as_str() else {
                continue;
            };
            match self.documents.locate(&reference.origin, text) {
                Ok(target) => self.target(at, target, Kind::Schema),
                Err(diagnostic) => self.report(*diagnostic),
            }
        }
    }
}
