//! A document means the same in each version that can say it: the accepted fixtures of OpenAPI 3.0, written as 3.1, give
//! the same clients and pages, and so does a description that is written as Swagger 2.0 and as OpenAPI 3.0.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its fixtures must stop"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use trueup_codegen::config::Config;
use trueup_description::diagnostic::{self, Diagnostics};
use trueup_description::json::Json;
use trueup_description::load;
use trueup_description::source::Sources;

const SETTINGS: &str = "prefix = 'twin'\nversion = '0.1.0'\nlicense = 'MIT'\n";

/// The client of a document and its page. The tables of a validator tell where in the document something stands, and that
/// 1.0 is an integer since JSON Schema's draft 6, which 3.1 is of and 3.0 is not.
fn emitted(text: &str) -> BTreeMap<String, String> {
    let sources = Sources::new([("pets.yaml".to_owned(), text.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let config = Config::parse(SETTINGS).unwrap();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap();
    let said = || diagnostic::render(&diagnostics.into_sorted(), &sources);
    let files = generated.unwrap_or_else(|| panic!("{}", said())).files;
    let of_validator = |path: &str| path.starts_with("twin-validator/");
    let files = files.into_iter();
    files.filter(|(path, _)| !of_validator(path)).collect()
}

fn read(text: &str) -> Json {
    let sources = Sources::new([("pets.yaml".to_owned(), text.to_owned())].into());
    let file = sources.find("pets.yaml").unwrap();
    let mut diagnostics = Diagnostics::new();
    Json::from(&load::read(&sources, file, &mut diagnostics).unwrap())
}

/// The same document in the words of OpenAPI 3.1, and how many were changed.
fn upgraded(json: &Json, changed: &mut usize) -> Json {
    match json {
        Json::Array(items) => {
            let items = items.iter().map(|item| upgraded(item, changed));
            Json::Array(items.collect())
        }
        Json::Object(members) => {
            let inner = members.iter();
            let inner: Vec<_> = inner
                .map(|(key, value)| (key.clone(), upgraded(value, changed)))
                .collect();
            let before = inner.clone();
            let after = content(constant(exclusive(nullable(reference(inner)))));
            *changed += usize::from(before != after);
            Json::Object(after)
        }
        scalar => scalar.clone(),
    }
}

type Members = Vec<(String, Json)>;

fn get<'a>(members: &'a Members, key: &str) -> Option<&'a Json> {
    let found = members.iter().find(|(name, _)| name == key);
    found.map(|(_, value)| value)
}

fn text(value: &str) -> Json {
    Json::String(value.to_owned())
}

/// `allOf: [{$ref: …}]` beside annotations is the `$ref` itself beside them.
fn reference(mut members: Members) -> Members {
    let is_nullable = get(&members, "nullable").is_some();
    let Some(Json::Array(all)) = get(&members, "allOf") else {
        return members;
    };
    let [Json::Object(only)] = all.as_slice() else {
        return members;
    };
    let Some(target) = get(only, "$ref").filter(|_| only.len() == 1 && !is_nullable) else {
        return members;
    };
    let target = target.clone();
    let place = members.iter().position(|(key, _)| key == "allOf").unwrap();
    members.splice(place..=place, [("$ref".to_owned(), target)]);
    members
}

/// `nullable: true` is a type, or a branch where there is none.
fn nullable(mut members: Members) -> Members {
    if get(&members, "nullable") != Some(&Json::Bool(true)) {
        return members;
    }
    let null = || Json::Object(vec![("type".to_owned(), text("null"))]);
    match (
        get(&members, "type").cloned(),
        get(&members, "allOf").cloned(),
    ) {
        (Some(kind), _) => {
            members.retain(|(key, _)| key != "nullable");
            let place = members.iter().position(|(key, _)| key == "type").unwrap();
            let kinds = Json::Array(vec![kind, text("null")]);
            members.splice(place..=place, [("type".to_owned(), kinds)]);
        }
        (None, Some(Json::Array(all))) => {
            let joined = match all.as_slice() {
                [only] => only.clone(),
                _ => Json::Object(vec![("allOf".to_owned(), Json::Array(all))]),
            };
            let all = vec![joined, null()];
            members.retain(|(key, _)| key != "nullable");
            let place = members.iter().position(|(key, _)| key == "allOf").unwrap();
            members.splice(place..=place, [("anyOf".to_owned(), Json::Array(all))]);
        }
        // Beside a choice null is one more, as it is read from documents of others.
        (None, None) if choice(&members).is_some() => {
            members.retain(|(key, _)| key != "nullable");
            let place = choice(&members).unwrap();
            if let Some((_, Json::Array(branches))) = members.get_mut(place) {
                branches.push(null());
            }
        }
        // Without a type it asserts nothing that 3.1 has a word for.
        _ => members.retain(|(key, _)| key != "nullable"),
    }
    members
}

/// Where the branches of a choice stand.
fn choice(members: &Members) -> Option<usize> {
    let is_choice = |(key, _): &(String, Json)| matches!(key.as_str(), "anyOf" | "oneOf");
    members.iter().position(is_choice)
}

/// An exclusive bound is a keyword of its own.
fn exclusive(mut members: Members) -> Members {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if get(&members, flag) == Some(&Json::Bool(true)) {
            members.retain(|(key, _)| key != flag);
            for (key, _) in members.iter_mut().filter(|(key, _)| key == bound) {
                *key = flag.to_owned();
            }
        }
    }
    members
}

