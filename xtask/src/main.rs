//! The project's commands: the verbs of `trueup` on this repository's own documents, and `validate`.
//!
//! Exit codes, in every verb: 0 no error, 1 an error or a stale file, 2 the command could not run.

// These macros panic when nobody reads any more.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod validate;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use trueup::{Outcome, verbs};

/// Writes clients, a validator and reference pages from the OpenAPI documents in the spec folder, and
/// checks that everything still agrees with them.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    #[command(
        after_help = "Examples:\n  cargo xtask generate\n  cargo xtask generate --check --format json"
    )]
    Generate(Box<verbs::generate::Arguments>),
    #[command(after_help = "Example:\n  cargo xtask operations --format json | jq '.[].path'")]
    Operations(verbs::operations::Arguments),
    Validate(validate::Arguments),
}

fn main() -> ExitCode {
    match trueup::parsed::<Arguments>() {
        Ok(arguments) => trueup::run(run(&arguments.verb)),
        Err(end) => end,
    }
}

fn run(verb: &Verb) -> Outcome {
    let defaults = workspace::defaults()?;
    match verb {
        Verb::Generate(arguments) => verbs::generate::run(arguments, &defaults),
        Verb::Operations(arguments) => verbs::operations::run(arguments, &defaults),
        Verb::Validate(arguments) => validate::run(arguments, &defaults),
    }
}
