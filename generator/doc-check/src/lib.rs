//! Checks documents, examples and recorded exchanges against a generated API registry.

pub mod cli;
mod code;
pub mod document;
pub mod exchange;
mod finding;
mod host;
mod joined;
mod position;
pub mod report;
mod route;
pub mod settings;
pub mod spec;

pub use code::Code;
pub use finding::{Count, Edit, Finding, Findings, Place, Summary, Tally};
