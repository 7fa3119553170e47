//! A small API whose description has what those of the specs do not: unions, all kinds of parameters, a stream,
//! patterns that are regular expressions. Its validator is generated and compiled into this crate.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should stop"
)]

mod emitted;
mod exchanges;
mod reports;
mod schemas;
