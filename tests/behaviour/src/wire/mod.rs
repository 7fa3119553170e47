//! Calls on the wire of a local server: what they send, and what they make of the answer.

mod credentials;
mod fake;
mod requests;
mod responses;
mod secrets;
mod streams;

use comet_lnd::Macaroon;
use serde_json::Value;
use test_server::{Reply, Request, Server};
use trueup_description::ir::service::Status;

use crate::spec::{Part, example};

/// A server that answers everything with the example of one operation's success.
fn as_described(service: &str, operation: &str) -> Server {
    let part = Part::Response(Status::Exact(200));
    Server::always(Reply::json(200, example(service, operation, part))).unwrap()
}

/// A server that answers everything with this JSON.
fn answering(status: u16, body: &str) -> Server {
    Server::always(Reply::json(status, body)).unwrap()
}

fn users(server: &Server) -> comet_users::Client {
    let credential = comet_users::BearerToken::new("users-token");
    let builder = comet_users::Client::builder(credential);
    builder.base_url(server.url()).build().unwrap()
}

fn billing(server: &Server) -> comet_billing::Client {
    let credential = comet_billing::BearerToken::new("billing-token");
    let builder = comet_billing::Client::builder(credential);
    builder.base_url(server.url()).build().unwrap()
}

fn provisioning(
    server: &Server,
    credential: impl Into<comet_provisioning::Credential>,
) -> comet_provisioning::Client {
    let builder = comet_provisioning::Client::builder(credential);
    builder.base_url(server.url()).build().unwrap()
}

fn node(server: &Server) -> comet_lnd::Client {
    comet_lnd::Client::new(&server.url(), Macaroon::from_bytes([0xab, 0xcd])).unwrap()
}

/// The only request that came.
fn sent(server: &Server) -> Request {
    let requests = server.take_requests();
    let [request] = requests.try_into().unwrap();
    request
}

/// Method and target of the only request that came, which must have no body.
fn sent_bare(server: &Server) -> String {
    let request = sent(server);
    assert_eq!(request.body, b"");
    assert_eq!(request.header("content-type"), None);
    format!("{} {}", request.method, request.target)
}

/// Method and target of the only request that came, and its JSON body.
fn sent_json(server: &Server) -> (String, Value) {
    let request = sent(server);
    assert_eq!(request.header("content-type"), Some("application/json"));
    let body = serde_json::from_slice(&request.body).unwrap();
    (format!("{} {}", request.method, request.target), body)
}
