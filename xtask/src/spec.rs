//! Reads a spec folder: its YAML files, the Rust beside them, and `generate.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use trueup_codegen::config::Config;
use trueup_description::source::Sources;
use trueup_io::{Folder, Found, Problem, read_text};

/// What a generation is made of.
pub(crate) struct Spec {
    /// Every YAML and JSON file, by its path in the folder.
    pub(crate) sources: Sources,
    /// `generate.toml`
    pub(crate) config: Config,
}

/// A `generate.toml` that is enough.
const LEAST_SETTINGS: &str = "    prefix = \"pets\"       # crates are named pets-<document>\n    version = \"0.1.0\"\n    license = \"MIT\"\n";

/// Reads an absolute folder. `Err` if something in it cannot be read or the settings are wrong.
pub(crate) fn read(folder: &Path) -> Result<Spec, String> {
    let settings = folder.join("generate.toml");
    if !settings.exists() {
        return Err(format!(
            "{} is missing: it names what is made of the documents, like\n\n{LEAST_SETTINGS}",
            settings.display()
        ));
    }
    let text = read_text(&settings)?;
    let mut config =
        Config::parse(&text).map_err(|error| format!("{}: {error}", settings.display()))?;
    for file in &config.license_files {
        let path = folder.join(file);
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        config.license_texts.insert(name, read_text(&path)?);
    }
    config.extensions = extensions(folder)?;
    Ok(Spec {
        sources: sources(folder)?,
        config,
    })
}

/// Reads the descriptions of an absolute folder, without its settings.
pub(crate) fn sources(folder: &Path) -> Result<Sources, Problem> {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = Folder::open(folder)?;
    let wanted = |found: Found<'_>| match found {
        Found::Folder(_) => true,
        Found::File(name) => is_document(name),
    };
    let mut files = BTreeMap::new();
    for path in folder.files(&wanted)? {
        let text = folder.read_text(&path)?;
        files.insert(path, text);
    }
    Ok(Sources::new(files).shown_in(&name))
}

/// What was written by hand beside the documents: the text of each `<stem>/extension.rs`, by the stem.
fn extensions(folder: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let folder = Folder::open(folder)?;
    let wanted = |found: Found<'_>| match found {
        Found::Folder(_) => true,
        Found::File(name) => name == "extension.rs",
    };
    let mut found = BTreeMap::new();
    for path in folder.files(&wanted)? {
        if let Some((stem, "extension.rs")) = path.split_once('/') {
            found.insert(stem.to_owned(), folder.read_text(&path)?);
        }
    }
    Ok(found)
}

fn is_document(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml" || extension == "json")
}
