//! What requests and responses bring: media types, how forms and streams are laid out, examples.

use std::fmt;

use super::{Header, Style};
use crate::cursor::Origin;
use crate::ir::schema::SchemaId;
use crate::json::{Json, Pretty};

/// A Request Body Object.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`, at least one.
    pub content: Vec<Media>,
}

/// A Media Type Object.
#[derive(Clone, Debug)]
pub struct Media {
    /// Where it stands.
    pub origin: Origin,
    /// Its key, as written.
    pub media_type: String,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `example` and `examples`
    pub examples: Vec<Example>,
    /// `encoding`, for forms.
    pub encodings: Vec<Encoding>,
    /// Set where the body is many items one after the other; `schema` describes one of them (`itemSchema`,
    /// `x-trueup-stream`, or server-sent events).
    pub stream: Option<Stream>,
}

/// An Encoding Object: how one property of a form becomes text.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it stands.
    pub origin: Origin,
    /// The property.
    pub property: String,
    /// `contentType`
    pub content_type: Option<String>,
    /// `style`, or the default for forms.
    pub style: Style,
    /// `explode`, or the default of the style.
    pub explode: bool,
    /// `headers`, of a part.
    pub headers: Vec<Header>,
}

/// A body of many items; the media type's schema describes one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// How they follow each other.
    pub framing: Framing,
    /// What each travels in (`x-trueup-stream`).
    pub envelope: Option<Envelope>,
}

/// An object around each item of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Property that holds the item.
    pub item: String,
    /// Property that holds the error.
    pub error: String,
}

/// How the items of a body follow each other (sequential media types, OpenAPI 3.2.0 §4.14.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// One JSON text a line.
    Lines,
    /// JSON texts behind record separators (RFC 7464).
    Sequence,
    /// Server-sent events; an item is the object of an event's fields.
    Events,
    /// Server-sent events; an item is the JSON text in an event's data.
    EventData,
    /// Server-sent events whose data nothing describes by itself.
    EventText,
}

/// A Response Object.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// Its name, if it is a component.
    pub name: Option<String>,
    /// Its key.
    pub status: Status,
    /// `description`
    pub description: String,
    /// `headers`, in the order of the document.
    pub headers: Vec<Header>,
    /// `content`; empty means no body.
    pub content: Vec<Media>,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// `2XX`: the first digit.
    Range(u8),
    /// `default`
    Default,
}

impl Status {
    /// Whether it can be a success: 2xx.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// An example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where its value stands.
    pub origin: Origin,
    /// Its key under `examples`; `example` for the nameless form.
    pub name: String,
    /// `summary`, or `description` where there is none.
    pub summary: Option<String>,
    /// `description`, beside a summary.
    pub description: Option<String>,
    /// The value.
    pub value: Json,
    /// The value as indented JSON, and where each part of it stands in the YAML.
    pub pretty: Pretty,
}
