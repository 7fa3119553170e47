//! A property that a change cannot clear is cleared.

use comet_billing::trueup_client::Patch;

fn main() {
    let _ = comet_billing::UpdateBillingAccountRequest::new().with_country(Patch::Clear);
}
