//! Parameters of operations and headers of responses.

use super::Example;
use crate::cursor::Origin;
use crate::ir::Upstream;
use crate::ir::schema::{SchemaId, Schemas};

/// A Parameter Object.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// Name on the wire.
    pub name: String,
    /// `in`
    pub place: Place,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// Its schema.
    pub schema: SchemaId,
    /// `style`, or the default of the place (OpenAPI 3.0.3 §4.7.12.2).
    pub style: Style,
    /// `explode`, or the default of the style.
    pub explode: bool,
    /// `allowReserved`, of a parameter of the query, or of the path.
    pub allow_reserved: bool,
    /// The value that the key of the path names it with.
    pub keyed: Option<String>,
    /// `example` and `examples`
    pub examples: Vec<Example>,
    /// `x-trueup-upstream`
    pub upstream: Option<Upstream>,
}

/// A Header Object: of a response, or of a part of a form.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub origin: Origin,
    /// Its key, as written.
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// Its schema.
    pub schema: SchemaId,
    /// How its value becomes text.
    pub style: Style,
    /// `explode`
    pub explode: bool,
    /// `example` and `examples`
    pub examples: Vec<Example>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl Parameter {
    /// The text that it always has: the key of the path says so, and its schema allows no other.
    #[must_use]
    pub fn constant(&self, schemas: &Schemas) -> Option<&str> {
        let keyed = self.keyed.as_deref().filter(|_| self.required)?;
        let schema = schemas.get(schemas.unwrapped(self.schema));
        let only = match schema.assertions.values.as_deref() {
            Some([only]) => only.as_str(),
            _ => None,
        };
        (only == Some(keyed)).then_some(keyed)
    }
}

impl Place {
    /// The value of `in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a parameter's value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`
    Simple,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `tsv`, which Swagger 2.0 alone has: tabs between the items.
    TabDelimited,
    /// `cookie`, which escapes nothing (OpenAPI 3.2.0 §4.12.6.4).
    Cookie,
    /// `deepObject`
    DeepObject,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// None of them: the parameter is described by `content` of JSON, so its value is a JSON text.
    Json,
    /// None of them: the parameter is described by `content` of a text, and is that text.
    Text,
    /// None of them: the parameter is the whole query, and its properties are those of a form (`in: querystring`).
    Query,
}
