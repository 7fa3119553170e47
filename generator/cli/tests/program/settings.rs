//! Settings, and the flags that say the same.

use std::fs;
use std::path::Path;

use super::outputs::contents;
use super::{PETS, put, said, trueup};

/// The keys that a table of the settings can have, as its reader names them beside one that is none.
fn keys(table: &str) -> Vec<String> {
    let error = trueup::Config::parse(&format!("{table}\nnonsense = 1")).unwrap_err();
    let (_, expected) = error.split_once("expected").unwrap();
    let names = expected.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// The flag that says what a key does; none of keys that other verbs read, that have no effect any more, or whose tables are
/// asked for by themselves.
fn flag(table: &str, key: &str) -> Option<String> {
    Some(match (table, key) {
        ("", "documents" | "tolerate" | "operation-ids" | "operations" | "crates") => return None,
        ("", "prefix") => "--name".to_owned(),
        ("", "lints") => "--deny".to_owned(),
        ("", "license-files") => "--license-file".to_owned(),
        ("[operations]", "ids") => "--operation".to_owned(),
        ("[operations]", key) => format!("--{}", key.trim_end_matches('s')),
        ("[runtime]", "version") => "--runtime-version".to_owned(),
        ("[runtime]", _) => "--runtime".to_owned(),
        (_, key) => format!("--{key}"),
    })
}

#[test]
fn every_setting_has_a_flag() {
    let help = said(&trueup(Path::new("."), &["generate", "--help"]));
    let shown: Vec<&str> = help.split_whitespace().collect();
    let tables = ["", "[operations]", "[runtime]", "[crates.pets]"];
    let flags = tables.iter().flat_map(|table| {
        let keys = keys(table).into_iter();
        keys.filter_map(|key| flag(table, &key))
    });
    let mut count = 0;
    for flag in flags {
        assert!(shown.contains(&flag.as_str()), "{flag}: {help}");
        count += 1;
    }
    assert!(count > 15, "{count}");
}

const FLAGS: [&str; 14] = [
    "--name=zoo",
    "--version=3.2.1",
    "--rust-version=1.90",
    "--license=0BSD",
    "--license-file=LICENSE",
    "--repository=https://pets.example.com/git",
    "--description=Pets.",
    "--keywords=pets,toys",
    "--features=tags",
    "--runtime=registry",
    "--runtime-version=7.8.9",
    "--emit=client",
    "--operation=listPets",
    "--allow=missing-operation-id",
];

const SETTINGS: &str = "
prefix = 'zoo'
version = '3.2.1'
rust-version = '1.90'
license = '0BSD'
license-files = ['../LICENSE']
repository = 'https://pets.example.com/git'
emit = ['client']
operations.ids = ['listPets']
lints.missing-operation-id = 'allow'
runtime = { source = 'registry', version = '7.8.9' }
crates.pets = { name = 'zoo', description = 'Pets.', keywords = ['pets', 'toys'], features = 'tags' }
";

#[test]
fn flags_say_what_settings_say() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(
        root,
        "api/pets.yaml",
        &PETS.replace("{operationId", "{tags: [pets], operationId"),
    );
    put(root, "LICENSE", "Do what you want.\n");
    let output = trueup(root, &[&["generate", "api"], &FLAGS[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let by_flags = contents(&root.join("generated"));
    fs::remove_dir_all(root.join("generated")).unwrap();
    put(root, "api/generate.toml", SETTINGS);
    let output = trueup(root, &["generate", "api"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(by_flags, contents(&root.join("generated")));
    let manifest = fs::read_to_string(root.join("generated/zoo/Cargo.toml")).unwrap();
    for part in [
        "3.2.1",
        "1.90",
        "0BSD",
        "example.com/git",
        "\"Pets.\"",
        "\"toys\"",
        "7.8.9",
    ] {
        assert!(manifest.contains(part), "{part}: {manifest}");
    }
    // The command that does it again says the same.
    fs::remove_file(root.join("generated/zoo/README.md")).unwrap();
    fs::remove_file(root.join("api/generate.toml")).unwrap();
    let arguments = [&["generate", "api", "--check"], &FLAGS[..]].concat();
    let advice = said(&trueup(root, &arguments));
    for flag in FLAGS {
        assert!(advice.contains(&flag.replace('=', " ")), "{flag}: {advice}");
    }
}

#[test]
fn levels_are_set_for_a_run() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pets.yaml", PETS);
    let code = |flags: &[&str]| {
        let arguments = [&["check", "pets.yaml"], flags].concat();
        trueup(place.path(), &arguments).status.code()
    };
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--warn", "missing-summary"]), Some(0));
    assert_eq!(code(&["--deny", "missing-summary"]), Some(1));
    assert_eq!(
        code(&["--warn", "missing-summary", "--deny-warnings"]),
        Some(1)
    );
    assert_eq!(code(&["--allow", "bad-yaml"]), Some(2));
    let output = trueup(
        place.path(),
        &["check", "pets.yaml", "--deny", "missing-sumary"],
    );
    assert!(
        said(&output).contains("did you mean `missing-summary`?"),
        "{}",
        said(&output)
    );
}

/// Settings that would have no effect are a mistake.
#[test]
fn a_crate_of_no_document_is_refused() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "api/pets.yaml", PETS);
    put(
        place.path(),
        "api/generate.toml",
        "[crates.pest]\nname = 'zoo'\n",
    );
    let output = trueup(place.path(), &["check", "api"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("did you mean `pets`?"),
        "{}",
        said(&output)
    );
}
