//! Findings in each format.

use serde_json::{Value, json};
use trueup_docs::Findings;
use trueup_docs::report::{Format, write};

fn found() -> Findings {
    let recording = json!({
        "request": { "method": "POST", "path": "/pets?a%2Cb=1", "headers": {}, "body": { "kind": "cat", "name": "", "x": 1 } },
        "response": { "status": 201 }
    });
    let mut found = super::exchanges::findings("a dir/one,two.json", &recording);
    found.sort();
    found
}

fn shown(format: Format) -> String {
    let mut out = Vec::new();
    write(&found(), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn for_people() {
    assert_eq!(
        shown(Format::Human),
        "\
a dir/one,two.json:1:1: warning[unknown-parameter]: no query parameter is called `a,b`
  operation: addPet
a dir/one,two.json:5:15: error[min-length]: too short: expected at least 1 characters, found 0
  at: /name
  operation: addPet
  help: `Named.name` is described at pets.yaml:108:15
a dir/one,two.json:6:7: error[unknown-property]: a property that the description does not know: expected one of `name`, `token`, `kind`, `lives`, found `x`
  at: /x
  operation: addPet
  help: `Cat` is described at pets.yaml:89:7
1 exchange: 2 errors, 1 warning, 0 notes
"
    );
}

#[test]
fn as_json() {
    let value: Value = serde_json::from_str(&shown(Format::Json)).unwrap();
    let expected = json!({ "exchanges": 1, "errors": 2, "warnings": 1, "notes": 0 });
    assert_eq!(value["summary"], expected);
    let names: Vec<_> = value["findings"][0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut all = vec![
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "pointer",
        "operation",
        "help",
    ];
    all.sort_unstable();
    assert_eq!(names, all);
}

#[test]
fn as_annotations_of_a_workflow() {
    let shown = shown(Format::Github);
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(
        lines[0],
        "::warning file=a dir/one%2Ctwo.json,line=1,col=1,title=unknown-parameter::no query parameter is called `a,b`"
    );
    assert!(
        lines[1].starts_with("::error file=a dir/one%2Ctwo.json,line=5,col=15,title=min-length::"),
        "{shown}"
    );
}

#[test]
fn as_sarif() {
    let log: Value = serde_json::from_str(&shown(Format::Sarif)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<_> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["id"])
        .collect();
    assert_eq!(
        rules,
        ["min-length", "unknown-parameter", "unknown-property"]
    );
    let result = &run["results"][1];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&json!("min-length"), &json!("error"))
    );
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "a%20dir/one%2Ctwo.json"
    );
    assert_eq!(
        location["region"],
        json!({ "startLine": 5, "startColumn": 15 })
    );
}
