//! `--fix` over references of others: no more is found after it than before, and nothing is changed that is not the
//! document's to get wrong in one way alone.

use similar_lines::changed;
use trueup_docs::document::mend;
use trueup_docs::settings::Settings;

use crate::{Project, findings};

#[test]
fn mending_does_no_harm() {
    let mut changes = 0;
    for folder in crate::projects() {
        let arena = trueup_registry::Arena::default();
        let project = Project::read(&folder, &arena);
        for (name, text) in &project.documents {
            let document = (name.clone(), text.clone());
            let mended = mend(&project.api, &document, &[], &Settings::default());
            let count = |text: &str| findings(&project.api, name, text).findings.len();
            assert!(count(&mended) <= count(text), "{name}");
            for (old, new) in changed(text, &mended) {
                changes += 1;
                println!("{name}: {} -> {}", old.trim(), new.trim());
                for (what, of) in HARMFUL {
                    assert_eq!(of(&old), of(&new), "{name}: {what}: {old} -> {new}");
                }
            }
            // What was mended is settled.
            let document = (name.clone(), mended.clone());
            let again = mend(&project.api, &document, &[], &Settings::default());
            assert!(count(&again) <= count(&mended), "{name}");
        }
    }
    println!("{changes} lines mended");
}

/// A part of a line that an edit must leave as it is.
type Part = fn(&str) -> Vec<String>;

const HARMFUL: [(&str, Part); 4] = [
    ("hosts", hosts),
    ("credentials", credentials),
    ("anchors", anchors),
    ("status words", statuses),
];

fn hosts(line: &str) -> Vec<String> {
    let after = line.split("://").skip(1);
    after
        .map(|rest| {
            rest.split(['/', '"', '\'', ' ', '?'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

fn credentials(line: &str) -> Vec<String> {
    let lower = line.to_ascii_lowercase();
    let marks = [
        "authorization",
        "api-key",
        "apikey",
        "x-auth",
        "bearer ",
        " -u ",
        "--user ",
    ];
    match marks.iter().any(|mark| lower.contains(mark)) {
        true => vec![line.to_owned()],
        false => Vec::new(),
    }
}

fn anchors(line: &str) -> Vec<String> {
    let after = line.split("(#").skip(1);
    after
        .map(|rest| rest.split(')').next().unwrap_or_default().to_owned())
        .collect()
}

/// A line that begins with the number of a status.
fn statuses(line: &str) -> Vec<String> {
    let bare = line.trim_start_matches(['-', '*', '|', '`', ' ', '#']);
    let number = bare
        .get(..3)
        .is_some_and(|it| it.bytes().all(|c| c.is_ascii_digit()));
    match number
        && !bare
            .get(3..4)
            .is_some_and(|it| it.as_bytes()[0].is_ascii_digit())
    {
        true => vec![line.to_owned()],
        false => Vec::new(),
    }
}

/// Lines that differ between a text and what was made of it.
mod similar_lines {
    /// Pairs of lines where those differ; lines that were taken out stand beside nothing.
    pub(super) fn changed(old: &str, new: &str) -> Vec<(String, String)> {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        let same = |(a, b): &(&&str, &&str)| a == b;
        let start = old.iter().zip(&new).take_while(same).count();
        let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
        let end = rest.take_while(same).count();
        let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
        let most = old.len().max(new.len());
        let at = |lines: &[&str], index: usize| {
            let line: &str = lines.get(index).unwrap_or(&"");
            line.to_owned()
        };
        (0..most)
            .map(|index| (at(old, index), at(new, index)))
            .filter(|(a, b)| a != b)
            .collect()
    }
}
