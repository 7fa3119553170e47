//! Single edits of documents: every mistake is found at its line, and nothing is found where none was made.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::collections::BTreeMap;
use std::path::Path;

use documents_tests::findings;
use documents_tests::mutate::{Dice, Edited, HARMFUL, HARMLESS, Kind, Outline};
use trueup_docs::Findings;

/// What makes two findings the same although lines have moved.
type Key = (&'static str, String, Option<String>, Option<String>);

fn counts(findings: &Findings) -> BTreeMap<Key, Vec<(u32, u32)>> {
    let mut counts: BTreeMap<Key, Vec<(u32, u32)>> = BTreeMap::new();
    for finding in &findings.findings {
        let key = (
            finding.code,
            finding.message.clone(),
            finding.operation.clone(),
            finding.pointer.clone(),
        );
        let lines = (finding.line.unwrap_or(0), finding.end_line.unwrap_or(0));
        counts.entry(key).or_default().push(lines);
    }
    counts
}

/// The findings that an edit has brought, as places and texts.
fn brought(before: &BTreeMap<Key, Vec<(u32, u32)>>, after: &Findings) -> Vec<((u32, u32), String)> {
    let mut new = Vec::new();
    for (key, places) in counts(after) {
        if places.len() > before.get(&key).map_or(0, Vec::len) {
            for place in places {
                new.push((
                    place,
                    format!(
                        "{}:{}-{} {} {}",
                        key.0,
                        place.0,
                        place.1,
                        key.1,
                        key.3.clone().unwrap_or_default()
                    ),
                ));
            }
        }
    }
    new
}

fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["own/reference.txt", "own/reference.md"].map(|name| root.join(name));
    let rendered = ["lnd", "users", "provisioning", "billing"]
        .map(|name| root.join(format!("../../generated/reference/{name}.md")));
    own.iter()
        .chain(&rendered)
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

/// How many edits of each kind each document gets: `TRUEUP_EDITS` asks for more.
fn each(usual: usize) -> usize {
    let asked = std::env::var("TRUEUP_EDITS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

/// Edits of each kind, several of each document; the same in every run.
fn edits(kinds: &[Kind], each: usize) -> Vec<(&'static str, usize, Edited)> {
    let mut edits: Vec<(&'static str, usize, Edited)> = Vec::new();
    for (index, (name, text)) in documents().iter().enumerate() {
        let outline = Outline::new(name, text);
        for (kind, (title, edit)) in kinds.iter().enumerate() {
            let mut dice = Dice::new((kind * 31 + index + 1) as u64);
            let mut made = 0;
            for _ in 0..each * 4 {
                if made == each {
                    break;
                }
                if let Some(edited) = edit(&outline, &mut dice) {
                    let known = edits
                        .iter()
                        .any(|(_, other, before)| *other == index && before.text == edited.text);
                    if !known && edited.text != *text {
                        edits.push((title, index, edited));
                        made += 1;
                    }
                }
            }
        }
    }
    edits
}

#[test]
fn every_mistake_is_found_at_its_line() {
    let documents = documents();
    let before: Vec<_> = documents
        .iter()
        .map(|(name, text)| counts(&findings(name, text)))
        .collect();
    let edits = edits(HARMFUL, each(3));
    let mut missed = Vec::new();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (title, index, edited) in &edits {
        let (name, _) = &documents[*index];
        let new = brought(&before[*index], &findings(name, &edited.text));
        let (first, last) = (edited.lines.0 as u32, edited.lines.1 as u32);
        // A bracket or line that is gone is missed between its neighbours.
        let found = new
            .iter()
            .any(|((start, end), _)| *start <= last + 1 && *end + 1 >= first);
        let kind = kinds.entry(title).or_default();
        kind.1 += 1;
        if found {
            kind.0 += 1;
        } else {
            let line = edited
                .text
                .lines()
                .nth(edited.lines.0 - 1)
                .unwrap_or_default()
                .to_owned();
            missed.push(format!(
                "{title}: {name}:{first}-{last}: {line}\n    {new:?}"
            ));
        }
    }
    let all = edits.len();
    println!(
        "mistakes found at their line: {} of {all}",
        all - missed.len()
    );
    for (kind, (found, made)) in &kinds {
        println!("  {kind}: {found} of {made}");
    }
    assert!(all >= 150, "only {all} edits");
    assert_eq!(
        kinds.len(),
        HARMFUL.len(),
        "some kinds of edits found no place"
    );
    assert!(
        missed.is_empty(),
        "{} missed:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let documents = documents();
    let before: Vec<_> = documents
        .iter()
        .map(|(name, text)| counts(&findings(name, text)))
        .collect();
    let edits = edits(HARMLESS, each(2));
    let mut alarms = Vec::new();
    for (title, index, edited) in &edits {
        let (name, _) = &documents[*index];
        let new = brought(&before[*index], &findings(name, &edited.text));
        if !new.is_empty() {
            alarms.push(format!("{title}: {name}:{:?}: {new:?}", edited.lines));
        }
    }
    println!(
        "harmless edits without a finding: {} of {}",
        edits.len() - alarms.len(),
        edits.len()
    );
    assert!(edits.len() >= 30, "only {} edits", edits.len());
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}
