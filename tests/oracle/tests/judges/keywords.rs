//! The keywords of JSON Schema against the `jsonschema` crate: schemas of many forms, each read as a document by itself,
//! and thousands of values made of the words that stand in it; and schemas made up at random.
//!
//! `TRUEUP_SCHEMAS=1000 cargo test -p oracle --test judges made_up` makes up that many in each draft.

use serde_json::{Map, Value};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::{Policy, Violations};

use crate::mutate;
use crate::random::Random;
use crate::schemas::{Draft, Writer};
use crate::theirs;

/// Texts for each schema where nothing else is asked for.
const TEXTS: usize = 600;

const SCHEMAS: &[&str] = &[
    // Arrays.
    r#"{"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": {"type": "boolean"}}"#,
    r#"{"prefixItems": [true, {"const": 1}], "items": false, "minItems": 1, "uniqueItems": true}"#,
    r#"{"contains": {"type": "integer", "minimum": 2}, "minContains": 1, "maxContains": 2}"#,
    r#"{"contains": {"enum": ["a", 1, null]}, "minContains": 0, "maxContains": 1}"#,
    r#"{"not": {"contains": {"type": "string"}}}"#,
    r##"{"type": "array", "items": {"prefixItems": [{"$ref": "#"}], "maxItems": 2}}"##,
    r#"{"uniqueItems": true, "items": {"enum": [1, 1.0, "1", [1], {"a": 1}, true, null]}}"#,
    // Objects.
    r#"{"properties": {"a": {"type": "integer"}, "ab": true}, "patternProperties": {"^a": {"minimum": 2}, "b$": {"multipleOf": 2}}, "additionalProperties": {"type": "string"}}"#,
    r#"{"patternProperties": {"a|b": false}, "additionalProperties": false}"#,
    r#"{"propertyNames": {"maxLength": 1, "not": {"const": "b"}}}"#,
    r#"{"propertyNames": {"enum": ["a", "b"]}, "minProperties": 1, "maxProperties": 2}"#,
    r#"{"dependentRequired": {"a": ["b"], "b": ["c", "d"]}, "properties": {"d": {"type": "null"}}}"#,
    r#"{"dependentSchemas": {"a": {"properties": {"b": {"type": "integer"}}, "required": ["b"]}, "c": false}}"#,
    r#"{"required": ["a"], "properties": {"a": {"type": ["integer", "null", "array"], "minimum": 3, "maxItems": 1}}}"#,
    // Conditions and choices.
    r#"{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}"#,
    r#"{"if": {"type": "string"}, "then": {"minLength": 2}}"#,
    r#"{"if": false, "then": false, "else": {"type": ["string", "object"]}}"#,
    r#"{"oneOf": [{"type": "integer"}, {"minimum": 2}, {"required": ["a"]}]}"#,
    r#"{"anyOf": [{"not": {"type": "object"}}, {"patternProperties": {"a": {"type": "integer"}}, "minProperties": 1}]}"#,
    r#"{"not": {"not": {"propertyNames": {"pattern": "^[ab]+$"}}}}"#,
    r#"{"allOf": [true, {"anyOf": [{"multipleOf": 2}, {"multipleOf": 3}]}, {"not": {"const": 6}}]}"#,
    r#"{"enum": [[], {}, {"a": [1, 2]}, 1.0, "a", null, false]}"#,
    r#"{"const": {"a": [1, {"b": null}]}}"#,
    r#"{"type": ["integer", "string"], "minimum": 2, "minLength": 2, "enum": [1, 2, "a", "ab", 2.5]}"#,
    // Listed values of another type than the schema's.
    r#"{"properties": {"a": {"type": ["integer", "boolean"], "enum": ["a", null]}, "b": {"type": "string", "enum": ["a", 1]}, "c": {"type": ["array", "null"], "enum": [2, null]}}}"#,
    r#"{"multipleOf": 0.5, "exclusiveMinimum": -1, "exclusiveMaximum": 3}"#,
    // What is left unevaluated.
    r#"{"properties": {"a": true}, "unevaluatedProperties": false}"#,
    r#"{"allOf": [{"properties": {"a": {"type": "integer"}}}], "anyOf": [{"properties": {"b": {"const": 1}}, "required": ["b"]}, {"properties": {"c": true}, "required": ["c"]}], "unevaluatedProperties": {"type": "string"}}"#,
    r#"{"oneOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"patternProperties": {"^b": true}, "required": ["b"]}], "unevaluatedProperties": false}"#,
    r#"{"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"properties": {"b": true}}, "else": {"properties": {"c": true}}, "unevaluatedProperties": false}"#,
    r#"{"dependentSchemas": {"a": {"properties": {"a": true, "b": true}}}, "unevaluatedProperties": false}"#,
    r#"{"not": {"not": {"properties": {"a": true}}}, "properties": {"b": true}, "unevaluatedProperties": false}"#,
    r#"{"allOf": [{"properties": {"a": true}, "unevaluatedProperties": {"type": "integer"}}], "unevaluatedProperties": false}"#,
    r#"{"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": {"type": "integer"}}], "unevaluatedProperties": false}"#,
    r#"{"anyOf": [{"additionalProperties": {"type": "integer"}}, {"properties": {"a": true}}], "unevaluatedProperties": false}"#,
    r##"{"$defs": {"t": {"properties": {"a": {"$ref": "#/$defs/t"}}}}, "$ref": "#/$defs/t", "properties": {"b": {"type": "integer"}}, "unevaluatedProperties": false}"##,
    r#"{"properties": {"a": {"anyOf": [{"properties": {"b": true}, "required": ["b"]}, true], "unevaluatedProperties": false}}, "additionalProperties": {"unevaluatedItems": false}}"#,
    r#"{"prefixItems": [true], "unevaluatedItems": {"type": "integer"}}"#,
    r#"{"anyOf": [{"prefixItems": [true, {"type": "string"}]}, {"prefixItems": [{"type": "integer"}]}], "unevaluatedItems": false}"#,
    r#"{"contains": {"type": "string"}, "unevaluatedItems": {"type": "integer"}}"#,
    r#"{"allOf": [{"contains": {"multipleOf": 2}}, {"contains": {"multipleOf": 3}}], "unevaluatedItems": {"multipleOf": 5}}"#,
    r#"{"if": {"contains": {"const": "a"}}, "then": {"items": true}, "unevaluatedItems": false}"#,
    r#"{"type": ["object", "array"], "allOf": [{"properties": {"a": true}, "prefixItems": [true]}], "unevaluatedProperties": false, "unevaluatedItems": false}"#,
    // References.
    r##"{"$id": "http://example.com/root", "$defs": {"x": {"$id": "other/x", "$anchor": "here", "type": "integer", "$defs": {"y": {"$anchor": "there", "minimum": 2}}}}, "properties": {"a": {"$ref": "other/x"}, "b": {"$ref": "http://example.com/other/x#there"}, "c": {"$ref": "other/x#here", "maximum": 1}}}"##,
    r##"{"$defs": {"a/b": {"type": "integer"}, "c~d": {"type": "string"}, "e%f": {"type": "null"}}, "properties": {"a": {"$ref": "#/$defs/a~1b"}, "b": {"$ref": "#/$defs/c~0d"}, "c": {"$ref": "#/$defs/e%25f"}, "d": {"$ref": "#/properties/a"}}}"##,
    r##"{"unknown": {"inside": {"type": "integer"}}, "items": {"$ref": "#/unknown/inside"}}"##,
    r##"{"$id": "http://example.com/tree", "$dynamicAnchor": "node", "type": "object", "properties": {"a": {"type": "array", "items": {"$dynamicRef": "#node"}}, "b": {"type": "integer"}}}"##,
    r##"{"$id": "http://example.com/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false, "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node", "type": "object", "properties": {"a": {"type": "array", "items": {"$dynamicRef": "#node"}}, "b": {"type": "integer"}}}}}"##,
    r##"{"$id": "http://example.com/list", "$ref": "generic", "$defs": {"item": {"$dynamicAnchor": "T", "type": "string"}, "generic": {"$id": "generic", "type": "array", "items": {"$dynamicRef": "#T"}, "$defs": {"any": {"$dynamicAnchor": "T", "type": "integer"}}}}}"##,
    // Older drafts.
    r#"{"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}, {"type": "integer"}], "additionalItems": {"type": "null"}}"#,
    r#"{"$schema": "http://json-schema.org/draft-07/schema#", "dependencies": {"a": ["b"], "b": {"properties": {"c": {"type": "integer"}}}}}"#,
    r##"{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"n": {"$id": "#n", "type": "integer"}}, "properties": {"a": {"$ref": "#n", "minimum": 100}}}"##,
    r#"{"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": true, "maximum": 3, "exclusiveMaximum": false, "const": 7}"#,
    r#"{"$schema": "http://json-schema.org/draft-06/schema#", "properties": {"a": {"exclusiveMinimum": 1}}, "if": {"type": "object"}, "then": false}"#,
    r##"{"$schema": "https://json-schema.org/draft/2019-09/schema", "$id": "http://example.com/r", "$recursiveAnchor": true, "properties": {"a": {"$recursiveRef": "#"}}, "additionalProperties": {"type": "integer"}}"##,
    // `contains` counts for `unevaluatedItems` since 2020-12 only; the other judge has it count before, too.
    r#"{"$schema": "https://json-schema.org/draft/2019-09/schema", "items": [true], "anyOf": [{"items": [true, {"type": "string"}]}, true], "unevaluatedItems": {"type": "integer"}}"#,
    // Its items never come to pass.
    r##"{"$ref": "#/$defs/text", "$defs": {"text": {"type": "string", "items": {"$ref": "#/$defs/text"}, "minItems": 1}}}"##,
    // Objects that many schemas look at.
    r#"{"if":{"properties":{"a":{"const":"x"}}},"then":{"required":["b"]},"else":{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"properties":{"b":{"type":"integer"}}},"else":{"if":{"required":["c"]},"then":{"properties":{"c":{"type":"string"}}}}}}"#,
    r#"{"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"minimum":2},"b":{"type":"array"}}},{"required":["a"]},{"properties":{"a\"b":{"type":"string"}}},{"maxProperties":3}],"type":"object"}"#,
    r#"{"oneOf":[{"type":"object","properties":{"a":{"const":"x"}},"additionalProperties":false},{"type":"object","properties":{"a":{"const":"y"},"b":{"oneOf":[{"type":"object","required":["a"]},{"type":"object","required":["b"]},{"type":"object","patternProperties":{"^c":{"type":"integer"}},"minProperties":1,"additionalProperties":false}]}},"required":["b"]},{"type":"object","required":["c"],"propertyNames":{"maxLength":1}},{"type":"array"}]}"#,
];

