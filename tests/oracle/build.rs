//! Generates a validator from the schemas of JSON-Schema-Test-Suite and from a fixture, to be compiled into this
//! crate.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Diagnostics, Severity};
use trueup_description::source::Sources;

const SETTINGS: &str = "
prefix = 'suite'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=fixtures");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("suite");
    let groups = json_schema_suite::groups()?;
    let files = generate(&document(&groups))?;
    for (path, text) in files {
        let Some(path) = path.strip_prefix("suite-validator/src/") else {
            continue;
        };
        let path = out.join(path);
        std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        let root = path.ends_with("suite/lib.rs");
        std::fs::write(
            path,
            if root {
                without_inner_attributes(&text)
            } else {
                text
            },
        )?;
    }
    pages()
}

/// Writes the page of each document beside, as `(name, text)` of a constant.
fn pages() -> Result<(), Box<dyn Error>> {
    let mut texts = accepted()?;
    texts.insert(
        "pets.yaml".to_owned(),
        std::fs::read_to_string("fixtures/pets.yaml")?,
    );
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let generated =
        trueup_codegen::generate(&sources, &Config::parse(SETTINGS)?, &mut diagnostics)?;
    let files = generated.ok_or("no clients")?.files;
    let pages = files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("reference/")?;
        Some(format!("    ({name:?}, {text:?}),\n"))
    });
    let pages = format!("&[\n{}]\n", pages.collect::<String>());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    Ok(std::fs::write(out.join("pages.rs"), pages)?)
}

/// One document with all schemas that OpenAPI can express. JSON is YAML.
fn document(groups: &[json_schema_suite::Group]) -> String {
    let mut schemas = Map::new();
    for group in groups {
        if let Ok(parts) = &group.schemas {
            schemas.extend(
                parts
                    .iter()
                    .map(|(name, schema)| (name.clone(), schema.clone())),
            );
        }
    }
    let document: Value = json!({
        "openapi": "3.0.3",
        "info": { "title": "Suite", "version": "1" },
        "servers": [{ "url": "https://suite.example.com" }],
        "paths": {},
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn generate(document: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut texts = accepted()?;
    texts.insert(
        "pets.yaml".to_owned(),
        std::fs::read_to_string("fixtures/pets.yaml")?,
    );
    texts.insert("suite.yaml".to_owned(), document.to_owned());
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS)?;
    let files = trueup_codegen::generate_validator(&sources, &config, &mut diagnostics);
    let errors: Vec<_> = diagnostics
        .into_sorted()
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    files.ok_or_else(|| diagnostic::render(&errors, &sources).into())
}

/// What the generator accepts, construct by construct: checks of each must compile, too.
fn accepted() -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut texts = BTreeMap::new();
    for folder in ["accepted", "awkward"] {
        let folder = format!("../../generator/codegen/tests/{folder}");
        println!("cargo::rerun-if-changed={folder}");
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                let name = path.file_name().ok_or("no name")?.to_string_lossy();
                texts.insert(name.into_owned(), std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(texts)
}

/// A library's root, to be included where `//!` and `#![…]` may not stand.
fn without_inner_attributes(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("//!") && !line.starts_with("#!["))
        .map(|line| format!("{line}\n"))
        .collect()
}
