//! How long it takes to judge a body, and to find what is wrong with it.

mod contenders;
mod documents;
mod formats;
mod loading;
mod report;
mod typed;

mod compiled {
    //! What `jsonschema`'s macro makes of the schemas.

    include!(concat!(env!("OUT_DIR"), "/compiled.rs"));
}

use bench_harness::{Options, Result};

fn main() -> Result<()> {
    let options = Options::from_arguments()?;
    report::valid(&options)?;
    report::broken(&options)?;
    loading::report(&options)
}
