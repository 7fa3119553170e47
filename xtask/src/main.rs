//! The project's commands: `cargo xtask generate`, `validate`, `operations`.
//!
//! Exit codes, in every verb: 0 no error, 1 an error or a stale file, 2 the command could not run.

fn main() {}
