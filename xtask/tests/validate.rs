//! `cargo xtask validate` in a workspace of its own, without Cargo and without anything generated.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const PETS: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {type: string}}
              example: [EXAMPLE]
";

fn validate(workspace: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(workspace)
        .env_clear()
        .env("CARGO_MANIFEST_DIR", workspace.join("xtask"))
        .arg("validate")
        .args(arguments)
        .output()
        .unwrap()
}

fn workspace(example: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("spec")).unwrap();
    let text = PETS.replace("EXAMPLE", example);
    fs::write(place.path().join("spec/pets.yaml"), text).unwrap();
    fs::write(place.path().join("spec/generate.toml"), "prefix = 'my'\n").unwrap();
    place
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_wrong_example_is_told_before_anything_is_generated() {
    let place = workspace("1");
    let output = validate(place.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    let findings = report["findings"].as_array().unwrap();
    let wrong = findings.iter().find(|one| one["code"] == "type").unwrap();
    assert_eq!(wrong["file"], "spec/pets.yaml");
    assert_eq!(wrong["line"], 14);
    assert!(
        findings.iter().any(|one| one["code"] == "missing-file"),
        "{report}"
    );
    assert!(!place.path().join("generated").exists());
}

#[test]
fn documents_bodies_and_traffic_need_nothing_generated() {
    let place = workspace("a");
    fs::write(place.path().join("page.md"), "### GET /pest\n").unwrap();
    fs::write(place.path().join("body.json"), "[1]").unwrap();
    let body = [
        "body",
        "--operation",
        "listPets",
        "--response",
        "200",
        "body.json",
    ];
    let runs: [(&[&str], i32); 4] = [
        (&["spec"], 0),
        (&["docs", "page.md"], 1),
        (&body, 1),
        (
            &[
                "body",
                "--operation",
                "nothing",
                "--response",
                "200",
                "body.json",
            ],
            2,
        ),
    ];
    for (arguments, status) in runs {
        let output = validate(place.path(), arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
    }
}

#[test]
fn faults_of_the_description_are_findings() {
    let place = workspace("a");
    let text = PETS.replace("type: array", "type: arry");
    fs::write(place.path().join("spec/pets.yaml"), text).unwrap();
    let output = validate(place.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)["findings"][0]["code"], "unknown-type");
}
