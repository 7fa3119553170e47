//! Documents that are right where they look wrong, and wrong in one way alone.

use super::{SHELF, documented, mended};

fn said(text: &str) -> Vec<String> {
    documented(SHELF, text)
}

#[test]
fn a_call_nearly_of_ours_is_told_at_every_host_that_may_be_ours() {
    let call = |url: &str| said(&format!("# Find\n\n```sh\ncurl -u a:b '{url}'\n```\n"));
    let told = ["unknown-endpoint nothing is described for `GET /bokos`"];
    // The default of the server's variables, and the machine itself by another name.
    assert_eq!(call("http://localhost:8108/bokos"), told);
    assert_eq!(call("http://127.0.0.1:8108/bokos"), told);
    assert_eq!(call("$HOST/bokos"), told);
    assert_eq!(call("https://elsewhere.example/about"), [""; 0]);
    let anywhere = SHELF.replace("servers:", "x-servers:");
    let text = "# Find\n\n```sh\ncurl -u a:b http://shelf.test/bokos\n```\n";
    assert_eq!(documented(&anywhere, text), told);
}

#[test]
fn an_object_in_the_query_is_its_properties() {
    let text = "# Find\n\n```sh\ncurl -u a:b 'http://localhost:8108/books?title=x&page=2'\n```\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("page=2", "pages=2")),
        ["unknown-parameter `GET /books` has no query parameter `pages`"]
    );
    let text = "#### GET /books\n\n**Query parameters**\n\n| Name | Type |\n| --- | --- |\n| title | string |\n| pages | integer |\n";
    assert_eq!(
        said(text),
        ["unknown-parameter `GET /books` has no parameter `pages`"]
    );
}

#[test]
fn what_was_meant_by_an_unknown_name_is_compared_too() {
    let text = "#### GET /shelves/{name}/cover\n\n| Parameter | Type |\n| --- | --- |\n| naem | boolean |\n";
    let told = said(text);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("unknown-parameter"), "{told:?}");
    assert!(told[1].starts_with("parameter-type `name` is"), "{told:?}");
}

#[test]
fn an_object_that_names_no_property_takes_any() {
    let text = "# Add\n\n```sh\ncurl -u a:b http://localhost:8108/books -H 'Content-Type: application/json' -d '{\"title\": \"Emma\"}'\n```\n";
    assert_eq!(said(text), [""; 0]);
}

#[test]
fn a_guess_is_the_end_of_it() {
    let text = "#### PATCH /books/{id}\n\n| Name | Type | Required |\n| --- | --- | --- |\n| state | string | Yes |\n\n```sh\ncurl -u a:b -X PATCH http://localhost:8108/books/7 -H 'Content-Type: application/json' -d '{\"state\": 1}'\n```\n";
    assert_eq!(
        said(text),
        ["unknown-endpoint nothing is described for `PATCH /books/{id}`"]
    );
    assert_eq!(mended(SHELF, text), text);
}

/// A section of another service may show a call of ours.
#[test]
fn what_is_not_like_the_call_is_not_meant_by_it() {
    let text = "## Hooks\n\nFirst find a book.\n\n```sh\ncurl -u a:b 'http://localhost:8108/books?title=x'\n```\n\nThen offer this.\n\n`POST /v1/embeddings`\n\n**Request body**\n\n| Name | Type |\n| --- | --- |\n| event | string |\n";
    assert_eq!(
        said(text),
        ["unknown-endpoint nothing is described for `POST /v1/embeddings`"]
    );
    assert_eq!(mended(SHELF, text), text);
}

#[test]
fn hosts_that_nothing_is_known_against_are_right() {
    let anywhere = SHELF.replace("servers:", "x-servers:");
    let call = |host: &str| format!("# Find\n\n```sh\ncurl -u a:b '{host}/books?title=x'\n```\n");
    for host in [
        "http://127.0.0.1:8108",
        "http://[::1]:8108",
        "http://a:b@localhost:8108",
        "https://your-shelf.example.com",
        "${SHELF}",
    ] {
        assert_eq!(said(&call(host)), [""; 0], "{host}");
        assert_eq!(documented(&anywhere, &call(host)), [""; 0], "{host}");
    }
}

/// A credential in the URL is one.
#[test]
fn a_url_may_carry_the_credential() {
    let text = "# Find\n\n```sh\ncurl 'http://a:b@localhost:8108/books?title=x'\n```\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("a:b@", "")),
        ["missing-credential the call carries no credential; it takes `Authorization: Basic …`"]
    );
}

