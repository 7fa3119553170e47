//! The program `trueup` as a library: its verbs, and what a `build.rs` calls.
//!
//! A program of one repository's own is a few lines over [`verbs`], with its [`Defaults`]. What is generated from a
//! `build.rs` needs no program at all:
//!
//! ```no_run
//! # fn main() -> Result<(), String> {
//! let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
//! let client = trueup::Generator::new(["openapi.yaml"]).clients_only();
//! client.write_modules(out.as_ref())?;
//! # Ok(())
//! # }
//! ```

// These macros panic when nobody reads any more.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod defaults;
mod discover;
mod fileset;
mod generator;
mod output;
mod overrides;
pub mod place;
mod progress;
mod settings;
mod vendored;
pub mod verbs;

pub use defaults::Defaults;
pub use fileset::{Difference, Kind};
pub use generator::{Emission, Generator, Input};
pub use output::{
    End, Format, Outcome, answer, findings, print_diagnostics, print_findings, print_json,
    print_lines, run,
};
pub use trueup_codegen::config::{Config, Part};
pub use trueup_description::choice::Choice;
pub use trueup_description::diagnostic::Diagnostic;
pub use trueup_docs::cli::parsed;
pub use trueup_registry::Arena;
