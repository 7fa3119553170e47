//! Requests that could not be built.

use std::borrow::Cow;
use std::fmt;

use super::AnyError;

/// A request that could not be built. Nothing was sent.
#[derive(Debug)]
pub struct RequestError {
    operation: &'static str,
    problem: RequestProblem,
}

/// Why a request could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestProblem {
    /// The operation needs a credential of other schemes than the client has.
    MissingCredential {
        /// The alternatives, each a set of schemes.
        accepted: &'static [&'static [&'static str]],
    },
    /// The credential is empty, or cannot stand in a header: it holds a control character.
    InvalidCredential,
    /// The provider of the credential failed.
    Provider(
        /// The provider's error.
        AnyError,
    ),
    /// The body or a parameter has no text in the form that it is sent in.
    Unwritable(
        /// Why.
        String,
    ),
    /// The body is not as the description says, and the client is to say so.
    Invalid(
        /// What is wrong, without the body's own words.
        String,
    ),
    /// The body is a stream, and has been sent already: see [`RequestBody`](crate::RequestBody).
    Spent,
    /// A value that a path cannot hold: it is empty, `.` or `..`, which would lead to another operation.
    PathParameter(
        /// The parameter's name.
        &'static str,
    ),
    /// A value that a header cannot hold: it has a control character, or begins or ends with a space.
    HeaderParameter(
        /// The header's name.
        Cow<'static, str>,
    ),
    /// The pages of a list lead in a circle, or a hundred in a row were empty: the next is not asked for.
    Pages,
    /// The method is no token (RFC 9110, section 5.6.2).
    Method,
    /// The URL does not parse, or is longer than 65,534 bytes.
    Url,
    /// No runtime of tokio drives connections and timers where the call is awaited.
    NoRuntime,
}

impl RequestError {
    pub(crate) fn new(operation: &'static str, problem: RequestProblem) -> Self {
        Self { operation, problem }
    }

    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problem(&self) -> &RequestProblem {
        &self.problem
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match &self.problem {
            RequestProblem::MissingCredential { accepted } => {
                let sets: Vec<_> = accepted.iter().map(|set| set.join(" with ")).collect();
                write!(f, "the client has no credential for {}", sets.join(" or "))
            }
            RequestProblem::InvalidCredential => {
                f.write_str("the credential is empty or cannot stand in a header")
            }
            RequestProblem::Provider(_) => f.write_str("the provider of the credential failed"),
            RequestProblem::Unwritable(message) => {
                write!(f, "the request cannot be written: {message}")
            }
            RequestProblem::Spent => f.write_str("the body is a stream, and has been sent already"),
            RequestProblem::Invalid(why) => f.write_str(why),
            RequestProblem::PathParameter(name) => {
                write!(f, "the path cannot hold the value of `{name}`")
            }
            RequestProblem::HeaderParameter(name) => {
                write!(f, "a header cannot hold the value of `{name}`")
            }
            RequestProblem::Pages => {
                f.write_str("the pages lead in a circle, or too many in a row are empty")
            }
            RequestProblem::Method => f.write_str("the method is no token"),
            RequestProblem::Url => f.write_str("the URL does not parse or is too long"),
            RequestProblem::NoRuntime => f.write_str(
                "no tokio runtime drives the call; await it in one, or use the feature `blocking`",
            ),
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            RequestProblem::Provider(error) => Some(&**error),
            _ => None,
        }
    }
}
