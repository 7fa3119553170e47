//! What CI validates: specs and their examples, freshness, the reference pages, the repository's Markdown.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};
use trueup_io::{Folder, Found};
use trueup_text::terminal::line;

use trueup::verbs::generate;
use trueup::{End, Format, Outcome};

use super::{Validator, end};

/// Folders whose Markdown is somebody else's: what Cargo writes, what is checked as reference pages, and test data.
const OTHERS: [&str; 4] = ["generated", "target", "tests", "node_modules"];

/// One check and what it found.
struct Check {
    name: &'static str,
    findings: Vec<Value>,
    /// What was counted: documents, examples, errors, …
    summary: Map<String, Value>,
}

impl Check {
    fn count(&self, name: &str) -> u64 {
        self.summary
            .get(name)
            .and_then(Value::as_u64)
            .unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<&'a Value>,
    summary: Map<String, Value>,
}

pub(super) fn run(validator: &Validator, format: Format) -> Outcome {
    let mut checks = vec![
        judged(validator, "specs and examples", &["spec".into()])?,
        freshness(validator)?,
    ];
    let pages = markdown(
        &validator.workspace.join("generated/reference"),
        "generated/reference/",
        &[],
    )?;
    if !pages.is_empty() {
        let verb = ["docs", "--complete"].map(OsString::from);
        checks.push(judged(
            validator,
            "reference pages",
            &[&verb[..], &pages].concat(),
        )?);
    }
    let documents = markdown(&validator.workspace, "", &OTHERS)?;
    if !documents.is_empty() {
        checks.push(judged(
            validator,
            "other Markdown",
            &[&["docs".into()][..], &documents].concat(),
        )?);
    }
    match format {
        Format::Json => trueup::print_json(&report(&checks))?,
        Format::Human => trueup::print_lines(&text(&checks))?,
    }
    let errors: u64 = checks.iter().map(|check| check.count("errors")).sum();
    Ok(if errors == 0 { End::Clean } else { End::Faulty })
}

/// Runs a verb of the validator at the root of the workspace.
fn judged(
    validator: &Validator,
    name: &'static str,
    arguments: &[OsString],
) -> Result<Check, String> {
    let output = validator.report(&validator.workspace, arguments)?;
    end(output.status)?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("the validator printed no JSON: {error}"))?;
    Ok(Check {
        name,
        findings: report
            .get("findings")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default(),
        summary: report
            .get("summary")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
    })
}

/// Whether every emitted file is what the specs say.
fn freshness(validator: &Validator) -> Result<Check, String> {
    let (findings, files) = generate::stale(&validator.defaults)?;
    let mut summary = Map::new();
    summary.insert("files".to_owned(), files.into());
    summary.insert("errors".to_owned(), findings.len().into());
    let findings = findings
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<_, _>>();
    Ok(Check {
        name: "generated files",
        findings: findings.map_err(|error| error.to_string())?,
        summary,
    })
}

/// The Markdown below a folder, by path behind a prefix; `others` are folders to leave out.
fn markdown(folder: &Path, prefix: &str, others: &[&str]) -> Result<Vec<OsString>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let wanted = |found: Found<'_>| match found {
        Found::Folder(name) => !others.contains(&name),
        Found::File(name) => name.ends_with(".md"),
    };
    let files = Folder::open(folder)?.files(&wanted)?;
    Ok(files
        .iter()
        .map(|file| format!("{prefix}{file}").into())
        .collect())
}

/// All findings, and the sums of what was counted.
fn report(checks: &[Check]) -> Report<'_> {
    let mut summary = Map::new();
    for (name, count) in checks.iter().flat_map(|check| &check.summary) {
        let sum = summary
            .get(name)
            .and_then(Value::as_u64)
            .unwrap_or_default();
        summary.insert(
            name.clone(),
            (sum + count.as_u64().unwrap_or_default()).into(),
        );
    }
    Report {
        findings: checks.iter().flat_map(|check| &check.findings).collect(),
        summary,
    }
}

/// Each finding as the compiler would say it, then one table.
fn text(checks: &[Check]) -> String {
    let mut out = String::new();
    for finding in checks.iter().flat_map(|check| &check.findings) {
        let text = |key: &str| line(finding.get(key).and_then(Value::as_str).unwrap_or_default());
        let number = |key: &str| finding.get(key).and_then(Value::as_u64).unwrap_or(1);
        let _ = writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            text("file"),
            number("line"),
            number("column"),
            text("severity"),
            text("code"),
            text("message"),
        );
        if !text("help").is_empty() {
            let _ = writeln!(out, "  help: {}", text("help"));
        }
    }
    let _ = writeln!(
        out,
        "{:20}  {:>6}  {:>8}  {:>5}  what was checked",
        "check", "errors", "warnings", "notes"
    );
    for check in checks {
        let counted: Vec<String> = check
            .summary
            .iter()
            .filter(|(name, _)| !["errors", "warnings", "notes"].contains(&name.as_str()))
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let _ = writeln!(
            out,
            "{:20}  {:>6}  {:>8}  {:>5}  {}",
            check.name,
            check.count("errors"),
            check.count("warnings"),
            check.count("notes"),
            counted.join(", "),
        );
    }
    out
}
