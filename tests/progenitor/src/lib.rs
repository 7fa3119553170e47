//! progenitor is a second way from the same description to a client, made by others. For every operation that it can
//! express, its client and the emitted one must put the same request on the wire: see `tests/wire.rs`.
//!
//! The build script generates its client, after bringing the description into the form that progenitor reads.
