//! Calls: what an operation takes as arguments, what as setters, what it gives.

use super::types::{Types, collision};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::schema::SchemaId;
use crate::ir::service::{self, Media, Operation, Parameter, Response, Service, Status, Style};
use crate::ir::shape::{
    Argument, Basic, Call, Ident, ListStyle, Output, Role, Secrecy, Shape, Type,
};
use crate::names::{self, Scope};
use crate::prose;

/// Names of the methods that a call type has besides its setters.
const RESERVED_SETTERS: &[&str] = &["call", "into_future", "items", "items_reversed"];

/// Names of the methods that a client has besides its operations.
const RESERVED_METHODS: &[&str] = &["new", "builder", "from_core", "clone", "fmt"];

/// Names that the module of call types uses for itself.
const RESERVED_BUILDERS: &[&str] = &[
    "IntoFuture",
    "Method",
    "Operation",
    "Result",
    "Retry",
    "Self",
];

/// The calls of a service, in the order of its operations.
pub(super) fn shape(service: &Service, types: &mut Types<'_>) -> Vec<Call> {
    let mut methods = Scope::reserving(RESERVED_METHODS);
    let mut builders = Scope::reserving(RESERVED_BUILDERS);
    let mut calls = Vec::new();
    for (index, operation) in service.operations.iter().enumerate() {
        let ident = names::snake(&operation.id);
        if let Err(earlier) = methods.claim(&ident, &operation.id, &operation.origin) {
            types.diagnostics.push(collision(
                &ident,
                &operation.id,
                &operation.origin,
                &earlier,
            ));
        }
        calls.push(call(index, operation, ident, types, &mut builders));
    }
    calls
}

fn call(
    index: usize,
    operation: &Operation,
    ident: Ident,
    types: &mut Types<'_>,
    builders: &mut Scope,
) -> Call {
    let name = names::pascal(&operation.id);
    let (arguments, setters) = arguments(operation, &name, types);
    let output = output(operation, &name, types);
    let has_methods = !setters.is_empty() || operation.pagination.is_some();
    let builder = has_methods.then(|| {
        if let Err(earlier) = builders.claim(&name, &operation.id, &operation.origin) {
            types
                .diagnostics
                .push(collision(&name, &operation.id, &operation.origin, &earlier));
        }
        name.clone()
    });
    Call {
        operation: index,
        constant: names::screaming(&operation.id),
        builder,
        arguments,
        setters,
        error: error(operation, &name, types),
        secrecy: secrecy(operation, types),
        output,
        ident,
    }
}

/// Required things in the order of the path, then of the document, the body last; and optional things.
fn arguments(
    operation: &Operation,
    name: &Ident,
    types: &mut Types<'_>,
) -> (Vec<Argument>, Vec<Argument>) {
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| match parameter.place {
        service::Place::Path => operation
            .path
            .find(&format!("{{{}}}", parameter.name))
            .unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    });
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for parameter in parameters {
        let Some(argument) = argument(parameter, name, types) else {
            continue;
        };
        if parameter.required {
            required.push(argument)
        } else {
            optional.push(argument)
        }
    }
    if let Some(body) = &operation.body
        && let Some(argument) = body_argument(body, name, types)
    {
        if body.required {
            required.push(argument)
        } else {
            optional.push(argument)
        }
    }
    let mut scope = Scope::reserving(RESERVED_SETTERS);
    for argument in required.iter().chain(&optional) {
        if let Err(earlier) = scope.claim(&argument.ident, &argument.wire, &argument.origin) {
            types.diagnostics.push(collision(
                &argument.ident,
                &argument.wire,
                &argument.origin,
                &earlier,
            ));
        }
    }
    (required, optional)
}

fn argument(parameter: &Parameter, name: &Ident, types: &mut Types<'_>) -> Option<Argument> {
    let context = format!("{name}{}", names::pascal(&parameter.name));
    let ty = types.of_inner(parameter.schema, &context);
    let role = match (parameter.place, &ty) {
        (service::Place::Query, Type::List(_)) => Role::QueryList(list_style(parameter, types)?),
        (_, Type::List(_) | Type::Map(_) | Type::Basic(Basic::Json)) => {
            types.unsupported(&parameter.origin, "a parameter that is no single value");
            return None;
        }
        (service::Place::Path, _) => Role::Path,
        (service::Place::Query, _) => Role::Query,
        (service::Place::Header, _) => Role::Header,
        (service::Place::Cookie, _) => Role::Cookie,
    };
    let mut doc = parameter.description.clone().unwrap_or_default();
    if let Some(upstream) = &parameter.upstream {
        doc = format!("{}\n\n{}", doc.trim(), prose::upstream(upstream));
    }
    Some(Argument {
        origin: parameter.origin.clone(),
        wire: parameter.name.clone(),
        ident: names::snake(&parameter.name),
        ty,
        role,
        doc: doc.trim().to_owned(),
        deprecated: parameter.deprecated,
    })
}

fn list_style(parameter: &Parameter, types: &mut Types<'_>) -> Option<ListStyle> {
    match (parameter.style, parameter.explode) {
        (Style::Form, true) => Some(ListStyle::Exploded),
        (Style::Form, false) => Some(ListStyle::Comma),
        (Style::SpaceDelimited, false) => Some(ListStyle::Space),
        (Style::PipeDelimited, false) => Some(ListStyle::Pipe),
        _ => {
            types.unsupported(
                &parameter.origin,
                "this combination of `style` and `explode`",
            );
            None
        }
    }
}

