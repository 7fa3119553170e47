//! Bodies in flight against the description: traced or refused, as the client was told.

use comet_lnd::trueup_client::{OnViolation, RequestProblem};
use comet_lnd::validate::Description;
use comet_lnd::{
    AddInvoiceRequest, Client, Error, Macaroon, Msat, Sat, Seconds32, SendPaymentV2Request,
};
use test_server::{Reply, Server};

use crate::traces::capture;

/// A client with a validator.
fn validated(server: &Server, on_violation: OnViolation) -> Client {
    let builder = Client::builder(&server.url(), Macaroon::from_bytes([1]));
    builder.validate(Description, on_violation).build().unwrap()
}

fn answering(status: u16, body: &str) -> Server {
    Server::always(Reply::json(status, body)).unwrap()
}

/// A node writes 64-bit integers as strings. The client reads numbers too; the description does not allow them.
const LOOSE: &str = r#"{"total_balance": 4711}"#;

/// Not both: one is the other.
fn contradictory() -> AddInvoiceRequest {
    AddInvoiceRequest::new()
        .with_value(Sat(4711))
        .with_value_msat(Msat(4_711_000))
}

#[tokio::test]
async fn traced_calls_go_on() {
    let (traces, _guard) = capture();
    let node = validated(&answering(200, LOOSE), OnViolation::Log);
    let balance = node.get_blockchain_balance().await.unwrap();
    assert_eq!(balance.total_balance, Sat(4711));
    node.add_invoice().body(&contradictory()).await.unwrap();
    let warnings = traces.warnings();
    let about = |part: &str, pointer: &str| {
        warnings
            .iter()
            .any(|line| line.contains(&format!("body=\"{part}\" pointer=\"{pointer}\"")))
    };
    assert!(about("response", "/total_balance"), "{warnings:#?}");
    assert!(
        warnings
            .iter()
            .any(|line| line.contains("body=\"request\"")),
        "{warnings:#?}"
    );
    assert!(!traces.text().contains("4711"), "{}", traces.text());
}

#[tokio::test]
async fn refused_requests_are_not_sent() {
    let server = answering(200, "{}");
    let node = validated(&server, OnViolation::Reject);
    let error = node.add_invoice().body(&contradictory()).await.unwrap_err();
    let Error::Request(request) = &error else {
        panic!("{error:?}");
    };
    assert!(
        matches!(request.problem(), RequestProblem::Invalid(_)),
        "{error:?}"
    );
    assert!(
        error
            .to_string()
            .starts_with("addInvoice: the body is not as described: "),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("4711"), "{error:?}");
    assert!(server.take_requests().is_empty());
    let request = AddInvoiceRequest::new().with_value(Sat(4711));
    node.add_invoice().body(&request).await.unwrap();
    node.add_invoice().await.unwrap();
    assert_eq!(server.take_requests().len(), 2);
}

/// A query has its rules, too.
#[tokio::test]
async fn refused_queries_are_not_sent() {
    let server = answering(200, "{}");
    let node = validated(&server, OnViolation::Reject);
    let both = node.list_channels().active_only(true).inactive_only(true);
    let error = both.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "listChannels: the query is not as described: at most one of these may be set: `active_only`, `inactive_only`"
    );
    assert!(server.take_requests().is_empty());
    node.list_channels().active_only(true).await.unwrap();
    assert_eq!(server.take_requests().len(), 1);
}

/// The line that ends a stream in an error is held against the description as any other.
#[tokio::test]
async fn errors_of_streams_are_traced() {
    let (traces, _guard) = capture();
    let line = "{\"error\": {\"code\": \"x\", \"message\": \"no\"}}\n".to_owned();
    let server = Server::always(Reply::chunked([line])).unwrap();
    let request = SendPaymentV2Request::new(Seconds32(60)).with_payment_request("lnbc1");
    let mut updates = validated(&server, OnViolation::Log)
        .send_payment_v2(&request)
        .await
        .unwrap();
    assert!(updates.next().await.unwrap().is_err());
    let warnings = traces.warnings();
    let about = |line: &String| line.contains("pointer=\"/error/code\"");
    assert!(warnings.iter().any(about), "{warnings:#?}");
}

#[tokio::test]
async fn refused_responses_do_not_decode() {
    let node = validated(&answering(200, LOOSE), OnViolation::Reject);
    let error = node.get_blockchain_balance().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert!(error.to_string().contains("`/total_balance`"), "{error}");
    // What the description does not know is a warning: nodes grow.
    let node = validated(&answering(200, r#"{"news": 1}"#), OnViolation::Reject);
    node.get_blockchain_balance().await.unwrap();
}

#[tokio::test]
async fn refused_lines_of_streams_do_not_decode() {
    let lines = [
        r#"{"result": {"value_sat": "1"}}"#,
        r#"{"result": {"value_sat": 1}}"#,
    ];
    let server = Server::always(Reply::chunked(lines.map(|line| format!("{line}\n")))).unwrap();
    let request = SendPaymentV2Request::new(Seconds32(60)).with_payment_request("lnbc1");
    let mut updates = validated(&server, OnViolation::Reject)
        .send_payment_v2(&request)
        .await
        .unwrap();
    assert_eq!(updates.next().await.unwrap().unwrap().value_sat, Sat(1));
    let error = updates.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn error_responses_stay_what_they_are() {
    let (traces, _guard) = capture();
    let body = r#"{"code": 5, "message": "no", "details": [{"value": 1}]}"#;
    let node = validated(&answering(404, body), OnViolation::Reject);
    let error = node.get_info().await.unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert!(!traces.warnings().is_empty());
}

#[tokio::test]
async fn without_a_judge_nothing_is_judged() {
    let (traces, _guard) = capture();
    let server = answering(200, LOOSE);
    let node = Client::new(&server.url(), Macaroon::from_bytes([1])).unwrap();
    node.get_blockchain_balance().await.unwrap();
    node.add_invoice().body(&contradictory()).await.unwrap();
    assert!(traces.warnings().is_empty(), "{}", traces.text());
}
