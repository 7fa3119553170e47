//! Services: a document's servers, credentials, operations, and what each operation takes and gives.

use std::fmt;

use crate::cursor::Origin;
use crate::ir::Upstream;
use crate::ir::schema::{SchemaId, Schemas};
use crate::ir::webhook::Webhook;
use crate::json::{Json, Pretty};

/// One document.
#[derive(Debug)]
pub struct Service {
    /// The document's file stem: `users` for `users.yaml`.
    pub name: String,
    /// The document's root.
    pub origin: Origin,
    /// `info.title`
    pub title: String,
    /// `info.version`
    pub version: String,
    /// `info.description`
    pub description: Option<String>,
    /// `servers`, at least one.
    pub servers: Vec<Server>,
    /// The security schemes, in the order of the document.
    pub schemes: Vec<SecurityScheme>,
    /// `tags` that are headings, each behind its parent.
    pub tags: Vec<Tag>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the server sends by itself: webhooks, then callbacks, in the order of the document.
    pub webhooks: Vec<Webhook>,
    /// Every named schema that the service reaches or declares, in the order of their names.
    pub schemas: Vec<SchemaId>,
    /// `x-trueup-rate-limit`
    pub rate_limit: Option<RateLimit>,
    /// `x-trueup-request-names` holds `lowerCamelCase`.
    pub camel_case_requests: bool,
}

/// A Server Object.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it stands.
    pub origin: Origin,
    /// The URL template.
    pub url: String,
    /// `description`
    pub description: Option<String>,
    /// The template's variables.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Name in the template.
    pub name: String,
    /// `default`
    pub default: String,
    /// `description`
    pub description: Option<String>,
    /// `enum`
    pub values: Vec<String>,
}

/// A Tag Object.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`
    pub name: String,
    /// What it is shown as: `summary`, or its name, behind those of the tags that it stands in.
    pub title: String,
    /// `description`
    pub description: Option<String>,
}

/// A Security Scheme Object.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub origin: Origin,
    /// Its name.
    pub name: String,
    /// `description`
    pub description: Option<String>,
    /// How the credential travels.
    pub kind: SchemeKind,
    /// How the credential's bytes become text.
    pub encoding: CredentialEncoding,
    /// Where a client gets tokens by itself (OAuth 2.0).
    pub flows: TokenFlows,
}

/// Where a client gets tokens by itself, without a person who logs in: the URLs of the authorization server, as the
/// document has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenFlows {
    /// `tokenUrl` of the flow `clientCredentials`.
    pub client_credentials: Option<String>,
    /// `refreshUrl` of a flow, or the `tokenUrl` of one that begins with a person (RFC 6749, section 6).
    pub refresh: Option<String>,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (RFC 6750)
    Bearer,
    /// `Authorization: Basic …` (RFC 7617)
    Basic,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
}

/// How a credential's bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialEncoding {
    /// The credential is text already.
    Text,
    /// Bytes, sent as hex (`x-trueup-encoding: hex`).
    Hex,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// Any other token (RFC 9110 §9.1), as it is sent.
    Other(String),
}

impl Method {
    /// Every method that has a key of its own in a Path Item Object, with the key.
    pub const FIXED: [(&'static str, Self); 9] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
        ("query", Self::Query),
    ];

    /// The method of a name as it is sent.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut fixed = Self::FIXED.into_iter().map(|(_, method)| method);
        fixed
            .find(|method| method.as_str() == name)
            .unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// The name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An Operation Object with what its Path Item adds.
#[derive(Debug)]
pub struct Operation {
    /// Where it stands.
    pub origin: Origin,
    /// `operationId`
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path template, `/user/{id}`.
    pub path: String,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// The first of `tags` that is a heading.
    pub tag: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// Parameters, those of the path item first, each name and place once.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub body: Option<RequestBody>,
    /// `responses`: exact statuses, then ranges, then `default`.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of scheme names; an empty list or an empty alternative needs none.
    pub security: Vec<Vec<String>>,
    /// `x-trueup-retry`, or the method's nature (RFC 9110 §9.2.2).
    pub retry: Retry,
    /// The header by which the server tells a call that is sent again (`x-trueup-idempotency-key`).
    pub idempotency_key: Option<String>,
    /// `x-trueup-upstream`
    pub upstream: Option<Upstream>,
    /// Whether the published reference has it (`x-trueup-unpublished`).
    pub publication: Publication,
    /// `x-trueup-pagination`
    pub pagination: Option<Pagination>,
    /// `x-trueup-exclusive`: of each group of query parameters, at most one may be set.
    pub exclusive: Vec<Vec<String>>,
    /// `x-trueup-any-of`: of each group of query parameters, at least one must be there.
    pub any_of: Vec<Vec<String>>,
}

impl Operation {
    /// Whether calls that are shown have the parameter because one of its group must be there: it is the first of one.
    #[must_use]
    pub fn prefers(&self, parameter: &Parameter) -> bool {
        let is_first = |group: &Vec<String>| group.first() == Some(&parameter.name);
        parameter.place == Place::Query && !parameter.required && self.any_of.iter().any(is_first)
    }
}

/// Whether a call may be sent again after a failure that left its outcome open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Sending twice is the same as sending once.
    Idempotent,
    /// Never.
    Never,
}

/// Whether an operation stands in the published reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// It does.
    Published,
    /// It is an addition of the document.
    Addition,
}

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
    /// `allowReserved`, of a parameter of the query.
    pub allow_reserved: bool,
    /// The value that the key of the path names it with.
    pub keyed: Option<String>,
    /// `example`, or the first of `examples`.
    pub example: Option<Json>,
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
    /// `example`, or the first of `examples`.
    pub example: Option<Json>,
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