/// What stands in a schema: names, and values.
#[derive(Default)]
pub(crate) struct Words {
    names: Vec<String>,
    values: Vec<Value>,
}

impl Words {
    pub(crate) fn of(schema: &Value) -> Self {
        let mut words = Self::default();
        for name in ["a", "b", "c", "ab", "d"] {
            words.names.push(name.to_owned());
        }
        for literal in [
            "null", "true", "0", "1", "2", "1.0", "2.5", "6", "-3", "\"\"", "\"a\"", "\"ab\"",
        ] {
            words.values.push(serde_json::from_str(literal).unwrap());
        }
        words.add(schema);
        words
    }

    fn add(&mut self, schema: &Value) {
        match schema {
            Value::Object(members) => {
                for (name, value) in members {
                    match name.as_str() {
                        "const" => self.values.push(value.clone()),
                        "enum" => self
                            .values
                            .extend(value.as_array().unwrap().iter().cloned()),
                        _ => self.add(value),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Number(_) => self.values.push(schema.clone()),
            _ => {}
        }
    }

    pub(crate) fn value(&self, random: &mut Random, depth: usize) -> Value {
        match random.below(if depth > 2 { 1 } else { 5 }) {
            1 | 2 => {
                let mut members = Map::new();
                for _ in 0..random.below(4) {
                    let name = random.pick(&self.names).clone();
                    members.insert(name, self.value(random, depth + 1));
                }
                Value::Object(members)
            }
            3 => (0..random.below(4))
                .map(|_| self.value(random, depth + 1))
                .collect(),
            _ => random.pick(&self.values).clone(),
        }
    }
}

/// Our verdict; `None` where it is undecided.
fn ours(check: trueup_validator::Check<'_>, text: &[u8]) -> Option<bool> {
    match Violations::check(text, check, Policy::SCHEMA) {
        Ok(()) => Some(true),
        Err(violations) if violations.errors() > 0 => Some(false),
        Err(_) => None,
    }
}

#[test]
fn two_judges_say_the_same_of_every_keyword() {
    let count = std::env::var("TRUEUP_TEXTS");
    let count = count.map_or(TEXTS, |count| count.parse().unwrap());
    let (mut judged, mut valid, mut wrong) = (0, 0, Vec::new());
    for text in SCHEMAS {
        let schema: Value = serde_json::from_str(text).unwrap();
        let judge = jsonschema::options().build(&schema).unwrap();
        let sources = Sources::new([("schema.json".to_owned(), (*text).to_owned())].into());
        let (arena, mut diagnostics) = (Arena::default(), Diagnostics::default());
        let api = load(&sources, &mut diagnostics, &arena);
        let api = api.unwrap_or_else(|| panic!("{text}: {:?}", diagnostics.into_sorted()));
        let check = api.services[0].root().unwrap().check;
        let (words, mut random) = (Words::of(&schema), Random::named(text));
        let mut seen = [0, 0];
        for _ in 0..count {
            let value = words.value(&mut random, 0);
            let text = mutate::text(&mut random, value);
            let Some(theirs) = theirs(&judge, &text) else {
                continue;
            };
            judged += 1;
            valid += usize::from(theirs);
            seen[usize::from(theirs)] += 1;
            let ours = ours(check, &text);
            if ours != Some(theirs) {
                let text = String::from_utf8_lossy(&text).into_owned();
                wrong.push(format!(
                    "{schema}\n  {text} is said to be {ours:?}, not {theirs}"
                ));
            }
        }
        assert!(
            seen[0] > 0 && seen[1] > 0,
            "{schema}: {seen:?} invalid and valid"
        );
    }
    println!(
        "{judged} texts for {} schemas, {valid} of them valid",
        SCHEMAS.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {judged}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

/// Documents for each draft where nothing else is asked for, and texts for each of them.
const DOCUMENTS: usize = 25;
const FEW: usize = 40;

#[test]
fn two_judges_say_the_same_of_schemas_made_up() {
    let count = std::env::var("TRUEUP_SCHEMAS");
    let count = count.map_or(DOCUMENTS, |count| count.parse().unwrap());
    let (mut judged, mut valid, mut wrong) = (0, 0, Vec::new());
    for draft in Draft::ALL {
        for index in 0..count {
            let mut random = Random::named(&format!("{draft:?} {index}"));
            let schema = Writer::new(draft, &mut random).document();
            let judge = jsonschema::options().build(&schema).unwrap();
            let sources = Sources::new([("schema.json".to_owned(), schema.to_string())].into());
            let (arena, mut diagnostics) = (Arena::default(), Diagnostics::default());
            let Some(api) = load(&sources, &mut diagnostics, &arena) else {
                wrong.push(format!("{schema}\n  {:?}", diagnostics.into_sorted()));
                continue;
            };
            let check = api.services[0].root().unwrap().check;
            let words = Words::of(&schema);
            for _ in 0..FEW {
                let value = words.value(&mut random, 0);
                let text = mutate::text(&mut random, value);
                // The other judge divides as floating-point numbers are divided.
                let divides = text.len() > 15 && schema.to_string().contains("multipleOf");
                let Some(theirs) = theirs(&judge, &text).filter(|_| !divides) else {
                    continue;
                };
                judged += 1;
                valid += usize::from(theirs);
                let ours = ours(check, &text);
                if ours != Some(theirs) {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    wrong.push(format!(
                        "{schema}\n  {text} is said to be {ours:?}, not {theirs}"
                    ));
                    break;
                }
            }
        }
    }
    println!("{judged} texts, {valid} of them valid");
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} of {judged}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(judged / 10 < valid && valid < judged / 10 * 9);
}
