//! Payments: made, failed, listed.

use comet_lnd::*;

use crate::case::{Case, answered, failed, refused, streamed};

const ORDER: &str = "lnsb500u1p4s9ddepp58mg4s2nq9w3ps7acfv5ches2zp23cey8a57c0992q3gyty44wn5qdpy2pshjmt9de6zqen0wgsx7unyv4ezqge3xgescqzzsxqrrsssp5yhaz38vwm6h5d3lem6uy6ffm3n2ym7cetkk62ddmffmx7q33zvgs9qyyssqqmehpvf2p9833spwrxpkwjh6vzmlgnsuqlrpywqyec6rfaxk4rdk3gdpmzm4er4nxa029veq8nyt4js2lyx5qz4j9qg7xhvr6g54n9spaa6w86";
const LARGE: &str = "lnsb50m1p4s9ddepp5dx4h4yj7jfyqltd79m9r9ylwpj5yt9z5magtar68d4nww8jayvjqdqqcqzzsxqyz5vqsp5c0zreghry865xneugkn38jqftxmrjv7e4x6ph75jul0qkalxah5s9qyyssq6kkec3usljehdglzarlh6uk4t7nrvzes4d28r7tj5vm5tmh57sqr4rfsjq3uz0c9rrjaay77tf4anqh6dadykj9zralsnlua86kg8zgpt9c5w3";
const SMALL: &str = "lnsb12340n1p4s9ddepp5vvt9teqnsa30n3ku4673wr490ssgugj2ja3jw6ceyun3erj9t6qsdqywceqcqzzsxqyz5vqsp5zpd0tmrgc2geaapxuqjqd9d6sazpcx7vl9wf4njj06td4yzqs9as9qyyssq7ps43ejfc35hrh6vl2mgpl4uxxtu43apt4dkvpxg76hl596dmeq8r7l2rjufalh5g3ea87humkhduuymrk8v9jphxsqyz2lh0nmqfyqpg6rdjr";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = at_once();
    cases.extend(watched());
    cases.extend(listed());
    cases
}

#[expect(
    deprecated,
    reason = "the call that the recordings and the reference make"
)]
fn at_once() -> Vec<Case> {
    let order = || {
        SendPaymentSyncRequest::new()
            .with_payment_request(ORDER)
            .with_amt(Sat(50_000))
            .with_fee_limit(FeeLimit::new().with_fixed(Sat(1000)))
    };
    let only = |request: &str| SendPaymentSyncRequest::new().with_payment_request(request);
    vec![
        refused(
            "067_DOC_send_payment_with_timeout_seconds",
            None,
            move |node| node.send_payment_sync(&order().with_timeout_seconds(Seconds32(60))),
        ),
        answered(
            "068_send_payment_amt_and_payreq",
            move |node| node.send_payment_sync(&order()),
            |paid: &SendPaymentSyncResponse| {
                assert!(paid.payment_preimage.is_some());
                assert_eq!(paid.payment_route.as_ref().unwrap().total_amt, Sat(50_000));
            },
        ),
        refused("070_err_send_payment_bad_payreq", None, move |node| {
            node.send_payment_sync(&only("lnbc500n1..."))
        }),
        failed(
            "072_send_payment_insufficient",
            "insufficient_balance",
            move |node| node.send_payment_sync(&only(LARGE)),
            |unpaid: &SendPaymentSyncResponse| {
                assert!(unpaid.payment_hash.is_some());
                assert!(unpaid.payment_preimage.is_none() && unpaid.payment_route.is_none());
            },
        ),
    ]
}

fn watched() -> Vec<Case> {
    let request = |seconds, request: &str| {
        SendPaymentV2Request::new(Seconds32(seconds)).with_payment_request(request)
    };
    vec![
        streamed(
            "075_v2_router_send_stream",
            move |node| node.send_payment_v2(&request(60, SMALL).with_fee_limit_sat(Sat(100))),
            |updates: &[Payment]| {
                let states: Vec<_> = updates.iter().map(|update| &update.status).collect();
                let flight = &PaymentStatus::InFlight;
                assert_eq!(states, [flight, flight, &PaymentStatus::Succeeded]);
                // 64 zeros until it is known.
                let known: Vec<_> = updates
                    .iter()
                    .map(|update| update.payment_preimage.is_some())
                    .collect();
                assert_eq!(known, [false, false, true]);
            },
        ),
        refused(
            "114_err_v2_router_send_stream_bad_payreq",
            None,
            move |node| node.send_payment_v2(&request(5, "lnbcbogus")),
        ),
    ]
}

fn listed() -> Vec<Case> {
    let reasons = |expected: &'static [PaymentFailureReason]| {
        move |list: &ListPaymentsResponse| {
            let found: Vec<_> = list
                .payments
                .iter()
                .map(|payment| payment.failure_reason.clone())
                .collect();
            assert_eq!(found, expected);
            for payment in &list.payments {
                let failed = payment.failure_reason != PaymentFailureReason::None;
                assert_eq!(failed, payment.status == PaymentStatus::Failed);
            }
        }
    };
    const NONE: PaymentFailureReason = PaymentFailureReason::None;
    vec![
        answered(
            "076_payments",
            Client::list_payments,
            reasons(&[NONE, NONE]),
        ),
        answered(
            "078_payments_incl_incomplete",
            |node| node.list_payments().include_incomplete(true),
            reasons(&[NONE, PaymentFailureReason::InsufficientBalance, NONE]),
        ),
    ]
}
