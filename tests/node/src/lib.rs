//! The client of a Lightning node, driven against the traffic of a real one: over a certificate made as a node makes
//! its own, every recorded request is put on the wire again, and every recorded answer is understood.

#![cfg(test)]

mod case;
mod cases;
mod compare;
mod connection;
mod drift;
mod errors;
mod faults;
mod mistakes;
mod pages;
mod rate;
mod recording;
mod replay;
mod secure;
mod traces;
mod validate;
