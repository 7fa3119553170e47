//! Turns OpenAPI 3.0 documents into typed Rust clients, a validator and reference pages.
