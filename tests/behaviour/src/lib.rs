//! The emitted clients, held against three things that were not made from them: the examples of the descriptions,
//! traffic recorded from a real node, and a local server.

#![cfg(test)]

mod compare;
mod errors;
mod examples;
mod recordings;
mod spec;
mod table;
mod wire;
