//! `cargo xtask validate`: runs the emitted validator, the same that users install.

mod job;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use crate::generate::{self, Inputs};
use crate::output::{End, Format, Outcome};
use crate::place;

/// Checks specs, documents, recorded traffic and payloads against the spec.
///
/// Everything behind `validate` goes to the emitted validator; `cargo xtask validate --help` of a verb, such
/// as `cargo xtask validate docs --help`, shows what it can do. Without a verb it does what CI does: judges
/// every example of the specs, checks that `generated/` is fresh, and reads the reference pages and the other
/// Markdown of the repository as a document checker.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask validate\n  cargo xtask validate docs --complete reference.txt\n  cargo xtask validate exchanges recordings/ --format json\n  cargo xtask validate body --operation getThing --response 200 body.json"
)]
pub(crate) struct Arguments {
    /// How to print what the CI job finds: text, or a JSON object on standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// A verb of the validator and its arguments [default: the CI job]
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "VERB"
    )]
    arguments: Vec<OsString>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let validator = Validator::fresh()?;
    if arguments.arguments.is_empty() {
        return job::run(&validator, arguments.format);
    }
    // Paths are those of the caller, so the validator runs where the caller is.
    let status = validator.command().args(&arguments.arguments).status();
    end(status.map_err(|error| format!("cannot run cargo: {error}"))?)
}

/// The emitted validator, known to be what the specs say.
struct Validator {
    workspace: PathBuf,
    package: String,
    inputs: Inputs,
}

impl Validator {
    fn fresh() -> Result<Self, String> {
        let inputs = Inputs::of_workspace()?;
        let spec = inputs.read()?;
        let package = spec.config.crate_name("validator");
        if let Some(stale) = generate::stale_below(&inputs, &spec, &package)? {
            return Err(format!(
                "the validator is not fresh: {stale}\nhelp: run `cargo xtask generate` first"
            ));
        }
        Ok(Self {
            workspace: place::workspace()?,
            package,
            inputs,
        })
    }

    /// Builds it if need be and runs it in the current directory.
    fn command(&self) -> Command {
        // The Cargo that runs this command, else the one on the path.
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args([
            "run",
            "--quiet",
            "--features",
            "cli",
            "--package",
            &self.package,
        ]);
        command
            .arg("--manifest-path")
            .arg(self.workspace.join("Cargo.toml"))
            .arg("--");
        command
    }

    /// Runs a verb in a folder and takes its JSON.
    fn report(&self, folder: &Path, arguments: &[OsString]) -> Result<Output, String> {
        let mut command = self.command();
        command
            .current_dir(folder)
            .args(arguments)
            .args(["--format", "json"])
            .stderr(Stdio::inherit());
        command
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))
    }
}

/// The validator's 0 and 1 pass through; everything else means that it could not run.
fn end(status: ExitStatus) -> Outcome {
    match status.code() {
        Some(0) => Ok(End::Clean),
        Some(1) => Ok(End::Faulty),
        _ => Err(format!("the validator could not run ({status})")),
    }
}
