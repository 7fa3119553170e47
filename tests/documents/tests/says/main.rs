//! What is said about documents and recordings, each with a small description of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its description should stop"
)]

mod headers;

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::{Finding, Findings, exchange};
use trueup_registry::Arena;
use trueup_validator::registry::Api;

/// Judges by a description, given as YAML.
fn with<T>(description: &str, judge: impl FnOnce(&Api<'_>) -> T) -> T {
    let sources = Sources::new([("api.yaml".to_owned(), description.to_owned())].into());
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
    with(description, |api| {
        exchange::check_text(api, file, text, &mut findings);
    });
    lines(&findings)
}
