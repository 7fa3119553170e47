//! A stream: the call is awaited for the stream, the stream for its items.

use comet_lnd::{
    Client, Error, NodeError, OutputIndex, PaymentStatus, Seconds32, SendPaymentV2Request, Txid,
};

async fn pay(node: &Client) -> Result<bool, Error<NodeError>> {
    let mut updates = node
        .send_payment_v2(&SendPaymentV2Request::new(Seconds32(60)))
        .await?;
    while let Some(update) = updates.next().await {
        match update?.status {
            PaymentStatus::Succeeded => return Ok(true),
            PaymentStatus::Failed => return Ok(false),
            _ => {}
        }
    }
    Ok(false)
}

async fn close(node: &Client, txid: &Txid) -> Result<(), Error<NodeError>> {
    let mut updates = node.close_channel(txid, OutputIndex(0)).force(true).await?;
    while let Some(update) = updates.next().await {
        println!("{:?}", update?);
    }
    Ok(())
}

fn main() {
    let _ = (pay, close);
}
