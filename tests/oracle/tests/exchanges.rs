//! Exchanges recorded with a real node, judged by the emitted validator.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should stop"
)]

use std::path::{Path, PathBuf};

use comet_validator::API;
use serde_json::Value;
use trueup_docs::exchange::check_text;
use trueup_docs::{Finding, Findings};
use trueup_validator::Severity;
use trueup_validator::registry::Router;

fn recordings() -> Vec<(String, String)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let mut paths: Vec<PathBuf> = ["recordings", "recordings-later"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(read)
        .collect()
}

fn errors(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Findings::default();
    check_text(&API, file, text, &mut findings);
    findings
        .findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}

/// What only the newer version takes: the description asks for what both take.
const NEWER_ONLY: &[(&str, &str)] = &[("415_router_send_no_timeout_field.json", "timeout_seconds")];

#[test]
fn what_the_node_answered_with_200_has_no_error() {
    let mut judged = 0;
    for (file, text) in recordings() {
        let recording: Value = serde_json::from_str(&text).unwrap();
        if recording["response"]["status"] == 200 {
            judged += 1;
            let mut found = errors(&file, &text);
            if let Some((_, property)) = NEWER_ONLY.iter().find(|(name, _)| *name == file) {
                let known = found.remove(0);
                assert!(known.message.contains(property), "{known:?}");
            }
            assert_eq!(found, [], "{file}");
        }
    }
    assert!(judged >= 100, "{judged}");
}

/// What the node found malformed: the recording, and the pointer of the error or the parameter.
const MALFORMED: &[(&str, &str)] = &[
    ("016_err_newaddress_badtype.json", "query parameter `type`"),
    (
        "027_err_channels_active_yes.json",
        "query parameter `active_only`",
    ),
    ("045_err_add_invoice_bad_value.json", "/value"),
    ("046_err_add_invoice_fractional.json", "/value"),
    ("048_err_add_invoice_overflow.json", "/value"),
    ("050_err_add_invoice_bad_json.json", "/value"),
    (
        "059_err_invoices_negative_max.json",
        "query parameter `num_max_invoices`",
    ),
    (
        "067_DOC_send_payment_with_timeout_seconds.json",
        "/timeout_seconds",
    ),
    ("206_err_channels_peer_hex.json", "query parameter `peer`"),
    (
        "413_err_router_outgoing_chan_id_removed.json",
        "/outgoing_chan_id",
    ),
];

/// Refused for a rule about several query parameters at once, which the description has no words for.
const UNSAID: &[&str] = &["221_err_lookup_v2_nothing.json"];

#[test]
fn what_the_node_found_malformed_has_an_error_at_the_place() {
    let mut malformed = Vec::new();
    for (file, text) in recordings() {
        let recording: Value = serde_json::from_str(&text).unwrap();
        let response = &recording["response"];
        let body: Value =
            serde_json::from_str(response["body_raw"].as_str().unwrap()).unwrap_or_default();
        let said = !UNSAID.contains(&file.as_str());
        if response["status"] == 400
            && body["code"].as_u64().or(body["error"]["code"].as_u64()) == Some(3)
            && said
        {
            let found = errors(&file, &text);
            let place = MALFORMED
                .iter()
                .find(|(name, _)| *name == file)
                .map(|(_, place)| *place);
            let place = place.unwrap_or_else(|| panic!("{file} is not in the table"));
            let at = |finding: &Finding| {
                finding.pointer.as_deref() == Some(place) || finding.message.starts_with(place)
            };
            assert!(found.iter().any(at), "{file}: {found:#?}");
            malformed.push(file);
        }
    }
    assert_eq!(malformed.len(), MALFORMED.len());
}

#[test]
fn bodies_of_errors_are_as_described() {
    let router = Router::new(&API);
    let mut judged = 0;
    for (file, text) in recordings() {
        let recording: Value = serde_json::from_str(&text).unwrap();
        let (request, response) = (&recording["request"], &recording["response"]);
        let status = u16::try_from(response["status"].as_u64().unwrap()).unwrap();
        let path = request["path"].as_str().unwrap().split('?').next().unwrap();
        let route = router.route(request["method"].as_str().unwrap(), path);
        if let Some(route) = route.filter(|_| status >= 400) {
            judged += 1;
            let body = response["body_raw"].as_str().unwrap();
            let described = route.operation.response(status).unwrap();
            assert!(
                described.validate(body.as_bytes()).is_ok(),
                "{file}: {:?}",
                described.validate(body.as_bytes())
            );
        }
    }
    assert!(judged >= 20, "{judged}");
}

#[test]
fn the_values_of_credentials_are_never_shown() {
    let (file, text) = recordings()
        .into_iter()
        .find(|(file, _)| file.starts_with("012"))
        .unwrap();
    let shown = format!("{:?}", errors(&file, &text));
    let recording: Value = serde_json::from_str(&text).unwrap();
    for (name, value) in recording["request"]["headers"].as_object().unwrap() {
        assert!(
            name.eq_ignore_ascii_case("content-type") || !shown.contains(value.as_str().unwrap()),
            "{name}"
        );
    }
}

#[test]
fn every_example_of_the_specs_is_right() {
    let findings = trueup_docs::spec::check(&API);
    assert_eq!(findings.findings, []);
    assert!(findings.summary.counts["examples"] > 150);
}
