//! `cargo xtask validate`: runs the emitted validator, the same that users install.

use std::ffi::OsString;
use std::process::Command;

use crate::generate::{self, Inputs};
use crate::output::{End, Outcome};
use crate::place;

/// Checks specs, documents, recorded traffic and payloads against the spec.
///
/// Everything behind `validate` goes to the emitted validator; `cargo xtask validate -- --help` shows what
/// it can do. Without anything it judges every example of the specs.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask validate\n  cargo xtask validate exchanges tests/data/recordings --format json"
)]
pub(crate) struct Arguments {
    /// Arguments of the validator [default: spec]
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENTS"
    )]
    arguments: Vec<OsString>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let workspace = place::workspace()?;
    let inputs = Inputs::of_workspace()?;
    let spec = inputs.read()?;
    let validator = spec.config.crate_name("validator");
    if let Some(stale) = generate::stale_below(&inputs, &spec, &validator)? {
        return Err(format!(
            "the validator is not fresh: {stale}\n  run `cargo xtask generate` first"
        ));
    }
    let mut command = cargo();
    command
        .current_dir(&workspace)
        .args(["run", "--quiet", "--package", &validator]);
    command.args(["--features", "cli", "--"]);
    if arguments.arguments.is_empty() {
        command.arg("spec");
    } else {
        command.args(&arguments.arguments);
    }
    let status = command
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    match status.code() {
        Some(0) => Ok(End::Clean),
        Some(1) => Ok(End::Faulty),
        _ => Err(format!("the validator could not run ({status})")),
    }
}

/// The Cargo that runs this command, else the one on the path.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
