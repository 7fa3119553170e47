//! How strict a check is beyond the schema.

use crate::code::Severity;

/// Which way a body travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Neither: the schema as any judge reads it.
    #[default]
    Neither,
    /// From client to server.
    Request,
    /// From server to client.
    Response,
}

/// What is checked on top of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Which way the body travels.
    pub direction: Direction,
    /// The weight of a property that is there twice; `None` where nobody asks.
    pub duplicates: Option<Severity>,
    /// The weight of a property that the description does not know.
    pub unknown: Option<Severity>,
    /// The weight of a property in a request that servers of the upstream implementation refuse.
    pub absent: Option<Severity>,
    /// Whether the lowerCamelCase spelling of a property's name counts as the name, with a warning.
    pub camel_case: bool,
    /// How many violations are kept; the rest is only counted.
    pub limit: usize,
}

impl Policy {
    /// The schema's verdict alone.
    pub const SCHEMA: Policy = Policy {
        direction: Direction::Neither,
        duplicates: None,
        unknown: None,
        absent: None,
        camel_case: false,
        limit: 100,
    };

    /// A request on its way to a server: duplicate and unknown properties are errors.
    pub const REQUEST: Policy = Policy {
        direction: Direction::Request,
        duplicates: Some(Severity::Error),
        unknown: Some(Severity::Error),
        absent: Some(Severity::Error),
        ..Policy::SCHEMA
    };

    /// A response: duplicate properties are errors, unknown ones warnings, because servers grow.
    pub const RESPONSE: Policy = Policy {
        direction: Direction::Response,
        duplicates: Some(Severity::Error),
        unknown: Some(Severity::Warning),
        ..Policy::SCHEMA
    };
}
