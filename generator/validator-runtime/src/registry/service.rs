//! Services and what their operations share: servers, credentials, schemas.

use std::fmt;
use std::sync::OnceLock;

use super::{NOWHERE, Operation, Position, Webhook};
use crate::node::Check;

/// All services of a set of descriptions.
#[derive(Clone, Copy, Debug)]
pub struct Api<'a> {
    /// One service for each document, in the order of their names.
    pub services: &'a [&'a Service<'a>],
}

impl Api<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self { services: &[] };
}

/// One document: the operations below one set of base URLs.
#[derive(Clone, Copy, Debug)]
pub struct Service<'a> {
    /// Name, from the document's file name.
    pub name: &'a str,
    /// Title.
    pub title: &'a str,
    /// Version of the description.
    pub version: &'a str,
    /// Where the document stands.
    pub position: Position<'a>,
    /// Base URLs.
    pub servers: &'a [Server<'a>],
    /// The credentials that operations may ask for.
    pub schemes: &'a [Scheme<'a>],
    /// Operations, in the order of the document.
    pub operations: &'a [&'a Operation<'a>],
    /// What the server sends by itself: webhooks, then callbacks, in the order of the document.
    pub webhooks: &'a [Webhook<'a>],
    /// Named schemas, in the order of their names.
    pub schemas: &'a [&'a Schema<'a>],
    /// Other names of schemas, each with the name of the schema.
    pub aliases: &'a [(&'a str, &'a str)],
    /// Limits on how often one may call.
    pub rate_limit: Option<RateLimit<'a>>,
    /// Whether the servers take the lowerCamelCase spelling of request properties too.
    pub camel_case_requests: bool,
}

impl Service<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        title: "",
        version: "",
        position: NOWHERE,
        servers: &[],
        schemes: &[],
        operations: &[],
        webhooks: &[],
        schemas: &[],
        aliases: &[],
        rate_limit: None,
        camel_case_requests: false,
    };
}

impl<'a> Service<'a> {
    /// The requests of both sides: its operations, and what the server sends by itself.
    pub fn requests(&self) -> impl Iterator<Item = &'a Operation<'a>> {
        let webhooks = self.webhooks.iter().map(|webhook| webhook.request);
        self.operations.iter().copied().chain(webhooks)
    }

    /// The document itself, where that is a schema of JSON Schema.
    #[must_use]
    pub fn root(&self) -> Option<&'a Schema<'a>> {
        let mut schemas = self.schemas.iter().copied();
        schemas.find(|schema| schema.position == self.position)
    }
}

/// A base URL.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// The URL, with `{variables}`.
    pub url: &'a str,
    /// What it is for.
    pub description: Option<&'a str>,
    /// The variables of the URL.
    pub variables: &'a [ServerVariable<'a>],
}

impl Server<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        url: "",
        description: None,
        variables: &[],
    };
}

/// A variable of a base URL.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable<'a> {
    /// Name.
    pub name: &'a str,
    /// The value where none is given.
    pub default: &'a str,
    /// The values allowed; empty where any is.
    pub values: &'a [&'a str],
}

impl ServerVariable<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        default: "",
        values: &[],
    };
}

/// A kind of credential.
#[derive(Clone, Copy, Debug)]
pub struct Scheme<'a> {
    /// Name in the description.
    pub name: &'a str,
    /// How it travels.
    pub kind: SchemeKind<'a>,
    /// Where it stands.
    pub position: Position<'a>,
}

impl Scheme<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        kind: SchemeKind::Bearer,
        position: NOWHERE,
    };
}

/// How a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind<'a> {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// A header of this name.
    Header(&'a str),
    /// A query parameter of this name.
    Query(&'a str),
    /// A cookie of this name.
    Cookie(&'a str),
}

/// A limit on how often one may call.
#[derive(Clone, Copy, Debug)]
pub struct RateLimit<'a> {
    /// What is counted.
    pub scope: Option<&'a str>,
    /// The tiers.
    pub tiers: &'a [RateTier<'a>],
}

impl RateLimit<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        scope: None,
        tiers: &[],
    };
}

/// One tier of a rate limit.
#[derive(Clone, Copy, Debug)]
pub struct RateTier<'a> {
    /// Name.
    pub name: &'a str,
    /// Requests each minute.
    pub requests_per_minute: u32,
    /// Requests at once.
    pub burst: u32,
}

impl RateTier<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        requests_per_minute: 0,
        burst: 0,
    };
}

