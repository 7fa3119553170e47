//! What an operation answers ("Response Object", "Headers Object", "Example Object").

use super::super::schema::{Role, SchemaLowering};
use super::super::values::{prose, unused};
use super::super::{body, resolved};
use super::{file, is_file, media_types, own_schema, style};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::service::{Example, Header, Media, Place, Response};
use crate::ir::{header, media};
use crate::json::Pretty;
use crate::resolve::Documents;

/// The responses of an operation: exact statuses, then `default`.
pub(in super::super) fn responses<'d>(
    operation: &At<'d>,
    root: &At<'d>,
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Response> {
    let produces = media_types(operation, root, "produces");
    let mut responses = Vec::new();
    for (key, at) in operation.get("responses").iter().flat_map(At::entries) {
        // Keys that begin with `x-` are extensions.
        let Some(status) = body::status(key) else {
            continue;
        };
        let at = resolved(documents, &at);
        responses.push(Response {
            origin: at.origin.clone(),
            name: schemas.response_name(&at.origin),
            status,
            description: prose(&at, "description").unwrap_or_default(),
            headers: headers(&at, schemas, diagnostics),
            content: content(&at, &produces, schemas, diagnostics),
        });
    }
    responses.sort_by_key(|response| response.status);
    responses
}

fn headers<'d>(
    response: &At<'d>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, at) in response.get("headers").iter().flat_map(At::entries) {
        // The loader has said so.
        if header::is_ignored(name) || !header::is_token(name) {
            continue;
        }
        let (style, explode) = style(&at, Place::Header, diagnostics);
        headers.push(Header {
            origin: at.origin.clone(),
            name: name.to_owned(),
            description: prose(&at, "description"),
            required: false,
            deprecated: false,
            schema: own_schema(&at, Role::Parameter, schemas),
            style,
            explode,
            examples: Vec::new(),
        });
    }
    headers
}

/// The body in each media type; without a schema there is none, whatever `examples` has.
fn content<'d>(
    response: &At<'d>,
    produces: &[String],
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Media> {
    let Some(schema) = response.get("schema") else {
        let reason = "a response without `schema` has no body";
        unused(response, "examples", reason, "add the schema", diagnostics);
        return Vec::new();
    };
    let is_file = is_file(&resolved(schemas.documents, &schema));
    let mut types: Vec<&str> = produces.iter().map(String::as_str).collect();
    // A file is no JSON, though most documents say at their top that all is.
    types.retain(|media_type| !is_file || !media::is_json(media_type));
    if types.is_empty() {
        types.push(if is_file {
            "application/octet-stream"
        } else {
            "application/json"
        });
    }
    let id = match is_file {
        true => file(&schema, schemas),
        false => schemas.id(&schema),
    };
    let examples = response.get("examples");
    let mut content = Vec::new();
    for media_type in &types {
        let same = |name: &str| media::essence(name) == media::essence(media_type);
        let examples = examples.iter().flat_map(At::entries);
        let examples = examples.filter(|(name, _)| same(name));
        content.push(Media {
            origin: schema.origin.clone(),
            media_type: (*media_type).to_owned(),
            schema: Some(id),
            examples: examples.map(|(_, value)| example(&value)).collect(),
            encodings: Vec::new(),
            stream: None,
        });
    }
    for (name, value) in examples.iter().flat_map(At::entries) {
        if !types
            .iter()
            .any(|one| media::essence(one) == media::essence(name))
        {
            let message =
                format!("there is an example in `{name}`, which this operation does not answer in");
            let help = "add the media type to `produces`";
            let place = value.name_origin();
            diagnostics.push(Diagnostic::new(Code::UnreadExample, &place, message).help(help));
        }
    }
    content
}

fn example(value: &At<'_>) -> Example {
    Example {
        origin: value.origin.clone(),
        name: "example".to_owned(),
        summary: None,
        description: None,
        value: value.to_json(),
        pretty: Pretty::new(value.node),
    }
}
