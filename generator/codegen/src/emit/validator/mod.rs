//! The validator crate: the API as static tables, printed from the registry in memory, and a binary.
//!
//! Everything about one document's schemas is emitted into modules of that document's name, so that emitted
//! code is found where its source suggests.

mod crate_files;
mod examples;
mod items;
mod literal;
mod module;
mod names;
mod operations;
mod row;
mod rows;
mod scalars;
mod table;
mod tables;

use std::collections::BTreeMap;

use crate::FileSet;
use crate::config::Config;
use crate::emit::manifest;
use crate::names::{Scope, snake};
use names::Catalogue;
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_registry::{Arena, Patterns};
use trueup_validator::registry;

/// What the emitters of the validator crate read.
struct ValidatorEmission<'a> {
    config: &'a Config,
    api: registry::Api<'a>,
    catalogue: Catalogue<'a>,
    /// Module of each service, in their order.
    services: Vec<String>,
}

/// The crate.
pub(crate) fn validator_crate(
    config: &Config,
    api: &Api,
    patterns: &Patterns,
    sources: &Sources,
    files: &mut FileSet,
) {
    let arena = Arena::default();
    let built = trueup_registry::build(api, patterns, sources, &arena);
    let emission = ValidatorEmission {
        config,
        api: built,
        catalogue: Catalogue::new(&built, sources),
        services: services(api),
    };
    let catalogue = &emission.catalogue;
    let mut emitted = BTreeMap::new();
    emitted.extend(tables::emit(catalogue));
    emitted.extend(rows::emit(catalogue));
    for (service, module) in built.services.iter().zip(&emission.services) {
        emitted.extend(operations::emit(
            catalogue,
            service,
            &format!("src/{module}"),
        ));
    }
    emitted.extend(crate_files::emit(&emission));
    let folder = config.crate_name("validator");
    let emitted = emitted.into_iter();
    files.extend(emitted.map(|(path, text)| (format!("{folder}/{path}"), text)));
    files.extend(manifest::licenses(config, &folder));
}

/// The module of each service, in their order.
fn services(api: &Api) -> Vec<String> {
    let mut scope = Scope::reserving(&["checks", "schemas", "main", "lib"]);
    let mut module = |name: &str, origin| {
        let mut ident = snake(name);
        while scope.claim(&ident, name, origin).is_err() {
            ident = snake(&format!("{ident}_service"));
        }
        ident.to_string()
    };
    let services = api.services.iter();
    services
        .map(|service| module(&service.name, &service.origin))
        .collect()
}
