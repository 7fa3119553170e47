//! OpenAPI descriptions: from texts to an exact model of what they say.
//!
//! The way of the data: [`load`] reads YAML into [trees](tree) with positions and checks them against the
//! specification, [`resolve`] follows every `$ref`, [`lower`] makes the [`ir`] of them. What is wrong is said by
//! [diagnostics](diagnostic) at its line. Nothing here knows what becomes of a description, and nothing prints or
//! touches the file system.

pub mod cursor;
pub mod diagnostic;
pub mod dialect;
pub mod extensions;
mod identify;
pub mod ir;
pub mod json;
pub mod load;
mod lower;
mod metaschemas;
pub mod path;
pub mod pattern;
pub mod pointer;
pub mod resolve;
pub mod source;
pub mod tree;
pub mod words;

use diagnostic::Diagnostics;
use ir::Api;
use source::Sources;

/// Reads, checks and lowers the documents of a folder. `None` if there was an error.
pub fn lower(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Api> {
    let documents = load::load(sources, diagnostics)?;
    let api = lower::lower(&documents, diagnostics);
    (!diagnostics.has_errors()).then_some(api)
}
