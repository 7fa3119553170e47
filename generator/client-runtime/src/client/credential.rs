//! Credentials: what they are, where they go, and which an operation takes.

use std::fmt;
use std::sync::Arc;

use crate::client::carrier::Carrier;
use crate::client::error::{AnyError, RequestProblem};
use crate::client::future::{BoxFuture, MaybeSend};
#[cfg(not(target_arch = "wasm32"))]
use crate::client::oauth2::OAuth2;
#[cfg(not(target_arch = "wasm32"))]
use crate::client::token::{Kept, Token};
use crate::encoding::{self, Alphabet};
use crate::secret::{REDACTED, SecretString};

/// The error of a provider of credentials.
pub type ProviderError = AnyError;

type Provider = dyn Fn() -> BoxFuture<Result<SecretString, ProviderError>> + Send + Sync;

/// Where a secret comes from: a fixed text, a provider that is asked each time, or one of tokens that run out.
#[derive(Clone)]
pub struct SecretSource(Source);

#[derive(Clone)]
enum Source {
    Fixed(SecretString),
    Provider(Arc<Provider>),
    #[cfg(not(target_arch = "wasm32"))]
    Tokens(Arc<Tokens>),
}

/// Tokens that are kept until they run out.
#[cfg(not(target_arch = "wasm32"))]
struct Tokens {
    kept: Kept,
    from: TokensFrom,
}

#[cfg(not(target_arch = "wasm32"))]
enum TokensFrom {
    Provider(Box<TokenProvider>),
    OAuth2(OAuth2),
}

#[cfg(not(target_arch = "wasm32"))]
type TokenProvider = dyn Fn() -> BoxFuture<Result<Token, ProviderError>> + Send + Sync;

impl SecretSource {
    /// A secret that does not change.
    pub fn fixed(secret: impl Into<String>) -> Self {
        Self(Source::Fixed(SecretString::new(secret)))
    }

