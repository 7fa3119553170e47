//! The vocabulary in which the fixed fields of Swagger 2.0 and OpenAPI 3.0 to 3.2 are written down.
//!
//! `super::swagger` and `super::openapi` hold the tables of the specifications, [`crate::extensions`] that of the
//! vendor extensions; `super::check` reads both.

use super::version::Version;
use crate::extensions;

/// A kind of object that can stand in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "named after the sections of OpenAPI 3.0.3, section 4.7"
)]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    /// The methods of a path that have no field of their own (OpenAPI 3.2).
    Operations,
    Operation,
    ExternalDocs,
    Parameter,
    /// What the elements of a parameter or a header are (Swagger 2.0).
    Items,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    /// A value of `x-trueup-upstream`.
    Upstream,
    /// A value of `x-trueup-stream`.
    Stream,
    /// A value of `x-trueup-error`.
    ErrorParts,
    /// A value of `x-trueup-error-kind`.
    ErrorKinds,
    /// A condition in `x-trueup-error-kind`.
    ErrorCondition,
    /// A value of `x-trueup-pagination`.
    Pagination,
    /// A value of `x-trueup-rate-limit`.
    RateLimit,
    /// A tier in `x-trueup-rate-limit`.
    RateTier,
    /// A value of `x-trueup-quantity`.
    Quantity,
    /// A value of `x-trueup-same-value`.
    SameValue,
}

/// OpenAPI 3.0.3, section 4.7.12.2: use of the field is not recommended, and it says nothing that a type does not.
pub(super) const EMPTY_VALUE: &str = "an empty text is sent as every other";

/// What a value must look like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// A string.
    Text,
    /// A string or an integer.
    Word,
    /// A string that is the name of something.
    Name,
    /// `true` or `false`.
    Bool,
    /// The one value `true`.
    True,
    /// A number.
    Number,
    /// A whole number, not negative.
    Count,
    /// A whole number above zero.
    Positive,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A string that is a JSON Pointer.
    Pointer,
    /// A string that is the name of a header (RFC 9110, section 5.1).
    HeaderName,
    /// A string that refers to a schema, as the text of a `$ref` does.
    SchemaReference,
    /// An object of a kind.
    Object(Kind),
    /// An object of a kind, or a Reference Object that leads to one.
    Reference(Kind),
    /// A boolean, or a schema or a reference to one: `additionalProperties`.
    BoolOrSchema,
    /// A schema, or an array of some: `items` before 2020-12.
    SchemaOrSchemas,
    /// A schema, or an array of names: a value of `dependencies`.
    SchemaOrNames,
    /// An array.
    List(&'static Shape),
    /// An array that is not empty.
    Filled(&'static Shape),
    /// An object with any keys.
    Map(&'static Shape),
    /// An object whose keys are names of components (OpenAPI 3.0.3, section 4.7.7).
    Components(&'static Shape),
}

impl Shape {
    /// Whether an object or an array stands there.
    pub(super) fn is_collection(&self) -> bool {
        matches!(
            self,
            Self::Object(_)
                | Self::Reference(_)
                | Self::List(_)
                | Self::Filled(_)
                | Self::Map(_)
                | Self::Components(_)
        )
    }
}

/// A key of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// Whether it must be there.
    pub presence: Presence,
    /// The first version that knows it.
    pub since: Version,
    /// The last version that knows it.
    pub until: Version,
    /// What becomes of it.
    pub used: Use,
}

/// What becomes of a field. That it does is tested for each one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The model of the API says something else with it than without.
    Model,
    /// The loader reads it: a document with it may be refused, or is read otherwise.
    Loader,
    /// Nothing, which is said wherever it stands: why, and what to do.
    Nothing(&'static str, &'static str),
    /// Nothing, by the specification: it is for those who write the description.
    Comment,
}

impl Field {
    /// The same field, in a version and all that come after it.
    pub(crate) const fn since(self, since: Version) -> Self {
        Self { since, ..self }
    }

    /// The same field, in a version and all that came before it.
    pub(crate) const fn until(self, until: Version) -> Self {
        Self { until, ..self }
    }

    /// The same field, which the loader alone reads.
    pub(crate) const fn loaded(self) -> Self {
        Self {
            used: Use::Loader,
            ..self
        }
    }

    /// The same field, of which nothing is made: why, and what to do.
    pub(crate) const fn unused(self, reason: &'static str, help: &'static str) -> Self {
        Self {
            used: Use::Nothing(reason, help),
            ..self
        }
    }

    /// The same field, which is for those who write the description.
    pub(crate) const fn comment(self) -> Self {
        Self {
            used: Use::Comment,
            ..self
        }
    }
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// The specification demands it, and what the object means is plain without it.
    Expected,
    /// It need not.
    Optional,
}

/// A key that must be there.
pub(crate) const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        presence: Presence::Required,
        since: Version::V2_0,
        until: Version::V3_2,
        used: Use::Model,
    }
}

