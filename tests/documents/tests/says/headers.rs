//! Headers of responses in recordings.

use super::recorded;

const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Shelf, version: '1'}
servers: [{url: 'https://shelf.example'}]
paths:
  /books:
    get:
      operationId: listBooks
      responses:
        '200':
          description: All
          headers:
            X-Total: {required: true, schema: {type: integer}}
            X-Shelves: {schema: {type: array, items: {type: integer}}}
            Content-Type: {required: true, schema: {type: integer}}
";

fn answered(headers: &str) -> Vec<String> {
    let recording = format!(
        "{{\"request\": {{\"method\": \"GET\", \"path\": \"/books\"}}, \"response\": {{\"status\": 200, \"headers\": {{{headers}}}}}}}"
    );
    recorded(DESCRIPTION, "a.json", &recording)
}

#[test]
fn described_headers_are_judged() {
    assert_eq!(answered(r#""x-total": "7""#), [""; 0]);
    assert_eq!(answered(r#""X-Total": "7", "X-Shelves": "1, 2""#), [""; 0]);
    assert_eq!(
        answered(r#""Date": "today""#),
        ["missing-header the response lacks the required header `X-Total`"]
    );
    assert_eq!(
        answered(r#""X-Total": "secret", "X-Shelves": "1,b""#),
        [
            "bad-header the response's header `X-Total`: wrong type: expected an integer",
            "bad-header the response's header `X-Shelves`: wrong type: expected an integer",
        ]
    );
}

/// Whoever records may keep no headers.
#[test]
fn a_recording_without_headers_lacks_none() {
    assert_eq!(answered(""), [""; 0]);
}
