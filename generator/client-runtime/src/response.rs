//! From the bytes of a response to a value.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::charset;
use crate::json;
use crate::media_type::essence;

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

    /// Whether the body is of a media type, whatever the parameters of either are.
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        let wanted = essence(media_type);
        self.content_type
            .is_some_and(|sent| essence(sent).eq_ignore_ascii_case(wanted))
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
        std::str::from_utf8(self.bytes).map_err(|error| {
            let place = Place {
                offset: error.valid_up_to(),
                json: None,
            };
            let message = "the body is not UTF-8 text".to_owned();
            DecodeFailure::at(FailureKind::Data, message, Some(place))
        })
    }

    /// The body as JSON, whatever its content type says.
    ///
    /// Objects and arrays may lie 128 deep in each other. A struct is read from an object alone, not, as derive has it,
    /// from an array of its fields too; and `serde_json`'s `RawValue` is a matter between it and that crate's reader.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        let mut reader = json::Reader::new(self.bytes);
        let value = match T::deserialize(&mut reader) {
            Ok(value) => value,
            Err(error) => return Err(DecodeFailure::json(&reader, error)),
        };
        match ended(&mut reader) {
            Ok(()) => Ok(value),
            Err(failure) => Err(failure),
        }
    }
}

fn ended(reader: &mut json::Reader<'_>) -> Result<(), DecodeFailure> {
    reader
        .end()
        .map_err(|error| DecodeFailure::json(reader, error))
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

/// A body of plain text, in UTF-8, or in ISO-8859-1 if its content type says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(
    /// The text.
    pub String,
);

impl FromResponse for Text {
    fn from_response(body: Body<'_>) -> Result<Self, DecodeFailure> {
        match charset::latin1(body.content_type, body.bytes) {
            Some(text) => Ok(Self(text.into_owned())),
            None => body.text().map(|text| Self(text.to_owned())),
        }
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

/// The longest message of a decode failure, in characters. It quotes the value that is refused.
const LONGEST_MESSAGE: usize = 200;

/// Why a body did not decode: the part that [`FromResponse`] knows.
// Behind a pointer: it is part of the result of every decoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeFailure(Box<Reason>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reason {
    message: String,
    kind: FailureKind,
    place: Option<Place>,
}

/// Where decoding stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The byte where the reader stood.
    pub(crate) offset: usize,
    /// `None` if the body is not JSON.
    pub(crate) json: Option<JsonPlace>,
}

/// Where in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JsonPlace {
    pub(crate) path: String,
    /// Line and column (in bytes), both from 1.
    pub(crate) position: (usize, usize),
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
        Self::at(FailureKind::Data, message.into(), None)
    }

    fn at(kind: FailureKind, message: String, place: Option<Place>) -> Self {
        Self(Box::new(Reason {
            message,
            kind,
            place,
        }))
    }

    #[cold]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "its callers are compiled for each type, and have nothing to drop so"
    )]
    fn json(reader: &json::Reader<'_>, error: json::Error) -> Self {
        let message = error.message().chars().take(LONGEST_MESSAGE).collect();
        let place = Place {
            offset: reader.offset(),
            json: Some(JsonPlace {
                path: json::path_at(reader.bytes(), reader.offset()),
                position: json::position(reader.bytes(), reader.refused(error.kind())),
            }),
        };
        Self::at(error.kind(), message, Some(place))
    }

    pub(crate) fn kind(&self) -> FailureKind {
        self.0.kind
    }

    /// The byte where decoding stopped, if it began.
    #[cfg(feature = "client")]
    pub(crate) fn offset(&self) -> Option<usize> {
        self.0.place.as_ref().map(|place| place.offset)
    }

    pub(crate) fn json_place(&self) -> Option<&JsonPlace> {
        self.0.place.as_ref()?.json.as_ref()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match self.json_place() {
            Some(JsonPlace {
                path,
                position: (line, column),
            }) => write!(f, " at {path} (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeFailure {}
