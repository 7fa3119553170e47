//! The page of a small service, word for word, and that its links lead somewhere.
//!
//! `TRUEUP_BLESS=1` writes the page anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use trueup_codegen::config::Config;
use trueup_codegen::generate;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::source::Sources;

const SETTINGS: &str = r#"
prefix = "port"
version = "0.1.0"
rust-version = "1.89"
license = "MIT"
[runtime]
version = "0.1.0"
"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

/// The page that is emitted for a document.
fn page(name: &str, document: &str) -> String {
    let sources = Sources::new(BTreeMap::from([(
        format!("{name}.yaml"),
        document.to_owned(),
    )]));
    let config = Config::parse(SETTINGS).unwrap();
    let mut diagnostics = Diagnostics::new();
    let generated = generate(&sources, &config, &mut diagnostics).unwrap();
    let said = diagnostic::render(&diagnostics.into_sorted(), &sources);
    assert!(generated.is_some(), "the fixture is refused:\n{said}");
    generated
        .unwrap()
        .files
        .remove(&format!("reference/{name}.md"))
        .unwrap()
}

fn harbour() -> String {
    page(
        "harbour",
        &fs::read_to_string(folder().join("harbour.yaml")).unwrap(),
    )
}

#[test]
fn the_page_is_as_it_was() {
    let page = harbour();
    let golden = folder().join("harbour.md");
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        fs::write(&golden, &page).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    let lines = page
        .lines()
        .zip(expected.lines().chain(std::iter::repeat("")));
    let changed = lines.enumerate().find(|(_, (now, before))| now != before);
    assert!(
        page == expected,
        "{} is stale (TRUEUP_BLESS=1 writes it anew); first line, now and before: {changed:?}",
        golden.display()
    );
}

/// Headings outside of fences: their level and their text.
fn headings(page: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut headings = Vec::new();
    for line in page.lines() {
        fenced ^= line.starts_with("```");
        let title = line.trim_start_matches('#');
        if !fenced && title.len() < line.len() {
            headings.push((line.len() - title.len(), title.trim().to_owned()));
        }
    }
    headings
}

/// Anchors as code hosts make them: letters, digits, `_` and `-`; equal ones are numbered.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = BTreeSet::new();
    for (_, title) in headings(page) {
        let plain: String = title
            .to_lowercase()
            .replace(' ', "-")
            .chars()
            .filter(|character| character.is_alphanumeric() || "-_".contains(*character))
            .collect();
        let count = counts.entry(plain.clone()).or_default();
        anchors.insert(if *count == 0 {
            plain.clone()
        } else {
            format!("{plain}-{count}")
        });
        *count += 1;
    }
    anchors
}

#[test]
fn every_link_leads_to_a_heading() {
    let page = harbour();
    let anchors = anchors(&page);
    let links: Vec<&str> = page
        .split("](#")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
        .collect();
    let dead: Vec<&&str> = links
        .iter()
        .filter(|link| !anchors.contains(**link))
        .collect();
    assert!(links.len() > 20, "only {} links", links.len());
    assert!(
        dead.is_empty(),
        "links to nowhere: {dead:?}, anchors: {anchors:?}"
    );
}

#[test]
fn every_operation_has_its_section_and_its_line_in_the_index() {
    let page = harbour();
    let operations = [
        "GET /ships",
        "POST /ships",
        "DELETE /ships/{id}",
        "GET /watch",
    ];
    let titles: Vec<String> = headings(&page)
        .into_iter()
        .filter(|(level, title)| *level == 3 && title.contains('/'))
        .map(|(_, title)| title)
        .collect();
    assert_eq!(titles, operations);
    for operation in operations {
        assert_eq!(
            page.matches(&format!("  - [`{operation}`](#")).count(),
            1,
            "{operation}"
        );
    }
}

#[test]
fn a_tag_and_an_object_of_one_name_have_two_anchors() {
    let page = harbour();
    assert!(page.contains("- [Ship](#ship)\n"));
    assert!(page.contains("object, [Ship](#ship-1)"));
}

/// Every table row has as many cells as its head.
#[test]
fn tables_are_whole() {
    let page = harbour();
    let mut columns = 0;
    let mut rows = 0;
    for line in page.lines() {
        if !line.starts_with('|') {
            columns = 0;
            continue;
        }
        let count = line.replace("\\|", "").matches('|').count();
        assert!(columns == 0 || columns == count, "{line}");
        columns = count;
        rows += 1;
    }
    assert!(rows > 40, "only {rows} rows");
}

#[test]
fn each_credential_of_a_call_has_a_variable_of_its_own() {
    let document = folder().with_file_name("awkward").join("schemes.yaml");
    let page = page("schemes", &fs::read_to_string(document).unwrap());
    let mut blocks = page.split("```");
    let command = blocks.find(|block| block.starts_with("bash") && block.contains("$API_KEY_2"));
    let command = command.unwrap();
    let variables: Vec<&str> = command
        .split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .next()
                .unwrap()
        })
        .collect();
    let distinct: BTreeSet<&str> = variables.iter().copied().collect();
    assert_eq!((variables.len(), distinct.len()), (5, 5), "{command}");
    assert!(!distinct.contains("PATH"), "{command}");
}

/// A tag stands under its parent, and one that is no place to go says nothing of where a call stands.
#[test]
fn tags_stand_in_a_tree() {
    let document = "
openapi: 3.2.0
info: {title: Books, version: '1'}
tags:
  - {name: loans, parent: books}
  - {name: books, summary: All books, kind: nav}
  - {name: beta, kind: badge}
paths:
  /loans: {get: {operationId: listLoans, tags: [beta, loans], responses: {'204': {description: None.}}}}
  /books: {get: {operationId: listBooks, tags: [books], responses: {'204': {description: None.}}}}
  /other: {get: {operationId: listOther, tags: [beta], responses: {'204': {description: None.}}}}
";
    let headings = headings(&page("books", document));
    let titles: Vec<&str> = headings.iter().map(|(_, title)| &**title).collect();
    let operations = titles
        .iter()
        .position(|title| *title == "All books")
        .unwrap();
    assert_eq!(
        titles[operations..],
        [
            "All books",
            "GET /books",
            "All books / loans",
            "GET /loans",
            "Other operations",
            "GET /other"
        ]
    );
}

/// Wherever a specification has a place for a text, its words are capitals there.
#[test]
fn every_text_for_people_is_on_the_page() {
    let document = fs::read_to_string(folder().join("texts.yaml")).unwrap();
    let page = page("texts", &document);
    let is_word = |word: &&str| word.len() > 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let words: BTreeSet<&str> = document
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(is_word)
        .collect();
    assert!(words.len() > 60, "{words:?}");
    let missing: Vec<_> = words.iter().filter(|word| !page.contains(**word)).collect();
    assert!(missing.is_empty(), "{missing:?}\n{page}");
}