#[test]
fn the_host_of_another_service_is_wrong_where_any_would_do() {
    let text = "#### GET /books/{id}\n\n```sh\ncurl -u a:b 'HOST/books/7'\n```\n";
    let other = SHELF
        .replace("/books", "/novels")
        .replace("'http://{host}:{port}'", "https://people.test");
    let at = |host: &str| super::documented_by(&[SHELF, &other], &text.replace("HOST", host));
    assert_eq!(at("http://shelf.test:80"), [""; 0]);
    let loose = |host: &str| {
        let text = text
            .replace("#### GET /books/{id}", "# Books")
            .replace("HOST", host);
        super::documented_by(&[SHELF, &other], &text)
    };
    assert_eq!(loose("https://people.test"), at("https://people.test"));
    assert_eq!(
        at("https://people.test"),
        [
            "base-url `https://people.test` is not where this operation is; it is at `http://{host}:{port}`"
        ]
    );
}

#[test]
fn values_of_one_block_are_the_lines_of_a_stream() {
    let text = "## Pull\n\nPOST /pull\n\n### Response\n\n```json\n{\"done\": 1, \"total\": 7}\n{\"done\": 7}\n```\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("\"done\": 7", "\"done\": \"7\"")),
        ["type wrong type: expected an integer, found string `\"7\"`"]
    );
}

#[test]
fn names_and_values_are_a_form_and_not_broken_json() {
    let text = "# Add\n\n```sh\ncurl -u a:b -X POST http://localhost:8108/books -d 'title=Emma of Highbury'\n```\n";
    assert_eq!(
        said(text),
        ["content-type without `Content-Type: application/json` the body travels as a form"]
    );
}

#[test]
fn slashes_in_a_value_lead_to_the_template_that_goes_on_behind() {
    let text =
        "# Cover\n\n```sh\ncurl -u a:b http://localhost:8108/shelves/north/wall/cover\n```\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("wall/cover", "wall/covers")),
        ["unknown-endpoint nothing is described for `GET /shelves/north/wall/covers`"]
    );
}

/// A table may be of a body that is no JSON.
#[test]
fn tables_of_other_media_types_are_read() {
    let text = "#### GET /xml\n\n**Response 200.**\n\n| Name | Type |\n| --- | --- |\n| colour | string |\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("colour", "color")),
        ["unknown-parameter `GET /xml` has no property `color`"]
    );
}

/// A label leads from an announcement to what it announces; between two titled paragraphs of plain text, nothing does.
#[test]
fn an_announcement_is_lost_where_nothing_can_follow() {
    let text = "#### GET /books/{id}\n\nIt is called like this:\n\n**Request**\n\nNothing.\n";
    assert_eq!(said(text), [""; 0]);
    // A key of an endpoint leads to its value.
    let webhook = "# Hook\n\nYour server has this:\n\n**Endpoint**:\n\n`POST /two`\n";
    assert_eq!(
        said(webhook),
        ["unknown-endpoint nothing is described for `POST /two`"]
    );
    let plain = "GET /books/{id}\nReads a book.\nSigning In: Each call has this header:\nSigning Out: There is no such call.\n";
    let found = super::found_in("a.txt", &[SHELF], plain);
    assert_eq!(
        super::lines(&found),
        ["lost-text this announces something, and nothing follows"]
    );
}

/// A label has something under it: the request of an operation that takes no body is its call.
#[test]
fn a_label_with_nothing_under_it_is_told_of() {
    let request = "#### GET /books/{id}\n\nExample request:\n\n#### GET /two\n";
    assert_eq!(
        said(request),
        ["empty-block nothing follows the label; `GET /books/{id}` has a call to show"]
    );
    let call = request.replace(
        "request:\n",
        "request:\n\n```sh\ncurl -u a:b http://localhost:8108/books/7\n```\n",
    );
    assert!(!said(&call).iter().any(|it| it.starts_with("empty-block")));
    let lost = ["lost-text this announces something, and nothing follows"];
    let alone = "`GET /two`\n\n# Calls\n\nExample request:\n\n# Next\n\nNothing.\n";
    assert_eq!(said(alone), lost);
    let last = "#### GET /two\n\n# Calls\n\nExample request:\n";
    assert_eq!(said(last), lost);
}

/// What a status means here is no mistake; another status's name is.
#[test]
fn statuses_may_be_put_in_own_words() {
    let text = "## Codes\n\n### Error codes\n\n- 200: OK\n- 404: no such book\n- 500: Internal server error\n";
    assert_eq!(said(text), [""; 0]);
    let wrong = text.replace("no such book", "bad request");
    assert_eq!(
        said(&wrong),
        ["error-code `bad request` is HTTP code 400, not 404"]
    );
    assert_eq!(mended(SHELF, &wrong), wrong);
}

#[test]
fn lacking_properties_are_listed_at_once() {
    let text = "#### POST /people\n\n**Request**\n\n```json\n{\"age\": 3}\n```\n";
    assert_eq!(
        said(text),
        [
            "required a required property is missing: expected properties `name`, `mail`, found no such properties"
        ]
    );
}

