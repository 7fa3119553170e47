//! Operations that have servers of their own: where documents may call them, and what recordings hold.

use super::{documented, recorded};

const API: &str = "\
openapi: 3.0.3
info: {title: Files, version: '1'}
servers: [{url: 'https://files.test/v1'}]
paths:
  /files:
    get: {operationId: files, responses: {'204': {description: Done.}}}
    post:
      operationId: upload
      servers: [{url: 'https://uploads.test'}]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}}
      responses: {'204': {description: Done.}}
";

const CALL: &str = "### POST /files\n\n```bash\ncurl -X POST HOST/files -H 'Content-Type: application/json' -d '{\"id\": 1}'\n```\n";

#[test]
fn a_document_calls_an_operation_where_it_is() {
    let said = |host: &str| documented(API, &CALL.replace("HOST", host));
    assert_eq!(said("https://uploads.test"), [""; 0]);
    assert_eq!(said("$HOST"), [""; 0]);
    assert_eq!(
        said("https://files.test/v1"),
        [
            "base-url `https://files.test` is not where this operation is; it is at `https://uploads.test`"
        ]
    );
    let list = "### GET /files\n\n```bash\ncurl https://files.test/v1/files\n```\n";
    assert_eq!(documented(API, list), [""; 0]);
}

#[test]
fn what_went_to_the_server_of_an_operation_is_judged() {
    let entry = r#"{"log": {"entries": [{"request": {"method": "POST", "url": "https://uploads.test/files",
        "headers": [{"name": "Content-Type", "value": "application/json"}],
        "postData": {"mimeType": "application/json", "text": "{\"id\": \"x\"}"}},
        "response": {"status": 204, "headers": [], "content": {}}}]}}"#;
    let said = recorded(API, "a.har", entry);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said.iter().all(|line| line.starts_with("type ")),
        "{said:?}"
    );
}
