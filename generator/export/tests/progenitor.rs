//! Documents in the form that progenitor reads. That it does read them is tested where it is: `tests/progenitor`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::load::{self, Version};
use trueup_description::source::Sources;
use trueup_export::progenitor::{Exported, Part, export};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The fixtures of the generator of clients.
fn codegen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests")
}

/// Exports the only document of a folder of texts.
fn export_of(texts: BTreeMap<String, String>) -> (Exported, Sources) {
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let documents = load::load(&sources, &mut diagnostics);
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    let documents = documents.unwrap_or_else(|| panic!("{said}"));
    let document = documents.documents().next().unwrap();
    (export(&documents, &document).unwrap(), sources)
}

fn library() -> BTreeMap<String, String> {
    let files = ["library.yaml", "parts/books.yaml", "parts/names.yaml"];
    let text = |file| fs::read_to_string(tests().join("library").join(file)).unwrap();
    files.map(|file| (file.to_owned(), text(file))).into()
}

/// The accepted fixtures of the version that progenitor reads, a folder of one file each, the library, and a document
/// with everything.
fn all() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all = BTreeMap::from([("library".to_owned(), library())]);
    let everything = ["everything.yaml", "parts.yaml"].map(|file| {
        let path = codegen().join("any_input").join(file);
        (file.to_owned(), fs::read_to_string(path).unwrap())
    });
    all.insert("everything".to_owned(), everything.into());
    for entry in fs::read_dir(codegen().join("accepted")).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().any(|line| line.starts_with("openapi: 3.0")) {
                all.insert(name.clone(), [(name, text)].into());
            }
        }
    }
    all
}

#[test]
fn what_is_said_and_what_is_left_out() {
    let (exported, sources) = export_of(library());
    let mut text = format!("{:#}\n\n", exported.document);
    for left in &exported.left_out {
        writeln!(
            text,
            "{}:{}: {}: {}: {}",
            sources.path(left.origin.file),
            left.origin.span.start,
            left.of,
            left.part,
            left.reason
        )
        .unwrap();
    }
    let golden = tests().join("library/library.golden");
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        fs::write(&golden, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&golden).unwrap());
}

#[test]
fn every_operation_is_there_or_listed() {
    for (name, texts) in all() {
        let mut ids = Vec::new();
        let (exported, sources) = export_of(texts);
        let api = trueup_description::lower(&sources, &mut Diagnostics::new()).unwrap();
        for service in &api.services {
            ids.extend(
                service
                    .operations
                    .iter()
                    .map(|operation| operation.id.clone()),
            );
        }
        let gone = exported
            .left_out
            .iter()
            .filter(|left| left.part == Part::Operation);
        let mut found: Vec<_> = gone.map(|left| left.of.clone()).collect();
        found.extend(exported.operations().into_iter().map(str::to_owned));
        ids.sort();
        found.sort();
        assert_eq!(found, ids, "{name}");
    }
}

#[test]
fn what_is_exported_is_a_document_that_loses_nothing_more() {
    let all = all();
    assert!(all.len() > 20);
    for (name, texts) in all {
        let (once, _) = export_of(texts);
        let text = format!("{:#}", once.document);
        let (twice, _) = export_of([("document.json".to_owned(), text.clone())].into());
        assert_eq!(twice.left_out, [], "{name}");
        assert_eq!(format!("{:#}", twice.document), text, "{name}");
    }
}

#[test]
fn an_independent_model_reads_it_without_losing_a_key() {
    for (name, texts) in all() {
        let (exported, _) = export_of(texts);
        let text = exported.document.to_string();
        let model: openapiv3::OpenAPI = serde_json::from_str(&text).unwrap();
        let written: serde_json::Value = serde_json::to_value(&model).unwrap();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut lost = Vec::new();
        compare("", &read, &written, &mut lost);
        assert_eq!(lost, [""; 0], "{name}");
    }
}

/// Collects the places of what is in `read` and not in `written`, apart from what says nothing: empty lists, and flags
/// at their defaults.
fn compare(
    place: &str,
    read: &serde_json::Value,
    written: &serde_json::Value,
    lost: &mut Vec<String>,
) {
    use serde_json::Value;
    match (read, written) {
        (Value::Object(read), Value::Object(written)) => {
            for (key, value) in read {
                let place = format!("{place}/{key}");
                match written.get(key) {
                    Some(other) => compare(&place, value, other, lost),
                    None if says_nothing(value) => {}
                    None => lost.push(place),
                }
            }
        }
        (Value::Array(read), Value::Array(written)) => {
            for (index, (value, other)) in read.iter().zip(written).enumerate() {
                compare(&format!("{place}/{index}"), value, other, lost);
            }
        }
        (read, written) if read.as_f64().is_some() && read.as_f64() == written.as_f64() => {}
        (read, written) if read == written => {}
        _ => lost.push(place.to_owned()),
    }
}

fn says_nothing(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Bool(flag) => !flag,
        serde_json::Value::Array(items) => items.is_empty(),
        serde_json::Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[test]
fn some_operations_can_be_kept_with_what_they_need() {
    let (mut exported, _) = export_of(library());
    assert!(exported.operations().contains(&"sendCover"));
    exported.retain(|id| id == "watchBooks");
    assert_eq!(exported.operations(), ["watchBooks"]);
    let schemas = exported.document.get("components").unwrap().get("schemas");
    // The lines of the stream are bytes to progenitor.
    assert_eq!(schemas.unwrap().to_string(), "{}");
}

#[test]
fn what_loads_is_exported_if_progenitor_reads_its_version() {
    let mut exported = 0;
    for (name, texts) in all() {
        let (file, text) = texts.first_key_value().unwrap();
        let lines: Vec<_> = text.lines().collect();
        for gone in (0..lines.len()).step_by(7) {
            let kept = [&lines[..gone], &lines[gone + 1..]].concat().join("\n");
            let mut texts = texts.clone();
            texts.insert(file.clone(), kept);
            let Some(documents) = load::load(&Sources::new(texts), &mut Diagnostics::new()) else {
                continue;
            };
            for document in documents.documents() {
                let is_read = documents.version(document.root.origin.file) == Version::V3_0;
                assert_eq!(export(&documents, &document).is_ok(), is_read, "{name}");
                exported += usize::from(is_read);
            }
        }
    }
    assert!(exported > 100, "{exported}");
}
