//! The verbs `body` and `exchanges`, as their users run them, with what they should never get.

#![expect(clippy::unwrap_used, reason = "a test that cannot run should stop")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("bodies")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_validator"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that cannot run ends before it reads.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Status, and the first line of what is said: of the findings, or of why there are none.
fn said(output: &Output) -> (i32, String) {
    let status = output.status.code().unwrap();
    let text = if status == 2 {
        &output.stderr
    } else {
        &output.stdout
    };
    let text = String::from_utf8_lossy(text);
    (status, text.lines().next().unwrap_or_default().to_owned())
}

/// A text as the answer of an operation, and the first line about it.
const ANSWERS: &[(&[u8], i32, &str)] = &[
    (b"{}", 0, "1 body: 0 errors, 0 warnings, 0 notes"),
    (
        b"",
        1,
        "-:1:1: error[json-syntax]: not JSON: expected a value, found the end of the text",
    ),
    (
        b" \n\t",
        1,
        "-:2:2: error[json-syntax]: not JSON: expected a value, found the end of the text",
    ),
    (
        b"{}{}",
        1,
        "-:1:3: error[json-trailing]: text after the value: expected the end of the text, found `{`",
    ),
    (
        b"\xef\xbb\xbf{}",
        1,
        "-:1:1: error[json-syntax]: not JSON: expected a value, found a byte order mark",
    ),
    (
        b"\xc2\xa0{}",
        1,
        "-:1:1: error[json-syntax]: not JSON: expected a value, found U+00A0",
    ),
    (
        "{“a”: 1}".as_bytes(),
        1,
        "-:1:2: error[json-syntax]: not JSON: expected a property name in quotes or the closing brace of an object, found `“`",
    ),
    (
        b"\0",
        1,
        "-:1:1: error[json-syntax]: not JSON: expected a value, found byte 0x00",
    ),
    (
        b"{\"alias\": \"\xff\"}",
        1,
        "-:1:12: error[json-utf8]: not UTF-8: expected UTF-8, found byte 0xff",
    ),
    (
        br#"{"alias": "\ud800"}"#,
        1,
        "-:1:12: error[json-escape]: half of a surrogate pair: expected a pair of surrogates, found `\\`",
    ),
    (
        br#"{"alias": "\ud83d\ude00"}"#,
        0,
        "1 body: 0 errors, 0 warnings, 0 notes",
    ),
    (
        br#"{"alias": "a", "\u0061lias": "b"}"#,
        1,
        "-:1:16: error[duplicate-key]: the same property twice: expected each property once, found `\\u0061lias`",
    ),
    (
        br#"{"num_peers": 01}"#,
        1,
        "-:1:16: error[json-syntax]: not JSON: expected no digit after a leading zero, found `1`",
    ),
    (
        br#"{"num_peers": -0}"#,
        0,
        "1 body: 0 errors, 0 warnings, 0 notes",
    ),
    (
        br#"{"num_peers": 1e400}"#,
        1,
        "-:1:15: error[type]: wrong type: expected an integer, found number `1e400`",
    ),
    (
        br#"{"num_peers": 99999999999999999999}"#,
        1,
        "-:1:15: error[format]: not of the format: expected an unsigned 32-bit integer, found number `99999999999999999999`",
    ),
];

#[test]
fn every_answer_ends_in_a_verdict() {
    let folder = folder("answers");
    for (text, status, line) in ANSWERS {
        let output = run(
            &["body", "--operation", "getInfo", "--response", "200", "-"],
            &folder,
            text,
        );
        let line = line.replace("\\\\", "\\");
        assert_eq!(
            said(&output),
            (*status, line),
            "{}",
            String::from_utf8_lossy(text)
        );
    }
}

