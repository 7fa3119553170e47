//! `cargo xtask generate` as its users run it, on folders of its own.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its folders must stop"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The command, in a folder, with the workspace as Cargo would name it.
fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A folder with a copy of the specs and the crates emitted from it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        copy(&workspace().join("spec"), &place.path("spec"));
        // The settings name the folder of the runtime crates; emitted manifests only lead there.
        fs::create_dir(place.path("generator")).unwrap();
        for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
            fs::copy(workspace().join(file), place.path(file)).unwrap();
        }
        place
    }

    fn emitted() -> Self {
        let place = Self::new();
        let output = place.generate(&[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn generate(&self, more: &[&str]) -> Output {
        let mut arguments = vec!["generate", "spec", "--out", "out"];
        arguments.extend(more);
        xtask(self.folder.path(), &arguments)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn what_is_committed_is_what_the_specs_say() {
    let output = xtask(&workspace(), &["generate", "--check"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
}

#[test]
fn neither_the_folder_nor_the_spelling_of_a_path_matters() {
    let root = workspace();
    for (folder, spec, out) in [
        (root.clone(), "./spec/", "generated"),
        (root.join("spec"), ".", "../generated/."),
        (
            root.join("xtask/src"),
            "../../xtask/../spec",
            "../../generated",
        ),
    ] {
        let output = xtask(&folder, &["generate", "--check", spec, "--out", out]);
        assert_eq!(code(&output), 0, "{spec} {out}: {}", errors(&output));
    }
}

#[test]
fn the_second_run_writes_nothing() {
    let place = Place::emitted();
    let output = place.generate(&["--format", "json"]);
    let summary = &json(&output)["summary"];
    assert_eq!(summary["written"], 0);
    assert_eq!(summary["removed"], 0);
    assert!(summary["unchanged"].as_u64().unwrap() > 40);
}

#[test]
fn garbage_in_every_source_is_mended() {
    let place = Place::emitted();
    let files = rust_files(&place.path("out"));
    assert!(files.len() > 20);
    for file in &files {
        fs::write(file, "]]] garbage {{{").unwrap();
    }
    assert_eq!(code(&place.generate(&["--check"])), 1);
    assert_eq!(code(&place.generate(&[])), 0);
    assert_eq!(code(&place.generate(&["--check"])), 0);
}

#[test]
fn stale_missing_and_orphaned_files_are_named() {
    let place = Place::emitted();
    let header = fs::read_to_string(place.path("out/comet-users/src/lib.rs")).unwrap();
    let header = header.lines().next().unwrap();
    fs::write(place.path("out/comet-users/src/types.rs"), "// stale").unwrap();
    fs::remove_file(place.path("out/comet-users/src/calls.rs")).unwrap();
    fs::write(
        place.path("out/comet-users/src/old.rs"),
        format!("{header}\n"),
    )
    .unwrap();
    fs::write(place.path("out/comet-users/src/mine.rs"), "// by hand\n").unwrap();

    let output = place.generate(&["--check", "--format", "json"]);
    assert_eq!(code(&output), 1);
    let report = json(&output);
    let found: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            (
                finding["code"].as_str().unwrap(),
                finding["file"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("missing-file", "out/comet-users/src/calls.rs"),
        ("orphaned-file", "out/comet-users/src/mine.rs"),
        ("orphaned-file", "out/comet-users/src/old.rs"),
        ("stale-file", "out/comet-users/src/types.rs"),
    ];
    assert_eq!(found, expected);

    let output = place.generate(&[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(
        errors(&output).contains("comet-users/src/mine.rs"),
        "{}",
        errors(&output)
    );
    assert!(
        !place.path("out/comet-users/src/old.rs").exists(),
        "ours, so deleted"
    );
    assert!(
        place.path("out/comet-users/src/mine.rs").exists(),
        "not ours, so left alone"
    );
}

#[test]
fn a_folder_that_was_never_ours_is_refused() {
    let place = Place::new();
    fs::create_dir(place.path("out")).unwrap();
    fs::write(place.path("out/thesis.txt"), "years of work").unwrap();
    let output = place.generate(&[]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert_eq!(fs::read_dir(place.path("out")).unwrap().count(), 1);
}

#[test]
fn bad_yaml_is_a_finding_at_its_line() {
    let place = Place::new();
    fs::write(place.path("spec/bad.yaml"), "openapi: 3.0.3\ninfo: [\n").unwrap();
    let output = place.generate(&["--format", "json"]);
    assert_eq!(code(&output), 1);
    let report = json(&output);
    assert_eq!(report["findings"][0]["file"], "spec/bad.yaml");
    assert_eq!(report["findings"][0]["severity"], "error");
    assert!(report["findings"][0]["line"].as_u64().unwrap() >= 2);
    assert!(
        !place.path("out").exists(),
        "nothing is written when there is an error"
    );
}

#[test]
fn what_cannot_run_is_exit_code_two() {
    let place = Place::new();
    let missing = xtask(
        place.folder.path(),
        &["generate", "nowhere", "--out", "out"],
    );
    assert_eq!(code(&missing), 2, "{}", errors(&missing));
    let usage = xtask(place.folder.path(), &["generate", "--no-such-option"]);
    assert_eq!(code(&usage), 2);
    assert!(usage.stdout.is_empty(), "nothing was asked for");
    let help = xtask(place.folder.path(), &["generate", "--help"]);
    assert_eq!(code(&help), 0);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
    assert!(help.stderr.is_empty());
}

/// A run that is killed leaves each file as it was or as it will be.
#[test]
fn a_killed_run_leaves_no_half_file() {
    let place = Place::emitted();
    let reference = Place::emitted();
    for delay in [5, 15, 30, 60, 100] {
        for file in rust_files(&place.path("out")) {
            fs::write(&file, "// @generated by trueup: old\n").unwrap();
        }
        let mut run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(place.folder.path())
            .args(["generate", "spec", "--out", "out"])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        run.kill().ok();
        run.wait().unwrap();
        for file in rust_files(&place.path("out")) {
            let text = fs::read_to_string(&file).unwrap();
            let twin = reference
                .path("out")
                .join(file.strip_prefix(place.path("out")).unwrap());
            assert!(
                text == "// @generated by trueup: old\n"
                    || text == fs::read_to_string(&twin).unwrap(),
                "{} is half written after {delay} ms",
                file.display()
            );
        }
    }
    assert_eq!(code(&place.generate(&[])), 0);
    assert_eq!(code(&place.generate(&["--check"])), 0);
}

#[test]
fn operations_are_a_json_array() {
    let output = xtask(&workspace(), &["operations", "--format", "json"]);
    assert_eq!(code(&output), 0);
    let rows = json(&output);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 55);
    let both: Vec<&Value> = rows
        .iter()
        .filter(|row| row["credentials"].as_array().unwrap().len() > 1)
        .collect();
    assert_eq!(both.len(), 1);
    assert_eq!(both[0]["path"], "/company/{company_id}/nodes");
    assert_eq!(both[0]["method"], "GET");
}

#[test]
fn operations_are_a_table_on_standard_output() {
    let output = xtask(&workspace(), &["operations"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.ends_with("55 operations\n"), "{text}");
    assert!(output.stderr.is_empty());
}

/// A reader that has seen enough ends a verb quietly.
#[test]
fn a_closed_pipe_is_no_panic() {
    let verbs: [(&[&str], i32); 4] = [
        (&["operations"], 0),
        (&["operations", "--format", "json"], 0),
        (&["generate", "--check", "nowhere"], 2),
        (&["generate", "--help"], 0),
    ];
    for (verb, expected) in verbs {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .current_dir(workspace())
            .args(verb)
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .status()
            .unwrap();
        // A panic ends with 101, even where its words reach nobody.
        assert_eq!(status.code(), Some(expected), "{verb:?}");
    }
}

const SMALL: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /a:
    get: {operationId: getA, responses: {'204': {description: Fine.}}}
";

#[test]
fn two_runs_at_once_both_end_well() {
    let place = tempfile::tempdir().unwrap();
    let spec = place.path().join("spec");
    fs::create_dir(&spec).unwrap();
    let settings = "prefix = 'pets'\nversion = '0.1.0'\nlicense = 'MIT'\n";
    fs::write(spec.join("generate.toml"), settings).unwrap();
    fs::write(spec.join("a.yaml"), SMALL).unwrap();
    let generate = || xtask(place.path(), &["generate", "spec", "--out", "out"]);
    for _ in 0..5 {
        let runs: Vec<Output> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(generate)).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        for run in &runs {
            assert_eq!(code(run), 0, "{}", errors(run));
        }
        for file in rust_files(&place.path().join("out")) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("// @generated by trueup from"), "{text}");
            fs::write(&file, "// @generated by trueup: old\n").unwrap();
        }
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_read_or_written_outside_of_the_folders() {
    use std::os::unix::fs::symlink;
    let place = Place::emitted();
    fs::create_dir(place.path("elsewhere")).unwrap();
    fs::write(place.path("elsewhere/a.yaml"), "A: {type: string}\n").unwrap();
    for (link, target, said) in [
        ("spec/a.yaml", "../elsewhere/a.yaml", "out of the folder"),
        ("spec/more", "../elsewhere", "out of the folder"),
        ("spec/l", ".", "leads back"),
        ("spec/zero.yaml", "/dev/zero", "out of the folder"),
    ] {
        symlink(target, place.path(link)).unwrap();
        let output = place.generate(&[]);
        assert_eq!(code(&output), 2, "{link}");
        assert!(
            errors(&output).contains(said),
            "{link}: {}",
            errors(&output)
        );
        fs::remove_file(place.path(link)).unwrap();
    }
    let pages = place.path("out/reference");
    fs::rename(&pages, place.path("elsewhere/reference")).unwrap();
    symlink("../elsewhere/reference", &pages).unwrap();
    let output = place.generate(&[]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert!(errors(&output).contains("is a link"), "{}", errors(&output));
}

#[test]
fn warnings_are_errors_where_that_is_asked_for() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("spec")).unwrap();
    let settings = "prefix = 'pets'\nversion = '0.1.0'\nlicense = 'MIT'\n";
    fs::write(place.path().join("spec/generate.toml"), settings).unwrap();
    let unnamed = SMALL.replace("operationId: getA, ", "");
    fs::write(place.path().join("spec/a.yaml"), unnamed).unwrap();
    let generate = |more: &[&str]| {
        let arguments = [&["generate", "spec", "--out", "out"], more].concat();
        xtask(place.path(), &arguments)
    };
    let denied = generate(&["--deny-warnings"]);
    assert_eq!(code(&denied), 1, "{}", errors(&denied));
    assert!(!place.path().join("out").exists());
    let warned = generate(&[]);
    assert_eq!(code(&warned), 0, "{}", errors(&warned));
    assert!(errors(&warned).contains("warning[missing-operation-id]"));
}
