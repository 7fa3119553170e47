//! The Rust side of the headers of responses.

use super::{Ident, Type};
use trueup_description::cursor::Origin;
use trueup_description::ir::service::Status;
use trueup_text::markdown::Markdown;

/// Index of a type in [`Client::headers`](super::Client::headers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadersId(pub(crate) usize);

/// The type of the headers of a response, or of several.
#[derive(Clone, Debug)]
pub struct Headers {
    /// The response, or the operation of which it has all successes.
    pub origin: Origin,
    /// Its name.
    pub ident: Ident,
    /// What rustdoc says.
    pub doc: Markdown,
    /// The statuses of the responses that have them.
    pub statuses: Vec<Status>,
    /// What it is.
    pub shape: HeadersShape,
}

/// What a type of headers is.
#[derive(Clone, Debug)]
pub enum HeadersShape {
    /// A struct.
    Struct(Vec<HeaderField>),
    /// An enum by status.
    ByStatus(Vec<HeadersVariant>),
}

/// A header.
#[derive(Clone, Debug)]
pub struct HeaderField {
    /// Name on the wire.
    pub wire: String,
    /// Name in Rust.
    pub ident: Ident,
    /// The type of a value that is there.
    pub ty: Type,
    /// What its text is.
    pub form: HeaderForm,
    /// Whether it is always there.
    pub required: bool,
    /// What rustdoc says.
    pub doc: Markdown,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// The headers of one status.
#[derive(Clone, Debug)]
pub struct HeadersVariant {
    /// Name of the variant.
    pub ident: Ident,
    /// The statuses that it stands for.
    pub status: Status,
    /// The headers, if the response has some.
    pub headers: Option<HeadersId>,
}

/// What the text of a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// A text.
    Text,
    /// A number or a boolean.
    Literal,
    /// Texts between commas, or between these.
    Texts(Option<char>),
    /// Numbers or booleans between commas, or between these.
    Literals(Option<char>),
    /// JSON.
    Json,
}
