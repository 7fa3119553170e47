//! A description in several files says the same as one file: the accepted fixtures, taken apart and bundled again.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use trueup_codegen::config::{Config, Part};
use trueup_description::bundle::{bundle, yaml};
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::json::Json;
use trueup_description::load;
use trueup_description::source::Sources;

/// What becomes of a component.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    /// It stays.
    None,
    /// A file of its own section has it, and a reference stands in its place.
    Replaced,
    /// A file of its own section has it, and those who refer to it refer there.
    Gone,
}

fn read(text: &str) -> Json {
    let sources = Sources::new([("pets.yaml".to_owned(), text.to_owned())].into());
    let file = sources.find("pets.yaml").unwrap();
    Json::from(&load::read(&sources, file, &mut Diagnostics::new()).unwrap())
}

fn fixtures() -> Vec<(String, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accepted");
    let mut fixtures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let document = read(&fs::read_to_string(&path).unwrap());
            fixtures.push((name, mapped(&document)));
        }
    }
    fixtures.sort();
    fixtures
}

/// With references in the mappings of discriminators, not names of components.
fn mapped(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(mapped).collect()),
        Json::Object(members) => {
            let member = |(key, value): &(String, Json)| {
                let value = match value {
                    Json::Object(names) if key == "mapping" => {
                        let names = names
                            .iter()
                            .map(|(value, name)| (value.clone(), reference(name)));
                        Json::Object(names.collect())
                    }
                    value => mapped(value),
                };
                (key.clone(), value)
            };
            Json::Object(members.iter().map(member).collect())
        }
        scalar => scalar.clone(),
    }
}

fn reference(name: &Json) -> Json {
    match name {
        Json::String(name) if !name.contains('#') => {
            Json::String(format!("#/components/schemas/{name}"))
        }
        other => mapped(other),
    }
}

/// The texts of `$ref` that lead to components.
fn references(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(text) if key == "$ref" => {
                        found.insert(text.clone());
                    }
                    value => references(value, found),
                }
            }
        }
        _ => {}
    }
}

/// A text that leads to a component, as a file has to write it when the component moves; `None` for other texts.
fn led(text: &str, section: Option<&str>, moves: &BTreeMap<String, Move>) -> Option<String> {
    let mut parts = text.strip_prefix("#/components/")?.splitn(3, '/');
    let (to, name, rest) = (parts.next()?, parts.next()?, parts.next());
    let moved = moves.get(&format!("#/components/{to}/{name}"));
    let moved = *moved.unwrap_or(&Move::None) != Move::None;
    let rest = rest.map_or_else(String::new, |rest| format!("/{rest}"));
    Some(match (section, moved) {
        (None, false) => return None,
        (None, true) => format!("parts/{to}.yaml#/{name}{rest}"),
        (Some(_), false) => format!("../pets.yaml#/components/{to}/{name}{rest}"),
        (Some(section), true) if section == to => format!("#/{name}{rest}"),
        (Some(_), true) => format!("{to}.yaml#/{name}{rest}"),
    })
}

fn rewritten(json: &Json, section: Option<&str>, moves: &BTreeMap<String, Move>) -> Json {
    match json {
        Json::Array(items) => Json::Array(
            items
                .iter()
                .map(|item| rewritten(item, section, moves))
                .collect(),
        ),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone(), rewritten(value, section, moves)));
            Json::Object(members.collect())
        }
        Json::String(text) => {
            Json::String(led(text, section, moves).unwrap_or_else(|| text.clone()))
        }
        scalar => scalar.clone(),
    }
}

