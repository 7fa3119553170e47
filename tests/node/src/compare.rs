//! Whether two requests, or two bodies, say the same.

use std::collections::BTreeSet;

use serde_json::{Number, Value};
use test_server::Request;
use trueup_client::SecretBytes;

use crate::recording::Sent;
use crate::secure::MACAROON;

/// Values of query parameters that a node reads alike: the recorded text, and what the client writes.
const SPELLINGS: &[(&str, &str, &str)] = &[
    ("active_only", "1", "true"),
    ("type", "1", "NESTED_PUBKEY_HASH"),
];

/// How a request differs from the recorded one, a line for each difference.
pub(crate) fn differences(sent: &Request, recorded: &Sent) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, sent: String, recorded: String| {
        if sent != recorded {
            found.push(format!("{what}: sent {sent}, recorded {recorded}"));
        }
    };
    compare("method", sent.method.clone(), recorded.method.clone());
    compare("path", sent.path().to_owned(), recorded.path().to_owned());
    let (query, recorded_query) = (pairs(sent.query()), pairs(recorded.query()));
    compare("query", format!("{query:?}"), format!("{recorded_query:?}"));
    let body = match sent.body.as_slice() {
        [] => Value::Null,
        body => serde_json::from_slice(body).unwrap(),
    };
    compare(
        "body",
        set(body).to_string(),
        set(recorded.body.clone()).to_string(),
    );
    // The recordings do not tell the macaroon, only that there was one.
    let macaroon = |header: Option<&str>| format!("{}", header.is_some());
    let name = "grpc-metadata-macaroon";
    compare(
        "macaroon",
        macaroon(sent.header(name)),
        macaroon(recorded.header(name)),
    );
    let own = SecretBytes::new(MACAROON).to_hex();
    compare(
        "macaroon",
        format!("{:?}", sent.header(name)),
        format!("{:?}", Some(own.expose())),
    );
    let content_type = "content-type";
    compare(
        content_type,
        format!("{:?}", sent.header(content_type)),
        format!("{:?}", recorded.header(content_type)),
    );
    found
}

/// The pairs of a query that are set, decoded, in an order of their own.
fn pairs(query: Option<&str>) -> BTreeSet<(String, String)> {
    let pairs = query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decoded(name), decoded(value)))
        .filter(|(_, value)| !["", "0", "false"].contains(&value.as_str()))
        .map(|(name, value)| {
            let same = |row: &&(&str, &str, &str)| row.0 == name && row.1 == value;
            let value = SPELLINGS
                .iter()
                .find(same)
                .map_or(value, |row| row.2.to_owned());
            (name, value)
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap()
}

/// What is set in a value: without members that are null, zero, false or empty, which a node reads as not set and
/// writes for it; numbers as numbers.
pub(crate) fn set(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, set(value)))
            .filter(|(_, value)| !is_zero(value))
            .collect(),
        Value::Array(items) => items.into_iter().map(set).collect(),
        Value::Number(number) => {
            Value::Number(number.as_f64().and_then(Number::from_f64).unwrap_or(number))
        }
        value => value,
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty() || text == "0",
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

#[test]
fn what_is_set_is_compared() {
    let same = [
        (
            r#"{"a": 1, "b": null, "c": "0", "d": {"e": false}}"#,
            r#"{"a": 1.0}"#,
        ),
        (r#"[{"a": ""}]"#, "[{}]"),
    ];
    for (one, other) in same {
        let [one, other] = [one, other].map(|text| set(serde_json::from_str(text).unwrap()));
        assert_eq!(one, other);
    }
    let [one, other] = ["a", "b"].map(|text| set(serde_json::json!({ "x": text })));
    assert_ne!(one, other);
    assert_eq!(pairs(Some("b=%3D&a=0")), pairs(Some("b==")));
    assert_ne!(pairs(Some("b=1")), pairs(Some("b=2")));
}
