//! `cargo xtask validate`: runs the emitted validator, the same that users install.

mod job;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use trueup::verbs::generate;
use trueup::{Defaults, End, Finding, Format, Outcome};

use crate::workspace;

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

pub(crate) fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let validator = Validator::fresh(defaults)?;
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
    defaults: Defaults,
}

impl Validator {
    fn fresh(defaults: &Defaults) -> Result<Self, String> {
        let package = defaults.read()?.config.crate_name("validator");
        let (stale, files) = generate::stale(defaults)?;
        if files == 0 {
            return Err("the documents have errors; `cargo xtask generate` shows them".to_owned());
        }
        let below = format!("generated/{package}/");
        let inside = |finding: &&Finding| {
            let file = finding.file.as_deref();
            file.is_some_and(|file| file.starts_with(&below))
        };
        if let Some(stale) = stale.iter().find(inside) {
            return Err(format!(
                "the validator is not fresh: {}\nhelp: run `cargo xtask generate` first",
                stale.message
            ));
        }
        Ok(Self {
            workspace: workspace::root()?,
            package,
            defaults: defaults.clone(),
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
