//! Channels: listed, opened, closed.

use comet_lnd::required::OpenChannelRequestAnyOf;
use comet_lnd::trueup_client::ErrorKind;
use comet_lnd::*;

use crate::case::{Case, answered, refused, streamed};

const BOB: &str = "033036b695a4975726d72d1460c101e54aae8804a2446f1bdb2608c4a82d249cb3";
const CHANNEL: &str = "c3900ba7bc6019a0a53d9267a4cb45604f7f68df862900f5448077a3f80bca61";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = balances();
    cases.extend(lists());
    cases.extend(opening());
    cases.extend(closing());
    cases
}

fn balances() -> Vec<Case> {
    let balance = |name, local: u64, pending: u64| {
        answered(
            name,
            Client::get_channel_balance,
            move |balance: &ChannelBalanceResponse| {
                let side = |amount: &Option<Amount>| amount.as_ref().unwrap().sat;
                assert_eq!(side(&balance.local_balance), UnsignedSat(local));
                assert_eq!(
                    side(&balance.pending_open_local_balance),
                    UnsignedSat(pending)
                );
            },
        )
    };
    vec![
        balance("004_balance_channels_empty", 0, 0),
        balance("030_balance_channels", 1_693_060, 0),
        balance("112_balance_channels_pending_open", 696_530, 496_530),
    ]
}

fn lists() -> Vec<Case> {
    let local = |balances: &'static [i64]| {
        move |list: &ListChannelsResponse| {
            let channels = list.channels.iter();
            let found: Vec<_> = channels
                .clone()
                .map(|channel| channel.local_balance.0)
                .collect();
            assert_eq!(found, balances);
            for channel in channels {
                assert_eq!(channel.commitment_type, CommitmentType::Anchors);
                assert_eq!(channel.remote_pubkey, Some(BOB.parse().unwrap()));
            }
        }
    };
    vec![
        answered("005_channels_empty", Client::list_channels, local(&[])),
        answered(
            "026_channels_active_1",
            |node| node.list_channels().active_only(true),
            local(&[996_530, 696_530]),
        ),
        refused("029_err_channels_active_and_inactive", None, |node| {
            node.list_channels().active_only(true).inactive_only(true)
        }),
        answered(
            "080_channels_after_payment",
            Client::list_channels,
            local(&[945_296, 696_530]),
        ),
        answered(
            "116_channels_pending_htlc",
            Client::list_channels,
            |list: &ListChannelsResponse| {
                let held: Vec<_> = list
                    .channels
                    .iter()
                    .flat_map(|channel| &channel.pending_htlcs)
                    .map(|htlc| htlc.amount)
                    .collect();
                assert_eq!(held, [Sat(2222)]);
            },
        ),
    ]
}

/// The request of the reference, for this much, to this peer.
#[expect(deprecated, reason = "the recordings send the fee per byte")]
fn documented(push: i64, peer: OpenChannelRequestAnyOf) -> OpenChannelRequest {
    OpenChannelRequest::new(Sat(1_000_000), peer)
        .with_push_sat(Sat(push))
        .with_sat_per_byte(SatPerByte(10))
        .with_private(false)
        .with_min_htlc_msat(Msat(1000))
        .with_remote_csv_delay(Blocks(144))
        .with_min_confs(1)
        .with_spend_unconfirmed(false)
}

/// The key in hex.
#[expect(deprecated, reason = "the recordings send it")]
fn hex(key: &str) -> OpenChannelRequestAnyOf {
    OpenChannelRequestAnyOf::NodePubkeyString(key.parse().unwrap())
}

/// The key in base64.
fn base64() -> OpenChannelRequestAnyOf {
    OpenChannelRequestAnyOf::NodePubkey(BOB.parse::<PubKeyBytes>().unwrap())
}

fn opening() -> Vec<Case> {
    let opened = |name, request: fn() -> OpenChannelRequest, txid: &'static str| {
        answered(
            name,
            move |node| node.open_channel(&request()),
            move |outpoint: &FundingOutpoint| {
                // The bytes are in reversed order; the type that reads as text is not.
                let found = outpoint.funding_txid_bytes.map(Txid::from);
                assert_eq!(found, Some(txid.parse().unwrap()));
            },
        )
    };
    let nobody = "021111111111111111111111111111111111111111111111111111111111111111";
    vec![
        opened(
            "023_open_channel_node_pubkey_string_only",
            || documented(0, hex(BOB)),
            CHANNEL,
        ),
        opened(
            "024_open_channel_node_pubkey_base64",
            || documented(300_000, base64()),
            "5841e1a80efd3cc27095f5bffa45695e677e8c1f3c25e4aa43798ef81ba09ea5",
        ),
        refused("032_err_open_channel_not_connected", None, move |node| {
            node.open_channel(&documented(0, hex(nobody)))
        }),
        opened(
            "110_open_channel_sat_per_vbyte",
            || {
                let request = OpenChannelRequest::new(Sat(500_000), hex(BOB));
                request.with_sat_per_vbyte(SatPerVbyte(5))
            },
            "8493980bea0dd82e3118a6691ca9bff5f5ac3117f080831dfb7943c067758e51",
        ),
        streamed(
            "113_open_channel_stream",
            |node| {
                let request = OpenChannelStreamRequest::new(required::OpenChannelStreamRequest {
                    node_pubkey: BOB.parse().unwrap(),
                    local_funding_amount: Sat(400_000),
                });
                node.open_channel_stream(&request.with_sat_per_vbyte(SatPerVbyte(5)))
            },
            |updates: &[OpenStatusUpdate]| {
                let pending = updates[0].chan_pending.as_ref().unwrap();
                let open = updates[1].chan_open.as_ref().unwrap();
                let point = open.channel_point.as_ref().unwrap();
                assert_eq!(pending.txid, point.funding_txid_bytes);
                assert_eq!(updates[0].pending_chan_id, updates[1].pending_chan_id);
            },
        ),
    ]
}

#[expect(deprecated, reason = "the recordings send the fee per byte")]
fn closing() -> Vec<Case> {
    let close =
        |node: &Client, txid: &str| node.close_channel(&txid.parse().unwrap(), OutputIndex(0));
    vec![
        refused(
            "095_err_close_unknown_channel",
            Some(ErrorKind::NotFound),
            move |node| close(node, &"0".repeat(64)),
        ),
        refused(
            "096_err_close_both_targetconf_and_satperbyte",
            None,
            move |node| {
                close(node, CHANNEL)
                    .target_conf(SignedBlocks(6))
                    .sat_per_byte(SatPerByte(10))
            },
        ),
        streamed(
            "098_close_channel_stream",
            move |node| close(node, CHANNEL).sat_per_vbyte(SatPerVbyte(10)),
            |updates: &[CloseStatusUpdate]| {
                let pending = updates[0].close_pending.as_ref().unwrap();
                let closed = updates[1].chan_close.as_ref().unwrap();
                assert!(closed.success);
                assert_eq!(pending.txid, closed.closing_txid);
            },
        ),
    ]
}
