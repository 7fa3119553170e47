//! Responses that did not come, or not whole.

use std::fmt;

use super::AnyError;

/// No whole response came.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    problem: TransportProblem,
    status: Option<u16>,
    attempts: u32,
    source: Option<AnyError>,
    /// Where the request was to go.
    host: Option<String>,
}

/// Why no whole response came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportProblem {
    /// No connection came about. The request was not sent.
    Connect,
    /// The server's certificate is not trusted. The request was not sent.
    Certificate(
        /// What is wrong with it; for a pinned certificate, the fingerprints that came and that were expected.
        String,
    ),
    /// No TLS connection came about, for another reason than the certificate: the server speaks no TLS, for example, or
    /// has not the key of its certificate. The request was not sent.
    Handshake(
        /// What is wrong.
        String,
    ),
    /// The time for the call was up, all attempts together.
    Timeout,
    /// The connection broke before the response was whole. The server may have acted.
    Interrupted,
    /// The stream of the request's body gave an error, which is the source of this one, or was not as long as was said.
    /// The server has received a part of it.
    RequestBody,
    /// The response's body is larger than the client takes.
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// One message of a stream is larger than the client takes.
    MessageTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The stream ended in the middle of a message.
    TruncatedMessage,
    /// What answers does not speak HTTP: the port is another service's, or speaks TLS while the base URL begins with
    /// `http:`.
    NotHttp,
    /// The body came compressed, although the request did not allow that, or not in that way.
    UnexpectedEncoding,
    /// The body is not what it says that it was compressed into, or ends too early.
    Packing,
    /// Nobody drives timers: the thread that blocking calls need could not be started, or a stream with an idle timeout
    /// is read outside a runtime of tokio.
    Runtime,
    /// The server led elsewhere, to where this client does not follow: see [`Builder`](crate::Builder).
    Redirect,
}

impl TransportError {
    pub(crate) fn new(operation: &'static str, problem: TransportProblem) -> Self {
        Self {
            operation,
            problem,
            status: None,
            attempts: 1,
            source: None,
            host: None,
        }
    }

    #[must_use]
    pub(crate) fn with_status(self, status: u16) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    #[must_use]
    pub(crate) fn with_attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    #[must_use]
    pub(crate) fn with_source(self, source: AnyError) -> Self {
        Self {
            source: Some(source),
            ..self
        }
    }

    #[must_use]
    pub(crate) fn with_host(self, host: String) -> Self {
        Self {
            host: Some(host),
            ..self
        }
    }

    /// The host and port that the request was to go to, if there was no connection or it was of the wrong kind.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The innermost cause, which says most: `Connection refused`.
    fn cause(&self) -> Option<String> {
        let mut error: &(dyn std::error::Error + 'static) = self.source.as_deref()?;
        while let Some(source) = error.source() {
            error = source;
        }
        Some(error.to_string())
    }

    /// The id of the operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What went wrong.
    #[must_use]
    pub fn problem(&self) -> &TransportProblem {
        &self.problem
    }

    /// The status, when the head of a response had come.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// How often the request was sent, or its sending begun.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether the time was up.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.problem == TransportProblem::Timeout
    }

    /// Whether no connection came about, its certificate included.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(
            self.problem,
            TransportProblem::Connect
                | TransportProblem::Certificate(_)
                | TransportProblem::Handshake(_)
        )
    }

    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        use TransportProblem::{Connect, Interrupted, Timeout, TruncatedMessage};

        matches!(
            self.problem,
            Connect | Interrupted | Timeout | TruncatedMessage
        )
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match &self.problem {
            TransportProblem::Connect => {
                let host = self.host().unwrap_or("the server");
                write!(f, "{host} cannot be reached")?;
                match self.cause() {
                    Some(cause) => write!(f, ": {cause}"),
                    None => Ok(()),
                }
            }
            TransportProblem::NotHttp => {
                let host = self.host().unwrap_or("the server");
                write!(
                    f,
                    "what answers at {host} does not speak HTTP: another port, or https, may be meant"
                )
            }
            TransportProblem::Packing => f.write_str("the compressed response cannot be unpacked"),
            TransportProblem::Certificate(why) => {
                write!(f, "the server's certificate is not trusted: {why}")
            }
            TransportProblem::Handshake(why) => {
                write!(f, "no TLS connection to the server came about: {why}")
            }
            TransportProblem::Timeout => f.write_str("the time is up"),
            TransportProblem::Interrupted => {
                f.write_str("the connection broke before the response was whole")
            }
            TransportProblem::RequestBody => {
                f.write_str("the stream of the request's body broke off")
            }
            TransportProblem::BodyTooLarge { limit } => {
                write!(f, "the response is larger than {limit} bytes")
            }
            TransportProblem::MessageTooLarge { limit } => {
                write!(f, "a message is larger than {limit} bytes")
            }
            TransportProblem::TruncatedMessage => {
                f.write_str("the stream ended in the middle of a message")
            }
            TransportProblem::UnexpectedEncoding => f.write_str("the response is compressed"),
            TransportProblem::Runtime => {
                f.write_str("there is no runtime, and none can be started")
            }
            TransportProblem::Redirect => {
                f.write_str("the server leads to where this client does not follow")
            }
        }?;
        if self.attempts > 1 {
            write!(f, " (after {} attempts)", self.attempts)?;
        }
        Ok(())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
