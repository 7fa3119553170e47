//! CPU time.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// CPU time that this thread has used. Unlike wall time it does not grow while others have the processor.
///
/// # Errors
///
/// A platform without such a clock.
pub fn cpu() -> crate::Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?.into())
}
