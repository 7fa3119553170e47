//! `generate.toml`, and what holds where it says nothing.

use std::collections::BTreeMap;
use std::path::Path;

use trueup_codegen::config::{Config, LONGEST_NAME, RuntimeSource};
use trueup_description::diagnostic::nearest;
use trueup_description::load;
use trueup_description::source::{FileId, Sources};
use trueup_description::tree::{Node, Value};
use trueup_io::{Folder, Problem, read_text, shown};

/// Reads the settings and the licences that they name.
pub(crate) fn read(file: &Path) -> Result<Config, String> {
    let text = read_text(file)?;
    let mut config = Config::parse(&text).map_err(|error| format!("{}: {error}", shown(file)))?;
    for (key, instead) in &config.obsolete {
        let file = shown(file);
        trueup_io::remark(&format!(
            "warning: {file}: `{key}` has no effect any more: {instead}\n"
        ));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    for license in &config.license_files {
        let path = folder.join(license);
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        config.license_texts.insert(name, read_text(&path)?);
    }
    Ok(config)
}

/// Settings for documents without any: crates that build wherever they are put.
pub(crate) fn without_file() -> Config {
    let mut config = Config::default();
    config.runtime.source = Some(RuntimeSource::Vendored);
    config
}

/// What was written by hand beside the documents: the text of each `<stem>/extension.rs`, by the stem.
pub(crate) fn extensions(folder: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let mut found = BTreeMap::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folder = Folder::open(folder)?;
    for entry in entries {
        let name = entry.file_name();
        if let Some(stem) = name.to_str()
            && entry.path().join("extension.rs").is_file()
        {
            let text = folder.read_text(&format!("{stem}/extension.rs"))?;
            found.insert(stem.to_owned(), text);
        }
    }
    Ok(found)
}

/// What the documents are called.
pub(crate) fn documents(sources: &Sources) -> Vec<String> {
    let documents = sources
        .ids()
        .filter(|file| load::look(sources, *file, load::is_document).unwrap_or(false));
    documents
        .filter_map(|file| load::document_name(sources.path(file)))
        .collect()
}

/// A table about a crate is about one of the documents.
pub(crate) fn check_names(config: &Config, documents: &[String]) -> Result<(), String> {
    let mut names = config.crates.keys();
    let unknown = names.find(|name| !documents.contains(name));
    let Some(name) = unknown.filter(|_| !documents.is_empty()) else {
        return Ok(());
    };
    let meant = nearest(name, documents.iter().map(String::as_str));
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    Err(format!(
        "no document is called `{name}`, of which `[crates.{name}]` in the settings is{meant}"
    ))
}

/// Name and version from the first document, where the settings say none.
pub(crate) fn complete(
    config: &mut Config,
    sources: &Sources,
    standalone: bool,
) -> Result<(), String> {
    let about = About::of_first(sources);
    if config.prefix.is_empty() {
        let follows = room(sources);
        config.prefix = about.name(follows).unwrap_or_else(|| "api".to_owned());
    }
    if config.version.is_none() {
        config.version = about.version;
    }
    // One document, one client: a name for the file would only repeat the title.
    if standalone && let Some(stem) = about.stem {
        let settings = config.crates.entry(stem).or_default();
        settings.name.get_or_insert_with(|| config.prefix.clone());
    }
    config.check()
}

/// How many letters may follow the title in the name of a crate: those of the validator's, or of a document's.
fn room(sources: &Sources) -> usize {
    let is_document = |file: &FileId| load::look(sources, *file, load::is_document) == Some(true);
    let documents = sources.ids().filter(is_document);
    let stems = documents.filter_map(|file| load::document_name(sources.path(file)));
    let longest = stems.map(|stem| stem.len()).max().unwrap_or(0);
    1 + longest.max("validator".len())
}

/// What a document says of itself.
#[derive(Default)]
struct About {
    title: Option<String>,
    version: Option<String>,
    stem: Option<String>,
}

impl About {
    fn of_first(sources: &Sources) -> Self {
        let mut first = None;
        for file in sources.ids() {
            let about = load::look(sources, file, |tree| {
                let is_document = load::is_document(tree);
                // A schema that is read by itself says its title at its root.
                let info = if is_document {
                    member(tree, "info")
                } else {
                    Some(tree)
                };
                (is_document, Self::new(sources, file, info))
            });
            match about {
                Some((true, about)) => return about,
                Some((false, about)) => first = first.or(Some(about)),
                None => {}
            }
        }
        first.unwrap_or_default()
    }

    fn new(sources: &Sources, file: FileId, info: Option<&Node>) -> Self {
        let text = |key: &str| match &member(info?, key)?.value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        Self {
            title: text("title"),
            version: text("version").filter(|version| Config::is_version(version)),
            stem: load::document_name(sources.path(file)),
        }
    }

    /// Words of ASCII letters and digits from the title, as a crate's name has them, with room for what follows.
    fn name(&self, follows: usize) -> Option<String> {
        let longest = LONGEST_NAME.saturating_sub(follows);
        let lower = self.title.as_deref()?.to_ascii_lowercase();
        let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(6).collect();
        let name = words.join("-");
        // A crate's name begins with a letter.
        let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let whole_words = |end: &usize| name.get(*end..).is_none_or(|rest| rest.starts_with('-'));
        let end = match name.len() {
            short if short <= longest => short,
            _ => (1..=longest).rev().find(whole_words).unwrap_or(longest),
        };
        let name = name.get(..end).unwrap_or_default();
        (!name.is_empty()).then(|| name.to_owned())
    }
}

fn member<'t>(node: &'t Node, key: &str) -> Option<&'t Node> {
    match &node.value {
        Value::Mapping(mapping) => Some(&mapping.get(key)?.value),
        _ => None,
    }
}
