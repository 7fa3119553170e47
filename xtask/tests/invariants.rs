//! What must stay absent: names of an API in the generator, generated crates among the tools' dependencies,
//! models that cross a phase.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read the tree must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Hand-written sources and manifests below a folder; tests may name what they test.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !["tests", "target", "fuzz"].contains(&name) {
                found.extend(sources(&path));
            }
        } else if name.ends_with(".rs") || name.ends_with(".toml") {
            found.push(path);
        }
    }
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_generator_knows_no_api() {
    let root = workspace();
    let words = ["comet", "lnd", "macaroon", "satoshi", "millisat"];
    let mut found = Vec::new();
    for folder in ["generator", "xtask"] {
        for path in sources(&root.join(folder)) {
            for (number, line) in text(&path).lines().enumerate() {
                let lower = line.to_lowercase();
                let mut parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
                if parts.any(|part| {
                    words
                        .iter()
                        .any(|word| part == *word || part == format!("{word}s"))
                }) {
                    found.push(format!("{}:{}: {line}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn tools_depend_on_no_generated_crate() {
    let root = workspace();
    let mut manifests = vec![root.join("xtask/Cargo.toml")];
    manifests.extend(
        fs::read_dir(root.join("generator"))
            .unwrap()
            .map(|entry| entry.unwrap().path().join("Cargo.toml")),
    );
    for manifest in manifests {
        assert!(
            !text(&manifest).contains("generated/"),
            "{}",
            manifest.display()
        );
    }
}

#[test]
fn phases_keep_their_models_to_themselves() {
    let generator = workspace().join("generator");
    let allowed: [(&str, &[&str]); 3] = [
        ("saphyr_parser", &["description/src/load"]),
        (
            "proc_macro2",
            &["codegen/src/emit", "codegen/src/render.rs"],
        ),
        ("quote::", &["codegen/src/emit", "codegen/src/render.rs"]),
    ];
    let rooms = ["codegen/src", "description/src"];
    for path in rooms.iter().flat_map(|room| sources(&generator.join(room))) {
        let place = path
            .strip_prefix(&generator)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        for (model, places) in allowed {
            if text(&path).contains(model) {
                assert!(
                    places.iter().any(|allowed| place.starts_with(allowed)),
                    "{place} mentions {model}"
                );
            }
        }
    }
}

/// The newcomer's page names files; one that was moved must be named anew.
#[test]
fn every_file_that_the_architecture_names_exists() {
    let page = text(&workspace().join("ARCHITECTURE.md"));
    let is_file = |name: &&str| name.ends_with(".rs") || name.ends_with(".yaml");
    let names: Vec<_> = page.split('`').skip(1).step_by(2).filter(is_file).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let places = [
            workspace().join(name),
            workspace().join("generator").join(name),
        ];
        assert!(places.iter().any(|place| place.is_file()), "{name}");
    }
}

/// What is published is all of the generator, each crate behind those that it needs.
#[test]
fn crates_are_published_in_the_order_of_their_dependencies() {
    let root = workspace();
    let list = text(&root.join(".ci/crates"));
    let list: Vec<&str> = list.lines().collect();
    let mut published = 0;
    for folder in fs::read_dir(root.join("generator")).unwrap() {
        let manifest = text(&folder.unwrap().path().join("Cargo.toml"));
        let (head, dependencies) = manifest.split_once("[dependencies]").unwrap();
        let dependencies = dependencies.split("\n[").next().unwrap();
        let name = head.split_once("name = \"").unwrap().1;
        let name = name.split_once('"').unwrap().0;
        let place = |name: &str| list.iter().position(|known| *known == name);
        let own = place(name).unwrap_or_else(|| panic!("{name} is not in .ci/crates"));
        for line in dependencies
            .lines()
            .filter(|line| line.starts_with("trueup-"))
        {
            let needed = line.split(['.', ' ']).next().unwrap();
            assert!(place(needed) < Some(own), "{name} stands before {needed}");
        }
        published += 1;
    }
    assert_eq!(published, list.len(), "{list:?}");
}

/// What the workflows name is there: crates of the workspace, targets of the fuzzers, scripts; and no target is forgotten.
#[test]
fn workflows_name_what_is_there() {
    let root = workspace();
    let packages = packages(&root);
    let mut scheduled = Vec::new();
    let mut named = 0;
    for file in ["ci.yml", "release.yml", "scheduled.yml"] {
        let text = text(&root.join(".github/workflows").join(file));
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            if pair[0] == "-p" {
                assert!(
                    packages.contains(&pair[1].to_owned()),
                    "{file}: {}",
                    pair[1]
                );
                named += 1;
            }
            if pair[0] == "uses:" {
                let digest = pair[1].split_once('@').unwrap().1;
                assert_eq!(digest.len(), 40, "{file}: {} is no digest", pair[1]);
            }
        }
        for script in words.iter().filter(|word| word.starts_with(".ci/")) {
            let script = script.trim_end_matches(')');
            assert!(root.join(script).is_file(), "{file}: {script}");
        }
        for line in text.lines().filter(|line| line.contains("- { folder: ")) {
            let value = |key: &str| line.split_once(key).unwrap().1.split([',', ' ']).next();
            let (folder, target) = (value("folder: ").unwrap(), value("target: ").unwrap());
            scheduled.push(format!("{folder}/{target}"));
        }
    }
    assert!(named > 10, "{named}");
    let mut targets = Vec::new();
    for folder in ["generator", "tests"] {
        for crate_folder in fs::read_dir(root.join(folder)).unwrap() {
            let folder = crate_folder.unwrap().path();
            let Ok(entries) = fs::read_dir(folder.join("fuzz/fuzz_targets")) else {
                continue;
            };
            let folder = folder
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            for entry in entries {
                let path = entry.unwrap().path();
                let name = path.file_stem().unwrap().to_str().unwrap();
                targets.push(format!("{folder}/{name}"));
            }
        }
    }
    scheduled.sort();
    targets.sort();
    assert_eq!(scheduled, targets, "scheduled, and there");
}

/// The names of the workspace's packages.
fn packages(root: &Path) -> Vec<String> {
    let mut found = vec!["xtask".to_owned()];
    for folder in ["generator", "generated", "tests"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let Ok(manifest) = fs::read_to_string(entry.unwrap().path().join("Cargo.toml")) else {
                continue;
            };
            let name = manifest.split_once("name = \"").map(|(_, rest)| rest);
            found.extend(
                name.and_then(|rest| rest.split_once('"'))
                    .map(|(name, _)| name.to_owned()),
            );
        }
    }
    found
}
