//! Something that carries no requests is given as a transport.

fn main() {
    let macaroon = comet_lnd::Macaroon::from_bytes([1]);
    let _ = comet_lnd::Client::builder("https://node.test", macaroon).transport("a proxy");
}
