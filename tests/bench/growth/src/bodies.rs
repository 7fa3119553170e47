//! Bodies, judged by a description in memory.

use std::collections::BTreeMap;

use bench_harness::Result;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::Arena;
use trueup_validator::Policy;

use crate::{Input, Shape, description, listed, reference, timed};

/// So deep may values be nested; what is deeper is refused at once.
const DEEPEST: usize = 100;

/// One row each.
pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "`uniqueItems` of objects",
        size: 5000,
        make: unique,
    },
    Shape {
        name: "`uniqueItems` on each level",
        size: 2000,
        make: unique_levels,
    },
    Shape {
        name: "`patternProperties`",
        size: 2000,
        make: patterns,
    },
    Shape {
        name: "`contains`",
        size: 5000,
        make: contains,
    },
    Shape {
        name: "`unevaluatedProperties`",
        size: 2000,
        make: unevaluated,
    },
    Shape {
        name: "a union told apart at the end",
        size: 2000,
        make: union,
    },
    Shape {
        name: "a union in itself",
        size: 500,
        make: recursive,
    },
    Shape {
        name: "`not` in itself",
        size: 500,
        make: negated,
    },
    Shape {
        name: "maps of unions in each other",
        size: 500,
        make: maps,
    },
    Shape {
        name: "`$dynamicRef`",
        size: 500,
        make: dynamic,
    },
    Shape {
        name: "the same name again and again",
        size: 20_000,
        make: duplicates,
    },
    Shape {
        name: "escapes in a text",
        size: 50_000,
        make: escapes,
    },
    Shape {
        name: "a pattern with choices in a loop",
        size: 50_000,
        make: pattern,
    },
    Shape {
        name: "digits of a number",
        size: 50_000,
        make: digits,
    },
    Shape {
        name: "violations",
        size: 10_000,
        make: violations,
    },
];

/// Nanoseconds. What is written does not count.
pub(crate) fn time(input: &Input) -> Result<(f64, usize)> {
    let texts = BTreeMap::from([("of.json".to_owned(), input.description.clone())]);
    let (sources, arena, mut diagnostics) =
        (Sources::new(texts), Arena::default(), Diagnostics::new());
    let api = trueup_registry::load(&sources, &mut diagnostics, &arena);
    let Some(api) = api else {
        return Err(format!("{:?}", diagnostics.into_sorted()).into());
    };
    let schema = api.schema("S").ok_or("there is no schema `S`")?;
    timed(|| {
        let _ = schema.check(input.held.as_bytes(), Policy::SCHEMA);
        Ok(0)
    })
}

fn of(schema: &str, held: String) -> Input {
    Input {
        description: description(&[("S".to_owned(), schema.to_owned())], ""),
        held,
    }
}

/// Values in each other, one beside the other until there are enough of them.
fn nested(count: usize, open: &str, leaf: &str, close: &str) -> String {
    let depth = DEEPEST / (open.matches(['{', '[']).count());
    let one = format!("{}{leaf}{}", open.repeat(depth), close.repeat(depth));
    format!("[{}]", listed(count.div_ceil(depth), |_| one.clone()))
}

