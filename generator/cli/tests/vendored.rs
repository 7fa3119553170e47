//! The manifests of the crates that are put beside emitted code: those of the repository, free of its workspace.
//! `TRUEUP_BLESS=1` writes them anew.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read the manifests must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

const CRATES: [&str; 5] = [
    "client-runtime",
    "validator-runtime",
    "doc-check",
    "io",
    "text",
];

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Table {
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What a key inherits from the workspace, with what is said beside it.
fn inherited(value: &Value, from: &Value) -> Value {
    let Some(table) = value
        .as_table()
        .filter(|table| table.contains_key("workspace"))
    else {
        return value.clone();
    };
    let mut whole = match from {
        Value::Table(from) => from.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    if table.len() == 1 && !from.is_table() {
        return from.clone();
    }
    for (key, more) in table.iter().filter(|(key, _)| *key != "workspace") {
        match (whole.get_mut(key), more) {
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more.clone()),
            _ => {
                whole.insert(key.clone(), more.clone());
            }
        }
    }
    // The members lie beside each other here, too.
    if let Some(Value::String(path)) = whole.get_mut("path") {
        *path = path.replace("generator/", "../");
    }
    Value::Table(whole)
}

fn resolved(name: &str) -> String {
    let root = read(&package().join("../../Cargo.toml"));
    let workspace = root["workspace"].as_table().unwrap();
    let mut manifest = read(&package().join("..").join(name).join("Cargo.toml"));
    for part in ["dev-dependencies", "lints", "test", "bench"] {
        manifest.remove(part);
    }
    for (key, value) in manifest["package"].as_table_mut().unwrap() {
        if let Some(from) = workspace["package"].get(key) {
            *value = inherited(value, from);
        }
    }
    if let Some(dependencies) = manifest.get_mut("dependencies") {
        for (key, value) in dependencies.as_table_mut().unwrap() {
            if let Some(from) = workspace["dependencies"].get(key) {
                *value = inherited(value, from);
            }
        }
    }
    toml::to_string(&manifest).unwrap()
}

#[test]
fn manifests_are_those_of_the_repository() {
    let mut wrong = Vec::new();
    for name in CRATES {
        let path = package().join(format!("runtime/{name}.toml"));
        let right = resolved(name);
        if std::env::var_os("TRUEUP_BLESS").is_some() {
            fs::write(&path, right).unwrap();
        } else if fs::read_to_string(&path).ok() != Some(right) {
            wrong.push(name);
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong:?}: run `TRUEUP_BLESS=1 cargo test -p trueup --test vendored`"
    );
}
