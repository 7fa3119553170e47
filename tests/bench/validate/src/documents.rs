//! The bodies, as the build script made them.

use serde_json::Value;

/// A kind of body with its judges.
pub(crate) struct Document {
    pub(crate) name: &'static str,
    pub(crate) operation: &'static str,
    /// JSON Schema, draft 4.
    pub(crate) schema: &'static str,
    /// The verdict of the validator that `jsonschema` compiled.
    pub(crate) compiled_valid: fn(&Value) -> bool,
    /// How many errors that one finds.
    pub(crate) compiled_errors: fn(&Value) -> usize,
    pub(crate) bodies: &'static [Body],
}

/// One text.
pub(crate) struct Body {
    pub(crate) layout: &'static str,
    pub(crate) errors: usize,
    pub(crate) text: &'static [u8],
}

pub(crate) static DOCUMENTS: &[Document] = include!(concat!(env!("OUT_DIR"), "/documents.rs"));
