//! `--fix`: what has one right answer is mended, and nothing else is touched.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its data should stop"
)]

use std::path::Path;

use documents_tests::mutate::{Dice, HARMFUL, Outline};
use documents_tests::{checked, findings};
use trueup_docs::document::{Complete, apply, mend};
use trueup_docs::settings::Settings;

fn fixable(name: &str, text: &str) -> usize {
    let found = findings(name, text).findings;
    found
        .iter()
        .filter(|finding| !finding.edits.is_empty())
        .count()
}

fn fixed(name: &str, text: &str) -> (String, usize) {
    let found = findings(name, text).findings;
    apply(text, found.iter())
}

fn own(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("own").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn running_again_finds_none_of_what_was_mended() {
    for name in ["reference.txt", "reference.md"] {
        let text = own(name);
        let before = fixable(name, &text);
        let errors = findings(name, &text).summary.errors;
        let (mended, count) = fixed(name, &text);
        assert!(count > 0, "{name}");
        assert_eq!(count, before, "{name}");
        assert_eq!(fixable(name, &mended), 0, "{name}");
        assert!(findings(name, &mended).summary.errors <= errors, "{name}");
        assert_eq!(fixed(name, &mended), (mended.clone(), 0), "{name}");
    }
}

/// Lines that no edit touches keep their bytes, those of other systems included.
#[test]
fn the_rest_keeps_its_bytes() {
    let text = own("reference.txt").replace('\n', "\r\n");
    let (mended, _) = fixed("reference.txt", &text);
    let kept = mended
        .lines()
        .zip(text.lines())
        .filter(|(new, old)| new == old)
        .count();
    let changed = text
        .lines()
        .filter(|line| line.contains("\\\\") || line.contains("<https:"))
        .count();
    assert!(mended.contains("\r\n") && !mended.replace("\r\n", "").contains('\r'));
    assert!(kept > 100 && changed > 50);
    assert!(!mended.contains("<https:") && !mended.contains('®'));
    assert!(mended.contains("\"https://provisioning.cometplatform.com/resources?type=node&region=us-east&network=testnet\""));
}

/// Documents of other systems, and blocks inside of quotations, are mended as any other.
#[test]
fn what_stands_beside_the_text_makes_no_difference() {
    for name in ["reference.txt", "reference.md"] {
        let text = own(name);
        let (mended, count) = fixed(name, &text);
        let (other, as_many) = fixed(name, &text.replace('\n', "\r\n"));
        assert_eq!(as_many, count, "{name}");
        assert_eq!(other, mended.replace('\n', "\r\n"), "{name}");
    }
    let quoted = "> ### GET /v1/getinfo\n>\n> **Response**\n>\n> ```json\n> {\n>   \"alias\": \"a\",\n>   \"alias\": \"a\"\n> }\n> ```\n";
    let line = ",\n>   \"alias\": \"a\"\n> }";
    assert_eq!(fixed("a.md", quoted), (quoted.replace(line, "\n> }"), 1));
}

#[test]
fn each_kind_of_mistake_is_mended_as_it_should() {
    let cases = [
        (
            "### GET /users/me\n\n```bash\ncurl https://users.cometplatform.com/user/me -H 'Authorization: Bearer $T'\n```\n",
            "### GET /user/me\n\n```bash\ncurl https://users.cometplatform.com/user/me -H 'Authorization: Bearer $T'\n```\n",
        ),
        (
            "### GET /company/{companyId}/nodes\n",
            "### GET /company/{company_id}/nodes\n",
        ),
        (
            "### POST /apikeys\n\n**Request**\n\n```json\n{\"nmae\": \"a\", \"permissions\": [\"read\",]}\n```\n",
            "### POST /apikeys\n\n**Request**\n\n```json\n{\"name\": \"a\", \"permissions\": [\"read\"]}\n```\n",
        ),
        (
            "### POST /apikeys\n\n**Request**\n\n```json\n{\"nmae\": \"a\", \"permissions\": [\"read\"], \"permissions\": [\"read\"]}\n```\n",
            "### POST /apikeys\n\n**Request**\n\n```json\n{\"name\": \"a\", \"permissions\": [\"read\"]}\n```\n",
        ),
        (
            "### GET /v1/payments\n\n**Query parameters**\n\n- `index_ofset` (boolean, required): Where to begin.\n",
            "### GET /v1/payments\n\n**Query parameters**\n\n- `index_offset` (uint64, required): Where to begin.\n",
        ),
        (
            "### GET /v1/payments\n\n**Query parameters**\n\n- `index_offset` (boolean, required): Where to begin.\n",
            "### GET /v1/payments\n\n**Query parameters**\n\n- `index_offset` (uint64, optional): Where to begin.\n",
        ),
        (
            "```bash\ncurl https://node.example.org/v1/payments?reversed=true&max_payments=5 -H 'Grpc-Metadata-macaroon: 00'\n```\n",
            "```bash\ncurl 'https://node.example.org/v1/payments?reversed=true&max_payments=5' -H 'Grpc-Metadata-macaroon: 00'\n```\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(fixed("a.md", text).0, expected);
    }
}

/// What one answer cannot be told for, and what others rely on, is for people to mend.
#[test]
fn hosts_credentials_and_status_words_are_left_alone() {
    for text in [
        "### GET /user/me\n\n```bash\ncurl https://user.cometplatform.com/user/me -H 'Authorization: Bearer $T'\n```\n",
        "### GET /user/me\n\n```bash\ncurl https://users.cometplatform.com/user/me -H 'Authorisation: Bearer $T'\n```\n",
        "Base URL: https://biling.cometplatform.com\n\n### GET /company/{companyId}/billing-account\n",
        "## Error codes\n\n- 3: Invalid argument\n- 4: Deadline exceeded\n- 5: Not found\n- 6: Not allowed\n",
    ] {
        let found = findings("a.md", text);
        let told = found.findings.iter().filter(|it| it.code != "not-compared");
        assert!(told.count() > 0, "{text}");
        assert_eq!(fixed("a.md", text), (text.to_owned(), 0));
    }
}

fn settled(name: &str, text: &str) -> String {
    let document = (name.to_owned(), text.to_owned());
    mend(&comet_validator::API, &document, &[], &Settings::default())
}

/// What is right stays as it is, and what was broken anywhere has no more findings when it was mended.
#[test]
fn mending_makes_nothing_worse() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rendered = root.join("../../generated/reference/users.md");
    let rendered = std::fs::read_to_string(rendered).unwrap();
    assert_eq!(settled("users.md", &rendered), rendered);
    let mut changed = 0;
    let name = "reference.md";
    let text = own(name);
    let outline = Outline::new(name, &text);
    for (kind, (title, edit)) in HARMFUL.iter().enumerate() {
        let mut dice = Dice::new(kind as u64 + 1);
        let Some(broken) = (0..4).find_map(|_| edit(&outline, &mut dice)) else {
            continue;
        };
        let count = |text: &str| checked(name, text, Complete::No).findings.len();
        let mended = settled(name, &broken.text);
        changed += usize::from(mended != broken.text);
        assert!(count(&mended) <= count(&broken.text), "{title}");
    }
    assert!(changed > 5, "only {changed} were mended at all");
}
