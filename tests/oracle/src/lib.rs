//! Independent judges of the generated validator: a validator generated from JSON-Schema-Test-Suite, compiled.

#![allow(clippy::needless_update, reason = "rows may get further columns")]

include!(concat!(env!("OUT_DIR"), "/suite/lib.rs"));

/// The emitted page of each document that the validator was generated from, by its name.
pub const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));
