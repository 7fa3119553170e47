//! `cargo xtask validate`: holds examples, documents and traffic against the description, without compiling anything.

mod job;

use clap::Subcommand;
use trueup::verbs::validate;
use trueup::{Defaults, Outcome};
use trueup_docs::report::Format;

use crate::workspace;

/// Checks specs, documents, recorded traffic and payloads against the spec.
///
/// Without a verb it does what CI does: judges every example of the specs, checks that `generated/` is fresh, and reads
/// the reference pages and the other Markdown of the repository as a document checker.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  cargo xtask validate\n  cargo xtask validate docs --complete reference.txt\n  cargo xtask validate exchanges recordings/ --format json\n  cargo xtask validate body --operation getThing --response 200 body.json"
)]
pub(crate) struct Arguments {
    /// How to print what the CI job finds
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    Spec(validate::Arguments<trueup_docs::cli::Examples>),
    Docs(validate::Arguments<trueup_docs::cli::Docs>),
    Exchanges(validate::Arguments<trueup_docs::cli::Exchanges>),
    Body(validate::Arguments<trueup_docs::cli::Body>),
}

pub(crate) fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    match &arguments.verb {
        None => job::run(&workspace::root()?, defaults, arguments.format),
        Some(Verb::Spec(verb)) => validate::run(verb, defaults),
        Some(Verb::Docs(verb)) => validate::run(verb, defaults),
        Some(Verb::Exchanges(verb)) => validate::run(verb, defaults),
        Some(Verb::Body(verb)) => validate::run(verb, defaults),
    }
}
