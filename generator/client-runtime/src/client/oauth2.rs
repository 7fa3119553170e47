//! Tokens of OAuth 2.0 (RFC 6749), got from the authorization server and used until they run out.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use serde_json::Value;

use crate::client::carrier::Carrier;
use crate::client::error::AnyError;
use crate::client::percent;
use crate::client::token::Token;
use crate::encoding::{self, Alphabet};
use crate::secret::SecretString;

/// The largest answer of an authorization server that is read, in bytes.
const LARGEST_ANSWER: usize = 64 << 10;

/// How a client gets tokens from an authorization server, by itself. It is a [`SecretSource`](crate::SecretSource): the
/// server is asked when a call needs a token and there is none that is good, once for however many calls wait.
///
/// Emitted credentials whose scheme has such a flow make one with the server's URL from the description.
///
/// ```
/// use trueup_client::{OAuth2, SecretSource};
///
/// let tokens = OAuth2::client_credentials("https://login.example.com/token", "id", "secret");
/// let source = SecretSource::from(tokens.scope("orders:read"));
/// # let _ = source;
/// ```
pub struct OAuth2 {
    token_url: String,
    client_id: String,
    client_secret: SecretString,
    scopes: Vec<String>,
    /// The refresh token, as the server gave it last; `None` where the client has a right of its own.
    refresh: Option<Mutex<SecretString>>,
}

impl OAuth2 {
    /// The client's own right (RFC 6749, section 4.4).
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: Vec::new(),
            refresh: None,
        }
    }

    /// A right that somebody gave the client, with a token to go on with it (RFC 6749, section 6). When the server gives
    /// a new one, that takes its place. The secret of a client that has none is empty.
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        Self {
            refresh: Some(Mutex::new(refresh_token.into())),
            ..Self::client_credentials(token_url, client_id, client_secret)
        }
    }

    /// Asks for a scope, besides those that were named before.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Asks the server for a token.
    pub(crate) async fn fetch(&self, carrier: &Carrier) -> Result<Token, AnyError> {
        let sending = carrier.execute(self.request()?, None);
        let mut response = sending.await.map_err(|failure| {
            let (problem, source) = failure.into_parts();
            Refusal::because(
                format!("the token server did not answer ({problem:?})"),
                Some(source),
            )
        })?;
        let status = response.status();
        let mut body = BytesMut::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(reqwest::Error::without_url)?
        {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Refusal::because(
                    "the token server's answer is too large",
                    None,
                ));
            }
            body.extend_from_slice(&chunk);
        }
        if status.is_success() {
            self.token(&body.freeze())
        } else {
            Err(Refusal::because(refusal(status.as_u16(), &body), None))
        }
    }

    fn request(&self) -> Result<reqwest::Request, AnyError> {
        let url = reqwest::Url::parse(&self.token_url)
            .map_err(|_| Refusal::because("the token server's URL does not parse", None))?;
        let is_local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.scheme() != "https" && !is_local {
            // RFC 6749, section 3.2: requests hold secrets in clear text.
            return Err(Refusal::because(
                "the token server's URL is not https",
                None,
            ));
        }
        let mut request = reqwest::Request::new(reqwest::Method::POST, url);
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if !self.client_secret.expose().is_empty() {
            let id = percent::value(&self.client_id);
            let secret = SecretString::new(percent::value(self.client_secret.expose()));
            let pair = SecretString::concat(&[&id, ":", secret.expose()]);
            let pair = encoding::to_base64(pair.expose().as_bytes(), Alphabet::Standard);
            let text = SecretString::concat(&["Basic ", &pair]);
            let mut value = HeaderValue::try_from(text.expose())
                .map_err(|_| Refusal::because("the client's id cannot stand in a header", None))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        *request.body_mut() = Some(self.body().into());
        Ok(request)
    }

    fn body(&self) -> String {
        let mut body = match &self.refresh {
            None => "grant_type=client_credentials".to_owned(),
            Some(token) => {
                let token = token.lock().unwrap_or_else(PoisonError::into_inner);
                let token = percent::value(token.expose());
                format!("grant_type=refresh_token&refresh_token={token}")
            }
        };
        if !self.scopes.is_empty() {
            body.push_str("&scope=");
            body.push_str(&percent::value(&self.scopes.join(" ")));
        }
        if self.client_secret.expose().is_empty() {
            body.push_str("&client_id=");
            body.push_str(&percent::value(&self.client_id));
        }
        body
    }

    /// RFC 6749, section 5.1.
    fn token(&self, body: &Bytes) -> Result<Token, AnyError> {
        let answer: Value = serde_json::from_slice(body)
            .map_err(|_| Refusal::because("the token server's answer is not JSON", None))?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let token = text("access_token").ok_or_else(|| {
            Refusal::because("the token server's answer has no access_token", None)
        })?;
        if let Some((place, renewed)) = self.refresh.as_ref().zip(text("refresh_token")) {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = SecretString::new(renewed);
        }
        let token = Token::new(token);
        // Some servers write the number as a text.
        let seconds = answer.get("expires_in").and_then(|value| match value {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        });
        Ok(match seconds {
            Some(seconds) => token.good_for(Duration::from_secs(seconds)),
            None => token,
        })
    }
}

/// What the server says of itself: `invalid_client`. Its other words may quote the request.
fn refusal(status: u16, body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let is_plain = |code: &&str| {
        code.len() <= 64
            && code
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let code = body.get("error").and_then(Value::as_str).filter(is_plain);
    match code {
        Some(code) => format!("the token server refuses: {code} (status {status})"),
        None => format!("the token server refuses (status {status})"),
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Why there is no token.
#[derive(Debug)]
struct Refusal {
    why: String,
    source: Option<AnyError>,
}

impl Refusal {
    fn because(why: impl Into<String>, source: Option<AnyError>) -> AnyError {
        Box::new(Self {
            why: why.into(),
            source,
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
