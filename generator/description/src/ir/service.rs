//! Services: a document's servers, credentials, operations, and what each operation takes and gives.

mod content;
mod operation;
mod parameter;

pub use content::*;
pub use operation::*;
pub use parameter::*;

use crate::cursor::Origin;
use crate::ir::schema::SchemaId;
use crate::ir::webhook::Webhook;

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
    /// `tags` that are no headings, but say something of operations.
    pub labels: Vec<Tag>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the server sends by itself: webhooks, then callbacks, in the order of the document.
    pub webhooks: Vec<Webhook>,
    /// Every named schema that the service reaches or declares, in the order of their names.
    pub schemas: Vec<SchemaId>,
    /// Every declared schema by its name, those that are others by a reference among them.
    pub declared: Vec<(String, SchemaId)>,
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

impl Server {
    /// The URL, its variables at their defaults.
    pub fn default_url(&self) -> String {
        let fill = |url: String, variable: &ServerVariable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        };
        self.variables.iter().fold(self.url.clone(), fill)
    }
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

impl Service {
    /// The requests of both sides: its operations, and what the server sends by itself.
    pub fn requests(&self) -> impl Iterator<Item = &Operation> {
        let webhooks = self.webhooks.iter().map(|webhook| &webhook.request);
        self.operations.iter().chain(webhooks)
    }

    /// The URL of the first server, its variables at their defaults.
    pub fn default_url(&self) -> String {
        self.servers
            .first()
            .map(Server::default_url)
            .unwrap_or_default()
    }

    /// Whether callers must say where the server is: its URL has variables or is relative.
    pub fn needs_base_url(&self) -> bool {
        self.servers
            .first()
            .is_none_or(|server| !server.variables.is_empty() || !server.url.contains("://"))
    }
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
