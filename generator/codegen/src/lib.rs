//! Turns OpenAPI documents into typed Rust clients, a validator and reference pages.
//!
//! The way of the data: `trueup-description` makes the exact [`ir`](trueup_description::ir) of the documents, `shape`
//! decides the Rust side, a [`model`] of clients, and `emit` writes one file after the other. [`generate`] goes all
//! the way; nothing here prints or touches the file system.

pub mod config;
mod emit;
pub mod model;
pub mod names;
mod parallel;
mod parts;
mod prose;
pub mod render;
mod shape;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The line before what only those need who call, in emitted code.
pub use emit::{CALLS_ALONE, LINKS_TO_CALLS};

use config::{Config, Part};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_description::{lower, lower_chosen};
use trueup_registry::{Arena, Patterns, ValueChecker};
use trueup_text::rust;

/// Emitted files: path below the output folder, with `/` between its parts, and text.
pub type FileSet = BTreeMap<String, String>;

/// What a generation made.
#[derive(Debug)]
pub struct Generated {
    /// The files.
    pub files: FileSet,
    /// What they were made of.
    pub api: Api,
    /// Named types over all clients.
    pub types: usize,
}

/// All the way. `Ok(None)` if the diagnostics hold an error.
///
/// # Errors
///
/// An extension that belongs to no document; a choice that no operation fits; a crate with too long a name. Emitted code that does not parse: a defect of this crate, never of the
/// documents.
pub fn generate(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Generated>, String> {
    diagnostics.set_levels(config.lints.clone());
    let Some(api) = lower_chosen(sources, &config.operations, diagnostics)? else {
        return Ok(None);
    };
    let flat = shape::flat::flatten(&api, diagnostics);
    let clients: Vec<_> = api
        .services
        .iter()
        .map(|service| shape::shape(&flat, service, diagnostics))
        .collect();
    // A limit of one part stops no other.
    let patterns = if config.emits(Part::Validator) {
        Patterns::of(&api, diagnostics)
    } else {
        Patterns::of(&api, &mut Diagnostics::new())
    };
    if diagnostics.has_errors() {
        return Ok(None);
    }
    emit::check_extensions(config, &api)?;
    emit::check_names(config, &api)?;
    let arena = Arena::default();
    let checker = ValueChecker::new(&api, &patterns, sources, &arena);
    let mut emissions = Vec::new();
    for (service, client) in api.services.iter().zip(&clients) {
        emissions.push(emit::Emission::new(
            config, &api, service, client, &checker,
        )?);
    }
    let files = emit(
        &emissions,
        config,
        &Tables {
            api: &api,
            patterns: &patterns,
            sources,
        },
    )?;
    let types = clients.iter().map(|client| client.types.len()).sum();
    Ok(Some(Generated { files, api, types }))
}

/// What the validator is made of.
struct Tables<'a> {
    api: &'a Api,
    patterns: &'a Patterns,
    sources: &'a Sources,
}

/// All files. What does not read the other is made at the same time.
fn emit(
    emissions: &[emit::Emission<'_>],
    config: &Config,
    tables: &Tables<'_>,
) -> Result<FileSet, String> {
    let mut parts: Vec<Work<'_>> = Vec::new();
    if config.emits(Part::Client) {
        let clients = emissions.iter();
        parts.extend(clients.map(Work::Client));
    }
    if config.emits(Part::Validator) {
        parts.push(Work::Validator(tables));
    }
    if config.emits(Part::Reference) {
        parts.extend(emissions.iter().map(Work::Page));
    }
    let mut files = FileSet::new();
    for part in parallel::each(&parts, |part| part.emit(config)) {
        files.extend(part?);
    }
    Ok(files)
}

/// Files that are made at once.
enum Work<'a> {
    Client(&'a emit::Emission<'a>),
    Validator(&'a Tables<'a>),
    Page(&'a emit::Emission<'a>),
}

impl Work<'_> {
    fn emit(&self, config: &Config) -> Result<FileSet, String> {
        let mut files = FileSet::new();
        match self {
            Self::Client(emission) => emit::client_crate(emission, &mut files)?,
            Self::Validator(of) => emit::validator::validator_crate(
                config,
                of.api,
                of.patterns,
                of.sources,
                &mut files,
            ),
            Self::Page(emission) => {
                let path = format!("reference/{}.md", emission.service.name);
                files.insert(path, emit::reference_page(emission));
            }
        }
        show_hidden(&mut files);
        Ok(files)
    }
}

/// Escapes what cannot be seen in code, that of examples in Markdown among it.
fn show_hidden(files: &mut FileSet) {
    let code = |path: &str| path.ends_with(".rs") || path.ends_with(".md");
    for (_, text) in files.iter_mut().filter(|(path, _)| code(path)) {
        if let Cow::Owned(shown) = rust::escaped(text) {
            *text = shown;
        }
    }
}

/// The validator crate alone: for documents that describe no client. `None` if the diagnostics hold an
/// error.
pub fn generate_validator(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<FileSet> {
    diagnostics.set_levels(config.lints.clone());
    let api = lower(sources, diagnostics)?;
    let patterns = Patterns::of(&api, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let mut files = FileSet::new();
    emit::validator::validator_crate(config, &api, &patterns, sources, &mut files);
    show_hidden(&mut files);
    Some(files)
}
