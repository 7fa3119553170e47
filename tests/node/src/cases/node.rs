//! The node itself, its peers, its wallet, its credentials.

use comet_lnd::trueup_client::ErrorKind;
use comet_lnd::*;

use crate::case::{Case, answered, refused};

const BOB: &str = "033036b695a4975726d72d1460c101e54aae8804a2446f1bdb2608c4a82d249cb3";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = about();
    cases.extend(peers());
    cases.extend(coins());
    cases
}

fn about() -> Vec<Case> {
    let info = |name, alias: &'static str| {
        answered(name, Client::get_info, move |info: &GetInfoResponse| {
            assert_eq!(info.alias, alias);
            assert!(info.identity_pubkey.is_some() && info.synced_to_chain);
            assert_eq!(info.chains[0].network, "simnet");
        })
    };
    let permission = MacaroonPermission::new(required::MacaroonPermission {
        entity: "info".into(),
        action: "read".into(),
    });
    let bake = BakeMacaroonRequest::new(vec![permission]);
    vec![
        info("001_getinfo", "alice"),
        info("002_getinfo_bob", "bob"),
        info("010_macaroon_uppercase_hex_header", "alice"),
        answered(
            "125_bake_macaroon",
            move |node| node.bake_macaroon(&bake),
            |baked: &BakeMacaroonResponse| {
                // What it gives is a credential for another client.
                let bytes = baked.macaroon.expose();
                assert_eq!(bytes[..2], [0x02, 0x01]);
                let hex = baked.macaroon.to_text();
                assert!(Macaroon::from_hex(hex.expose()).is_ok());
            },
        ),
    ]
}

fn peers() -> Vec<Case> {
    let request = || {
        let address = LightningAddress::new(required::LightningAddress {
            pubkey: BOB.parse().unwrap(),
            host: "127.0.0.1:9742".into(),
        });
        ConnectPeerRequest::new(address)
            .with_perm(false)
            .with_timeout(UnsignedSeconds(60))
    };
    vec![
        answered(
            "006_peers_empty",
            Client::list_peers,
            |list: &ListPeersResponse| {
                assert!(list.peers.is_empty());
            },
        ),
        answered(
            "018_DOC_connect_peer",
            move |node| node.connect_peer(&request()),
            |_: &ConnectPeerResponse| {},
        ),
        refused(
            "019_err_connect_peer_already",
            Some(ErrorKind::Conflict),
            move |node| node.connect_peer(&request()),
        ),
        answered(
            "124_peers_later",
            |node| node.list_peers().latest_error(true),
            |list: &ListPeersResponse| {
                let [peer] = list.peers.as_slice() else {
                    panic!("{list:?}");
                };
                assert_eq!(peer.pub_key, Some(BOB.parse().unwrap()));
                assert_eq!(peer.sync_type, PeerSyncType::ActiveSync);
                assert!(!peer.features.is_empty());
            },
        ),
    ]
}

fn coins() -> Vec<Case> {
    let request = |amount| {
        SendCoinsRequest::new("sb1q3m5z8v2g5nnw9txwyljke7p8ggscfhz7fg6yqc").with_amount(Sat(amount))
    };
    let paid = move || request(100_000).with_send_all(false).with_label("payment");
    let txid = |text: &'static str| {
        move |sent: &SendCoinsResponse| assert_eq!(sent.txid, Some(text.parse().unwrap()))
    };
    #[expect(deprecated, reason = "the recordings send it")]
    let per_byte = |request: SendCoinsRequest| request.with_sat_per_byte(SatPerByte(10));
    let by_target = move || paid().with_target_conf(SignedBlocks(6));
    vec![
        answered(
            "014_newaddress_get_type1",
            |node| node.new_address().type_(&AddressType::NestedPubkeyHash),
            |answer: &NewAddressResponse| {
                assert_eq!(answer.address.0, "rqiAbefenGj4VJkRK4FYFrEh1R5Gg5z47e");
            },
        ),
        #[expect(deprecated, reason = "recorded, and no node has it")]
        refused(
            "013_DOC_newaddress_post",
            Some(ErrorKind::Unsupported),
            |node| node.new_address_by_post(&NewAddressByPostRequest::new().with_type(1)),
        ),
        answered(
            "003_balance_blockchain",
            Client::get_blockchain_balance,
            |balance: &WalletBalanceResponse| {
                assert_eq!(balance.total_balance, Sat(1_605_000_000_000));
            },
        ),
        answered(
            "107_balance_blockchain_unconfirmed",
            Client::get_blockchain_balance,
            |balance: &WalletBalanceResponse| {
                assert_eq!(balance.unconfirmed_balance, Sat(9_999_790_820));
                let default = balance.account_balance.get("default");
                assert_eq!(
                    default.map(|account| account.confirmed_balance),
                    Some(balance.confirmed_balance)
                );
            },
        ),
        refused(
            "101_DOC_send_coins_target_conf_and_sat_per_byte",
            None,
            move |node| node.send_coins(&per_byte(by_target())),
        ),
        answered(
            "102_send_coins_sat_per_byte_only",
            move |node| node.send_coins(&per_byte(paid())),
            txid("1b9e7b8bc4e86205638b29d24033c2110d7ccaa093710856a365ff70a5dd9717"),
        ),
        answered(
            "103_send_coins_target_conf_only",
            move |node| node.send_coins(&by_target()),
            txid("619e6f71f1f6d93e0ab8f903b218188463d837718943b5e21cefcc092eb8d01a"),
        ),
        answered(
            "105_err_send_coins_bob_insufficient",
            move |node| node.send_coins(&request(10_000).with_sat_per_vbyte(SatPerVbyte(5))),
            txid("0b27a3fbab7fb842a93dfc1db2a340d7fcd4c781134354093723fa0ce77719ab"),
        ),
        answered(
            "108_get_transactions_unconfirmed",
            |node| {
                let heights = [0, -1].map(SignedBlockHeight);
                node.list_transactions()
                    .start_height(heights[0])
                    .end_height(heights[1])
            },
            |list: &TransactionDetails| {
                assert_eq!(list.transactions.len(), 440);
                assert_eq!(list.transactions[0].amount, Sat(-107_650));
                assert_eq!(list.transactions[0].num_confirmations, 0);
            },
        ),
        refused(
            "126_err_limited_macaroon_channels",
            Some(ErrorKind::Forbidden),
            Client::list_channels,
        ),
    ]
}