#[test]
fn depth_and_length_end_in_a_verdict() {
    let folder = folder("sizes");
    let answer = |text: &str| {
        said(&run(
            &["body", "--operation", "getInfo", "--response", "200", "-"],
            &folder,
            text.as_bytes(),
        ))
    };
    for unit in ["[", "{\"a\": ", "[{\"\": "] {
        let (status, line) = answer(&unit.repeat(100_000));
        assert_eq!(status, 1, "{line}");
    }
    let digits = "9".repeat(1_000_000);
    for number in [digits.clone(), format!("1e{digits}"), format!("0.{digits}")] {
        let (status, line) = answer(&format!("{{\"num_peers\": {number}}}"));
        assert!((status, line.len() < 300) == (1, true), "{line}");
    }
    let long = format!("{{\"alias\": \"{}\"}}", "é\\n".repeat(1_000_000));
    assert_eq!(answer(&long).0, 0);
}

/// More warnings than are listed do not hide an error.
#[test]
fn an_error_behind_many_warnings_is_an_error() {
    let folder = folder("many");
    let warnings = "{\"new\": 1}, ".repeat(300);
    let body = format!("{{\"channels\": [{warnings}{{\"active\": 1}}]}}");
    let arguments = [
        "body",
        "--operation",
        "listChannels",
        "--response",
        "200",
        "-",
        "--format",
        "json",
    ];
    let output = run(&arguments, &folder, body.as_bytes());
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        (&found["summary"]["errors"], &found["summary"]["warnings"]),
        (&1.into(), &99.into())
    );
    let last = found["findings"].as_array().unwrap().last().unwrap();
    assert_eq!(last["code"], "left-out");
    assert_eq!(
        last["message"],
        "201 more violations in this body are not listed"
    );
}

#[test]
fn what_cannot_run_says_why() {
    let folder = folder("why");
    for (arguments, why) in [
        (
            &["--operation", "getInof", "--response", "200"][..],
            "no operation is called getInof; did you mean getInfo?",
        ),
        (
            &["--operation", "users.getCurentUser", "--request"],
            "no operation is called users.getCurentUser; did you mean users.getCurrentUser?",
        ),
        (
            &["--operation", "nothingLikeIt", "--request"],
            "no operation is called nothingLikeIt",
        ),
        (
            &["--schema", "Chanel"],
            "no schema is called Chanel; did you mean Channel?",
        ),
        (
            &["--operation", "getInfo", "--request"],
            "getInfo has no JSON body in its request",
        ),
    ] {
        let arguments = [&["body"], arguments, &["-"]].concat();
        let why = format!("error: {why}");
        assert_eq!(said(&run(&arguments, &folder, b"{}")), (2, why));
    }
    for (verb, path) in [
        ("exchanges", "missing.json"),
        ("exchanges", "."),
        ("docs", "missing.md"),
        ("docs", "."),
    ] {
        let (status, why) = said(&run(&[verb, path], &folder, b""));
        assert!(
            status == 2 && why.contains(path),
            "{verb} {path}: {status} {why}"
        );
    }
}

#[test]
fn recordings_that_cannot_be_read_are_findings() {
    let folder = folder("recordings");
    let bad = "error[bad-recording]: a recording that cannot be read:";
    for (name, text, expected) in [
        (
            "bytes.json",
            &b"{\n  \"a\": \"\xff\"}"[..],
            format!("bytes.json:2:9: {bad} not UTF-8"),
        ),
        (
            "empty.json",
            b"",
            format!("empty.json:1:1: {bad} the file is empty"),
        ),
        (
            "cut.har",
            b"{\"log\": {\n\"entries\": [",
            format!("cut.har:2:13: {bad} EOF while parsing a list"),
        ),
        (
            "other.har",
            b"{\"log\": {}}",
            format!("other.har:1:10: {bad} missing field `entries`"),
        ),
        (
            "list.json",
            b"[1]",
            format!("list.json:1:2: {bad} invalid type: integer `1`, expected struct Request"),
        ),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
        assert_eq!(
            said(&run(&["exchanges", name], &folder, b"")),
            (1, expected)
        );
    }
}
