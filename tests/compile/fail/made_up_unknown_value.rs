//! An unknown value of an enum is made of a text, which may become a known one.

use comet_lnd::InvoiceState;

fn main() {
    let _ = InvoiceState::Unknown("PAUSED".to_owned());
}
