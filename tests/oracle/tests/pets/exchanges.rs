//! Exchanges: parameters, credentials, bodies, streams, statuses; recordings and HTTP archives.

use oracle::API;
use serde_json::{Value, json};
use trueup_docs::Findings;
use trueup_docs::exchange::check_text;

/// Codes and messages of what is wrong with the exchanges of a file.
pub(crate) fn findings(file: &str, content: &Value) -> Findings {
    let mut findings = Findings::default();
    check_text(
        &API,
        file,
        &serde_json::to_string_pretty(content).unwrap(),
        &mut findings,
    );
    findings
}

fn codes(content: &Value) -> Vec<&'static str> {
    findings("one.json", content)
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

fn get(path: &str) -> Value {
    json!({
        "request": {
            "method": "GET", "path": path, "headers": { "Authorization": "Bearer x", "x-trace": "0123abcd" }, "body": null
        },
        "response": {
            "status": 200, "headers": { "Content-Type": "application/json" },
            "body_raw": r#"{"kind": "cat", "name": "Tom"}"#
        }
    })
}

fn with(mut content: Value, pointer: &str, value: Value) -> Value {
    *content.pointer_mut(pointer).unwrap() = value;
    content
}

#[test]
fn parameters_are_judged_by_their_schemas() {
    for (path, expected) in [
        ("/pets/7", &[][..]),
        ("https://pets.example.com/api/pets/7", &[]),
        ("https://elsewhere.example.com/pets/7?key=1", &[]),
        (
            "/pets/7?fields=name,age&sizes=1&sizes=2&verbose=true&since=2024-01-31",
            &[],
        ),
        ("/pets/seven", &["bad-parameter"]),
        ("/pets/0", &["bad-parameter"]),
        ("/pets/2147483648", &["bad-parameter"]),
        ("/pets/7?fields=name,size", &["bad-parameter"]),
        ("/pets/7?sizes=1&sizes=2&sizes=3", &["bad-parameter"]),
        ("/pets/7?sizes=big", &["bad-parameter"]),
        ("/pets/7?verbose=yes", &["bad-parameter"]),
        ("/pets/7?verbose=1", &["parameter-spelling"]),
        ("/pets/7?verbose=true&verbose=true", &["repeated-parameter"]),
        ("/pets/7?since=2024-02-30", &["bad-parameter"]),
        (
            "/pets/7?since=2024-01-31&until=2024-02-01",
            &["exclusive-parameters"],
        ),
        ("/pets/7?since=&until=2024-02-01", &["bad-parameter"]),
        ("/pets/7?colour=red", &["unknown-parameter"]),
        ("/cows/7", &["unknown-operation"]),
        ("/lookup?name=Tom", &[]),
        ("/lookup?name=", &[]),
        ("/lookup?numbers=1&numbers=2", &[]),
        ("/lookup", &["missing-parameter"]),
        ("/lookup?", &["missing-parameter"]),
        (
            "/lookup?nam=Tom",
            &["unknown-parameter", "missing-parameter"],
        ),
    ] {
        assert_eq!(codes(&get(path)), expected, "{path}");
    }
}

#[test]
fn headers_and_cookies_are_parameters_too() {
    let headers = |headers: Value| codes(&with(get("/pets/7"), "/request/headers", headers));
    assert_eq!(
        headers(json!({ "Authorization": "Bearer x" })),
        ["missing-parameter"]
    );
    assert_eq!(
        headers(json!({ "Authorization": "Bearer x", "X-TRACE": "zzz" })),
        ["bad-parameter"]
    );
    assert_eq!(
        headers(
            json!({ "authorization": "bearer x", "X-Trace": "01234567", "Cookie": "a=b; theme=blue" })
        ),
        ["bad-parameter"]
    );
}

#[test]
fn values_of_headers_are_never_shown() {
    let headers =
        json!({ "Authorization": "Basic s3cret", "X-Trace": "s3cret", "Cookie": "theme=s3cret" });
    let mut recording = with(get("/pets/7"), "/request/headers", headers);
    recording["response"]["headers"]["Content-Type"] = json!("text/s3cret");
    let found = findings("one.json", &recording);
    assert_eq!(found.findings.len(), 4, "{found:#?}");
    assert!(!format!("{found:?}").contains("s3cret"), "{found:#?}");
}

#[test]
fn one_alternative_of_credentials_is_enough_but_it_must_be_whole() {
    let headers = |path: &str, headers: Value| codes(&with(get(path), "/request/headers", headers));
    let trace = "0123abcd";
    assert_eq!(
        headers("/pets/7", json!({ "X-Trace": trace })),
        ["missing-credential"]
    );
    assert_eq!(
        headers(
            "/pets/7",
            json!({ "X-Trace": trace, "Authorization": "Basic x" })
        ),
        ["missing-credential"]
    );
    assert_eq!(
        headers("/pets/7?key=1", json!({ "X-Trace": trace })),
        ["missing-credential"]
    );
    assert_eq!(
        headers(
            "/pets/7?key=1",
            json!({ "X-Trace": trace, "Cookie": "sid=1" })
        ),
        Vec::<&str>::new()
    );
}

