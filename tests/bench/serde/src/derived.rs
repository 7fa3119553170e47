//! The emitted types once more, with serde's derive: the same fields of the same types, the same defaults.

use comet_lnd::trueup_client::Map;
use comet_lnd::{
    BitcoinAddress, BlockHash, BlockHeight, Blocks, Bytes, ChannelId, ChannelPoint, CommitmentType,
    Count, DescriptionHash, HtlcIndex, InvoiceHtlcState, InvoiceIndex, InvoiceState, Msat, Msat32,
    PartsPerMillion32, PaymentAddress, PaymentHashBytes, PaymentRequest, PreimageBytes, PubKey,
    RootShare, Sat, SatPerKw, Seconds, SetId, SettleIndex, SignedBlockHeight, UnixSeconds,
    UnsignedMsat, UnsignedSat, WeightUnits, WideBlocks,
};
use serde::{Deserialize, Serialize};

use crate::empty;

fn unknown() -> CommitmentType {
    CommitmentType::UnknownCommitmentType
}

fn open() -> InvoiceState {
    InvoiceState::Open
}

fn accepted() -> InvoiceHtlcState {
    InvoiceHtlcState::Accepted
}

#[derive(Deserialize, Serialize)]
pub(crate) struct ListChannelsResponse {
    #[serde(default)]
    channels: Vec<Channel>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct ListInvoicesResponse {
    #[serde(default)]
    invoices: Vec<Invoice>,
    #[serde(default)]
    last_index_offset: InvoiceIndex,
    #[serde(default)]
    first_index_offset: InvoiceIndex,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct GetInfoResponse {
    #[serde(default)]
    version: String,
    #[serde(default)]
    commit_hash: String,
    #[serde(default, with = "empty")]
    identity_pubkey: Option<PubKey>,
    #[serde(default)]
    alias: String,
    #[serde(default)]
    color: String,
    #[serde(default)]
    num_pending_channels: u32,
    #[serde(default)]
    num_active_channels: u32,
    #[serde(default)]
    num_inactive_channels: u32,
    #[serde(default)]
    num_peers: u32,
    #[serde(default)]
    block_height: BlockHeight,
    #[serde(default, with = "empty")]
    block_hash: Option<BlockHash>,
    #[serde(default)]
    best_header_timestamp: UnixSeconds,
    #[serde(default)]
    synced_to_chain: bool,
    #[serde(default)]
    synced_to_graph: bool,
    #[serde(default)]
    testnet: bool,
    #[serde(default)]
    chains: Vec<Chain>,
    #[serde(default)]
    uris: Vec<String>,
    #[serde(default)]
    features: Map<Feature>,
    #[serde(default)]
    require_htlc_interceptor: bool,
    #[serde(default)]
    store_final_htlc_resolutions: bool,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Channel {
    #[serde(default)]
    active: bool,
    #[serde(default, with = "empty")]
    remote_pubkey: Option<PubKey>,
    #[serde(default, with = "empty")]
    channel_point: Option<ChannelPoint>,
    #[serde(default)]
    chan_id: ChannelId,
    #[serde(default)]
    capacity: Sat,
    #[serde(default)]
    local_balance: Sat,
    #[serde(default)]
    remote_balance: Sat,
    #[serde(default)]
    commit_fee: Sat,
    #[serde(default)]
    commit_weight: WeightUnits,
    #[serde(default)]
    fee_per_kw: SatPerKw,
    #[serde(default)]
    unsettled_balance: Sat,
    #[serde(default)]
    total_satoshis_sent: Sat,
    #[serde(default)]
    total_satoshis_received: Sat,
    #[serde(default)]
    num_updates: Count,
    #[serde(default)]
    pending_htlcs: Vec<Htlc>,
    #[serde(default)]
    csv_delay: Blocks,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    initiator: bool,
    #[serde(default)]
    chan_status_flags: String,
    #[serde(default)]
    local_chan_reserve_sat: Sat,
    #[serde(default)]
    remote_chan_reserve_sat: Sat,
    #[serde(default)]
    static_remote_key: bool,
    #[serde(default = "unknown")]
    commitment_type: CommitmentType,
    #[serde(default)]
    lifetime: Seconds,
    #[serde(default)]
    uptime: Seconds,
    #[serde(default)]
    close_address: BitcoinAddress,
    #[serde(default)]
    push_amount_sat: UnsignedSat,
    #[serde(default)]
    thaw_height: BlockHeight,
    #[serde(default)]
    local_constraints: Option<ChannelConstraints>,
    #[serde(default)]
    remote_constraints: Option<ChannelConstraints>,
    #[serde(default)]
    alias_scids: Vec<ChannelId>,
    #[serde(default)]
    zero_conf: bool,
    #[serde(default)]
    zero_conf_confirmed_scid: ChannelId,
    #[serde(default)]
    peer_alias: String,
    #[serde(default)]
    peer_scid_alias: ChannelId,
    #[serde(default)]
    memo: String,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Invoice {
    #[serde(default)]
    memo: String,
    #[serde(default, with = "empty")]
    r_preimage: Option<PreimageBytes>,
    #[serde(default, with = "empty")]
    r_hash: Option<PaymentHashBytes>,
    #[serde(default)]
    value: Sat,
    #[serde(default)]
    value_msat: Msat,
    #[serde(default)]
    settled: bool,
    #[serde(default)]
    creation_date: UnixSeconds,
    #[serde(default)]
    settle_date: UnixSeconds,
    #[serde(default)]
    payment_request: PaymentRequest,
    #[serde(default, with = "empty")]
    description_hash: Option<DescriptionHash>,
    #[serde(default)]
    expiry: Seconds,
    #[serde(default)]
    fallback_addr: BitcoinAddress,
    #[serde(default)]
    cltv_expiry: WideBlocks,
    #[serde(default)]
    route_hints: Vec<RouteHint>,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    add_index: InvoiceIndex,
    #[serde(default)]
    settle_index: SettleIndex,
    #[serde(default)]
    amt_paid: Msat,
    #[serde(default)]
    amt_paid_sat: Sat,
    #[serde(default)]
    amt_paid_msat: Msat,
    #[serde(default = "open")]
    state: InvoiceState,
    #[serde(default)]
    htlcs: Vec<InvoiceHtlc>,
    #[serde(default)]
    features: Map<Feature>,
    #[serde(default)]
    is_keysend: bool,
    #[serde(default, with = "empty")]
    payment_addr: Option<PaymentAddress>,
    #[serde(default)]
    is_amp: bool,
    #[serde(default)]
    amp_invoice_state: Map<AmpInvoiceState>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Chain {
    #[serde(default)]
    chain: String,
    #[serde(default)]
    network: String,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Feature {
    #[serde(default)]
    name: String,
    #[serde(default)]
    is_required: bool,
    #[serde(default)]
    is_known: bool,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Htlc {
    #[serde(default)]
    incoming: bool,
    #[serde(default)]
    amount: Sat,
    #[serde(default, with = "empty")]
    hash_lock: Option<PaymentHashBytes>,
    #[serde(default)]
    expiration_height: BlockHeight,
    #[serde(default)]
    htlc_index: HtlcIndex,
    #[serde(default)]
    forwarding_channel: ChannelId,
    #[serde(default)]
    forwarding_htlc_index: HtlcIndex,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct ChannelConstraints {
    #[serde(default)]
    csv_delay: Blocks,
    #[serde(default)]
    chan_reserve_sat: UnsignedSat,
    #[serde(default)]
    dust_limit_sat: UnsignedSat,
    #[serde(default)]
    max_pending_amt_msat: UnsignedMsat,
    #[serde(default)]
    min_htlc_msat: UnsignedMsat,
    #[serde(default)]
    max_accepted_htlcs: u32,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct RouteHint {
    #[serde(default)]
    hop_hints: Vec<HopHint>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct InvoiceHtlc {
    #[serde(default)]
    chan_id: ChannelId,
    #[serde(default)]
    htlc_index: HtlcIndex,
    #[serde(default)]
    amt_msat: UnsignedMsat,
    #[serde(default)]
    accept_height: SignedBlockHeight,
    #[serde(default)]
    accept_time: UnixSeconds,
    #[serde(default)]
    resolve_time: UnixSeconds,
    #[serde(default)]
    expiry_height: SignedBlockHeight,
    #[serde(default = "accepted")]
    state: InvoiceHtlcState,
    #[serde(default)]
    custom_records: Map<Bytes>,
    #[serde(default)]
    mpp_total_amt_msat: UnsignedMsat,
    #[serde(default)]
    amp: Option<AmpHtlc>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct AmpInvoiceState {
    #[serde(default = "accepted")]
    state: InvoiceHtlcState,
    #[serde(default)]
    settle_index: SettleIndex,
    #[serde(default)]
    settle_time: UnixSeconds,
    #[serde(default)]
    amt_paid_msat: Msat,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct HopHint {
    #[serde(default, with = "empty")]
    node_id: Option<PubKey>,
    #[serde(default)]
    chan_id: ChannelId,
    #[serde(default)]
    fee_base_msat: Msat32,
    #[serde(default)]
    fee_proportional_millionths: PartsPerMillion32,
    #[serde(default)]
    cltv_expiry_delta: Blocks,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct AmpHtlc {
    #[serde(default, with = "empty")]
    root_share: Option<RootShare>,
    #[serde(default, with = "empty")]
    set_id: Option<SetId>,
    #[serde(default)]
    child_index: u32,
    #[serde(default, with = "empty")]
    hash: Option<PaymentHashBytes>,
    #[serde(default, with = "empty")]
    preimage: Option<PreimageBytes>,
}
