//! progenitor is a second way from the same description to a client, made by others. For every operation of all
//! documents and fixtures that it can express, its client and the emitted one must put the same request on the wire:
//! see `tests/wire`.
//!
//! The build script generates its clients from the exported documents, and the code that calls both.