    /// A secret that expires: the provider is asked before every request that needs it, retries included. It is up to
    /// the provider to keep the secret for as long as it is good. Its time counts towards the call's timeout.
    ///
    /// ```
    /// use trueup_client::{SecretSource, SecretString};
    ///
    /// let source = SecretSource::provider(|| async { Ok(SecretString::new("token of the hour")) });
    /// # drop(source);
    /// ```
    pub fn provider<F, R>(provider: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<SecretString, ProviderError>> + MaybeSend + 'static,
    {
        Self(Source::Provider(Arc::new(move || Box::pin(provider()))))
    }

    /// Tokens that run out: the provider is asked when there is none that is good, once for all calls that wait for it.
    /// A token is good for the time that it says, and no longer than the server takes it. The provider's time counts
    /// towards the call's timeout.
    ///
    /// ```
    /// use std::time::Duration;
    /// use trueup_client::{SecretSource, Token};
    ///
    /// let source = SecretSource::tokens(|| async {
    ///     Ok(Token::new("token of the hour").good_for(Duration::from_secs(3600)))
    /// });
    /// # drop(source);
    /// ```
    #[cfg(not(target_arch = "wasm32"))]
    pub fn tokens<F, R>(provider: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Token, ProviderError>> + Send + 'static,
    {
        Self::kept(TokensFrom::Provider(Box::new(move || Box::pin(provider()))))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn kept(from: TokensFrom) -> Self {
        Self(Source::Tokens(Arc::new(Tokens {
            kept: Kept::default(),
            from,
        })))
    }

    async fn get(&self, carrier: &Carrier) -> Result<SecretString, RequestProblem> {
        // A browser's sources need none.
        let _ = carrier;
        match &self.0 {
            Source::Fixed(secret) => Ok(secret.clone()),
            Source::Provider(provider) => provider().await.map_err(RequestProblem::Provider),
            #[cfg(not(target_arch = "wasm32"))]
            // Behind a pointer: most clients have no such source, and their futures need not be larger for it.
            Source::Tokens(tokens) => Box::pin(tokens.get(carrier))
                .await
                .map_err(RequestProblem::Provider),
        }
    }

    /// Lets go of a token that the server did not take.
    async fn forget(&self, secret: &SecretString) {
        #[cfg(not(target_arch = "wasm32"))]
        if let Source::Tokens(tokens) = &self.0 {
            tokens.kept.forget(secret).await;
        }
        #[cfg(target_arch = "wasm32")]
        let _ = secret;
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Tokens {
    async fn get(&self, carrier: &Carrier) -> Result<SecretString, ProviderError> {
        match &self.from {
            TokensFrom::Provider(provider) => self.kept.get(provider).await,
            TokensFrom::OAuth2(flow) => self.kept.get(|| flow.fetch(carrier)).await,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<OAuth2> for SecretSource {
    fn from(flow: OAuth2) -> Self {
        Self::kept(TokensFrom::OAuth2(flow))
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretSource({REDACTED})")
    }
}

impl<T: Into<SecretString>> From<T> for SecretSource {
    fn from(secret: T) -> Self {
        Self(Source::Fixed(secret.into()))
    }
}

/// The scheme of secrets that go with every request. No scheme of a description has an empty name.
const EVERYWHERE: &str = "";

/// Where a secret stands in a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Header {
        name: &'static str,
        prefix: &'static str,
    },
    Query(&'static str),
    Cookie(&'static str),
}

/// The secrets of one request, each with its place. Behind a pointer: a request on its way is small so.
pub(crate) struct Secrets(pub(crate) Vec<(Place, SecretString)>);

/// What a client shows to the server: the secrets of one or more security schemes.
///
/// Each call sends those that its operation asks for, and no others. `Debug` shows the schemes alone.
#[derive(Clone)]
pub struct Credential(Vec<Part>);

#[derive(Clone)]
struct Part {
    scheme: &'static str,
    place: Place,
    secret: SecretSource,
}

impl Credential {
    fn one(scheme: &'static str, place: Place, secret: SecretSource) -> Self {
        Self(vec![Part {
            scheme,
            place,
            secret,
        }])
    }

    /// No credential, for an API that needs none.
    #[must_use]
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// A header of its own: `prefix` stands before the secret.
    pub fn header(
        scheme: &'static str,
        name: &'static str,
        prefix: &'static str,
        secret: impl Into<SecretSource>,
    ) -> Self {
        Self::one(scheme, Place::Header { name, prefix }, secret.into())
    }

    /// `Authorization: Bearer …` (RFC 6750, section 2.1).
    pub fn bearer(scheme: &'static str, token: impl Into<SecretSource>) -> Self {
        Self::header(scheme, "authorization", "Bearer ", token)
    }

    /// `Authorization: Basic …` (RFC 7617, section 2).
    pub fn basic(scheme: &'static str, user: &str, password: impl Into<SecretString>) -> Self {
        let pair = SecretString::concat(&[user, ":", password.into().expose()]);
        let text = SecretString::new(encoding::to_base64(
            pair.expose().as_bytes(),
            Alphabet::Standard,
        ));
        Self::header(scheme, "authorization", "Basic ", text)
    }

    /// A query parameter. URLs turn up in the logs of servers and proxies, and their memory is not zeroed: prefer a
    /// header where there is a choice.
    pub fn query(
        scheme: &'static str,
        name: &'static str,
        secret: impl Into<SecretSource>,
    ) -> Self {
        Self::one(scheme, Place::Query(name), secret.into())
    }

    /// A cookie.
    pub fn cookie(
        scheme: &'static str,
        name: &'static str,
        secret: impl Into<SecretSource>,
    ) -> Self {
        Self::one(scheme, Place::Cookie(name), secret.into())
    }

    /// Both credentials, for operations that need more than one scheme at once.
    #[must_use]
    pub fn and(mut self, other: impl Into<Self>) -> Self {
        self.0.extend(other.into().0);
        self
    }

    /// The secrets that an operation with these alternatives takes: of the first that the client has in full.
    pub(crate) async fn secrets(
        &self,
        alternatives: &'static [&'static [&'static str]],
        carrier: &Carrier,
    ) -> Result<Box<Secrets>, RequestProblem> {
        let mut secrets = Vec::new();
        let everywhere = self.0.iter().filter(|part| part.scheme == EVERYWHERE);
        for part in everywhere.chain(self.choose(alternatives)?) {
            let secret = part.secret.get(carrier).await?;
            if secret.expose().is_empty() {
                return Err(RequestProblem::InvalidCredential);
            }
            secrets.push((part.place, secret));
        }
        Ok(Box::new(Secrets(secrets)))
    }

    /// Lets go of the tokens among these secrets, which the server did not take.
    pub(crate) async fn forget(&self, secrets: &[(Place, SecretString)]) {
        for part in &self.0 {
            for (_, secret) in secrets {
                part.secret.forget(secret).await;
            }
        }
    }

    /// The same for every operation, whatever the description says of it.
    pub(crate) fn for_all(mut self) -> Self {
        for part in &mut self.0 {
            part.scheme = EVERYWHERE;
        }
        self
    }

    /// The first scheme that is not among these.
    pub(crate) fn unused(&self, schemes: &[&str]) -> Option<&'static str> {
        let mut schemes_of_parts = self.0.iter().map(|part| part.scheme);
        schemes_of_parts.find(|scheme| *scheme != EVERYWHERE && !schemes.contains(scheme))
    }

    fn choose(
        &self,
        alternatives: &'static [&'static [&'static str]],
    ) -> Result<Vec<&Part>, RequestProblem> {
        for set in alternatives.iter().filter(|set| !set.is_empty()) {
            let parts: Option<Vec<_>> = set
                .iter()
                .map(|scheme| self.0.iter().find(|part| part.scheme == *scheme))
                .collect();
            if let Some(parts) = parts {
                return Ok(parts);
            }
        }
        if alternatives.iter().all(|set| !set.is_empty()) && !alternatives.is_empty() {
            return Err(RequestProblem::MissingCredential {
                accepted: alternatives,
            });
        }
        Ok(Vec::new())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<_> = self.0.iter().map(|part| part.scheme).collect();
        f.debug_tuple("Credential").field(&schemes).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemes(
        credential: &Credential,
        alternatives: &'static [&'static [&'static str]],
    ) -> Option<Vec<&'static str>> {
        let parts = credential.choose(alternatives).ok()?;
        Some(parts.iter().map(|part| part.scheme).collect())
    }

    #[test]
    fn the_first_complete_alternative_is_taken() {
        let both =
            Credential::bearer("token", "t").and(Credential::header("key", "x-key", "", "k"));
        let key = Credential::header("key", "x-key", "", "k");
        assert_eq!(schemes(&both, &[&["token"], &["key"]]), Some(vec!["token"]));
        assert_eq!(schemes(&key, &[&["token"], &["key"]]), Some(vec!["key"]));
        assert_eq!(
            schemes(&both, &[&["token", "key"]]),
            Some(vec!["token", "key"])
        );
        assert_eq!(schemes(&key, &[&["token", "key"]]), None);
        assert_eq!(schemes(&key, &[&["token"]]), None);
    }

    #[test]
    fn nothing_is_sent_where_nothing_is_needed() {
        let key = Credential::header("key", "x-key", "", "k");
        assert_eq!(schemes(&key, &[]), Some(vec![]));
        assert_eq!(schemes(&key, &[&["token"], &[]]), Some(vec![]));
        assert_eq!(schemes(&key, &[&[], &["key"]]), Some(vec!["key"]));
        assert_eq!(schemes(&Credential::none(), &[&["key"]]), None);
    }

    #[test]
    fn debug_shows_no_secret() {
        let credential = Credential::basic("login", "ann", "hunter2").and(Credential::query(
            "key",
            "key",
            SecretSource::provider(|| async { Ok(SecretString::new("hunter2")) }),
        ));
        assert_eq!(format!("{credential:?}"), r#"Credential(["login", "key"])"#);
    }
}
