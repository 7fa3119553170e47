//! The emitted binary against the program that reads the same description: both give the same answers, to the byte.
#![expect(clippy::unwrap_used, reason = "a test that cannot run should stop")]

use std::path::{Path, PathBuf};
use std::process::Command;

use trueup::{Arena, Defaults};
use trueup_docs::document::{Complete, Options};
use trueup_docs::report::{self, Format};
use trueup_docs::settings::Settings;
use trueup_docs::{Findings, document, exchange, spec};

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().unwrap()
}

/// What the emitted binary prints, run at the root of the repository.
fn emitted(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_validator"))
        .args(arguments)
        .args(["--format", "json"])
        .current_dir(root())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn shown(findings: &Findings) -> String {
    let mut text = Vec::new();
    report::write(findings, Format::Json, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn read(paths: &[&str]) -> Vec<(String, String)> {
    let text = |path: &&str| std::fs::read_to_string(root().join(path)).unwrap();
    let named = |path| (str::to_owned(path), text(&path));
    paths.iter().copied().map(named).collect()
}

#[test]
fn the_emitted_binary_gives_the_same_answers() {
    // Both name files as whoever stands there sees them.
    std::env::set_current_dir(root()).unwrap();
    let defaults = Defaults {
        command: "test".to_owned(),
        spec: root().join("spec"),
        out: root().join("generated"),
    };
    let input = defaults.read().unwrap();
    let arena = Arena::default();
    let api = input.registry(&arena).unwrap().0.unwrap();
    let examples = spec::check(&api);
    assert!(examples.summary.counts["examples"] > 50);
    assert_eq!(emitted(&["spec"]), shown(&examples));
    let pages = ["tests/documents/own/reference.md", "README.md"];
    let options = Options {
        complete: Complete::Yes,
    };
    let documents = document::check(&api, &read(&pages), options);
    assert!(documents.has_errors());
    let arguments = ["docs", "--complete", pages[0], pages[1]];
    assert_eq!(emitted(&arguments), shown(&documents.by_cause()));
    let recordings = root().join("tests/data/recordings");
    let exchanges = exchange::check(
        &api,
        std::slice::from_ref(&recordings),
        &Settings::default(),
    )
    .unwrap();
    assert!(exchanges.summary.counts["exchanges"] > 10);
    assert_eq!(
        emitted(&["exchanges", recordings.to_str().unwrap()]),
        shown(&exchanges)
    );
}
