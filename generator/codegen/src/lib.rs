//! Turns OpenAPI 3.0 documents into typed Rust clients, a validator and reference pages.

pub mod cursor;
pub mod diagnostic;
pub mod extensions;
pub mod ir;
pub mod json;
pub mod load;
pub mod names;
pub mod pattern;
pub mod pointer;
pub mod resolve;
pub mod source;
pub mod tree;
