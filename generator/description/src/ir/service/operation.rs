//! Operations: what each is called by, and what its calls may do.

use std::fmt;

use super::{Parameter, Place, RequestBody, Response, Server};
use crate::cursor::Origin;
use crate::ir::Upstream;
use crate::ir::schema::SchemaId;

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
    /// `servers`, its own or those of its path, instead of the document's.
    pub servers: Vec<Server>,
    /// `summary`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// The first of `tags` that is a heading.
    pub tag: Option<String>,
    /// The others of `tags`.
    pub labels: Vec<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// Parameters, those of the path item first, each name and place once.
    pub parameters: Vec<Parameter>,
    /// `requestBody`
    pub body: Option<RequestBody>,
    /// `responses`: exact statuses, then ranges, then `default`.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of credentials; an empty list or an empty alternative needs none.
    pub security: Vec<Vec<Requirement>>,
    /// For each alternative of `security`, the schemes whose credential is shown by the connection: clients' certificates.
    pub certificates: Vec<Vec<String>>,
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

/// A credential that an operation asks for (a field of a Security Requirement Object).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name of its security scheme.
    pub scheme: String,
    /// The scopes or roles that it must have.
    pub scopes: Vec<String>,
}

impl Operation {
    /// The alternatives of [`security`](Self::security), each a set of names of schemes.
    pub fn credentials(&self) -> impl Iterator<Item = Vec<String>> {
        let names = |set: &Vec<Requirement>| set.iter().map(|one| one.scheme.clone()).collect();
        self.security.iter().map(names)
    }

    /// Whether calls that are shown have the parameter because one of its group must be there: it is the first of one.
    #[must_use]
    pub fn prefers(&self, parameter: &Parameter) -> bool {
        let is_first = |group: &Vec<String>| group.first() == Some(&parameter.name);
        parameter.place == Place::Query && !parameter.required && self.any_of.iter().any(is_first)
    }

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
