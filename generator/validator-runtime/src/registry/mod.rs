//! The API as data: rows that are built in memory or stand as statics in an emitted crate, and the ways to look things
//! up in them.
//!
//! Emitted rows say what differs from `DEFAULT` and leave the rest to it: so rows can get further columns.

mod form;
mod framing;
mod lookup;
mod media_type;
mod operation;
mod parameter_violation;
mod router;
mod segment;
mod server;
mod service;
mod templates;
mod webhook;
pub mod wire;

pub use form::FormFields;
pub use framing::{Framing, Item};
pub use operation::{
    Example, Exclusive, Mark, Media, Method, ObjectStyle, Operation, Parameter, Place, RequestBody,
    Response, Shape, Status, Stream, Style,
};
pub use parameter_violation::ParameterViolation;
pub use router::{Route, Router};
pub use server::split_url;
pub use service::{
    Api, Base, Field, Link, RateLimit, RateTier, Schema, Scheme, SchemeKind, Server,
    ServerVariable, Service, Type, Upstream, UpstreamStatus,
};
pub use templates::{Templates, segment_form};
pub use webhook::Webhook;

/// Where something stands in the descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    /// File, relative to the descriptions' folder.
    pub file: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in code points.
    pub column: u32,
}

impl<'a> Position<'a> {
    /// A line and a column of a file.
    pub const fn new(file: &'a str, line: u32, column: u32) -> Self {
        Self { file, line, column }
    }
}

/// Where rows stand by default.
const NOWHERE: Position<'_> = Position::new("", 0, 0);
