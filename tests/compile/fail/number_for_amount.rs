//! A bare number is given where an amount is due.

fn main() {
    let _ = comet_lnd::AddInvoiceRequest::new().with_value(1_000_000);
}
