//! The table of codes: each example shows what its code is about, and the README has them all.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the README must stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use trueup_codegen::config::Config;
use trueup_description::diagnostic::{
    Code, DefaultLevel, Diagnostic, Diagnostics, Level, Severity,
};
use trueup_description::source::Sources;

/// Those of which an example that works is too large to be read; one lies among the documents that are refused.
const TOO_LARGE: [Code; 3] = [Code::TooDeep, Code::TooManyScopes, Code::ReferenceChain];

/// The files of an example: what is no whole file is a part of one.
fn files(example: &str) -> BTreeMap<String, String> {
    if let Some(rest) = example.strip_prefix("# file: ") {
        let files = rest.split("# file: ");
        let named = files.map(|file| file.split_once('\n').unwrap());
        return named
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
    }
    let paths = if example.contains("paths:") {
        ""
    } else {
        "paths: {}\n"
    };
    let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{paths}{example}");
    BTreeMap::from([("pets.yaml".to_owned(), text)])
}

/// What is said of an example, with a code as an error.
fn said(code: Code, example: &str) -> Vec<Diagnostic> {
    let mut config = Config::parse("prefix = 'a'\nversion = '1.0.0'\nlicense = 'MIT'").unwrap();
    config.lints.set(code, Level::Deny).unwrap();
    let mut diagnostics = Diagnostics::new();
    let sources = Sources::new(files(example));
    trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    diagnostics.into_sorted()
}

fn shown(code: Code, said: &[Diagnostic]) -> String {
    let said: Vec<_> = said
        .iter()
        .map(|one| (one.code.as_str(), &one.message))
        .collect();
    format!("{code}: {said:?}")
}

#[test]
fn each_example_shows_its_code() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let example = match TOO_LARGE.contains(code) {
            true => {
                let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join(format!("tests/rejected/{code}.yaml"));
                format!("# file: pets.yaml\n{}", fs::read_to_string(file).unwrap())
            }
            false => code.entry().example.to_owned(),
        };
        let said = said(*code, &example);
        if !said.iter().any(|one| one.code == *code) {
            wrong.push(shown(*code, &said));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whoever mends a fault as its explanation shows hears no more of it, nor of another that stands in the way.
#[test]
fn each_mended_example_is_silent() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let said = said(*code, &code.mended());
        if said
            .iter()
            .any(|one| one.code == *code || one.severity == Severity::Error)
        {
            wrong.push(shown(*code, &said));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn table() -> String {
    let mut table = "| code | level | says |\n| --- | --- | --- |\n".to_owned();
    for code in Code::ALL {
        let entry = code.entry();
        let level = match entry.default {
            DefaultLevel::Fixed => "always an error",
            DefaultLevel::Deny => "deny",
            DefaultLevel::Warn => "warn",
            DefaultLevel::Allow => "allow",
        };
        writeln!(table, "| `{code}` | {level} | {} |", entry.title).unwrap();
    }
    table
}

#[test]
fn the_readme_lists_every_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- codes: made by").unwrap();
    let (origin, rest) = rest.split_once("-->").unwrap();
    let (written, after) = rest.split_once("<!-- end of codes -->").unwrap();
    let right = format!("\n\n{}\n", table());
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        let begin = format!("{before}<!-- codes: made by{origin}-->");
        let blessed = format!("{begin}{right}<!-- end of codes -->{after}");
        fs::write(&path, blessed).unwrap();
        return;
    }
    let advice = "run `TRUEUP_BLESS=1 cargo test -p trueup-codegen --test codes`";
    assert_eq!(written, right, "{advice}");
}
