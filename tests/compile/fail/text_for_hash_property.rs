//! A text is given where a property is a hash.

fn main() {
    let _ = comet_lnd::CancelInvoiceRequest::new("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
}
