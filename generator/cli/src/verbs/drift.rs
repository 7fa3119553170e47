//! `drift`: what a description says otherwise than another one of the same API.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use trueup_description::cursor::Origin;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::Api;
use trueup_description::source::Sources;
use trueup_drift::{Accepted, Difference, Judged, Kind, compare};
use trueup_text::count::counted;
use trueup_text::terminal::line;

use crate::Defaults;
use crate::discover;
use crate::output::{self, End, Format, Outcome};

/// Compares a description with another one of the same API, as whoever makes the server publishes it
///
/// Says what the description lacks, has in excess, or says otherwise: operations, parameters, properties, types, enums.
/// What `x-trueup-upstream` says of the other implementation is no difference. Exit status: 0 no difference but accepted
/// ones, 1 a difference or an acceptance that accepts nothing, 2 could not run.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The description: documents or a folder of them [default: those of the program; for `trueup`, the present folder]
    #[arg(long, value_name = "PATH")]
    spec: Vec<PathBuf>,
    /// The other description; of several documents, each has a part
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    against: Vec<PathBuf>,
    /// The differences that are meant: a TOML file of `[[accept]]` tables with `at`, `reason` and, if need be, `difference` and `message`
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// How to print: text, or a JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Report {
    differences: Vec<Row>,
    unused: Vec<Unused>,
    summary: Summary,
}

#[derive(Serialize)]
struct Row {
    difference: &'static str,
    at: String,
    message: String,
    own: Place,
    other: Place,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
    pointer: String,
}

#[derive(Serialize)]
struct Unused {
    file: String,
    line: usize,
    at: String,
}

#[derive(Serialize)]
struct Summary {
    differences: usize,
    accepted: usize,
    unused: usize,
}

/// Prints the differences on standard output.
///
/// # Errors
/// What cannot be read, and a file of accepted differences that is wrong.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let own_paths = match arguments.spec.as_slice() {
        [] => std::slice::from_ref(&defaults.spec),
        paths => paths,
    };
    let (Some((own, own_sources)), Some((other, other_sources))) =
        (read(own_paths)?, read(&arguments.against)?)
    else {
        return Ok(End::Faulty);
    };
    let (text, accepted) = accepted(arguments)?;
    let judged = accepted.judge(compare(&own, &other));
    let report = Report {
        differences: rows(&judged, &own_sources, &other_sources),
        unused: unused(arguments, &judged, &accepted, &text),
        summary: Summary {
            differences: judged.left.len(),
            accepted: judged.accepted,
            unused: judged.unused.len(),
        },
    };
    match arguments.format {
        Format::Json => output::print_json(&report)?,
        Format::Human => output::print_lines(&shown(&report))?,
    }
    Ok(match (judged.left.as_slice(), judged.unused.as_slice()) {
        ([], []) => End::Clean,
        _ => End::Faulty,
    })
}

/// What documents say; nothing if there is an error in them, which is printed.
fn read(paths: &[PathBuf]) -> Result<Option<(Api, Sources)>, String> {
    let sources = discover::find(paths)?.sources;
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&sources, &mut diagnostics);
    if api.is_none() {
        output::print_diagnostics(&diagnostics.into_sorted(), &sources);
    }
    Ok(api.map(|api| (api, sources)))
}

fn accepted(arguments: &Arguments) -> Result<(String, Accepted), String> {
    let Some(path) = &arguments.accepted else {
        return Ok(Default::default());
    };
    let shown = trueup_io::shown(path);
    let text = trueup_io::read_text(path)?;
    let accepted = Accepted::parse(&text).map_err(|problem| format!("{shown}: {problem}"))?;
    Ok((text, accepted))
}

fn rows(judged: &Judged, own: &Sources, other: &Sources) -> Vec<Row> {
    let row = |difference: &Difference| Row {
        difference: difference.kind.as_str(),
        at: difference.at.clone(),
        message: difference.message.clone(),
        own: place(&difference.own, own),
        other: place(&difference.other, other),
    };
    judged.left.iter().map(row).collect()
}

fn place(origin: &Origin, sources: &Sources) -> Place {
    Place {
        file: sources.shown(origin.file),
        line: origin.span.start.line,
        column: origin.span.start.column,
        pointer: origin.pointer.to_string(),
    }
}

fn unused(arguments: &Arguments, judged: &Judged, accepted: &Accepted, text: &str) -> Vec<Unused> {
    let file = arguments.accepted.as_ref();
    let file = file.map_or_else(String::new, |path| path.display().to_string());
    let entry = |index: &usize| {
        Some(Unused {
            file: file.clone(),
            line: accepted.line(text, *index),
            at: accepted.accept.get(*index)?.get_ref().at.clone(),
        })
    };
    judged.unused.iter().filter_map(entry).collect()
}

fn shown(report: &Report) -> String {
    let mut text = String::new();
    for row in &report.differences {
        let _ = writeln!(
            text,
            "{}:{}:{}: {}: {}: {}\n  there: {}:{}:{}",
            line(&row.own.file),
            row.own.line,
            row.own.column,
            row.difference,
            line(&row.at),
            line(&row.message),
            line(&row.other.file),
            row.other.line,
            row.other.column,
        );
    }
    for unused in &report.unused {
        let _ = writeln!(
            text,
            "{}:{}: unused-acceptance: `{}` accepts nothing",
            line(&unused.file),
            unused.line,
            line(&unused.at),
        );
    }
    let summary = &report.summary;
    text.push_str(&counted(summary.differences, "differences"));
    let mut kinds = Kind::ALL
        .into_iter()
        .map(|kind| {
            (
                kind,
                report
                    .differences
                    .iter()
                    .filter(move |row| row.difference == kind.as_str()),
            )
        })
        .map(|(kind, rows)| (kind, rows.count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {kind}"));
    if let Some(first) = kinds.next() {
        let rest: String = kinds.map(|kind| format!(", {kind}")).collect();
        let _ = write!(text, " ({first}{rest})");
    }
    let _ = write!(text, ", {} accepted", summary.accepted);
    if summary.unused > 0 {
        let _ = write!(
            text,
            ", {} of nothing",
            counted(summary.unused, "acceptances")
        );
    }
    text.push('\n');
    text
}