fn body_argument(
    body: &service::RequestBody,
    name: &Ident,
    types: &mut Types<'_>,
) -> Option<Argument> {
    let Some(schema) = json(&body.content).and_then(|media| media.schema) else {
        types.unsupported(
            &body.origin,
            "a request body without an `application/json` schema",
        );
        return None;
    };
    Some(Argument {
        origin: body.origin.clone(),
        wire: "body".to_owned(),
        ident: names::snake("body"),
        ty: types.of(schema, &format!("{name}Body")),
        role: Role::JsonBody,
        doc: body
            .description
            .clone()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        deprecated: false,
    })
}

/// The JSON among several media types.
fn json(content: &[Media]) -> Option<&Media> {
    content.iter().find(|media| is_json(&media.media_type))
}

/// Whether a media type is JSON (RFC 6839 §3.1 for the suffix).
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

/// The responses that mean success: 2xx, or `default` where nothing else says what success is.
fn successes(operation: &Operation) -> Vec<&Response> {
    let some: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .collect();
    if !some.is_empty() {
        return some;
    }
    operation
        .responses
        .iter()
        .filter(|response| response.status == Status::Default)
        .collect()
}

fn output(operation: &Operation, name: &Ident, types: &mut Types<'_>) -> Output {
    let successes = successes(operation);
    let mut bodies = successes
        .iter()
        .filter(|response| !response.content.is_empty());
    let Some(first) = bodies.next() else {
        return Output::Nothing;
    };
    let Some((media, schema)) = json(&first.content).and_then(|media| Some((media, media.schema?)))
    else {
        types.unsupported(
            &first.origin,
            "a response without an `application/json` schema",
        );
        return Output::Nothing;
    };
    let same = |response: &&&Response| {
        json(&response.content).and_then(|media| media.schema) == Some(schema)
    };
    if successes.len() > 1 && !bodies.all(|response| same(&response)) {
        types.unsupported(
            &operation.origin,
            "an operation with several types of success",
        );
    }
    match &media.stream {
        Some(stream) => streamed(schema, stream, media, name, types),
        None => single(schema, name, types),
    }
}

fn single(schema: SchemaId, name: &Ident, types: &mut Types<'_>) -> Output {
    let inner = types.api.schemas.unwrapped(schema);
    let checked = types.api.schemas.get(inner).extensions.failure.is_some();
    let ty = types.of(schema, &format!("{name}Response"));
    if checked {
        Output::Checked(ty)
    } else {
        Output::Json(ty)
    }
}

fn streamed(
    schema: SchemaId,
    stream: &service::Stream,
    media: &Media,
    name: &Ident,
    types: &mut Types<'_>,
) -> Output {
    let envelope = types.api.schemas.get(types.api.schemas.unwrapped(schema));
    let item = envelope
        .object
        .properties
        .iter()
        .find(|property| property.name == stream.item);
    let Some(item) = item.map(|property| property.schema) else {
        let message = format!(
            "the schema of the stream's lines has no property `{}`",
            stream.item
        );
        types
            .diagnostics
            .push(Diagnostic::new(Code::BadExtension, &media.origin, message));
        return Output::Nothing;
    };
    Output::Stream {
        item: types.of_inner(item, &format!("{name}Item")),
        item_property: stream.item.clone(),
        error_property: stream.error.clone(),
    }
}

/// The one type that all errors have.
fn error(operation: &Operation, name: &Ident, types: &mut Types<'_>) -> Option<Type> {
    let successes: Vec<Status> = successes(operation)
        .iter()
        .map(|response| response.status)
        .collect();
    let errors = operation
        .responses
        .iter()
        .filter(|response| !successes.contains(&response.status));
    let mut bodies = errors.filter(|response| !response.content.is_empty());
    let first = bodies.next()?;
    let Some(schema) = json(&first.content).and_then(|media| media.schema) else {
        types.unsupported(
            &first.origin,
            "an error response without an `application/json` schema",
        );
        return None;
    };
    if bodies.any(|response| json(&response.content).and_then(|media| media.schema) != Some(schema))
    {
        types.unsupported(
            &operation.origin,
            "an operation with several types of error",
        );
    }
    Some(types.of_inner(schema, &format!("{name}Error")))
}

fn secrecy(operation: &Operation, types: &Types<'_>) -> Secrecy {
    let content = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    types.secrecy(content.filter_map(|media| media.schema))
}

/// Whether values of the type are passed by value.
pub(crate) fn is_small(ty: &Type, client: &crate::ir::shape::Client) -> bool {
    use crate::ir::shape::ScalarKind;
    match ty {
        Type::Basic(Basic::Bool | Basic::Number(_)) => true,
        Type::Named(id) => match &client.definition(*id).shape {
            Shape::Scalar(scalar) => matches!(
                scalar.inner,
                ScalarKind::Number(_) | ScalarKind::IntegerText(_)
            ),
            Shape::Alias(ty) => is_small(ty, client),
            _ => false,
        },
        _ => false,
    }
}
