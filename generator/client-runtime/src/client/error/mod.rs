//! What can go wrong with a call.

mod build;
mod erased;
mod facts;
mod meaning;
mod request;
mod response;
mod transport;

use std::fmt;
use std::time::Duration;

use crate::error_details::{ErrorKind, HasErrorCode};
use crate::headers::{FromHeaders, ResponseHeaders};

pub use build::BuildError;
pub use erased::{ErasedBody, ErasedError};
pub(crate) use facts::ResponseFacts;
pub(crate) use meaning::Meaning;
pub use request::{RequestError, RequestProblem};
pub(crate) use response::excerpt;
pub use response::{ApiError, DecodeError, FailureError, UnexpectedStatus};
pub use transport::{TransportError, TransportProblem};

/// Why a call failed. `E` is the operation's error body, as the description declares it.
///
/// Match on it for the details, or ask the predicates, which look at the status and at what the description says of
/// error bodies. Every message names the operation; none shows a secret.
///
/// | variant | was the request sent? | did a response come? |
/// |---|---|---|
/// | [`Request`](Self::Request) | no | no |
/// | [`Transport`](Self::Transport) | perhaps | not a whole one |
/// | [`Api`](Self::Api), [`UnexpectedStatus`](Self::UnexpectedStatus) | yes | with an error status |
/// | [`Decode`](Self::Decode) | yes | with success, but not of the expected type |
/// | [`Failure`](Self::Failure) | yes | with success, but its body says that the call failed |
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be built. Nothing was sent.
    Request(Box<RequestError>),
    /// No whole response came: the connection, its certificate, a limit, the time, or the stream of the request's body.
    Transport(Box<TransportError>),
    /// An error response with a body of the declared type.
    Api(Box<ApiError<E>>),
    /// An error response with a body of another type.
    UnexpectedStatus(Box<UnexpectedStatus>),
    /// A successful response that does not decode.
    Decode(Box<DecodeError>),
    /// A successful response whose body says that the call failed.
    Failure(Box<FailureError>),
}

