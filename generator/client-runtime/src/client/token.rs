//! Secrets that run out, kept for as long as they are good.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::client::error::AnyError;
use crate::secret::SecretString;

/// A secret that runs out, as a provider gives it.
#[derive(Clone, Debug)]
pub struct Token {
    secret: SecretString,
    good_for: Option<Duration>,
}

impl Token {
    /// A token that is good until the server refuses it.
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            secret: secret.into(),
            good_for: None,
        }
    }

    /// Says how long it is good from now on. Another is asked for a little earlier, so that none runs out on its way.
    #[must_use]
    pub fn good_for(self, time: Duration) -> Self {
        Self {
            good_for: Some(time),
            ..self
        }
    }

    /// When another must be asked for.
    fn end(&self) -> Option<Instant> {
        let time = self.good_for?;
        // A tenth of its time, half a minute at most.
        let margin = (time / 10).min(Duration::from_secs(30));
        Instant::now().checked_add(time.saturating_sub(margin))
    }
}

/// The token of one source, which all its users share.
#[derive(Default)]
pub(crate) struct Kept {
    state: Mutex<State>,
    /// How often a token was asked for.
    asked: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<(SecretString, Option<Instant>)>,
    /// Why the last time gave no token.
    failure: Option<SharedError>,
}

impl Kept {
    /// The token that is good, or else the one that `fetch` comes to. However many ask at once, it is fetched once, and
    /// if that fails, it fails for all who were waiting.
    pub(crate) async fn get<F>(&self, fetch: impl FnOnce() -> F) -> Result<SecretString, AnyError>
    where
        F: Future<Output = Result<Token, AnyError>>,
    {
        let asked = self.asked.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some((secret, end)) = &state.token
            && end.is_none_or(|end| Instant::now() < end)
        {
            return Ok(secret.clone());
        }
        if self.asked.load(Ordering::Acquire) != asked
            && let Some(failure) = &state.failure
        {
            return Err(Box::new(failure.clone()));
        }
        let fetched = fetch().await;
        self.asked.fetch_add(1, Ordering::Release);
        match fetched {
            Ok(token) => {
                let end = token.end();
                state.failure = None;
                state.token = Some((token.secret.clone(), end));
                Ok(token.secret)
            }
            Err(error) => {
                let error = SharedError(error.into());
                state.token = None;
                state.failure = Some(error.clone());
                Err(Box::new(error))
            }
        }
    }

    /// Forgets the token, if it is this one, because the server did not take it.
    pub(crate) async fn forget(&self, secret: &SecretString) {
        let mut state = self.state.lock().await;
        if state.token.as_ref().is_some_and(|(kept, _)| kept == secret) {
            state.token = None;
        }
    }
}

/// An error that all who waited get.
#[derive(Clone, Debug)]
struct SharedError(Arc<dyn std::error::Error + Send + Sync>);

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SharedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
