//! The Lightning node. Where it answers with a stream, the type is that of an item.

use comet_lnd::*;

use super::Row;

/// A row of an operation that fails with the node's error body, as they all do.
fn row(operation: &'static str) -> Row {
    Row::new("lnd", operation).fails::<NodeError>()
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row("getInfo").gives::<GetInfoResponse>(),
        row("getBlockchainBalance").gives::<WalletBalanceResponse>(),
        row("getChannelBalance").gives::<ChannelBalanceResponse>(),
        row("listChannels").gives::<ListChannelsResponse>(),
        row("openChannel")
            .takes::<OpenChannelRequest>()
            .gives::<FundingOutpoint>(),
        row("openChannelStream")
            .takes::<OpenChannelRequest>()
            .gives::<OpenStatusUpdate>(),
        row("closeChannel").gives::<CloseStatusUpdate>(),
        row("closeChannelByPoint").takes::<CloseChannelByPointRequest>(),
        row("listInvoices").gives::<ListInvoicesResponse>(),
        row("addInvoice")
            .takes::<AddInvoiceRequest>()
            .gives::<AddInvoiceResponse>(),
        row("lookupInvoiceByPluralPath").gives::<Invoice>(),
        row("lookupInvoice").gives::<Invoice>(),
        row("lookupInvoiceV2").gives::<Invoice>(),
        row("addHoldInvoice")
            .takes::<AddHoldInvoiceRequest>()
            .gives::<AddHoldInvoiceResponse>(),
        row("cancelInvoice")
            .takes::<CancelInvoiceRequest>()
            .gives::<CancelInvoiceResponse>(),
        row("sendPaymentSync")
            .takes::<SendPaymentSyncRequest>()
            .gives::<SendPaymentSyncResponse>(),
        row("sendPaymentV2")
            .takes::<SendPaymentV2Request>()
            .gives::<Payment>(),
        row("listPayments").gives::<ListPaymentsResponse>(),
        row("listPeers").gives::<ListPeersResponse>(),
        row("connectPeer")
            .takes::<ConnectPeerRequest>()
            .gives::<ConnectPeerResponse>(),
        row("newAddress").gives::<NewAddressResponse>(),
        row("newAddressByPost")
            .takes::<NewAddressByPostRequest>()
            .gives::<NewAddressResponse>(),
        row("listTransactions").gives::<TransactionDetails>(),
        row("sendCoins")
            .takes::<SendCoinsRequest>()
            .gives::<SendCoinsResponse>(),
        row("bakeMacaroon")
            .takes::<BakeMacaroonRequest>()
            .gives::<BakeMacaroonResponse>(),
    ]
}
