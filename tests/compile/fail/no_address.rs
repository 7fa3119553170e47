//! A client of a service without a fixed address is built without one.

fn main() {
    let _ = comet_lnd::Client::new(comet_lnd::Macaroon::from_bytes([1]));
}
