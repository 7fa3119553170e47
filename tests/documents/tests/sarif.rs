//! What the command line prints as SARIF is what the SARIF standard's own schema asks for.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect should stop"
)]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jsonschema::Validator;
use serde_json::{Value, json};

/// The standard's own, see the README beside it.
const SCHEMA: &str = include_str!("../../data/sarif/sarif-schema-2.1.0.json");

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("sarif")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a verb prints, with a text on its standard input.
fn log(arguments: &[&str], folder: &Path, input: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_validator"))
        .args(arguments)
        .args(["--format", "sarif"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a log holds, once the schema and this test agree with it.
#[derive(Debug, Default, PartialEq)]
struct Held {
    levels: BTreeSet<String>,
    /// Findings of a file, but of no place in it.
    without_place: usize,
    with_place: usize,
    fixes: usize,
}

/// The schema, but for a pattern whose last bracket closes nothing: the judge takes regular expressions as they are
/// written where Unicode matters, and there that is a mistake. Nothing that we print has the property.
fn schema() -> Validator {
    let (wrong, right) = ("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    assert!(SCHEMA.contains(wrong));
    let schema: Value = serde_json::from_str(&SCHEMA.replace(wrong, right)).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

fn held(log: &Value) -> Held {
    let errors: Vec<_> = schema()
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{log:#}");
    let run = &log["runs"][0];
    let rules: Vec<_> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| &rule["id"])
        .collect();
    let mut held = Held::default();
    for result in run["results"].as_array().unwrap() {
        assert!(rules.contains(&&result["ruleId"]), "{result:#}");
        held.levels
            .insert(result["level"].as_str().unwrap().to_owned());
        match result.pointer("/locations/0/physicalLocation/region") {
            Some(_) => held.with_place += 1,
            None => held.without_place += 1,
        }
        held.fixes += usize::from(result["fixes"].is_array());
    }
    held
}

fn levels(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A body with 200 warnings and an error: more than are listed, so that one finding has no place.
fn channels() -> String {
    let warnings = "{\"new\": 1}, ".repeat(200);
    format!("{{\"channels\": [{warnings}{{\"active\": 1}}]}}")
}

const ALL: [&str; 3] = ["error", "note", "warning"];

#[test]
fn documents() {
    let folder = folder("documents");
    let name = "a café #1/ref[erence] 100%.md";
    std::fs::create_dir_all(folder.join("a café #1")).unwrap();
    let document = include_str!("../own/reference.md");
    std::fs::write(folder.join(name), document).unwrap();
    let printed = log(&["docs", "--complete", name], &folder, "");
    let found = held(&printed);
    assert_eq!((found.levels, found.without_place), (levels(&ALL), 0));
    assert!(found.with_place > 40 && found.fixes > 0);
    let uri =
        printed.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri");
    assert_eq!(
        uri,
        Some(&json!("a%20caf%C3%A9%20%231/ref%5Berence%5D%20100%25.md"))
    );
}

#[test]
fn bodies() {
    let folder = folder("bodies");
    let arguments = [
        "body",
        "--operation",
        "listChannels",
        "--response",
        "200",
        "-",
    ];
    let found = held(&log(&arguments, &folder, &channels()));
    assert_eq!(found.levels, levels(&ALL));
    assert_eq!((found.with_place, found.without_place), (100, 1));
}

#[test]
fn exchanges() {
    let folder = folder("exchanges");
    let recording = json!({
        "request": { "method": "GET", "path": "/v1/channels" },
        "response": { "status": 200, "body_raw": channels() },
    });
    std::fs::write(folder.join("one.json"), recording.to_string()).unwrap();
    std::fs::write(folder.join("two.har"), "{\n").unwrap();
    let found = held(&log(&["exchanges", "."], &folder, ""));
    assert_eq!((found.levels, found.without_place), (levels(&ALL), 0));
    // A credential, what is listed, what is not, and an archive that ends too soon.
    assert_eq!(found.with_place, 1 + 100 + 1 + 1);
    let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/recordings");
    assert!(held(&log(&["exchanges", "."], &recordings, "")).with_place > 20);
}

#[test]
fn nothing_found() {
    let folder = folder("nothing");
    let nothing = held(&log(&["spec"], &folder, ""));
    assert_eq!(nothing, Held::default());
}

/// The schema is one that can say no.
#[test]
fn the_schema_tells_right_from_wrong() {
    let schema = schema();
    let folder = folder("wrong");
    let right = log(&["body", "--schema", "Channel", "-"], &folder, "1");
    assert!(schema.is_valid(&right));
    for (pointer, wrong) in [
        ("/version", json!("2.1")),
        ("/runs/0/tool/driver/name", json!(null)),
        ("/runs/0/results/0/level", json!("fatal")),
        ("/runs/0/results/0/message", json!({})),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
    ] {
        let mut log = right.clone();
        *log.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.is_valid(&log), "{pointer}");
    }
}
