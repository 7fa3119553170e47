//! What all calls of one client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::credential::Credential;
use crate::judge::Judging;
#[cfg(not(target_arch = "wasm32"))]
use crate::limiter::Limiter;
use crate::retry::RetryPolicy;

/// What all calls of one client share: the connections, the credential, the limits.
///
/// Emitted clients hold one. It is a pointer: clones share the connections.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: reqwest::Url,
    pub(crate) credential: Credential,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) judging: Judging,
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) limiter: Option<Limiter>,
}

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// The base URL that the paths of operations are appended to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.0.base_url.as_str()
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.base_url())
            .field("credential", &self.0.credential)
            .finish_non_exhaustive()
    }
}

/// A client that can be made of a [`Core`]. Emitted for every client, and called by [`Builder`](crate::Builder).
pub trait FromCore {
    /// Makes the client.
    fn from_core(core: Core) -> Self;
}
