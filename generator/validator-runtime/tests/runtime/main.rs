//! The runtime by way of a small module such as the generator emits.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect should stop"
)]

mod allocations;
mod codes;
mod emitted;
mod registry;
mod syntax;
