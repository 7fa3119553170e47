//! What both clients must agree on in a request.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use test_server::{Request, Server};

/// Method, path, query, body, and the headers that the operation declares.
///
/// Segments and parameters are compared as the server understands them. On the wire ours leaves unreserved characters
/// alone, as RFC 6570, section 3.2.2, has it; progenitor also leaves those reserved ones that a path may hold, and
/// writes a space in the query as `+`. The order of different parameters does not matter; that of equal ones does.
#[derive(Debug)]
pub(crate) struct Facts {
    method: String,
    path: Vec<String>,
    query: Vec<(String, String)>,
    headers: BTreeSet<(String, String)>,
    media_type: Option<String>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Json(Value),
    Form(Vec<(String, String)>),
    Bytes(Vec<u8>),
}

impl Facts {
    /// The facts of the only request that came, if there was one. `headers` are those to look at, in lower case.
    pub(crate) fn of_last(server: &Server, headers: &[String]) -> Option<Self> {
        let mut requests = server.take_requests();
        let request = requests.pop()?;
        assert!(requests.is_empty(), "one call, one request: {requests:?}");
        Some(Self::of(request, headers))
    }

    fn of(request: Request, headers: &[String]) -> Self {
        let of_interest = request
            .headers
            .iter()
            .filter(|(name, _)| headers.contains(name));
        let media_type = request
            .header("content-type")
            .filter(|_| !request.body.is_empty());
        Self {
            path: request.path().split('/').map(decoded).collect(),
            query: pairs(request.query().unwrap_or_default()),
            headers: of_interest.cloned().collect(),
            // progenitor knows media types without their parameters.
            media_type: media_type
                .and_then(|media_type| media_type.split(';').next())
                .map(|essence| essence.trim_end().to_owned()),
            body: body(&request),
            method: request.method,
        }
    }

    /// Whether both are the same request.
    pub(crate) fn agree(&self, other: &Self) -> bool {
        let bodies = match (&self.body, &other.body) {
            (Body::Json(ours), Body::Json(theirs)) => crate::same::same(ours, theirs),
            (Body::Form(ours), Body::Form(theirs)) => ours == theirs,
            (Body::Bytes(ours), Body::Bytes(theirs)) => ours == theirs,
            _ => false,
        };
        bodies
            && self.method == other.method
            && self.path == other.path
            && self.query == other.query
            && self.headers == other.headers
            && self.media_type == other.media_type
    }
}

fn body(request: &Request) -> Body {
    match request.header("content-type") {
        Some("application/json") => Body::Json(serde_json::from_slice(&request.body).unwrap()),
        Some("application/x-www-form-urlencoded") => {
            Body::Form(pairs(std::str::from_utf8(&request.body).unwrap()))
        }
        _ => Body::Bytes(request.body.clone()),
    }
}

/// Names and values, decoded, by their names.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plus = |text: &str| decoded(&text.replace('+', "%20"));
            (plus(name), plus(value))
        })
        .collect();
    pairs.sort_by(|left, right| left.0.cmp(&right.0));
    pairs
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[test]
fn each_fact_counts() {
    let request = Request {
        method: "PUT".to_owned(),
        target: "/a%2Fb/c?x=1&y=2&x=3".to_owned(),
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("x-flag".to_owned(), "true".to_owned()),
        ],
        body: br#"{"a": 1, "b": [null]}"#.to_vec(),
    };
    let agree = |change: &dyn Fn(&mut Request)| {
        let mut other = request.clone();
        change(&mut other);
        let headers = ["x-flag".to_owned()];
        Facts::of(request.clone(), &headers).agree(&Facts::of(other, &headers))
    };
    assert!(agree(&|_| ()));
    assert!(agree(
        &|other| other.target = "/a%2fb/c?y=2&x=1&x=3".to_owned()
    ));
    assert!(agree(
        &|other| other.body = br#"{"b":[null],"a":1.0}"#.to_vec()
    ));
    assert!(agree(&|other| other
        .headers
        .push(("accept".to_owned(), "*/*".to_owned()))));

    assert!(!agree(&|other| other.method = "POST".to_owned()));
    for target in [
        "/a/b/c?x=1&y=2&x=3",
        "/a%2Fb?x=1&y=2&x=3",
        "/a%2Fb/c?x=3&y=2&x=1",
        "/a%2Fb/c?x=1&y=2",
        "/a%2Fb/c?x=1&y=2&x=3&x=3",
        "/a%2Fb/c",
    ] {
        assert!(
            !agree(&|other| other.target = target.to_owned()),
            "{target}"
        );
    }
    for body in [
        r#"{"a": 1}"#,
        r#"{"a": "1", "b": [null]}"#,
        r#"{"a": 1, "b": []}"#,
        "[]",
    ] {
        assert!(!agree(&|other| other.body = body.into()), "{body}");
    }
    assert!(!agree(&|other| other.headers[1].1 = "false".to_owned()));
    assert!(!agree(&|other| drop(other.headers.pop())));
    assert!(!agree(&|other| other.headers[0].1 = "text/plain".to_owned()));
}
