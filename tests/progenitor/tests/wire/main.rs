//! For every operation of all documents and fixtures that progenitor can express, its client and ours put the same
//! method, path, query and body on the wire. What was compared, and what was not and why, stands in `compared.golden`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets what it did not expect must stop"
)]
#![allow(
    uncommon_codepoints,
    reason = "progenitor keeps what names of documents hold"
)]

mod clients;
mod inputs;
mod report;
mod requests;
mod same;
mod samples;

use inputs::{Input, Kind};
use report::{Document, Report};
use requests::Facts;
use serde_json::Value;
use test_server::{Reply, Server};

#[tokio::test]
async fn both_clients_send_the_same() {
    let facts: Vec<Value> =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/facts.json"))).unwrap();
    let server = Server::always(Reply::json(200, "{}")).unwrap();
    let mut report = Report::default();
    for facts in &facts {
        let mut document = Document::new(facts);
        let name = facts["name"].as_str().unwrap();
        let readable = inputs::operations(&facts["exported"]);
        for examples in facts["operations"].as_array().unwrap() {
            let id = examples["id"].as_str().unwrap();
            let Some(operation) = readable.get(id) else {
                continue;
            };
            let call = Call {
                server: &server,
                document: name,
                id,
                headers: headers(operation),
            };
            let inputs = inputs::inputs(examples, operation, &facts["exported"]);
            let mut requests = 0;
            for input in &inputs {
                requests += usize::from(compare(&call, input, &mut document).await);
            }
            document.compared(id, requests);
        }
        report.push(document);
    }
    report.check();
}

/// An operation and where it is called.
struct Call<'a> {
    server: &'a Server,
    document: &'a str,
    id: &'a str,
    headers: Vec<String>,
}

/// The header parameters, in lower case.
fn headers(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let headers = parameters.filter(|parameter| parameter["in"] == "header");
    headers
        .map(|parameter| parameter["name"].as_str().unwrap().to_ascii_lowercase())
        .collect()
}

/// Calls both clients, if both can say the input; whether they could.
async fn compare(call: &Call<'_>, input: &Input, document: &mut Document) -> bool {
    let (url, values) = (call.server.url(), &input.values);
    if let Err(reason) = clients::ours(call.document, &url, call.id, values).await {
        // What the description says must be sayable; what was varied at random need not be.
        if input.kind == Kind::Described {
            document.wrong(call.id, values, &format!("ours cannot say it: {reason}"));
        }
        return false;
    }
    let ours = Facts::of_last(call.server, &call.headers);
    if let Err(reason) = clients::theirs(call.document, &url, call.id, values).await {
        document.not_compared(call.id, &reason);
        return false;
    }
    let theirs = Facts::of_last(call.server, &call.headers);
    let agree = ours
        .as_ref()
        .zip(theirs.as_ref())
        .is_some_and(|(ours, theirs)| ours.agree(theirs));
    if !agree {
        let both = format!("ours: {ours:?}\n  theirs: {theirs:?}");
        document.wrong(call.id, values, &both);
    }
    agree
}
