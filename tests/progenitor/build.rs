//! Generates progenitor's client of the user service.

#![expect(
    clippy::indexing_slicing,
    reason = "an index into a JSON value that is not there gives null, or ends the build"
)]

#[path = "build/bundle.rs"]
mod bundle;

use std::error::Error;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::{env, fs};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let spec = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../spec");
    println!("cargo::rerun-if-changed={}", spec.display());
    let mut document = bundle::bundle(&spec, "users.yaml")?;
    let refused = keep_what_it_reads(&mut document)?;
    let client = generate(&document)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("users.rs"), client)?;
    fs::write(out.join("refused.json"), Value::from(refused).to_string())?;
    Ok(())
}

/// Removes the operations that progenitor refuses, one by one, and returns them with its reasons.
fn keep_what_it_reads(document: &mut Value) -> Result<Map<String, Value>> {
    let mut refused = Map::new();
    for (path, method, id) in operations(document) {
        let mut single = document.clone();
        let operation = single["paths"][&path][&method].take();
        single["paths"] = json!({ path.as_str(): { method.as_str(): operation } });
        if let Err(reason) = generate(&single) {
            refused.insert(id, reason.to_string().into());
            if let Some(item) = document["paths"][&path].as_object_mut() {
                item.remove(&method);
            }
        }
    }
    Ok(refused)
}

/// Path, method and id of every operation.
fn operations(document: &Value) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if let Some(id) = operation["operationId"].as_str() {
                found.push((path.clone(), method.clone(), id.to_owned()));
            }
        }
    }
    found
}

/// progenitor ends with a panic on much that is legal; here that is an error like any other.
fn generate(document: &Value) -> Result<String> {
    let document: OpenAPI = serde_json::from_value(document.clone())?;
    let generated = catch_unwind(|| {
        let mut settings = GenerationSettings::new();
        settings.with_interface(InterfaceStyle::Positional);
        Generator::new(&settings).generate_tokens(&document)
    });
    match generated {
        Ok(tokens) => Ok(tokens?.to_string()),
        Err(panic) => {
            let text = panic.downcast::<String>().map_or_else(
                |other| {
                    other
                        .downcast::<&str>()
                        .map_or_else(|_| String::new(), |text| text.to_string())
                },
                |text| *text,
            );
            Err(format!("it panics: {text}").into())
        }
    }
}
