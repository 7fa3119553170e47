//! The command line of a generated validator.

mod body;
mod decisions;
mod docs;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use decisions::Decisions;
use trueup_io::{Problem, Reader};
use trueup_validator::registry::Api;

use crate::finding::Findings;
use crate::report::{self, Format};
use crate::{exchange, spec};

/// Why a run came to no result.
#[derive(Debug)]
pub(crate) struct CouldNotRun(pub(crate) String);

impl From<CouldNotRun> for String {
    fn from(CouldNotRun(why): CouldNotRun) -> Self {
        why
    }
}

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
    #[command(after_help = "Example: spec --format github")]
    Spec(Examples),
    #[command(
        after_help = "Examples:\n  body --operation getInfo --response 200 answer.json\n  body --schema Channel -"
    )]
    Body(Body),
    #[command(
        after_help = "Examples:\n  docs README.md docs/ --complete\n  docs reference.txt --fix"
    )]
    Docs(Docs),
    #[command(after_help = "Example: exchanges recordings/ session.har")]
    Exchanges(Exchanges),
}

/// A verb that holds something against a description.
pub trait ApiCheck {
    /// Writes what there is to say on standard output, and tells whether an error is among it.
    ///
    /// # Errors
    /// Why it could not run, in words.
    fn run(&self, api: &Api<'_>) -> Result<bool, String>;

    /// Whether what is named to be checked is there, before a description is read for it.
    ///
    /// # Errors
    /// What is not, in words.
    fn find_inputs(&self) -> Result<(), String> {
        Ok(())
    }

    /// Whether a description of schemas alone is none for it.
    fn needs_operations(&self) -> bool {
        false
    }
}

/// Judges every example of the descriptions
#[derive(Debug, Args)]
pub struct Examples {
    #[command(flatten)]
    output: Output,
}

/// Checks one JSON body
#[derive(Debug, Args)]
pub struct Body {
    #[command(flatten)]
    arguments: body::Arguments,
    #[command(flatten)]
    output: Output,
}

/// Checks documents: references as people write them, in Markdown or plain text
#[derive(Debug, Args)]
pub struct Docs {
    #[command(flatten)]
    arguments: docs::Arguments,
    #[command(flatten)]
    output: Output,
}

/// Checks recorded exchanges: recordings, folders of them, or HAR files
#[derive(Debug, Args)]
pub struct Exchanges {
    /// Files or folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    decisions: Decisions,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, Args)]
struct Output {
    /// How findings are shown
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The arguments of this process.
///
/// # Errors
/// How the process ends instead: after help that was asked for, or arguments that are wrong, which standard error says
/// without repeating what a terminal would obey.
pub fn parsed<P: Parser>() -> Result<P, ExitCode> {
    P::try_parse().map_err(|error| {
        if error.use_stderr() {
            trueup_io::remark(&error.render().to_string());
            return ExitCode::from(2);
        }
        // Help; its reader may stop when it has seen enough.
        match trueup_io::is_closed(error.print()) {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => {
                trueup_io::remark(&format!(
                    "error: cannot write to standard output: {error}\n"
                ));
                ExitCode::from(2)
            }
        }
    })
}

/// Runs the command line of this process.
pub fn main(api: &Api<'_>) -> ExitCode {
    let arguments: Cli = match parsed() {
        Ok(arguments) => arguments,
        Err(end) => return end,
    };
    let check: &dyn ApiCheck = match &arguments.verb {
        Verb::Spec(verb) => verb,
        Verb::Body(verb) => verb,
        Verb::Docs(verb) => verb,
        Verb::Exchanges(verb) => verb,
    };
    match check.run(api) {
        Ok(true) => ExitCode::from(1),
        Ok(false) => ExitCode::SUCCESS,
        Err(why) => {
            trueup_io::remark(&format!("error: {why}\n"));
            ExitCode::from(2)
        }
    }
}

impl ApiCheck for Examples {
    fn run(&self, api: &Api<'_>) -> Result<bool, String> {
        conclude(&spec::check(api), self.output)
    }
}

impl ApiCheck for Body {
    fn find_inputs(&self) -> Result<(), String> {
        find(std::slice::from_ref(self.arguments.file()))
    }

    fn run(&self, api: &Api<'_>) -> Result<bool, String> {
        conclude(&body::check(api, &self.arguments)?, self.output)
    }
}

impl ApiCheck for Exchanges {
    fn find_inputs(&self) -> Result<(), String> {
        find(&self.paths)
    }

    fn needs_operations(&self) -> bool {
        true
    }

    fn run(&self, api: &Api<'_>) -> Result<bool, String> {
        let settings = self.decisions.settings(&self.paths)?;
        conclude(&exchange::check(api, &self.paths, &settings)?, self.output)
    }
}

impl docs::Arguments {
    /// People and programs are told each cause once; what stands beside the lines of a file, stands beside each.
    fn write(&self, findings: &Findings, output: Output) -> Result<Reader, CouldNotRun> {
        match output.format {
            Format::Human | Format::Json if !self.is_every() => {
                write(&findings.clone().by_cause(), output)
            }
            _ => write(findings, output),
        }
    }
}

impl ApiCheck for Docs {
    fn find_inputs(&self) -> Result<(), String> {
        find(self.arguments.paths())
    }

    fn needs_operations(&self) -> bool {
        true
    }

    fn run(&self, api: &Api<'_>) -> Result<bool, String> {
        let mut findings = docs::check(api, &self.arguments, self.output.format)?;
        while self.arguments.write(&findings, self.output)? == Reader::There
            && self.arguments.watches()
        {
            docs::wait(&self.arguments);
            findings = docs::check(api, &self.arguments, self.output.format)?;
        }
        Ok(findings.has_errors())
    }
}

/// Whether each path leads to something; `-` is standard input.
fn find(paths: &[PathBuf]) -> Result<(), String> {
    let mut named = paths.iter().filter(|path| path.as_os_str() != "-");
    Ok(named.try_for_each(|path| trueup_io::find(path))?)
}

fn conclude(findings: &Findings, output: Output) -> Result<bool, String> {
    write(findings, output)?;
    Ok(findings.has_errors())
}

fn write(findings: &Findings, output: Output) -> Result<Reader, CouldNotRun> {
    report::print(findings, output.format)
        .map_err(|error| CouldNotRun(format!("cannot write the findings: {error}")))
}
