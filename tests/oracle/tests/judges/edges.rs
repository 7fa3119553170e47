//! What JSON Schema leaves at its edges, and patterns by ECMA-262: a table of our own, judged by the `jsonschema` crate too.

use serde_json::{Value, json};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::{Policy, Violations};

/// Schemas, each with texts.
const EDGES: &[(&str, &[&str])] = &[
    (
        r#"{"multipleOf": 0.1}"#,
        &[
            r#"0.3"#,
            r#"1e308"#,
            r#"0.35"#,
            r#"4.2"#,
            r#"1e-1"#,
            r#"0"#,
            r#"-0.0"#,
            r#"1.1"#,
            r#"123456789.1"#,
        ],
    ),
    (
        r#"{"multipleOf": 0.0001}"#,
        &[r#"0.0075"#, r#"0.00751"#, r#"1e-4"#],
    ),
    (
        r#"{"multipleOf": 1e308}"#,
        &[r#"1e308"#, r#"1.5e308"#, r#"0"#],
    ),
    (r#"{"multipleOf": 1e-8}"#, &[r#"12391239123"#, r#"1e-9"#]),
    (r#"{"multipleOf": 0.123456789}"#, &[r#"1e308"#]),
    (
        r#"{"type": "integer"}"#,
        &[
            r#"1.0"#,
            r#"1e2"#,
            r#"1e-2"#,
            r#"100e-2"#,
            r#"1.5"#,
            r#"-0"#,
            r#"9007199254740993.0"#,
            r#"1E+2"#,
        ],
    ),
    (
        r#"{"uniqueItems": true}"#,
        &[
            r#"[1, 1.0]"#,
            r#"[1, true]"#,
            r#"[0, false]"#,
            r#"[[1],[true]]"#,
            r#"[{"a":1},{"a":true}]"#,
            r#"[{"a":1,"b":2},{"b":2,"a":1.0}]"#,
            r#"["1",1]"#,
            r#"[1e2, 100]"#,
            r#"["a\u0062", "ab"]"#,
            r#"[null,0,false,"",[],{}]"#,
            r#"[-0, 0]"#,
            r#"[-0.0, 0.0]"#,
        ],
    ),
    (
        r#"{"const": {"a": 1, "b": [1.0, {"c": null, "d": 2}]}}"#,
        &[r#"{"b": [1, {"d":2.0,"c":null}], "a": 1.0}"#, r#"{"a":1}"#],
    ),
    (
        r#"{"const": -0.0}"#,
        &[r#"0"#, r#"-0"#, r#"0.0"#, r#"-0.0e5"#],
    ),
    (r#"{"const": 1e308}"#, &[r#"1e308"#, r#"10e307"#]),
    (
        r#"{"maxLength": 1}"#,
        &[r#""😀""#, r#""\ud83d\ude00""#, r#""e\u0301""#, r#""é""#],
    ),
    (
        r#"{"minLength": 2}"#,
        &[r#""😀""#, r#""\ud83d\ude00""#, r#""ab""#],
    ),
    (
        r#"{"maxLength": 2.0, "minLength": 1.0}"#,
        &[r#""""#, r#""a""#, r#""abc""#],
    ),
    (r#"{"enum": []}"#, &[r#"1"#, r#"null"#]),
    (r#"{"required": []}"#, &[r#"{}"#]),
    (
        r#"{"properties": {"__proto__": {"type": "number"}, "toString": {"properties": {"length": {"type": "string"}}}, "constructor": {"type": "number"}}}"#,
        &[
            r#"{"__proto__":"foo"}"#,
            r#"{"toString":{"length":37}}"#,
            r#"{"constructor":{"length":37}}"#,
            r#"[]"#,
            r#"{"\u005f_proto__": "x"}"#,
        ],
    ),
    (
        r#"{"properties": {"foo\nbar": {"type":"number"}, "foo\"bar": {"type": "number"}, "": {"type": "number"}, "\u0000": false}}"#,
        &[
            r#"{"foo\nbar": "1"}"#,
            r#"{"foo\"bar": "1"}"#,
            r#"{"": "x"}"#,
            r#"{"\u0000": 1}"#,
        ],
    ),
    (
        r##"{"propertyNames": {"$ref": "#/$defs/n"}, "$defs": {"n": {"pattern": "^[a-z]+$", "maxLength": 3}}}"##,
        &[
            r#"{"abc":1}"#,
            r#"{"abcd":1}"#,
            r#"{"\u0061":1}"#,
            r#"{"A":1}"#,
        ],
    ),
    (
        r#"{"contains": {"type":"string"}, "minContains": 0, "unevaluatedItems": false}"#,
        &[r#"[]"#, r#"["a"]"#, r#"[1]"#, r#"["a", 1]"#],
    ),
    (
        r#"{"contains": true, "maxContains": 1}"#,
        &[r#"[]"#, r#"[1]"#, r#"[1,2]"#],
    ),
    (r#"{"minContains": 2}"#, &[r#"[]"#, r#"[1]"#]),
    (r#"{"contains": false}"#, &[r#"[]"#, r#"{}"#]),
    (
        r#"{"contains": {"const": 1}, "minContains": 2.0, "maxContains": 3.0}"#,
        &[r#"[1]"#, r#"[1,1]"#, r#"[1,1,1,1]"#],
    ),
    (
        r#"{"$id": "http://x.test/a/b.json", "$ref": "c.json#/$defs/q%22~0~1x", "$defs": {"c": {"$id": "c.json", "$defs": {"q\"~/x": {"type": "integer"}}}}}"#,
        &[r#"1"#, r#""a""#],
    ),
    (
        r#"{"$id": "http://x.test/a/b.json", "$ref": "../z", "$defs": {"c": {"$id": "/z", "type": "string"}}}"#,
        &[r#"1"#, r#""a""#],
    ),
    (
        r##"{"$id": "urn:uuid:deadbeef-1234-00ff-ff00-4321feebdaed", "properties": {"a": {"$ref": "#x"}, "b": {"$ref": "urn:uuid:deadbeef-1234-00ff-ff00-4321feebdaed#/$defs/y"}}, "$defs": {"x": {"$anchor": "x", "type": "string"}, "y": {"type": "integer"}}}"##,
        &[r#"{"a":1}"#, r#"{"a":"s","b":2}"#, r#"{"b":"s"}"#],
    ),
    (
        r#"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#,
        &[
            r#"{"minLength": 1}"#,
            r#"{"minLength": -1}"#,
            r#"true"#,
            r#"1"#,
            r#"{"$defs": {"a": {"type": "foo"}}}"#,
            r#"{"pattern": "a"}"#,
        ],
    ),
    (
        r#"{"$schema": "http://json-schema.org/draft-04/schema#", "$ref": "http://json-schema.org/draft-04/schema#"}"#,
        &[r#"{"minLength": 1}"#, r#"{"minLength": -1}"#, r#"true"#],
    ),
    (
        r#"{"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://x.test/r", "properties": {"a": {"$ref": "b#/definitions/q"}}, "definitions": {"b": {"id": "b", "definitions": {"q": {"type": "integer"}}}}}"#,
        &[r#"{"a":1}"#, r#"{"a":"x"}"#],
    ),
    (
        r#"{"$schema": "http://json-schema.org/draft-04/schema#", "type": "integer"}"#,
        &[r#"1.0"#, r#"1"#, r#"1e0"#],
    ),
    (
        r##"{"$schema": "http://json-schema.org/draft-06/schema#", "$id": "http://x.test/r", "properties": {"a": {"$ref": "b"}}, "definitions": {"b": {"$id": "b", "type": "integer"}, "c": {"$id": "#foo", "type": "string"}}, "additionalProperties": {"$ref": "#foo"}}"##,
        &[r#"{"a":1}"#, r#"{"a":"x"}"#, r#"{"z":1}"#, r#"{"z":"x"}"#],
    ),
    (
        r#"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"$ref": {"type": "string"}}}"#,
        &[r#"{"$ref": 1}"#, r#"{"$ref": "a"}"#],
    ),
    (
        r##"{"properties": {"$ref": {"$ref": "#/$defs/is"}}, "$defs": {"is": {"type": "string"}}}"##,
        &[r#"{"$ref": 1}"#, r#"{"$ref": "a"}"#],
    ),
    (
        r##"{"$defs": {"": {"$defs": {"": {"type": "number"}}}}, "allOf": [{"$ref": "#/$defs//$defs/"}]}"##,
        &[r#"1"#, r#""a""#],
    ),
    (
        r##"{"enum": [{"$ref": "#/x"}, {"$id": "http://x", "a": 1}]}"##,
        &[
            r##"{"$ref": "#/x"}"##,
            r#"{"$id": "http://x", "a": 1.0}"#,
            r#"1"#,
        ],
    ),
    (r#"{"not": {"$comment": "x", "not": {}}}"#, &[r#"1"#]),
    (r#"{"not": true}"#, &[r#"1"#]),
    (r#"{"if": {"const": 1}, "then": false}"#, &[r#"1"#, r#"2"#]),
    (r#"{"then": false, "else": false}"#, &[r#"1"#]),
    (r#"{"dependentRequired": {"a": []}}"#, &[r#"{"a":1}"#]),
    (
        r#"{"dependentSchemas": {"a": {"unevaluatedProperties": false, "properties": {"a": true}}}, "properties": {"b": true}}"#,
        &[r#"{"a":1}"#, r#"{"a":1,"b":2}"#],
    ),
    (
        r#"{"unevaluatedProperties": {"type": "string"}, "patternProperties": {"^x": true}, "additionalProperties": true}"#,
        &[r#"{"a":1}"#],
    ),
    (
        r#"{"$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true}, "type": "string"}"#,
        &[r#"1"#],
    ),
    (
        r#"{"format": "regex", "contentMediaType": "application/json", "contentEncoding": "base64", "contentSchema": {"type": "integer"}}"#,
        &[r#""[""#, r#""eA==""#],
    ),
    (
        r#"{"type": "string", "minimum": 5, "items": {"type": "integer"}, "required": ["a"]}"#,
        &[r#""a""#, r#"1"#],
    ),
    (
        r#"{"prefixItems": [{"type": "integer"}], "items": {"type": "string"}, "unevaluatedItems": false}"#,
        &[r#"[1,"a"]"#, r#"["a"]"#, r#"[1,2]"#],
    ),
    (
        r#"{"prefixItems": [true, false]}"#,
        &[r#"[1]"#, r#"[1,2]"#, r#"[]"#],
    ),
    (
        r#"{"patternProperties": {"^\\p{L}+$": {"type": "integer"}, "": {"not": {"const": 5}}}}"#,
        &[r#"{"é": "a"}"#, r#"{"é": 5}"#, r#"{"1": "a"}"#],
    ),
    (
        r#"{"minProperties": 2, "maxProperties": 2}"#,
        &[r#"{"a":1,"a":2}"#, r#"{"a":1,"b":2}"#],
    ),
];

const PATTERNS: &[&str] = &[
    r"\cA",
    r"^a$",
    r"^\p{Letter}+$",
    r"^\p{L}+$",
    r"\p{Script=Greek}",
    r"\p{Lu}",
    r"(?<name>a)b",
    r"^\u{1F600}$",
    r"^\u00e9$",
    r"^\w+$",
    r"^\d+$",
    r"^\s$",
    r"\bfoo\b",
    r"^[\w-]+$",
    r"^[a-z\d_]+$",
    r"^\S+@\S+$",
    r"a{2,}",
    r"^(?:ab)?c$",
    r"\x41",
    r"^\/a\/$",
    r"^[\s\S]*$",
    r"x*",
    r"^$",
    r"\-",
    r"[a\-z]",
    r"^\W$",
    r"^\D$",
    r"^[^a]$",
    r"^a.c$",
    "^\u{2028}$",
    r"\p{Han}",
    r"^\P{L}$",
    r"\$",
    r"^\.$",
    r"^[.]$",
    r"^[$]$",
    r"\t",
    r"\v",
    r"\f",
    r"\n$",
    r"^a|b$",
    r"a?b+?",
    r"[A-z]",
    r"\p{ASCII}",
    r"^\p{Emoji}$",
    r"]",
    r"}",
    r"[[]",
    r"[&&]",
    r"[a&&b]",
    r"[~~]",
    r"(?i)a",
    r"(?i:a)",
    r"^\_$",
    r"^[\w.]+$",
    r"^[:alpha:]$",
    r"[[:alpha:]]",
    r"^#\w{3}$",
    r"a b",
    r"^\u0041",
    r"\u{41}",
    r"^[\u{1F600}-\u{1F64F}]$",
    r"\cZ",
    r"(?P<n>a)",
    r"^\p{Script_Extensions=Latin}$",
    r"^\p{General_Category=Lu}$",
    r"\p{IsGreek}",
    r"[^\d\s]",
    r"[\D]",
    r"[^\W]",
    // What looks around from either end, and at one character; of sets, where the other judge reads them alike.
    r"^(?=.*[a-z])(?=.*[A-Z\d]).{2,}$",
    r"^(?!a)[a-z]*$",
    r"^(?!a|b)",
    r"^(?=[^/])(?![\s\S]*foo)[\s\S]+(?<!b)$",
    r"^[^&]*(?<=[a-c])$",
    r"^(?!-)[a-z-]+(?<!-)$",
    r"^(?=(a|/)).*$",
    r"^\.(?!\.)",
    r"(?!a)[a-c]",
    r"^(?:(?!b)[^\n])*$",
    r"a(?=b)[\s\S]",
    r"^(?=a)\w+(?!b).$",
    r"^((\.(?!\.)\/)?[a-z]+\/?)+$",
    r"(?!\n)[ \n\t]",
];

const TEXTS: &[&str] = &[
    "", "a", "ab", "b", "foo", "a\n", "\n", "\u{1}", "é", "λ", "Λ", "漢", "1", "١", "_", " ",
    "\u{a0}", "\u{feff}", "\u{2028}", "\r", "😀", "abc", "aa", "c", "abb", "AZ", "^", "A", "\0",
    "\u{8}", "/a/", "-", "z", ".", "$", "\t", "\u{b}", "\u{c}", "{", "a{", "a{,2}", "]", "}", "[",
    "&", "&&", "~", "ſ", "K", "foo bar", "a b", ":", "p", "#abc", "\\", "\u{1a}", "x{41}",
    "\u{1f}", "\u{85}", "e", "Q", "h", "8", "a-z", "\u{180e}", "👍", "aB", "a1", "-a", "a-",
    "./a/b", "../a", "..", "foo/b", "xfoo", "a\nb",
];

/// Where the verdicts on texts are other than the other judge's.
fn disagreements(schema: &Value, texts: &[String]) -> Vec<String> {
    let judge = jsonschema::options().build(schema).unwrap();
    let sources = Sources::new([("schema.json".to_owned(), schema.to_string())].into());
    let (arena, mut diagnostics) = (Arena::default(), Diagnostics::default());
    let api = load(&sources, &mut diagnostics, &arena);
    let api = api.unwrap_or_else(|| panic!("{schema}: {:?}", diagnostics.into_sorted()));
    let check = api.services[0].root().unwrap().check;
    let wrong = texts.iter().filter(|text| {
        let ours = match Violations::check(text.as_bytes(), check, Policy::SCHEMA) {
            Ok(()) => Some(true),
            Err(violations) if violations.errors() > 0 => Some(false),
            Err(_) => None,
        };
        ours != Some(judge.is_valid(&serde_json::from_str(text).unwrap()))
    });
    wrong.map(|text| format!("{schema}: {text}")).collect()
}

#[test]
fn two_judges_say_the_same_at_the_edges() {
    let wrong = EDGES.iter().flat_map(|(schema, texts)| {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        disagreements(&serde_json::from_str(schema).unwrap(), &texts)
    });
    assert_eq!(wrong.collect::<Vec<_>>(), [] as [&str; 0]);
}

#[test]
fn two_judges_read_patterns_alike() {
    let texts: Vec<String> = TEXTS.iter().map(|text| json!(text).to_string()).collect();
    let wrong = PATTERNS.iter().flat_map(|pattern| {
        let schema = json!({ "type": "string", "pattern": pattern });
        disagreements(&schema, &texts)
    });
    assert_eq!(wrong.collect::<Vec<_>>(), [] as [&str; 0]);
}