#[test]
fn bodies_are_judged_and_missed() {
    let post = |body: Value| {
        json!({
            "request": { "method": "POST", "path": "/pets", "headers": { "Content-Type": "application/json" }, "body": body },
            "response": { "status": 201, "headers": {}, "body_raw": "" }
        })
    };
    assert_eq!(
        codes(&post(json!({ "kind": "cat", "name": "Tom" }))),
        Vec::<&str>::new()
    );
    assert_eq!(codes(&post(json!(null))), ["missing-body"]);
    assert_eq!(codes(&post(json!("{\"kind\": "))), ["json-syntax"]);
    assert_eq!(
        codes(&post(json!({ "kind": "dog", "name": "Rex", "tail": 1 }))),
        ["additional-property"]
    );
    let form = with(
        post(json!("a=b")),
        "/request/headers",
        json!({ "Content-Type": "text/plain" }),
    );
    assert_eq!(codes(&form), ["media-type"]);
    let answered = with(
        post(json!({ "kind": "cat", "name": "Tom" })),
        "/response/body_raw",
        json!("{}"),
    );
    assert_eq!(codes(&answered), ["unexpected-body"]);
    let asked = with(get("/pets/7"), "/request/body", json!({ "a": 1 }));
    assert_eq!(codes(&asked), ["unexpected-body"]);
}

#[test]
fn findings_in_bodies_point_into_the_recording() {
    let body = json!({ "kind": "cat", "name": "Tom", "lives": 10 });
    let recording = json!({
        "request": { "method": "POST", "path": "/pets", "headers": {}, "body": body },
        "response": { "status": 201 }
    });
    let found = findings("one.json", &recording);
    let finding = &found.findings[0];
    let text = serde_json::to_string_pretty(&recording).unwrap();
    let line = text
        .lines()
        .position(|line| line.contains("lives"))
        .unwrap()
        + 1;
    assert_eq!(
        (finding.code, finding.pointer.as_deref()),
        ("maximum", Some("/lives"))
    );
    assert_eq!(
        (finding.line, finding.operation.as_deref()),
        (u32::try_from(line).ok(), Some("addPet"))
    );
    assert_eq!(finding.column, Some(16));
}

#[test]
fn statuses_choose_the_response() {
    let answer = |status: u16, kind: &str, body: &str| {
        let response =
            json!({ "status": status, "headers": { "Content-Type": kind }, "body_raw": body });
        codes(&with(get("/pets/7"), "/response", response))
    };
    assert_eq!(
        answer(
            200,
            "application/json; charset=utf-8",
            r#"{"kind": "cat", "name": 1}"#
        ),
        ["type"]
    );
    assert_eq!(
        answer(
            404,
            "application/problem+json",
            r#"{"title": "Gone", "more": 1}"#
        ),
        ["unknown-property"]
    );
    assert_eq!(answer(404, "text/html", "<html>"), ["media-type"]);
    assert_eq!(answer(500, "application/json", "{}"), ["unknown-status"]);
    assert_eq!(answer(204, "application/json", "{}"), ["unexpected-body"]);
    assert_eq!(answer(204, "application/json", ""), Vec::<&str>::new());
}

#[test]
fn streams_are_judged_line_by_line() {
    let lines =
        "{\"result\": {\"kind\": \"cat\", \"name\": \"Tom\"}}\n\n{\"error\": {}}\n{\"result\": 1";
    let recording = with(get("/pets/events"), "/response/body_raw", json!(lines));
    let found = findings("one.json", &recording);
    let shown: Vec<_> = found
        .findings
        .iter()
        .map(|f| (f.code, f.message.split(':').next().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            ("required", "line 3"),
            ("one-of", "line 4"),
            ("json-syntax", "line 4")
        ]
    );
}

#[test]
fn archives_hold_many_exchanges() {
    let entry = |url: &str, body: &str, encoding: Value| {
        json!({
            "request": {
                "method": "GET", "url": url,
                "headers": [{ "name": "Authorization", "value": "Bearer x" }, { "name": "X-Trace", "value": "0123abcd" }]
            },
            "response": {
                "status": 200,
                "headers": [{ "name": "content-type", "value": "application/json" }],
                "content": { "text": body, "encoding": encoding }
            }
        })
    };
    let archive = json!({ "log": { "version": "1.2", "entries": [
        entry("https://pets.example.com/api/pets/7", r#"{"kind": "cat", "name": "Tom"}"#, json!(null)),
        entry("https://pets.example.com/api/pets/x", "eyJraW5kIjogImNhdCJ9", json!("base64")),
    ] } });
    let found = findings("session.har", &archive);
    let codes: Vec<_> = found.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(
        (codes, found.summary.counts["exchanges"]),
        (vec!["bad-parameter", "required"], 2)
    );
}

/// An archive of one line, with these entries.
fn archive(entries: &[String]) -> Findings {
    let text = format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(", "));
    let mut found = Findings::default();
    check_text(&API, "session.HAR", &text, &mut found);
    found.sort();
    found
}

