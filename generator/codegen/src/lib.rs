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

use std::collections::BTreeMap;

/// The line before what only those need who call, in emitted code.
pub use emit::CALLS_ALONE;

use config::{Config, Part};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_description::{lower, lower_chosen};
use trueup_registry::{Arena, Patterns, ValueChecker};

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
/// An extension that belongs to no document; a choice that no operation fits. Emitted code that does not parse: a defect of this crate, never of the
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
    let arena = Arena::default();
    let checker = ValueChecker::new(&api, &patterns, sources, &arena);
    let mut files = FileSet::new();
    for (service, client) in api.services.iter().zip(&clients) {
        let emission = emit::Emission {
            config,
            api: &api,
            service,
            client,
            checker: &checker,
        };
        if config.emits(Part::Client) {
            emit::client_crate(&emission, &mut files)?;
        }
        if config.emits(Part::Reference) {
            files.insert(
                format!("reference/{}.md", service.name),
                emit::reference_page(&emission),
            );
        }
    }
    if config.emits(Part::Validator) {
        emit::validator::validator_crate(config, &api, &patterns, sources, &mut files);
    }
    let types = clients.iter().map(|client| client.types.len()).sum();
    Ok(Some(Generated { files, api, types }))
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
    Some(files)
}