/// A list of values of a schema that refers to itself as `T`.
fn of_nested(schema: &str, held: String) -> Input {
    let schemas = [
        (
            "S".to_owned(),
            format!(r#"{{"type": "array", "items": {}}}"#, reference("T")),
        ),
        ("T".to_owned(), schema.replace("@", &reference("T"))),
    ];
    Input {
        description: description(&schemas, ""),
        held,
    }
}

fn unique(count: usize) -> Input {
    let items = listed(count, |index| {
        format!(r#"{{"a": {index}, "b": [{index}, {{"c": "{index}"}}]}}"#)
    });
    of(
        r#"{"type": "array", "uniqueItems": true}"#,
        format!("[{items}]"),
    )
}

fn unique_levels(count: usize) -> Input {
    let items = listed(count, |index| index.to_string());
    let held = format!("{}{items}{}", "[".repeat(DEEPEST), "]".repeat(DEEPEST));
    of(
        r##"{"type": ["array", "integer"], "uniqueItems": true, "items": {"$ref": "#/components/schemas/S"}}"##,
        held,
    )
}

fn patterns(count: usize) -> Input {
    let rules = listed(20, |index| {
        format!(r#""^k{index}.*z$": {{"type": "integer"}}"#)
    });
    let members = listed(count, |index| format!(r#""k{index}": 1"#));
    of(
        &format!(r#"{{"type": "object", "patternProperties": {{{rules}}}}}"#),
        format!("{{{members}}}"),
    )
}

fn contains(count: usize) -> Input {
    let items = listed(count, |index| format!(r#"{{"b": [{index}, 1, 2, 3]}}"#));
    of(
        r#"{"type": "array", "contains": {"type": "object", "required": ["a"]}, "minContains": 2}"#,
        format!("[{items}]"),
    )
}

fn unevaluated(count: usize) -> Input {
    let parts = listed(20, |index| {
        format!(r#"{{"properties": {{"p{index}": {{"type": "integer"}}}}}}"#)
    });
    let members = listed(count, |index| format!(r#""x{index}": 1"#));
    of(
        &format!(
            r#"{{"type": "object", "anyOf": [{parts}], "unevaluatedProperties": {{"type": "integer"}}}}"#
        ),
        format!("{{{members}}}"),
    )
}

fn union(count: usize) -> Input {
    let items = listed(count, |_| "1".to_owned());
    of(
        r#"{"anyOf": [{"type": "array", "items": {"type": "integer"}}, {"type": "array", "items": {"type": ["integer", "string"]}}, {"type": "array", "items": {"type": ["integer", "null"]}}]}"#,
        format!("[{items}, null]"),
    )
}

fn recursive(count: usize) -> Input {
    of_nested(
        r#"{"oneOf": [{"type": "object", "required": ["x"], "properties": {"x": @, "k": {"type": "integer"}}}, {"type": "object", "required": ["x"], "properties": {"x": @, "k": {"type": "string"}}}, {"type": "string"}]}"#,
        nested(count, r#"{"k": 1, "x": "#, "\"s\"", "}"),
    )
}

fn negated(count: usize) -> Input {
    of_nested(
        r#"{"not": {"type": "object", "required": ["x"], "properties": {"x": @}}}"#,
        nested(count, r#"{"x": "#, "1", "}"),
    )
}

fn maps(count: usize) -> Input {
    of_nested(
        r#"{"oneOf": [{"type": "object", "additionalProperties": @, "maxProperties": 1}, {"type": "object", "additionalProperties": @, "minProperties": 2}, {"type": "integer"}]}"#,
        nested(count, r#"{"x": "#, "1", "}"),
    )
}

fn dynamic(count: usize) -> Input {
    of_nested(
        r##"{"$id": "https://a.example/t", "$dynamicAnchor": "n", "anyOf": [{"type": "integer"}, {"type": "object", "properties": {"c": {"$dynamicRef": "#n"}}}]}"##,
        nested(count, r#"{"c": "#, "1", "}"),
    )
}

fn duplicates(count: usize) -> Input {
    of(
        r#"{"type": "object", "maxProperties": 5}"#,
        format!("{{{}}}", listed(count, |_| r#""p": 1"#.to_owned())),
    )
}

fn escapes(count: usize) -> Input {
    of(
        r#"{"type": "string", "maxLength": 5, "pattern": "^b"}"#,
        format!("\"{}\"", "\\u0041".repeat(count)),
    )
}

fn pattern(count: usize) -> Input {
    of(
        r#"{"type": "string", "pattern": "^(a|aa|b)*c(d|e)+$"}"#,
        format!("\"{}\"", "a".repeat(count)),
    )
}

fn digits(count: usize) -> Input {
    of(
        r#"{"type": "number", "multipleOf": 0.01, "maximum": 1}"#,
        format!("{}.5", "1".repeat(count)),
    )
}

fn violations(count: usize) -> Input {
    of(
        r#"{"type": "array", "items": {"type": "integer"}}"#,
        format!("[{}]", listed(count, |_| r#""x""#.to_owned())),
    )
}