const ENTRY: &str =
    r#"{"request": {"method": "GET", "url": "/cows"}, "response": {"status": 200}}"#;

#[test]
fn an_entry_that_cannot_be_read_leaves_the_others_alone() {
    let broken = ENTRY.replace("\"GET\"", "7");
    let found = archive(&[
        ENTRY.to_owned(),
        broken,
        "{\n \"request\": null}".to_owned(),
        ENTRY.to_owned(),
    ]);
    let shown: Vec<_> = found
        .findings
        .iter()
        .map(|f| {
            (
                f.code,
                f.line.unwrap(),
                f.column.unwrap(),
                f.message.as_str(),
            )
        })
        .collect();
    let unreadable =
        "a recording that cannot be read: invalid type: integer `7`, expected a string";
    let missing = "a recording that cannot be read: invalid type: null, expected struct Request";
    assert_eq!(
        shown,
        [
            ("unknown-operation", 1, 22, "no operation for GET /cows"),
            ("bad-recording", 1, 122, unreadable),
            ("bad-recording", 2, 16, missing),
            ("unknown-operation", 2, 20, "no operation for GET /cows"),
        ]
    );
    assert_eq!(found.summary.counts["exchanges"], 2);
}

#[test]
fn an_answer_that_never_came_is_not_judged() {
    let entry = |status: &str| {
        let entry = ENTRY
            .replace("/cows", "/pets/7?key=1")
            .replace("200", status);
        let headers = r#""headers": [{"name": "X-Trace", "value": "0123abcd"}, {"name": "Authorization", "value": "Bearer x"}], "method""#;
        archive(&[entry.replace("\"method\"", headers)])
    };
    for status in ["0", "-1"] {
        assert_eq!(entry(status).findings, []);
    }
    assert_eq!(entry("299").findings[0].code, "unknown-status");
    assert_eq!(entry("70000").findings[0].code, "bad-recording");
}

#[test]
fn a_body_that_is_no_base64_is_a_finding() {
    let content = |text: &str| {
        format!(r#""status": 200, "content": {{"encoding": "base64", "text": "{text}"}}"#)
    };
    let entry = |text: &str| ENTRY.replace("\"status\": 200", &content(text));
    let found = archive(&[entry("e30="), entry("e3*0")]);
    assert_eq!(found.summary.counts["exchanges"], 1);
    let finding = &found.findings[1];
    assert_eq!((finding.code, finding.column), ("bad-recording", Some(267)));
}

#[test]
fn a_body_that_is_no_text_is_a_finding() {
    let recording = get("/pets/7").to_string();
    let body = r#""{\"kind\": \"cat\", \"name\": \"Tom\"}""#;
    assert!(recording.contains(body));
    for wrong in ["7", "{}", r#""half: \ud83d""#] {
        let mut found = Findings::default();
        check_text(
            &API,
            "one.json",
            &recording.replace(body, wrong),
            &mut found,
        );
        assert_eq!(found.findings[0].code, "bad-recording", "{wrong}");
        let entry = ENTRY.replace("200", &format!(r#"200, "content": {{"text": {wrong}}}"#));
        let found = archive(&[entry]);
        assert_eq!(found.findings[0].code, "bad-recording", "{wrong}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let mut found = Findings::default();
    check_text(
        &API,
        "one.json",
        &format!("\u{feff}{}", get("/pets/7")),
        &mut found,
    );
    assert_eq!(
        (found.findings.as_slice(), found.summary.counts["exchanges"]),
        (&[][..], 1)
    );
}

/// Sixteen times as many entries take about sixteen times as long; were each looked for from the beginning of the file,
/// it would be 256 times.
#[test]
fn archives_take_time_in_proportion_to_their_length() {
    let time = |entries: usize| {
        let start = std::time::Instant::now();
        assert_eq!(
            archive(&vec![ENTRY.to_owned(); entries]).summary.warnings,
            entries
        );
        start.elapsed()
    };
    // What else the machine does may slow down a run, but not all of them.
    let slow = |_| {
        let (few, many) = (time(1_000), time(16_000));
        (many > few * 64).then_some((few, many))
    };
    let all_slow: Option<Vec<_>> = (0..4).map(slow).collect();
    assert_eq!(all_slow, None);
}

#[test]
fn what_is_no_recording_is_a_finding() {
    let mut found = Findings::default();
    check_text(&API, "broken.json", "{\n  \"request\": 1}", &mut found);
    let finding = &found.findings[0];
    assert_eq!((finding.code, finding.line), ("bad-recording", Some(2)));
}
