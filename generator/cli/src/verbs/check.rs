//! `check`: what there is to say about a description and its examples, without writing anything.

use trueup_description::diagnostic::{self, Diagnostics};
use trueup_docs::report::{self, Format};
use trueup_docs::{Findings, spec};
use trueup_registry::{Arena, Patterns};
use trueup_text::count::counted;

use super::chosen::Chosen;
use super::documents::Documents;
use crate::Defaults;
use crate::generator::{Emission, Generator, Input};
use crate::output::{self, End, Outcome};
use crate::overrides::Levels;
use crate::progress::Progress;

/// Reads a description and says what is wrong with it and its examples; nothing is written
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    documents: Documents,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    levels: Levels,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Prints every diagnostic on standard output.
///
/// # Errors
/// What cannot be read, and settings that are wrong.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let mut generator = Generator::of(arguments.documents.paths(), defaults);
    generator = generator.operations(arguments.chosen.choice());
    generator = generator.overrides(arguments.levels.clone().into());
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
    findings.count_more("documents", documents);
    findings.count_more("operations", operations);
    let shown = match arguments.format {
        Format::Human => human(&emission, &input, &examples),
        _ => String::new(),
    };
    findings.append(examples);
    match arguments.format {
        Format::Human => output::print_lines(&format!("{shown}{}", summary(&findings)))?,
        format => output::print_findings(&findings, format)?,
    }
    Ok(if findings.has_errors() {
        End::Faulty
    } else {
        End::Clean
    })
}

/// Diagnostics as the compiler shows them, then what the examples have wrong.
fn human(emission: &Emission, input: &Input, examples: &Findings) -> String {
    let mut text = diagnostic::render(&emission.diagnostics, &input.sources);
    for finding in &examples.findings {
        text.push_str(&report::for_people(finding));
    }
    text
}

/// What was looked at, and how much was found.
fn summary(findings: &Findings) -> String {
    let counts = &findings.summary.counts;
    let count = |what| counts.get(what).copied().unwrap_or_default();
    let read = ["documents", "operations", "examples"].map(|what| counted(count(what), what));
    let (errors, warnings) = (findings.summary.errors, findings.summary.warnings);
    let found =
        [(errors, "errors"), (warnings, "warnings")].map(|(many, what)| counted(many, what));
    format!("{}: {}\n", read.join(", "), found.join(", "))
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
