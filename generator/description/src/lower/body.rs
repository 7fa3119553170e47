//! Request bodies, responses, media types and their examples.

use super::schema::{SchemaLowering, flag};
use super::service::{prose, text};
use super::{extension, resolved};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::service::{Encoding, Example, Media, Place, RequestBody, Response, Status, Style};
use crate::json::Pretty;
use crate::resolve::Documents;

/// A Request Body Object.
pub(super) fn request<'d>(
    at: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> RequestBody {
    let at = resolved(documents, at);
    RequestBody {
        origin: at.origin.clone(),
        description: prose(&at, "description"),
        required: flag(&at, "required"),
        content: content(&at, documents, schemas, diagnostics),
    }
}

/// The responses of an operation: exact statuses, then ranges, then `default`.
pub(super) fn responses<'d>(
    operation: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Response> {
    let mut responses = Vec::new();
    for (key, at) in operation.get("responses").iter().flat_map(At::entries) {
        // Keys that begin with `x-` are extensions.
        let Some(status) = status(key) else { continue };
        let at = resolved(documents, &at);
        responses.push(Response {
            origin: at.origin.clone(),
            status,
            description: prose(&at, "description").unwrap_or_default(),
            content: content(&at, documents, schemas, diagnostics),
        });
    }
    responses.sort_by_key(|response| response.status);
    responses
}

/// The key of a response (OpenAPI 3.0.3 §4.7.16.2).
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if let Some(digit) = key.strip_suffix("XX") {
        return digit.parse().ok().map(Status::Range);
    }
    key.parse().ok().map(Status::Exact)
}

fn content<'d>(
    at: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Media> {
    let content = at.get("content");
    content
        .iter()
        .flat_map(At::entries)
        .map(|(media_type, media)| Media {
            origin: media.origin.clone(),
            media_type: media_type.to_owned(),
            schema: media.get("schema").map(|schema| schemas.id(&schema)),
            examples: examples(&media, documents, diagnostics),
            encodings: encodings(&media),
            stream: extension::stream(&media),
        })
        .collect()
}

/// `encoding` (OpenAPI 3.0.3 §4.7.15).
fn encodings(media: &At<'_>) -> Vec<Encoding> {
    let encodings = media.get("encoding");
    encodings
        .iter()
        .flat_map(At::entries)
        .map(|(property, at)| {
            let style = super::operation::style(&at, Place::Query);
            Encoding {
                origin: at.origin.clone(),
                property: property.to_owned(),
                content_type: text(&at, "contentType"),
                style,
                explode: at
                    .get("explode")
                    .and_then(|explode| explode.as_bool())
                    .unwrap_or(style == Style::Form),
            }
        })
        .collect()
}

fn examples(media: &At<'_>, documents: &Documents, diagnostics: &mut Diagnostics) -> Vec<Example> {
    let example = |value: &At<'_>, name: &str, summary| Example {
        origin: value.origin.clone(),
        name: name.to_owned(),
        summary,
        value: value.to_json(),
        pretty: Pretty::new(value.node),
    };
    let mut examples = Vec::new();
    if let Some(value) = media.get("example") {
        examples.push(example(&value, "example", None));
    }
    for (name, at) in media.get("examples").iter().flat_map(At::entries) {
        let at = resolved(documents, &at);
        match at.get("value") {
            Some(value) => examples.push(example(&value, name, prose(&at, "summary"))),
            None => {
                let message = format!("the example `{name}` has no `value`, and is left out");
                let help = "examples in other files (`externalValue`) are not read";
                diagnostics
                    .push(Diagnostic::new(Code::UnreadExample, &at.origin, message).help(help));
            }
        }
    }
    examples
}
