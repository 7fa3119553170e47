//! `trueup export` as its users run it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

fn export(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trueup"))
        .current_dir(folder)
        .args(["export", "--for", "progenitor"])
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every reference in a value.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(
                members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_document_is_one_piece_on_standard_output() {
    let documents = fs::read_dir(spec())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut operations = 0;
    for path in documents.filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let output = export(&spec(), &[path.file_name().unwrap().to_str().unwrap()]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(
                document.pointer(pointer).is_some(),
                "{}: {reference}",
                path.display()
            );
        }
        let paths = document["paths"].as_object().unwrap().values();
        operations += paths
            .map(|item| item.as_object().unwrap().len())
            .sum::<usize>();
        assert!(
            errors(&output).contains("0 omissions"),
            "{}",
            errors(&output)
        );
    }
    let output = Command::new(env!("CARGO_BIN_EXE_trueup"))
        .current_dir(spec())
        .args(["operations", ".", "--format", "json"])
        .output()
        .unwrap();
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(operations, rows.len());
}

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /a:
    get: {operationId: getA, responses: {'204': {description: Fine.}}}
    options: {operationId: optionsA, responses: {'204': {description: Fine.}}}
";

#[test]
fn omissions_are_listed_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), DOCUMENT).unwrap();
    let to_file = export(folder.path(), &["a.yaml", "--out", "a.json"]);
    assert_eq!(code(&to_file), 0, "{}", errors(&to_file));
    assert!(to_file.stdout.is_empty());
    let line = "a.yaml:7:5: optionsA: left out the operation: reqwest has no call for OPTIONS";
    assert!(errors(&to_file).contains(line), "{}", errors(&to_file));
    assert!(errors(&to_file).ends_with("1 operation, 1 omission\n"));
    // The file that was written is a file of the folder now, and no second document of the same name is wanted.
    let written = fs::read(folder.path().join("a.json")).unwrap();
    fs::remove_file(folder.path().join("a.json")).unwrap();
    assert_eq!(export(folder.path(), &["a.yaml"]).stdout, written);
}

#[test]
fn a_bad_document_is_exit_code_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.yaml"),
        DOCUMENT.replace("operationId: getA", "operationId: []"),
    )
    .unwrap();
    let output = export(folder.path(), &["a.yaml"]);
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
    assert!(errors(&output).contains("a.yaml:6:"), "{}", errors(&output));
}

#[test]
fn what_cannot_run_is_exit_code_two() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), DOCUMENT).unwrap();
    fs::write(folder.path().join("part.yaml"), "A: {type: string}\n").unwrap();
    for arguments in [
        &["nowhere.yaml"][..],
        &["."],
        &[],
        &["a.yaml", "--out", "."],
    ] {
        let output = export(folder.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", errors(&output));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    let fragment = export(folder.path(), &["part.yaml"]);
    assert_eq!(code(&fragment), 1);
    assert!(errors(&fragment).contains("no-document"));
    let help = export(folder.path(), &["--help"]);
    assert_eq!(code(&help), 0);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Example:"));
}
