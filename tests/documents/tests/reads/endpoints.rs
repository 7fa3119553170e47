//! Endpoints in the ways that people state them.

use std::path::Path;

use trueup_docs::settings::Settings;

use super::{codes, codes_by, seen};

/// Each states the endpoint of a section, and the body below it belongs to it.
const FORMS: [&str; 27] = [
    "# Read\n\nGET /tours/{tour_id}",
    "# Read\n\n`GET /tours/{tour_id}`",
    "# Read\n\n**GET** `/tours/{tour_id}`",
    "# Read\n\n`GET ${HOST}/tours/{tour_id}`",
    "# Read\n\n`GET {{host}}/tours/:tour_id`",
    "# Read\n\n`GET $HOST/api/tours/<tour_id>`",
    "# Read\n\n`GET <host>/tours/[tour_id]`",
    "# Read\n\n`GET /tours/(id or name)`",
    "# Read\n\n`GET localhost:7000/api/tours/{tour_id}`",
    "# Read\n\n- Endpoint: `/tours/{tour_id}`\n- Method: `GET`",
    "# Read\n\n- Method: `GET`\n- URL: `http://localhost:7000/api/tours/{tour_id}`",
    "# Read\n\n**URL** : `/tours/:tour_id`\n\n**Method** : `GET`",
    "# Read\n\n**Endpoint:** GET http://localhost:7000/api/tours/{tour_id}",
    "# Read\n\n**Endpoint**:\n\n`GET /tours/{tour_id}`",
    "## Read\n\n#### Definition\n\n`GET ${HOST}/tours/{tour_id}`",
    "# Read\n\n| Method | Path |\n| :-- | :-- |\n| `GET` | `/tours/{tour_id}` |",
    "# Read\n\n| | |\n|---|---|\n| Method | GET |\n| Path | `/tours/{tour_id}` |",
    "# Read\n\n<table>\n<tr><th>Method</th><th>Path</th></tr>\n<tr><td>GET</td>\n<td><code>/tours/{tour_id}</code></td></tr>\n</table>",
    "## Read {{ tag: 'GET', label: '/tours/{tour_id}' }}",
    "# Read\n\n<Endpoint method=\"GET\" path=\"/tours/{tour_id}\" />",
    "# Read\n\n<Anything verb='get' route={'/tours/{tour_id}'}>",
    "<h2>GET /tours/{tour_id}</h2>",
    "<h2 id=\"x\"><code>GET</code> <b>/tours/{tour_id}</b></h2>",
    "# /tours/{tour_id}\n\n## GET",
    "# Read\n\nSend a GET request to `/tours/{tour_id}`.",
    "# Read\n\nThe details come from `GET /tours/{tour_id}` at once.",
    "# Read\n\n```\nGET /tours/{tour_id}\n```",
];

#[test]
fn the_body_below_belongs_to_the_endpoint() {
    for form in FORMS {
        for name in ["a.md", "a.mdx"] {
            let text = format!("{form}\n\n### Response\n\n```json\n{{\n  \"id\": 7\n}}\n```\n");
            seen(name, &text, "\"id\": 7", "\"id\": \"seven\"", "type");
        }
    }
}

#[test]
fn a_slip_in_the_path_is_seen_where_it_stands() {
    // A call or a sentence may be about something else, so that these need not be ours.
    for form in FORMS
        .iter()
        .filter(|form| !form.contains("from `GET") && !form.contains("Send a"))
    {
        let text = format!("{form}\n\nIt gives the tour.\n");
        let broken = text.replacen("/tours", "/tuors", 1);
        let at = broken.find("/tuors").unwrap();
        let line = u32::try_from(1 + broken[..at].matches('\n').count()).unwrap();
        let found = codes("a.md", &broken);
        // What is stated in two lines may be marked from the first on.
        let near = |(at, code): &(u32, &str)| *code == "unknown-endpoint" && at.abs_diff(line) <= 2;
        assert!(found.iter().any(near), "{broken}\n{found:?}");
    }
}

#[test]
fn a_call_makes_the_section_that_states_no_endpoint() {
    let text = "# Read\n\nLike this:\n\n```sh\ncurl http://localhost:7000/api/tours/7\n```\n\n```json\n{\n  \"id\": 7\n}\n```\n";
    seen("a.md", text, "\"id\": 7", "\"id\": \"seven\"", "type");
    // Each of several calls begins a part of its own.
    let text = "# Tour\n\n```sh\ncurl http://localhost:7000/api/tours/7\n```\n\n```json\n{\"id\": 7}\n```\n\nAll:\n\n```sh\ncurl http://localhost:7000/api/tours\n```\n\n```json\n[{\"id\": 8}]\n```\n";
    seen("a.md", text, "\"id\": 8", "\"id\": \"eight\"", "type");
}

#[test]
fn overviews_name_endpoints() {
    for line in [
        "- [GET /tours](#all)",
        "- `GET /tours` lists them",
        "- GET /tours - all",
        "| GET | [/tours](#all) | all |",
        "| `GET /tours` | all |",
    ] {
        let table = if line.starts_with('|') {
            "| A | B | C |\n|---|---|---|\n| POST | /tours | one |\n"
        } else {
            ""
        };
        let text = format!("# Overview\n\n{table}{line}\n\n# Other\n\nText.\n");
        assert_eq!(codes("a.md", &text), [], "{text}");
        let broken = text.replace(line, &line.replacen("/tours", "/tuors", 1));
        let found = codes("a.md", &broken);
        assert!(
            matches!(found.as_slice(), [(_, "unknown-endpoint")]),
            "{broken}\n{found:?}"
        );
    }
}

#[test]
fn half_an_endpoint_is_named() {
    let found = codes("a.md", "# Read\n\n- Endpoint: `/tours`\n\nText.\n");
    assert_eq!(found, [(3, "not-compared")]);
}

#[test]
fn formats_that_are_not_read_are_named() {
    for name in ["a.rst", "a.adoc", "a.html"] {
        assert_eq!(codes(name, "GET /tours\n"), [(1, "not-compared")]);
    }
}

/// A site has components of its own, and a team says what their attributes are called.
#[test]
fn components_may_be_called_otherwise() {
    let settings = "[components]\nparameters = ['Knob']\nmethod = ['verb']\npath = ['to']\nname = ['label']\ntype = ['kind']\nrequired = ['must']\nplace = ['sits']\n";
    let settings = Settings::parse(settings, Path::new("docs")).unwrap();
    let text = "# Read\n\n<Call verb=\"get\" to=\"tours/{tour_id}\" />\n\n<Knob label=\"tour_id\" kind=\"integer\" sits=\"path\" must />\n\n## Response\n\n```json\n{\"id\": \"x\"}\n```\n";
    assert_eq!(codes_by("a.mdx", text, &settings), [(10, "type")]);
    let wrong = text.replace("integer", "boolean").replace("\"x\"", "7");
    assert_eq!(
        codes_by("a.mdx", &wrong, &settings),
        [(5, "parameter-type")]
    );
    // Without their names nothing is known of them.
    assert_eq!(
        codes_by("a.mdx", &wrong.replace("get", "got"), &Settings::default()),
        [(10, "not-compared")]
    );
}
