//! Every document under `tests/accepted` becomes exactly the code beside it.
//!
//! A fixture is a file `name.yaml` that shows one construct; `name.rs` holds the warnings and the emitted
//! files that depend on it. `TRUEUP_BLESS=1` writes them anew. The package `fixture-tests` compiles the
//! same fixtures and runs them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::source::Sources;

const SETTINGS: &str = "
prefix = 'fixture'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accepted");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut fixtures: Vec<_> = entries
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    fixtures.sort();
    fixtures
}

/// The warnings and the emitted files of a fixture's client, one after the other.
fn emitted(fixture: &Path) -> String {
    let name = fixture.file_name().unwrap().to_str().unwrap();
    let stem = name.strip_suffix(".yaml").unwrap();
    let text = fs::read_to_string(fixture).unwrap();
    let sources = Sources::new([(name.to_owned(), text)].into());
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS).unwrap();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    let files = generated.unwrap_or_else(|| panic!("{said}")).files;
    let folder = format!("fixture-{stem}/src/");
    let mut golden = String::new();
    for line in said.lines() {
        golden += format!("// {line}").trim_end();
        golden.push('\n');
    }
    for (path, text) in files {
        match path.strip_prefix(&folder) {
            // These two say the same of every client.
            Some("lib.rs" | "validate.rs") | None => {}
            Some(file) => golden += &format!("// ==== {file}\n{text}\n"),
        }
    }
    golden
}

#[test]
fn every_fixture_becomes_the_code_beside_it() {
    let bless = std::env::var_os("TRUEUP_BLESS").is_some();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let text = emitted(&fixture);
        let golden = fixture.with_extension("rs");
        if bless {
            fs::write(&golden, text).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&text) {
            wrong.push(golden.file_name().unwrap().display().to_string());
        }
    }
    let advice = "run the test with TRUEUP_BLESS=1 and read the difference";
    assert!(
        wrong.is_empty(),
        "{} is other than emitted\n{advice}",
        wrong.join(", ")
    );
}

#[test]
fn every_code_has_its_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accepted");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            path.with_extension("yaml").is_file(),
            "{} belongs to no document",
            path.display()
        );
    }
}
