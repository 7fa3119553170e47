//! A row for each operation: parameters, credentials, bodies, responses.

use super::schemas::{check_of, path, type_of, values_of};
use super::{examples, optional, styles, upstream};
use crate::emit::validator::ValidatorEmission;
use trueup_description::cursor::Origin;
use trueup_description::ir::Upstream;
use trueup_description::ir::schema::SchemaId;
use trueup_description::ir::service::{
    Header, Media, Method, Operation, Parameter, Place, Publication, Response, Service, Status,
};
use trueup_description::json::Json;
use trueup_registry::styles::{Plan, of_form, of_header, of_parameter};
use trueup_text::markdown::{code, line};

/// The rows.
pub(super) fn emit(emission: &ValidatorEmission<'_>, service: &Service) -> String {
    let row = |operation| row(emission, service, operation);
    service.operations.iter().map(row).collect()
}

fn row(emission: &ValidatorEmission<'_>, service: &Service, operation: &Operation) -> String {
    let list = |items: Vec<String>| match items.is_empty() {
        true => "&[]".to_owned(),
        false => format!("&[\n{}    ]", items.concat()),
    };
    let summary = operation
        .summary
        .as_deref()
        .map_or_else(|| line(&operation.path), line);
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| self::parameter(emission, parameter))
        .collect();
    let responses = operation
        .responses
        .iter()
        .map(|response| self::response(emission, operation, response))
        .collect();
    format!(
        "\n/// {}: {summary}\npub static {}: Operation = Operation {{\n    id: {:?},\n    method: Method::{},\n    path: {:?},\n    summary: {},\n    deprecated: {},\n    unpublished: {},\n    parameters: {},\n    exclusive: &[{}],\n    credentials: &[{}],\n    request: {},\n    responses: {},\n    position: {},\n    upstream: {},\n}};\n",
        code(&format!("{} {}", operation.method, operation.path)),
        emission.operation(operation),
        operation.id,
        method(operation.method),
        operation.path,
        optional(operation.summary.as_deref()),
        operation.deprecated,
        operation.publication == Publication::Addition,
        list(parameters),
        references(&operation.exclusive),
        references(&operation.security),
        request(emission, service, operation),
        list(responses),
        emission.position(&operation.origin),
        upstream(operation.upstream.as_ref()),
    )
}

/// `&["a", "b"], &["c"]`
fn references(lists: &[Vec<String>]) -> String {
    lists
        .iter()
        .map(|list| format!("&{list:?}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Put => "Put",
        Method::Post => "Post",
        Method::Delete => "Delete",
        Method::Options => "Options",
        Method::Head => "Head",
        Method::Patch => "Patch",
        Method::Trace => "Trace",
    }
}

fn parameter(emission: &ValidatorEmission<'_>, parameter: &Parameter) -> String {
    let schemas = &emission.api.schemas;
    let place = match parameter.place {
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
    };
    row_of(
        emission,
        &Row {
            name: &parameter.name,
            place,
            schema: parameter.schema,
            required: parameter.required,
            deprecated: parameter.deprecated,
            style: of_parameter(schemas, parameter),
            example: parameter.example.as_ref(),
            origin: &parameter.origin,
            upstream: parameter.upstream.as_ref(),
        },
    )
}

/// A header of a response, in the row of a parameter.
fn header(emission: &ValidatorEmission<'_>, header: &Header) -> String {
    row_of(
        emission,
        &Row {
            name: &header.name,
            place: "Header",
            schema: header.schema,
            required: header.required,
            deprecated: header.deprecated,
            style: of_header(&emission.api.schemas, header),
            example: header.example.as_ref(),
            origin: &header.origin,
            upstream: None,
        },
    )
}

/// What a row of a parameter says.
struct Row<'a> {
    name: &'a str,
    place: &'static str,
    schema: SchemaId,
    required: bool,
    deprecated: bool,
    style: Plan,
    example: Option<&'a Json>,
    origin: &'a Origin,
    upstream: Option<&'a Upstream>,
}

fn row_of(emission: &ValidatorEmission<'_>, row: &Row<'_>) -> String {
    let schemas = &emission.api.schemas;
    let schema = schemas.get(schemas.unwrapped(row.schema));
    let outer = schemas.get(row.schema);
    let noted = row.upstream.or(outer.extensions.upstream.as_ref());
    let example = row.example.map(ToString::to_string);
    format!(
        "        Parameter {{\n            name: {:?},\n            place: Place::{},\n            ty: {},\n            required: {},\n            deprecated: {},\n            check: {},\n            style: {},\n            values: &{:?},\n            example: {},\n            position: {},\n            upstream: {},\n        }},\n",
        row.name,
        row.place,
        type_of(schemas, row.schema),
        row.required,
        row.deprecated,
        check_of(emission, row.schema),
        styles::literal(&row.style),
        values_of(schema),
        optional(example.as_deref()),
        emission.position(row.origin),
        upstream(noted),
    )
}

fn request(emission: &ValidatorEmission<'_>, service: &Service, operation: &Operation) -> String {
    let Some(body) = &operation.body else {
        return "None".to_owned();
    };
    format!(
        "Some(RequestBody {{\n        required: {},\n        content: {},\n        position: {},\n        camel_case: {},\n    }})",
        body.required,
        content(
            emission,
            &body.content,
            &format!("{}_REQUEST", emission.operation(operation))
        ),
        emission.position(&body.origin),
        service.camel_case_requests,
    )
}

fn response(
    emission: &ValidatorEmission<'_>,
    operation: &Operation,
    response: &Response,
) -> String {
    let status = match response.status {
        Status::Exact(status) => format!("Exact({status})"),
        Status::Range(digit) => format!("Range({digit})"),
        Status::Default => "Default".to_owned(),
    };
    let examples = format!(
        "{}_RESPONSE_{}",
        emission.operation(operation),
        response.status.to_string().to_uppercase()
    );
    let headers = response.headers.iter();
    let headers: String = headers
        .map(|header| self::header(emission, header))
        .collect();
    let headers = match headers.is_empty() {
        true => "&[]".to_owned(),
        false => format!("&[\n{headers}            ]"),
    };
    format!(
        "        Response {{\n            status: Status::{status},\n            headers: {headers},\n            content: {},\n            position: {},\n        }},\n",
        content(emission, &response.content, &examples),
        emission.position(&response.origin),
    )
}

fn content(emission: &ValidatorEmission<'_>, content: &[Media], examples: &str) -> String {
    let media = content.iter().enumerate().map(|(index, media)| {
        let schema = media.schema.map_or_else(|| "None".to_owned(), |id| format!("Some(&{})", path(emission, id)));
        let stream = media.stream.as_ref().map_or_else(
            || "None".to_owned(),
            |stream| format!("Some(Stream {{ item: {:?}, error: {:?} }})", stream.item, stream.error),
        );
        let form = of_form(&emission.api.schemas, media).map_or_else(
            || "None".to_owned(),
            |fields| format!("Some(&{})", styles::shape(&fields)),
        );
        let examples = match media.examples.is_empty() {
            true => "&[]".to_owned(),
            false => format!("examples::{}", examples::constant(examples, index)),
        };
        format!(
            "Media {{ media_type: {:?}, schema: {schema}, form: {form}, stream: {stream}, examples: {examples} }}",
            media.media_type
        )
    });
    format!("&[{}]", media.collect::<Vec<_>>().join(", "))
}
