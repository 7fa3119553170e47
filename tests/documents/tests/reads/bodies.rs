//! Bodies in the ways that people show them.

use super::{codes, seen};

fn answer(block: &str) -> String {
    format!("# One\n\n`GET /tours/{{tour_id}}`\n\n### Response\n\n{block}\n")
}

#[test]
fn blocks_are_bodies_whatever_their_label_says() {
    for block in [
        "```json\n{\n  \"id\": 7\n}\n```",
        "```\n{\n  \"id\": 7\n}\n```",
        "```js\n{\n  \"id\": 7\n}\n```",
        "```json {{ title: 'Example' }}\n{\n  \"id\": 7\n}\n```",
        "<pre><code class=\"language-json\">{\n  \"id\": 7\n}</code></pre>",
        "::: details Response\n```json\n{\n  \"id\": 7\n}\n```\n:::",
        "{% hint style=\"info\" %}\n```json\n{\n  \"id\": 7\n}\n```\n{% endhint %}",
        "<Tabs>\n  <Tab title=\"200\">\n    ```json\n    {\n      \"id\": 7\n    }\n    ```\n  </Tab>\n</Tabs>",
        "=== \"JSON\"\n\n    ```json\n    {\n      \"id\": 7\n    }\n    ```",
    ] {
        seen("a.md", &answer(block), "\"id\": 7", "\"id\": \"x\"", "type");
    }
}

#[test]
fn several_values_are_several_bodies() {
    let text = answer("```json\n{ \"id\": 7 }\n{ \"id\": 8 }\n```");
    seen("a.md", &text, "\"id\": 8", "\"id\": \"x\"", "type");
}

#[test]
fn gaps_and_comments_hide_nothing() {
    let text = answer("```json\n{\n  // the number\n  \"id\": 7,\n  ...\n}\n```");
    seen("a.md", &text, "\"id\": 7", "\"id\": \"x\"", "type");
}

#[test]
fn names_of_types_stand_for_values() {
    let text = answer(
        "```json {{ title: 'Schema' }}\n{\n  \"id\": \"integer\",\n  \"title\": \"string\"\n}\n```",
    );
    seen("a.md", &text, "\"title\"", "\"tilte\"", "unknown-property");
}

#[test]
fn the_inside_of_an_envelope_is_the_body() {
    let text = answer("```\n\"data\": {\n  \"id\": 7\n}\n```");
    seen("a.md", &text, "\"id\": 7", "\"id\": \"x\"", "type");
}

#[test]
fn the_request_line_of_an_example_is_a_call() {
    let text = "### All\n\n`GET /tours`\n\n**Example request**:\n\n    GET /api/tours?limit=10 HTTP/1.1\n\n**Example response**:\n\n    HTTP/1.1 200 OK\n    Content-Type: application/json\n\n    [{\"id\": 1}]\n\n**Query parameters**:\n\n-   **limit** – how many\n";
    assert_eq!(codes("a.md", text), []);
    seen("a.md", text, "limit=10", "limits=10", "unknown-parameter");
    seen("a.md", text, "\"id\": 1", "\"id\": \"x\"", "type");
}
