//! The emitted binary, as a binary of the tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    trueup_docs::cli::main(&comet_validator::API)
}
