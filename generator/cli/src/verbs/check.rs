//! `check`: what there is to say about a description, without writing anything.

use std::path::PathBuf;

use serde::Serialize;
use trueup_description::diagnostic;

use crate::Defaults;
use crate::generator::Generator;
use crate::output::{self, Counts, End, Format, Outcome, Report};

/// Reads a description and says what is wrong with it; nothing is written
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Documents, folders, or `-` for standard input [default: the present folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// How to print: text, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    operations: usize,
    #[serde(flatten)]
    counts: Counts,
}

/// Prints every diagnostic on standard output.
///
/// # Errors
/// What cannot be read, and settings that are wrong.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let mut generator = Generator::of(&arguments.paths, defaults);
    if arguments.deny_warnings {
        generator = generator.deny_warnings();
    }
    let input = generator.read()?;
    let emission = input.generate(&defaults.out)?;
    let (documents, operations) = emission.counts();
    let findings = output::findings(&emission.diagnostics, &input.sources);
    let counts = Counts::of(&findings);
    match arguments.format {
        Format::Json => output::print_json(&Report {
            findings: &findings,
            summary: Summary {
                documents,
                operations,
                counts,
            },
        })?,
        Format::Human => {
            let mut text = diagnostic::render(&emission.diagnostics, &input.sources);
            text.push_str(&format!(
                "{documents} documents, {operations} operations: {counts}\n"
            ));
            output::print_lines(&text)?;
        }
    }
    Ok(if counts.has_errors() {
        End::Faulty
    } else {
        End::Clean
    })
}
