//! A bare number is given where an amount is due.

fn main() {
    let _ = comet_lnd::OpenChannelRequest::new(1_000_000);
}
