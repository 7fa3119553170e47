//! JSON-Schema-Test-Suite, drafts 4, 7 and 2020-12: each schema is a document by itself, and is judged by in memory.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect should stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use trueup_description::diagnostic::{Diagnostics, Severity};
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::registry::Api;
use trueup_validator::{Policy, Violations};

const SCHEMA: &str = "schema under test.json";

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/json-schema-test-suite")
}

/// What the suite expects to be served at `http://localhost:1234/`.
fn remotes() -> BTreeMap<String, String> {
    let root = data().join("remotes");
    let (mut open, mut found) = (vec![root.clone()], BTreeMap::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                let text = fs::read_to_string(&path).unwrap();
                found.insert(name.replace('\\', "/"), text);
            }
        }
    }
    found
}

/// The schema as a file. Before 2019-09 the suite leaves it to the reader to know the draft.
fn text(schema: &Value, dialect: &str) -> String {
    let mut schema = schema.clone();
    if let Value::Object(keywords) = &mut schema
        && !keywords.contains_key("$schema")
    {
        keywords.insert("$schema".to_owned(), dialect.into());
    }
    schema.to_string()
}

/// Whether a text is valid; `None` where that is undecided.
fn verdict(api: &Api<'_>, text: &str) -> Option<bool> {
    let service = api.services.first().unwrap();
    let root = service
        .root()
        .unwrap_or_else(|| panic!("{:?} {:?}", service.position, service.schemas));
    let check = root.check;
    match Violations::check(text.as_bytes(), check, Policy::SCHEMA) {
        Ok(()) => Some(true),
        Err(violations) if violations.errors() > 0 => Some(false),
        Err(_) => None,
    }
}

/// Judges all groups of a folder's files, and gives what went wrong.
fn judge(folder: &str, dialect: &str, judged: &mut usize) -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir(data().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let remotes = remotes();
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let groups: Vec<Value> = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for group in groups {
            let about = format!("{folder}/{name}: {}", group["description"]);
            let schema = text(&group["schema"], dialect);
            let mut files = match schema.contains("localhost:1234") {
                true => remotes.clone(),
                false => BTreeMap::new(),
            };
            files.insert(SCHEMA.to_owned(), schema);
            let sources = Sources::new(files)
                .located_at("http://localhost:1234/")
                .asking_for([SCHEMA.to_owned()]);
            let arena = Arena::default();
            let mut diagnostics = Diagnostics::default();
            let Some(api) = load(&sources, &mut diagnostics, &arena) else {
                let mut said = diagnostics.into_sorted();
                said.retain(|one| one.severity == Severity::Error);
                wrong.push(format!("{about}: {said:?}"));
                continue;
            };
            for test in group["tests"].as_array().unwrap() {
                let (data, valid) = (test["data"].to_string(), test["valid"].as_bool());
                let said = verdict(&api, &data);
                *judged += 1;
                if said != valid {
                    let description = &test["description"];
                    wrong.push(format!(
                        "{about}: {description}: {data} is said to be {said:?}"
                    ));
                }
            }
        }
    }
    wrong
}

#[test]
fn all_verdicts_are_right() {
    let mut judged = 0;
    let mut wrong = Vec::new();
    for (folder, dialect) in [
        ("", "http://json-schema.org/draft-04/schema#"),
        ("draft7", "http://json-schema.org/draft-07/schema#"),
        (
            "draft2020-12",
            "https://json-schema.org/draft/2020-12/schema",
        ),
    ] {
        wrong.extend(judge(folder, dialect, &mut judged));
    }
    println!("{judged} texts judged");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged > 1_500, "{judged}");
}
