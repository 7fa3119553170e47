//! Schemas of JSON Schema among the files: which of them are documents, by which dialect they are read, and what they
//! call themselves.

use std::collections::BTreeMap;

use super::{Version, document_key, is_document, json_schema, look, read};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{Dialect, Draft};
use crate::identify::{File, Identifiers, Reading};
use crate::source::{FileId, Sources};
use crate::tree::{Entry, Node, Value};

/// Whether a file is a schema that is read by itself: one that was asked for, or that says so where there is no other
/// document.
pub(super) fn is_schema(sources: &Sources, trees: &BTreeMap<FileId, Node>, file: FileId) -> bool {
    let Some(tree) = trees.get(&file) else {
        return false;
    };
    match sources.is_asked_for(file) {
        Some(asked) => asked && can_be_schema(tree),
        None => {
            let names_dialect = At::root(file, tree).get("$schema").is_some();
            let alone = !trees.values().any(is_document);
            alone && (names_dialect || trees.len() == 1 && can_be_schema(tree))
        }
    }
}

/// The files that were asked for and are read as schemas, though they name neither a dialect nor, as documents do, a version.
#[must_use]
pub fn silent_schemas(sources: &Sources) -> Vec<FileId> {
    let is_alone = sources.ids().count() == 1;
    let asked = |file: &FileId| sources.is_asked_for(*file).unwrap_or(is_alone);
    let is_silent = |file: &FileId| {
        look(sources, *file, |tree| {
            let names_dialect = At::root(*file, tree).get("$schema").is_some();
            !names_dialect && !is_document(tree) && can_be_schema(tree)
        })
    };
    let silent = |file: &FileId| is_silent(file).unwrap_or(false);
    sources.ids().filter(asked).filter(silent).collect()
}

/// Whether a file that is read by itself can be a schema: a boolean, an object of keywords alone, or one with a keyword that
/// asserts something.
fn can_be_schema(tree: &Node) -> bool {
    match &tree.value {
        Value::Bool(_) => true,
        Value::Mapping(mapping) => {
            let is_known = |entry: &Entry| json_schema::asserts(&entry.key);
            let is_keyword = |entry: &Entry| json_schema::names(&entry.key);
            mapping.iter().any(is_known) || mapping.iter().all(is_keyword)
        }
        _ => false,
    }
}

/// Whether the root of a file can be a schema and no list of schemas by name: a boolean, or an object with a keyword.
fn looks_like_schema(tree: &Node) -> bool {
    match &tree.value {
        Value::Bool(_) => true,
        Value::Mapping(mapping) => {
            let fits = |entry: &Entry| {
                let key = entry.key.as_str();
                json_schema::is_keyword(key, &entry.value.value)
            };
            mapping.iter().any(fits)
        }
        _ => false,
    }
}

/// Reads the meta-schemas of JSON Schema, if somebody refers to one.
pub(super) fn add_metaschemas(
    sources: &Sources,
    trees: &mut BTreeMap<FileId, Node>,
    diagnostics: &mut Diagnostics,
) {
    if !trees.values().any(refers_to_metaschema) {
        return;
    }
    for file in sources.metaschemas() {
        if let Some(tree) = read(sources, file, diagnostics) {
            trees.insert(file, tree);
        }
    }
}

fn refers_to_metaschema(tree: &Node) -> bool {
    let is_one = |entry: &Entry| {
        let reference = matches!(entry.key.as_str(), "$ref" | "$dynamicRef" | "$recursiveRef");
        reference
            && matches!(&entry.value.value, Value::String(uri) if uri.contains("json-schema.org/"))
    };
    let mut open = vec![tree];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Mapping(mapping) => {
                if mapping.iter().any(is_one) {
                    return true;
                }
                open.extend(mapping.iter().map(|entry| &entry.value));
            }
            Value::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    false
}

/// What the schemas in all files call themselves.
pub(super) fn identifiers(
    sources: &Sources,
    trees: &BTreeMap<FileId, Node>,
    documents: &[(String, FileId)],
    versions: &BTreeMap<FileId, Version>,
) -> Identifiers {
    let root = |file: FileId| Some(At::root(file, trees.get(&file)?));
    // Fragments are read as the documents are.
    let newest = versions.values().max().copied().unwrap_or_default();
    let mut schemas = documents.iter().filter_map(|(_, file)| root(*file));
    let first = schemas.find(|root| document_key(root.node).is_none());
    let of_fragments = first.map_or_else(|| of_version(newest), |schema| stated(&schema));
    let files = trees.iter().map(|(file, tree)| {
        let root = At::root(*file, tree);
        let is_document = documents.iter().any(|(_, document)| document == file);
        let (reading, dialect) = if sources.is_metaschema(*file) {
            (Reading::Schema, stated(&root))
        } else if document_key(tree).is_some() {
            let version = versions.get(file).copied().unwrap_or_default();
            let dialect = root.get("jsonSchemaDialect");
            let dialect = dialect.and_then(|uri| Dialect::of_uri(uri.as_str()?));
            (
                Reading::Somewhere,
                dialect.map_or_else(|| of_version(version), as_openapi),
            )
        } else if is_document {
            (Reading::Schema, stated(&root))
        } else if looks_like_schema(tree) {
            (Reading::Schema, of_fragments)
        } else {
            (Reading::Somewhere, of_fragments)
        };
        let reading = match dialect == Dialect::OPENAPI_3_0 {
            true => Reading::Plain,
            false => reading,
        };
        File {
            root,
            reading,
            dialect,
            uri: sources.uri(*file),
        }
    });
    Identifiers::of(&files.collect::<Vec<_>>())
}

fn of_version(version: Version) -> Dialect {
    match version.has_json_schema() {
        true => Dialect::OPENAPI_3_1,
        false => Dialect::OPENAPI_3_0,
    }
}

/// The dialect of Schema Objects in a document that names one for them: OpenAPI adds to the newest draft.
fn as_openapi(dialect: Dialect) -> Dialect {
    match dialect.draft == Dialect::OPENAPI_3_1.draft {
        true => Dialect::OPENAPI_3_1,
        false => dialect,
    }
}

/// The dialect that the root of a schema names.
fn stated(root: &At<'_>) -> Dialect {
    let stated = root.get("$schema");
    let known = stated.and_then(|uri| Dialect::of_uri(uri.as_str()?));
    known.unwrap_or(Dialect::of(Draft::Draft2020))
}

/// Says which names lead nowhere, and which dialects are not known.
pub(super) fn report(identifiers: &Identifiers, diagnostics: &mut Diagnostics) {
    for unknown in identifiers.unknown() {
        let message = format!("not all is known of the dialect `{}`", unknown.uri);
        let help = "what is not known asserts nothing; add its meta-schema to the folder if it is not there";
        let code = Code::UnknownDialect;
        diagnostics.push(Diagnostic::new(code, &unknown.origin, message).help(help));
    }
    for name in identifiers.ineffective() {
        let message = format!("no reference leads here by this name: {}", name.why);
        diagnostics.push(Diagnostic::new(Code::IneffectiveId, &name.origin, message));
    }
}
