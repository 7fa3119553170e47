//! The API of a description as a model: operations, bodies, examples, and the check of each schema, as values of
//! `trueup-validator`.
//!
//! Programs that read a description run this model as it is. The generator prints it as statics; a test holds both to
//! the same findings.
//!
//! ```
//! use trueup_description::diagnostic::Diagnostics;
//! use trueup_description::source::Sources;
//! use trueup_registry::{Arena, load};
//!
//! # let text = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\nservers: [{url: https://pets.example.com}]\n";
//! let sources = Sources::new([("pets.yaml".to_owned(), text.to_owned())].into());
//! let mut diagnostics = Diagnostics::default();
//! let arena = Arena::default();
//! let api = load(&sources, &mut diagnostics, &arena);
//! assert_eq!(api.unwrap().services[0].title, "Pets");
//! ```

mod arena;
mod builder;
mod checker;
mod ecma;
mod nodes;
mod operations;
mod patterns;
mod places;
mod properties;
mod rule;
mod scalars;
mod schemas;
mod services;
mod styles;
mod titles;

pub use arena::Arena;
pub use checker::ValueChecker;
pub use patterns::Patterns;
pub use properties::{KnownProperty, Properties};

use trueup_description::choice::Choice;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_validator::registry;

/// All the way from texts to a registry. `None` if the diagnostics hold an error.
pub fn load<'a>(
    sources: &Sources,
    diagnostics: &mut Diagnostics,
    arena: &'a Arena,
) -> Option<registry::Api<'a>> {
    // All operations are chosen, so none is missing.
    load_chosen(sources, &Choice::default(), diagnostics, arena).unwrap_or_default()
}

/// The same with the chosen operations alone, and the schemas that they need. `Ok(None)` if the diagnostics hold an error.
///
/// # Errors
/// A part of the choice that no operation fits, in words.
pub fn load_chosen<'a>(
    sources: &Sources,
    choice: &Choice,
    diagnostics: &mut Diagnostics,
    arena: &'a Arena,
) -> Result<Option<registry::Api<'a>>, String> {
    let Some(api) = trueup_description::lower_chosen(sources, choice, diagnostics)? else {
        return Ok(None);
    };
    let patterns = Patterns::of(&api, diagnostics);
    let built = (!diagnostics.has_errors()).then(|| build(&api, &patterns, sources, arena));
    Ok(built)
}

/// The registry of an API. It lives as long as the arena, and needs nothing else.
pub fn build<'a>(
    api: &Api,
    patterns: &Patterns,
    sources: &Sources,
    arena: &'a Arena,
) -> registry::Api<'a> {
    services::build(api, patterns, sources, arena)
}

/// An ECMA-262 pattern in the syntax of the `regex` crate; `None` if it has none there.
#[must_use]
pub fn regular_expression(pattern: &str) -> Option<String> {
    ecma::translate(pattern).ok()
}
