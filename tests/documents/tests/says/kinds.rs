//! Kinds of findings that references of others showed to be wrong, or to be one finding.

use super::{documented, documented_by, found};

const STORE: &str = include_str!("store.yaml");

fn said(text: &str) -> Vec<String> {
    documented(STORE, text)
}

fn answer(body: &str) -> String {
    format!("# One\n\n`GET /images/{{name}}`\n\n**Response**\n\n```json\n{body}\n```\n")
}

#[test]
fn schemas_in_the_place_of_values_are_one_cause() {
    let schema = |ty: &str| format!("{{\"type\": \"{ty}\", \"description\": \"…\"}}");
    let (id, live) = (schema("integer"), schema("boolean"));
    let text = answer(&format!(
        "{{\"id\": {id}, \"live\": {live}, \"text\": \"x\"}}"
    ));
    let said = found(&[STORE], &text).by_cause();
    assert_eq!(
        super::lines(&said),
        ["type wrong type: expected a value, found its schema"]
    );
    // Of a schema in a map, all that would be wrong is one cause too.
    let map =
        "{\"type\": \"object\", \"additionalProperties\": \"string\", \"example\": {\"a\": 1}}";
    assert_eq!(
        super::lines(&found(&[STORE], &answer(&format!("{{\"names\": {map}}}")))),
        ["type wrong type: expected a value, found its schema"]
    );
    let typed = "{\"names\": {\"type\": \"object\", \"example\": {\"a\": 1}}}";
    assert_eq!(
        super::lines(&found(&[STORE], &answer(typed))),
        ["type wrong type: expected a string, found an object"]
    );
    // Another object is another mistake.
    let other = answer("{\"id\": {\"kind\": \"integer\"}}");
    assert_eq!(
        super::lines(&found(&[STORE], &other)),
        ["type wrong type: expected an integer, found an object"]
    );
}

#[test]
fn the_name_of_its_type_stands_for_a_value() {
    assert_eq!(
        said(&answer(
            "{\"id\": \"integer\", \"live\": \"boolean\", \"text\": \"x\"}"
        )),
        [""; 0]
    );
    let wrong = said(&answer("{\"id\": \"boolean\", \"text\": \"x\"}"));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}

#[test]
fn many_nulls_are_one_cause() {
    let nulls = "{\"id\": null, \"live\": null, \"text\": null, \"note\": null}";
    let many = found(&[STORE], &answer(nulls));
    assert_eq!(many.findings.len(), 4);
    let one = many.by_cause();
    assert_eq!(
        super::lines(&one),
        ["null null where the description does not allow it"]
    );
    assert_eq!(one.findings.first().map(|it| it.also.len()), Some(3));
    // A few are told of one by one, with what should stand there.
    let few = said(&answer("{\"id\": null, \"live\": null}"));
    assert_eq!(few.len(), 2);
    assert!(few.iter().all(|it| it.contains("expected")), "{few:?}");
}

/// What nobody can answer is not missed.
#[test]
fn to_head_there_is_no_body() {
    let other = answer("{\"id\": 1}");
    let text = format!("{other}\n{other}\n# Look\n\n`HEAD /images/{{name}}`\n");
    let told = said(&text);
    assert!(!told.iter().any(|it| it.contains("what `HEAD")), "{told:?}");
}

#[test]
fn a_link_in_a_sentence_states_nothing() {
    let text = "# One\n\n`GET /images/{name}`\n\nIt shows what was sent with\n[`POST /images`\n](#add-one),\nwhatever it is.\n\n# Add one\n\n`POST /images`\n";
    assert_eq!(said(text), [""; 0]);
    // A line of its own does.
    let lines = "# All\n\nThere are two.\n`GET /images/{name}`\n`GET /imaegs/{name}`\n";
    assert_eq!(said(lines).len(), 1);
}

#[test]
fn an_announced_request_needs_no_version() {
    let text = "# One\n\n`GET /images/{name}`\n\n**Example request**:\n\n    GET /images/x?all=true\n\n**Example response**:\n\n    HTTP/1.1 200 OK\n\n    {\"id\": 1}\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("all=", "alll=")),
        ["unknown-parameter `GET /images/{name}` has no query parameter `alll`"]
    );
    // JSON in the query is no reason to pass it over.
    let json = text.replace("all=true", "filters={\"a\":{\"b\":true}} HTTP/1.1");
    assert_eq!(said(&json), [""; 0]);
}

#[test]
fn values_and_remarks_are_no_parameters() {
    let text = "# One\n\n`GET /images/{name}`\n\n**Query parameters**:\n\n- **all** – 1 or 0, show all\n- **filters** - what is shown:\n- `before`=(`<id>` or `<name>`)\n- `host-src:container-dest` as a path\n\n> **Note**: not all are shown.\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("**all**", "**alll**")),
        ["unknown-parameter `GET /images/{name}` has no parameter `alll`"]
    );
}

