//! What is compared: the documents of the spec folder and the generator's accepted fixtures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::ir::service::Operation;
use trueup_description::load::{self, Version};
use trueup_description::source::Sources;
use trueup_export::progenitor::{Exported, Part, export};

use crate::Result;

const SETTINGS: &str = "
prefix = 'ours'
version = '0.1.0'
rust-version = '1.89'
license = 'MIT'
runtime = { version = '0.1.0' }
";

/// A description, our client of it, and what progenitor reads.
pub(crate) struct Document {
    /// Its name, as an identifier.
    pub(crate) name: String,
    /// The path to our client's module.
    pub(crate) library: String,
    /// The names of its security schemes.
    pub(crate) schemes: Vec<String>,
    /// The source of our client, and of its calls.
    pub(crate) client: String,
    pub(crate) calls: String,
    pub(crate) exported: Exported,
    /// Operation, what of it, and why; the operation alone if all of it.
    pub(crate) left_out: Vec<[String; 3]>,
    /// What each operation is called with in the description.
    pub(crate) examples: Vec<Value>,
}

/// All documents, the spec folder's first.
pub(crate) fn all(root: &Path) -> Result<Vec<Document>> {
    let spec = root.join("spec");
    let fixtures = root.join("generator/codegen/tests/accepted");
    for folder in [&spec, &fixtures] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let mut texts = BTreeMap::new();
    for path in yaml_below(&spec)? {
        let name = path
            .strip_prefix(&spec)?
            .to_string_lossy()
            .replace('\\', "/");
        texts.insert(name, fs::read_to_string(&path)?);
    }
    let mut all = documents(texts, "comet_")?;
    for path in yaml_below(&fixtures)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let texts = [(name.into_owned(), fs::read_to_string(&path)?)];
        all.extend(documents(texts.into(), "fixture_tests::")?);
    }
    Ok(all)
}

/// The documents of one folder. `library` stands before the name of each client's module.
fn documents(texts: BTreeMap<String, String>, library: &str) -> Result<Vec<Document>> {
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS)?;
    let loaded = load::load(&sources, &mut Diagnostics::new());
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics)?;
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    let (Some(loaded), Some(generated)) = (loaded, generated) else {
        return Err(said.into());
    };
    let mut found = Vec::new();
    for (document, service) in loaded.documents().zip(&generated.api.services) {
        // progenitor reads no other version.
        if loaded.version(document.root.origin.file) != Version::V3_0 {
            continue;
        }
        let file = |name: &str| {
            let path = format!("ours-{}/src/{name}", document.stem);
            generated.files.get(&path).cloned().unwrap_or_default()
        };
        let name = document.stem.replace('-', "_");
        let exported = export(&loaded, &document).map_err(|error| error.message.clone())?;
        let left_out = exported.left_out.iter().map(|left| {
            let part = match &left.part {
                Part::Operation => String::new(),
                part => part.to_string(),
            };
            [left.of.clone(), part, left.reason.clone()]
        });
        found.push(Document {
            library: format!("{library}{name}"),
            name,
            schemes: service
                .schemes
                .iter()
                .map(|scheme| scheme.name.clone())
                .collect(),
            client: file("client.rs"),
            calls: file("calls.rs"),
            left_out: left_out.collect(),
            examples: service
                .operations
                .iter()
                .map(examples)
                .collect::<Result<_>>()?,
            exported,
        });
    }
    Ok(found)
}

/// Id, examples of the body and of parameters, and whether there must be a body.
fn examples(operation: &Operation) -> Result<Value> {
    let content = operation.body.iter().flat_map(|body| &body.content);
    let mut bodies: Vec<Value> = Vec::new();
    for example in content.flat_map(|media| &media.examples) {
        bodies.push(serde_json::from_str(&example.pretty.text)?);
    }
    let mut parameters = serde_json::Map::new();
    for parameter in &operation.parameters {
        if let Some(example) = parameter.examples.first() {
            let wire = format!("{} {}", parameter.place.as_str(), parameter.name);
            parameters.insert(wire, serde_json::from_str(&example.pretty.text)?);
        }
    }
    Ok(json!({
        "id": operation.id,
        "bodies": bodies,
        "parameters": parameters,
        "body_required": operation.body.as_ref().is_none_or(|body| body.required),
    }))
}

fn yaml_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(yaml_below(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
