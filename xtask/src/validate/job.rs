//! What CI validates: specs and their examples, freshness, the reference pages, the repository's Markdown.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};
use trueup_docs::document::{self, Complete, Options};
use trueup_docs::{Findings, spec};
use trueup_io::{Folder, Found};
use trueup_text::terminal::line;

use trueup::verbs::generate;
use trueup::{Arena, Defaults, End, Finding, Format, Outcome};

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

pub(super) fn run(root: &Path, defaults: &Defaults, format: Format) -> Outcome {
    let checks = checks(root, defaults)?;
    match format {
        Format::Json => trueup::print_json(&report(&checks))?,
        Format::Human => trueup::print_lines(&text(&checks))?,
    }
    let errors: u64 = checks.iter().map(|check| check.count("errors")).sum();
    Ok(if errors == 0 { End::Clean } else { End::Faulty })
}

/// All of them; where the specs have errors, those alone, since nothing can be held against them.
fn checks(root: &Path, defaults: &Defaults) -> Result<Vec<Check>, String> {
    let input = defaults.read()?;
    let arena = Arena::default();
    let (api, diagnostics) = input.registry(&arena);
    let said = trueup::findings(&diagnostics, &input.sources);
    let Some(api) = api else {
        return Ok(vec![said_of_specs(&said)?]);
    };
    let mut checks = vec![
        said_of_specs(&said)?,
        judged("examples", &spec::check(&api))?,
        freshness(defaults)?,
    ];
    let folders: [(&str, &str, &[&str], Complete); 2] = [
        ("reference pages", "generated/reference", &[], Complete::Yes),
        ("other Markdown", "", &OTHERS, Complete::No),
    ];
    for (name, folder, others, complete) in folders {
        let documents = markdown(root, folder, others)?;
        if !documents.is_empty() {
            let findings = document::check(&api, &documents, Options { complete });
            checks.push(judged(name, &findings)?);
        }
    }
    Ok(checks)
}

fn said_of_specs(said: &[Finding]) -> Result<Check, String> {
    let counts = serde_json::to_value(trueup::Counts::of(said));
    Ok(Check {
        name: "specs",
        findings: values(said)?,
        summary: object(counts.map_err(|error| error.to_string())?),
    })
}

fn judged(name: &'static str, findings: &Findings) -> Result<Check, String> {
    let summary = serde_json::to_value(&findings.summary);
    Ok(Check {
        name,
        findings: values(&findings.findings)?,
        summary: object(summary.map_err(|error| error.to_string())?),
    })
}

fn values(findings: &[impl Serialize]) -> Result<Vec<Value>, String> {
    let values = findings.iter().map(serde_json::to_value);
    values
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Whether every emitted file is what the specs say.
fn freshness(defaults: &Defaults) -> Result<Check, String> {
    let (findings, files) = generate::stale(defaults)?;
    let mut summary = Map::new();
    summary.insert("files".to_owned(), files.into());
    summary.insert("errors".to_owned(), findings.len().into());
    Ok(Check {
        name: "generated files",
        findings: values(&findings)?,
        summary,
    })
}

/// Name and text of the Markdown below a folder of the workspace; `others` are folders to leave out.
fn markdown(root: &Path, folder: &str, others: &[&str]) -> Result<Vec<(String, String)>, String> {
    let place = root.join(folder);
    if !place.is_dir() {
        return Ok(Vec::new());
    }
    let wanted = |found: Found<'_>| match found {
        Found::Folder(name) => !others.contains(&name),
        Found::File(name) => name.ends_with(".md"),
    };
    let prefix = match folder {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let folder = Folder::open(&place)?;
    let mut documents = Vec::new();
    for file in folder.files(&wanted)? {
        let text = folder.read_text(&file)?;
        documents.push((format!("{prefix}{file}"), text));
    }
    Ok(documents)
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
