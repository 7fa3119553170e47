//! Descriptions, from their text to all files.

use std::collections::BTreeMap;

use bench_harness::Result;
use trueup_codegen::config::Config;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;

use crate::{Input, Shape, description, listed, reference, timed};

const SETTINGS: &str = "prefix = 'growth'\nlicense = 'MIT'\n";

/// One row each.
pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "paths",
        size: 250,
        make: paths,
    },
    Shape {
        name: "properties of one object",
        size: 500,
        make: properties,
    },
    Shape {
        name: "properties whose names are alike",
        size: 500,
        make: alike,
    },
    Shape {
        name: "values of an enum",
        size: 1000,
        make: values,
    },
    Shape {
        name: "values without letters",
        size: 500,
        make: signs,
    },
    Shape {
        name: "branches of a union",
        size: 125,
        make: union,
    },
    Shape {
        name: "a chain of `allOf`, a property each",
        size: 50,
        make: chain,
    },
    Shape {
        name: "`allOf` of the same schema twice, in each other",
        size: 25,
        make: diamond,
    },
    Shape {
        name: "one `allOf` of many",
        size: 250,
        make: wide,
    },
    Shape {
        name: "a ring of objects",
        size: 125,
        make: ring,
    },
    Shape {
        name: "children of a discriminator",
        size: 125,
        make: children,
    },
    Shape {
        name: "objects in each other",
        size: 15,
        make: nested,
    },
    Shape {
        name: "parameters of one operation",
        size: 250,
        make: parameters,
    },
    Shape {
        name: "words of a pattern",
        size: 1000,
        make: pattern,
    },
    Shape {
        name: "references that lead nowhere",
        size: 500,
        make: dangling,
    },
    Shape {
        name: "Markdown of brackets",
        size: 2000,
        make: markdown,
    },
];

/// Nanoseconds, and how many bytes were written: files, or messages where there is an error.
pub(crate) fn time(input: &Input) -> Result<(f64, usize)> {
    let texts = BTreeMap::from([("of.json".to_owned(), input.description.clone())]);
    let (sources, config) = (Sources::new(texts), Config::parse(SETTINGS)?);
    timed(|| {
        let mut diagnostics = Diagnostics::new();
        let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics)?;
        let said = diagnostics.into_sorted();
        let said = said.iter().map(|one| one.message.len()).sum::<usize>();
        let files = generated
            .iter()
            .flat_map(|generated| generated.files.values());
        Ok(files.map(String::len).sum::<usize>() + said)
    })
}

fn of(description: String) -> Input {
    Input {
        description,
        held: String::new(),
    }
}

/// A description of schemas, the first of which is the body of an operation.
fn schemas(schemas: &[(String, String)]) -> Input {
    let first = schemas.first().map_or("", |(name, _)| name);
    let operation = format!(
        r#""/a": {{"post": {{"operationId": "a", "requestBody": {{"content": {{"application/json": {{"schema": {}}}}}}}, "responses": {{"200": {{"description": "d"}}}}}}}}"#,
        reference(first)
    );
    of(description(schemas, &operation))
}

fn one(schema: String) -> Input {
    schemas(&[("S".to_owned(), schema)])
}

