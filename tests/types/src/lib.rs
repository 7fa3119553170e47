//! Types of emitted clients without what makes calls. Tested by `cargo test -p types-tests`: with other packages in the
//! same build, their features come along.

pub use comet_lnd;
pub use comet_users;
