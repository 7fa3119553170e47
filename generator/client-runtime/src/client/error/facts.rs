//! What all errors that come with a response have.

use std::fmt;
use std::time::Duration;

use crate::headers::ResponseHeaders;

/// What all errors that come with a response have.
#[derive(Clone, Debug)]
pub(crate) struct ResponseFacts {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) headers: ResponseHeaders,
}

/// The beginning of each message: `getThing: status 404`.
impl fmt::Display for ResponseFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: status {}", self.operation, self.status)
    }
}

/// Lets the facts in the field `response` be asked for.
macro_rules! with_facts {
    ($($error:ident $(<$body:ident>)?),*) => {$(
        impl $(<$body>)? $error $(<$body>)? {
            /// The id of the operation that was called.
            #[must_use]
            pub fn operation(&self) -> &'static str {
                self.response.operation
            }

            /// The HTTP status. Within a stream it is that of the stream, 200.
            #[must_use]
            pub fn status(&self) -> u16 {
                self.response.status
            }

            /// How long the server asks to wait (`Retry-After`).
            #[must_use]
            pub fn retry_after(&self) -> Option<std::time::Duration> {
                self.response.retry_after
            }

            /// The headers of the response.
            #[must_use]
            pub fn headers(&self) -> &crate::headers::ResponseHeaders {
                &self.response.headers
            }

            /// How often the request was sent.
            #[must_use]
            pub fn attempts(&self) -> u32 {
                self.response.attempts
            }
        }
    )*};
}
pub(super) use with_facts;
