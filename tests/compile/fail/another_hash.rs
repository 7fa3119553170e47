//! A hash of one thing is given where that of another is due.

use comet_lnd::{OutputIndex, PaymentHash};

fn example(node: &comet_lnd::Client, hash: &PaymentHash) {
    let _ = node.close_channel(hash, OutputIndex(0));
}

fn main() {}
