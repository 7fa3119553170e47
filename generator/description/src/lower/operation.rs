//! Operation Objects (OpenAPI 3.0.3 §4.7.10).

use std::collections::BTreeSet;

use super::parameter::Lack;
use super::schema::SchemaLowering;
use super::values::{flag, prose, text, texts, unused};
use super::{about, body, extension, parameter, resolved, service, swagger};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::service::Place::Query;
use crate::ir::service::{Method, Operation, Parameter, Publication, Requirement, Retry, Server};
use crate::item::Item;
use crate::load::Version;
use crate::load::section::scheme_name;
use crate::path::PathKey;
use crate::resolve::Documents;

/// What every operation of a document shares.
pub(super) struct Context<'d> {
    pub(super) documents: &'d Documents,
    /// The document.
    pub(super) root: At<'d>,
    /// `security` of the document.
    pub(super) security: Vec<Vec<Requirement>>,
    /// The security schemes that are written into requests.
    pub(super) schemes: BTreeSet<&'d str>,
    /// For each alternative of `security`, what its connection shows.
    pub(super) certificates: Vec<Vec<String>>,
    /// Security schemes of connections, which no request shows: client certificates.
    pub(super) of_connections: BTreeSet<&'d str>,
    /// Tags that are no headings.
    pub(super) labels: BTreeSet<&'d str>,
}

/// Where an operation stands.
pub(super) struct Place<'p, 'd> {
    pub(super) path: &'p str,
    pub(super) item: &'p Item<'d>,
    pub(super) method: Method,
}

/// An Operation Object; `None` if it needs something that is lacking here, which is said.
pub(super) fn lower<'d>(
    at: &At<'d>,
    place: &Place<'_, 'd>,
    context: &Context<'d>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Operation> {
    let mut labels = texts(at, "tags");
    labels.retain(|tag| !tag.trim().is_empty());
    let mut headings = labels.iter();
    let tag = headings.position(|tag| !context.labels.contains(tag.as_str()));
    let tag = tag.map(|place| labels.remove(place));
    let key = PathKey::new(place.path);
    let (documents, root) = (context.documents, &context.root);
    let is_swagger = documents.version(root.origin.file) == Version::V2_0;
    let (mut parameters, body) = if is_swagger {
        other_schemes(at, root, diagnostics);
        swagger::inputs(at, place.item, root, documents, schemas, diagnostics)
    } else {
        let parameters = match parameters(at, place.item, documents, schemas, diagnostics) {
            Ok(parameters) => parameters,
            Err(lack) => {
                let id = text(at, "operationId").unwrap_or_default();
                let what = format!("the operation `{id}`");
                diagnostics.push(lack.left_out(Code::OperationLeftOut, &what).operation(&id));
                return None;
            }
        };
        let body = at.get("requestBody").filter(|body| !body.is_null());
        let body = body.map(|body| body::request(&body, documents, schemas, diagnostics));
        // Nothing can be sent in no media type; the loader has said so.
        let body = body.filter(|body| !body.content.is_empty());
        (parameters, body)
    };
    let responses = if is_swagger {
        swagger::responses(at, root, documents, schemas, diagnostics)
    } else {
        body::responses(at, documents, schemas, diagnostics)
    };
    parameter::of_path_key(&key, at, &mut parameters, schemas);
    let publication = if flag(at, "x-trueup-unpublished") {
        Publication::Addition
    } else {
        Publication::Published
    };
    let idempotency_key = text(at, "x-trueup-idempotency-key");
    let exclusive = groups(at, "x-trueup-exclusive", &parameters, diagnostics);
    let any_of = groups(at, "x-trueup-any-of", &parameters, diagnostics);
    let of_item = |key| {
        let mut parts = place.item.parts().iter().rev();
        parts.find_map(|part| prose(part, key))
    };
    Some(Operation {
        origin: at.origin.clone(),
        id: text(at, "operationId").unwrap_or_default(),
        method: place.method.clone(),
        path: key.sent(),
        servers: servers(at, place.item),
        summary: prose(at, "summary").or_else(|| of_item("summary")),
        description: about::description(at).or_else(|| of_item("description")),
        tag,
        labels,
        deprecated: flag(at, "deprecated"),
        parameters,
        body,
        responses,
        security: security(at, &context.schemes).unwrap_or_else(|| context.security.clone()),
        certificates: certificates(at, &context.of_connections)
            .unwrap_or_else(|| context.certificates.clone()),
        retry: extension::retry(at).unwrap_or(match &idempotency_key {
            Some(_) => Retry::Idempotent,
            None => natural_retry(&place.method),
        }),
        idempotency_key,
        upstream: extension::upstream(at),
        publication,
        pagination: extension::pagination(at),
        exclusive,
        any_of,
    })
}

