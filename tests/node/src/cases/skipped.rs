//! Requests that a typed client cannot make.

use std::str::FromStr;

use comet_lnd::{
    AddressType, Count, DescriptionHash, PaymentHash, PubKey, PubKeyBytes, Sat, TxidBytes,
};

use crate::case::{Case, Lack, skipped};

pub(super) fn cases() -> Vec<Case> {
    let rows: [(_, Lack); _] = [
        ("007_err_no_macaroon", Lack::OtherCredential),
        ("008_err_bad_macaroon_nothex", Lack::OtherCredential),
        ("012_err_bearer_instead_of_macaroon", Lack::OtherCredential),
        (
            "016_err_newaddress_badtype",
            Lack::Value("99", || takes::<AddressType>("99")),
        ),
        (
            "020_err_connect_peer_badpubkey",
            Lack::Value("03def...", || takes::<PubKey>("03def...")),
        ),
        (
            "022_DOC_open_channel_hex_node_pubkey",
            Lack::Value(HEX_KEY, || sends_hex::<PubKeyBytes>(HEX_KEY)),
        ),
        (
            "027_err_channels_active_yes",
            Lack::Value("yes", || takes::<bool>("yes")),
        ),
        (
            "028_channels_unknown_query_param",
            Lack::Parameter("bogus_param"),
        ),
        (
            "045_err_add_invoice_bad_value",
            Lack::Value("abc", || takes::<Sat>("abc")),
        ),
        (
            "046_err_add_invoice_fractional",
            Lack::Value("1.5", || takes::<Sat>("1.5")),
        ),
        (
            "048_err_add_invoice_overflow",
            Lack::Value(OVERFLOW, || takes::<Sat>(OVERFLOW)),
        ),
        ("050_err_add_invoice_bad_json", Lack::RawBody),
        (
            "054_err_add_invoice_description_hash_hex",
            Lack::Value(HEX_HASH, || sends_hex::<DescriptionHash>(HEX_HASH)),
        ),
        (
            "059_err_invoices_negative_max",
            Lack::Value("-1", || takes::<Count>("-1")),
        ),
        (
            "062_err_lookup_invoice_base64",
            Lack::Value(BASE64, || {
                takes::<PaymentHash>("PtFYKmArohh7uEspi+YKEFUcZIftPYeUqgRQRZK1dOg=")
            }),
        ),
        (
            "063_err_lookup_invoice_base64url",
            Lack::Value(BASE64_URL, || takes::<PaymentHash>(BASE64_URL)),
        ),
        (
            "065_err_lookup_invoice_short",
            Lack::Value("abc123", || takes::<PaymentHash>("abc123")),
        ),
        ("081_err_404_unknown_path", Lack::Operation),
        ("082_err_method_not_allowed_patch", Lack::Operation),
        ("083_err_method_not_allowed_post", Lack::Operation),
        (
            "092_DOC_close_channel_post_colon",
            Lack::Value("abc123...", || takes::<TxidBytes>("abc123...")),
        ),
        ("093_close_channel_post_slash", Lack::Operation),
        ("094_err_close_channel_delete_colon", Lack::Operation),
    ];
    rows.into_iter()
        .map(|(name, lack)| skipped(name, lack))
        .collect()
}

const HEX_KEY: &str = "033036b695a4975726d72d1460c101e54aae8804a2446f1bdb2608c4a82d249cb3";
const HEX_HASH: &str = "0101010101010101010101010101010101010101010101010101010101010101";
const OVERFLOW: &str = "99999999999999999999";
/// Percent-encoded, as it stood in the path.
const BASE64: &str = "PtFYKmArohh7uEspi%2BYKEFUcZIftPYeUqgRQRZK1dOg%3D";
const BASE64_URL: &str = "PtFYKmArohh7uEspi-YKEFUcZIftPYeUqgRQRZK1dOg=";

fn takes<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

/// Whether hex that the type reads is hex still when it is sent. Types of bytes read either, and send base64.
fn sends_hex<T: FromStr + ToString>(hex: &str) -> bool {
    hex.parse::<T>().is_ok_and(|value| value.to_string() == hex)
}
