//! What is said about documents and recordings, each with a small description of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its description should stop"
)]

mod archives;
mod cases;
mod causes;
mod decisions;
mod headers;
mod kinds;
mod servers;
mod streams;
mod summary;

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options, apply, check};
use trueup_docs::{Finding, Findings, exchange};
use trueup_registry::Arena;
use trueup_validator::registry::Api;

/// A description with a bit of everything.
const SHELF: &str = include_str!("shelf.yaml");

/// Judges by descriptions, given as YAML.
fn with<T>(descriptions: &[&str], judge: impl FnOnce(&Api<'_>) -> T) -> T {
    let files = descriptions.iter().enumerate();
    let files = files.map(|(index, text)| (format!("api{index}.yaml"), (*text).to_owned()));
    let sources = Sources::new(files.collect());
    let arena = Arena::default();
    let mut diagnostics = Diagnostics::new();
    let api = trueup_registry::load(&sources, &mut diagnostics, &arena);
    let said = diagnostics.into_sorted();
    judge(&api.ok_or(said).unwrap())
}

/// Code and message of each finding.
fn lines(findings: &Findings) -> Vec<String> {
    let line = |finding: &Finding| format!("{} {}", finding.code, finding.message);
    findings.findings.iter().map(line).collect()
}

/// What is said about a recording.
fn recorded(description: &str, file: &str, text: &str) -> Vec<String> {
    let mut findings = Findings::default();
    with(&[description], |api| {
        exchange::check_text(api, file, text, &mut findings);
    });
    lines(&findings)
}

/// What is found in a document in Markdown.
fn found(descriptions: &[&str], text: &str) -> Findings {
    found_in("a.md", descriptions, text)
}

fn found_in(name: &str, descriptions: &[&str], text: &str) -> Findings {
    let documents = [(name.to_owned(), text.to_owned())];
    let options = Options {
        complete: Complete::No,
    };
    with(descriptions, |api| check(api, &documents, options))
}

/// What is said about it, but for what is not compared at all.
fn documented_by(descriptions: &[&str], text: &str) -> Vec<String> {
    let said = lines(&found(descriptions, text)).into_iter();
    said.filter(|line| !line.starts_with("not-compared"))
        .collect()
}

fn documented(description: &str, text: &str) -> Vec<String> {
    documented_by(&[description], text)
}

/// A document with what has one right answer mended.
fn mended(description: &str, text: &str) -> String {
    apply(text, found(&[description], text).findings.iter()).0
}
