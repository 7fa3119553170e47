//! Bodies of many items, in recordings and in documents: each item is judged, where it stands.

use serde_json::json;

use super::{documented, found_in, lines, recorded, with};
use trueup_validator::Policy;

const NEWS: &str = "openapi: 3.2.0
info: {title: News, version: '1'}
servers: [{url: 'https://news.test'}]
paths:
  /events:
    get:
      operationId: events
      responses:
        '200':
          description: Events with all of their fields.
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [data, event]
                properties: {data: {type: string}, event: {enum: [added]}, id: {pattern: '^[0-9]+$'}, retry: {maximum: 9}}
  /data:
    get:
      operationId: data
      responses:
        '200':
          description: Events of readings.
          content:
            text/event-stream: {x-trueup-stream: {}, schema: {$ref: '#/components/schemas/Reading'}}
  /text:
    get:
      operationId: text
      responses: {'200': {description: Whatever., content: {text/event-stream: {schema: {$ref: '#/components/schemas/Reading'}}}}}
  /sequence:
    get:
      operationId: sequence
      responses: {'200': {description: Numbers., content: {application/json-seq: {itemSchema: {type: integer}}}}}
  /lines:
    get:
      operationId: lines
      responses: {'200': {description: Readings., content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Reading'}}}}}
  /whole:
    get:
      operationId: whole
      responses: {'200': {description: All of them., content: {application/jsonl: {schema: {type: array, maxItems: 2}}}}}
  /each:
    get:
      operationId: each
      responses: {'200': {description: Each of them., content: {application/x-ndjson: {schema: {type: integer}}}}}
components:
  schemas:
    Reading: {type: object, required: [value], properties: {value: {type: integer}}, additionalProperties: false}
";

/// What is said about a body as the answer of an operation.
fn answered(operation: &str, media_type: &str, body: &str) -> Vec<String> {
    let recording = json!({
        "request": {"method": "GET", "path": format!("/{operation}"), "headers": {}, "body": null},
        "response": {"status": 200, "headers": {"Content-Type": media_type}, "body_raw": body},
    });
    recorded(NEWS, "one.json", &recording.to_string())
}

#[test]
fn events_in_recordings_are_judged_by_their_fields() {
    let said = |body: &str| answered("events", "text/event-stream; charset=utf-8", body);
    for right in [
        "event: added\ndata: {\n\n",
        "\u{feff}: comment\r\nevent:added\r\ndata\r\nretry: soon\r\nid: 1\0\r\n\r\n",
        // One without data is none, nor is one that no empty line ends.
        "event: other\n\nevent: other\ndata: x\n",
        "event: removed\nevent: added\rretry: 9\rdata: x\r\r",
        "",
    ] {
        assert_eq!(said(right), [] as [&str; 0], "{right:?}");
    }
    assert_eq!(
        said("event: added\ndata: 1\n\ndata: 2\nevent: removed\nretry: 10\nid: x\n\ndata: 3\n\n"),
        [
            "enum line 5: not one of the values: expected `\"added\"`, found string `\"removed\"`",
            "maximum line 6: too great: expected at most 9, found number `10`",
            "pattern line 7: does not match the pattern: expected text that matches ^[0-9]+$, found string `\"x\"`",
            "required line 9: a required property is missing: expected property `event`, found no such property",
        ]
    );
}

#[test]
fn data_in_recordings_are_judged_as_the_items() {
    let said = |body: &str| answered("data", "text/event-stream", body);
    assert_eq!(
        said("data: {\"value\":\ndata: 1}\n\n:\n\nid: 3\n\n"),
        [] as [&str; 0]
    );
    assert_eq!(
        said(": a\n\ndata: {\ndata: \"value\": \"x\"}\n\ndata: [DONE]\n\n"),
        [
            "type line 4: wrong type: expected an integer, found string `\"x\"`",
            "json-syntax line 6: not JSON: expected a value, found `D`",
        ]
    );
    assert_eq!(
        answered("text", "text/event-stream", "data: hello\n\n"),
        [] as [&str; 0]
    );
    // Events are not what another media type says.
    let other = answered("data", "application/json", "{\"value\": 1}");
    assert!(other.concat().starts_with("media-type"), "{other:?}");
}

#[test]
fn texts_in_recordings_are_judged_one_by_one() {
    assert_eq!(
        answered(
            "sequence",
            "application/json-seq",
            "\u{1e}1\n\u{1e}\"x\"\n\u{1e}23"
        ),
        [
            "type line 2: wrong type: expected an integer, found string `\"x\"`",
            "json-syntax line 3: not JSON: expected a line feed behind the text (RFC 7464, section 2.4), found the end of the item",
        ]
    );
    assert_eq!(
        answered(
            "lines",
            "application/jsonl",
            "{\"value\": 1}\r\n\n{\"value\": 2}{}\n"
        ),
        ["json-trailing line 3: text after the value: expected the end of the text, found `{`"]
    );
    // A schema without more describes all together, or each.
    assert_eq!(
        answered("whole", "application/jsonl", "1\n{}\n"),
        [] as [&str; 0]
    );
    assert_ne!(
        answered("whole", "application/jsonl", "1\n{}\n3\n"),
        [] as [&str; 0]
    );
    assert_eq!(
        answered("each", "application/x-ndjson", "1\n2\n"),
        [] as [&str; 0]
    );
    assert_eq!(
        answered("each", "application/x-ndjson", "1\n[]\n"),
        ["type wrong type: expected an integer, found an array"]
    );
}

#[test]
fn what_is_found_stands_in_the_file_where_the_item_does() {
    let recording = "{\"request\": {\"method\": \"GET\", \"path\": \"/lines\"}, \"response\": {\"status\": 200,\n\
                     \"headers\": {\"Content-Type\": \"application/jsonl\"},\n  \"body\": {\"value\":\n\"x\"}}}";
    let mut findings = trueup_docs::Findings::default();
    with(&[NEWS], |api| {
        trueup_docs::exchange::check_text(api, "one.json", recording, &mut findings);
    });
    let found = findings.findings.iter();
    let places: Vec<_> = found.map(|it| (it.code, it.line, it.column)).collect();
    // It is one item, however many lines the file gives it.
    assert_eq!(places, [("type", Some(4), Some(1))]);
}

/// A page that shows an answer.
fn page(operation: &str, body: &str) -> String {
    format!("# News\n\n## `GET /{operation}`\n\n### Response\n\n```\n{body}\n```\n")
}

#[test]
fn items_in_documents_are_judged_as_they_are_written_down() {
    for (operation, right) in [
        ("events", "event: added\ndata: x\n\nevent: added\ndata: y"),
        ("data", ": welcome\n\nid: 1\ndata: {\"value\":\ndata: 1}\n"),
        ("text", "data: hello"),
        ("lines", "{\n  \"value\": 1\n}\n{\"value\": 2}"),
        ("sequence", "\u{241e}1\n\u{241e}2"),
        ("sequence", "1\n2"),
    ] {
        let said = documented(NEWS, &page(operation, right));
        assert_eq!(said, [] as [&str; 0], "{operation}: {right}");
    }
    let text = page(
        "data",
        "id: 1\ndata: {\"value\":\ndata:    \"x\"}\n\ndata: {}",
    );
    let found = found_in("a.md", &[NEWS], &text);
    let places: Vec<_> = found
        .findings
        .iter()
        .map(|it| (it.code, it.line, it.column))
        .collect();
    let said = lines(&found);
    assert_eq!(
        places,
        [
            ("type", Some(10), Some(10)),
            ("required", Some(12), Some(7))
        ],
        "{said:?}"
    );
}

#[test]
fn examples_of_streams_are_their_items_or_their_text() {
    let described = |example: &str| {
        let media = "text/event-stream: {x-trueup-stream: {}, ";
        let shown = format!("{media}example: {example}, ");
        let spec = NEWS.replacen(media, &shown, 1);
        with(&[&spec], |api| lines(&trueup_docs::spec::check(api)))
    };
    for right in [
        "{value: 1}",
        "[{value: 1}, {value: 2}]",
        "\"data: {}\\ndata: \\n\"",
        "\"data: {\\\"value\\\": 1}\\n\\n\"",
    ] {
        assert_eq!(described(right), [] as [&str; 0], "{right}");
    }
    for wrong in ["{}", "[{value: 1}, {}]", "\"data: {}\\n\\n\""] {
        let said = described(wrong).concat();
        assert!(said.starts_with("required example `example`: "), "{said}");
    }
}

#[test]
fn a_client_gives_the_judge_one_item() {
    with(&[NEWS], |api| {
        let answer = |id| api.operation(id).unwrap().response(200).unwrap();
        assert!(answer("text").validate(b"hello").is_ok());
        assert!(answer("data").validate(br#"{"value": 1}"#).is_ok());
        assert!(answer("data").validate(b"data: {}").is_err());
        let media = answer("data").json().unwrap();
        let all = media.check_body(b"data: {\"value\": 1}\n\n", Policy::RESPONSE);
        assert!(all.is_ok());
    });
}
