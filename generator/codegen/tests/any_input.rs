//! Whatever the input, the loader comes to an end, without a panic.

use proptest::prelude::*;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::load::load;
use trueup_description::source::{Sources, Span};

/// Two files that together use most of what the loader knows.
const DOCUMENT: &str = include_str!("any_input/everything.yaml");
const FRAGMENT: &str = include_str!("any_input/parts.yaml");

/// Loads two files, and renders whatever is said about them. Gives back whether they were accepted.
fn survives(document: &str, fragment: &str) -> bool {
    let files = [("everything.yaml", document), ("parts.yaml", fragment)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let sources = Sources::new(files.into());
    let mut diagnostics = Diagnostics::new();
    let documents = load(&sources, &mut diagnostics);
    let loaded = documents.is_some();
    let refused = diagnostics.has_errors();
    let sorted = diagnostics.into_sorted();
    let text = diagnostic::render(&sorted, &sources);
    assert_eq!(loaded, !refused, "{text}");
    for diagnostic in &sorted {
        let is_ordered = |span: Span| span.start.line <= span.end.line;
        assert!(diagnostic.span.is_none_or(is_ordered), "{diagnostic:?}");
    }
    loaded
}

/// What to put where in a text.
#[derive(Clone, Debug)]
struct Edit {
    at: prop::sample::Index,
    remove: usize,
    insert: String,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let insert = prop_oneof![
        Just(String::new()),
        "[\\[\\]{}:,\"'&*!|>%@`#?\\- \n\t]{1,4}",
        prop::sample::select(vec![
            "$ref: '#/components/schemas/Pet'",
            "\n  ",
            "allOf",
            "- ",
            "null",
            "&a ",
            "*a",
            "<<: ",
            "0x",
            "\u{feff}",
            "\u{85}",
            "\r",
            "💥",
            "type: [",
            "x-trueup-zero: 1",
            "999999999999999999999999999999999999999999",
        ])
        .prop_map(ToOwned::to_owned),
        any::<String>(),
    ];
    let edit = (any::<prop::sample::Index>(), 0..40usize, insert);
    prop::collection::vec(
        edit.prop_map(|(at, remove, insert)| Edit { at, remove, insert }),
        1..6,
    )
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for edit in edits {
        let start = edit.at.index(characters.len() + 1);
        let end = (start + edit.remove).min(characters.len());
        characters.splice(start..end, edit.insert.chars());
    }
    characters.into_iter().collect()
}

#[test]
fn the_unedited_documents_are_accepted() {
    assert!(survives(DOCUMENT, FRAGMENT));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&String::from_utf8_lossy(&bytes), "");
    }

    #[test]
    fn any_yaml_letters(text in "[\\[\\]{}:,\"'&*!|>%@`#?\\- \n\ta0.~<\\\\]{0,80}") {
        survives(&text, &text);
    }

    #[test]
    fn edited_documents(changes in edits()) {
        survives(&edited(DOCUMENT, &changes), FRAGMENT);
        survives(DOCUMENT, &edited(FRAGMENT, &changes));
    }
}

#[test]
fn deep_nesting_of_every_kind() {
    for unit in [
        "[", "{a: ", "- ", "? ", "a:\n", "[{a: ", "&a [", "!!a [", "\"\\", "- - a: ",
    ] {
        survives(&unit.repeat(20_000), "");
    }
    let indented: String = (0..2_000)
        .map(|depth| format!("{:depth$}a:\n", ""))
        .collect();
    survives(&indented, "");
}

#[test]
fn long_chains_of_references() {
    let head =
        "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
    let link = |index: usize| (index, (index + 1) % 2_000);
    for form in [
        "{$ref: TARGET}",
        "{allOf: [{$ref: TARGET}]}",
        "{required: [a], properties: {a: {$ref: TARGET}}}",
    ] {
        let mut text = head.to_owned();
        for (from, to) in (0..2_000).map(link) {
            let target = format!("'#/components/schemas/S{to}'");
            text += &format!("    S{from}: {}\n", form.replace("TARGET", &target));
        }
        assert!(!survives(&text, ""), "{form}");
    }
    let long = format!("{head}    A: {{$ref: '#{}'}}\n", "/a".repeat(100_000));
    assert!(!survives(&long, ""));
}
