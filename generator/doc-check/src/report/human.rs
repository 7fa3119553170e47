//! Findings for people: one line each, with the place first, and a line of counts.

use std::io::{self, Write};

use trueup_text::count::counted;
use trueup_text::terminal::{columns, line};

use crate::document::{Model, Part};
use crate::finding::{Edit, Finding, Findings, Tally};

pub(super) fn write(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    for model in &findings.model {
        self::model(model, out)?;
    }
    for finding in &findings.findings {
        write_finding(finding, out)?;
    }
    for tally in &findings.documents {
        writeln!(out, "{}", compared(tally))?;
    }
    let summary = &findings.summary;
    let counts: Vec<_> = summary
        .counts
        .iter()
        .map(|(what, count)| counted(*count, what))
        .collect();
    let counts = if counts.is_empty() {
        "nothing to check".to_owned()
    } else {
        counts.join(", ")
    };
    let errors = counted(summary.errors, "errors");
    let warnings = counted(summary.warnings, "warnings");
    let notes = counted(summary.notes, "notes");
    writeln!(out, "{counts}: {errors}, {warnings}, {notes}")
}

/// What was read of a document, a line for each section and each part of it.
fn model(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let part = |part: &Part, out: &mut dyn Write| {
        let leads = part.operation.as_deref();
        let leads = leads.map_or(String::new(), |id| format!(" -> {}", line(id)));
        let (text, what) = (line(&part.text), part.what);
        let place = at(part.file.as_deref(), part.line);
        writeln!(out, "    {place}: {what}: {text}{leads}")
    };
    writeln!(out, "{}", line(&model.file))?;
    for section in &model.sections {
        let heading = section.heading.as_deref().map(line).unwrap_or_default();
        let about = match (&section.endpoint, &section.operation) {
            (None, _) => "no endpoint".to_owned(),
            (Some(endpoint), None) => format!("{}, which is not described", line(endpoint)),
            (Some(endpoint), Some(id)) => format!("{} -> {}", line(endpoint), line(id)),
        };
        let guessed = match section.endpoint.is_some() && !section.stated {
            true => " (taken from what it shows)",
            false => "",
        };
        writeln!(
            out,
            "  {}: section `{heading}`: {about}{guessed}",
            at(section.file.as_deref(), section.line)
        )?;
        for one in &section.parts {
            part(one, out)?;
        }
    }
    for one in &model.parts {
        part(one, out)?;
    }
    Ok(())
}

/// A line of a file, or of another one.
fn at(other: Option<&str>, number: u32) -> String {
    match other {
        Some(file) => format!("{}:{number}", line(file)),
        None => number.to_string(),
    }
}

/// How often the same is so elsewhere in the file.
fn more(finding: &Finding) -> String {
    match finding.also.len() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    }
}

/// What stands in a document, and what of it was compared.
fn compared(tally: &Tally) -> String {
    let kinds = [
        ("endpoints", tally.endpoints),
        ("calls", tally.calls),
        ("parameters", tally.parameters),
        ("examples", tally.examples),
    ];
    let there = kinds.iter().filter(|(_, count)| count.there > 0);
    let counts: Vec<_> = there
        .map(|(what, count)| format!("{what} {} of {}", count.compared, count.there))
        .collect();
    let file = line(&tally.file);
    match counts.is_empty() {
        true => format!("{file}: nothing recognised"),
        false => format!("{file}: {} compared", counts.join(", ")),
    }
}

/// One finding, in one line and its details below it.
pub(super) fn write_finding(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}{}[{}]: {}{}",
        place(finding),
        finding.severity,
        finding.code,
        line(&finding.message),
        more(finding)
    )?;
    for shown in finding.excerpt.iter().flat_map(|excerpt| excerpt.lines()) {
        writeln!(out, "  {}", columns(shown))?;
    }
    let pointer = finding
        .pointer
        .as_deref()
        .filter(|pointer| !pointer.is_empty());
    let details = [
        ("at", pointer),
        ("operation", finding.operation.as_deref()),
        ("help", finding.help.as_deref()),
    ];
    for (what, detail) in details {
        if let Some(detail) = detail {
            writeln!(out, "  {what}: {}", line(detail))?;
        }
    }
    match finding.edits.as_slice() {
        [] => {}
        [edit] if edit.text.is_empty() => writeln!(out, "  fix: --fix takes it out")?,
        [edit] => writeln!(out, "  fix: --fix writes {}", line(&edit.text))?,
        many => writeln!(
            out,
            "  fix: --fix writes {} in {} places",
            line(&written(many)),
            many.len()
        )?,
    }
    Ok(())
}

/// What edits write, each text once.
fn written(edits: &[Edit]) -> String {
    let texts: std::collections::BTreeSet<&str> =
        edits.iter().map(|edit| edit.text.as_str()).collect();
    texts.into_iter().collect::<Vec<_>>().join(" and ")
}

fn place(finding: &Finding) -> String {
    let Some(file) = finding.file.as_deref().map(line) else {
        return String::new();
    };
    match (finding.line, finding.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
        (Some(line), None) => format!("{file}:{line}: "),
        _ => format!("{file}: "),
    }
}
