//! OpenAPI descriptions: from texts to an exact model of what they say.
//!
//! The way of the data: [`load`] reads YAML into [trees](tree) with positions and checks them against the
//! specification, [`resolve`] follows every `$ref`, [`lower`] makes the [`ir`] of them. What is wrong is said by
//! [diagnostics](diagnostic) at its line. Nothing here knows what becomes of a description, and nothing prints or
//! touches the file system.

pub mod bundle;
pub mod choice;
pub mod cursor;
pub mod diagnostic;
pub mod dialect;
pub mod extensions;
mod identify;
pub mod ir;
pub mod item;
mod item_values;
pub mod json;
pub mod load;
mod lower;
mod metaschemas;
pub mod path;
pub mod pattern;
pub mod pointer;
mod relative;
pub mod resolve;
pub mod source;
mod span;
mod tags;
mod template;
pub mod tree;
pub mod words;

use choice::{Choice, Chooser};
use diagnostic::Diagnostics;
use ir::Api;
use source::Sources;

/// Reads, checks and lowers the documents of a folder. `None` if there was an error.
pub fn lower(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Api> {
    // All operations are chosen, so none is missing.
    lower_chosen(sources, &Choice::default(), diagnostics).unwrap_or_default()
}

/// The same with the chosen operations alone, and the schemas that they need. `Ok(None)` if there was an error.
///
/// # Errors
/// A part of the choice that no operation fits, in words.
pub fn lower_chosen(
    sources: &Sources,
    choice: &Choice,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Api>, String> {
    let Some(documents) = load::load(sources, diagnostics) else {
        return Ok(None);
    };
    let mut chooser = Chooser::new(choice);
    let api = lower::lower(&documents, &mut chooser, diagnostics);
    chooser.end()?;
    Ok((!diagnostics.has_errors()).then_some(api))
}
