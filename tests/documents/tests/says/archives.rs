//! HAR files: what of them is judged, and what is passed over.

use super::{SHELF, lines, with};
use trueup_docs::settings::Settings;
use trueup_docs::{Findings, exchange};

/// An entry: method, URL, headers of the request, status, headers of the answer.
fn entry(method: &str, url: &str, sent: &str, status: u16, answered: &str) -> String {
    let headers = |text: &str| {
        let pairs = text.split(", ").filter_map(|pair| pair.split_once(": "));
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{{\"name\": {name:?}, \"value\": {value:?}}}"))
            .collect();
        pairs.join(", ")
    };
    format!(
        "{{\"request\": {{\"method\": {method:?}, \"url\": {url:?}, \"headers\": [{}]}}, \"response\": {{\"status\": {status}, \"headers\": [{}]}}}}",
        headers(sent),
        headers(answered)
    )
}

fn archive(entries: &[String], settings: &Settings) -> Findings {
    let text = format!("{{\"log\": {{\"entries\": [{}]}}}}", entries.join(", "));
    let mut findings = Findings::default();
    with(&[SHELF], |api| {
        exchange::check_text_with(api, "a.har", &text, settings, &mut findings);
    });
    findings
}

fn counts(findings: &Findings) -> Vec<(&'static str, usize)> {
    let counts = findings.summary.counts.iter();
    counts.map(|(what, count)| (*what, *count)).collect()
}

const BASIC: &str = "Authorization: Basic YTpi";

#[test]
fn what_is_nobodys_call_of_ours_is_counted_and_passed_over() {
    let ours = "http://localhost:8108";
    let found = archive(
        &[
            entry("GET", &format!("{ours}/books/7"), BASIC, 200, ""),
            entry("GET", &format!("{ours}/app.js"), "", 200, ""),
            entry(
                "GET",
                &format!("{ours}/"),
                "",
                200,
                "Content-Type: text/html",
            ),
            entry(
                "OPTIONS",
                &format!("{ours}/books"),
                "Access-Control-Request-Method: POST",
                204,
                "",
            ),
            entry("GET", "https://metrics.test/v1/beat", "", 200, ""),
        ],
        &Settings::default(),
    );
    assert_eq!(lines(&found), [""; 0]);
    let expected = [
        ("exchanges", 1),
        ("files", 2),
        ("other hosts", 1),
        ("pre-flights", 1),
    ];
    assert_eq!(counts(&found), expected);
    let unknown = [entry("GET", &format!("{ours}/bokos"), BASIC, 404, "")];
    assert_eq!(
        lines(&archive(&unknown, &Settings::default())),
        ["unknown-operation no operation for GET /bokos"]
    );
}

#[test]
fn servers_are_those_of_the_description_and_those_that_are_named() {
    let fixed = SHELF.replace("'http://{host}:{port}'", "https://shelf.test");
    let text = format!(
        "{{\"log\": {{\"entries\": [{}]}}}}",
        entry("GET", "http://127.0.0.1:3000/api/bokos", BASIC, 404, "")
    );
    let said = |settings: &Settings| {
        let mut findings = Findings::default();
        with(&[&fixed], |api| {
            exchange::check_text_with(api, "a.har", &text, settings, &mut findings);
        });
        lines(&findings)
    };
    assert_eq!(
        said(&Settings::default()),
        ["nothing-recognised none of the 1 exchanges here is with a server of the description"]
    );
    let mut settings = Settings::default();
    assert_eq!(settings.serve("http://localhost:3000/api"), Ok(()));
    assert_eq!(
        said(&settings),
        ["unknown-operation no operation for GET /api/bokos"]
    );
}

#[test]
fn credentials_that_were_taken_out_are_recognised() {
    let call =
        |sent: &str, status: u16| entry("GET", "http://localhost:8108/books/7", sent, status, "");
    let said = |entries: &[String]| lines(&archive(entries, &Settings::default()));
    let stripped = "stripped-credentials no request here carries a credential, and they were answered: the credentials were taken out";
    assert_eq!(said(&[call("", 200), call("", 200)]), [stripped]);
    let lacks = "missing-credential the request carries no basic";
    assert_eq!(said(&[call("", 401), call("", 401)])[0], lacks);
    assert_eq!(said(&[call(BASIC, 200), call("", 200)]), [lacks]);
    assert_eq!(said(&[call("Authorization: [REDACTED]", 200)]), [""; 0]);
}
