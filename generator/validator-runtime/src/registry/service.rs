//! Services and what their operations share: servers, credentials, schemas.

use std::fmt;

use super::{Operation, Position};
use crate::checker::Check;

/// All services of a set of descriptions.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// One service for each document, in the order of their names.
    pub services: &'static [&'static Service],
}

/// One document: the operations below one set of base URLs.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Name, from the document's file name.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// Version of the description.
    pub version: &'static str,
    /// Where the document stands.
    pub position: Position,
    /// Base URLs.
    pub servers: &'static [Server],
    /// The credentials that operations may ask for.
    pub schemes: &'static [Scheme],
    /// Operations, in the order of the document.
    pub operations: &'static [&'static Operation],
    /// Named schemas, in the order of their names.
    pub schemas: &'static [&'static Schema],
    /// Limits on how often one may call.
    pub rate_limit: Option<RateLimit>,
    /// Whether the servers take the lowerCamelCase spelling of request properties too.
    pub camel_case_requests: bool,
}

/// A base URL.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: &'static str,
    /// What it is for.
    pub description: Option<&'static str>,
    /// The variables of the URL.
    pub variables: &'static [ServerVariable],
}

/// A variable of a base URL.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// Name.
    pub name: &'static str,
    /// The value where none is given.
    pub default: &'static str,
    /// The values allowed; empty where any is.
    pub values: &'static [&'static str],
}

/// A kind of credential.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Name in the description.
    pub name: &'static str,
    /// How it travels.
    pub kind: SchemeKind,
    /// Where it stands.
    pub position: Position,
}

/// How a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}

/// A limit on how often one may call.
#[derive(Clone, Copy, Debug)]
pub struct RateLimit {
    /// What is counted.
    pub scope: Option<&'static str>,
    /// The tiers.
    pub tiers: &'static [RateTier],
}

/// One tier of a rate limit.
#[derive(Clone, Copy, Debug)]
pub struct RateTier {
    /// Name.
    pub name: &'static str,
    /// Requests each minute.
    pub requests_per_minute: u32,
    /// Requests at once.
    pub burst: u32,
}

/// A named schema, or the schema of a body.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Name.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// The check of a value.
    pub check: Check,
    /// Properties of an object, or of the items of an array.
    pub fields: &'static [Field],
    /// Where it stands.
    pub position: Position,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream>,
    /// Whether values are never to be shown.
    pub sensitive: bool,
}

/// A type, as documents write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// What JSON calls it.
    pub base: Base,
    /// The format, as the description writes it.
    pub format: Option<&'static str>,
    /// The type of an array's items.
    pub items: Option<&'static Type>,
}

impl Type {
    /// A type without items.
    pub const fn new(base: Base, format: Option<&'static str>) -> Self {
        Self {
            base,
            format,
            items: None,
        }
    }

    /// An array.
    pub const fn array(items: &'static Type) -> Self {
        Self {
            base: Base::Array,
            format: None,
            items: Some(items),
        }
    }
}

/// As in `array of string (int64)`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.name())?;
        if let Some(items) = self.items {
            write!(f, " of {items}")?;
        }
        match self.format {
            Some(format) => write!(f, " ({format})"),
            None => Ok(()),
        }
    }
}

/// The types of a description, and the want of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Any value.
    Any,
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl Base {
    /// As descriptions write it.
    pub fn name(self) -> &'static str {
        match self {
            Base::Any => "any",
            Base::String => "string",
            Base::Integer => "integer",
            Base::Number => "number",
            Base::Boolean => "boolean",
            Base::Array => "array",
            Base::Object => "object",
        }
    }
}

/// A property, as documents describe it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether values are never to be shown.
    pub sensitive: bool,
    /// The schema of its value, or of its items, if that has properties of its own.
    pub schema: Option<&'static Schema>,
    /// The values it may have, or those known so far; empty where any will do.
    pub values: &'static [&'static str],
    /// Where it stands.
    pub position: Position,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream>,
}

/// How another implementation of the same API differs from the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Name of the other implementation.
    pub name: &'static str,
    /// How it differs.
    pub status: UpstreamStatus,
    /// First version for which this holds.
    pub since: Option<&'static str>,
    /// What to use in its place.
    pub instead: Option<&'static str>,
    /// Anything else that a reader must know.
    pub note: Option<&'static str>,
}

/// How another implementation differs.
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
