//! A description that is written by hand, beside what a server publishes of the same API.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::fs;
use std::path::Path;

use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_drift::{Accepted, Kind, compare};

fn api(name: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harbour");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let sources = Sources::new([(name.to_owned(), text)].into());
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&sources, &mut diagnostics);
    let said = || diagnostic::render(&diagnostics.into_sorted(), &sources);
    api.unwrap_or_else(|| panic!("{}", said()))
}

/// Kind, place, and the lines in both descriptions.
fn found() -> Vec<(&'static str, String, u32, u32)> {
    let differences = compare(&api("own.yaml"), &api("upstream.json"));
    let row = |one: &trueup_drift::Difference| {
        let (own, other) = (one.own.span.start.line, one.other.span.start.line);
        (one.kind.as_str(), one.at.clone(), own, other)
    };
    let mut rows: Vec<_> = differences.iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn what_differs_is_found_once_and_what_is_noted_is_not() {
    let rows = found();
    let rows: Vec<_> = rows
        .iter()
        .map(|(kind, at, own, other)| (*kind, at.as_str(), *own, *other))
        .collect();
    assert_eq!(
        rows,
        [
            ("extra-parameter", "GET /ships query sort", 10, 8),
            ("extra-property", "Ship.colour", 48, 38),
            ("extra-response", "POST /ships 201", 24, 16),
            ("extra-value", "Ship.kind=ferry", 46, 42),
            ("lacks-operation", "GET /v1/berths", 1, 30),
            ("lacks-parameter", "GET /ships query offset", 7, 12),
            ("lacks-property", "Ship.draught", 42, 44),
            ("lacks-response", "POST /ships 200", 20, 19),
            ("lacks-value", "Ship.kind=barge", 46, 42),
            ("other-type", "GET /ships query limit", 9, 11),
        ]
    );
}

#[test]
fn what_is_accepted_is_counted_and_what_accepts_nothing_is_found() {
    let accepted = Accepted::parse(
        "[[accept]]\ndifference = 'lacks-operation'\nat = '*'\nreason = 'Not ours to describe.'\n\
         [[accept]]\nat = 'Ship.*'\nreason = 'As the server says it.'\n\
         [[accept]]\nat = 'Boat.*'\nreason = 'Left over.'\n",
    )
    .unwrap();
    let judged = accepted.judge(compare(&api("own.yaml"), &api("upstream.json")));
    assert_eq!(judged.accepted, 5);
    assert_eq!(judged.left.len(), 5);
    assert_eq!(judged.unused, [2]);
    assert!(
        judged
            .left
            .iter()
            .all(|one| one.kind != Kind::LacksOperation)
    );
}

#[test]
fn an_acceptance_says_what_and_why() {
    for (text, problem) in [
        ("[[accept]]\nat = '*'\nreason = ' '\n", "line 1: say why"),
        (
            "\n[[accept]]\nat = '*'\nreason = 'x'\ndifference = 'lacks-all'\n",
            "line 2: there is no",
        ),
        ("[[accept]]\nat = '*'\n", "missing field `reason`"),
        ("[[accept]]\nwhat = 1\n", "unknown field `what`"),
    ] {
        let error = Accepted::parse(text).unwrap_err();
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn a_description_does_not_differ_from_itself() {
    for name in ["own.yaml", "upstream.json"] {
        assert!(compare(&api(name), &api(name)).is_empty(), "{name}");
    }
}