#[test]
fn the_last_value_may_have_slashes() {
    let text = "# One\n\n`GET /images/{name}`\n\n**Example request**:\n\n    GET /images/team/tool:latest HTTP/1.1\n";
    assert_eq!(said(text), [""; 0]);
    let other = said(&text.replace("team/tool:latest", "x/history"));
    assert!(
        other.iter().any(|it| it.starts_with("call-differs")),
        "{other:?}"
    );
}

#[test]
fn what_is_no_body_is_named() {
    let text = answer("{\"morning\": 1}").replace(
        "**Response**",
        "The value of `text` will be a string containing JSON similar to:",
    );
    let notes = super::lines(&found(&[STORE], &text));
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes.iter().all(|it| it.starts_with("not-compared")),
        "{notes:?}"
    );
    let relaxed = answer("{id: 'x'}").replace("```json", "```json5");
    let notes = super::lines(&found(&[STORE], &relaxed));
    assert!(
        notes.iter().all(|it| it.starts_with("not-compared")),
        "{notes:?}"
    );
    // Nor is it said to be missing, where the others show one.
    let others = answer("{\"id\": 1}").replace("/images/{name}", "/images/x");
    let all = format!("{others}\n{others}\n{relaxed}");
    assert!(!said(&all).iter().any(|it| it.starts_with("missing-block")));
    // The marks of a template, and dots of any number.
    let stream = "# One\n\n`GET /images/{name}`\n\n**Example response**:\n\n    HTTP/1.1 200 OK\n\n    {% raw %}\n    {{ STREAM }}\n    {% endraw %}\n";
    assert_eq!(said(stream), [""; 0]);
    assert_eq!(said(&answer("{\n....\n\"id\": 1\n}")), [""; 0]);
}

#[test]
fn a_body_that_breaks_off_is_told_of_once() {
    let text = "# Add\n\n`POST /images`\n\n```bash\ncurl -X POST https://store.test/images \\\n-H 'Content-Type: application/json' \\\n--data-raw '{\n  \"text\": \"the shop's\",\n  \"limits\": {\n    \"users\": [\n{\n \"x\": 1\n}\n]\n  }\n}'\n```\n";
    let codes: Vec<String> = said(text)
        .iter()
        .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert!(
        codes
            .iter()
            .all(|code| ["json-syntax", "shell-syntax"].contains(&code.as_str())),
        "{codes:?}"
    );
}

#[test]
fn components_stay_open_across_words() {
    let text = "# One\n\n`GET /images/{name}`\n\n### Response\n\n<Properties>\n<Property name=\"limits\" type=\"object\">\n  <details>\n  <summary>More</summary>\n  What there is.\n\n  <Properties>\n  <Property name=\"users\" type=\"object\">\n  <details><summary>Most</summary>\n  <Property name=\"enabled\" type=\"boolean\">\n\n  Whether.\n\n  </Property>\n  </details>\n  </Property>\n  <Property name=\"groups\" type=\"object\">\n  <details><summary>Most</summary>\n  <Property name=\"enabled\" type=\"boolean\">\n  </Property>\n  </details>\n  </Property>\n  </Properties>\n  </details>\n</Property>\n</Properties>\n";
    let said = |text: &str| super::lines(&super::found_in("a.mdx", &[STORE], text));
    assert_eq!(said(text), [""; 0]);
    let wrong = text.replacen(
        "\"enabled\" type=\"boolean\"",
        "\"enabled\" type=\"integer\"",
        1,
    );
    assert_eq!(said(&wrong).len(), 1);
}

#[test]
fn names_may_have_spaces() {
    let text = "# One\n\n`GET /images/{name}`\n\n**Query parameters**\n\n| Name | Type |\n| --- | --- |\n| sort order | string |\n| all | boolean |\n";
    assert_eq!(said(text), [""; 0]);
    assert_eq!(
        said(&text.replace("sort order | string", "sort order | integer")),
        ["parameter-type `sort order` is string, not integer"]
    );
    let unknown = said(&text.replace("sort order", "sorting order"));
    assert_eq!(
        unknown,
        ["unknown-parameter `GET /images/{name}` has no parameter `sorting`"]
    );
}

/// A comma too many or too few hides nothing that stands behind it.
#[test]
fn a_broken_body_is_read_to_its_end() {
    let broken = "{\n  \"id\": 1\n  \"live\": true,\n  \"rules\": [\"a\",],\n  \"txet\": \"x\"\n}";
    let codes: Vec<String> = said(&answer(broken))
        .iter()
        .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(codes, ["json-syntax", "json-syntax", "unknown-property"]);
}

/// What a description has the properties of is compared, whatever it calls it.
#[test]
fn a_body_that_is_not_called_json_is_compared_by_its_properties() {
    let (before, after) = STORE.split_once("application/json").unwrap_or_default();
    let (between, end) = after.split_once("application/json").unwrap_or_default();
    let other = format!("{before}application/json{between}application/octet-stream{end}");
    let text = "# Add\n\n`POST /images`\n\n```sh\ncurl https://store.test/images -H 'Content-Type: application/octet-stream' -d '{\"txet\": \"x\"}'\n```\n";
    let told = documented(&other, text);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("unknown-property"), "{told:?}");
}

