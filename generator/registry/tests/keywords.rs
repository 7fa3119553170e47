//! The keywords of JSON Schema 2020-12 that a document of OpenAPI 3.1 may use, one at a time.

#![expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect should stop"
)]

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::{Code, Policy, Violations};

/// What the checks of a schema say of a text: the codes of what is wrong.
fn found(schema: &str, text: &str) -> Vec<Code> {
    let document = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{"A": {schema}, "N": {{"type": "integer"}}}}}}}}"#
    );
    let sources = Sources::new([("t.json".to_owned(), document)].into());
    let arena = Arena::default();
    let mut diagnostics = Diagnostics::default();
    let api = load(&sources, &mut diagnostics, &arena);
    let api = api.unwrap_or_else(|| panic!("{:?}", diagnostics.into_sorted()));
    match Violations::check(
        text.as_bytes(),
        api.services[0].schemas[0].check,
        Policy::SCHEMA,
    ) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(|violation| violation.code).collect(),
    }
}

#[track_caller]
fn checker(schema: &str, right: &[&str], wrong: &[(&str, Code)]) {
    for text in right {
        assert_eq!(found(schema, text), [], "{schema} {text}");
    }
    for (text, code) in wrong {
        assert_eq!(found(schema, text), [*code], "{schema} {text}");
    }
}

