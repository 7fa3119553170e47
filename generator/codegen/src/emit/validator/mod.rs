//! The validator crate: a check for each schema, the registry of the API, a binary.
//!
//! Everything about one YAML file's schemas is emitted into modules of that file's name, so that emitted
//! code is found where its source suggests.

mod checks;
mod crate_files;
mod names;
mod needs;
mod patterns;
mod scalars;
mod tables;

use std::collections::BTreeMap;

pub(crate) use names::Names;

use super::registry;
use crate::FileSet;
use crate::config::Config;
use crate::emit::manifest;
use crate::model::Ident;
use crate::names::{Case, Scope, screaming};
use trueup_description::cursor::Origin;
use trueup_description::ir::Api;
use trueup_description::ir::service::{Operation, Service};
use trueup_description::source::Sources;

/// What the emitters of the validator crate read.
pub(crate) struct ValidatorEmission<'a> {
    pub(crate) config: &'a Config,
    pub(crate) api: &'a Api,
    pub(crate) sources: &'a Sources,
    pub(crate) names: Names,
    pub(crate) patterns: trueup_registry::patterns::Patterns,
    /// Module of each service, in their order.
    pub(crate) services: Vec<String>,
    /// Static of each operation in its service's module, by where the operation stands and by its path: two paths may
    /// share what stands at one place.
    operations: BTreeMap<(Origin, String), Ident>,
}

impl<'a> ValidatorEmission<'a> {
    pub(crate) fn new(
        config: &'a Config,
        api: &'a Api,
        sources: &'a Sources,
        patterns: trueup_registry::patterns::Patterns,
    ) -> Self {
        let mut scope = Scope::reserving(&["checks", "schemas", "main", "lib"]);
        let mut module = |name: &str, origin: &Origin| {
            let mut ident = crate::names::snake(name);
            while scope.claim(&ident, name, origin).is_err() {
                ident = crate::names::snake(&format!("{ident}_service"));
            }
            ident.to_string()
        };
        let services = api
            .services
            .iter()
            .map(|service| module(&service.name, &service.origin))
            .collect();
        Self {
            config,
            api,
            sources,
            names: Names::new(api, sources),
            patterns,
            services,
            operations: api.services.iter().flat_map(operations).collect(),
        }
    }

    /// The static of an operation in the module of its service.
    pub(crate) fn operation(&self, operation: &Operation) -> String {
        let key = (operation.origin.clone(), operation.path.clone());
        match self.operations.get(&key) {
            Some(ident) => ident.to_string(),
            None => screaming(&operation.id).to_string(),
        }
    }

    /// The literal of a [`Position`] in the registry.
    ///
    /// [`Position`]: https://docs.rs/trueup-validator
    pub(crate) fn position(&self, origin: &Origin) -> String {
        let (file, start) = (self.sources.shown(origin.file), origin.span.start);
        format!("at({file:?}, {}, {})", start.line, start.column)
    }
}

/// The names of the operations in the module of their service, which holds the service's own row too.
fn operations(service: &Service) -> Vec<((Origin, String), Ident)> {
    let mut scope = Scope::reserving(&["SERVICE"]);
    let name = |operation: &Operation| {
        let (id, origin) = (&operation.id, &operation.origin);
        let (ident, _) = scope.settle(screaming(id), Case::Screaming, id, origin);
        ((origin.clone(), operation.path.clone()), ident)
    };
    service.operations.iter().map(name).collect()
}

/// The crate.
///
/// # Errors
///
/// Emitted code that does not parse: a defect of an emitter.
pub(crate) fn validator_crate(
    emission: &ValidatorEmission<'_>,
    files: &mut FileSet,
) -> Result<(), String> {
    let folder = emission.config.crate_name("validator");
    let needs = needs::Needs::of(emission);
    let mut emitted = BTreeMap::new();
    emitted.extend(checks::emit(emission, &needs));
    emitted.extend(registry::emit(emission));
    emitted.extend(crate_files::emit(emission, &needs));
    for (path, text) in emitted {
        if path.ends_with(".rs") {
            syn::parse_file(&text)
                .map_err(|error| format!("emitted code does not parse: {path}: {error}\n{text}"))?;
        }
        files.insert(format!("{folder}/{path}"), text);
    }
    files.extend(manifest::licenses(emission.config, &folder));
    Ok(())
}
