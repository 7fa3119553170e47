//! What is written: files, whatever becomes of the disk, and messages for terminals.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{PETS, TWO_TAGS, names, put, run, said, trueup};

/// A disk that is full, as a process is told it: nothing that stood there is lost, no half of a file is left, and the next
/// run makes it whole.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    put(root, "pets.yaml", PETS);
    let arguments = [
        "generate",
        "pets.yaml",
        "--runtime",
        "registry",
        "--name",
        "pets",
    ];
    assert_eq!(trueup(root, &arguments).status.code(), Some(0));
    let old = contents(&root.join("generated"));
    let path =
        "  /dogs:\n    get: {operationId: listDogs, responses: {'204': {description: Fine.}}}\n";
    put(root, "pets.yaml", &format!("{PETS}{path}"));
    // No file may grow beyond one block, of 512 or 1024 bytes.
    let limited = Command::new("sh")
        .current_dir(root)
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_trueup"))
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(2), "{}", said(&limited));
    assert!(
        said(&limited).contains("cannot write"),
        "{}",
        said(&limited)
    );
    let left = contents(&root.join("generated"));
    assert_eq!(trueup(root, &arguments).status.code(), Some(0));
    let new = contents(&root.join("generated"));
    assert_ne!(old, new);
    assert_eq!(
        left.keys().collect::<Vec<_>>(),
        old.keys().collect::<Vec<_>>()
    );
    for (path, text) in &left {
        let whole = old.get(path) == Some(text) || new.get(path) == Some(text);
        assert!(whole, "{path} is neither old nor new");
    }
}

/// Whatever is asked for and cannot be written is a failure, help among it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_by_every_verb() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "pets.yaml", PETS);
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["man"],
        &["explain"],
        &["operations", "pets.yaml"],
        &["bundle", "pets.yaml"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let program = Command::new(env!("CARGO_BIN_EXE_trueup"))
            .current_dir(place.path())
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(program.status.code(), Some(2), "{arguments:?}");
        assert!(said(&program).contains("cannot write"), "{arguments:?}");
    }
}

#[test]
fn a_crate_has_a_name_that_files_can_have() {
    let place = tempfile::tempdir().unwrap();
    let long = "Very".repeat(100);
    put(place.path(), "pets.yaml", &PETS.replace("Pet Store", &long));
    let output = trueup(place.path(), &["generate", "pets.yaml", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let crates = names(&place.path().join("out"));
    assert!(crates.iter().all(|name| name.len() <= 64), "{crates:?}");
    let words = ["Wordwordwordword"; 4].join(" ");
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("Pet Store", &words),
    );
    trueup(place.path(), &["generate", "pets.yaml", "--out", "other"]);
    let crates = names(&place.path().join("other"));
    let whole_words = ["wordwordwordword"; 3].join("-");
    assert!(crates.contains(&whole_words), "{crates:?}");
    // A title leaves room for what follows it, here for the names of two documents.
    let titled = PETS.replace("Pet Store", &words);
    for stem in ["pets", "toys-and-what-else-is-sold"] {
        put(place.path(), &format!("two/{stem}.yaml"), &titled);
    }
    let output = trueup(place.path(), &["generate", "two", "--out", "fourth"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    // The crate of a document beside others is called after both.
    put(
        place.path(),
        "api/generate.toml",
        "prefix = 'pets'\nlicense = 'MIT'\n",
    );
    put(place.path(), &format!("api/{}.yaml", "n".repeat(100)), PETS);
    let output = trueup(place.path(), &["generate", "api", "--out", "third"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(
        said(&output).contains("at most 64 letters"),
        "{}",
        said(&output)
    );
}

/// Every file below a folder, by its path.
#[cfg(unix)]
pub(super) fn contents(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_bundle_goes_where_it_is_wanted() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path();
    let reference = "{$ref: 'parts/pet.yaml#/Pet'}";
    put(
        root,
        "api/shop.yaml",
        &TWO_TAGS.replace("{$ref: '#/components/schemas/Order'}", reference),
    );
    put(
        root,
        "api/parts/pet.yaml",
        "Pet: {type: string, enum: [no, 'off']}\n",
    );
    let output = trueup(root, &["bundle", "api/shop.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Pet2:\n      type: string\n      enum:\n        - 'no'\n"),
        "{text}"
    );
    let again = run(root, &["check", "-"], &text);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    let output = trueup(root, &["bundle", "api", "--out", "api.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("api.json")).unwrap()).unwrap();
    let pet = json.pointer("/components/schemas/Pet2/type").unwrap();
    assert_eq!(pet, "string");
    put(root, "api/other.yaml", PETS);
    let output = trueup(root, &["bundle", "api"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("other.yaml, shop.yaml"),
        "{}",
        said(&output)
    );
}

/// A command that is shown can be run, whatever folders are called.
#[test]
fn commands_are_shown_as_a_shell_takes_them() {
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "my api/pets.yaml", PETS);
    let output = said(&trueup(place.path(), &["init", "my api"]));
    assert!(
        output.contains("run: trueup check 'my api' --deny-warnings"),
        "{output}"
    );
    assert!(
        output.contains("Next: trueup generate 'my api'"),
        "{output}"
    );
    let output = said(&trueup(
        place.path(),
        &["generate", "my api", "--out", "my out", "--check"],
    ));
    let advice = "run `trueup generate 'my api' --out 'my out'` and commit";
    assert!(output.contains(advice), "{output}");
}

/// What a user typed, or a script, is repeated so that a terminal and a log obey none of it.
#[test]
fn wrong_arguments_command_no_terminal() {
    for argument in ["\u{1b}[2J", "a\n::error::b", "--\u{7}x"] {
        let output = trueup(Path::new("."), &["check", "--format", argument]);
        assert_eq!(output.status.code(), Some(2));
        let text = said(&output);
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
        let commands = text
            .lines()
            .filter(|line| line.trim_start().starts_with("::"));
        assert_eq!(commands.count(), 0, "{text:?}");
    }
}

/// Colours are for terminals, and for who asks for them.
#[test]
fn colours_are_shown_on_request() {
    let place = tempfile::tempdir().unwrap();
    put(
        place.path(),
        "pets.yaml",
        &PETS.replace("operationId: listPets, ", ""),
    );
    let coloured = |variable: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_trueup"))
            .current_dir(place.path())
            .args(["check", "pets.yaml"])
            .env_remove("NO_COLOR")
            .env(variable, "1")
            .output();
        said(&output.unwrap()).contains("\u{1b}[1;33mwarning[missing-operation-id]\u{1b}[0m")
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

#[test]
fn many_warnings_of_one_kind_are_counted() {
    let place = tempfile::tempdir().unwrap();
    let components: String = (0..40)
        .map(|index| format!("    S{index}: {{type: string}}\n"))
        .collect();
    let text = format!("{PETS}components:\n  schemas:\n{components}");
    put(place.path(), "pets.yaml", &text);
    let generated = said(&trueup(place.path(), &["generate", "pets.yaml"]));
    let count = |text: &str| text.matches("nothing refers to").count();
    assert!(count(&generated) <= 5, "{generated}");
    assert!(
        generated
            .contains("warning[unused-component]: 35 more of these, which `trueup check` shows"),
        "{generated}"
    );
    let checked = said(&trueup(place.path(), &["check", "pets.yaml"]));
    assert!(count(&checked) >= 40 || checked.matches("unused-component").count() >= 40);
}
