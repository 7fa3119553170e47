//! The limit on how often a client sends.

/// How often a client sends: a rate, and how many requests it may send at once after a pause.
///
/// Requests beyond that wait their turn, which counts towards their timeout. A retry counts as a request. The limit is
/// the client's own: it does not know what other clients with the same credential send.
///
/// ```
/// const FREE: trueup_client::RateLimit = trueup_client::RateLimit::per_minute(60, 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    requests: u32,
    burst: u32,
}

impl RateLimit {
    /// So many requests each minute, and up to `burst` at once. Zeros are read as ones.
    #[must_use]
    pub const fn per_minute(requests: u32, burst: u32) -> Self {
        Self {
            requests: if requests == 0 { 1 } else { requests },
            burst: if burst == 0 { 1 } else { burst },
        }
    }

    /// Requests per minute.
    #[must_use]
    pub const fn requests(&self) -> u32 {
        self.requests
    }

    /// Requests at once, after a pause.
    #[must_use]
    pub const fn burst(&self) -> u32 {
        self.burst
    }
}
