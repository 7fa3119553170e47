//! Responses that say, or show, that a call failed.

use std::any::Any;
use std::fmt;

use crate::client::operation::Operation;
use crate::response::{DecodeFailure, FailureKind, JsonPlace};

use super::erased::ErasedBody;
use super::facts::{ResponseFacts, with_facts};
use super::meaning::details;
use crate::error_details::{ErrorDetails, ErrorKind};

with_facts!(ApiError<E>, UnexpectedStatus, DecodeError, FailureError);

/// An error response with a body of the declared type.
#[derive(Debug)]
pub struct ApiError<E> {
    pub(super) response: ResponseFacts,
    kind: Option<ErrorKind>,
    message: Option<String>,
    body: E,
}

/// The longest message of a body that `Display` shows, in characters.
const LONGEST_MESSAGE: usize = 500;

impl<E: ErrorDetails> ApiError<E> {
    /// `bytes` are what `body` was decoded from.
    pub(crate) fn new(response: ResponseFacts, body: E, bytes: &[u8]) -> Self {
        let kind = details(&body, bytes, response.status);
        // The emitted body never takes a secret for its message.
        let message = body.message();
        let message = message.map(|message| message.chars().take(LONGEST_MESSAGE).collect());
        Self {
            response,
            kind,
            message,
            body,
        }
    }
}

impl<E> ApiError<E> {
    /// The error body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The error body, taken out.
    pub fn into_body(self) -> E {
        self.body
    }

    /// What the error means, by its body or else by its status.
    pub fn kind(&self) -> Option<ErrorKind> {
        self.kind
    }
}

impl<E: Any + fmt::Debug + Send + Sync> ApiError<E> {
    /// The same of a body whose type is forgotten.
    pub(super) fn erase(self) -> ApiError<ErasedBody> {
        ApiError {
            response: self.response,
            kind: self.kind,
            message: self.message,
            body: ErasedBody::new(self.body),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.fmt(f)?;
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

/// An error response whose body is not of the declared type, such as a proxy's page.
#[derive(Debug)]
pub struct UnexpectedStatus {
    pub(crate) response: ResponseFacts,
    pub(crate) length: usize,
    pub(crate) excerpt: Option<String>,
}

impl UnexpectedStatus {
    /// The body's length in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// The beginning of the body; `None` if the operation's responses hold secrets.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.excerpt.as_deref()
    }
}

impl fmt::Display for UnexpectedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.fmt(f)?;
        match &self.excerpt {
            Some(excerpt) if !excerpt.is_empty() => {
                write!(f, " with the unexpected body {excerpt:?}")
            }
            _ => write!(f, " with an unexpected body of {} bytes", self.length),
        }
    }
}

impl std::error::Error for UnexpectedStatus {}

/// A successful response that does not decode.
#[derive(Debug)]
pub struct DecodeError {
    pub(super) response: ResponseFacts,
    length: usize,
    kind: FailureKind,
    /// `None` when the operation's responses hold secrets.
    detail: Option<Detail>,
}

#[derive(Debug)]
struct Detail {
    failure: DecodeFailure,
    excerpt: String,
}

impl DecodeError {
    pub(crate) fn new(
        response: ResponseFacts,
        operation: &Operation,
        body: &[u8],
        failure: DecodeFailure,
    ) -> Self {
        let kind = failure.kind();
        let detail = if operation.sensitive {
            None
        } else {
            Some(Detail {
                excerpt: excerpt(body, failure.offset().unwrap_or(0)),
                failure,
            })
        };
        Self {
            response,
            length: body.len(),
            kind,
            detail,
        }
    }

    /// Where in the JSON, as `channels[3].capacity`; `None` if the operation's responses hold secrets, or the body is
    /// not JSON.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.place().map(|place| place.path.as_str())
    }

    /// Line and column (in bytes), both from 1; `None` as for [`path`](Self::path).
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.place().map(|place| place.position)
    }

    fn place(&self) -> Option<&JsonPlace> {
        self.detail.as_ref()?.failure.json_place()
    }

    /// Some of the body around that place; `None` if the operation's responses hold secrets.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.detail.as_ref().map(|detail| detail.excerpt.as_str())
    }

    /// The body's length in bytes.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but ", self.response)?;
        match &self.detail {
            Some(Detail { failure, excerpt }) => {
                write!(f, "{}: {failure}, near {excerpt:?}", self.kind)
            }
            None => write!(f, "{} ({} bytes)", self.kind, self.length),
        }
    }
}

impl std::error::Error for DecodeError {}

/// A successful response whose body says that the call failed. The body is kept.
pub struct FailureError {
    pub(crate) response: ResponseFacts,
    pub(crate) sensitive: bool,
    pub(crate) message: String,
    pub(crate) body: Box<dyn Any + Send + Sync>,
}

impl FailureError {
    /// The body's words for the failure. Where the operation's responses hold secrets, neither `Display` nor `Debug`
    /// shows them.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    fn shown(&self) -> Option<&str> {
        (!self.sensitive).then_some(&*self.message)
    }

    /// The decoded body. `T` is the type that the call returns when it succeeds; for any other it is `None`.
    #[must_use]
    pub fn body<T: 'static>(&self) -> Option<&T> {
        self.body.downcast_ref()
    }
}

impl fmt::Debug for FailureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailureError")
            .field("operation", &self.response.operation)
            .field("message", &self.shown())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for FailureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, but the call failed", self.response)?;
        match self.shown() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FailureError {}

/// How much of a body is shown before and after the place of an error, in bytes.
const BEFORE: usize = 120;
const AFTER: usize = 40;

/// A bounded piece of a body around an offset. Bytes that are not text are shown as `�`.
pub(crate) fn excerpt(body: &[u8], offset: usize) -> String {
    let start = offset.saturating_sub(BEFORE);
    let end = body
        .len()
        .min(offset.saturating_add(AFTER).max(BEFORE + AFTER));
    String::from_utf8_lossy(body.get(start..end).unwrap_or_default()).into_owned()
}
