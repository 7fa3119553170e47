//! A checked scalar is made without the check.

fn main() {
    let _ = comet_lnd::PaymentHash([0; 32]);
}
