//! Texts to checked documents: YAML with positions, strict by the fields that their version of OpenAPI fixes.

mod cased;
mod check;
mod derived;
pub mod fields;
mod forms;
pub(crate) mod hints;
mod infinite;
pub(crate) mod json_schema;
mod openapi;
mod references;
mod rules;
mod scalar;
mod schemas;
pub(crate) mod section;
mod swagger;
mod unread;
mod unused;
mod version;
#[cfg(test)]
mod works;
mod yaml;

pub use schemas::silent_schemas;
pub use version::Version;
pub use yaml::{MAX_ALIASED, MAX_DEPTH};

use std::collections::BTreeMap;

use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::resolve::Documents;
use crate::source::{FileId, Sources, Span};
use crate::tree::{Node, Value};

/// Reads and checks a specification folder.
///
/// A file with an `openapi` or `swagger` key is a document; all others are fragments, which count only where a
/// `$ref` leads to them. `None` if there was an error; warnings may be
/// added in either case.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Documents> {
    let mut trees = parse(sources, diagnostics)?;
    let documents = documents(sources, &trees, diagnostics);
    for (_, file) in &documents {
        if let Some(tree) = trees.get_mut(file) {
            cased::mend(tree, *file, diagnostics);
            derived::fill(tree, *file, diagnostics);
        }
    }
    schemas::add_metaschemas(sources, &mut trees, diagnostics);
    let versions = versions(&trees, &documents);
    let identifiers = schemas::identifiers(sources, &trees, &documents, &versions);
    schemas::report(&identifiers, diagnostics);
    let mut documents = Documents::new(sources.clone(), trees, documents, versions, identifiers);
    derived::fill_elsewhere(&mut documents, diagnostics);
    check::check(&documents, diagnostics);
    (!diagnostics.has_errors()).then_some(documents)
}

/// Reads one file, without checking what it says. `None` if nothing sensible is left of it; the
/// tree counts only if no error was added.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let ahead = sources.take_tree(file);
    ahead.or_else(|| yaml::parse(sources, file, diagnostics))
}

/// Shows the tree of a file before it is its turn. A tree of which there is nothing to say is kept for whoever reads the
/// file next, since reading a large one takes a second; of another one, its reader must hear what there is to say.
pub fn look<R>(sources: &Sources, file: FileId, look: impl FnOnce(&Node) -> R) -> Option<R> {
    let mut diagnostics = Diagnostics::new();
    let tree = read(sources, file, &mut diagnostics)?;
    let seen = look(&tree);
    if diagnostics.is_untouched() {
        sources.keep_tree(file, tree);
    }
    Some(seen)
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

/// The versions of the documents that say one which we know; schemas are read as the newest one reads them.
fn versions(
    trees: &BTreeMap<FileId, Node>,
    documents: &[(String, FileId)],
) -> BTreeMap<FileId, Version> {
    let version = |file: &FileId| {
        let root = At::root(*file, trees.get(file)?);
        if document_key(root.node).is_none() {
            return Some((*file, Version::V3_2));
        }
        Some((*file, Version::of(&root)?))
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
        let span = match document_key(tree) {
            Some(span) => span,
            None if schemas::is_schema(sources, trees, *file) => Span::start_of(*file),
            None => continue,
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
        diagnostics.push(no_document(sources, trees));
    }
    documents
}

/// Why there is no document, as far as one can tell.
fn no_document(sources: &Sources, trees: &BTreeMap<FileId, Node>) -> Diagnostic {
    let mut files = trees.iter();
    let (message, empty) = match (files.next(), files.next()) {
        (Some((file, tree)), None) => (
            format!("`{}` is no document", sources.shown(*file)),
            matches!(tree.value, Value::Null),
        ),
        _ => ("there is no document".to_owned(), false),
    };
    let mut keys = trees.values().filter_map(nearly_a_document_key);
    if let Some((span, meant)) = keys.next() {
        let diagnostic = Diagnostic::at(Code::NoDocument, span, message);
        return diagnostic.help(format!("did you mean `{meant}`?"));
    }
    let help = match empty {
        true => "the file is empty, save for comments",
        false => {
            "a document is a YAML or JSON file with an `openapi` key (or `swagger: '2.0'`) at its root"
        }
    };
    Diagnostic::general(Code::NoDocument, message).help(help)
}

/// The key at the root of a file that is meant to make a document of it, and the right one.
fn nearly_a_document_key(tree: &Node) -> Option<(Span, &'static str)> {
    let Value::Mapping(mapping) = &tree.value else {
        return None;
    };
    mapping.iter().take(20).find_map(|entry| {
        let key = entry.key.replace(['_', '-', ' '], "");
        let meant = nearest(&key, ["openapi", "swagger"])?;
        Some((entry.key_span, meant))
    })
}

/// What a document is called, and its crate after it: the file's name without its ending, in small letters as crates are
/// named, with `-` for what no name can hold (The Cargo Book, "The name field"). `None` if nothing is left of it, or if it
/// is that of the crate that holds the checks of all documents.
#[must_use]
pub fn document_name(path: &str) -> Option<String> {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let fit = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts: Vec<&str> = stem
        .split(|c| !fit(c))
        .filter(|part| !part.is_empty())
        .collect();
    let name = parts.join("-").to_ascii_lowercase();
    if name.is_empty() || name == "validator" {
        return None;
    }
    // Windows keeps some names for devices, and Rust some for itself, of the crates of every program.
    Some(match is_reserved(&name) {
        true => format!("{name}-api"),
        false => name,
    })
}

/// Whether a file of this name, whatever follows a dot in it, is a device (Microsoft, "Naming Files, Paths, and
/// Namespaces"), or a crate of this name another one.
fn is_reserved(name: &str) -> bool {
    const NAMES: [&str; 11] = [
        "con",
        "prn",
        "aux",
        "nul",
        "core",
        "std",
        "alloc",
        "proc-macro",
        "proc_macro",
        "test",
        "self",
    ];
    let port = ["com", "lpt"].iter().any(|port| {
        let number = name.strip_prefix(port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    });
    port || NAMES.contains(&name)
}

/// Whether a file is a document, by the key at its root.
#[must_use]
pub fn is_document(tree: &Node) -> bool {
    document_key(tree).is_some()
}

/// The key that makes a file a document: `swagger` up to 2.0, `openapi` since 3.0.
fn document_key(tree: &Node) -> Option<Span> {
    let Value::Mapping(mapping) = &tree.value else {
        return None;
    };
    let entry = mapping.get("openapi").or_else(|| mapping.get("swagger"))?;
    Some(entry.key_span)
}
