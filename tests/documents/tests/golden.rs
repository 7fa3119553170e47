//! Our own reference in two layouts, and the published one: every finding is known, and the reason why it is right.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::path::Path;

use documents_tests::{findings, golden};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn own(name: &str) {
    let path = folder().join("own").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    golden::compare(
        &findings(name, &text),
        &path.with_extension(format!("{}.findings", extension(name))),
    );
}

fn extension(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

#[test]
fn our_plain_text() {
    own("reference.txt");
}

#[test]
fn our_markdown() {
    own("reference.md");
}

/// The published reference is not part of the repository: `TRUEUP_REFERENCE` names its text.
#[test]
fn the_published_reference() {
    let Some(path) = std::env::var_os("TRUEUP_REFERENCE") else {
        println!("skipped: TRUEUP_REFERENCE names no reference");
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let found = findings("reference.txt", &text);
    golden::compare(&found, &folder().join("published.findings"));
}

/// What is rendered from the descriptions agrees with them, and leaves nothing out.
#[test]
fn the_rendered_reference() {
    let reference = folder().join("../../generated/reference");
    let mut documents = Vec::new();
    for service in comet_validator::API.services {
        let name = format!("{}.md", service.name);
        let text = std::fs::read_to_string(reference.join(&name)).unwrap();
        documents.push((name, text));
    }
    let options = trueup_docs::document::Options {
        complete: trueup_docs::document::Complete::Yes,
    };
    let found = trueup_docs::document::check(&comet_validator::API, &documents, options);
    let lines: Vec<_> = found.findings.iter().map(documents_tests::line).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    let operations: usize = comet_validator::API
        .services
        .iter()
        .map(|service| service.operations.len())
        .sum();
    assert_eq!(found.summary.counts.get("operations"), Some(&operations));
}
