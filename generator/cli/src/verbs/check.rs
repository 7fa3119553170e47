//! `check`: what there is to say about a description and its examples, without writing anything.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;
use trueup_description::diagnostic::{self, Diagnostics, Finding};
use trueup_docs::{Findings, report, spec};
use trueup_registry::{Arena, Patterns};

use crate::Defaults;
use crate::generator::{Emission, Generator, Input};
use crate::output::{self, Counts, End, Format, Outcome, Report};
use crate::progress::Progress;

/// Reads a description and says what is wrong with it and its examples; nothing is written
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
    examples: usize,
    #[serde(flatten)]
    counts: Counts,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            documents,
            operations,
            examples,
            counts,
        } = self;
        writeln!(
            f,
            "{documents} documents, {operations} operations, {examples} examples: {counts}"
        )
    }
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
    let progress = Progress::new("reading");
    let input = generator.read()?;
    progress.stage("checking");
    let emission = input.generate(&defaults.out)?;
    let (documents, operations) = emission.counts();
    progress.stage("judging examples");
    let examples = examples(&emission, &input);
    drop(progress);
    let mut findings = output::findings(&emission.diagnostics, &input.sources);
    findings.extend(examples.findings.iter().map(finding));
    let counts = Counts::of(&findings);
    let examined = examples.summary.counts.get("examples").copied();
    let summary = Summary {
        documents,
        operations,
        examples: examined.unwrap_or_default(),
        counts,
    };
    match arguments.format {
        Format::Json => output::print_json(&Report {
            findings: &findings,
            summary,
        })?,
        Format::Human => {
            let mut text = diagnostic::render(&emission.diagnostics, &input.sources);
            for finding in &examples.findings {
                text.push_str(&report::for_people(finding));
            }
            text.push_str(&summary.to_string());
            output::print_lines(&text)?;
        }
    }
    Ok(if counts.has_errors() {
        End::Faulty
    } else {
        End::Clean
    })
}

/// Judges the examples of a description that has no errors, by the checks of documents and traffic.
fn examples(emission: &Emission, input: &Input) -> Findings {
    let Some(api) = &emission.api else {
        return Findings::default();
    };
    // What this has to say has been said.
    let mut said = Diagnostics::new();
    let patterns = Patterns::of(api, &mut said);
    if said.has_errors() {
        return Findings::default();
    }
    let arena = Arena::default();
    spec::check(&trueup_registry::build(
        api,
        &patterns,
        &input.sources,
        &arena,
    ))
}

/// A finding of the checks in the shape of all verbs.
fn finding(found: &trueup_docs::Finding) -> Finding {
    Finding {
        code: found.code.to_owned(),
        severity: found.severity.name(),
        message: found.message.clone(),
        file: found.file.clone(),
        line: found.line,
        column: found.column,
        end_line: found.end_line,
        end_column: found.end_column,
        pointer: found.pointer.clone(),
        operation: found.operation.clone(),
        help: found.help.clone(),
    }
}