/// The servers of an operation, or else those of its path.
fn servers(at: &At<'_>, item: &Item<'_>) -> Vec<Server> {
    let own = at.get("servers");
    let of_item = || {
        item.parts()
            .iter()
            .rev()
            .find_map(|part| part.get("servers"))
    };
    let servers = own.or_else(of_item);
    servers
        .iter()
        .flat_map(At::items)
        .map(|server| service::server(&server))
        .collect()
}

/// The groups of query parameters of an extension; names of none are said.
fn groups(
    at: &At<'_>,
    key: &str,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<String>> {
    let is_known = |name: &str| {
        let mut query = parameters.iter().filter(|known| known.place == Query);
        query.any(|known| known.name == name)
    };
    for group in at.get(key).iter().flat_map(At::items) {
        for item in group.items() {
            let Some(name) = item.as_str().filter(|name| !is_known(name)) else {
                continue;
            };
            let message = format!("this operation has no query parameter `{name}`");
            let help = "name those that stand under `parameters`, with `in: query`";
            let diagnostic = Diagnostic::new(Code::BadExtension, &item.origin, message);
            diagnostics.push(diagnostic.help(help));
        }
    }
    extension::groups(at, key)
}

/// Schemes of one operation (Swagger 2.0): it is called at the client's base URL all the same, and that must be said.
fn other_schemes(at: &At<'_>, root: &At<'_>, diagnostics: &mut Diagnostics) {
    let own = texts(at, "schemes");
    if own != texts(root, "schemes") {
        let reason = "a client has one base URL";
        let help = "call it by a client that is built with such a URL";
        unused(at, "schemes", reason, help, diagnostics);
    }
}

/// Which methods may be sent again (RFC 9110 §9.2.2; of `QUERY`, draft-ietf-httpbis-safe-method-w-body §2). What
/// another one does is for the document to say.
fn natural_retry(method: &Method) -> Retry {
    match method {
        Method::Post | Method::Patch | Method::Other(_) => Retry::Never,
        Method::Get
        | Method::Put
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace
        | Method::Query => Retry::Idempotent,
    }
}

/// `security`, if it is there: alternatives, each a set of scheme names. What the connection shows, or nothing is known of,
/// is asked of no request.
pub(super) fn security(at: &At<'_>, schemes: &BTreeSet<&str>) -> Option<Vec<Vec<Requirement>>> {
    let requirements = |alternative: At<'_>| {
        let named = alternative.entries();
        let named = named.map(|(name, scopes)| (scheme_name(name), scopes));
        let shown = named.filter(|(name, _)| schemes.contains(name));
        let shown = shown.map(|(name, scopes)| Requirement {
            scheme: name.to_owned(),
            scopes: scopes.items().filter_map(|scope| scope.to_text()).collect(),
        });
        shown.collect()
    };
    Some(at.get("security")?.items().map(requirements).collect())
}

/// For each alternative that something asks for, the schemes that its connection shows.
pub(super) fn certificates(
    at: &At<'_>,
    of_connections: &BTreeSet<&str>,
) -> Option<Vec<Vec<String>>> {
    let shown = |alternative: At<'_>| {
        let names = alternative.entries().map(|(name, _)| scheme_name(name));
        let names = names.filter(|name| of_connections.contains(name));
        names.map(str::to_owned).collect()
    };
    Some(at.get("security")?.items().map(shown).collect())
}

/// The path item's parameters, and the operation's in their place where both name the same one.
///
/// # Errors
/// A required one that no request can have. An optional one is left out, which is said.
fn parameters<'d>(
    operation: &At<'d>,
    item: &Item<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Parameter>, Lack> {
    let mut all: Vec<Parameter> = Vec::new();
    let own = operation.get("parameters");
    let own = own.iter().flat_map(At::items);
    for at in item.parameters().into_iter().chain(own) {
        let lowered = parameter::parameter(&at, documents, schemas, diagnostics);
        let at = resolved(documents, &at);
        let parameter = match lowered {
            Ok(Some(parameter)) => parameter,
            Ok(None) => continue,
            Err(lack) if flag(&at, "required") => return Err(lack),
            Err(lack) => {
                let name = text(&at, "name").unwrap_or_default();
                let what = format!("the parameter `{name}`");
                diagnostics.push(lack.left_out(Code::UnusedField, &what));
                continue;
            }
        };
        match all
            .iter_mut()
            .find(|known| known.name == parameter.name && known.place == parameter.place)
        {
            Some(known) => *known = parameter,
            None => all.push(parameter),
        }
    }
    Ok(all)
}
