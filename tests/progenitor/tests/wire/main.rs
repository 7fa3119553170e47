//! For every operation of the user service, progenitor's client and ours put the same method, path, query and body on
//! the wire.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect must stop"
)]

mod inputs;
mod ours;
mod theirs;

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use test_server::{Reply, Request, Server};

/// Operations that progenitor refuses, and what it says.
fn refused() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/refused.json"))).unwrap()
}

#[tokio::test]
async fn both_clients_send_the_same() {
    let server = Server::always(Reply::json(200, "{}")).unwrap();
    let (ours, theirs) = (ours::client(&server.url()), theirs::client(&server.url()));
    let refused = refused();
    let (mut compared, mut requests, mut left) = (0, 0, Vec::new());
    for operation in inputs::operations() {
        if let Some(reason) = refused.get(&operation.id) {
            left.push(format!("{}: {reason}", operation.id));
            continue;
        }
        let sent = requests;
        for input in &operation.inputs {
            if !theirs::can_say(&operation.id, input) {
                left.push(format!(
                    "{} {input}: progenitor's type has no place for null",
                    operation.id
                ));
                continue;
            }
            ours::send(&ours, &operation.id, input).await;
            let our = facts(&server);
            theirs::send(&theirs, &operation.id, input).await;
            assert_eq!(our, facts(&server), "{} {input}", operation.id);
            requests += 1;
        }
        assert!(requests > sent, "{}: nothing was compared", operation.id);
        compared += 1;
    }
    println!("compared: {compared} operations, {requests} requests");
    println!("not compared: {}\n{}", left.len(), left.join("\n"));
    assert!(compared > 0);
}

/// What both must agree on: method, path, query without order, and body.
///
/// Segments and parameters are compared as the server understands them. On the wire ours leaves unreserved characters
/// alone, as RFC 6570, section 3.2.2, has it; progenitor also leaves those reserved ones that a path may hold.
#[derive(Debug, PartialEq)]
struct Facts {
    method: String,
    path: Vec<String>,
    query: Vec<String>,
    body: Option<Value>,
}

/// The facts of the only request that came.
fn facts(server: &Server) -> Facts {
    let [request]: [Request; 1] = server.take_requests().try_into().unwrap();
    let mut query: Vec<_> = request
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .map(decoded)
        .collect();
    query.sort();
    let body = match request.body.as_slice() {
        [] => None,
        body => {
            assert_eq!(request.header("content-type"), Some("application/json"));
            Some(serde_json::from_slice(body).unwrap())
        }
    };
    Facts {
        method: request.method.clone(),
        path: request.path().split('/').map(decoded).collect(),
        query,
        body,
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}
