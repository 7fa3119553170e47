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
        ("", "documents" | "operations" | "crates") => return None,
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

/// What Cargo or the registry would refuse is refused before it is emitted, alike in a file and as a flag.
#[test]
fn manifests_that_cannot_be_published_are_not_written() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "api/pets.yaml", PETS);
    for (flag, key, words) in [
        (
            "--rust-version=1.0",
            "rust-version = '1.0'",
            "begins with Rust 1.85",
        ),
        (
            "--license=FOO BAR",
            "license = 'FOO BAR'",
            "is an SPDX expression",
        ),
        ("--repository=x\"y", "repository = 'x\"y'", "is a URL"),
        (
            "--keywords=a,b,c,d,e,f",
            "crates.pets.keywords = ['a', 'b', 'c', 'd', 'e', 'f']",
            "at most 5 keywords",
        ),
        (
            "--keywords=bad word",
            "crates.pets.keywords = ['bad word']",
            "a letter or a digit first",
        ),
    ] {
        let refused = |arguments: &[&str]| {
            let output = trueup(root, arguments);
            assert_eq!(output.status.code(), Some(2), "{flag}: {}", said(&output));
            assert!(said(&output).contains(words), "{flag}: {}", said(&output));
        };
        refused(&["generate", "api", flag]);
        put(root, "api/generate.toml", key);
        refused(&["generate", "api"]);
        fs::remove_file(root.join("api/generate.toml")).unwrap();
    }
    let output = trueup(
        root,
        &["generate", "api", "--no-pages", "--emit", "reference"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("nothing is emitted"),
        "{}",
        said(&output)
    );
    assert!(!root.join("generated").exists());
}

/// No file lets pass what the command denies.
#[test]
fn no_setting_is_offered_against_a_flag() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pets.yaml", PETS);
    let output = trueup(
        place.path(),
        &["check", "pets.yaml", "--deny", "missing-summary"],
    );
    assert!(!said(&output).contains("lets it pass"), "{}", said(&output));
    let arguments = [
        "check",
        "pets.yaml",
        "--warn",
        "missing-summary",
        "--deny-warnings",
    ];
    let output = said(&trueup(place.path(), &arguments));
    assert!(!output.contains("lets it pass"), "{output}");
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
