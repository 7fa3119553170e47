//! The generators that are compared, each from text to text.

mod openapi_to_rust;
mod ours;
mod progenitor;

pub use openapi_to_rust::{openapi_to_rust, openapi_to_rust_crate};
pub use ours::{Input, ours, refusals};
pub use progenitor::{Readable, exported, progenitor, readable};
