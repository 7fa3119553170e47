//! What is counted, and what is said of all places of one cause.

use trueup_docs::document::{Complete, Options, check};
use trueup_docs::{Count, Findings};

use super::{SHELF, found, lines, with};

const MIXED: &str = "# Books

```json
{\"not\": \"ours\"}
```

```sh
curl https://elsewhere.test/about
```

| Name | Type |
| --- | --- |
| colour | string |

#### GET /books/{id}

```sh
curl -u a:b http://localhost:8108/books/7
```

#### GET /bokos

```sh
curl -u a:b http://localhost:8108/bokos
```
";

#[test]
fn what_stands_there_and_what_was_compared_is_counted() {
    let found = found(&[SHELF], MIXED);
    let count = |compared, there| Count { there, compared };
    let tally = found.documents.first();
    let counts = tally.map(|it| (it.endpoints, it.calls, it.parameters, it.examples));
    let expected = (count(2, 2), count(1, 3), count(0, 1), count(0, 1));
    assert_eq!(counts, Some(expected));
    assert_eq!(
        lines(&found),
        [
            "not-compared this example is not compared: its section states no endpoint",
            "not-compared this call is not compared: `https://elsewhere.test` is no server of the description",
            "not-compared this list of parameters is not compared: its section states no endpoint, and is about no object of the description",
            "unknown-endpoint nothing is described for `GET /bokos`",
        ]
    );
}

fn complete(text: &str) -> Findings {
    complete_in("a.md", text)
}

fn complete_in(name: &str, text: &str) -> Findings {
    let documents = [(name.to_owned(), text.to_owned())];
    let options = Options {
        complete: Complete::Yes,
    };
    with(&[SHELF], |api| check(api, &documents, options))
}

#[test]
fn a_document_in_which_nothing_is_recognised_is_not_complete() {
    let found = complete("# Books\n\nThere are many.\n");
    assert!(found.has_errors());
    assert_eq!(
        lines(&found),
        ["nothing-recognised none of the 9 operations of the description was recognised"]
    );
}

#[test]
fn a_language_that_is_not_read_is_never_complete() {
    for name in ["a.rst", "a.rest", "a.adoc", "a.asciidoc"] {
        let found = complete_in(name, "GET /books\n");
        let unread = |it: &&trueup_docs::Finding| {
            it.code == "not-compared" && it.severity == trueup_validator::Severity::Error
        };
        assert_eq!(found.findings.iter().filter(unread).count(), 1, "{name}");
    }
}

/// What was meant by a mistaken endpoint is not left out besides.
#[test]
fn an_operation_that_was_meant_is_not_missing() {
    let found = complete("#### GET /bokos\n");
    let left_out = lines(&found);
    let missing = |path: &str| {
        left_out
            .iter()
            .any(|it| it.contains(path) && it.contains("not documented"))
    };
    assert!(missing("`GET /two`"));
    assert!(!missing("`GET /books`"));
}

#[test]
fn one_cause_is_one_finding() {
    let call = "```sh\ncurl http://localhost:8108/books/7\n```\n\n";
    let found = found(&[SHELF], &call.repeat(5));
    assert_eq!(found.findings.len(), 5);
    let merged = found.clone().by_cause();
    let also: Vec<_> = merged
        .findings
        .iter()
        .map(|it| (it.line, it.also.len()))
        .collect();
    assert_eq!(also, [(Some(2), 4)]);
    assert_eq!(merged.summary.errors, 1);
    let last = merged.findings.first().and_then(|it| it.also.last());
    assert_eq!(last.map(|it| it.line), Some(Some(18)));
    assert_eq!(merged.by_place().findings.len(), 5);
}

/// What is unknown under one name is what is missing under another: one mistake, where the wrong name stands.
#[test]
fn a_wrong_name_is_one_mistake() {
    let shown = |body: &str| format!("#### POST /people\n\n**Request**\n\n```json\n{body}\n```\n");
    let listed = |name: &str, ty: &str| {
        let table = "#### POST /people\n\n**Request fields**\n\n| Name | Type |\n| --- | --- |\n";
        format!("{table}| name | string |\n| {name} | {ty} |\n")
    };
    let called = |name: &str| {
        let table = "#### GET /books\n\n**Query parameters**\n\n| Name | Type |\n| --- | --- |\n| filter | object |\n\n";
        format!("{table}```sh\ncurl 'http://localhost:8108/books?{name}=x' -u me:x\n```\n")
    };
    let help = |text: &str| -> Vec<(&str, Option<String>)> {
        let found = found(&[SHELF], text).findings;
        let found = found.into_iter().filter(|it| it.code != "missing-block");
        let first = |help: String| help.split_inclusive('?').next().map(str::to_owned);
        found.map(|it| (it.code, it.help.and_then(first))).collect()
    };
    let meant = |code, name: &str| vec![(code, Some(format!("did you mean `{name}`?")))];
    for (body, name) in [
        // Nearly the name that is missing.
        (r#"{"name": "x", "mial": "y"}"#, "mail"),
        // Nothing like it, and the only one that is missing, of its type.
        (r#"{"name": "x", "post": "y"}"#, "mail"),
    ] {
        assert_eq!(
            help(&shown(body)),
            meant("unknown-property", name),
            "{body}"
        );
    }
    for name in ["mial", "post"] {
        let text = listed(name, "string");
        assert_eq!(help(&text), meant("unknown-parameter", "mail"), "{name}");
    }
    assert_eq!(
        help(&called("filtre")),
        meant("unknown-parameter", "filter")
    );
    // Something else may be meant, which is of another type.
    assert_eq!(help(&shown(r#"{"name": "x", "post": 1}"#)).len(), 2);
    assert_eq!(help(&listed("post", "integer")).len(), 2);
    assert_eq!(help(&called("page")).len(), 2);
}
