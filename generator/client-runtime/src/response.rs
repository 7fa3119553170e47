//! From the bytes of a response to a value.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::de::SliceRead;

use crate::json::{self, Target};

/// A response as it is decoded: status, content type and the whole body.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    status: u16,
    content_type: Option<&'a str>,
    bytes: &'a [u8],
}

impl<'a> Body<'a> {
    /// A response from its parts, for tests of [`FromResponse`].
    #[must_use]
    pub fn new(status: u16, content_type: Option<&'a str>, bytes: &'a [u8]) -> Self {
        Self {
            status,
            content_type,
            bytes,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The `Content-Type` header, if there was one of plain text.
    #[must_use]
    pub fn content_type(&self) -> Option<&'a str> {
        self.content_type
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The body as UTF-8 text.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8.
    pub fn text(&self) -> Result<&'a str, DecodeFailure> {
        std::str::from_utf8(self.bytes).map_err(|error| DecodeFailure {
            offset: Some(error.valid_up_to()),
            ..DecodeFailure::new("the body is not UTF-8 text")
        })
    }

    /// The body as JSON, whatever its content type says.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        // As `serde_json::from_slice` does, with less that is compiled for each type.
        let mut source = Source::new(self.bytes);
        match T::deserialize(&mut source.json) {
            Ok(value) => match source.end() {
                Ok(()) => Ok(value),
                Err(failure) => Err(failure),
            },
            Err(error) => Err(source.failure(&error)),
        }
    }
}

/// JSON in the middle of being read.
struct Source<'a> {
    bytes: &'a [u8],
    json: serde_json::Deserializer<SliceRead<'a>>,
}

impl<'a> Source<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            json: serde_json::Deserializer::from_slice(bytes),
        }
    }

    fn end(&mut self) -> Result<(), DecodeFailure> {
        self.json
            .end()
            .map_err(|error| DecodeFailure::json(self.bytes, &error))
    }

    fn failure(&self, error: &serde_json::Error) -> DecodeFailure {
        DecodeFailure::json(self.bytes, error)
    }
}

/// What the body of a response can become.
///
/// Every type that deserializes is read as JSON. [`NoContent`], [`Text`] and [`Binary`] are read as they say. Emitted
/// types that depend on the status implement this themselves.
pub trait FromResponse: Sized {
    /// Decodes a response.
    ///
    /// # Errors
    ///
    /// When the body is not of this type.
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure>;
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
        body.json()
    }
}

/// A response without a body. One that has a body all the same is accepted, and the body ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl FromResponse for NoContent {
    fn from_response(_: Body<'_>) -> Result<Self, DecodeFailure> {
        Ok(Self)
    }
}

/// A body of plain UTF-8 text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(
    /// The text.
    pub String,
);

impl FromResponse for Text {
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
        body.text().map(|text| Self(text.to_owned()))
    }
}

/// A body of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binary(
    /// The bytes.
    pub Vec<u8>,
);

impl FromResponse for Binary {
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
        Ok(Self(body.bytes().to_vec()))
    }
}

/// The error body of an operation that declares none: there is no value of this type, and every error response is an
/// [`UnexpectedStatus`](crate::UnexpectedStatus).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {}

impl FromResponse for Undeclared {
    fn from_response(_: Body<'_>) -> Result<Self, DecodeFailure> {
        Err(DecodeFailure::new("the description declares no error body"))
    }
}

/// The longest message of a decode failure, in characters. `serde_json` quotes the value that it refuses.
const LONGEST_MESSAGE: usize = 200;

/// Why a body did not decode: the part that [`FromResponse`] knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFailure {
    pub(crate) message: String,
    pub(crate) path: Option<String>,
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The byte where decoding stopped.
    pub(crate) offset: Option<usize>,
    pub(crate) kind: FailureKind,
}

/// In which way a body did not decode, without a word of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    Syntax,
    Data,
    End,
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "the body is not well-formed",
            Self::Data => "the body is not of the expected type",
            Self::End => "the body ends too early",
        })
    }
}

impl DecodeFailure {
    /// A failure that concerns the body as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: None,
            line: 0,
            column: 0,
            offset: None,
            kind: FailureKind::Data,
        }
    }

    fn json(bytes: &[u8], error: &serde_json::Error) -> Self {
        use serde_json::error::Category;

        let text = error.to_string();
        // The position has fields of its own.
        let message = text
            .rsplit_once(" at line ")
            .map_or(text.as_str(), |(message, _)| message);
        let offset = json::offset(bytes, error.line(), error.column());
        let kind = match error.classify() {
            Category::Data | Category::Io => FailureKind::Data,
            Category::Syntax => FailureKind::Syntax,
            Category::Eof => FailureKind::End,
        };
        Self {
            message: message.chars().take(LONGEST_MESSAGE).collect(),
            path: Some(json::path_at(bytes, offset, target(message))),
            line: error.line(),
            column: error.column(),
            offset: Some(offset),
            kind,
        }
    }
}

/// Some errors are found when a container ends, or has begun: they are about it and not about what is in it.
fn target(message: &str) -> Target {
    if message.starts_with("missing field") || message.starts_with("invalid length") {
        Target::Container
    } else if message.starts_with("invalid type: sequence") {
        Target::Opened
    } else {
        Target::Value
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(path) = &self.path {
            write!(f, " at {path} (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeFailure {}
