//! A row for each operation: parameters, credentials, bodies, responses, examples.

use trueup_description::ir::service as ir;
use trueup_validator::registry::{
    Example, Framing, Media, Method, ObjectStyle, Operation, Parameter, Place, RequestBody,
    Response, Shape, Status, Stream, Style,
};

use crate::builder::Builder;
use crate::schemas::{Rows, type_of, values_of};
use crate::services::servers;
use crate::styles::{self, Fields, ObjectPlan, Plan};

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
        method: Method::of(builder.text(operation.method.as_str())),
        path: builder.text(&operation.path),
        servers: servers(builder, &operation.servers),
        summary: builder.optional(operation.summary.as_deref()),
        deprecated: operation.deprecated,
        unpublished: operation.publication == ir::Publication::Addition,
        parameters: arena.list(parameters.map(|parameter| self::parameter(builder, parameter))),
        exclusive: builder.lists(&operation.exclusive),
        any_of: builder.lists(&operation.any_of),
        credentials: builder.lists(&operation.credentials().collect::<Vec<_>>()),
        request: operation.body.as_ref().map(|body| RequestBody {
            required: body.required,
            content: content(builder, rows, &body.content),
            position: builder.places.position(&body.origin),
            camel_case: service.camel_case_requests,
        }),
        responses: arena.list(responses.map(|response| {
            Response {
                status: status(response.status),
                headers: arena.list(
                    response
                        .headers
                        .iter()
                        .map(|header| self::header(builder, header)),
                ),
                content: content(builder, rows, &response.content),
                position: builder.places.position(&response.origin),
            }
        })),
        position: builder.places.position(&operation.origin),
        upstream: builder.upstream(operation.upstream.as_ref()),
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
        style: style(
            builder,
            &styles::of_parameter(&builder.api.schemas, parameter),
        ),
        values: values_of(builder, parameter.schema),
        examples: examples(builder, &parameter.examples),
        position: builder.places.position(&parameter.origin),
        upstream: builder.upstream(noted.or(outer.extensions.upstream.as_ref())),
    }
}

/// A header of a response.
fn header<'a>(builder: &Builder<'a, '_>, header: &ir::Header) -> Parameter<'a> {
    let outer = builder.api.schemas.get(header.schema);
    Parameter {
        name: builder.text(&header.name),
        place: Place::Header,
        ty: type_of(builder, header.schema),
        required: header.required,
        deprecated: header.deprecated,
        check: builder.nodes.check(header.schema),
        style: style(builder, &styles::of_header(&builder.api.schemas, header)),
        values: values_of(builder, header.schema),
        examples: examples(builder, &header.examples),
        position: builder.places.position(&header.origin),
        upstream: builder.upstream(outer.extensions.upstream.as_ref()),
    }
}

fn style<'a>(builder: &Builder<'a, '_>, plan: &Plan) -> Style<'a> {
    let inner = |plan: &Plan| builder.arena.value(style(builder, plan));
    match plan {
        Plan::Text => Style::Text,
        Plan::Literal => Style::Literal,
        Plan::Either => Style::Either,
        Plan::Json => Style::Json,
        Plan::After(before, plan) => Style::After(builder.text(before), inner(plan)),
        Plan::Repeated(item) => Style::Repeated(inner(item)),
        Plan::Separated(separator, item) => Style::Separated(builder.text(separator), inner(item)),
        Plan::Object(object, fields) => {
            let object = match object {
                ObjectPlan::Deep => ObjectStyle::Deep,
                ObjectPlan::Exploded => ObjectStyle::Exploded,
                ObjectPlan::Flat(separator) => ObjectStyle::Flat(builder.text(separator)),
                ObjectPlan::Assigned(separator) => ObjectStyle::Assigned(builder.text(separator)),
            };
            Style::Object(object, shape(builder, fields))
        }
        Plan::Plain(plan) => Style::Plain(inner(plan)),
        Plan::Opaque => Style::Opaque,
    }
}

fn shape<'a>(builder: &Builder<'a, '_>, fields: &Fields) -> &'a Shape<'a> {
    let properties = fields.properties.iter();
    let properties = properties.map(|(name, plan)| (builder.text(name), style(builder, plan)));
    let rest = fields.rest.as_deref();
    builder.arena.value(Shape {
        properties: builder.arena.list(properties),
        rest: rest.map(|plan| builder.arena.value(style(builder, plan))),
    })
}

fn content<'a>(
    builder: &Builder<'a, '_>,
    rows: &Rows<'a>,
    content: &[ir::Media],
) -> &'a [Media<'a>] {
    let media = content.iter().map(|media| Media {
        media_type: builder.text(&media.media_type),
        schema: media
            .schema
            .filter(|_| !is_plain_events(media))
            .and_then(|id| rows.get(id)),
        form: styles::of_form(&builder.api.schemas, media).map(|fields| shape(builder, &fields)),
        stream: media.stream.as_ref().map(|it| stream(builder, it)),
        examples: examples(builder, &media.examples),
    });
    builder.arena.list(media)
}

/// Whether nothing says what the data of events are: a schema beside it may be anything's.
fn is_plain_events(media: &ir::Media) -> bool {
    let stream = media.stream.as_ref();
    stream.is_some_and(|stream| stream.framing == ir::Framing::EventText)
}

fn stream<'a>(builder: &Builder<'a, '_>, stream: &ir::Stream) -> Stream<'a> {
    let envelope = stream.envelope.as_ref();
    let name = |name: Option<&String>| name.map_or("", |name| builder.text(name));
    Stream {
        framing: match stream.framing {
            ir::Framing::Lines => Framing::Lines,
            ir::Framing::Sequence => Framing::Sequence,
            // An event of which nothing is said is the object of its texts.
            ir::Framing::Events | ir::Framing::EventText => Framing::Events,
            ir::Framing::EventData => Framing::EventData,
        },
        item: name(envelope.map(|envelope| &envelope.item)),
        error: name(envelope.map(|envelope| &envelope.error)),
    }
}

fn examples<'a>(builder: &Builder<'a, '_>, examples: &[ir::Example]) -> &'a [Example<'a>] {
    let examples = examples.iter();
    let examples = examples.map(|example| self::example(builder, example));
    builder.arena.list(examples)
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
