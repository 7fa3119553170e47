//! Settings that no client can be built with.

use std::fmt;

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be used. The message does not show it: it may hold a password.
    BaseUrl {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A certificate cannot be used.
    Certificate(
        /// What is wrong with it.
        String,
    ),
    /// A certificate is pinned, but the base URL is not `https`: nothing would be verified.
    PinWithoutTls,
    /// The base URL is `https`, but the crate was built without its feature `tls`.
    NoTls,
    /// A header that every request should have cannot be one. The message does not show its value.
    Header {
        /// Its name.
        name: String,
    },
    /// A credential was given that no operation asks for, so that it would never be sent.
    UnusedCredential {
        /// Its security scheme.
        scheme: &'static str,
    },
    /// The proxy's URL cannot be used. The message does not show it: it may hold a password.
    Proxy,
    /// It was said whom to trust, or what to show of the client, but requests go by a transport of the caller's, which
    /// would not heed it.
    TrustOfAnotherTransport,
    /// The HTTP library could not be set up.
    Http(
        /// The library's error.
        reqwest::Error,
    ),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { why } => write!(f, "the base URL cannot be used: {why}"),
            Self::Certificate(why) => write!(f, "a certificate cannot be used: {why}"),
            Self::PinWithoutTls => {
                f.write_str("a certificate is pinned, but the base URL is not https")
            }
            Self::NoTls => f.write_str("the base URL is https, but the feature `tls` is off"),
            Self::Header { name } => write!(f, "the header {name:?} or its value cannot be one"),
            Self::UnusedCredential { scheme } => write!(
                f,
                "no operation asks for the credential of {scheme:?}; one for all is set by `credential_for_all`"
            ),
            Self::Proxy => f.write_str("the proxy's URL cannot be used"),
            Self::TrustOfAnotherTransport => f.write_str(
                "certificates are given, but the transport is the caller's and would not heed them",
            ),
            Self::Http(_) => f.write_str("the HTTP client cannot be set up"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            _ => None,
        }
    }
}
