//! Calls on the wire.
