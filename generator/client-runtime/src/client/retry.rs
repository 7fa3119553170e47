//! When, and after how long, a request is sent again.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::client::operation::Retry;

/// How often an idempotent operation is tried, and how long to wait in between.
///
/// | after | another attempt? |
/// |---|---|
/// | no connection, or one that broke | yes |
/// | the status 408, 429, 502, 503 or 504 | yes, unless the body means something else by the description |
/// | an error body that the description calls transient, whatever its status | yes |
/// | any other response, a certificate that is not trusted, the end of the call's time | no |
///
/// An operation that is not idempotent, such as a payment, is sent once, whatever this policy says.
///
/// The wait before attempt *n* + 1 is a random time up to `first_wait` · 2ⁿ⁻¹, and at most `longest_wait`. If the
/// server says how long to wait (`Retry-After`), that is what is waited; if it is longer than `longest_retry_after`, or
/// than the call has time left, the error is returned at once.
///
/// ```
/// use std::time::Duration;
/// use trueup_client::RetryPolicy;
///
/// let policy = RetryPolicy::default().attempts(5).first_wait(Duration::from_millis(50));
/// assert_ne!(policy, RetryPolicy::none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, waits of up to 200 ms and 400 ms, `Retry-After` up to 30 s.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(5),
            longest_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// One attempt.
    #[must_use]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at most, the first time included. Zero is the same as one.
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// The longest wait before the second attempt; it doubles with each further one.
    #[must_use]
    pub fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// The longest wait before any attempt.
    #[must_use]
    pub fn longest_wait(self, longest_wait: Duration) -> Self {
        Self {
            longest_wait,
            ..self
        }
    }

    /// The longest `Retry-After` that is waited for.
    #[must_use]
    pub fn longest_retry_after(self, longest_retry_after: Duration) -> Self {
        Self {
            longest_retry_after,
            ..self
        }
    }

    /// How long to wait before another attempt, or `None` if there is to be none.
    pub(crate) fn wait(
        &self,
        operation: Retry,
        attempt: u32,
        outcome: Outcome,
        random: impl FnOnce() -> u64,
    ) -> Option<Duration> {
        if operation == Retry::Never || attempt >= self.attempts {
            return None;
        }
        match outcome {
            Outcome::Final => None,
            Outcome::Transient {
                retry_after: Some(wait),
            } => (wait <= self.longest_retry_after).then_some(wait),
            Outcome::Transient { retry_after: None } => Some(self.back_off(attempt, random())),
        }
    }

    fn back_off(&self, attempt: u32, random: u64) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let most = self
            .first_wait
            .saturating_mul(1 << doublings)
            .min(self.longest_wait);
        // 2⁵³ values, all of which an f64 holds: a fraction from 0 to just under 1.
        let fraction = (random >> 11) as f64 / (1u64 << 53) as f64;
        most.mul_f64(fraction)
    }
}

/// What an attempt came to, as far as another attempt is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Another attempt would come to the same.
    Final,
    /// Another attempt may succeed.
    Transient { retry_after: Option<Duration> },
}

/// A random number, good enough to spread clients over time. The standard library seeds its hashers for that.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The time of a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3).
pub(crate) fn parse_retry_after(value: &str, now: Option<jiff::Timestamp>) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = jiff::fmt::rfc2822::parse(value.trim()).ok()?.timestamp();
    Some(
        then.duration_since(now?)
            .try_into()
            .unwrap_or(Duration::ZERO),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRANSIENT: Outcome = Outcome::Transient { retry_after: None };

    #[test]
    fn only_idempotent_operations_are_tried_again() {
        let policy = RetryPolicy::default().attempts(9);
        assert!(policy.wait(Retry::Idempotent, 1, TRANSIENT, || 0).is_some());
        assert_eq!(policy.wait(Retry::Never, 1, TRANSIENT, || 0), None);
        assert_eq!(
            policy.wait(Retry::Idempotent, 1, Outcome::Final, || 0),
            None
        );
        assert_eq!(policy.wait(Retry::Idempotent, 9, TRANSIENT, || 0), None);
        assert_eq!(
            RetryPolicy::none().wait(Retry::Idempotent, 1, TRANSIENT, || 0),
            None
        );
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy::default()
            .attempts(u32::MAX)
            .first_wait(Duration::from_millis(100))
            .longest_wait(Duration::from_secs(1));
        let most = |attempt| {
            policy
                .wait(Retry::Idempotent, attempt, TRANSIENT, || u64::MAX)
                .unwrap()
                .as_secs_f64()
        };
        for (attempt, seconds) in [
            (1, 0.1),
            (2, 0.2),
            (3, 0.4),
            (4, 0.8),
            (5, 1.0),
            (1000, 1.0),
        ] {
            assert!(
                (most(attempt) - seconds).abs() < 1e-6,
                "{attempt}: {}",
                most(attempt)
            );
        }
        assert_eq!(
            policy.wait(Retry::Idempotent, 3, TRANSIENT, || 0),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn the_server_decides_how_long_to_wait_within_reason() {
        let policy = RetryPolicy::default();
        let asked = |seconds| {
            let retry_after = Some(Duration::from_secs(seconds));
            policy.wait(
                Retry::Idempotent,
                1,
                Outcome::Transient { retry_after },
                || 0,
            )
        };
        assert_eq!(asked(30), Some(Duration::from_secs(30)));
        assert_eq!(asked(31), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Some("1994-11-06T08:49:07Z".parse().unwrap());
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(
            parse_retry_after("120", None),
            Some(Duration::from_secs(120))
        );
        assert_eq!(parse_retry_after(date, now), Some(Duration::from_secs(30)));
        assert_eq!(
            parse_retry_after(date, Some("2024-01-01T00:00:00Z".parse().unwrap())),
            Some(Duration::ZERO)
        );
        for value in ["", "soon", "-1", "1.5"] {
            assert_eq!(parse_retry_after(value, now), None, "{value}");
        }
    }
}
