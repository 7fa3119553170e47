//! Independent judges of the generated validator: a validator generated from JSON-Schema-Test-Suite, compiled.

include!(concat!(env!("OUT_DIR"), "/suite/lib.rs"));
