//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::client::carrier::Carrier;
use crate::client::core::{Core, FromCore, Shared};
use crate::client::credential::Credential;
use crate::client::error::BuildError;
#[cfg(not(target_arch = "wasm32"))]
use crate::client::rate::RateLimit;
use crate::client::retry::RetryPolicy;
#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
use crate::client::tls::Trust;
#[cfg(not(target_arch = "wasm32"))]
use crate::client::transport::Transport;
use crate::client::validation::Validation;

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
/// | proxy | what the environment says (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) |
///
/// What is not a setting: HTTP/1.1 is spoken, and connections are kept and used again; for other versions, and whatever
/// else the HTTP library can do, bring a client of your own (`http_client`), or another transport (`transport`).
/// Compressed responses are neither asked for nor accepted unless `gzip` is set. Redirects are followed for GET and HEAD alone, five at most, never between `https` and `http`, and without
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
    validation: Validation,
    #[cfg(not(target_arch = "wasm32"))]
    rate_limit: Option<RateLimit>,
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    trust: Trust,
    headers: Vec<(String, String)>,
    #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
    gzip: bool,
    #[cfg(not(target_arch = "wasm32"))]
    proxy: Proxying,
    #[cfg(not(target_arch = "wasm32"))]
    carrier: Option<Carrier>,
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
            validation: Validation::default(),
            #[cfg(not(target_arch = "wasm32"))]
            rate_limit: None,
            #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
            trust: Trust::default(),
            headers: Vec::new(),
            #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
            gzip: false,
            #[cfg(not(target_arch = "wasm32"))]
            proxy: Proxying::Environment,
            #[cfg(not(target_arch = "wasm32"))]
            carrier: None,
            client: PhantomData,
        }
    }

    /// Sends a credential with every request, whatever the description says of credentials: for servers whose description
    /// names no security scheme. The scheme's name in it is of no matter.
    #[must_use]
    pub fn credential_for_all(self, credential: impl Into<Credential>) -> Self {
        Self {
            credential: self.credential.and(credential.into().for_all()),
            ..self
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

    /// Has JSON bodies validated: those of requests before they are sent, those of responses before they are decoded, of
    /// streams each line.
    #[cfg(feature = "validate")]
    #[must_use]
    pub fn validate(
        self,
        validator: impl crate::Validator + 'static,
        on_violation: crate::OnViolation,
    ) -> Self {
        Self {
            validation: Validation::by(validator, on_violation),
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

    /// Shows this certificate to servers that ask for one: a PEM text of the certificate and those that lead to it, and
    /// one of its private key.
    #[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn client_certificate_pem(
        mut self,
        certificates: impl AsRef<[u8]>,
        key: impl AsRef<[u8]>,
    ) -> Self {
        self.trust.identify(certificates.as_ref(), key.as_ref());
        self
    }

    /// Sends this header with every request, unless a call sets it itself. `Debug` and errors do not show its value; for
    /// credentials there are better places.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Takes answers compressed as gzip, which cost less on the wire and more to read. All limits on sizes are those of
    /// what comes out; it is unpacked in small pieces, so no answer takes more memory than they allow.
    #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn gzip(self) -> Self {
        Self { gzip: true, ..self }
    }

    /// Goes to every server by this proxy, `http://proxy.example:3128` or with a user name and a password in it, whatever
    /// the environment says.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn proxy(self, url: impl Into<String>) -> Self {
        Self {
            proxy: Proxying::By(url.into()),
            ..self
        }
    }

    /// Goes to servers directly, whatever the environment says.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn no_proxy(self) -> Self {
        Self {
            proxy: Proxying::None,
            ..self
        }
    }

    /// Sends requests by a client of the HTTP library that you have set up: with its connections, its trust, its
    /// proxies, its versions of HTTP.
    ///
    /// What is said here of these does not count then: a certificate that is pinned all the same is an error. Let the
    /// client follow no redirects (`reqwest::redirect::Policy::none()`): the library takes headers along that hold
    /// credentials, and follows where this crate would not.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        Self {
            carrier: Some(Carrier::Library(client)),
            ..self
        }
    }

    /// Sends requests by something else than the HTTP library. What is said here of connections, trust and proxies does
    /// not count then: a certificate that is pinned all the same is an error.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn transport(self, transport: impl Transport) -> Self {
        Self {
            carrier: Some(Carrier::Own(Box::new(transport))),
            ..self
        }
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When the base URL, a header, a proxy or a certificate is not one, or the system has no roots.
    pub fn build(mut self) -> Result<C, BuildError> {
        let base_url = parse_base_url(&self.base_url)?;
        if let Some(scheme) = C::SCHEMES.and_then(|schemes| self.credential.unused(schemes)) {
            return Err(BuildError::UnusedCredential { scheme });
        }
        let carrier = self.carrier(&base_url)?;
        let headers = self.headers()?;
        #[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
        let gzip = self.gzip;
        #[cfg(not(all(feature = "gzip", not(target_arch = "wasm32"))))]
        let gzip = false;
        Ok(C::from_core(Core::new(Shared {
            carrier,
            headers,
            gzip,
            base_url,
            credential: self.credential,
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            retry: self.retry,
            validation: self.validation,
            #[cfg(not(target_arch = "wasm32"))]
            limiter: self.rate_limit.map(crate::client::limiter::Limiter::new),
        })))
    }

    /// The headers of every request. The one that is said last counts.
    fn headers(&self) -> Result<HeaderMap, BuildError> {
        let agent = self
            .user_agent
            .iter()
            .map(|agent| ("user-agent", agent.as_str()));
        let others = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut headers = HeaderMap::new();
        for (name, value) in agent.chain(others) {
            let parsed = HeaderName::try_from(name)
                .ok()
                .zip(HeaderValue::try_from(value).ok());
            let (key, value) = parsed.ok_or_else(|| BuildError::Header {
                name: name.to_owned(),
            })?;
            headers.insert(key, value);
        }
        Ok(headers)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn carrier(&mut self, base_url: &reqwest::Url) -> Result<Carrier, BuildError> {
        let Some(carrier) = self.carrier.take() else {
            return self.http(base_url).map(Carrier::Library);
        };
        #[cfg(feature = "tls")]
        if self.trust.is_set() {
            return Err(BuildError::TrustOfAnotherTransport);
        }
        Ok(carrier)
    }

    #[cfg(target_arch = "wasm32")]
    fn carrier(&mut self, _: &reqwest::Url) -> Result<Carrier, BuildError> {
        let http = reqwest::Client::builder().build();
        http.map(Carrier::Library).map_err(BuildError::Http)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn http(&self, base_url: &reqwest::Url) -> Result<reqwest::Client, BuildError> {
        let mut http = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            // Both are done in `exchange`, by rules of our own.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Not asked for here, but features belong to a whole build: others may have turned them on.
            .http1_only()
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        match &self.proxy {
            Proxying::Environment => {}
            Proxying::None => http = http.no_proxy(),
            Proxying::By(url) => {
                let proxy = reqwest::Proxy::all(url.as_str()).map_err(|_| BuildError::Proxy)?;
                http = http.no_proxy().proxy(proxy);
            }
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
}

/// By which way servers are reached.
#[cfg(not(target_arch = "wasm32"))]
enum Proxying {
    /// As `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
    Environment,
    None,
    By(String),
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

pub(crate) fn parse_base_url(text: &str) -> Result<reqwest::Url, BuildError> {
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
