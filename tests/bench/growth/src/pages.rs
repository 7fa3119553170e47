//! Pages, held against a description of 100 operations.

use std::collections::BTreeMap;

use bench_harness::Result;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options, check};
use trueup_registry::Arena;

use crate::{Input, Shape, description, listed, timed};

/// One row each.
pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "open brackets",
        size: 20_000,
        make: |count| page(&"[".repeat(count)),
    },
    Shape {
        name: "emphasis that is not closed",
        size: 20_000,
        make: |count| page(&"_a*b ".repeat(count)),
    },
    Shape {
        name: "quotations in each other",
        size: 10_000,
        make: |count| page(&"> ".repeat(count)),
    },
    Shape {
        name: "lists in each other",
        size: 10_000,
        make: |count| page(&"- ".repeat(count)),
    },
    Shape {
        name: "tags that are not closed",
        size: 10_000,
        make: |count| page(&"<div>".repeat(count)),
    },
    Shape {
        name: "columns of a table",
        size: 5000,
        make: columns,
    },
    Shape {
        name: "tables of one column",
        size: 500,
        make: narrow,
    },
    Shape {
        name: "rows under wrong names",
        size: 1000,
        make: rows,
    },
    Shape {
        name: "sections",
        size: 500,
        make: sections,
    },
    Shape {
        name: "unknown keys of an example",
        size: 1000,
        make: keys,
    },
    Shape {
        name: "calls",
        size: 500,
        make: calls,
    },
    Shape {
        name: "options of one call",
        size: 2000,
        make: options,
    },
    Shape {
        name: "variables of a shell",
        size: 2000,
        make: variables,
    },
    Shape {
        name: "brackets of a program",
        size: 20_000,
        make: |count| {
            page(&format!(
                "```python\nrequests.get({}\n```\n",
                "(".repeat(count)
            ))
        },
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
    let documents = [("of.md".to_owned(), input.held.clone())];
    timed(|| {
        let found = check(
            &api,
            &documents,
            Options {
                complete: Complete::No,
            },
        );
        Ok(found.findings.len())
    })
}

const HEADING: &str = "## GET /p1/{id}\n\n";

fn page(text: &str) -> Input {
    let paths = listed(100, |index| {
        format!(
            r#""/p{index}/{{id}}": {{"get": {{"operationId": "o{index}", "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}, {{"name": "limit", "in": "query", "schema": {{"type": "integer"}}}}], "responses": {{"200": {{"description": "d", "content": {{"application/json": {{"schema": {{"type": "object", "properties": {{"name": {{"type": "string"}}}}}}}}}}}}}}}}}}"#
        )
    });
    Input {
        description: description(&[], &paths),
        held: format!("{HEADING}{text}\n"),
    }
}

/// About one operation after the other.
fn sections(count: usize) -> Input {
    let section = |index: usize| format!("## GET /p{}/{{id}}\n\nText.\n\n", index % 100);
    Input {
        held: (0..count).map(section).collect(),
        ..page("")
    }
}

fn columns(count: usize) -> Input {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(count));
    page(&[row("a"), row("-"), row("b")].concat())
}

/// Names, types and what they mean in one column, as some write them.
fn narrow(count: usize) -> Input {
    let table = "| Name, Type, Description |\n| --- |\n| `limit` integer<br>At most |\n\n";
    page(&table.repeat(count))
}

fn rows(count: usize) -> Input {
    let rows: String = (0..count)
        .map(|index| format!("| `x{index}` | string |\n"))
        .collect();
    page(&format!("| Name | Type |\n| --- | --- |\n{rows}"))
}

fn keys(count: usize) -> Input {
    let members = listed(count, |index| format!(r#""x{index}": 1"#));
    page(&format!(
        "**Response 200**\n\n```json\n{{{members}}}\n```\n"
    ))
}

fn calls(count: usize) -> Input {
    page(&format!(
        "```bash\n{}```\n",
        "curl 'https://a.example/p1/x?limit=1'\n".repeat(count)
    ))
}

fn options(count: usize) -> Input {
    page(&format!(
        "```bash\ncurl https://a.example/p1/x{}\n```\n",
        " \\\n  -H 'A: b'".repeat(count)
    ))
}

fn variables(count: usize) -> Input {
    page(&format!(
        "```bash\n{}curl $A\n```\n",
        "A=$A$A/x\n".repeat(count)
    ))
}
