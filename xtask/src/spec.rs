//! Reads a spec folder: its YAML files, the Rust beside them, and `generate.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use trueup_codegen::config::Config;
use trueup_description::source::Sources;

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
pub(crate) fn sources(folder: &Path) -> Result<Sources, String> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files)?;
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(Sources::new(files).shown_in(&name))
}

/// What was written by hand beside the documents: the text of each `<stem>/extension.rs`, by the stem.
fn extensions(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let problem =
        |error: std::io::Error| format!("cannot read the folder {}: {error}", folder.display());
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let file = entry.path().join("extension.rs");
        if let Some(stem) = entry.file_name().to_str()
            && file.is_file()
        {
            found.insert(stem.to_owned(), read_text(&file)?);
        }
    }
    Ok(found)
}

/// Adds the files of a folder and its subfolders. Names that begin with a dot are left alone.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> Result<(), String> {
    let problem =
        |error: std::io::Error| format!("cannot read the folder {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return Err(format!(
                "the name {} in {} is not Unicode",
                entry.path().display(),
                folder.display()
            ));
        };
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if is_document(name) {
            files.insert(path, read_text(&entry.path())?);
        }
    }
    Ok(())
}

fn is_document(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml" || extension == "json")
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
