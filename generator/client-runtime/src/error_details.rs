//! What an error means.

mod plain;

use crate::response::Undeclared;

/// A successful body that can say that the call failed all the same.
pub trait FailureInBody {
    /// What the body says of the failure; `None` if the call succeeded.
    fn failure(&self) -> Option<&str>;
}

/// What an error means, for those who want to act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server did not accept the credential.
    Unauthenticated,
    /// The credential was accepted, but does not allow this.
    Forbidden,
    /// The server has no such operation: an older or newer version, or another one, may have it.
    Unsupported,
    /// The thing asked for does not exist.
    NotFound,
    /// The call contradicts what is there already, such as something that was done before.
    Conflict,
    /// There were too many calls.
    RateLimited,
    /// The server serves nobody until somebody sets it up or unlocks it.
    NotReady,
    /// The same call may succeed later.
    Transient,
}

impl ErrorKind {
    /// What a status alone says (RFC 9110, section 15; RFC 6585, section 4).
    ///
    /// | status | kind |
    /// |---|---|
    /// | 401 | [`Unauthenticated`](Self::Unauthenticated) |
    /// | 403 | [`Forbidden`](Self::Forbidden) |
    /// | 405, 501 | [`Unsupported`](Self::Unsupported) |
    /// | 404, 410 | [`NotFound`](Self::NotFound) |
    /// | 409 | [`Conflict`](Self::Conflict) |
    /// | 429 | [`RateLimited`](Self::RateLimited) |
    /// | 408, 502, 503, 504 | [`Transient`](Self::Transient) |
    #[must_use]
    pub fn of_status(status: u16) -> Option<Self> {
        Some(match status {
            401 => Self::Unauthenticated,
            403 => Self::Forbidden,
            405 | 501 => Self::Unsupported,
            404 | 410 => Self::NotFound,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            408 | 502 | 503 | 504 => Self::Transient,
            _ => return None,
        })
    }

    /// Whether the same call may succeed later, without anything that the caller does.
    #[must_use]
    pub fn is_transient(self) -> bool {
        matches!(self, Self::RateLimited | Self::Transient)
    }
}

/// What an error body says of itself. Emitted for every type of error body.
///
/// The meaning of an error is what [`kind`](Self::kind) says, else that of the first of [`RULES`](Self::RULES) that the
/// body meets, else what the status says.
pub trait ErrorDetails {
    /// What the description says of such bodies.
    const RULES: &'static [ErrorRule] = &[];

    /// What the error means, as far as the decoded body tells.
    fn kind(&self, status: u16) -> Option<ErrorKind> {
        let _ = status;
        None
    }

    /// The body's message, for people.
    fn message(&self) -> Option<&str> {
        None
    }
}

impl ErrorDetails for Undeclared {}

/// An error body with a code that programs can tell failures apart by. Emitted where the description says where the
/// code stands.
pub trait HasErrorCode {
    /// The code's type.
    type Code;

    /// The code, wherever it stands in the body; `None` if this body has none.
    fn code(&self) -> Option<Self::Code>;
}

/// A condition on an error body, and what the error means if it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorRule {
    /// What the error means.
    pub kind: ErrorKind,
    /// The place in the body, as a JSON Pointer (RFC 6901).
    pub pointer: &'static str,
    /// What must be there.
    pub test: ErrorTest,
}

/// What a value in an error body must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorTest {
    /// A string with this in it.
    Contains(&'static str),
    /// This string.
    Text(&'static str),
    /// This number.
    Number(i64),
}

impl ErrorRule {
    /// The number at the pointer is this one.
    #[must_use]
    pub const fn number(kind: ErrorKind, pointer: &'static str, number: i64) -> Self {
        Self {
            kind,
            pointer,
            test: ErrorTest::Number(number),
        }
    }

    /// The string at the pointer is this one.
    #[must_use]
    pub const fn text(kind: ErrorKind, pointer: &'static str, text: &'static str) -> Self {
        Self {
            kind,
            pointer,
            test: ErrorTest::Text(text),
        }
    }

    /// The string at the pointer contains this one.
    #[must_use]
    pub const fn contains(kind: ErrorKind, pointer: &'static str, part: &'static str) -> Self {
        Self {
            kind,
            pointer,
            test: ErrorTest::Contains(part),
        }
    }
}
