//! `docs`, `exchanges`, `body` and `examples`: what is checked against a description, without compiling anything.

use std::path::PathBuf;

use clap::Command;
use clap::builder::StyledStr;
use trueup_description::diagnostic::Severity;
use trueup_docs::cli::ApiCheck;
use trueup_io::shown;
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
    // What was named to be checked is looked for first: a slip there is told beside none of the description's.
    arguments.verb.find_inputs()?;
    let generator = Generator::of(&arguments.spec, defaults).named_by("--spec PATH");
    let input = generator.read()?;
    let arena = Arena::default();
    let (api, mut said) = input.registry(&arena)?;
    drop(progress);
    let Some(api) = api else {
        said.retain(|one| one.severity == Severity::Error);
        output::print_diagnostics(&said, &input.sources);
        return Ok(End::Faulty);
    };
    let mut services = api.services.iter();
    if arguments.verb.needs_operations() && services.all(|service| service.root().is_some()) {
        let named = arguments.spec.iter().map(|path| shown(path));
        return Err(format!(
            "{} describes no operations, it is a schema by itself: `--spec PATH` must name a document with a key `openapi` or `swagger`",
            named.collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(if arguments.verb.run(&api)? {
        End::Faulty
    } else {
        End::Clean
    })
}
