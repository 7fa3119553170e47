//! Ways of writing that are right in different ways, and a few that are wrong: short documents, all their findings.

use documents_tests::checked;
use trueup_docs::document::Complete;

/// All but what is not compared at all.
fn codes(name: &str, text: &str) -> Vec<(u32, &'static str)> {
    let found = checked(name, text, Complete::No).findings;
    let code = |finding: &trueup_docs::Finding| (finding.line.unwrap_or(0), finding.code);
    let told = found.iter().filter(|it| it.code != "not-compared");
    told.map(code).collect()
}

fn nothing(text: &str) {
    assert_eq!(codes("a.md", text), [], "{text}");
}

#[test]
fn headings_of_many_kinds() {
    for heading in [
        "## GET /user/me",
        "## `GET /user/me`",
        "## **GET** /user/me",
        "## GET `/user/me` - the caller",
        "GET /user/me\n---",
        "## The caller (GET /user/me)",
        "## 1. get /user/me",
        "## [GET /user/me](#caller)",
        "## GET https://users.cometplatform.com/user/me",
        "## The caller\n\n`GET /user/me`",
        "## The caller\n\n**GET** `/user/me`",
        "## The caller\n\n```http\nGET /user/me HTTP/1.1\n```",
        "\u{feff}## GET /user/me",
    ] {
        let right = "\"email\": \"a@b.example\", \"firstName\": \"A\", \"lastName\": \"B\", \"phone\": \"\", \"status\": \"active\", \"avatar\": \"\", \"currency\": \"EUR\", \"company\": null";
        let text = |body: &str| {
            format!("{heading}\n\nText.\n\n**Response**\n\n```json\n{{{body}}}\n```\n")
        };
        nothing(&text(right));
        let wrong = text(&right.replace("null", "7"));
        assert_eq!(codes("a.md", &wrong).len(), 1, "{wrong}");
    }
}

#[test]
fn calls_of_many_kinds() {
    let body = "{\"name\": \"a\", \"permissions\": [\"read\"]}";
    for call in [
        format!("curl https://users.cometplatform.com/apikeys -H \"Authorization: Bearer $TOKEN\" --json '{body}'"),
        format!("curl -X POST \"$USERS/apikeys\" -H \"Authorization: Bearer ${{TOKEN}}\" -H 'content-type: application/json' -d '{body}'"),
        format!("curl https://users.cometplatform.com/apikeys \\\n  --oauth2-bearer \"$TOKEN\" \\\n  -H 'Content-Type: application/json; charset=utf-8' \\\n  --data-binary '{body}' | jq .key"),
        format!("cat <<'EOF' > body.json\n{body}\nEOF\ncurl https://users.cometplatform.com/apikeys -H 'Authorization: Bearer <token>' -H 'Content-Type: application/json' -d @body.json"),
        format!("KEY=$(curl -s https://users.cometplatform.com/apikeys -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{body}')"),
        format!("$ curl https://users.cometplatform.com/apikeys \\\n>   -H 'Authorization: Bearer <token>' -H 'Content-Type: application/json' \\\n>   -d '{body}'"),
        "# all keys\ncurl -G https://users.cometplatform.com/apikeys -H 'Authorization: Bearer <token>'".to_owned(),
        "brew install curl && curl --version".to_owned(),
        "curl -fsSL https://example.org/install.sh | sh".to_owned(),
    ] {
        nothing(&format!("# Keys\n\n```sh\n{call}\n```\n"));
    }
}

#[test]
fn bodies_of_many_kinds() {
    let key = "\"id\": \"k\", \"name\": \"n\", \"created_at\": \"2025-01-06T10:00:00Z\"";
    for body in [
        format!("{{\"keys\": [{{{key}}}]}}"),
        format!("{{\n  // one for each program\n  \"keys\": [{{{key}}}, ...]\n}}"),
        "{\"keys\": []}".to_owned(),
        "{\"keys\": [{\"id\": <id>, \"name\": \"{name}\", \"created_at\": \"...\"}]}".to_owned(),
        "{\"keys\": [{\"id\": \"k\", ...}]}".to_owned(),
    ] {
        nothing(&format!(
            "### GET /apikeys\n\nResponse:\n\n```json\n{body}\n```\n"
        ));
    }
}

#[test]
fn messages_are_read_as_calls_and_answers() {
    let text = |token: &str, answer: &str| {
        format!(
            "### DELETE /apikeys/{{id}}\n\n```http\nDELETE /apikeys/k1 HTTP/1.1\nHost: users.cometplatform.com\n{token}\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{answer}\n```\n"
        )
    };
    nothing(&text(
        "Authorization: Bearer <token>",
        "{\"message\": \"gone\"}",
    ));
    let wrong = text("Accept: application/json", "{\"message\": 1}");
    assert_eq!(
        codes("a.md", &wrong),
        [(4, "missing-credential"), (13, "type")]
    );
}

#[test]
fn statuses_must_be_described() {
    let text = |status: &str| {
        format!("### DELETE /user\n\n#### {status}\n\n```json\n{{\"message\": \"gone\"}}\n```\n")
    };
    nothing(&text("200 OK"));
    // A failure is described for any status, and what a success looks like is not shown.
    assert_eq!(
        codes("a.md", &text("Response (404)")),
        [(1, "missing-block")]
    );
    assert_eq!(
        codes("a.md", &text("202 Accepted"))[0],
        (3, "unknown-status")
    );
}

#[test]
fn what_the_section_says_itself_is_not_told() {
    let text = |prose: &str| {
        format!(
            "### POST /v1/newaddress\n\n{prose}\n\n**Request**\n\n```json\n{{\"type\": 1}}\n```\n"
        )
    };
    assert_eq!(
        codes("a.md", &text("Makes an address.")),
        [(1, "upstream-absent")]
    );
    nothing(&text("A stock lnd does not have this call."));
    nothing(&text("Deprecated: use `GET /v1/newaddress`."));
}

#[test]
fn plain_text_without_damage() {
    let text = "GET /user/me\nTells who is calling.\ncurl https://users.cometplatform.com/user/me \\\n  -H 'Authorization: Bearer <token>'\n\nOther things:\nNothing.\n";
    assert_eq!(codes("a.txt", text), []);
    let text = "\u{feff}GET /user/me\n\ncurl https://users.cometplatform.com/user/me\n";
    assert_eq!(codes("a.txt", text), [(3, "missing-credential")]);
}