/// A key that should be there.
pub(crate) const fn expected(name: &'static str, shape: Shape) -> Field {
    Field {
        presence: Presence::Expected,
        ..optional(name, shape)
    }
}

/// A key that may be there.
pub(crate) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        presence: Presence::Optional,
        since: Version::V2_0,
        until: Version::V3_2,
        used: Use::Model,
    }
}

/// What the keys that are not fixed look like.
#[derive(Clone, Copy, Debug)]
pub(super) enum Others {
    /// There are none, save `x-…`.
    Extensions,
    /// There are none at all.
    None,
    /// Path templates, and `x-…`.
    Paths,
    /// Status codes, and `x-…`.
    Statuses,
    /// Methods.
    Methods,
    /// Run-time expressions, and `x-…`.
    Expressions,
    /// Names of security schemes.
    Schemes,
}

/// All that is known about a kind of object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// The name of the kind, for messages.
    pub(super) name: &'static str,
    /// The fixed fields, those of other versions among them.
    fields: &'static [Field],
    /// The version of the document.
    pub(super) version: Version,
    /// The other keys.
    pub(super) others: Others,
}

impl Table {
    /// What a version knows of a kind.
    pub(super) fn new(
        name: &'static str,
        fields: &'static [Field],
        others: Others,
        version: Version,
    ) -> Self {
        Self {
            name,
            fields,
            version,
            others,
        }
    }

    /// The fixed fields of the version.
    pub(super) fn fields(self) -> impl Iterator<Item = &'static Field> {
        let known = move |field: &&Field| (field.since..=field.until).contains(&self.version);
        self.fields.iter().filter(known)
    }

    /// The fixed field of this name.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// What stands under a key that is not fixed; `None` if there are no such keys. A Path Item Object has a `$ref` of its
    /// own (OpenAPI 3.0.3, section 4.7.9.1), which is read as everywhere.
    pub(super) fn other(self, key: &str) -> Option<Shape> {
        match self.others {
            Others::Paths if key.starts_with('/') => Some(Shape::Reference(Kind::PathItem)),
            Others::Statuses if is_status(key) => Some(Shape::Reference(Kind::Response)),
            Others::Methods => Some(Shape::Object(Kind::Operation)),
            Others::Expressions => Some(Shape::Reference(Kind::PathItem)),
            Others::Schemes => Some(Shape::List(&Shape::Text)),
            _ => None,
        }
    }

    /// Whether keys that start with `x-` are extensions.
    pub(super) fn is_extensible(self) -> bool {
        !matches!(
            self.others,
            Others::None | Others::Schemes | Others::Methods
        )
    }

    /// Whether another version knows a field of this name.
    pub(super) fn elsewhere(self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Kind {
    /// What stands under a key of such an object; `None` where the version knows no such key, and for extensions of others.
    pub(crate) fn shape(self, version: Version, key: &str) -> Option<Shape> {
        let table = self.table(version);
        if let Some(field) = table.field(key) {
            return Some(field.shape);
        }
        if table.is_extensible() && key.starts_with("x-") {
            let extension = extensions::find(key)?;
            return extension.kinds.contains(&self).then_some(extension.shape);
        }
        table.other(key)
    }
}

/// Whether a key of a Responses Object is `default`, a status code or a range like `2XX`.
fn is_status(key: &str) -> bool {
    key == "default"
        || matches!(
            key.as_bytes(),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] | [b'1'..=b'5', b'X', b'X']
        )
}
