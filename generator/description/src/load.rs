//! Texts to checked documents: YAML with positions, strict by the fields that their version of OpenAPI fixes.

mod check;
mod derived;
pub mod fields;
mod hints;
mod infinite;
mod openapi;
mod references;
mod rules;
mod scalar;
mod unused;
mod version;
mod yaml;

pub use version::Version;
pub use yaml::{MAX_ALIASED, MAX_DEPTH};

use std::collections::BTreeMap;

use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Documents;
use crate::source::{FileId, Sources, Span};
use crate::tree::{Node, Value};

/// Reads and checks a specification folder.
///
/// A file with an `openapi` key is a document; all others are fragments, which count only where a
/// `$ref` leads to them. `None` if there was an error; warnings may be
/// added in either case.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Documents> {
    let mut trees = parse(sources, diagnostics)?;
    let documents = documents(sources, &trees, diagnostics);
    for (_, file) in &documents {
        if let Some(tree) = trees.get_mut(file) {
            derived::fill(tree, *file, diagnostics);
        }
    }
    let versions = versions(&trees, &documents);
    let documents = Documents::new(sources.clone(), trees, documents, versions);
    check::check(&documents, diagnostics);
    (!diagnostics.has_errors()).then_some(documents)
}

/// Reads one file, without checking what it says. `None` if nothing sensible is left of it; the
/// tree counts only if no error was added.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    yaml::parse(sources, file, diagnostics)
}

/// Reads all files. `None` if one of them gave no tree.
fn parse(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<BTreeMap<FileId, Node>> {
    let mut trees = BTreeMap::new();
    let mut complete = true;
    for file in sources.ids() {
        match read(sources, file, diagnostics) {
            Some(tree) => {
                trees.insert(file, tree);
            }
            None => complete = false,
        }
    }
    complete.then_some(trees)
}

/// The versions of the documents that say one which we know.
fn versions(
    trees: &BTreeMap<FileId, Node>,
    documents: &[(String, FileId)],
) -> BTreeMap<FileId, Version> {
    let version = |file: &FileId| {
        let root = At::root(*file, trees.get(file)?);
        Some((*file, Version::parse(root.get("openapi")?.as_str()?)?))
    };
    let files = documents.iter().map(|(_, file)| file);
    files.filter_map(version).collect()
}

/// Finds the files that are documents, and their names.
fn documents(
    sources: &Sources,
    trees: &BTreeMap<FileId, Node>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, FileId)> {
    let mut names: BTreeMap<String, FileId> = BTreeMap::new();
    let mut documents = Vec::new();
    for (file, tree) in trees {
        let Some(span) = document_key(tree) else {
            continue;
        };
        let path = sources.path(*file);
        let Some(name) = document_name(path) else {
            let message = format!("no crate can be called after `{path}`");
            let help = "give the file another name, of letters, digits and `-`; `validator` is the crate that holds the checks";
            diagnostics.push(Diagnostic::at(Code::BadDocumentName, span, message).help(help));
            continue;
        };
        if let Some(first) = names.insert(name.clone(), *file) {
            let message = format!(
                "{path} and {} have the same name `{name}`",
                sources.path(first)
            );
            diagnostics.push(Diagnostic::at(Code::DuplicateDocument, span, message));
            continue;
        }
        documents.push((name, *file));
    }
    if documents.is_empty() && !diagnostics.has_errors() {
        let message = "the specification folder has no document";
        let help = "a document is a YAML or JSON file with an `openapi` key at its root";
        diagnostics.push(Diagnostic::general(Code::NoDocument, message).help(help));
    }
    documents
}

/// What a document is called, and its crate after it: the file's name without its ending, with `-` for what no name can
/// hold (The Cargo Book, "The name field"). `None` if nothing is left of it, or if it is that of the crate that holds the
/// checks of all documents.
#[must_use]
pub fn document_name(path: &str) -> Option<String> {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let fit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts: Vec<&str> = stem
        .split(|c| !fit(c))
        .filter(|part| !part.is_empty())
        .collect();
    let name = parts.join("-");
    (!name.is_empty() && name != "validator").then_some(name)
}

/// Whether a file is a document, by the key at its root.
#[must_use]
pub fn is_document(tree: &Node) -> bool {
    document_key(tree).is_some()
}

/// The key that makes a file a document: also `swagger`, of which the version check then says that
/// it is too old.
fn document_key(tree: &Node) -> Option<Span> {
    let Value::Mapping(mapping) = &tree.value else {
        return None;
    };
    let entry = mapping.get("openapi").or_else(|| mapping.get("swagger"))?;
    Some(entry.key_span)
}
