//! Keeping to a rate limit. Not in a browser: its target has no clock.

use std::sync::Mutex;
use std::time::Duration;

use crate::client::rate::RateLimit;

/// Lets requests through at the rate of a [`RateLimit`].
///
/// Instead of counting free requests it keeps the time at which all would be free again; each request moves it by one
/// interval (the generic cell rate algorithm, ITU-T I.371).
#[derive(Debug)]
pub(crate) struct Limiter {
    limit: RateLimit,
    start: tokio::time::Instant,
    /// Time since the limiter's start.
    all_free: Mutex<Duration>,
}

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            start: tokio::time::Instant::now(),
            all_free: Mutex::new(Duration::ZERO),
        }
    }

    /// Takes one request; how long it must wait.
    pub(crate) fn turn(&self) -> Duration {
        self.take(self.start.elapsed())
    }

    /// Takes one request; how long it must wait. `now` is the time since the start.
    fn take(&self, now: Duration) -> Duration {
        let interval = Duration::from_secs(60) / self.limit.requests();
        // Nothing here panics while it holds the lock, and a time is never half written.
        let mut all_free = self
            .all_free
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *all_free = (*all_free).max(now) + interval;
        all_free.saturating_sub(now + interval * self.limit.burst())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_burst_goes_through_and_the_rest_waits_its_turn() {
        let limiter = Limiter::new(RateLimit::per_minute(60, 3));
        let waits: Vec<_> = (0..5).map(|_| limiter.take(SECOND * 100)).collect();
        assert_eq!(
            waits,
            [
                Duration::ZERO,
                Duration::ZERO,
                Duration::ZERO,
                SECOND,
                SECOND * 2
            ]
        );
    }

    #[test]
    fn a_pause_makes_no_more_than_a_burst_free() {
        let limiter = Limiter::new(RateLimit::per_minute(60, 2));
        limiter.take(SECOND);
        let waits: Vec<_> = (0..3).map(|_| limiter.take(SECOND * 1000)).collect();
        assert_eq!(waits, [Duration::ZERO, Duration::ZERO, SECOND]);
    }

    #[test]
    fn zeros_do_not_stop_it() {
        let limiter = Limiter::new(RateLimit::per_minute(0, 0));
        assert_eq!(limiter.take(Duration::ZERO), Duration::ZERO);
        assert_eq!(limiter.take(Duration::ZERO), SECOND * 60);
    }
}
