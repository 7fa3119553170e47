//! What CI validates: specs and their examples, freshness, the reference pages, the repository's Markdown.

use std::fmt::Write as _;
use std::path::Path;

use trueup_docs::document::{self, Complete, Options};
use trueup_docs::report::{self, Format};
use trueup_docs::{Findings, spec};
use trueup_io::{Folder, Found};

use trueup::verbs::generate;
use trueup::{Arena, Defaults, End, Outcome};

/// Folders whose Markdown is somebody else's: what Cargo writes, what is checked as reference pages, and test data.
const OTHERS: [&str; 4] = ["generated", "target", "tests", "node_modules"];

/// One check and what it found.
struct Check {
    name: &'static str,
    findings: Findings,
}

pub(super) fn run(root: &Path, defaults: &Defaults, format: Format) -> Outcome {
    let checks = checks(root, defaults)?;
    let faulty = checks.iter().any(|check| check.findings.has_errors());
    match format {
        Format::Human => trueup::print_lines(&text(&checks))?,
        format => trueup::print_findings(&all(checks), format)?,
    }
    Ok(if faulty { End::Faulty } else { End::Clean })
}

/// All of them; where the specs have errors, those alone, since nothing can be held against them.
fn checks(root: &Path, defaults: &Defaults) -> Result<Vec<Check>, String> {
    let input = defaults.read()?;
    let arena = Arena::default();
    let (api, diagnostics) = input.registry(&arena)?;
    let said = trueup::findings(&diagnostics, &input.sources);
    let Some(api) = api else {
        return Ok(vec![check("specs", said)]);
    };
    let mut checks = vec![
        check("specs", said),
        check("examples", spec::check(&api)),
        check("generated files", generate::stale(defaults)?),
    ];
    let folders: [(&str, &str, &[&str], Complete); 2] = [
        ("reference pages", "generated/reference", &[], Complete::Yes),
        ("other Markdown", "", &OTHERS, Complete::No),
    ];
    for (name, folder, others, complete) in folders {
        let documents = markdown(root, folder, others)?;
        if !documents.is_empty() {
            let findings = document::check(&api, &documents, Options { complete });
            checks.push(check(name, findings));
        }
    }
    Ok(checks)
}

fn check(name: &'static str, findings: Findings) -> Check {
    Check { name, findings }
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
fn all(checks: Vec<Check>) -> Findings {
    let mut all = Findings::default();
    for check in checks {
        all.append(check.findings);
    }
    all
}

/// Each finding as the compiler would say it, then one table.
fn text(checks: &[Check]) -> String {
    let mut out = String::new();
    for finding in checks.iter().flat_map(|check| &check.findings.findings) {
        out.push_str(&report::for_people(finding));
    }
    let _ = writeln!(
        out,
        "{:20}  {:>6}  {:>8}  {:>5}  what was checked",
        "check", "errors", "warnings", "notes"
    );
    for check in checks {
        let summary = &check.findings.summary;
        let counted: Vec<String> = summary
            .counts
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        let _ = writeln!(
            out,
            "{:20}  {:>6}  {:>8}  {:>5}  {}",
            check.name,
            summary.errors,
            summary.warnings,
            summary.notes,
            counted.join(", "),
        );
    }
    out
}
