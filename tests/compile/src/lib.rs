//! What compiles with the emitted clients, and what does not: see `pass` and `fail`.
//!
//! Each file in `fail` makes one mistake; the file beside it holds what the compiler says of it. After a change of the
//! emitted code or of the toolchain, `TRYBUILD=overwrite cargo test -p compile-tests` writes these anew: read them
//! before they are committed.
