//! The program `trueup`.

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use trueup::{Defaults, verbs};
use trueup_io::Colours;

/// Typed Rust clients, a validator and reference pages from OpenAPI documents.
///
/// Exit status: 0 no error, 1 an error or a stale file, 2 could not run.
#[derive(Parser)]
#[command(name = "trueup", version, arg_required_else_help = true)]
struct Arguments {
    /// Whether what is printed has colours
    #[arg(long, value_name = "WHEN", value_enum, global = true, default_value_t)]
    color: Color,
    #[command(subcommand)]
    verb: Verb,
}

/// When what is printed has colours.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Into pipes and files, too
    Always,
    Never,
}

impl From<Color> for Colours {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

#[derive(Subcommand)]
enum Verb {
    #[command(after_help = "\
Examples:
  trueup generate openapi.yaml --out client
  trueup generate . --out generated --check
  curl -s https://example.com/openapi.json | trueup generate - --name pets --clients-only")]
    Generate(Box<verbs::generate::Arguments>),
    #[command(
        after_help = "Examples:\n  trueup check openapi.yaml\n  trueup check . --deny-warnings --format json"
    )]
    Check(verbs::check::Arguments),
    #[command(
        after_help = "Examples:\n  trueup operations openapi.yaml\n  trueup operations . --format json | jq '.[].path'"
    )]
    Operations(verbs::operations::Arguments),
    #[command(after_help = "\
Examples:
  trueup bundle openapi.yaml --out bundled.yaml
  trueup bundle api --document public.yaml --format json > public.json")]
    Bundle(verbs::bundle::Arguments),
    #[command(after_help = "\
Example:
  trueup export --for progenitor openapi.yaml > exported.json

Then, in a crate that depends on progenitor:
  progenitor::generate_api!(\"exported.json\");")]
    Export(verbs::export::Arguments),
    #[command(after_help = "\
Examples:
  trueup docs --spec openapi.yaml README.md docs/
  trueup docs --spec openapi.yaml reference.md --complete --fix")]
    Docs(verbs::validate::Arguments<trueup_docs::cli::Docs>),
    #[command(
        after_help = "Example:\n  trueup exchanges --spec openapi.yaml recordings/ session.har"
    )]
    Exchanges(verbs::validate::Arguments<trueup_docs::cli::Exchanges>),
    #[command(
        after_help = "Example:\n  trueup body --spec openapi.yaml --operation getPet --response 200 pet.json"
    )]
    Body(verbs::validate::Arguments<trueup_docs::cli::Body>),
    #[command(after_help = "Example:\n  trueup examples --spec openapi.yaml --format github")]
    Examples(verbs::validate::Arguments<trueup_docs::cli::Examples>),
    #[command(after_help = "\
Example:
  trueup drift --spec api.yaml --against upstream.swagger.json --accepted drift.toml")]
    Drift(verbs::drift::Arguments),
    #[command(after_help = "Example:\n  trueup init api")]
    Init(verbs::init::Arguments),
    #[command(after_help = "Examples:\n  trueup explain reference-sibling\n  trueup explain")]
    Explain(verbs::explain::Arguments),
    #[command(
        after_help = "Example:\n  trueup completions bash > ~/.local/share/bash-completion/completions/trueup"
    )]
    Completions(verbs::shell::Completions),
    #[command(
        after_help = "Examples:\n  trueup man --out ~/.local/share/man/man1\n  trueup man generate | man -l -"
    )]
    Man(verbs::shell::Man),
}

fn main() -> ExitCode {
    let defaults = Defaults::trueup();
    let command = || <Arguments as clap::CommandFactory>::command();
    let arguments: Arguments = match trueup::parsed() {
        Ok(arguments) => arguments,
        Err(end) => return end,
    };
    trueup_io::set_colours(arguments.color.into());
    trueup::run(match arguments.verb {
        Verb::Generate(arguments) => verbs::generate::run(&arguments, &defaults),
        Verb::Check(arguments) => verbs::check::run(&arguments, &defaults),
        Verb::Operations(arguments) => verbs::operations::run(&arguments, &defaults),
        Verb::Bundle(arguments) => verbs::bundle::run(&arguments, &defaults),
        Verb::Export(arguments) => verbs::export::run(&arguments),
        Verb::Docs(arguments) => verbs::validate::run(&arguments, &defaults),
        Verb::Exchanges(arguments) => verbs::validate::run(&arguments, &defaults),
        Verb::Body(arguments) => verbs::validate::run(&arguments, &defaults),
        Verb::Examples(arguments) => verbs::validate::run(&arguments, &defaults),
        Verb::Drift(arguments) => verbs::drift::run(&arguments, &defaults),
        Verb::Init(arguments) => verbs::init::run(&arguments),
        Verb::Explain(arguments) => verbs::explain::run(&arguments),
        Verb::Completions(arguments) => verbs::shell::completions(&arguments, command()),
        Verb::Man(arguments) => verbs::shell::man(&arguments, command()),
    })
}
