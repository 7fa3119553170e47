//! The command line of a generated validator.

mod body;
mod docs;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use trueup_io::{Problem, Reader};
use trueup_validator::registry::Api;

use crate::finding::Findings;
use crate::report::{self, Format};
use crate::{exchange, spec};

/// Why a run came to no result.
#[derive(Debug)]
pub(crate) struct CouldNotRun(pub(crate) String);

impl From<Problem> for CouldNotRun {
    fn from(problem: Problem) -> Self {
        Self(problem.to_string())
    }
}

#[derive(Debug, Parser)]
#[command(
    version,
    about = "Checks JSON bodies, examples and recorded exchanges against an API's description"
)]
#[command(after_help = "Exit status: 0 no error found, 1 at least one error, 2 could not run.")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Judges every example of the descriptions
    #[command(after_help = "Example: spec --format github")]
    Spec {
        #[command(flatten)]
        output: Output,
    },
    /// Checks one JSON body
    #[command(
        after_help = "Examples:\n  body --operation getInfo --response 200 answer.json\n  body --schema Channel -"
    )]
    Body {
        #[command(flatten)]
        arguments: body::Arguments,
        #[command(flatten)]
        output: Output,
    },
    /// Checks documents: references as people write them, in Markdown or plain text
    #[command(
        after_help = "Examples:\n  docs README.md docs/ --complete\n  docs reference.txt --fix"
    )]
    Docs {
        #[command(flatten)]
        arguments: docs::Arguments,
        #[command(flatten)]
        output: Output,
    },
    /// Checks recorded exchanges: recordings, folders of them, or HAR files
    #[command(after_help = "Example: exchanges recordings/ session.har")]
    Exchanges {
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Clone, Copy, Debug, Args)]
struct Output {
    /// How findings are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Runs the command line of this process.
pub fn main(api: &Api<'_>) -> ExitCode {
    match run(api, Cli::parse()) {
        Ok(true) => ExitCode::from(1),
        Ok(false) => ExitCode::SUCCESS,
        Err(CouldNotRun(why)) => {
            trueup_io::remark(&format!("error: {why}\n"));
            ExitCode::from(2)
        }
    }
}

/// Whether there was an error.
fn run(api: &Api<'_>, cli: Cli) -> Result<bool, CouldNotRun> {
    let (findings, output) = match cli.verb {
        Verb::Spec { output } => (spec::check(api), output),
        Verb::Body { arguments, output } => (body::check(api, &arguments)?, output),
        Verb::Docs { arguments, output } => {
            let mut findings = docs::check(api, &arguments)?;
            while arguments.watches() && write(&findings, output)? == Reader::There {
                docs::wait(&arguments);
                findings = docs::check(api, &arguments)?;
            }
            if arguments.watches() {
                return Ok(findings.has_errors());
            }
            (findings, output)
        }
        Verb::Exchanges { paths, output } => {
            (exchange::check(api, &paths).map_err(CouldNotRun)?, output)
        }
    };
    write(&findings, output)?;
    Ok(findings.has_errors())
}

fn write(findings: &Findings, output: Output) -> Result<Reader, CouldNotRun> {
    show(findings, output.format)
        .map_err(|error| CouldNotRun(format!("cannot write the findings: {error}")))
}

fn show(findings: &Findings, format: Format) -> io::Result<Reader> {
    let mut out = io::stdout().lock();
    let shown = report::write(findings, format, &mut out).and_then(|()| out.flush());
    trueup_io::is_closed(shown)
}
