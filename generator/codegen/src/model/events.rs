//! The Rust side of webhooks and callbacks.

use super::{Ident, ResponseBody, Secrecy};
use trueup_text::markdown::Markdown;

/// A variant of the enum of what the server sends by itself.
#[derive(Clone, Debug)]
pub struct Event {
    /// Index of the webhook in the service.
    pub webhook: usize,
    /// Name of the webhook or the callback.
    pub wire: String,
    /// Name of the variant.
    pub ident: Ident,
    /// What rustdoc says.
    pub doc: Markdown,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The body, which is never one of several.
    pub body: ResponseBody,
    /// Whether the body holds a secret.
    pub secrecy: Secrecy,
}
