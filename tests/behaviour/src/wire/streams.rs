//! Answers that come line by line.

use comet_lnd::{
    NodeError, OutputIndex, PaymentStatus, Seconds32, SendPaymentV2Request, TxidBytes,
};
use test_server::{Reply, Server};

use super::node;
use crate::recordings::recordings;

fn recorded(name: &str) -> String {
    let mut all = recordings().into_iter();
    all.find(|recording| recording.name == name)
        .unwrap()
        .response
        .body_raw
}

fn payment() -> SendPaymentV2Request {
    SendPaymentV2Request::new(Seconds32(60))
}

#[tokio::test]
async fn items_come_however_the_bytes_are_cut() {
    let body = recorded("075_v2_router_send_stream");
    for size in [1, 100, body.len()] {
        let server = Server::always(Reply::chunked(body.as_bytes().chunks(size))).unwrap();
        let mut updates = node(&server).send_payment_v2(&payment()).await.unwrap();
        let mut states = Vec::new();
        while let Some(update) = updates.next().await {
            states.push(update.unwrap().status);
        }
        let flight = PaymentStatus::InFlight;
        assert_eq!(states, [flight.clone(), flight, PaymentStatus::Succeeded]);
    }
}

/// As lnd 0.21 does with RBF close on: the peer's transaction, then this node's, which is the one that is mined.
#[tokio::test]
async fn a_channel_may_be_closed_by_two_transactions() {
    let [theirs, ours] = [[1; 32], [2; 32]].map(TxidBytes::from_bytes);
    let lines = format!(
        "{{\"result\":{{\"close_pending\":{{\"txid\":\"{theirs}\",\"output_index\":0,\"local_close_tx\":false}}}}}}\n\
         {{\"result\":{{\"close_pending\":{{\"txid\":\"{ours}\",\"output_index\":0,\"local_close_tx\":true}}}}}}\n\
         {{\"result\":{{\"chan_close\":{{\"closing_txid\":\"{ours}\",\"success\":true}}}}}}\n"
    );
    let server = Server::always(Reply::chunked([lines])).unwrap();
    let channel = "00".repeat(32).parse().unwrap();
    let mut updates = node(&server)
        .close_channel(&channel, OutputIndex(0))
        .await
        .unwrap();
    let mut pending = Vec::new();
    let closed = loop {
        let update = updates.next().await.unwrap().unwrap();
        match (update.close_pending, update.chan_close) {
            (Some(transaction), None) => {
                pending.push((
                    transaction.txid.unwrap(),
                    transaction.local_close_tx.unwrap(),
                ));
            }
            (None, closed) => break closed.unwrap(),
            both => panic!("{both:?}"),
        }
    };
    assert_eq!(pending, [(theirs, false), (ours, true)]);
    assert_eq!(closed.closing_txid, Some(ours));
}

#[tokio::test]
async fn an_error_within_a_stream_is_the_nodes_error() {
    let first = recorded("075_v2_router_send_stream");
    let first = first.lines().next().unwrap();
    let error = recorded("095_err_close_unknown_channel");
    let server = Server::always(Reply::chunked([format!("{first}\n{error}\n")])).unwrap();
    let mut updates = node(&server).send_payment_v2(&payment()).await.unwrap();
    assert_eq!(
        updates.next().await.unwrap().unwrap().status,
        PaymentStatus::InFlight
    );
    let error = updates.next().await.unwrap().unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert!(
        matches!(error.body(), Some(NodeError::Status(_))),
        "{error:?}"
    );
    assert!(updates.next().await.is_none());
}

#[tokio::test]
async fn a_refused_stream_is_an_error_of_the_call() {
    let reply = Reply::new(500, recorded("114_err_v2_router_send_stream_bad_payreq"));
    let server = Server::always(reply).unwrap();
    let error = node(&server).send_payment_v2(&payment()).await.unwrap_err();
    assert_eq!(
        (error.operation(), error.status()),
        ("sendPaymentV2", Some(500))
    );
    let Some(NodeError::Status(body)) = error.body() else {
        panic!("{error:?}");
    };
    assert_eq!(body.message, "invalid index of 1");
}

#[tokio::test]
async fn an_item_that_does_not_decode_is_not_shown_where_it_may_hold_a_secret() {
    let (start, rest) = ("7a".repeat(4), "7a".repeat(28));
    let line = format!(r#"{{"result":{{"payment_preimage":"{start}{rest}","value":[]}}}}"#);
    let server = Server::always(Reply::chunked([line])).unwrap();
    let mut updates = node(&server).send_payment_v2(&payment()).await.unwrap();
    let error = updates.next().await.unwrap().unwrap_err();
    assert!(matches!(error, comet_lnd::Error::Decode(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains(&start), "{error:?}");
}
