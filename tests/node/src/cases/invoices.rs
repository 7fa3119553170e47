//! Invoices: added, listed, looked up, held.

use comet_lnd::trueup_client::ErrorKind;
use comet_lnd::*;

use crate::case::{Case, answered, refused};

const HASH: &str = "3ed1582a602ba2187bb84b298be60a10551c6487ed3d8794aa04504592b574e8";
const HELD: &str = "637ff2b8c8ae2fcb904f2cf1108ffc8611f503de0c4398b9aec0a9d00cdf837c";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = adding();
    cases.extend(holding());
    cases.extend(listing());
    cases.extend(looking_up());
    cases
}

fn adding() -> Vec<Case> {
    let added = |name, request: fn() -> AddInvoiceRequest, index| {
        answered(
            name,
            move |node| node.add_invoice().body(&request()),
            move |added: &AddInvoiceResponse| {
                assert_eq!(added.add_index, InvoiceIndex(index));
                assert!(added.r_hash.is_some() && added.payment_request.0.starts_with("lnsb"));
            },
        )
    };
    vec![
        refused(
            "011_err_readonly_macaroon_addinvoice",
            Some(ErrorKind::Forbidden),
            |node| {
                node.add_invoice()
                    .body(&AddInvoiceRequest::new().with_value(Sat(1000)))
            },
        ),
        added(
            "042_add_invoice_value_null_description_hash",
            || {
                AddInvoiceRequest::new()
                    .with_memo("Payment for order #123")
                    .with_value(Sat(50_000))
                    .with_expiry(Seconds(3600))
                    .with_fallback_addr("")
                    .with_cltv_expiry(WideBlocks(0))
                    .with_private(false)
            },
            1,
        ),
        added(
            "044_add_invoice_msat_only",
            || {
                AddInvoiceRequest::new()
                    .with_value_msat(Msat(1500))
                    .with_memo("msat only")
            },
            3,
        ),
        added(
            "052_add_invoice_camelcase_field",
            || {
                AddInvoiceRequest::new()
                    .with_value(Sat(1))
                    .with_value_msat(Msat(0))
            },
            5,
        ),
    ]
}

fn holding() -> Vec<Case> {
    let hash = || HELD.parse::<PaymentHash>().unwrap();
    vec![
        answered(
            "115_hodl_invoice",
            move |node| {
                node.add_hold_invoice(&AddHoldInvoiceRequest::new(hash()).with_value(Sat(2222)))
            },
            |added: &AddHoldInvoiceResponse| {
                assert!(added.payment_request.0.starts_with("lnsb22220n1"))
            },
        ),
        answered(
            "120_cancel_hodl",
            move |node| node.cancel_invoice(&CancelInvoiceRequest::new(hash())),
            |_: &CancelInvoiceResponse| {},
        ),
    ]
}

fn listing() -> Vec<Case> {
    let indices = |expected: &'static [u64]| {
        move |list: &ListInvoicesResponse| {
            let found: Vec<_> = list
                .invoices
                .iter()
                .map(|invoice| invoice.add_index.0)
                .collect();
            assert_eq!(found, expected);
            assert_eq!(list.last_index_offset.0, expected[expected.len() - 1]);
        }
    };
    vec![
        answered(
            "056_invoices",
            Client::list_invoices,
            indices(&[1, 2, 3, 4, 5, 6]),
        ),
        answered(
            "058_invoices_offset",
            |node| {
                node.list_invoices()
                    .pending_only(false)
                    .num_max_invoices(Count(2))
                    .index_offset(InvoiceIndex(2))
                    .reversed(false)
            },
            indices(&[3, 4]),
        ),
    ]
}

fn looking_up() -> Vec<Case> {
    let found = |name, hash: &'static str, state: InvoiceState, paid| {
        answered(
            name,
            move |node| node.lookup_invoice(&hash.parse().unwrap()),
            move |invoice: &Invoice| {
                // The path takes hex, the body has base64: one value in two types.
                assert_eq!(
                    invoice.r_hash.map(PaymentHash::from),
                    Some(hash.parse().unwrap())
                );
                assert_eq!((&invoice.state, invoice.amt_paid_sat), (&state, Sat(paid)));
            },
        )
    };
    vec![
        #[expect(deprecated, reason = "recorded, and no node has it")]
        refused(
            "060_DOC_lookup_invoice_plural_hex",
            Some(ErrorKind::Unsupported),
            |node| node.lookup_invoice_by_plural_path(&HASH.parse().unwrap()),
        ),
        found("061_lookup_invoice_hex_open", HASH, InvoiceState::Open, 0),
        refused(
            "064_err_lookup_invoice_unknown",
            Some(ErrorKind::NotFound),
            |node| node.lookup_invoice(&PaymentHash::from_bytes([0; 32])),
        ),
        answered(
            "066_lookup_invoice_v2",
            |node| {
                let hash = HASH.parse::<PaymentHash>().unwrap();
                node.lookup_invoice_v2().payment_hash(&hash.into())
            },
            |invoice: &Invoice| assert_eq!(invoice.state, InvoiceState::Open),
        ),
        found(
            "073_lookup_invoice_settled",
            HASH,
            InvoiceState::Settled,
            50_000,
        ),
        found(
            "118_lookup_invoice_accepted",
            HELD,
            InvoiceState::Accepted,
            2222,
        ),
        found(
            "122_lookup_invoice_canceled",
            HELD,
            InvoiceState::Canceled,
            2222,
        ),
    ]
}
