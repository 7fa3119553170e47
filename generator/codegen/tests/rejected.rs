//! Every document under `tests/rejected` is refused, with exactly the message beside it.
//!
//! A fixture is a file `name.yaml`, or a folder `name/` whose files make up a specification
//! folder; `name.stderr` is the message. A first line `# lints: {…}` sets levels. `TRUEUP_BLESS=1` writes the messages anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Code, Diagnostic, Diagnostics};
use trueup_description::source::Sources;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected")
}

/// The texts of a fixture by their paths.
fn texts(fixture: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    if fixture.is_file() {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        texts.insert(name.to_owned(), fs::read_to_string(fixture).unwrap());
        return texts;
    }
    let mut folders = vec![fixture.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(fixture)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                texts.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}

const SETTINGS: &str = "
prefix = 'pets'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

/// The settings of a fixture: a file may begin with `# lints: ` and a table of levels.
fn settings(texts: &BTreeMap<String, String>) -> Config {
    let first = texts.values().find_map(|text| text.lines().next());
    let lints = first.and_then(|line| line.strip_prefix("# lints: "));
    let lints = lints.map_or_else(String::new, |table| format!("lints = {table}"));
    Config::parse(&format!("{SETTINGS}{lints}")).unwrap()
}

/// Generates from a fixture: what was said, and the text of it.
fn checker(fixture: &Path) -> (Vec<Diagnostic>, String) {
    let texts = texts(fixture);
    let config = settings(&texts);
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    let sorted = diagnostics.into_sorted();
    let text = diagnostic::render(&sorted, &sources);
    (sorted, text)
}

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut fixtures: Vec<_> = entries
        .filter(|path| {
            path.extension()
                .is_none_or(|extension| extension != "stderr")
        })
        .collect();
    fixtures.sort();
    fixtures
}

#[test]
fn every_fixture_is_refused_with_its_message() {
    let bless = std::env::var_os("TRUEUP_BLESS").is_some();
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let (diagnostics, text) = checker(&fixture);
        assert!(
            !diagnostics.is_empty(),
            "{} is not refused",
            fixture.display()
        );
        let golden = fixture.with_extension("stderr");
        if bless {
            fs::write(&golden, text).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&text) {
            wrong.push(format!("{}:\n{text}", golden.display()));
        }
    }
    let advice = "if the new messages are right, run the test with TRUEUP_BLESS=1";
    assert!(wrong.is_empty(), "{}\n{advice}", wrong.join("\n"));
}

#[test]
fn every_message_has_a_fixture() {
    let stems: BTreeSet<_> = fixtures()
        .iter()
        .map(|path| path.with_extension("stderr"))
        .collect();
    let entries = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for path in entries.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "stderr")
    }) {
        assert!(
            stems.contains(&path),
            "{} belongs to no fixture",
            path.display()
        );
    }
}

#[test]
fn every_code_has_a_fixture() {
    let seen: BTreeSet<Code> = fixtures()
        .iter()
        .flat_map(|fixture| checker(fixture).0)
        .map(|diagnostic| diagnostic.code)
        .collect();
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}
