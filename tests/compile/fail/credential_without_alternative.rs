//! A credential is given that is none of the service's alternatives.

fn main() {
    let _ = comet_provisioning::Client::new(comet_lnd::Macaroon::from_bytes([1]));
}
