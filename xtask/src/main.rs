//! The project's commands: `cargo xtask generate`, `lower`, `operations`, `validate`.
//!
//! Exit codes, in every verb: 0 no error, 1 an error or a stale file, 2 the command could not run.

// These macros panic when nobody reads any more.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod fileset;
mod generate;
mod lower;
mod operations;
mod output;
mod place;
mod spec;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
    Generate(generate::Arguments),
    Lower(lower::Arguments),
    Operations(operations::Arguments),
    Validate(validate::Arguments),
}

/// The exit code of a command that could not run: unreadable path, failed build. That of a wrong usage is clap's, the same.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Generate(arguments) => generate::run(&arguments),
        Verb::Lower(arguments) => lower::run(&arguments),
        Verb::Operations(arguments) => operations::run(&arguments),
        Verb::Validate(arguments) => validate::run(&arguments),
    };
    match outcome {
        Ok(end) => end.into(),
        Err(problem) => {
            trueup_io::remark(&format!("error: {problem}\n"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
