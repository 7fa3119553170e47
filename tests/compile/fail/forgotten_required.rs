//! One of several required values is forgotten.

use comet_lnd::{LightningAddress, required};

fn main() {
    let _ = LightningAddress::new(required::LightningAddress {
        host: "203.0.113.7:9735".into(),
    });
}
