//! The verb `docs`, as its users run it.
#![expect(clippy::unwrap_used, reason = "a test that cannot run should stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("deep")).unwrap();
    folder
}

fn docs(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_validator"))
        .arg("docs")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const RIGHT: &str = "### GET /user/me\n\n```bash\ncurl https://users.cometplatform.com/user/me -H 'Authorization: Bearer $T'\n```\n";
const WRONG: &str = "### GET /user/mee\n\n```bash\ncurl https://users.cometplatform.com/user/me -H 'Authorization: Bearer $T'\n```\n";

#[test]
fn the_status_tells_the_outcome() {
    let folder = folder("status");
    std::fs::write(folder.join("right.md"), RIGHT).unwrap();
    std::fs::write(folder.join("wrong.md"), WRONG).unwrap();
    assert_eq!(docs(&["right.md"], &folder).status.code(), Some(0));
    assert_eq!(docs(&["wrong.md"], &folder).status.code(), Some(1));
    let missing = docs(&["missing.md"], &folder);
    assert_eq!(missing.status.code(), Some(2));
    assert!(missing.stdout.is_empty());
    std::fs::write(folder.join("bytes.md"), [0xff, 0xfe]).unwrap();
    assert_eq!(docs(&["bytes.md"], &folder).status.code(), Some(2));
}

#[test]
fn findings_have_one_shape_and_counts() {
    let folder = folder("shape");
    std::fs::write(folder.join("deep/wrong.md"), WRONG).unwrap();
    std::fs::write(folder.join("right.md"), RIGHT).unwrap();
    std::fs::write(folder.join("notes.txt"), "GET /nothing\n").unwrap();
    let found = json(&docs(&[".", "--format", "json"], &folder));
    let finding = &found["findings"][0];
    assert_eq!(finding["code"], "unknown-endpoint");
    assert_eq!(finding["line"], 1);
    assert_eq!(finding["column"], 5);
    assert_eq!(finding["help"], "did you mean `GET /user/me`?");
    assert_eq!(finding["edits"][0]["text"], "/user/me");
    assert!(finding["file"].as_str().unwrap().ends_with("deep/wrong.md"));
    assert_eq!(found["summary"]["documents"], 2);
    assert_eq!(found["summary"]["endpoints"], 2);
    assert_eq!(found["summary"]["errors"], 1);
    let sarif = json(&docs(&[".", "--format", "sarif"], &folder));
    let fix = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["insertedContent"]["text"], "/user/me");
}

#[test]
fn fix_writes_and_only_where_something_is_wrong() {
    let folder = folder("fix");
    let (right, wrong) = (folder.join("right.md"), folder.join("wrong.md"));
    std::fs::write(&right, RIGHT).unwrap();
    std::fs::write(&wrong, WRONG).unwrap();
    let before = std::fs::metadata(&right).unwrap().modified().unwrap();
    assert_eq!(docs(&[".", "--fix"], &folder).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&wrong).unwrap(), RIGHT);
    assert_eq!(
        std::fs::metadata(&right).unwrap().modified().unwrap(),
        before
    );
    assert_eq!(docs(&["."], &folder).status.code(), Some(0));
}

/// Several documents are complete together.
#[test]
fn complete_asks_for_all_operations_of_the_services_covered() {
    let folder = folder("complete");
    std::fs::write(folder.join("right.md"), RIGHT).unwrap();
    let found = json(&docs(
        &["right.md", "--complete", "--format", "json"],
        &folder,
    ));
    let left_out: Vec<_> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    let users = comet_validator::API.service("users").unwrap();
    let wanted = users
        .operations
        .iter()
        .filter(|operation| !operation.deprecated && !operation.unpublished)
        .count();
    assert_eq!(
        left_out
            .iter()
            .filter(|code| **code == "undocumented-operation")
            .count(),
        wanted - 1
    );
}