#[test]
fn tuples() {
    checker(
        r##"{"prefixItems": [{"type": "string"}, {"$ref": "#/components/schemas/N"}], "items": false}"##,
        &["[]", r#"["a"]"#, r#"["a", 1.0]"#, "{}"],
        &[("[1]", Code::Type), (r#"["a", 1, 2]"#, Code::Never)],
    );
    checker(
        r#"{"prefixItems": [true], "items": {"type": "string"}, "maxItems": 2}"#,
        &["[1]", r#"[1, "a"]"#],
        &[("[1, 2]", Code::Type), (r#"[1, "a", "b"]"#, Code::MaxItems)],
    );
}

#[test]
fn contained_items() {
    checker(
        r#"{"contains": {"type": "string"}}"#,
        &[r#"[1, "a"]"#, "1"],
        &[("[]", Code::Contains), ("[1]", Code::Contains)],
    );
    checker(
        r#"{"contains": {"type": "string"}, "minContains": 2, "maxContains": 3}"#,
        &[r#"["a", 1, "a"]"#, r#"["a", "a", "a"]"#],
        &[
            (r#"["a", 1]"#, Code::Contains),
            (r#"["a", "a", "a", "a"]"#, Code::Contains),
        ],
    );
    checker(
        r#"{"contains": {"type": "string"}, "minContains": 0}"#,
        &["[]", "[1]"],
        &[],
    );
}

#[test]
fn names_of_properties() {
    checker(
        r#"{"properties": {"ab": {"minimum": 2}}, "patternProperties": {"^a": {"maximum": 5}, "b$": {"multipleOf": 2}}, "additionalProperties": {"type": "string"}}"#,
        &[
            r#"{"ab": 4, "a": 5, "b": 20, "c": "x"}"#,
            r#"{"\u0061": 1}"#,
        ],
        &[
            (r#"{"ab": 0}"#, Code::Minimum),
            (r#"{"ab": 3}"#, Code::MultipleOf),
            (r#"{"ab": 6}"#, Code::Maximum),
            (r#"{"c": 1}"#, Code::Type),
            (r#"{"\u0061": 7}"#, Code::Maximum),
        ],
    );
    checker(
        r#"{"patternProperties": {"^x-": true}, "additionalProperties": false}"#,
        &[r#"{"x-a": 1}"#],
        &[(r#"{"a": 1}"#, Code::AdditionalProperty)],
    );
    checker(
        r#"{"propertyNames": {"maxLength": 2}}"#,
        &[r#"{"ab": {"abc": 1}}"#, r#"{"é": 1}"#, "[]"],
        &[(r#"{"abc": 1}"#, Code::MaxLength)],
    );
    checker(
        r#"{"propertyNames": false}"#,
        &["{}"],
        &[(r#"{"a": 1}"#, Code::Never)],
    );
    checker(
        r#"{"dependentRequired": {"a": ["b", "c"], "d": []}}"#,
        &[
            "{}",
            r#"{"c": 1}"#,
            r#"{"d": 1}"#,
            r#"{"c": 1, "b": 1, "a": 1}"#,
        ],
        &[(r#"{"a": 1, "b": 2}"#, Code::Required)],
    );
}

#[test]
fn conditions() {
    checker(
        r#"{"if": {"type": "integer"}, "then": {"minimum": 3}, "else": {"type": "string"}}"#,
        &["3", r#""a""#],
        &[
            ("2", Code::Minimum),
            ("1.5", Code::Type),
            ("[]", Code::Type),
        ],
    );
    checker(r#"{"then": {"minimum": 3}}"#, &["1"], &[]);
    checker(
        r#"{"dependentSchemas": {"a": {"required": ["b"]}}}"#,
        &["{}", r#"{"b": 1, "a": 1}"#, "1"],
        &[(r#"{"a": 1}"#, Code::Required)],
    );
}

#[test]
fn unchecked_once_and_negated_now() {
    for (schema, right, wrong) in [
        (r#"{"not": {"contains": {"const": 1}}}"#, "[2]", "[1]"),
        (
            r#"{"not": {"propertyNames": {"maxLength": 1}}}"#,
            r#"{"ab": 1}"#,
            r#"{"a": 1}"#,
        ),
        (
            r#"{"oneOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [{"const": 2}]}]}"#,
            "[2]",
            "[]",
        ),
        (
            r#"{"if": {"patternProperties": {"^a": {"const": 1}}}, "then": {"required": ["a"]}}"#,
            r#"{"a": 2}"#,
            "{}",
        ),
    ] {
        assert_eq!(found(schema, right), [], "{schema} {right}");
        assert_eq!(found(schema, wrong).len(), 1, "{schema} {wrong}");
    }
}

#[test]
fn unevaluated_properties() {
    checker(
        r#"{"properties": {"a": true}, "unevaluatedProperties": false}"#,
        &[r#"{"a": 1}"#],
        &[(r#"{"b": 1}"#, Code::AdditionalProperty)],
    );
    let composed = r#"{
        "allOf": [{"properties": {"a": true}, "patternProperties": {"^p": true}}],
        "anyOf": [{"properties": {"b": {"const": 1}}, "required": ["b"]}, {"properties": {"c": true}, "required": ["c"]}, true],
        "if": {"properties": {"d": {"const": 1}}, "required": ["d"]}, "then": {"properties": {"e": true}},
        "not": {"not": {"properties": {"f": true}}},
        "dependentSchemas": {"a": {"properties": {"g": true}}},
        "unevaluatedProperties": false}"#;
    checker(
        composed,
        &[
            "{}",
            r#"{"a": 1, "p1": 2, "g": 3}"#,
            r#"{"b": 1, "c": 1}"#,
            r#"{"c": 1}"#,
            r#"{"d": 1, "e": 2}"#,
        ],
        &[
            (r#"{"b": 2, "c": 1}"#, Code::UnevaluatedProperty),
            (r#"{"e": 2}"#, Code::UnevaluatedProperty),
            (r#"{"d": 2, "c": 1}"#, Code::UnevaluatedProperty),
            (r#"{"f": 2}"#, Code::UnevaluatedProperty),
            (r#"{"g": 2}"#, Code::UnevaluatedProperty),
        ],
    );
    // What a failed branch has seen does not count, nor what an inner `unevaluatedProperties` saw elsewhere.
    checker(
        r#"{"allOf": [{"properties": {"a": true}, "unevaluatedProperties": {"type": "string"}}], "unevaluatedProperties": false}"#,
        &[r#"{"a": 1, "b": "x"}"#],
        &[(r#"{"b": 1}"#, Code::Type)],
    );
    checker(
        r#"{"allOf": [{"properties": {"a": true}}, {"unevaluatedProperties": false}]}"#,
        &["{}"],
        &[(r#"{"a": 1}"#, Code::AdditionalProperty)],
    );
    checker(
        r#"{"type": ["object", "array"], "allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"#,
        &[r#"{"a": 1}"#, "[1]"],
        &[(r#"{"b": 1}"#, Code::UnevaluatedProperty)],
    );
    // A part of a part is another matter.
    checker(
        r#"{"properties": {"a": {"properties": {"b": true}}}, "anyOf": [{"properties": {"a": {"properties": {"c": true}, "unevaluatedProperties": false}}}, true], "unevaluatedProperties": false}"#,
        &[r#"{"a": {"b": 1}}"#],
        &[(r#"{"b": 1}"#, Code::UnevaluatedProperty)],
    );
}

#[test]
fn one_schema_twice_for_one_value() {
    // The second look at `N` is a look into what is known; its parts count there too.
    checker(
        r##"{"$defs": {"P": {"properties": {"a": true}}},
            "allOf": [{"$ref": "#/components/schemas/A/$defs/P"},
                      {"allOf": [{"$ref": "#/components/schemas/A/$defs/P"}, true], "unevaluatedProperties": false}]}"##,
        &[r#"{"a": 1}"#],
        &[(r#"{"b": 1}"#, Code::UnevaluatedProperty)],
    );
}

#[test]
fn unevaluated_items() {
    checker(
        r#"{"prefixItems": [true], "contains": {"type": "string"}, "unevaluatedItems": {"type": "integer"}}"#,
        &[r#"[null, "a", 1]"#],
        &[(r#"[null, "a", null]"#, Code::Null)],
    );
    checker(
        r#"{"anyOf": [{"prefixItems": [true, {"const": 1}]}, {"prefixItems": [true]}], "unevaluatedItems": false}"#,
        &["[5]", "[5, 1]"],
        &[("[5, 2]", Code::UnevaluatedItem)],
    );
    checker(
        r#"{"allOf": [{"items": true}], "unevaluatedItems": false}"#,
        &["[5, 2]"],
        &[],
    );
}

#[test]
fn more_properties_than_a_set_holds() {
    let names: Vec<String> = (0..700)
        .map(|index| format!("\"p{index}\": {{}}"))
        .collect();
    let schema = format!(
        "{{\"properties\": {{{}}}, \"required\": [\"p699\", \"p5\"], \"additionalProperties\": false}}",
        names.join(", ")
    );
    checker(
        &schema,
        &[r#"{"p5": 1, "p699": 2, "p300": 3}"#],
        &[
            (r#"{"p5": 1}"#, Code::Required),
            (r#"{"p699": 1}"#, Code::Required),
            (
                r#"{"p5": 1, "p699": 2, "p700": 3}"#,
                Code::AdditionalProperty,
            ),
        ],
    );
}

#[test]
fn patterns_that_cannot_be_matched_leave_verdicts_open() {
    let schema = r#"{"patternProperties": {"^(a+)\\1$": {"type": "integer"}}, "additionalProperties": false}"#;
    checker(schema, &["{}"], &[(r#"{"aa": 1}"#, Code::Undecided)]);
    let open = r#"{"patternProperties": {"^(a+)\\1$": {"type": "integer"}}}"#;
    checker(
        open,
        &[r#"{"aa": 1}"#],
        &[(r#"{"aa": "x"}"#, Code::Undecided)],
    );
}

#[test]
fn a_choice_of_required_properties_is_a_rule_of_the_object() {
    let schema = r#"{"type": "object", "properties": {"a": {"type": "integer"}, "b": {}, "c": {}},
        "anyOf": [{"required": ["a"]}, {"required": ["b", "c"]}], "unevaluatedProperties": false}"#;
    checker(
        schema,
        &[
            r#"{"a": 1}"#,
            r#"{"b": 1, "c": 2}"#,
            r#"{"a": 1, "b": 1, "c": 2}"#,
        ],
        &[
            ("{}", Code::AnyOf),
            (r#"{"b": 1}"#, Code::AnyOf),
            (r#"{"a": "x"}"#, Code::Type),
            (r#"{"a": 1, "d": 1}"#, Code::AdditionalProperty),
        ],
    );
    let untyped = r#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#;
    checker(
        untyped,
        &["1", r#"{"a": 1}"#, r#"{"b": 1}"#],
        &[("{}", Code::AnyOf)],
    );
    let joined = r#"{"type": "object", "allOf": [
        {"properties": {"a": {}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"properties": {"b": {}, "c": {}}, "anyOf": [{"required": ["b"]}, {"required": ["c"]}]}]}"#;
    checker(
        joined,
        &[r#"{"b": 1}"#, r#"{"a": 1, "c": 1}"#],
        &[(r#"{"a": 1}"#, Code::AnyOf), (r#"{"c": 1}"#, Code::AnyOf)],
    );
}

#[test]
fn listed_texts_are_held_against_the_rest_too() {
    checker(
        r#"{"type": "string", "enum": ["a", "ab"], "minLength": 2}"#,
        &[r#""ab""#],
        &[(r#""a""#, Code::MinLength)],
    );
}

// Each level tried for each level above would take longer than anybody waits.
#[test]
fn values_in_each_other_are_not_judged_again_and_again() {
    let itself = r##"{"$ref": "#/components/schemas/A"}"##;
    let objects = |k: &str| {
        format!(
            r#"{{"type": "object", "required": ["x"], "properties": {{"x": {itself}, "k": {{"type": "{k}"}}}}}}"#
        )
    };
    let (whole, text) = (objects("integer"), objects("string"));
    let maps = |bound: &str| {
        format!(r#"{{"type": "object", "additionalProperties": {itself}, "{bound}": 1}}"#)
    };
    let table = [
        // Schema, what opens and closes a level, the innermost, whether it is right.
        (
            format!(r#"{{"oneOf": [{whole}, {text}, {{"type": "string"}}]}}"#),
            r#"{"k": "", "x": "#,
            "}",
            r#""""#,
            true,
        ),
        (
            format!(r#"{{"oneOf": [{whole}, {text}, {{"type": "string"}}]}}"#),
            r#"{"x": "#,
            r#", "k": ""}"#,
            "5",
            false,
        ),
        (
            format!(
                r#"{{"anyOf": [{}, {}, {{"type": "integer"}}]}}"#,
                maps("minProperties"),
                maps("maxProperties")
            ),
            r#"{"": "#,
            "}",
            "1",
            true,
        ),
        (
            format!(
                r#"{{"not": {{"type": "object", "required": ["x"], "properties": {{"x": {itself}}}}}}}"#
            ),
            r#"{"x": "#,
            "}",
            "1",
            true,
        ),
        (
            format!(
                r#"{{"if": {whole}, "then": {text}, "else": {{"anyOf": [{text}, {{"type": "null"}}]}}}}"#
            ),
            r#"{"x": "#,
            "}",
            "null",
            true,
        ),
        (
            format!(
                r#"{{"anyOf": [{{"type": "array", "contains": {itself}}}, {{"type": "array", "items": {itself}, "uniqueItems": true}}, {{"type": "null"}}]}}"#
            ),
            "[",
            "]",
            "null",
            true,
        ),
        (
            format!(
                r#"{{"type": "object", "anyOf": [{whole}, {{"properties": {{"x": {itself}}}}}], "unevaluatedProperties": false}}"#
            ),
            r#"{"x": "#,
            "}",
            "{}",
            true,
        ),
    ];
    for (schema, open, close, innermost, right) in table {
        let depth = 60;
        let body = format!("{}{innermost}{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(found(&schema, &body).is_empty(), right, "{schema}");
    }
}
