//! What the client makes of each recording.

mod channels;
mod invoices;
mod node;
mod payments;
mod skipped;

use crate::case::Case;

/// A case for each recording, in no particular order.
pub(crate) fn cases() -> Vec<Case> {
    let parts = [
        channels::cases(),
        invoices::cases(),
        node::cases(),
        payments::cases(),
        skipped::cases(),
    ];
    parts.into_iter().flatten().collect()
}
