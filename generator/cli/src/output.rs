//! What a verb prints and how it ends: what was asked for on standard output, everything else on standard error.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;
use trueup_description::diagnostic::{self, Diagnostic, Severity};
use trueup_description::source::Sources;
use trueup_docs::{Finding, Findings, report};
use trueup_text::json;

/// How a verb ended: no error, or an error or stale file. What could not run at all is the `Err`, in words.
pub type Outcome = Result<End, String>;

/// How a verb that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// No error; there may be warnings.
    Clean,
    /// An error or a stale file.
    Faulty,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        match end {
            End::Clean => Self::SUCCESS,
            End::Faulty => Self::from(1),
        }
    }
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a reader.
    #[default]
    Human,
    /// One JSON value on standard output.
    Json,
}

/// The findings of diagnostics, in the shape of all verbs.
#[must_use]
pub fn findings(diagnostics: &[Diagnostic], sources: &Sources) -> Findings {
    let mut findings = Findings::default();
    for diagnostic in diagnostics {
        findings.push(finding(diagnostic, sources));
    }
    findings
}

fn finding(diagnostic: &Diagnostic, sources: &Sources) -> Finding {
    let severity = match diagnostic.severity {
        Severity::Error => trueup_validator::Severity::Error,
        Severity::Warning => trueup_validator::Severity::Warning,
        Severity::Note => trueup_validator::Severity::Note,
    };
    let span = diagnostic.span;
    Finding {
        file: span.map(|span| sources.shown(span.file)),
        line: span.map(|span| span.start.line),
        column: span.map(|span| span.start.column),
        end_line: span.map(|span| span.end.line),
        end_column: span.map(|span| span.end.column),
        pointer: diagnostic.pointer.as_ref().map(ToString::to_string),
        operation: diagnostic.operation.clone(),
        help: diagnostic.help.clone(),
        ..Finding::of(
            diagnostic.code.as_str(),
            severity,
            diagnostic.message.clone(),
        )
    }
}

/// Prints findings for a program on standard output.
///
/// # Errors
/// When standard output fails, other than by being closed.
pub fn print_findings(findings: &Findings, format: report::Format) -> Result<(), String> {
    printed(report::print(findings, format))
}

/// How many warnings of one code are shown by verbs that are about something else than the description.
const SHOWN: usize = 5;

/// Prints diagnostics for a reader, as rustc does: of each code the first warnings, with how many more there are; `check`
/// shows them all.
pub fn print_diagnostics(diagnostics: &[Diagnostic], sources: &Sources) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics {
        let count = seen.entry(diagnostic.code.as_str()).or_default();
        *count += usize::from(diagnostic.severity != Severity::Error);
        if diagnostic.severity == Severity::Error || *count <= SHOWN {
            shown.push(diagnostic.clone());
        }
    }
    let mut text = diagnostic::render(&shown, sources);
    for (code, count) in seen.into_iter().filter(|(_, count)| *count > SHOWN) {
        let more = count - SHOWN;
        text.push_str(&format!(
            "warning[{code}]: {more} more of these, which `trueup check` shows\n"
        ));
    }
    if !text.is_empty() {
        trueup_io::remark(&text);
    }
}

/// The exit code of a command that could not run: unreadable path, wrong settings. That of a wrong usage is clap's, the
/// same.
const COULD_NOT_RUN: u8 = 2;

/// Ends a program as a verb ended; why one could not run is said on standard error.
#[must_use]
pub fn run(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(end) => end.into(),
        Err(problem) => {
            trueup_io::remark(&format!("error: {problem}\n"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Prints one JSON value on standard output.
///
/// # Errors
/// As [`answer`].
pub fn print_json(value: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    answer(&format!("{}\n", json::escaped(&text)))
}

/// Prints lines of text on standard output, each as a terminal and the log of a CI run may have it.
///
/// # Errors
/// As [`answer`].
pub fn print_lines(text: &str) -> Result<(), String> {
    printed(trueup_io::answer_lines(text))
}

/// Prints what was asked for on standard output; its reader may stop when it has seen enough.
///
/// # Errors
/// Standard output that cannot be written, as to a disk that is full.
pub fn answer(text: &str) -> Result<(), String> {
    printed(trueup_io::answer(text))
}

fn printed(outcome: std::io::Result<trueup_io::Reader>) -> Result<(), String> {
    outcome
        .map(|_| ())
        .map_err(|error| format!("cannot write to standard output: {error}"))
}