impl<E> Error<E> {
    /// The id of the operation that was called.
    pub fn operation(&self) -> &'static str {
        match self.shared() {
            Shared::Request(error) => error.operation(),
            Shared::Transport(error) => error.operation(),
            Shared::Response(facts) => facts.operation,
        }
    }

    /// The HTTP status, when a response came.
    pub fn status(&self) -> Option<u16> {
        match self.shared() {
            Shared::Request(_) => None,
            Shared::Transport(error) => error.status(),
            Shared::Response(facts) => Some(facts.status),
        }
    }

    /// How long the server asks to wait before the next attempt (`Retry-After`).
    pub fn retry_after(&self) -> Option<Duration> {
        match self.shared() {
            Shared::Request(_) | Shared::Transport(_) => None,
            Shared::Response(facts) => facts.retry_after,
        }
    }

    /// The headers of the response, when one came.
    pub fn headers(&self) -> Option<&ResponseHeaders> {
        match self.shared() {
            Shared::Request(_) | Shared::Transport(_) => None,
            Shared::Response(facts) => Some(&facts.headers),
        }
    }

    /// What the server calls the request, for its operators: the first of the headers `X-Request-Id`, `Request-Id`,
    /// `X-Correlation-Id` and `X-Amzn-RequestId` that the response has.
    pub fn request_id(&self) -> Option<&str> {
        let names = [
            "x-request-id",
            "request-id",
            "x-correlation-id",
            "x-amzn-requestid",
        ];
        let headers = self.headers()?;
        names.iter().find_map(|name| headers.get(name))
    }

    /// The headers that the description gives responses of this status, when they came as described. `H` is one of the
    /// types in the module `headers` of an emitted client; of another status than its own there are none.
    pub fn described_headers<H: FromHeaders>(&self) -> Option<H> {
        let Shared::Response(facts) = self.shared() else {
            return None;
        };
        if !H::fits(facts.status) {
            return None;
        }
        H::from_headers(&facts.headers, facts.status).ok()
    }

    /// How often the request was sent, or its sending begun.
    pub fn attempts(&self) -> u32 {
        match self.shared() {
            Shared::Request(_) => 0,
            Shared::Transport(error) => error.attempts(),
            Shared::Response(facts) => facts.attempts,
        }
    }

    fn shared(&self) -> Shared<'_> {
        match self {
            Self::Request(error) => Shared::Request(error),
            Self::Transport(error) => Shared::Transport(error),
            Self::Api(error) => Shared::Response(&error.response),
            Self::UnexpectedStatus(error) => Shared::Response(&error.response),
            Self::Decode(error) => Shared::Response(&error.response),
            Self::Failure(error) => Shared::Response(&error.response),
        }
    }

    /// The decoded error body.
    pub fn body(&self) -> Option<&E> {
        match self {
            Self::Api(error) => Some(error.body()),
            _ => None,
        }
    }

    /// What the error means, when its body or its status tells.
    pub fn kind(&self) -> Option<ErrorKind> {
        match self {
            Self::Api(error) => error.kind(),
            Self::UnexpectedStatus(error) => ErrorKind::of_status(error.status()),
            _ => None,
        }
    }

    /// Whether the thing asked for does not exist. A missing operation is [another kind](Self::is_unsupported).
    pub fn is_not_found(&self) -> bool {
        self.kind() == Some(ErrorKind::NotFound)
    }

    /// Whether the server did not accept the credential.
    pub fn is_unauthenticated(&self) -> bool {
        self.kind() == Some(ErrorKind::Unauthenticated)
    }

    /// Whether the credential was accepted, but does not allow this.
    pub fn is_forbidden(&self) -> bool {
        self.kind() == Some(ErrorKind::Forbidden)
    }

    /// Whether the server has no such operation.
    pub fn is_unsupported(&self) -> bool {
        self.kind() == Some(ErrorKind::Unsupported)
    }

    /// Whether the call contradicts what is there already.
    pub fn is_conflict(&self) -> bool {
        self.kind() == Some(ErrorKind::Conflict)
    }

    /// Whether there were too many calls.
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == Some(ErrorKind::RateLimited)
    }

    /// Whether the server serves nobody until somebody sets it up or unlocks it.
    pub fn is_not_ready(&self) -> bool {
        self.kind() == Some(ErrorKind::NotReady)
    }

    /// Whether the cause may be gone by itself when the same call is made later.
    ///
    /// It does not say that sending the call again is harmless: after a [transport error](Self::Transport) the server may
    /// have acted. What is harmless to repeat, the client repeats by itself, as the operation's retry policy allows.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_transient(),
            _ => self.kind().is_some_and(ErrorKind::is_transient),
        }
    }

    /// Whether the time was up before a whole response had come.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether no connection came about, its certificate included.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }
}

/// What errors know of a call, as far as it is the same for several of them.
enum Shared<'a> {
    Request(&'a RequestError),
    Transport(&'a TransportError),
    Response(&'a ResponseFacts),
}

impl<E: HasErrorCode> Error<E> {
    /// The code in the error body.
    pub fn code(&self) -> Option<E::Code> {
        self.body()?.code()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::UnexpectedStatus(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Failure(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => std::error::Error::source(&**error),
            Self::Transport(error) => std::error::Error::source(&**error),
            Self::Api(_) | Self::UnexpectedStatus(_) | Self::Decode(_) | Self::Failure(_) => None,
        }
    }
}

/// An error that does not depend on the types of the call.
#[derive(Debug)]
pub(crate) enum Fault {
    Request(Box<RequestError>),
    Transport(Box<TransportError>),
}

impl<E> From<Fault> for Error<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Request(error) => Self::Request(error),
            Fault::Transport(error) => Self::Transport(error),
        }
    }
}

impl From<RequestError> for Fault {
    fn from(error: RequestError) -> Self {
        Self::Request(Box::new(error))
    }
}

impl From<TransportError> for Fault {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

/// An error of any type, as the standard library's users pass them on.
pub(crate) type AnyError = Box<dyn std::error::Error + Send + Sync>;
