//! Every document under `tests/accepted` becomes exactly the code beside it.
//!
//! A fixture is a file `name.yaml` that shows one construct. Its first line names the emitted files that depend on the
//! construct; a second one may have settings of its crate. `name.rs` holds the files, and the warnings. `TRUEUP_BLESS=1` writes them anew. The package `fixture-tests`
//! compiles the same fixtures, whole, and runs them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::{BTreeMap, BTreeSet};
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

/// The emitted files that a fixture is about.
fn subject(text: &str) -> Vec<&str> {
    let first = text.lines().next().unwrap();
    let names = first.strip_prefix("# Golden: ").unwrap();
    names.split(' ').collect()
}

/// The settings for a fixture, with those of its crate that its second line has.
fn settings(stem: &str, text: &str) -> Config {
    let own = text
        .lines()
        .nth(1)
        .and_then(|line| line.strip_prefix("# Settings: "));
    let own = own.map(|own| format!("[crates.{stem}]\n{own}\n"));
    Config::parse(&format!("{SETTINGS}{}", own.unwrap_or_default())).unwrap()
}

/// The warnings about a fixture, and the files of its client by name.
fn emitted(name: &str, text: &str) -> (String, BTreeMap<String, String>) {
    let sources = Sources::new([(name.to_owned(), text.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let stem = name.strip_suffix(".yaml").unwrap();
    let config = settings(stem, text);
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    let files = generated.unwrap_or_else(|| panic!("{said}")).files;
    let folder = format!("fixture-{stem}/src/");
    let files = files.into_iter().filter_map(|(path, text)| {
        let file = path.strip_prefix(&folder)?.to_owned();
        Some((file, text))
    });
    (said, files.collect())
}

/// What is kept of a fixture: the warnings, then the files that it is about.
fn golden(name: &str, text: &str) -> String {
    let (said, files) = emitted(name, text);
    let mut golden = String::new();
    for line in said.lines() {
        golden += format!("// {line}").trim_end();
        golden.push('\n');
    }
    for file in subject(text) {
        let text = files
            .get(file)
            .unwrap_or_else(|| panic!("{name}: no {file} is emitted"));
        golden += &format!("// ==== {file}\n{text}\n");
    }
    golden
}

#[test]
fn every_fixture_becomes_the_code_beside_it() {
    let bless = std::env::var_os("TRUEUP_BLESS").is_some();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let text = golden(name, &fs::read_to_string(&fixture).unwrap());
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

/// Files in the folders of tags are of the kinds of those at the root.
fn kind(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

#[test]
fn every_kind_of_file_is_the_subject_of_a_fixture() {
    let mut shown = BTreeSet::new();
    let mut all = BTreeSet::new();
    for fixture in fixtures() {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&fixture).unwrap();
        shown.extend(subject(&text).into_iter().map(kind));
        all.extend(emitted(name, &text).1.keys().map(|path| kind(path)));
    }
    assert_eq!(shown, all);
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