#[test]
fn a_call_has_one_of_the_parameters_of_which_one_must_be_there() {
    const LOOKUP: &str = "
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: https://things.example.com}]
paths:
  /things:
    get:
      operationId: lookUp
      x-trueup-any-of: [[name, number]]
      parameters:
        - {name: name, in: query, schema: {type: string}}
        - {name: number, in: query, schema: {type: integer}}
      responses: {'204': {description: Here.}}
";
    let call = |query: &str| {
        let text =
            format!("# Look up\n\n```sh\ncurl 'https://things.example.com/things{query}'\n```\n");
        documented(LOOKUP, &text)
    };
    assert_eq!(call("?name=x"), [""; 0]);
    assert_eq!(call("?number=$NUMBER"), [""; 0]);
    assert_eq!(
        call(""),
        ["missing-parameter one of these must be there: `name`, `number`"]
    );
}

/// Two services, each at its own host.
const AT_A: &str = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\nservers: [{url: 'https://a.example/v1'}]\npaths:\n  /x:\n    get: {operationId: getX, responses: {'200': {description: X}}}\n";
const AT_B: &str = "openapi: 3.0.3\ninfo: {title: B, version: '1'}\nservers: [{url: 'https://b.example/v1'}]\npaths:\n  /y:\n    get: {operationId: getY, responses: {'200': {description: Y}}}\n";

#[test]
fn a_host_in_a_variable_is_the_host() {
    let sets = [
        "export BASE=https://HOST/v1\ncurl $BASE/x",
        "BASE='https://HOST/v1'\ncurl \"${BASE}/x\"",
        "HOST=HOST\nBASE=\"https://$HOST/v1\"\ncurl \"$BASE/x\"",
        "set -x BASE https://HOST/v1\ncurl $BASE/x",
        "NAME=HOST\ncurl https://$NAME/v1/x",
        "BASE=https://HOST/v1\n```\n\nThen:\n\n```sh\ncurl $BASE/x",
    ];
    for set in sets {
        let said = |host: &str| {
            let text = format!(
                "## GET /x\n\n```sh\n{}\n```\n",
                set.replace("=HOST", &format!("={host}"))
                    .replace("//HOST", &format!("//{host}"))
            );
            documented_by(&[AT_A, AT_B], &text)
        };
        assert_eq!(said("a.example"), [""; 0], "{set}");
        let wrong = said("b.example");
        assert!(
            wrong.iter().any(|it| it.starts_with("base-url")),
            "{set}: {wrong:?}"
        );
    }
    // Whatever is not known may be right.
    for set in [
        "curl $BASE/x",
        "BASE=$(host)\ncurl $BASE/x",
        "BASE=https://b.example\nBASE=$OTHER\ncurl $BASE/x",
        "curl '$BASE/x'",
    ] {
        let text = format!("## GET /x\n\n```sh\n{set}\n```\n");
        assert_eq!(documented_by(&[AT_A, AT_B], &text), [""; 0], "{set}");
    }
}

const OPEN: &str = "openapi: 3.0.3\ninfo: {title: O, version: '1'}\nservers: [{url: 'https://o.example'}]\npaths:\n  /x/y:\n    post:\n      operationId: x\n      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}\n      responses: {'204': {description: X}}\ncomponents:\n  schemas:\n    X: {type: object, additionalProperties: true, properties: {temperature: {type: number}, stop: {type: string}, in: {$ref: '#/components/schemas/X'}}}\n";

#[test]
fn a_slip_is_told_where_any_name_may_stand() {
    let said = |body: &str| {
        documented(
            OPEN,
            &format!("## POST /x/y\n\n**Request**\n\n```json\n{body}\n```\n"),
        )
    };
    for body in [
        r#"{"temperature": 1, "seed": 2}"#,
        // It is there beside the other.
        r#"{"temperature": 1, "temprature": 2}"#,
        // One and several are two things.
        r#"{"stops": []}"#,
    ] {
        assert_eq!(said(body), [""; 0], "{body}");
    }
    let wrong =
        "unknown-property a property that the description does not know: found `temprature`";
    assert_eq!(said(r#"{"temprature": 1}"#), [wrong]);
    assert_eq!(said(r#"{"in": {"temprature": 1}}"#), [wrong]);
}

#[test]
fn a_host_that_leads_somewhere_is_known() {
    let call = |url: &str| format!("```sh\ncurl -X POST {url} --json '{{}}'\n```\n\n");
    let other = call("https://proxy.example/x/y");
    let slip = call("https://proxy.example/x/yy");
    assert_eq!(documented(OPEN, &format!("# A\n\n{slip}")), [""; 0]);
    let said = documented(OPEN, &format!("# A\n\n{other}# B\n\n{slip}"));
    assert!(
        said.iter().any(|it| it.starts_with("unknown-endpoint")),
        "{said:?}"
    );
}
