//! A node: credential from text, a call with a setter, a request with its required property.

use comet_lnd::required::OpenChannelRequestAnyOf;
use comet_lnd::{Client, Macaroon, OpenChannelRequest, PubKey, Sat};

async fn example() -> Result<(), Box<dyn std::error::Error>> {
    let hex = "0201036c6e64";
    let node = Client::new(
        "https://node-abc123.example.com:8080",
        Macaroon::from_hex(hex)?,
    )?;
    let channels = node.list_channels().active_only(true).await?;
    for channel in channels.channels {
        println!("{:?}: {}", channel.channel_point, channel.capacity);
    }
    let peer = "03864ef025fde8fb587d989186ce6a4a186895ee44a926bfc370e2c366597a3f8f";
    let peer = OpenChannelRequestAnyOf::NodePubkey(peer.parse::<PubKey>()?.into());
    let request = OpenChannelRequest::new(Sat(1_000_000), peer);
    let opened = node.open_channel(&request).await?;
    println!("{opened:?}");
    Ok(())
}

fn main() {
    drop(example());
}
