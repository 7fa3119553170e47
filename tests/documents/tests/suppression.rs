//! Comments that silence findings.

use documents_tests::checked;
use trueup_docs::document::Complete;

fn codes(text: &str) -> Vec<&'static str> {
    let found = checked("a.md", text, Complete::No).findings;
    let told = found.iter().filter(|it| it.code != "not-compared");
    told.map(|finding| finding.code).collect()
}

const BODY: &str = "```json\n{\"balance\": \"1\", \"nothing\": 2}\n```\n";

#[test]
fn a_comment_silences_the_next_block() {
    let text = |comment: &str| {
        format!("### GET /v1/balance/channels\n\n**Response**\n\n{comment}\n\n{BODY}")
    };
    assert_eq!(codes(&text("")), ["deprecated", "unknown-property"]);
    assert_eq!(
        codes(&text(
            "<!-- trueup: allow deprecated: shown for old readers -->"
        )),
        ["unknown-property"]
    );
    assert_eq!(
        codes(&text(
            "<!-- trueup: allow deprecated, unknown-property: a test -->"
        )),
        [""; 0]
    );
}

#[test]
fn one_before_a_heading_silences_the_section() {
    let text = format!(
        "# Balances\n\n<!-- trueup: allow deprecated: a test -->\n\n### GET /v1/balance/channels\n\n**Response**\n\n{BODY}"
    );
    assert_eq!(codes(&text), ["unknown-property"]);
}

#[test]
fn one_at_the_top_silences_the_document() {
    let text = format!(
        "<!-- trueup: allow unknown-property, deprecated: a test -->\n\n# Balances\n\n### GET /v1/balance/channels\n\n{BODY}"
    );
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn what_silences_nothing_or_gives_no_reason_is_told() {
    let text = |comment: &str| {
        format!("# Balances\n\n### GET /v1/balance/channels\n\n{comment}\n\nThe balance.\n")
    };
    assert_eq!(
        codes(&text("<!-- trueup: allow deprecated: a test -->")),
        ["unused-suppression"]
    );
    assert_eq!(
        codes(&text("<!-- trueup: allow deprecated -->")),
        ["bad-suppression"]
    );
    assert_eq!(
        codes(&text("<!-- trueup: allow: reason -->")),
        ["bad-suppression"]
    );
    assert_eq!(codes(&text("<!-- something else -->")), [""; 0]);
}
