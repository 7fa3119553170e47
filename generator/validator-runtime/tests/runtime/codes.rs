//! Every code once or more, each with its line, column and pointer.

use std::collections::BTreeSet;

use crate::emitted::{
    ANY_SHAPE, CIRCLE, CLOSED, DOUBLED, LISTED, NO_KIND, NONE_FIRST, NOTHING_ELSE, ONE_SHAPE, PET,
    TAGGED, TWICE,
};
use trueup_validator::registry::Media;
use trueup_validator::{Check, Code, Policy, Severity, Violation, Violations};

const LENIENT: Policy = Policy {
    camel_case: true,
    ..Policy::REQUEST
};

/// Text, check, policy, and each violation as `code line:column-line:column pointer`.
type Case = (
    &'static str,
    Check<'static>,
    Policy,
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "{\n  \"name\": \"Rex\",\n}",
        PET,
        Policy::SCHEMA,
        &["json-syntax 3:1-3:2 "],
    ),
    (
        "{\n  \"name\": Rex}",
        PET,
        Policy::SCHEMA,
        &["json-syntax 2:11-2:12 /name"],
    ),
    (
        "[\n  01]",
        Check::ANY,
        Policy::SCHEMA,
        &["json-syntax 2:4-2:5 /0"],
    ),
    (
        "[\n  tru]",
        Check::ANY,
        Policy::SCHEMA,
        &["json-syntax 2:6-2:7 /0"],
    ),
    (
        "[\n  \"a\tb\"]",
        Check::ANY,
        Policy::SCHEMA,
        &["json-syntax 2:5-2:6 /0"],
    ),
    ("\n", PET, Policy::SCHEMA, &["json-syntax 2:1-2:1 "]),
    (
        "[\n  \"é\\ud800\"]",
        Check::ANY,
        Policy::SCHEMA,
        &["json-escape 2:5-2:6 /0"],
    ),
    (
        "{\"name\": \"Rex\"}\n\nx",
        PET,
        Policy::SCHEMA,
        &["json-trailing 3:1-3:2 "],
    ),
    (
        "{\n  \"name\": [\n  ]\n}",
        PET,
        Policy::SCHEMA,
        &["type 2:11-3:4 /name"],
    ),
    (
        "{\"name\": \"Rex\",\n\"alive\": 1}",
        PET,
        Policy::SCHEMA,
        &["type 2:10-2:11 /alive"],
    ),
    (
        "{\"name\": \"Rex\",\n\"age\": 1.0}",
        PET,
        Policy::SCHEMA,
        &["type 2:8-2:11 /age"],
    ),
    (
        "{\n  \"name\": null, \"age\": null\n}",
        PET,
        Policy::SCHEMA,
        &["null 2:11-2:15 /name"],
    ),
    (
        "{\"name\": \"Rex\",\n \"kind\": \"cow\"}",
        PET,
        Policy::SCHEMA,
        &["enum 2:10-2:15 /kind"],
    ),
    ("[\n[true]]", LISTED, Policy::SCHEMA, &["enum 1:1-2:8 "]),
    (
        "{\"name\": \"Rex\",\n \"born_at\": \"today\"}",
        PET,
        Policy::SCHEMA,
        &["format 2:13-2:20 /born_at"],
    ),
    (
        "{\"name\": \"Rex\",\n \"chip\": \"00fg\"}",
        PET,
        Policy::SCHEMA,
        &["pattern 2:10-2:16 /chip"],
    ),
    (
        "{\n\"name\": \"é\"}",
        PET,
        Policy::SCHEMA,
        &["min-length 2:9-2:12 /name"],
    ),
    (
        "{\n\"name\": \"\\u00e9\"}",
        PET,
        Policy::SCHEMA,
        &["min-length 2:9-2:17 /name"],
    ),
    (
        "{\n\"name\": \"ééééééééé\"}",
        PET,
        Policy::SCHEMA,
        &["max-length 2:9-2:20 /name"],
    ),
    (
        "{\"name\": \"Rex\",\n\"age\": -1,\n\"extra\": {\"a\": 0}}",
        PET,
        Policy::SCHEMA,
        &["minimum 2:8-2:10 /age", "minimum 3:16-3:17 /extra/a"],
    ),
    (
        "{\"name\": \"Rex\",\n\"age\": 41,\n\"extra\": {\"a\": 1.50}}",
        PET,
        Policy::SCHEMA,
        &["maximum 2:8-2:10 /age", "maximum 3:16-3:20 /extra/a"],
    ),
    (
        "{\"name\": \"Rex\",\n\"weight\": 1.3}",
        PET,
        Policy::SCHEMA,
        &["multiple-of 2:11-2:14 /weight"],
    ),
    (
        "{\"name\": \"Rex\",\n\"tags\": []}",
        PET,
        Policy::SCHEMA,
        &["min-items 2:9-2:11 /tags"],
    ),
    (
        "{\"name\": \"Rex\",\n\"tags\": [\"a\", \"b\",\n\"c\", \"d\"]}",
        PET,
        Policy::SCHEMA,
        &["max-items 2:9-3:10 /tags"],
    ),
    (
        "{\"name\": \"Rex\",\n\"tags\": [\"a\",\n \"\\u0061\"]}",
        PET,
        Policy::SCHEMA,
        &["unique-items 3:2-3:10 /tags/1"],
    ),
    (
        "{\"name\": \"Rex\", \"parent\":\n  {}}",
        PET,
        Policy::SCHEMA,
        &["required 2:3-2:5 /parent"],
    ),
    (
        "{\n  \"a\": 1,\n  \"~/\": 2}",
        CLOSED,
        Policy::SCHEMA,
        &["additional-property 3:3-3:7 /~0~1"],
    ),
    (
        "{\"name\": \"Rex\",\n\"extra\": {}}",
        PET,
        Policy::SCHEMA,
        &["min-properties 2:10-2:12 /extra"],
    ),
    (
        "{\"name\": \"Rex\",\n\"extra\": {\"a\": 1, \"b\": 1, \"c\": 1}}",
        PET,
        Policy::SCHEMA,
        &["max-properties 2:10-2:34 /extra"],
    ),
    (
        "\n \"cow\"",
        ANY_SHAPE,
        Policy::SCHEMA,
        &["any-of 2:2-2:7 "],
    ),
    ("\n \"cow\"", ONE_SHAPE, Policy::SCHEMA, &[]),
    (
        "\n \"cat\"",
        ONE_SHAPE,
        Policy::SCHEMA,
        &["one-of 2:2-2:7 "],
    ),
    ("\n \"cat\"", NO_KIND, Policy::SCHEMA, &["not 2:2-2:7 "]),
    (
        "{\"name\": \"Rex\", \"weight\": 1,\n\"weight_grams\": 2, \"parent\":\n{\"name\": \"Ace\", \"weight\": 0.0, \"weight_grams\": 1}}",
        PET,
        Policy::SCHEMA,
        &["exclusive 1:1-3:51 "],
    ),
    (
        "{\n \"name\": \"Rex\",\n \"name\": \"Ace\"}",
        PET,
        Policy::RESPONSE,
        &["duplicate-key 3:2-3:8 /name"],
    ),
    (
        "{\"name\": \"Rex\",\n \"x\": {\"a\": 1,\n \"\\u0061\": 2}}",
        PET,
        Policy::RESPONSE,
        &["unknown-property 2:2-2:5 /x", "duplicate-key 3:2-3:10 /x/a"],
    ),
    (
        "{\"name\": \"Rex\",\n \"bornAt\": \"\"}",
        PET,
        LENIENT,
        &["name-spelling 2:2-2:10 /bornAt", "format 2:12-2:14 /bornAt"],
    ),
    (
        "{\"name\": \"Rex\",\n \"id\": 7}",
        PET,
        Policy::REQUEST,
        &["read-only 2:2-2:6 /id"],
    ),
    (
        "{\"name\": \"Rex\",\n \"nickname\": \"R\"}",
        PET,
        Policy::REQUEST,
        &["upstream-absent 2:2-2:12 /nickname"],
    ),
    (
        "{\"name\": \"Rex\",\n \"password\": \"abc\"}",
        PET,
        Policy::RESPONSE,
        &["write-only 2:2-2:12 /password"],
    ),
    (
        "\n[\n 1]",
        NONE_FIRST,
        Policy::SCHEMA,
        &["contains 2:1-3:4 ", "never 3:2-3:3 /0"],
    ),
    (
        "\n{\n \"a\": 1}",
        NOTHING_ELSE,
        Policy::SCHEMA,
        &["unevaluated-property 3:2-3:5 /a"],
    ),
    (
        "\n[\n 1]",
        NOTHING_ELSE,
        Policy::SCHEMA,
        &["unevaluated-item 3:2-3:3 /0"],
    ),
];