/// An `enum` of one value is a `const`.
fn constant(mut members: Members) -> Members {
    for (key, value) in &mut members {
        if let ("enum", Json::Array(values)) = (key.as_str(), &mut *value)
            && let [Json::String(_)] = values.as_slice()
        {
            *value = values.remove(0);
            *key = "const".to_owned();
        }
    }
    members
}

/// Formats of bytes say how they are written.
fn content(mut members: Members) -> Members {
    if get(&members, "type") != Some(&text("string")) {
        return members;
    }
    for (key, value) in members.iter_mut().filter(|(key, _)| key == "format") {
        let (keyword, said) = match value.as_str() {
            Some("byte") => ("contentEncoding", "base64"),
            Some("binary") => ("contentMediaType", "application/octet-stream"),
            _ => continue,
        };
        *key = keyword.to_owned();
        *value = text(said);
    }
    members
}

#[test]
fn swagger_says_the_same_in_its_own_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let read = |name: &str| emitted(&fs::read_to_string(folder.join(name)).unwrap());
    let (one, other) = (read("openapi.yaml"), read("swagger.yaml"));
    assert!(one.values().any(|file| file.contains("rename_ship")));
    for (file, content) in &one {
        let lines = content.lines().zip(other.get(file).unwrap().lines());
        let first = lines.clone().find(|(one, other)| one != other);
        assert_eq!(first, None, "Swagger 2.0 gives another {file}");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn twins_of_two_versions_give_the_same_client_and_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accepted");
    let mut compared = 0;
    let mut changed = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let older = read(&fs::read_to_string(&path).unwrap());
        if older.get("openapi").and_then(Json::as_str) != Some("3.0.3") {
            continue;
        }
        let mut newer = upgraded(&older, &mut changed);
        if let Json::Object(members) = &mut newer {
            for (_, version) in members.iter_mut().filter(|(key, _)| key == "openapi") {
                *version = text("3.1.1");
            }
        }
        let (one, other) = (emitted(&older.to_string()), emitted(&newer.to_string()));
        assert!(one.contains_key("reference/pets.md"));
        for (file, content) in &one {
            let lines = content.lines().zip(other.get(file).unwrap().lines());
            let differing: Vec<_> = lines.filter(|(one, other)| one != other).collect();
            assert!(
                differing.is_empty(),
                "{} as 3.1 gives another {file}: {:#?}",
                path.display(),
                differing.first()
            );
        }
        assert_eq!(one.len(), other.len());
        compared += 1;
    }
    assert!(
        compared > 20 && changed > 20,
        "{compared} fixtures, {changed} changes"
    );
}
