//! The bodies as types that borrow their texts: what one writes by hand when a body is to be decoded anyway.
#![expect(dead_code, reason = "decoding is measured; nobody reads the fields")]

use std::collections::HashMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Htlc<'a> {
    pub(crate) incoming: bool,
    pub(crate) amount: &'a str,
    pub(crate) hash_lock: &'a str,
    pub(crate) expiration_height: u32,
    pub(crate) htlc_index: &'a str,
    pub(crate) forwarding_channel: &'a str,
    pub(crate) forwarding_htlc_index: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct ChannelConstraints<'a> {
    pub(crate) csv_delay: u32,
    pub(crate) chan_reserve_sat: &'a str,
    pub(crate) dust_limit_sat: &'a str,
    pub(crate) max_pending_amt_msat: &'a str,
    pub(crate) min_htlc_msat: &'a str,
    pub(crate) max_accepted_htlcs: u32,
}

#[derive(Deserialize)]
pub(crate) struct Channel<'a> {
    pub(crate) active: bool,
    pub(crate) remote_pubkey: &'a str,
    pub(crate) channel_point: &'a str,
    pub(crate) chan_id: &'a str,
    pub(crate) capacity: &'a str,
    pub(crate) local_balance: &'a str,
    pub(crate) remote_balance: &'a str,
    pub(crate) commit_fee: &'a str,
    pub(crate) commit_weight: &'a str,
    pub(crate) fee_per_kw: &'a str,
    pub(crate) unsettled_balance: &'a str,
    pub(crate) total_satoshis_sent: &'a str,
    pub(crate) total_satoshis_received: &'a str,
    pub(crate) num_updates: &'a str,
    #[serde(borrow)]
    pub(crate) pending_htlcs: Vec<Htlc<'a>>,
    pub(crate) csv_delay: u32,
    pub(crate) private: bool,
    pub(crate) initiator: bool,
    pub(crate) chan_status_flags: &'a str,
    pub(crate) local_chan_reserve_sat: &'a str,
    pub(crate) remote_chan_reserve_sat: &'a str,
    pub(crate) static_remote_key: bool,
    pub(crate) commitment_type: &'a str,
    pub(crate) lifetime: &'a str,
    pub(crate) uptime: &'a str,
    pub(crate) close_address: &'a str,
    pub(crate) push_amount_sat: &'a str,
    pub(crate) thaw_height: u32,
    #[serde(borrow)]
    pub(crate) local_constraints: Option<ChannelConstraints<'a>>,
    #[serde(borrow)]
    pub(crate) remote_constraints: Option<ChannelConstraints<'a>>,
    #[serde(borrow)]
    pub(crate) alias_scids: Vec<&'a str>,
    pub(crate) zero_conf: bool,
    pub(crate) zero_conf_confirmed_scid: &'a str,
    pub(crate) peer_alias: &'a str,
    pub(crate) peer_scid_alias: &'a str,
    pub(crate) memo: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct ListChannelsResponse<'a> {
    #[serde(borrow)]
    pub(crate) channels: Vec<Channel<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct HopHint<'a> {
    pub(crate) node_id: &'a str,
    pub(crate) chan_id: &'a str,
    pub(crate) fee_base_msat: u32,
    pub(crate) fee_proportional_millionths: u32,
    pub(crate) cltv_expiry_delta: u32,
}

#[derive(Deserialize)]
pub(crate) struct RouteHint<'a> {
    #[serde(borrow)]
    pub(crate) hop_hints: Vec<HopHint<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct AmpHtlc<'a> {
    pub(crate) root_share: &'a str,
    pub(crate) set_id: &'a str,
    pub(crate) child_index: u32,
    pub(crate) hash: &'a str,
    pub(crate) preimage: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct InvoiceHtlc<'a> {
    pub(crate) chan_id: &'a str,
    pub(crate) htlc_index: &'a str,
    pub(crate) amt_msat: &'a str,
    pub(crate) accept_height: i32,
    pub(crate) accept_time: &'a str,
    pub(crate) resolve_time: &'a str,
    pub(crate) expiry_height: i32,
    pub(crate) state: &'a str,
    #[serde(borrow)]
    pub(crate) custom_records: HashMap<&'a str, &'a str>,
    pub(crate) mpp_total_amt_msat: &'a str,
    #[serde(borrow)]
    pub(crate) amp: Option<AmpHtlc<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Feature<'a> {
    pub(crate) name: &'a str,
    pub(crate) is_required: bool,
    pub(crate) is_known: bool,
}

