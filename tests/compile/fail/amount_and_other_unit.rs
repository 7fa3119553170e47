//! Amounts of different units are added.

use comet_lnd::{Msat, Sat};

fn main() {
    let _ = Sat(1) + Msat(1000);
}
