//! An enum of a response is matched as if no value could be added.

use comet_lnd::InvoiceState;

fn example(state: &InvoiceState) -> bool {
    match state {
        InvoiceState::Open | InvoiceState::Accepted => true,
        InvoiceState::Settled | InvoiceState::Canceled | InvoiceState::Unknown(_) => false,
    }
}

fn main() {}
