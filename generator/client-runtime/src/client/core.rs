//! What all calls of one client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::carrier::{self, Carrier};
use crate::client::credential::Credential;
use crate::client::future::{MaybeSend, MaybeSync};
#[cfg(not(target_arch = "wasm32"))]
use crate::client::limiter::Limiter;
use crate::client::retry::RetryPolicy;
use crate::client::validation::Validation;

/// What all calls of one client share: the connections, the credential, the limits.
///
/// Emitted clients hold one. It is a pointer: clones share the connections.
#[derive(Clone)]
pub struct Core(Arc<dyn Sharing>);

/// [`Shared`], of which no more is known than that all threads may have it.
///
/// Whoever awaits a call in a future that other threads may poll has the compiler see whether they may have the client
/// too: without this, all the way down to the HTTP library, for each such future.
trait Sharing: MaybeSend + MaybeSync {
    fn shared(&self) -> &Shared;
}

impl Sharing for Shared {
    fn shared(&self) -> &Shared {
        self
    }
}

pub(crate) struct Shared {
    pub(crate) carrier: Carrier,
    /// What is sent with every request that does not set it itself.
    pub(crate) headers: reqwest::header::HeaderMap,
    /// Whether bodies may come in gzip.
    pub(crate) gzip: bool,
    pub(crate) base_url: reqwest::Url,
    pub(crate) credential: Credential,
    pub(crate) timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: RetryPolicy,
    pub(crate) validation: Validation,
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) limiter: Option<Limiter>,
}

impl Shared {
    /// Where requests go, for errors.
    pub(crate) fn host(&self) -> String {
        carrier::host(&self.base_url)
    }
}

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    /// The base URL that the paths of operations are appended to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.shared().base_url.as_str()
    }

    pub(crate) fn shared(&self) -> &Shared {
        self.0.shared()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.base_url())
            .field("credential", &self.shared().credential)
            .finish_non_exhaustive()
    }
}

/// A client that can be made of a [`Core`]. Emitted for every client, and called by [`Builder`](crate::Builder).
pub trait FromCore {
    /// The security schemes that the client's operations ask for; `None` if nobody knows.
    const SCHEMES: Option<&'static [&'static str]> = None;

    /// Makes the client.
    fn from_core(core: Core) -> Self;
}
