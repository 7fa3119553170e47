//! What a real node answered when it refused, and what the client makes of it.

use comet_lnd::trueup_client::ErrorKind;
use comet_lnd::{Client, Error, Macaroon, NodeError, Seconds32, SendPaymentV2Request};
use serde_json::Value;
use test_server::{Reply, Server};

use crate::recordings::{Recording, recordings};

/// What the recorded refusals mean. The rest of them mean nothing that a caller could act on.
///
/// A node that cannot read the macaroon's hex (008) says what it says of any other hex that it cannot read (020, 062),
/// so that no rule can tell them apart.
const KINDS: &[(&str, ErrorKind)] = &[
    ("007_err_no_macaroon", ErrorKind::Unauthenticated),
    ("011_err_readonly_macaroon_addinvoice", ErrorKind::Forbidden),
    (
        "012_err_bearer_instead_of_macaroon",
        ErrorKind::Unauthenticated,
    ),
    ("013_DOC_newaddress_post", ErrorKind::Unsupported),
    ("019_err_connect_peer_already", ErrorKind::Conflict),
    ("060_DOC_lookup_invoice_plural_hex", ErrorKind::Unsupported),
    ("064_err_lookup_invoice_unknown", ErrorKind::NotFound),
    ("081_err_404_unknown_path", ErrorKind::Unsupported),
    ("082_err_method_not_allowed_patch", ErrorKind::Unsupported),
    ("083_err_method_not_allowed_post", ErrorKind::Unsupported),
    ("092_DOC_close_channel_post_colon", ErrorKind::Unsupported),
    ("093_close_channel_post_slash", ErrorKind::Unsupported),
    ("094_err_close_channel_delete_colon", ErrorKind::Unsupported),
    ("095_err_close_unknown_channel", ErrorKind::NotFound),
    ("126_err_limited_macaroon_channels", ErrorKind::Forbidden),
    ("258_err_macaroon_of_other_node", ErrorKind::Unauthenticated),
    ("259_err_macaroon_garbage", ErrorKind::Unauthenticated),
    ("317_err_getinfo_starting_up", ErrorKind::Transient),
    ("330_err_wallet_not_created", ErrorKind::NotReady),
    ("332_err_wallet_locked", ErrorKind::NotReady),
    ("333_err_wallet_locked_stream", ErrorKind::NotReady),
    ("335_err_wallet_locked_no_macaroon", ErrorKind::NotReady),
    ("410_err_router_send_already_paid_409", ErrorKind::Conflict),
    ("412_err_send_sync_removed", ErrorKind::Unsupported),
    ("422_err_connect_already", ErrorKind::Conflict),
];

fn refusals() -> Vec<Recording> {
    let mut all = recordings();
    all.retain(|recording| recording.response.status != 200);
    all
}

#[test]
fn every_recorded_refusal_is_a_node_error() {
    for Recording { name, response, .. } in refusals() {
        let error: NodeError = serde_json::from_str(&response.body_raw).unwrap();
        let given: Value = serde_json::from_str(&response.body_raw).unwrap();
        assert_eq!(serde_json::to_value(&error).unwrap(), given, "{name}");
        let wrapped = matches!(error, NodeError::StreamError(_));
        assert_eq!(wrapped, given.get("error").is_some(), "{name}");
    }
}

#[tokio::test]
async fn refusals_mean_what_the_table_says() {
    let refusals = refusals();
    for Recording { name, response, .. } in &refusals {
        let row = KINDS.iter().find(|(row, _)| row == name);
        let kind = row.map(|(_, kind)| *kind);
        let client = client(&replay(response));
        let unary = client.get_info().await.unwrap_err();
        check(name, response.status, kind, &unary);
        let streaming = client
            .send_payment_v2(&SendPaymentV2Request::new(Seconds32(60)))
            .await;
        check(name, response.status, kind, &streaming.unwrap_err());
    }
    for (row, _) in KINDS {
        assert!(
            refusals.iter().any(|recording| recording.name == *row),
            "{row}"
        );
    }
    println!("{} refusals, {} with a kind", refusals.len(), KINDS.len());
}

fn check(name: &str, status: u16, kind: Option<ErrorKind>, error: &Error<NodeError>) {
    assert!(error.body().is_some(), "{name}: {error:?}");
    assert_eq!(error.status(), Some(status), "{name}");
    assert_eq!(error.kind(), kind, "{name}");
    let predicates = [
        (error.is_unauthenticated(), ErrorKind::Unauthenticated),
        (error.is_forbidden(), ErrorKind::Forbidden),
        (error.is_unsupported(), ErrorKind::Unsupported),
        (error.is_not_found(), ErrorKind::NotFound),
        (error.is_conflict(), ErrorKind::Conflict),
        (error.is_not_ready(), ErrorKind::NotReady),
        (error.is_transient(), ErrorKind::Transient),
    ];
    for (holds, of) in predicates {
        assert_eq!(holds, kind == Some(of), "{name}: {of:?}");
    }
}

/// A server that answers as the node did; some refusals came without a content type.
fn replay(response: &crate::recordings::Received) -> Server {
    let reply = Reply::new(response.status, response.body_raw.as_str());
    let reply = match response.headers.get("Content-Type") {
        Some(content_type) => reply.header("content-type", content_type),
        None => reply,
    };
    Server::always(reply).unwrap()
}

fn client(server: &Server) -> Client {
    Client::new(&server.url(), Macaroon::from_bytes([1, 2, 3])).unwrap()
}