/// A named schema, or the schema of a body.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    /// Name.
    pub name: &'a str,
    /// Its type.
    pub ty: Type<'a>,
    /// The check of a value.
    pub check: Check<'a>,
    /// Properties of an object, or of the items of an array.
    pub fields: &'a [Field<'a>],
    /// Where it stands.
    pub position: Position<'a>,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream<'a>>,
    /// Whether values are never to be shown.
    pub sensitive: bool,
}

impl Schema<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        ty: Type::ANY,
        check: Check::ANY,
        fields: &[],
        position: NOWHERE,
        upstream: None,
        sensitive: false,
    };
}

/// A type, as documents write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type<'a> {
    /// What JSON calls it.
    pub base: Base,
    /// The format, as the description writes it.
    pub format: Option<&'a str>,
    /// The type of an array's items.
    pub items: Option<&'a Type<'a>>,
}

impl<'a> Type<'a> {
    /// Any value.
    pub const ANY: Self = Self::new(Base::Any, None);
    /// `string`
    pub const STRING: Self = Self::new(Base::String, None);
    /// `integer`
    pub const INTEGER: Self = Self::new(Base::Integer, None);
    /// `number`
    pub const NUMBER: Self = Self::new(Base::Number, None);
    /// `boolean`
    pub const BOOLEAN: Self = Self::new(Base::Boolean, None);
    /// An array of which no more is known.
    pub const ARRAY: Self = Self::new(Base::Array, None);
    /// `object`
    pub const OBJECT: Self = Self::new(Base::Object, None);

    /// The same with a format.
    #[must_use]
    pub const fn with_format(self, format: &'a str) -> Self {
        Self {
            format: Some(format),
            ..self
        }
    }

    /// A type without items.
    pub const fn new(base: Base, format: Option<&'a str>) -> Self {
        Self {
            base,
            format,
            items: None,
        }
    }

    /// An array.
    pub const fn array(items: &'a Type<'a>) -> Self {
        Self {
            base: Base::Array,
            format: None,
            items: Some(items),
        }
    }
}

/// As in `array of string (int64)`.
impl fmt::Display for Type<'_> {
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
pub struct Field<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// Its type.
    pub ty: Type<'a>,
    /// Whether it must be there.
    pub required: bool,
    /// Whether only some of the alternatives that the value chooses from have it.
    pub alternative: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// Whether values are never to be shown.
    pub sensitive: bool,
    /// The schema of its value, or of its items, if that has properties of its own.
    pub schema: Option<Link<'a>>,
    /// The values it may have, or those known so far; empty where any is allowed.
    pub values: &'a [&'a str],
    /// Where it stands.
    pub position: Position<'a>,
    /// What another implementation of the API makes of it.
    pub upstream: Option<Upstream<'a>>,
}

impl Field<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        ty: Type::ANY,
        required: false,
        alternative: false,
        nullable: false,
        deprecated: false,
        sensitive: false,
        schema: None,
        values: &[],
        position: NOWHERE,
        upstream: None,
    };
}

/// The way from a field to a schema, which may be the one that the field stands in.
#[derive(Clone, Copy)]
pub enum Link<'a> {
    /// A schema that is there already, as statics are.
    To(&'a Schema<'a>),
    /// A schema that is made after the field.
    Later(&'a OnceLock<&'a Schema<'a>>),
}

impl<'a> Link<'a> {
    /// The schema; `None` while it is not made yet.
    pub fn get(&self) -> Option<&'a Schema<'a>> {
        match self {
            Link::To(schema) => Some(schema),
            Link::Later(schema) => schema.get().copied(),
        }
    }
}

/// The name alone: schemas may be circles.
impl fmt::Debug for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Link")
            .field(&self.get().map(|schema| schema.name))
            .finish()
    }
}

impl<'a> Field<'a> {
    /// The schema of its value, or of its items, if that has properties of its own.
    pub fn schema(&self) -> Option<&'a Schema<'a>> {
        self.schema?.get()
    }
}

/// How another implementation of the same API differs from the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upstream<'a> {
    /// Name of the other implementation.
    pub name: &'a str,
    /// How it differs.
    pub status: UpstreamStatus,
    /// First version for which this holds.
    pub since: Option<&'a str>,
    /// What to use in its place.
    pub instead: Option<&'a str>,
    /// Anything else that a reader must know.
    pub note: Option<&'a str>,
}

impl Upstream<'_> {
    /// What a row says that says nothing.
    pub const DEFAULT: Self = Self {
        name: "",
        status: UpstreamStatus::Absent,
        since: None,
        instead: None,
        note: None,
    };
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
