//! The documents of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use bench_harness::Result;
use serde_json::Value;

/// The methods of a Path Item Object (OpenAPI 3.0.3 §4.7.9).
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One document of OpenAPI 3.0.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) operations: usize,
}

/// Every `.json` file that describes an operation in OpenAPI 3.0, in the order of their paths.
///
/// # Errors
///
/// A folder or a file that cannot be read.
pub(crate) fn documents(folder: &Path) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                found.extend(document(path)?);
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn document(path: PathBuf) -> Result<Option<Document>> {
    let Ok(value) = serde_json::from_slice::<Value>(&fs::read(&path)?) else {
        return Ok(None);
    };
    let version = value.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("3.0")) {
        return Ok(None);
    }
    let items = value.get("paths").and_then(Value::as_object);
    let operations = items
        .into_iter()
        .flat_map(|items| items.values())
        .filter_map(Value::as_object)
        .flat_map(|item| item.keys())
        .filter(|key| METHODS.contains(&key.as_str()))
        .count();
    Ok((operations > 0).then_some(Document { path, operations }))
}
