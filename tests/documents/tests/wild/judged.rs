//! What is said about references of others, judged by hand: all of it by kind in `wild/judged.tsv`, an independent sample in
//! `wild/sample.tsv`. Of a description and a page that stand still, what was true must still be said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use trueup_docs::Findings;

use crate::{Project, findings};

/// A finding, and what a reader of page and description thinks of it.
struct Judged<'r> {
    project: &'r str,
    file: &'r str,
    line: u32,
    code: &'r str,
    verdict: &'r str,
}

fn record(text: &str) -> Vec<Judged<'_>> {
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [project, file, line, code, verdict, reason] = cells[..] else {
            panic!("six cells: {row}");
        };
        assert!(!reason.trim().is_empty(), "why? {row}");
        assert!(["true", "false", "noise"].contains(&verdict), "{row}");
        Judged {
            project,
            file,
            line: line.parse().unwrap(),
            code,
            verdict,
        }
    })
    .collect()
}

/// What was said, by file, line and code, each place of a cause for itself.
fn said(project: &Project<'_>) -> BTreeSet<(String, u32, &'static str)> {
    let all = project.documents.iter().flat_map(|(name, text)| {
        let found: Findings = findings(&project.api, name, text);
        let places = found.findings.into_iter();
        places.map(|it| (name.clone(), it.line.unwrap_or(0), it.code))
    });
    all.collect()
}

#[test]
fn what_was_judged_true_is_still_said() {
    judge("judged.tsv", 150);
    judge("sample.tsv", 90);
}

/// Holds what is said against a record, which has at least so many rows.
fn judge(file: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("wild")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let record = record(&text);
    shares(&record, least, &format!("{file}, recorded"));
    let Some(folder) = std::env::var_os("TRUEUP_WILD") else {
        return;
    };
    let mut still = Vec::new();
    let mut gone = Vec::new();
    let projects: BTreeSet<&str> = record.iter().map(|it| it.project).collect();
    let mut known = BTreeMap::new();
    for name in projects {
        let folder = Path::new(&folder).join(name);
        if folder.is_dir() {
            let arena = trueup_registry::Arena::default();
            known.insert(name, said(&Project::read(&folder, &arena)));
        }
    }
    for judged in &record {
        let Some(said) = known.get(judged.project) else {
            continue;
        };
        let is_said = said.iter().any(|(file, line, code)| {
            file == judged.file && *line == judged.line && *code == judged.code
        });
        match is_said {
            true => still.push(judged),
            false => gone.push(judged),
        }
    }
    if known.is_empty() {
        return;
    }
    shares(still.iter().copied(), least, &format!("{file}, still said"));
    let lost: Vec<String> = gone
        .iter()
        .filter(|it| it.verdict == "true")
        .map(|it| format!("{}:{} {}", it.file, it.line, it.code))
        .collect();
    assert!(lost.is_empty(), "true, and not said any more: {lost:#?}");
}

/// How much of a sample is true, and how much false.
fn shares<'r>(sample: impl IntoIterator<Item = &'r Judged<'r>>, least: usize, what: &str) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in sample {
        *counts.entry(judged.verdict).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    println!("{what}: {all}: {counts:?}");
    let of = |verdict: &str| counts.get(verdict).copied().unwrap_or(0) * 100;
    assert!(all >= least, "{what}: only {all}");
    assert!(of("true") >= 90 * all, "{what}: too little is true");
    assert!(of("false") <= 3 * all, "{what}: too much is false");
}
