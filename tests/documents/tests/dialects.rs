//! References in the manners of many projects: each page is right as it stands, and wrong in each place that is marked.
//!
//! `⟦right⟧wrong⟧code⟧` in a page of `dialects/` says what stands there, what would be wrong, and what is said of that.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot read its data should stop"
)]

use std::path::Path;

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options, check};
use trueup_registry::Arena;
use trueup_validator::registry::Api;

/// A place that can be broken.
struct Mark<'t> {
    /// Where it begins, and where it ends.
    at: (usize, usize),
    right: &'t str,
    wrong: &'t str,
    code: &'t str,
}

fn marks(page: &str) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(start) = page[from..].find('⟦').map(|at| from + at) {
        let inside = &page[start + '⟦'.len_utf8()..];
        let parts: Vec<&str> = inside.splitn(4, '⟧').collect();
        let [right, wrong, code, _] = parts.try_into().unwrap();
        let length = right.len() + wrong.len() + code.len() + 3 * '⟧'.len_utf8();
        from = start + '⟦'.len_utf8() + length;
        marks.push(Mark {
            at: (start, from),
            right,
            wrong,
            code,
        });
    }
    marks
}

/// The page, wrong in one place or in none; and the line of that place.
fn written(page: &str, marks: &[Mark<'_>], broken: Option<usize>) -> (String, u32) {
    let (mut text, mut line, mut from) = (String::new(), 0, 0);
    for (index, mark) in marks.iter().enumerate() {
        text += &page[from..mark.at.0];
        if broken == Some(index) {
            line = 1 + text.matches('\n').count();
            text += mark.wrong;
        } else {
            text += mark.right;
        }
        from = mark.at.1;
    }
    (text + &page[from..], u32::try_from(line).unwrap())
}

fn found(api: &Api<'_>, name: &str, text: String) -> Vec<(u32, &'static str)> {
    let options = Options {
        complete: Complete::No,
    };
    let findings = check(api, &[(name.to_owned(), text)], options).findings;
    let found = findings.iter();
    found.map(|it| (it.line.unwrap_or(0), it.code)).collect()
}

#[test]
fn each_place_is_seen_and_nothing_else_is_said() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialects");
    let text = std::fs::read_to_string(folder.join("depot.yaml")).unwrap();
    let sources = Sources::new([("depot.yaml".to_owned(), text)].into());
    let arena = Arena::default();
    let api = trueup_registry::load(&sources, &mut Diagnostics::new(), &arena).unwrap();
    let mut failed = Vec::new();
    let mut tried = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".yaml") {
            continue;
        }
        let page = std::fs::read_to_string(&path).unwrap();
        let marks = marks(&page);
        let right = found(&api, &name, written(&page, &marks, None).0);
        if !right.is_empty() {
            failed.push(format!("{name} is right, and told: {right:?}"));
        }
        for (index, mark) in marks.iter().enumerate() {
            let (text, line) = written(&page, &marks, Some(index));
            let told = found(&api, &name, text);
            tried += 1;
            if !told.contains(&(line, mark.code)) {
                failed.push(format!(
                    "{name}:{line}: {} is not seen: {told:?}",
                    mark.wrong
                ));
            }
        }
    }
    assert!(tried > 0, "no place to break");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
