//! The API as data: static tables that the generator emits, and the ways to look things up in them.

mod lookup;
mod misuse;
mod operation;
mod router;
mod segment;
mod server;
mod service;
pub mod wire;

pub use misuse::Misuse;
pub use operation::{
    Example, Exclusive, Mark, Media, Method, ObjectStyle, Operation, Parameter, Place, RequestBody,
    Response, Shape, Status, Stream, Style,
};
pub use router::{Route, Router, segment_form};
pub use server::split_url;
pub use service::{
    Api, Base, Field, Link, RateLimit, RateTier, Schema, Scheme, SchemeKind, Server,
    ServerVariable, Service, Type, Upstream, UpstreamStatus,
};

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
