//! Operation Objects (OpenAPI 3.0.3 §4.7.10) and their parameters.

use super::schema::{SchemaLowering, flag};
use super::service::{prose, text};
use super::{body, extension, resolved};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::media;
use crate::ir::service::{self, Method, Operation, Parameter, Publication, Retry, Style};
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
    let publication = if flag(at, "x-trueup-unpublished") {
        Publication::Addition
    } else {
        Publication::Published
    };
    Operation {
        origin: at.origin.clone(),
        id: text(at, "operationId").unwrap_or_default(),
        method: place.method,
        path: place.path.to_owned(),
        summary: prose(at, "summary"),
        description: prose(at, "description"),
        tag,
        deprecated: flag(at, "deprecated"),
        parameters: parameters(at, place.item, context.documents, schemas, diagnostics),
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
            let Some(parameter) = parameter(&at, schemas, diagnostics) else {
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

fn parameter<'d>(
    at: &At<'d>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Parameter> {
    let place = match at.get("in")?.as_str()? {
        "path" => service::Place::Path,
        "query" => service::Place::Query,
        "header" => service::Place::Header,
        _ => service::Place::Cookie,
    };
    let (schema, described) = described(at, diagnostics)?;
    let style = match described {
        Described::BySchema => style(at, place),
        Described::ByJson => Style::Json,
    };
    let example = at
        .get("example")
        .or_else(|| at.get("examples")?.entries().next()?.1.get("value"));
    Some(Parameter {
        origin: at.origin.clone(),
        name: text(at, "name")?,
        place,
        description: prose(at, "description"),
        required: flag(at, "required"),
        deprecated: flag(at, "deprecated"),
        schema: schemas.id(&schema),
        style,
        explode: at
            .get("explode")
            .and_then(|explode| explode.as_bool())
            .unwrap_or(style == Style::Form),
        example: example.map(|example| example.to_json()),
        upstream: extension::upstream(at),
    })
}

/// How a parameter says what its text looks like.
enum Described {
    /// By `schema` and `style`.
    BySchema,
    /// By `content`: it is a JSON text.
    ByJson,
}

/// The schema of a parameter. Text described by `content` needs no style, so it counts as described by a
/// schema.
fn described<'d>(at: &At<'d>, diagnostics: &mut Diagnostics) -> Option<(At<'d>, Described)> {
    if let Some(schema) = at.get("schema") {
        return Some((schema, Described::BySchema));
    }
    let (media_type, media) = at.get("content")?.entries().next()?;
    let described = match (media::is_json(media_type), media::is_text(media_type)) {
        (true, _) => Described::ByJson,
        (false, true) => Described::BySchema,
        (false, false) => {
            let message = format!("a parameter in the form of `{media_type}` is not supported");
            let help = "describe it by `schema`, or as `application/json` or `text/plain`";
            diagnostics
                .push(Diagnostic::new(Code::UnsupportedFeature, &media.origin, message).help(help));
            return None;
        }
    };
    match media.get("schema") {
        Some(schema) => Some((schema, described)),
        None => {
            let message = "a parameter without a `schema` under its media type is not supported";
            let help = "say what its values are";
            diagnostics
                .push(Diagnostic::new(Code::UnsupportedFeature, &media.origin, message).help(help));
            None
        }
    }
}

/// `style`, or the default of the place (OpenAPI 3.0.3 §4.7.12.2.1).
pub(super) fn style(at: &At<'_>, place: service::Place) -> Style {
    match text(at, "style").as_deref() {
        Some("form") => Style::Form,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        Some("label") => Style::Label,
        Some("matrix") => Style::Matrix,
        Some(_) => Style::Simple,
        None => match place {
            service::Place::Query | service::Place::Cookie => Style::Form,
            service::Place::Path | service::Place::Header => Style::Simple,
        },
    }
}
