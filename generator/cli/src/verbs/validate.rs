//! `docs`, `exchanges`, `body` and `examples`: what is checked against a description, without compiling anything.

use std::path::PathBuf;

use clap::Command;
use clap::builder::StyledStr;
use trueup_description::diagnostic::Severity;
use trueup_docs::cli::ApiCheck;
use trueup_registry::Arena;

use crate::Defaults;
use crate::generator::Generator;
use crate::output::{self, End, Outcome};
use crate::progress::Progress;

/// A verb, and the description that it holds something against.
#[derive(Debug, clap::Args)]
#[command(about = about::<J>())]
#[group(skip)]
pub struct Arguments<J: clap::Args> {
    /// The description: a document or a folder [default: those of the program; for `trueup`, the present folder]
    #[arg(long, value_name = "PATH")]
    spec: Vec<PathBuf>,
    #[command(flatten)]
    verb: J,
}

/// What a verb says of itself; of a flattened one, clap shows what stands around it.
fn about<J: clap::Args>() -> StyledStr {
    let command = J::augment_args(Command::new(""));
    command.get_about().cloned().unwrap_or_default()
}

/// Reads the description and judges by it. Its errors are shown on standard error; warnings are for `check`.
///
/// # Errors
/// What cannot be read.
pub fn run<J: clap::Args + ApiCheck>(arguments: &Arguments<J>, defaults: &Defaults) -> Outcome {
    let progress = Progress::new("reading the description");
    let input = Generator::of(&arguments.spec, defaults).read()?;
    let arena = Arena::default();
    let (api, mut said) = input.registry(&arena)?;
    drop(progress);
    let Some(api) = api else {
        said.retain(|one| one.severity == Severity::Error);
        output::print_diagnostics(&said, &input.sources);
        return Ok(End::Faulty);
    };
    Ok(if arguments.verb.run(&api)? {
        End::Faulty
    } else {
        End::Clean
    })
}