fn object(properties: &str) -> String {
    format!(r#"{{"type": "object", "properties": {{{properties}}}}}"#)
}

fn paths(count: usize) -> Input {
    let paths = listed(count, |index| {
        format!(
            r#""/p{index}/{{id}}": {{"get": {{"operationId": "o{index}", "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}], "responses": {{"200": {{"description": "d"}}}}}}}}"#
        )
    });
    of(description(&[], &paths))
}

fn properties(count: usize) -> Input {
    one(object(&listed(count, |index| {
        format!(r#""p{index}": {{"type": "string"}}"#)
    })))
}

fn alike(count: usize) -> Input {
    let name = |index: usize| {
        format!(
            "a{}",
            format!("{index:b}").replace('0', "!").replace('1', "?")
        )
    };
    one(object(&listed(count, |index| {
        format!(r#""{}": {{"type": "string"}}"#, name(index))
    })))
}

fn values(count: usize) -> Input {
    one(format!(
        r#"{{"enum": [{}]}}"#,
        listed(count, |index| format!(r#""value {index}""#))
    ))
}

fn signs(count: usize) -> Input {
    let text = |index: usize| format!("{index:b}").replace('0', "+").replace('1', "-");
    one(format!(
        r#"{{"enum": [{}]}}"#,
        listed(count, |index| format!(r#""{}""#, text(index)))
    ))
}

fn union(count: usize) -> Input {
    let branch = |index: usize| {
        let schema = format!(
            r#"{{"type": "object", "required": ["p{index}"], "properties": {{"p{index}": {{"type": "string"}}}}}}"#
        );
        (format!("B{index}"), schema)
    };
    let branches = listed(count, |index| reference(&format!("B{index}")));
    let first = ("S".to_owned(), format!(r#"{{"oneOf": [{branches}]}}"#));
    schemas(
        &std::iter::once(first)
            .chain((0..count).map(branch))
            .collect::<Vec<_>>(),
    )
}

fn chain(count: usize) -> Input {
    let link = |index: usize| {
        let own = object(&format!(r#""p{index}": {{"type": "string"}}"#));
        let next =
            (index + 1 < count).then(|| format!(", {}", reference(&format!("A{}", index + 1))));
        (
            format!("A{index}"),
            format!(r#"{{"allOf": [{own}{}]}}"#, next.unwrap_or_default()),
        )
    };
    schemas(&(0..count).map(link).collect::<Vec<_>>())
}

fn diamond(count: usize) -> Input {
    let twice = |index: usize| {
        let next = reference(&format!("A{}", index + 1));
        (
            format!("A{index}"),
            format!(r#"{{"allOf": [{next}, {next}]}}"#),
        )
    };
    let last = (format!("A{count}"), object(r#""a": {"type": "string"}"#));
    schemas(&(0..count).map(twice).chain([last]).collect::<Vec<_>>())
}

fn wide(count: usize) -> Input {
    let parts = listed(count, |index| {
        object(&format!(r#""p{index}": {{"type": "string"}}"#))
    });
    one(format!(r#"{{"allOf": [{parts}]}}"#))
}

fn ring(count: usize) -> Input {
    let next = |index: usize| {
        let next = reference(&format!("A{}", (index + 1) % count));
        (format!("A{index}"), object(&format!(r#""next": {next}"#)))
    };
    schemas(&(0..count).map(next).collect::<Vec<_>>())
}

fn children(count: usize) -> Input {
    let parent = r#"{"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}}, "discriminator": {"propertyName": "t"}}"#;
    let child = |index: usize| {
        let own = object(&format!(r#""c{index}": {{"type": "string"}}"#));
        (
            format!("C{index}"),
            format!(r#"{{"allOf": [{}, {own}]}}"#, reference("S")),
        )
    };
    let first = ("S".to_owned(), parent.to_owned());
    schemas(
        &std::iter::once(first)
            .chain((0..count).map(child))
            .collect::<Vec<_>>(),
    )
}

fn nested(count: usize) -> Input {
    let inner = (0..count).fold(r#"{"type": "string"}"#.to_owned(), |inner, _| {
        object(&format!(r#""p": {inner}"#))
    });
    one(inner)
}

fn parameters(count: usize) -> Input {
    let parameters = listed(count, |index| {
        format!(r#"{{"name": "q{index}", "in": "query", "schema": {{"type": "string"}}}}"#)
    });
    of(description(
        &[],
        &format!(
            r#""/a": {{"get": {{"operationId": "a", "parameters": [{parameters}], "responses": {{"200": {{"description": "d"}}}}}}}}"#
        ),
    ))
}

fn pattern(count: usize) -> Input {
    let words: Vec<String> = (0..count).map(|index| format!("w{index}")).collect();
    one(format!(
        r#"{{"type": "string", "pattern": "^({})$"}}"#,
        words.join("|")
    ))
}

fn dangling(count: usize) -> Input {
    one(object(&listed(count, |index| {
        format!(r#""p{index}": {}"#, reference(&format!("Nothing{index}")))
    })))
}

fn markdown(count: usize) -> Input {
    let text = ["[a](", "*b_ ", "> - ", "`c", "<d", "![e]"]
        .map(|piece| piece.repeat(count))
        .join("\\n\\n");
    one(format!(r#"{{"type": "string", "description": "{text}"}}"#))
}
