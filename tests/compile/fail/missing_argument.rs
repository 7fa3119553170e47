//! A required parameter is left out.

fn example(node: &comet_lnd::Client) {
    let _ = node.lookup_invoice();
}

fn main() {}
