//! What the documents say, in closed types: no YAML, no Rust syntax, every node with its origin.
//!
//! Two views, each its own file: [`schema`] is exact (what a JSON value must satisfy), [`service`] is the API around it.

pub mod header;
pub mod media;
pub mod schema;
pub mod service;
pub mod webhook;

use crate::cursor::Origin;
use schema::Schemas;
use service::Service;

/// All documents of a spec folder, lowered.
#[derive(Debug)]
pub struct Api {
    /// One service for each document, in the order of their file names.
    pub services: Vec<Service>,
    /// Every schema that a service reaches or names.
    pub schemas: Schemas,
}

/// A standing in another implementation of the same API (`x-trueup-upstream`).
#[derive(Clone, Debug)]
pub struct Upstream {
    /// Where the note stands.
    pub origin: Origin,
    /// Name of the other implementation.
    pub name: String,
    /// How the other implementation differs.
    pub status: UpstreamStatus,
    /// First version for which the note holds.
    pub since: Option<String>,
    /// What to use in its place.
    pub instead: Option<String>,
    /// Anything else that a reader must know.
    pub note: Option<String>,
}

/// How the other implementation differs from the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpstreamStatus {
    /// It never had this.
    Absent,
    /// It had this once.
    Removed,
    /// It has this in another form.
    Changed,
    /// It has this, but older versions did not.
    Added,
}
