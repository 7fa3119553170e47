//! Calls as the emitted checker reads them: every form of path, server, query and body leads to its operation and is
//! judged by its schema, in exchanges and in documents alike.

use oracle::API;
use serde_json::{Value, json};
use trueup_docs::Findings;
use trueup_docs::document::{Complete, Options, check};
use trueup_docs::exchange::check_text;

/// An exchange of an archive, with a body in its request if there is one.
fn entry(method: &str, url: &str, headers: &Value, body: Option<(&str, &str)>) -> Value {
    let content_type = body.map(|(mime, _)| json!({"name": "Content-Type", "value": mime}));
    let headers = headers.as_array().into_iter().flatten();
    let headers: Vec<&Value> = headers.chain(&content_type).collect();
    let posted = body.map(|(mime, text)| json!({"mimeType": mime, "text": text}));
    let request = json!({"method": method, "url": url, "headers": headers, "postData": posted});
    let content = json!({"mimeType": "", "text": ""});
    json!({"request": request, "response": {"status": 0, "headers": [], "content": content}})
}

fn codes(entry: Value) -> Vec<&'static str> {
    let archive = json!({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": [entry]}});
    let mut findings = Findings::default();
    check_text(&API, "calls.har", &archive.to_string(), &mut findings);
    findings
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

fn get(url: &str) -> Vec<&'static str> {
    codes(entry("GET", url, &json!([]), None))
}

#[test]
fn paths_of_every_form_lead_to_their_operations() {
    for (path, expected) in [
        ("/tiles/1/2/3.png", &[][..]),
        ("/tiles/1/2/3.gif", &["bad-parameter"]),
        ("/jobs/7", &[]),
        ("/jobs/7:log", &[]),
        ("/jobs/7/", &[]),
        ("/files/a.json", &[]),
        ("/files/a.xml", &["unknown-operation"]),
        ("/between/2026-01-31-12", &[]),
        ("/between/2026-01-31-x", &["bad-parameter"]),
        ("/Users('3fa85f64-5717-4562-b3fc-2c963f66afa6')/$count", &[]),
        ("/Users('x')/$count", &["bad-parameter"]),
        ("/a//b", &[]),
        ("/a/b", &["unknown-operation"]),
        ("/p%20q/@me/~x/*", &[]),
        ("/p%20q/@me/%7Ex/*", &[]),
    ] {
        let base = "https://us.paths.example.com/v2/api";
        assert_eq!(get(&format!("{base}{path}")), expected, "{path}");
    }
    // Variables have their values: `cn` is no region.
    assert_eq!(get("https://eu.paths.example.com/v1/api/jobs/7"), [""; 0]);
    assert_eq!(get("/v1/api/files/a.json"), [""; 0]);
}

#[test]
fn queries_are_judged_by_the_fields_of_their_objects() {
    let headers =
        json!([{"name": "x-trace", "value": "5"}, {"name": "cookie", "value": "session=1"}]);
    let search = |query: &str| {
        let url = format!("https://calls.example.com/search?api_key=k&{query}");
        codes(entry("GET", &url, &headers, None))
    };
    let right = "filter[name]=a&ids=1,2&offset=3&where=%7B%22equals%22%3A%22x%22%7D";
    assert_eq!(search(right), [""; 0]);
    for (from, to, expected) in [
        ("filter[name]=a", "filter%5Bname%5D=a", &[][..]),
        (
            "filter[name]=a",
            "filter[name]=a&filter[size][least]=2",
            &[],
        ),
        (
            "filter[name]=a",
            "filter[name]=a&filter[size][least]=x",
            &["bad-parameter"],
        ),
        (
            "filter[name]=a",
            "filter[other]=a",
            &["bad-parameter", "bad-parameter"],
        ),
        ("filter[name]=a&", "", &["missing-parameter"]),
        ("ids=1,2", "ids=1%2C2", &[]),
        ("ids=1,2", "ids=1", &["bad-parameter"]),
        ("ids=1,2", "ids=1,x", &["bad-parameter"]),
        ("offset=3", "offset=x", &["bad-parameter"]),
        ("offset=3", "order=up", &["bad-parameter"]),
        ("offset=3", "offset=3&order=up", &[]),
        ("&offset=3", "", &["missing-parameter"]),
        (
            "where=%7B%22equals%22%3A%22x%22%7D",
            "where=1",
            &["bad-parameter"],
        ),
        (
            "where=%7B%22equals%22%3A%22x%22%7D",
            "where={\"equals\":\"x\"}",
            &[],
        ),
        ("offset=3", "offset=3&parts=a%7Cb&words=a%20b", &[]),
        ("offset=3", "offset=3&none=1", &["unknown-parameter"]),
    ] {
        let query = right.replace(from, to);
        assert_eq!(search(&query), expected, "{query}");
    }
}

#[test]
fn forms_are_judged_by_their_fields() {
    let login = |body: &str| {
        let url = "https://calls.example.com/login?api_key=k";
        let form = "application/x-www-form-urlencoded";
        codes(entry("POST", url, &json!([]), Some((form, body))))
    };
    assert_eq!(login("user=a+%26+b&tries=2&tags=x&tags=y"), [""; 0]);
    assert_eq!(login("user=a&tries=two"), ["type"]);
    assert_eq!(login("tries=2"), ["required"]);
    assert_eq!(login("user=a&tries=2&other=1"), ["unknown-property"]);
    let photo = |parts: &[(&str, &str)]| {
        let url = "https://calls.example.com/photos?api_key=k";
        let parts = parts.iter().map(|(name, text)| {
            format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        });
        let body = parts.collect::<String>() + "--B--\r\n";
        codes(entry(
            "POST",
            url,
            &json!([]),
            Some(("multipart/form-data; boundary=B", &body)),
        ))
    };
    assert_eq!(
        photo(&[
            ("file", "\u{1}\u{2}"),
            ("title", "a"),
            ("place", "{\"north\": 1.5}")
        ]),
        [""; 0]
    );
    assert_eq!(photo(&[("file", "x")]), ["required"]);
    assert_eq!(
        photo(&[
            ("file", "x"),
            ("title", "a"),
            ("place", "{\"north\": true}")
        ]),
        ["type"]
    );
    let url = "https://calls.example.com/photos?api_key=k";
    let broken = Some(("multipart/form-data; boundary=B", "--B\r\n"));
    assert_eq!(codes(entry("POST", url, &json!([]), broken)), ["bad-form"]);
}

const DOCUMENT: &str = "# Tiles

## Get a tile

`GET /tiles/{z}/{x}/{y}.{format}`

```sh
curl https://eu.paths.example.com/v1/api/tiles/1/2/3.png
```

## Job log

`GET /jobs/:id:log`

```sh
curl https://us.paths.example.com/v1/api/jobs/7:log
```

```json
{\"lines\": [\"x\"]}
```

## Job

`GET /jobs/<id>`

```sh
curl https://us.paths.example.com/v1/api/jobs/$ID
```

```json
{\"state\": \"done\"}
```

## File

`GET /files/{name}.json`

```sh
curl https://us.paths.example.com/v1/api/files/a.json
```

## Log in

`POST /login`

```sh
curl 'https://calls.example.com/login?api_key='\"$KEY\" --data-urlencode 'user=a@b' --data-urlencode 'tries=2'
```

## Photo

`POST /photos`

```sh
curl 'https://calls.example.com/photos?api_key='\"$KEY\" -F 'file=@cat.png' -F 'title=Cat' -F 'place={\"north\":1};type=application/json'
```
";

fn documented(text: &str) -> Vec<trueup_docs::Finding> {
    let documents = [("tiles.md".to_owned(), text.to_owned())];
    let options = Options {
        complete: Complete::No,
    };
    check(&API, &documents, options).findings
}

#[test]
fn documents_agree_and_nothing_right_is_mended() {
    let found = documented(DOCUMENT);
    let shown: Vec<_> = found
        .iter()
        .map(|finding| (finding.line, &finding.message))
        .collect();
    assert!(found.is_empty(), "{shown:#?}");
}

#[test]
fn documents_are_told_what_differs_and_how_to_mend_it() {
    for (from, to, code) in [
        ("{y}.{format}", "{y}.{type}", "path-parameter"),
        ("/tiles/1/2/3.png", "/tiles/1/2/3.gif", "bad-parameter"),
        ("/jobs/:id:log`", "/jobs/:id:logs`", "call-differs"),
        ("'tries=2'", "'tries=two'", "type"),
        (" --data-urlencode 'tries=2'", "", "required"),
        ("'title=Cat'", "'titel=Cat'", "unknown-property"),
        ("{\"north\":1}", "{\"north\":true}", "type"),
    ] {
        let text = DOCUMENT.replace(from, to);
        let found = documented(&text);
        assert!(
            found.iter().any(|finding| finding.code == code),
            "{from}: {found:#?}"
        );
        let edits = found.iter().flat_map(|finding| &finding.edits).count();
        assert!(code != "path-parameter" || edits == 1, "{found:#?}");
    }
}
