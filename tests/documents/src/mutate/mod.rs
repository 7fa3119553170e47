//! Edits of documents: mistakes that must be found at their line, and others that change nothing.
//!
//! What a document's parts are is worked out here from its lines alone, apart from the readers under test.

mod bodies;
mod calls;
mod harmful;
mod harmless;
mod outline;

pub use harmful::KINDS as HARMFUL;
pub use harmless::KINDS as HARMLESS;
pub use outline::{Block, Outline, What};

/// Numbers that are the same in every run.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `most`; 0 where that is 0.
    pub fn below(&mut self, most: usize) -> usize {
        // xorshift64*, Marsaglia and Vigna
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number)
            .unwrap_or(0)
            .checked_rem(most)
            .unwrap_or(0)
    }

    /// One of some things.
    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.get(self.below(things.len()))
    }
}

/// An edited text.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The lines, from 1, that were edited, first and last.
    pub lines: (usize, usize),
}

/// A kind of edit: its name, and the edit of a random place; `None` where the document has no such place.
pub type Kind = (&'static str, fn(&Outline, &mut Dice) -> Option<Edited>);
