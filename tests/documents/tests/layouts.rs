//! The layouts of documentation sites: what is wrong in each is found, so each is read.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::path::Path;

use documents_tests::{checked, golden};
use trueup_docs::document::Complete;

fn layout(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("layouts")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let found = checked(name, &text, Complete::No);
    golden::compare(&found, &path.with_file_name(format!("{name}.findings")));
}

#[test]
fn slate() {
    layout("slate.md");
}

#[test]
fn mintlify() {
    layout("mintlify.mdx");
}

#[test]
fn gitbook() {
    layout("gitbook.md");
}

#[test]
fn readme_com() {
    layout("readme-blocks.md");
}

#[test]
fn a_plain_readme() {
    layout("plain-readme.md");
}