/// A document is replaced at once, as it was in all but its text; what a link leads to is not ours to change.
#[cfg(unix)]
#[test]
fn fix_keeps_the_mode_and_writes_through_no_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("modes");
    let file = folder.join("wrong.md");
    std::fs::write(&file, WRONG).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("wrong.md", folder.join("link.md")).unwrap();
    let refused = docs(&["link.md", "--fix"], &folder);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), WRONG);
    assert_eq!(docs(&["wrong.md", "--fix"], &folder).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), RIGHT);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    symlink("/dev/zero", folder.join("zero.md")).unwrap();
    for paths in [["zero.md"], ["."]] {
        let refused = docs(&paths, &folder);
        assert_eq!(refused.status.code(), Some(2), "{paths:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("zero.md"));
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder("pipe");
    std::fs::write(folder.join("wrong.md"), WRONG).unwrap();
    for arguments in [
        &["docs", "wrong.md"][..],
        &["docs", "wrong.md", "--watch"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = Command::new(env!("CARGO_BIN_EXE_validator"))
            .args(arguments)
            .current_dir(&folder)
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .status()
            .unwrap();
        assert!(status.code().unwrap() < 2, "{arguments:?}: {status}");
    }
}

/// The text that a finding means stands under it, and nothing twice.
#[test]
fn a_violation_is_said_once() {
    let folder = folder("once");
    std::fs::write(folder.join("body.json"), "{\"email\": 1}").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_validator"))
        .args(["body", "--schema", "users.User", "body.json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let shown = "  1 | {\"email\": 1}\n    |           ^\n";
    assert_eq!(text.matches(shown).count(), 1, "{text}");
}

#[test]
fn a_dry_run_prints_what_would_change_and_changes_nothing() {
    let folder = folder("dry");
    let file = folder.join("wrong.md");
    std::fs::write(&file, WRONG).unwrap();
    for flags in [
        &["wrong.md", "--fix", "--dry-run"][..],
        &["wrong.md", "--dry-run"],
    ] {
        let output = docs(flags, &folder);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("-### GET /user/mee\n+### GET /user/me\n"),
            "{text}"
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), WRONG);
    }
    let output = docs(&["wrong.md", "--fix", "--format", "json"], &folder);
    assert!(String::from_utf8_lossy(&output.stderr).contains("+### GET /user/me"));
    assert_eq!(json(&output)["summary"]["errors"], 0);
}

/// A heading that the document links to keeps its text, and with it its anchor.
#[test]
fn a_heading_that_is_linked_to_is_left_alone() {
    let folder = folder("anchors");
    let text = format!("See [below](#get-usermee).\n\n{WRONG}");
    std::fs::write(folder.join("linked.md"), &text).unwrap();
    assert_eq!(
        docs(&["linked.md", "--fix"], &folder).status.code(),
        Some(1)
    );
    assert_eq!(
        std::fs::read_to_string(folder.join("linked.md")).unwrap(),
        text
    );
}

#[test]
fn what_was_read_is_explained() {
    let folder = folder("explain");
    std::fs::write(folder.join("right.md"), RIGHT).unwrap();
    let output = docs(&["right.md", "--explain"], &folder);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected = "right.md\n  1: section `GET /user/me`: GET /user/me -> getCurrentUser\n    4: call: GET https://users.cometplatform.com/user/me -> getCurrentUser\n";
    assert!(text.starts_with(expected), "{text}");
    let found = json(&docs(
        &["right.md", "--explain", "--format", "json"],
        &folder,
    ));
    let section = &found["model"][0]["sections"][0];
    assert_eq!(section["operation"], "getCurrentUser");
    assert_eq!(section["parts"][0]["what"], "call");
    assert_eq!(found["documents"][0]["calls"]["compared"], 1);
}

#[test]
fn decisions_stand_beside_the_documents() {
    let folder = folder("decisions");
    std::fs::write(folder.join("deep/wrong.md"), WRONG).unwrap();
    std::fs::write(folder.join("old.md"), WRONG).unwrap();
    let status = |arguments: &[&str]| docs(arguments, &folder).status.code();
    assert_eq!(status(&["."]), Some(1));
    assert_eq!(status(&[".", "--allow", "unknown-endpoint=soon"]), Some(0));
    assert_eq!(status(&[".", "--allow", "unknown-endpoint"]), Some(2));
    assert_eq!(status(&[".", "--allow", "unknown-endpiont=soon"]), Some(2));
    let settings = "ignore = ['old.md']\n\n[codes]\nunknown-endpoint = { level = 'warning', reason = 'soon' }\n";
    std::fs::write(folder.join("trueup.toml"), settings).unwrap();
    assert_eq!(status(&["."]), Some(0));
    let found = json(&docs(&["deep", "--format", "json"], &folder));
    assert_eq!(found["findings"][0]["severity"], "warning");
    assert_eq!(found["summary"]["documents"], 1);
    std::fs::write(folder.join("trueup.toml"), "colour = 'red'\n").unwrap();
    let refused = docs(&["."], &folder);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("trueup.toml"));
}

/// What a page takes in lies in the folder that was named, or is not read.
#[test]
fn what_is_taken_in_lies_in_the_folder() {
    let folder = folder("taken");
    let page = |path: &str| format!("# Me\n\n<!--@include: {path}-->\n");
    std::fs::write(folder.join("deep/page.md"), page("./part.md")).unwrap();
    std::fs::write(folder.join("deep/part.md"), WRONG).unwrap();
    let one = json(&docs(&["deep/page.md", "--format", "json"], &folder));
    assert_eq!(one["findings"][0]["file"], "deep/part.md");
    assert_eq!(one["summary"]["documents"], 1);
    std::fs::write(folder.join("part.md"), WRONG).unwrap();
    std::fs::write(folder.join("deep/page.md"), page("../part.md")).unwrap();
    let outside = json(&docs(&["deep/page.md", "--format", "json"], &folder));
    assert_eq!(outside["findings"][0]["code"], "not-compared");
    // The settings say how far the documents go.
    std::fs::write(
        folder.join("generate.toml"),
        "[documents]\nprefixes = ['/api']\n",
    )
    .unwrap();
    let inside = json(&docs(&["deep/page.md", "--format", "json"], &folder));
    assert_eq!(inside["findings"][0]["code"], "unknown-endpoint");
}
