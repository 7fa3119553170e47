//! A required property is left out.

fn main() {
    let _ = comet_lnd::OpenChannelRequest::new();
}
