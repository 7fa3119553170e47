//! A text is given where a hash is due.

fn example(node: &comet_lnd::Client) {
    let _ = node.lookup_invoice("0000000000000000000000000000000000000000000000000000000000000000");
}

fn main() {}
