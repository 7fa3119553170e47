//! What all measurements share: interleaved rounds, medians and their noise, Markdown tables.
//!
//! Contenders take turns within each round, so that a change in the machine's speed hits all of them. Ratios are
//! medians of the ratios within a round, not ratios of medians: they are steadier than either side.

mod clock;
mod options;
mod root;
mod rounds;
mod table;
mod versions;

pub use clock::cpu;
pub use options::Options;
pub use root::{bench, repository};
pub use rounds::{Case, Sample, Samples, median, once, run};
pub use table::Table;
pub use versions::locked;

/// What a measurement returns; the error is for people.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