/// Takes a document apart; its components are moved as `choose` says of their number.
fn apart(document: &Json, choose: impl Fn(usize) -> Move) -> BTreeMap<String, String> {
    let mut referred = BTreeSet::new();
    references(document, &mut referred);
    let empty = Json::Object(Vec::new());
    let Json::Object(sections) = document.get("components").unwrap_or(&empty) else {
        panic!("components are no object");
    };
    let mut moves = BTreeMap::new();
    for (section, components) in sections {
        let Json::Object(components) = components else {
            continue;
        };
        for (name, _) in components {
            let text = format!("#/components/{section}/{name}");
            let chosen = match choose(moves.len()) {
                // The loader looks for names of operations in what stands outside of the document.
                _ if section == "callbacks" => Move::None,
                // Nothing would lead to it any more.
                Move::Gone if !referred.contains(&text) || section == "securitySchemes" => {
                    Move::Replaced
                }
                chosen => chosen,
            };
            moves.insert(text, chosen);
        }
    }
    let mut files: BTreeMap<String, Vec<(String, Json)>> = BTreeMap::new();
    let mut root = match rewritten(document, None, &moves) {
        Json::Object(members) => members,
        _ => panic!("the document is no object"),
    };
    if let Some((_, Json::Object(kept))) = root.iter_mut().find(|(key, _)| key == "components") {
        for (section, components) in kept {
            let Json::Object(components) = components else {
                continue;
            };
            components.retain_mut(|(name, value)| {
                let chosen = moves.get(&format!("#/components/{section}/{name}"));
                let chosen = *chosen.unwrap_or(&Move::None);
                if chosen != Move::None {
                    let original = sections.iter().find(|(key, _)| key == section);
                    let original = original.and_then(|(_, all)| all.get(name)).unwrap();
                    let moved = rewritten(original, Some(section), &moves);
                    files
                        .entry(section.clone())
                        .or_default()
                        .push((name.clone(), moved));
                    let text = Json::String(format!("parts/{section}.yaml#/{name}"));
                    *value = Json::Object(vec![("$ref".to_owned(), text)]);
                }
                chosen != Move::Gone
            });
        }
    }
    let parts = files.into_iter();
    let parts = parts.map(|(section, members)| {
        (
            format!("parts/{section}.yaml"),
            yaml(&Json::Object(members)),
        )
    });
    parts
        .chain([("pets.yaml".to_owned(), yaml(&Json::Object(root)))])
        .collect()
}

fn bundled(files: BTreeMap<String, String>) -> Json {
    let sources = Sources::new(files);
    let mut diagnostics = Diagnostics::new();
    let bundled = load::load(&sources, &mut diagnostics).and_then(|documents| {
        let document = documents.documents().next().unwrap();
        bundle(&documents, &document, &mut diagnostics)
    });
    let said = || diagnostic::render(&diagnostics.into_sorted(), &sources);
    bundled.unwrap_or_else(|| panic!("{}", said()))
}

/// Client and page of a document.
fn emitted(text: &str) -> BTreeMap<String, String> {
    let sources = Sources::new([("pets.yaml".to_owned(), text.to_owned())].into());
    let mut config = Config::parse("prefix = 'twin'\nversion = '0.1.0'\n").unwrap();
    config.emit = vec![Part::Client, Part::Reference];
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    let said = || diagnostic::render(&diagnostics.into_sorted(), &sources);
    generated
        .unwrap_or_else(|| panic!("{}\n{text}", said()))
        .files
}

#[test]
fn what_gives_way_to_its_component_gives_the_same_document() {
    for (name, document) in fixtures() {
        // A reference to one that is a component itself leads on to its end.
        let sections = document.get("components").cloned();
        let mut chained = false;
        if let Some(Json::Object(sections)) = &sections {
            for (_, components) in sections {
                let Json::Object(components) = components else {
                    continue;
                };
                chained |= components
                    .iter()
                    .any(|(_, value)| value.get("$ref").is_some());
            }
        }
        if chained {
            continue;
        }
        let again = bundled(apart(&document, |_| Move::Replaced));
        let (again, document) = (yaml(&again), yaml(&document));
        for (after, before) in again.lines().zip(document.lines()) {
            assert_eq!(after, before, "{name}:\n{again}");
        }
        assert_eq!(again.len(), document.len(), "{name}:\n{again}");
    }
}

#[test]
fn bundles_give_the_same_clients_and_pages() {
    let mut compared = 0;
    for (name, document) in fixtures() {
        let expected = emitted(&yaml(&document));
        for seed in 0..2 {
            let choose = |number: usize| match (number + seed) % 3 {
                0 => Move::Gone,
                1 => Move::None,
                _ => Move::Replaced,
            };
            let again = bundled(apart(&document, choose));
            assert_eq!(
                read(&yaml(&again)),
                read(&format!("{again:#}")),
                "{name}, {seed}"
            );
            for (path, text) in emitted(&yaml(&again)) {
                assert_eq!(Some(&text), expected.get(&path), "{name}, {seed}: {path}");
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}
