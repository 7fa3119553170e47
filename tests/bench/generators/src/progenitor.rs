//! progenitor, and the form in which it and others read our documents.

use std::collections::BTreeMap;

use bench_harness::Result;
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_export::progenitor::{Part, export};

/// The part of a document that progenitor can read.
#[derive(Debug)]
pub struct Readable {
    /// As JSON.
    pub text: String,
    /// Operations in it.
    pub operations: usize,
    /// Operations that are not in it, and why.
    pub left_out: Vec<(String, String)>,
}

/// From an exported document to the source of a client, printed as people read it.
///
/// # Errors
///
/// A document that progenitor refuses.
pub fn progenitor(text: &str) -> Result<String> {
    let document: OpenAPI = serde_json::from_str(text)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(prettyplease_for_progenitor::unparse(
        &syn_for_progenitor::parse2(tokens)?,
    ))
}

/// Exports the document of a file, as `trueup export` does. `texts` are those of its folder, by path.
///
/// # Errors
///
/// A bad document, or one that progenitor refuses nevertheless.
pub fn readable(texts: BTreeMap<String, String>, file: &str) -> Result<Readable> {
    let readable = exported(texts, file)?;
    progenitor(&readable.text).map_err(|error| format!("progenitor: {error}"))?;
    Ok(readable)
}

/// The same, whether progenitor takes it or not.
///
/// # Errors
///
/// A bad document, or one that has no such form.
pub fn exported(texts: BTreeMap<String, String>, file: &str) -> Result<Readable> {
    let sources = Sources::new(texts);
    let mut diagnostics = Diagnostics::new();
    let Some(documents) = load::load(&sources, &mut diagnostics) else {
        return Err(format!("{:#?}", diagnostics.into_sorted()).into());
    };
    let document = documents
        .documents()
        .find(|document| sources.path(document.root.origin.file) == file)
        .ok_or_else(|| format!("no document {file}"))?;
    let exported = export(&documents, &document).map_err(|error| error.message.clone())?;
    let text = exported.document.to_string();
    let operations = exported.operations().len();
    let left_out = exported.left_out.into_iter();
    let whole = left_out.filter(|left| left.part == Part::Operation);
    Ok(Readable {
        text,
        operations,
        left_out: whole.map(|left| (left.of, left.reason)).collect(),
    })
}