impl Operation {
    /// Whether the parameter is the header of the operation's idempotency key, which is made where it is not set.
    #[must_use]
    pub fn is_key(&self, parameter: &Parameter) -> bool {
        let key = self.idempotency_key.as_deref();
        parameter.place == Place::Header
            && key.is_some_and(|key| key.eq_ignore_ascii_case(&parameter.name))
    }

    /// The schemas of its bodies, the request's first.
    pub fn body_schemas(&self) -> impl Iterator<Item = SchemaId> {
        let request = self.body.iter().flat_map(|body| &body.content);
        let responses = self.responses.iter().flat_map(|response| &response.content);
        request.chain(responses).filter_map(|media| media.schema)
    }

    /// The schemas of the headers of its responses.
    pub fn header_schemas(&self) -> impl Iterator<Item = SchemaId> {
        let headers = self.responses.iter().flat_map(|response| &response.headers);
        headers.map(|header| header.schema)
    }

    /// The schemas of its parameters, its bodies and the headers of its responses.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let parameters = self.parameters.iter().map(|parameter| parameter.schema);
        parameters
            .chain(self.body_schemas())
            .chain(self.header_schemas())
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

/// A Request Body Object.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<String>,
    /// `required`
    pub required: bool,
    /// `content`, at least one.
    pub content: Vec<Media>,
}

/// A Media Type Object.
#[derive(Clone, Debug)]
pub struct Media {
    /// Where it stands.
    pub origin: Origin,
    /// Its key, as written.
    pub media_type: String,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `example` and `examples`
    pub examples: Vec<Example>,
    /// `encoding`, for forms.
    pub encodings: Vec<Encoding>,
    /// Set where the body is many items one after the other; `schema` describes one of them (`itemSchema`,
    /// `x-trueup-stream`, or server-sent events).
    pub stream: Option<Stream>,
}

/// An Encoding Object: how one property of a form becomes text.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it stands.
    pub origin: Origin,
    /// The property.
    pub property: String,
    /// `contentType`
    pub content_type: Option<String>,
    /// `style`, or the default for forms.
    pub style: Style,
    /// `explode`, or the default of the style.
    pub explode: bool,
    /// `headers`, of a part.
    pub headers: Vec<Header>,
}

/// A body of many items; the media type's schema describes one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// How they follow each other.
    pub framing: Framing,
    /// What each travels in (`x-trueup-stream`).
    pub envelope: Option<Envelope>,
}

/// An object around each item of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Property that holds the item.
    pub item: String,
    /// Property that holds the error.
    pub error: String,
}

/// How the items of a body follow each other (sequential media types, OpenAPI 3.2.0 §4.14.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// One JSON text a line.
    Lines,
    /// JSON texts behind record separators (RFC 7464).
    Sequence,
    /// Server-sent events; an item is the object of an event's fields.
    Events,
    /// Server-sent events; an item is the JSON text in an event's data.
    EventData,
    /// Server-sent events whose data nothing describes by itself.
    EventText,
}

/// A Response Object.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// Its name, if it is a component.
    pub name: Option<String>,
    /// Its key.
    pub status: Status,
    /// `description`
    pub description: String,
    /// `headers`, in the order of the document.
    pub headers: Vec<Header>,
    /// `content`; empty means no body.
    pub content: Vec<Media>,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// `2XX`: the first digit.
    Range(u8),
    /// `default`
    Default,
}

impl Service {
    /// The requests of both sides: its operations, and what the server sends by itself.
    pub fn requests(&self) -> impl Iterator<Item = &Operation> {
        let webhooks = self.webhooks.iter().map(|webhook| &webhook.request);
        self.operations.iter().chain(webhooks)
    }

    /// The URL of the first server, its variables at their defaults.
    pub fn default_url(&self) -> String {
        let Some(server) = self.servers.first() else {
            return String::new();
        };
        let fill = |url: String, variable: &ServerVariable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        };
        server.variables.iter().fold(server.url.clone(), fill)
    }

    /// Whether callers must say where the server is: its URL has variables or is relative.
    pub fn needs_base_url(&self) -> bool {
        self.servers
            .first()
            .is_none_or(|server| !server.variables.is_empty() || !server.url.contains("://"))
    }
}

impl Status {
    /// Whether it can be a success: 2xx.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// An example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where its value stands.
    pub origin: Origin,
    /// Its key under `examples`; `example` for the nameless form.
    pub name: String,
    /// `summary`
    pub summary: Option<String>,
    /// The value.
    pub value: Json,
    /// The value as indented JSON, and where each part of it stands in the YAML.
    pub pretty: Pretty,
}

/// `x-trueup-pagination`: how a list is read page by page.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// Where it stands.
    pub origin: Origin,
    /// Response property that holds the items.
    pub items: String,
    /// Query parameter that says where a page begins.
    pub cursor: String,
    /// Response property that holds the cursor of the next page.
    pub next: String,
    /// Response property that holds the cursor of the page before.
    pub previous: Option<String>,
    /// Boolean query parameter that turns the direction.
    pub reverse: Option<String>,
    /// Query parameter for the size of a page.
    pub limit: Option<String>,
}

/// `x-trueup-rate-limit`
#[derive(Clone, Debug)]
pub struct RateLimit {
    /// What the limit counts.
    pub scope: Option<String>,
    /// The tiers, in the order of the document.
    pub tiers: Vec<RateTier>,
}

/// One tier of a [`RateLimit`].
#[derive(Clone, Debug)]
pub struct RateTier {
    /// Its name.
    pub name: String,
    /// Requests for each minute.
    pub requests_per_minute: u32,
    /// Requests at once.
    pub burst: u32,
}
