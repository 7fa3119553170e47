//! One unit is given where another is due.

use comet_lnd::{AddInvoiceRequest, Sat};

fn main() {
    let _ = AddInvoiceRequest::new().with_value_msat(Sat(1));
}
