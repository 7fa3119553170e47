//! Credentials: what they are, where they go, and which an operation takes.

use std::fmt;
use std::sync::Arc;

use crate::encoding::{self, Alphabet};
use crate::error::{AnyError, RequestProblem};
use crate::future::{BoxFuture, MaybeSend};
use crate::secret::{REDACTED, SecretString};

/// The error of a provider of credentials.
pub type ProviderError = AnyError;

type Provider = dyn Fn() -> BoxFuture<Result<SecretString, ProviderError>> + Send + Sync;

/// Where a secret comes from: a fixed text, or a provider that is asked each time.
#[derive(Clone)]
pub struct SecretSource(Source);

#[derive(Clone)]
enum Source {
    Fixed(SecretString),
    Provider(Arc<Provider>),
}

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

    async fn get(&self) -> Result<SecretString, RequestProblem> {
        match &self.0 {
            Source::Fixed(secret) => Ok(secret.clone()),
            Source::Provider(provider) => provider().await.map_err(RequestProblem::Provider),
        }
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
    ) -> Result<Vec<(Place, SecretString)>, RequestProblem> {
        let mut secrets = Vec::new();
        for part in self.choose(alternatives)? {
            let secret = part.secret.get().await?;
            if secret.expose().is_empty() {
                return Err(RequestProblem::InvalidCredential);
            }
            secrets.push((part.place, secret));
        }
        Ok(secrets)
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