#[derive(Deserialize)]
pub(crate) struct AmpInvoiceState<'a> {
    pub(crate) state: &'a str,
    pub(crate) settle_index: &'a str,
    pub(crate) settle_time: &'a str,
    pub(crate) amt_paid_msat: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct Invoice<'a> {
    pub(crate) memo: &'a str,
    pub(crate) r_preimage: &'a str,
    pub(crate) r_hash: &'a str,
    pub(crate) value: &'a str,
    pub(crate) value_msat: &'a str,
    pub(crate) settled: bool,
    pub(crate) creation_date: &'a str,
    pub(crate) settle_date: &'a str,
    pub(crate) payment_request: &'a str,
    #[serde(borrow)]
    pub(crate) description_hash: Option<&'a str>,
    pub(crate) expiry: &'a str,
    pub(crate) fallback_addr: &'a str,
    pub(crate) cltv_expiry: &'a str,
    #[serde(borrow)]
    pub(crate) route_hints: Vec<RouteHint<'a>>,
    pub(crate) private: bool,
    pub(crate) add_index: &'a str,
    pub(crate) settle_index: &'a str,
    pub(crate) amt_paid: &'a str,
    pub(crate) amt_paid_sat: &'a str,
    pub(crate) amt_paid_msat: &'a str,
    pub(crate) state: &'a str,
    #[serde(borrow)]
    pub(crate) htlcs: Vec<InvoiceHtlc<'a>>,
    #[serde(borrow)]
    pub(crate) features: HashMap<&'a str, Feature<'a>>,
    pub(crate) is_keysend: bool,
    pub(crate) payment_addr: &'a str,
    pub(crate) is_amp: bool,
    #[serde(borrow)]
    pub(crate) amp_invoice_state: HashMap<&'a str, AmpInvoiceState<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct ListInvoicesResponse<'a> {
    #[serde(borrow)]
    pub(crate) invoices: Vec<Invoice<'a>>,
    pub(crate) last_index_offset: &'a str,
    pub(crate) first_index_offset: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct Chain<'a> {
    pub(crate) chain: &'a str,
    pub(crate) network: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct GetInfoResponse<'a> {
    pub(crate) version: &'a str,
    pub(crate) commit_hash: &'a str,
    pub(crate) identity_pubkey: &'a str,
    pub(crate) alias: &'a str,
    pub(crate) color: &'a str,
    pub(crate) num_pending_channels: u32,
    pub(crate) num_active_channels: u32,
    pub(crate) num_inactive_channels: u32,
    pub(crate) num_peers: u32,
    pub(crate) block_height: u32,
    pub(crate) block_hash: &'a str,
    pub(crate) best_header_timestamp: &'a str,
    pub(crate) synced_to_chain: bool,
    pub(crate) synced_to_graph: bool,
    pub(crate) testnet: bool,
    #[serde(borrow)]
    pub(crate) chains: Vec<Chain<'a>>,
    #[serde(borrow)]
    pub(crate) uris: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) features: HashMap<&'a str, Feature<'a>>,
    pub(crate) require_htlc_interceptor: bool,
    pub(crate) store_final_htlc_resolutions: bool,
}

#[derive(Deserialize)]
pub(crate) struct SubscriptionSummary<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) status: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BillingAccount<'a> {
    pub(crate) id: &'a str,
    pub(crate) company_id: &'a str,
    pub(crate) status: &'a str,
    pub(crate) address1: &'a str,
    pub(crate) address2: &'a str,
    pub(crate) city: &'a str,
    pub(crate) state: &'a str,
    pub(crate) zip: &'a str,
    pub(crate) country: &'a str,
    pub(crate) tax_id_number: &'a str,
    #[serde(borrow)]
    pub(crate) subscription_id: Option<&'a str>,
    #[serde(borrow)]
    pub(crate) subscription: Option<SubscriptionSummary<'a>>,
}
