//! One cause is told once, and mended where it stands and nowhere else.

use super::{SHELF, documented, mended, recorded};

#[test]
fn a_renamed_field_is_one_finding_in_forms_and_recordings() {
    let call = |name: &str| {
        format!("# Add\n\n```sh\ncurl -u a:b http://localhost:8108/photos -d {name}=x\n```\n")
    };
    assert_eq!(documented(SHELF, &call("caption")), [""; 0]);
    let told = documented(SHELF, &call("captoin"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("unknown-property"), "{told:?}");
    let recording = |name: &str| {
        let body = serde_json::json!({"name": "Ann", name: "a@b.test"});
        let recording = serde_json::json!({
            "request": {
                "method": "POST",
                "path": "/people",
                "headers": {"Authorization": "Basic YTpi", "Content-Type": "application/json"},
                "body": body,
            },
            "response": {"status": 200, "headers": {}},
        });
        recorded(SHELF, "a.json", &recording.to_string())
    };
    let right = recording("mail");
    let told = recording("mial");
    assert_eq!(right, [""; 0]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("unknown-property"), "{told:?}");
}

#[test]
fn a_parameter_renamed_in_the_path_is_one_finding() {
    let text = "#### GET /books/{number}\n\n**Path parameters**\n\n| Name | Type |\n| --- | --- |\n| number | integer |\n";
    assert_eq!(
        documented(SHELF, text),
        ["path-parameter the path parameter is called `id`, not `number`"]
    );
    let right = text.replace("number", "id");
    assert_eq!(mended(SHELF, text), right);
    let marked = text.replace("| number |", "| numbr |");
    assert_eq!(documented(SHELF, &marked).len(), 2, "its slip is another");
}

#[test]
fn what_is_mended_in_a_path_is_what_is_wrong() {
    let text =
        "#### GET ${HOST}/boks/:id\n\n```sh\ncurl -u a:b http://localhost:8108/books/7\n```\n";
    assert_eq!(mended(SHELF, text), text.replace("/boks/", "/books/"));
}

#[test]
fn a_mark_of_a_template_is_not_mended() {
    let text =
        "#### GET /books/{id}\n\n##### Path parameters\n\nid\n: {{<optional>}} Integer. Which.\n";
    let told = documented(SHELF, text);
    assert_eq!(told, ["parameter-presence `id` is required, not optional"]);
    assert_eq!(mended(SHELF, text), text);
    let typed = text.replace("<optional>", "<required>");
    let typed = typed.replace("Integer", "Boolean");
    assert_eq!(mended(SHELF, &typed), typed.replace("Boolean", "Integer"));
}

#[test]
fn a_host_that_may_be_any_may_be_the_readers_own() {
    let anywhere = SHELF.replace("http://{host}:{port}", "https://{host}");
    let call = |url: &str| format!("# Find\n\n```sh\ncurl -u a:b '{url}'\n```\n");
    let right = call("http://localhost:9000/books?title=x");
    assert_eq!(documented(&anywhere, &right), [""; 0]);
    let bare = call("localhost:8108/books?title=x");
    assert_eq!(documented(SHELF, &bare), [""; 0], "without a scheme");
    let fixed = SHELF.replace("http://{host}:{port}", "https://shelf.shop");
    let told = documented(&fixed, &right);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("base-url"), "{told:?}");
}
