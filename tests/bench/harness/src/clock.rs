//! CPU time.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// CPU time that this process has used, in all its threads. Unlike wall time it does not grow while others have the
/// processor.
///
/// # Errors
///
/// A platform without such a clock.
pub fn cpu() -> crate::Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?.into())
}