fn found(text: &[u8], check: Check<'static>, policy: Policy) -> Vec<Violation> {
    match Violations::check(text, check, policy) {
        Ok(()) => Vec::new(),
        Err(violations) => violations.into_iter().collect(),
    }
}

fn show(violation: &Violation) -> String {
    let Violation {
        code,
        line,
        column,
        end_line,
        end_column,
        pointer,
        ..
    } = violation;
    format!("{code} {line}:{column}-{end_line}:{end_column} {pointer}")
}

#[test]
fn every_violation_has_its_place() {
    for (text, check, policy, expected) in CASES {
        let found: Vec<_> = found(text.as_bytes(), *check, *policy)
            .iter()
            .map(show)
            .collect();
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let violations = found(b"[\n \"a\xff\"]", Check::ANY, Policy::SCHEMA);
    assert_eq!(
        violations.iter().map(show).collect::<Vec<_>>(),
        ["json-utf8 2:4-2:5 /0"]
    );
}

#[test]
fn nesting_ends_somewhere() {
    for depth in [127, 128, 100_000] {
        let text = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for check in [Check::ANY, LISTED] {
            let codes: Vec<_> = found(text.as_bytes(), check, Policy::RESPONSE)
                .iter()
                .map(|v| v.code)
                .collect();
            assert_eq!(codes.contains(&Code::Depth), depth > 127, "{depth}");
        }
        // The object recurses by its own schema.
        let text = format!(
            "{}{}",
            r#"{"name":"Rex","parent":"#.repeat(depth),
            "}".repeat(depth)
        );
        let violations = found(text.as_bytes(), PET, Policy::SCHEMA);
        assert_eq!(
            violations.iter().any(|v| v.code == Code::Depth),
            depth > 127,
            "{depth}"
        );
    }
}

#[test]
fn alternatives_in_alternatives_are_decided() {
    // With a look at each alternative for its own sake there would be 3^125 of them.
    let (open, close) = ("[".repeat(125), "]".repeat(125));
    for (inner, expected) in [
        ("\"a\"", vec![]),
        ("\"a\", [\"a\"], [[]]", vec![]),
        ("1", vec!["any-of 2:1-2:252 "]),
    ] {
        let text = format!("\n{open}{inner}{close}");
        for policy in [Policy::SCHEMA, Policy::RESPONSE] {
            let violations = found(text.as_bytes(), DOUBLED, policy);
            let shown: Vec<_> = violations.iter().map(show).collect();
            assert_eq!(shown, expected, "{inner}");
        }
    }
}

#[test]
fn several_schemas_read_a_value_once() {
    // Each level is read by both parts, and so is all that is in it: 2^120 times.
    let text = |inner: &str| format!("{}{inner}{}", r#"{"x":"#.repeat(120), "}".repeat(120));
    for policy in [Policy::SCHEMA, Policy::RESPONSE] {
        assert!(found(text("null").as_bytes(), TWICE, policy).is_empty());
        let wrong = found(text("1").as_bytes(), TWICE, policy);
        assert!(
            wrong
                .iter()
                .all(|v| v.code == Code::Type && v.pointer.len() == 240)
        );
        assert!((1..=2).contains(&wrong.len()), "{}", wrong.len());
    }
}

#[test]
fn a_tag_behind_the_rest_is_found() {
    let text = |tag| {
        let end = format!(r#","k":"{tag}"}}"#);
        format!("{}{}", r#"{"x":"#.repeat(100), end.repeat(100)).replace(r#""x":,"#, "")
    };
    assert!(found(text("a").as_bytes(), TAGGED, Policy::RESPONSE).is_empty());
    let wrong = found(text("b").as_bytes(), TAGGED, Policy::RESPONSE);
    assert_eq!(
        wrong.iter().map(|v| v.code).collect::<Vec<_>>(),
        [Code::OneOf]
    );
}

#[test]
fn what_cannot_be_decided_is_no_error() {
    let undecided = Violations::check(b"\n 1", CIRCLE, Policy::SCHEMA).unwrap_err();
    let shown: Vec<_> = undecided.iter().map(show).collect();
    assert_eq!(shown, ["undecided 2:2-2:3 "]);
    assert_eq!((undecided.errors(), undecided.undecided()), (0, 1));
    assert_eq!(undecided[0].severity, Severity::Warning);
}

#[test]
fn every_code_is_shown() {
    let mut shown: BTreeSet<_> = CASES
        .iter()
        .flat_map(|(_, _, _, expected)| expected.iter())
        .filter_map(|line| line.split(' ').next())
        .collect();
    shown.extend(["json-utf8", "json-depth", "undecided"]);
    let all: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(shown, all);
}

#[test]
fn reading_goes_on_after_a_violation() {
    let text = br#"{"age": "x", "tags": [1, "a", 2], "kind": 3, "alive": "no", "name": "Rex"}"#;
    let pointers: Vec<_> = found(text, PET, Policy::SCHEMA)
        .into_iter()
        .map(|v| v.pointer)
        .collect();
    assert_eq!(pointers, ["/age", "/tags/0", "/tags/2", "/kind", "/alive"]);
}

#[test]
fn directions_change_what_is_required_and_what_is_read() {
    assert!(
        found(br#"{"name": "Rex", "id": 7}"#, PET, Policy::RESPONSE)
            .iter()
            .any(|v| v.code == Code::Type)
    );
    assert!(found(br#"{"name": "Rex", "kind": 1}"#, PET, Policy::REQUEST).is_empty());
    assert!(
        found(br#"{"name": "Rex", "kind": 2}"#, PET, Policy::REQUEST)
            .iter()
            .any(|v| v.code == Code::Enum)
    );
    assert!(
        found(br#"{"name": "Rex", "kind": 1}"#, PET, Policy::RESPONSE)
            .iter()
            .any(|v| v.code == Code::Type)
    );
    assert!(found(br#"{"name": "Rex", "chip": ""}"#, PET, Policy::RESPONSE).is_empty());
}

#[test]
fn secrets_are_not_shown() {
    let text = "{\"name\": \"Rex\", \"password\": \"hunter2\", \"age\": \"hunter3\"}";
    let violations = Violations::check(text.as_bytes(), PET, Policy::REQUEST).unwrap_err();
    let shown = violations.to_string();
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("at most 4 characters, found 7\n"), "{shown}");
    assert!(shown.contains("hunter3"), "{shown}");
    let text = b"{\"name\": \"Rex\", \"password\": [12345]}";
    let violations = Violations::check(text, PET, Policy::REQUEST).unwrap_err();
    assert!(!violations.to_string().contains("12345"), "{violations}");
}

#[test]
fn more_than_the_limit_is_counted() {
    let text = format!(
        "{{\"name\": \"Rex\", \"tags\": [{}]}}",
        vec!["1"; 250].join(",")
    );
    let violations = Violations::check(text.as_bytes(), PET, Policy::SCHEMA).unwrap_err();
    assert_eq!(
        (violations.len(), violations.dropped(), violations.errors()),
        (100, 152, 252)
    );
    assert!(violations.to_string().ends_with("and 152 more"));
}

#[test]
fn errors_are_listed_before_anything_else_is() {
    let unknown: String = (0..250).map(|index| format!("\"x{index}\": 1, ")).collect();
    let text = format!("{{{unknown}\"name\": \"Rex\", \"age\": \"old\", \"tags\": [1]}}");
    let violations = Violations::check(text.as_bytes(), PET, Policy::RESPONSE).unwrap_err();
    assert_eq!(
        (violations.len(), violations.dropped(), violations.errors()),
        (100, 152, 2)
    );
    let listed = violations.iter();
    let listed: Vec<_> = listed
        .filter(|violation| violation.severity == Severity::Error)
        .map(|violation| violation.pointer.as_str())
        .collect();
    assert_eq!(listed, ["/age", "/tags/0"]);
    assert_eq!(violations[97].pointer, "/x97");
}

#[test]
fn the_excerpt_points_at_the_place() {
    let violations =
        Violations::check(b"{\n  \"name\": \"R\"\n}", PET, Policy::SCHEMA).unwrap_err();
    let expected = "\
error[min-length]: too short: expected at least 2 characters, found 1
 --> 2:11 (/name)
  |
2 |   \"name\": \"R\"
  |           ^^^
  = Pet.name at pets.yaml:14:7";
    assert_eq!(violations.to_string(), expected);
}

#[test]
fn without_a_schema_json_is_still_json() {
    let check = |media_type, body: &[u8]| {
        let media = Media {
            media_type,
            form: None,
            schema: None,
            stream: None,
            examples: &[],
        };
        media.check(body, Policy::REQUEST).is_ok()
    };
    assert!(check("application/json", br#"{"a": [1]}"#));
    assert!(!check("application/json", br#"{"a": [1}"#));
    assert!(!check("application/json", br#"{"a": 1, "\u0061": 2}"#));
    assert!(check("text/plain", br#"{"a": [1}"#));
}
