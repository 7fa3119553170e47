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
    /// Fail where a figure that is stored is not reached any more.
    pub guard: bool,
}

impl Options {
    /// The full measurement.
    pub const FULL: Self = Self {
        rounds: 60,
        slice: Duration::from_millis(8),
        slow_rounds: 7,
        quick: false,
        guard: false,
    };

    /// A few rounds.
    pub const QUICK: Self = Self {
        rounds: 7,
        slice: Duration::from_millis(2),
        slow_rounds: 1,
        quick: true,
        guard: false,
    };

    /// Reads the command line: `--quick`, `--guard`, both or neither.
    ///
    /// # Errors
    ///
    /// Any other argument.
    pub fn from_arguments() -> crate::Result<Self> {
        let (mut options, mut guard) = (Self::FULL, false);
        for argument in std::env::args().skip(1) {
            match argument.as_str() {
                "--quick" => options = Self::QUICK,
                "--guard" => guard = true,
                other => {
                    let known = "there are `--quick` and `--guard`";
                    return Err(format!("`{other}` is not known; {known}").into());
                }
            }
        }
        Ok(Self { guard, ..options })
    }
}
