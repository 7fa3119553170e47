//! Operation Objects (OpenAPI 3.0.3 §4.7.10).

use super::schema::{SchemaLowering, flag};
use super::service::{prose, text, unused};
use super::{body, extension, parameter, resolved};
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::service::{Method, Operation, Parameter, Publication, Retry};
use crate::path::PathKey;
use crate::resolve::Documents;

/// What every operation of a document shares.
pub(super) struct Context<'d> {
    pub(super) documents: &'d Documents,
    /// `security` of the document.
    pub(super) security: Vec<Vec<String>>,
}

/// Where an operation stands.
pub(super) struct Place<'p, 'd> {
    pub(super) path: &'p str,
    pub(super) item: &'p At<'d>,
    pub(super) method: Method,
}

pub(super) fn lower<'d>(
    at: &At<'d>,
    place: &Place<'_, 'd>,
    context: &Context<'d>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Operation {
    let tag = at
        .get("tags")
        .and_then(|tags| tags.items().next()?.as_str().map(str::to_owned));
    unused(
        at,
        "callbacks",
        "a client serves no requests",
        "serve them by what makes servers; their schemas are checked like all others",
        diagnostics,
    );
    let key = PathKey::new(place.path);
    let mut parameters = parameters(at, place.item, context.documents, schemas, diagnostics);
    parameter::of_path_query(&key, at, &mut parameters, schemas);
    let publication = if flag(at, "x-trueup-unpublished") {
        Publication::Addition
    } else {
        Publication::Published
    };
    Operation {
        origin: at.origin.clone(),
        id: text(at, "operationId").unwrap_or_default(),
        method: place.method,
        path: key.sent(),
        summary: prose(at, "summary"),
        description: prose(at, "description"),
        tag,
        deprecated: flag(at, "deprecated"),
        parameters,
        body: at
            .get("requestBody")
            .map(|body| body::request(&body, context.documents, schemas, diagnostics)),
        responses: body::responses(at, context.documents, schemas, diagnostics),
        security: security(at).unwrap_or_else(|| context.security.clone()),
        retry: extension::retry(at).unwrap_or(natural_retry(place.method)),
        upstream: extension::upstream(at),
        publication,
        pagination: extension::pagination(at),
        exclusive: extension::groups(at),
    }
}

/// Which methods may be sent again (RFC 9110 §9.2.2).
fn natural_retry(method: Method) -> Retry {
    match method {
        Method::Post | Method::Patch => Retry::Never,
        Method::Get
        | Method::Put
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace => Retry::Idempotent,
    }
}

/// `security`, if it is there: alternatives, each a set of scheme names.
pub(super) fn security(at: &At<'_>) -> Option<Vec<Vec<String>>> {
    let names = |alternative: At<'_>| {
        alternative
            .entries()
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    Some(at.get("security")?.items().map(names).collect())
}

/// The path item's parameters, and the operation's in their place where both name the same one.
fn parameters<'d>(
    operation: &At<'d>,
    item: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    for owner in [item, operation] {
        for at in owner.get("parameters").iter().flat_map(At::items) {
            let at = resolved(documents, &at);
            let Some(parameter) = parameter::parameter(&at, schemas, diagnostics) else {
                continue;
            };
            match all
                .iter_mut()
                .find(|known| known.name == parameter.name && known.place == parameter.place)
            {
                Some(known) => *known = parameter,
                None => all.push(parameter),
            }
        }
    }
    all
}
