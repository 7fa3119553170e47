//! The command line that all parts share.

use std::time::Duration;

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Rounds of a measurement that runs in microseconds.
    pub rounds: usize,
    /// How long each contender runs in such a round.
    pub slice: Duration,
    /// Rounds of a measurement that takes seconds.
    pub slow_rounds: usize,
    /// Only to see that everything runs; the numbers mean little.
    pub quick: bool,
}

impl Options {
    /// The full measurement.
    pub const FULL: Self = Self {
        rounds: 60,
        slice: Duration::from_millis(8),
        slow_rounds: 7,
        quick: false,
    };

    /// A few rounds.
    pub const QUICK: Self = Self {
        rounds: 7,
        slice: Duration::from_millis(2),
        slow_rounds: 1,
        quick: true,
    };

    /// Reads the command line: nothing, or `--quick`.
    ///
    /// # Errors
    ///
    /// Any other argument.
    pub fn from_arguments() -> crate::Result<Self> {
        let mut options = Self::FULL;
        for argument in std::env::args().skip(1) {
            match argument.as_str() {
                "--quick" => options = Self::QUICK,
                other => return Err(format!("`{other}` is not known; there is `--quick`").into()),
            }
        }
        Ok(options)
    }
}
