//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use crate::core::{Core, FromCore, Shared};
use crate::credential::Credential;
use crate::judge::Judging;
#[cfg(not(target_arch = "wasm32"))]
use crate::rate::RateLimit;
use crate::retry::RetryPolicy;
#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
use crate::tls::Trust;

/// The settings of a client of type `C`.
///
/// | setting | default |
/// |---|---|
/// | [`timeout`](Self::timeout): a whole call, retries included | 30 s |
/// | [`connect_timeout`](Self::connect_timeout): one connection, TLS included | 10 s |
/// | [`max_response_bytes`](Self::max_response_bytes): one body, or one message of a stream | 8 MiB |
/// | [`retry`](Self::retry) | three attempts, idempotent operations only |
/// | [`rate_limit`](Self::rate_limit) | none |
/// | trust in the server | the roots of the system |
///
/// What is not a setting: HTTP/1.1 is spoken, and connections are kept and used again. Compressed responses are not
/// asked for and not accepted, so that the limit on bytes is one on memory. No proxy is taken from the environment.
/// Redirects are followed for GET and HEAD alone, five at most, never between `https` and `http`, and without
/// credentials, headers and cookies as soon as one leads to another host or port. There is no way to turn the
/// verification of certificates off.
///
/// In a browser (`wasm32-unknown-unknown`) the connection is the browser's: trust, compression and redirects are its
/// business. There are no retries, no rate limit, and no time for a connection alone. A redirect may take a credential
/// along that is in another header than `Authorization`.
pub struct Builder<C> {
    base_url: String,
    credential: Credential,
    user_agent: Option<String>,
    timeout: Duration,
    #[cfg(not(target_arch = "wasm32"))]
    connect_timeout: Duration,
    max_response_bytes: usize,
    retry: RetryPolicy,
    judging: Judging,
    #[cfg(not(target_arch = "wasm32"))]
    rate_limit: Option<RateLimit>,
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    trust: Trust,
    client: PhantomData<fn() -> C>,
}

impl<C: FromCore> Builder<C> {
    /// Begins with a base URL and a credential.
    pub fn new(base_url: impl Into<String>, credential: impl Into<Credential>) -> Self {
        Self {
            base_url: base_url.into(),
            credential: credential.into(),
            user_agent: None,
            timeout: Duration::from_secs(30),
            #[cfg(not(target_arch = "wasm32"))]
            connect_timeout: Duration::from_secs(10),
            max_response_bytes: 8 << 20,
            retry: RetryPolicy::default(),
            judging: Judging::default(),
            #[cfg(not(target_arch = "wasm32"))]
            rate_limit: None,
            #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
            trust: Trust::default(),
            client: PhantomData,
        }
    }

    /// Another server: scheme, host, port and perhaps a path, to which the paths of operations are appended.
    #[must_use]
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            ..self
        }
    }

    /// The `User-Agent` header.
    #[must_use]
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        Self {
            user_agent: Some(user_agent.into()),
            ..self
        }
    }

    /// The time for a whole call: the provider of credentials, the rate limit, all attempts, the waits in between, and
    /// the whole body. For a stream it ends with the response's head. [`Call::timeout`](crate::Call::timeout) sets it
    /// for one call.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// The time for one connection, TLS included. No connection in that time is an error that is tried again.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self {
            connect_timeout,
            ..self
        }
    }

    /// The largest body that is taken, in bytes, and the largest message of a stream.
    #[must_use]
    pub fn max_response_bytes(self, max_response_bytes: usize) -> Self {
        Self {
            max_response_bytes,
            ..self
        }
    }

    /// How idempotent operations are tried again. [`Call::retry`](crate::Call::retry) sets it for one call.
    #[must_use]
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self { retry, ..self }
    }

    /// Has JSON bodies judged: those of requests before they are sent, those of responses before they are decoded, of
    /// streams each line.
    #[cfg(feature = "validate")]
    #[must_use]
    pub fn judge(self, judge: impl crate::Judge + 'static, reaction: crate::Reaction) -> Self {
        Self {
            judging: Judging::by(judge, reaction),
            ..self
        }
    }

    /// Sends no more often than that.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn rate_limit(self, rate_limit: RateLimit) -> Self {
        Self {
            rate_limit: Some(rate_limit),
            ..self
        }
    }

    /// Trusts the certificate authorities in this PEM text as well as those of the system.
    ///
    /// For a server whose certificate a private authority has issued. A certificate that signed itself is not trusted
    /// this way: [`pin_certificate_pem`](Self::pin_certificate_pem).
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn add_root_certificate_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.trust.add_roots(pem.as_ref());
        self
    }

    /// Trusts a server that shows one of the certificates in this PEM text, and no other.
    ///
    /// For a server that signed its own certificate. The certificate must be the same to the last byte, and the server
    /// must prove that it has its key. The certificate's host names, dates and purpose are not looked at: the pin says
    /// who the server is, wherever it is reached, and for how long is decided by whoever keeps the pin. Another
    /// certificate is an error that shows its SHA-256 fingerprint and those that were expected. The roots of the system
    /// play no part.
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn pin_certificate_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.trust.pin(pem.as_ref());
        self
    }

    /// Trusts a server that shows this certificate, given as DER. See
    /// [`pin_certificate_pem`](Self::pin_certificate_pem).
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn pin_certificate_der(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.trust.pin_der(der.into());
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When the base URL, the user agent or a certificate is not one, or the system has no roots.
    pub fn build(self) -> Result<C, BuildError> {
        let base_url = parse_base_url(&self.base_url)?;
        let http = self.http(&base_url)?;
        Ok(C::from_core(Core::new(Shared {
            http,
            base_url,
            credential: self.credential,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            retry: self.retry,
            judging: self.judging,
            #[cfg(not(target_arch = "wasm32"))]
            limiter: self.rate_limit.map(crate::limiter::Limiter::new),
        })))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn http(&self, base_url: &reqwest::Url) -> Result<reqwest::Client, BuildError> {
        let mut http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // Both are done in `exchange`, by rules of our own.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            // Not asked for here, but features belong to a whole build: others may have turned them on.
            .http1_only()
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        if let Some(user_agent) = &self.user_agent {
            http = http.user_agent(user_agent);
        }
        #[cfg(feature = "tls")]
        {
            http = http.tls_backend_preconfigured(self.trust.config(base_url)?);
        }
        #[cfg(not(feature = "tls"))]
        if base_url.scheme() == "https" {
            return Err(BuildError::NoTls);
        }
        http.build().map_err(BuildError::Http)
    }

    #[cfg(target_arch = "wasm32")]
    fn http(&self, _: &reqwest::Url) -> Result<reqwest::Client, BuildError> {
        let mut http = reqwest::Client::builder();
        if let Some(user_agent) = &self.user_agent {
            http = http.user_agent(user_agent);
        }
        http.build().map_err(BuildError::Http)
    }
}

/// Shows neither secrets nor certificates.
impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base_url", &self.base_url)
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

fn parse_base_url(text: &str) -> Result<reqwest::Url, BuildError> {
    let invalid = |why| BuildError::BaseUrl { why };
    let url = reqwest::Url::parse(text).map_err(|_| invalid("it does not parse"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("its scheme is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it holds a user name or a password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("it has a query or a fragment"));
    }
    Ok(url)
}

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
    /// The HTTP library could not be set up, for example because the user agent is no header value.
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
