//! What strangers wrote commands neither a terminal nor the log of a CI run, whichever verb prints it; nor do names of files.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::json::Json;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_text::{hidden, terminal};

/// Documents in which `TEXT` stands wherever a text can; the page of each is judged by `trueup-codegen`.
const DOCUMENTS: [&str; 4] = [
    include_str!("../../codegen/tests/strangers/document.yaml"),
    include_str!("../../codegen/tests/strangers/places.yaml"),
    include_str!("../../codegen/tests/strangers/newer.yaml"),
    include_str!("../../codegen/tests/strangers/swagger.yaml"),
];

/// Lines that begin with commands, some inside of lines, characters that cannot be seen.
const TEXTS: [&str; 2] = [
    "::error file=a::b\n::add-mask::c\n##[group]d ##vso[e]f\n##teamcity[g]",
    "a\u{1b}[31mb\u{202e}\u{200b}\u{3164}\u{e0041}\rc\u{2028}d\u{9b}31m\u{7}\u{0}",
];

/// What is asked of the document `of.json`, its page, and the same document with other texts.
const ASKED: [&[&str]; 14] = [
    &["generate", "of.json", "--emit", "reference", "--out", "out"],
    &["check", "of.json"],
    &["check", "of.json", "--format", "json"],
    &["check", "of.json", "--format", "sarif"],
    &["operations", "of.json"],
    &["operations", "of.json", "--format", "json"],
    &["bundle", "of.json"],
    &["bundle", "of.json", "--format", "json"],
    &["export", "--for", "progenitor", "of.json"],
    &["examples", "--spec", "of.json"],
    &["drift", "--spec", "of.json", "--against", "plain.json"],
    &["docs", "--spec", "plain.json", "out/reference/of.md"],
    &[
        "docs",
        "--spec",
        "of.json",
        "out/reference/of.md",
        "--explain",
    ],
    &[
        "docs",
        "--spec",
        "plain.json",
        "out/reference/of.md",
        "--fix",
    ],
];

fn parsed(document: &str) -> Value {
    let sources = Sources::new([("a.yaml".to_owned(), document.to_owned())].into());
    let file = sources.find("a.yaml").unwrap();
    let tree = load::read(&sources, file, &mut Diagnostics::new()).unwrap();
    serde_json::from_str(&Json::from(&tree).to_string()).unwrap()
}

fn fill(value: &mut Value, text: &str) {
    let filled = |place: &str| {
        let place = place.replace("FILE", "w.json").replace("REF", "TEXT");
        place.replace("TEXT", text)
    };
    match value {
        Value::String(place) => *place = filled(place),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, text)),
        Value::Object(members) => {
            for (key, mut member) in std::mem::take(members) {
                fill(&mut member, text);
                members.insert(filled(&key), member);
            }
        }
        _ => {}
    }
}

fn put(folder: &Path, name: &str, document: &Value, text: &str) {
    let mut document = document.clone();
    fill(&mut document, text);
    fs::write(folder.join(name), document.to_string()).unwrap();
}

#[test]
fn nothing_that_is_printed_is_a_command() {
    for document in DOCUMENTS.map(parsed) {
        let place = tempfile::tempdir().unwrap();
        put(place.path(), "plain.json", &document, "plain");
        put(
            place.path(),
            "w.json",
            &json!({"Word": {"type": "string"}}),
            "",
        );
        for text in TEXTS {
            put(place.path(), "of.json", &document, text);
            for asked in ASKED {
                check(place.path(), asked);
            }
        }
    }
}

/// Runs the program, and gives what it said, in which there must be no command.
fn check(folder: &Path, asked: &[&str]) -> String {
    let program = Command::new(env!("CARGO_BIN_EXE_trueup"))
        .args(asked)
        .current_dir(folder)
        .output()
        .unwrap();
    // A document that is refused has no page.
    assert!(matches!(program.status.code(), Some(0..=2)), "{asked:?}");
    let said = [program.stdout, program.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    let hides = |one: char| one != '\n' && hidden::is_hidden(one);
    assert!(!said.contains(hides), "{asked:?}: {said:?}");
    assert!(!terminal::commands(&said), "{asked:?}: {said}");
    assert!(!said.contains("panicked"), "{asked:?}: {said}");
    said
}

/// What is asked of files whose names have several lines, some of which are not there.
const ASKED_OF_FILES: [&[&str]; 14] = [
    &["check", "NAME.yaml"],
    &["check", "no NAME.yaml"],
    &["check", "pipe NAME.yaml"],
    &["check", "folder NAME"],
    &["operations", "NAME.yaml", "NAME.yaml/x"],
    &["generate", "NAME.yaml", "--out", "out NAME"],
    &["generate", "NAME.yaml", "--out", "out NAME"],
    &["generate", "NAME.yaml", "--out", "folder NAME"],
    &["generate", "NAME.yaml", "--settings", "no NAME.toml"],
    &["docs", "--spec", "NAME.yaml", "NAME.md"],
    &["docs", "--spec", "NAME.yaml", "NAME.md", "--fix"],
    &["docs", "--spec", "NAME.yaml", "no NAME.md"],
    &["docs", "--spec", "NAME.yaml", "link NAME.md", "--fix"],
    &["init", "folder NAME"],
];

#[cfg(unix)]
#[test]
fn a_name_stays_on_its_line() {
    let name = "a\n::error::b\ninjected: c\u{1b}[2J";
    let place = tempfile::tempdir().unwrap();
    let path = |start: &str, end: &str| place.path().join(format!("{start}{name}{end}"));
    let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nsecurity: []\nx-unused: 1\npaths:\n  /pets/{id}:\n    get:\n      operationId: getPet\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: limit, in: query, schema: {type: string, defalt: a}}]\n      responses: {'200': {description: d}}\n";
    let page = "# GET /pets/{id}\n\n| Name | Type |\n| --- | --- |\n| `limitt` | string |\n";
    fs::write(path("", ".yaml"), document).unwrap();
    fs::write(path("", ".md"), page).unwrap();
    fs::create_dir(path("folder ", "")).unwrap();
    fs::write(path("folder ", &format!("/{name}")), "").unwrap();
    std::os::unix::fs::symlink(path("", ".md"), path("link ", ".md")).unwrap();
    let made = Command::new("mkfifo").arg(path("pipe ", ".yaml")).status();
    assert!(made.unwrap().success());
    for asked in ASKED_OF_FILES {
        let asked: Vec<String> = asked
            .iter()
            .map(|word| word.replace("NAME", name))
            .collect();
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let said = check(place.path(), &asked);
        let injected = |line: &str| line.starts_with("injected");
        assert!(!said.lines().any(injected), "{asked:?}: {said}");
    }
}
