//! Request bodies, responses, media types and their examples.

use super::schema::SchemaLowering;
use super::values::{flag, text, unused};
use super::{about, extension, parameter, resolved};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::media::{self, Kind};
use crate::ir::service::{
    Encoding, Example, Framing, Media, Place, RequestBody, Response, Status, Stream,
};
use crate::json::Pretty;
use crate::resolve::Documents;

/// A Request Body Object.
pub(super) fn request<'d>(
    at: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> RequestBody {
    let reference = at;
    let at = resolved(documents, reference);
    RequestBody {
        origin: at.origin.clone(),
        description: about::referred(reference, &at, "description", documents),
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
        let reference = at;
        let at = resolved(documents, &reference);
        responses.push(Response {
            origin: at.origin.clone(),
            name: schemas.response_name(&at.origin),
            status,
            description: about::response(&reference, &at, documents).unwrap_or_default(),
            headers: parameter::headers(&at, documents, schemas, diagnostics),
            content: content(&at, documents, schemas, diagnostics),
        });
    }
    responses.sort_by_key(|response| response.status);
    responses
}

/// The key of a response (OpenAPI 3.0.3 §4.7.16.2).
pub(super) fn status(key: &str) -> Option<Status> {
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
    let mut content = Vec::new();
    for (media_type, media) in at.get("content").iter().flat_map(At::entries) {
        // A component of 3.2.
        let media = resolved(documents, &media);
        let (schema, stream) = items(&media, media_type, diagnostics);
        content.push(Media {
            origin: media.origin.clone(),
            media_type: media_type.to_owned(),
            schema: schema.map(|schema| schemas.id(&schema)),
            examples: examples(&media, documents, diagnostics),
            encodings: encodings(&media, media_type, documents, schemas, diagnostics),
            stream,
        });
    }
    content
}

/// The schema of a body, or of one of its items if they are read one by one (OpenAPI 3.2.0 §4.14.3).
fn items<'d>(
    media: &At<'d>,
    media_type: &str,
    diagnostics: &mut Diagnostics,
) -> (Option<At<'d>>, Option<Stream>) {
    let schema = media.get("schema");
    let framing = media::framing(media_type);
    if let Some(item) = media.get("itemSchema") {
        let Some(framing) = framing else {
            let reason = "bodies of this media type are not read item by item";
            let help = "describe the whole body by `schema`";
            unused(media, "itemSchema", reason, help, diagnostics);
            return (schema, None);
        };
        let reason = "`itemSchema` describes the items, which are read one by one";
        unused(media, "schema", reason, "remove it", diagnostics);
        let envelope = None;
        return (Some(item), Some(Stream { framing, envelope }));
    }
    let stream = extension::stream(media, media_type);
    // Events are read one by one even where nothing more is said.
    let stream = stream.or_else(|| {
        (framing == Some(Framing::Events)).then_some(Stream {
            framing: Framing::EventText,
            envelope: None,
        })
    });
    (schema, stream)
}

/// `encoding` (OpenAPI 3.0.3 §4.7.15), which says something of forms alone.
fn encodings<'d>(
    media: &At<'d>,
    media_type: &str,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Encoding> {
    let kind = media::kind(media_type);
    if !matches!(kind, Kind::Form | Kind::Multipart) {
        let reason = "it concerns forms alone";
        unused(media, "encoding", reason, "remove it", diagnostics);
        return Vec::new();
    }
    let mut encodings = Vec::new();
    for (property, at) in media.get("encoding").iter().flat_map(At::entries) {
        ineffective(&at, kind, diagnostics);
        let (style, explode) = parameter::style(&at, Place::Query);
        encodings.push(Encoding {
            origin: at.origin.clone(),
            property: property.to_owned(),
            content_type: text(&at, "contentType"),
            style,
            explode,
            headers: match kind {
                Kind::Multipart => parameter::headers(&at, documents, schemas, diagnostics),
                _ => Vec::new(),
            },
        });
    }
    encodings
}

/// Names the fields of an encoding that say nothing in a form of its kind (§4.7.15.1).
fn ineffective(encoding: &At<'_>, kind: Kind, diagnostics: &mut Diagnostics) {
    let (fields, reason): (&[&str], _) = if kind == Kind::Multipart {
        let fields = &["style", "explode", "allowReserved"];
        (
            fields,
            "it concerns `application/x-www-form-urlencoded` alone",
        )
    } else {
        unused(
            encoding,
            "headers",
            "it concerns forms of several parts alone",
            "remove it",
            diagnostics,
        );
        let fields = &["allowReserved"];
        (
            fields,
            "whoever reads a form decodes it, so that both are the same",
        )
    };
    for field in fields {
        unused(encoding, field, reason, "remove it", diagnostics);
    }
}

/// `example` and `examples`, of a media type, a parameter or a header.
pub(super) fn examples(
    media: &At<'_>,
    documents: &Documents,
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let example = |value: &At<'_>, name: &str, summary, description| Example {
        origin: value.origin.clone(),
        name: name.to_owned(),
        summary,
        description,
        value: value.to_json(),
        pretty: Pretty::new(value.node),
    };
    let mut examples = Vec::new();
    if let Some(value) = media.get("example") {
        examples.push(example(&value, "example", None, None));
    }
    for (name, at) in media.get("examples").iter().flat_map(At::entries) {
        let reference = at;
        let at = resolved(documents, &reference);
        match at.get("value").or_else(|| at.get("dataValue")) {
            Some(value) => {
                let said = |key| about::referred(&reference, &at, key, documents);
                let (summary, description) = match (said("summary"), said("description")) {
                    (None, description) => (description, None),
                    both => both,
                };
                examples.push(example(&value, name, summary, description));
            }
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
