//! A row for each operation: parameters, credentials, bodies, responses, examples.

use trueup_description::ir::schema::{JsonType, SchemaId};
use trueup_description::ir::service as ir;
use trueup_validator::registry::{
    Example, Media, Method, Operation, Parameter, Place, RequestBody, Response, Status, Stream,
    Style,
};

use crate::schemas::{Rows, type_of, values_of};
use crate::services::Builder;

pub(crate) fn build<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    service: &ir::Service,
    operation: &ir::Operation,
) -> Operation<'a> {
    let arena = builder.arena;
    let parameters = operation.parameters.iter();
    let responses = operation.responses.iter();
    Operation {
        id: builder.text(&operation.id),
        method: method(operation.method),
        path: builder.text(&operation.path),
        summary: builder.optional(operation.summary.as_deref()),
        deprecated: operation.deprecated,
        unpublished: operation.publication == ir::Publication::Addition,
        parameters: arena.list(parameters.map(|parameter| self::parameter(builder, parameter))),
        exclusive: builder.lists(&operation.exclusive),
        credentials: builder.lists(&operation.security),
        request: operation.body.as_ref().map(|body| RequestBody {
            required: body.required,
            content: content(builder, rows, &body.content),
            position: builder.places.position(&body.origin),
            camel_case: service.camel_case_requests,
        }),
        responses: arena.list(responses.map(|response| Response {
            status: status(response.status),
            content: content(builder, rows, &response.content),
            position: builder.places.position(&response.origin),
        })),
        position: builder.places.position(&operation.origin),
        upstream: builder.upstream(operation.upstream.as_ref()),
    }
}

fn method(method: ir::Method) -> Method {
    match method {
        ir::Method::Get => Method::Get,
        ir::Method::Put => Method::Put,
        ir::Method::Post => Method::Post,
        ir::Method::Delete => Method::Delete,
        ir::Method::Options => Method::Options,
        ir::Method::Head => Method::Head,
        ir::Method::Patch => Method::Patch,
        ir::Method::Trace => Method::Trace,
    }
}

fn status(status: ir::Status) -> Status {
    match status {
        ir::Status::Exact(status) => Status::Exact(status),
        ir::Status::Range(digit) => Status::Range(digit),
        ir::Status::Default => Status::Default,
    }
}

fn parameter<'a>(builder: &Builder<'a, '_>, parameter: &ir::Parameter) -> Parameter<'a> {
    let outer = builder.api.schemas.get(parameter.schema);
    let noted = parameter.upstream.as_ref();
    let example = parameter.example.as_ref().map(ToString::to_string);
    Parameter {
        name: builder.text(&parameter.name),
        place: match parameter.place {
            ir::Place::Path => Place::Path,
            ir::Place::Query => Place::Query,
            ir::Place::Header => Place::Header,
            ir::Place::Cookie => Place::Cookie,
        },
        ty: type_of(builder, parameter.schema),
        required: parameter.required,
        deprecated: parameter.deprecated,
        check: builder.nodes.check(parameter.schema),
        style: style(builder, parameter),
        values: values_of(builder, parameter.schema),
        example: builder.optional(example.as_deref()),
        position: builder.places.position(&parameter.origin),
        upstream: builder.upstream(noted.or(outer.extensions.upstream.as_ref())),
    }
}

/// How the text of a parameter becomes JSON (OpenAPI 3.0.3, section 4.7.12.3).
fn style<'a>(builder: &Builder<'a, '_>, parameter: &ir::Parameter) -> Style<'a> {
    let schemas = &builder.api.schemas;
    let schema = schemas.get(schemas.unwrapped(parameter.schema));
    match (schema.assertions.kind, parameter.style, parameter.explode) {
        (Some(JsonType::Object), ..)
        | (_, ir::Style::DeepObject | ir::Style::Label | ir::Style::Matrix | ir::Style::Json, _) => {
            Style::Opaque
        }
        (Some(JsonType::Array), style, explode) => {
            let items = schema.assertions.array.items;
            let item = items.map_or(Style::Text, |items| scalar_style(builder, items));
            let item = builder.arena.value(item);
            match (style, explode) {
                (ir::Style::Form, true) => Style::Repeated(item),
                (ir::Style::SpaceDelimited, _) => Style::Separated(' ', item),
                (ir::Style::PipeDelimited, _) => Style::Separated('|', item),
                _ => Style::Separated(',', item),
            }
        }
        _ => scalar_style(builder, parameter.schema),
    }
}

fn scalar_style(builder: &Builder<'_, '_>, id: SchemaId) -> Style<'static> {
    let schemas = &builder.api.schemas;
    match schemas.get(schemas.unwrapped(id)).assertions.kind {
        Some(JsonType::Integer | JsonType::Number | JsonType::Boolean) => Style::Literal,
        Some(JsonType::String) => Style::Text,
        _ => Style::Opaque,
    }
}

fn content<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    content: &[ir::Media],
) -> &'a [Media<'a>] {
    let media = content.iter().map(|media| Media {
        media_type: builder.text(&media.media_type),
        schema: media.schema.and_then(|id| rows.get(id)),
        stream: media.stream.as_ref().map(|stream| Stream {
            item: builder.text(&stream.item),
            error: builder.text(&stream.error),
        }),
        examples: builder.arena.list(
            media
                .examples
                .iter()
                .map(|example| self::example(builder, example)),
        ),
    });
    builder.arena.list(media)
}

fn example<'a>(builder: &Builder<'a, '_>, example: &ir::Example) -> Example<'a> {
    let marks = example.pretty.positions.iter().map(|(offset, span)| {
        (
            u32::try_from(*offset).unwrap_or(u32::MAX),
            span.start.line,
            span.start.column,
        )
    });
    Example {
        name: builder.text(&example.name),
        summary: builder.optional(example.summary.as_deref()),
        json: builder.text(&example.pretty.text),
        file: builder.places.file(example.origin.file),
        marks: builder.arena.list(marks),
    }
}