/// A likely name is no answer if the value does not fit there.
#[test]
fn a_property_is_renamed_if_its_value_fits() {
    let text = |value: &str| {
        format!(
            "#### POST /people\n\n**Request**\n\n```json\n{{\"name\": \"a\", \"mail\": \"b\", \"agee\": {value}}}\n```\n"
        )
    };
    assert_eq!(mended(SHELF, &text("3")), text("3").replace("agee", "age"));
    assert_eq!(mended(SHELF, &text("[3]")), text("[3]"));
}

/// Nor is one with a word more or less, whatever fits.
#[test]
fn another_word_makes_another_name() {
    let body = |name: &str| {
        format!(
            "#### POST /people\n\n**Request**\n\n```json\n{{\"name\": \"a\", \"{name}\": \"b\"}}\n```\n"
        )
    };
    assert_eq!(mended(SHELF, &body("mial")), body("mail"));
    let other = body("e_mail");
    assert!(said(&other).iter().any(|it| it.contains("`e_mail`")));
    assert_eq!(mended(SHELF, &other), other);
    let row = |name: &str, ty: &str| {
        format!(
            "#### GET /shelves/{{name}}/cover\n\n| Parameter | Type |\n| --- | --- |\n| {name} | {ty} |\n"
        )
    };
    let right = row("name", "string");
    assert_eq!(mended(SHELF, &row("naem", "boolean")), right);
    let lists = row("name", "string[]");
    assert_eq!(said(&lists).len(), 1);
    assert_eq!(mended(SHELF, &lists), lists);
}

/// Which of two media types is right, the body may show.
#[test]
fn a_media_type_is_mended_by_what_is_sent() {
    let call = |media: &str, body: &str| {
        format!(
            "#### POST /books\n\n```sh\ncurl -u a:b http://localhost:8108/books -H 'Content-Type: {media}' -d '{body}'\n```\n"
        )
    };
    let right = call("application/json", "{}");
    assert_eq!(mended(SHELF, &call("text/plain", "{}")), right);
    assert_eq!(mended(SHELF, &call("aplication/json", "{}")), right);
    let file = call("application/x-tar", "@books.tar");
    assert!(said(&file).iter().any(|it| it.starts_with("content-type")));
    assert_eq!(mended(SHELF, &file), file);
}

#[test]
fn of_what_only_responses_carry_requests_show_nothing() {
    let text = "#### POST /people\n\n**Request fields**\n\n| Name | Type | Required |\n| --- | --- | --- |\n| name | string | required |\n| mail | string | required |\n";
    assert_eq!(said(text), [""; 0]);
    let other = text.replace("Request fields", "Response fields");
    assert_eq!(
        said(&other),
        ["undocumented-parameter `id` of `POST /people` not listed"]
    );
}

#[test]
fn the_fields_of_forms_are_known() {
    let text = "#### POST /photos\n\n**Request fields**\n\n| Name | Type | Required |\n| --- | --- | --- |\n| caption | string | required |\n\n**Request**\n\n```json\n{\"caption\": \"x\"}\n```\n";
    assert_eq!(said(text), [""; 0]);
    let wrong = text
        .replace("\"x\"", "1")
        .replace("| caption |", "| captoin |");
    assert_eq!(
        said(&wrong),
        [
            "unknown-parameter `POST /photos` has no property `captoin`",
            "type wrong type: expected a string, found number `1`",
        ]
    );
}

/// Tables and examples belong to the status that they stand under.
#[test]
fn each_status_has_its_own_bodies() {
    let text = "#### GET /two\n\n**Response 200.**\n\n| Name | Type |\n| --- | --- |\n| x | string |\n\n```json\n{\"x\": \"1\"}\n```\n\n**Response 201.**\n\n| Name | Type |\n| --- | --- |\n| y | string |\n\n```json\n{\"y\": \"1\"}\n```\n\n**Response 404.**\n\n| Name | Type |\n| --- | --- |\n| z | string |\n\n```json\n{\"z\": \"1\"}\n```\n";
    assert_eq!(said(text), [""; 0]);
    let wrong = text.replace("| y |", "| x |").replace("{\"z\"", "{\"y\"");
    assert_eq!(
        said(&wrong),
        [
            "unknown-parameter `GET /two` has no property `x`",
            "unknown-property a property that the description does not know: expected one of `z`, found `y`",
        ]
    );
}

#[test]
fn contents_and_addresses_announce_nothing() {
    let text = "# API\n\n## Contents\n\n- [items](#items)\n- [limit](#limit)\n\n## Base URL\n\n`http://example.example`\n\n## items\n\n### GET /shelves/{name}/cover\n\n| Parameter | Type |\n| --- | --- |\n| name | string |\n";
    let told = said(text);
    let wrong = told
        .iter()
        .filter(|told| told.contains("announce") || told.contains("not compared"));
    assert_eq!(wrong.count(), 0, "{told:?}");
}
