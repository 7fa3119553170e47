//! Calls: what an operation takes as arguments, what as setters, what it gives.

use super::bodies::Alternative;
use super::headers::HeaderTypes;
use super::types::{Lack, Types};
use super::{bodies, choices, parameters, responses};
use crate::model::{
    Argument, Basic, Call, Constant, Headers, Ident, Output, ResponseEnum, Role, Secrecy, Shape,
    Type,
};
use crate::names::{self, Case, RUNTIME, Scope};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::service::{Operation, Parameter, Place, Service};

/// Names of the methods that a call type has besides its setters.
/// All of them, whatever the operation: what it is described to give may change, its setters' names may not.
const RESERVED_SETTERS: &[&str] = &[
    "base_url",
    "call",
    "download",
    "extra_query",
    "header",
    "idle_timeout",
    "into_future",
    "items",
    "items_reversed",
    "last_event_id",
    "retry",
    "timeout",
    "with_headers",
    "with_response",
];

/// Names of the methods that a client has besides its operations. `into` and `try_into` take it by value, which goes before
/// a method that borrows it.
const RESERVED_METHODS: &[&str] = &[
    "new",
    "builder",
    "from_core",
    "clone",
    "fmt",
    "server_url",
    "into",
    "try_into",
];

/// Names that the module of call types uses for itself, besides those of the runtime.
const RESERVED_BUILDERS: &[&str] = &[
    "Clone", "Debug", "Into", "Option", "Result", "Self", "Some", "String", "Vec",
];

/// The calls of a service, in the order of its operations, and the enums of their responses.
pub(super) fn shape(
    service: &Service,
    types: &mut Types<'_>,
) -> (Vec<Call>, Vec<ResponseEnum>, Vec<Headers>) {
    let mut names = Names {
        methods: Scope::reserving(RESERVED_METHODS),
        items: Scope::reserving(&[RESERVED_BUILDERS, RUNTIME].concat()),
    };
    let mut response_enums = Vec::new();
    let mut headers = HeaderTypes::new();
    let calls: Vec<Call> = service
        .operations
        .iter()
        .enumerate()
        .filter_map(|(index, operation)| {
            let mut call = call(index, operation, types, &mut names, &mut response_enums);
            add_headers(&mut call, operation, types, &mut headers);
            add_choices(&mut call, operation, types, &mut response_enums);
            // What one operation needs is no reason to go without the others.
            match types.lack() {
                None => Some(call),
                Some(lack) => {
                    types.diagnostics.push(left_out(lack, operation));
                    None
                }
            }
        })
        .collect();
    let calls = with_alternatives(calls, service, types, &mut names);
    (calls, response_enums, headers.finish())
}

fn left_out(lack: Lack, operation: &Operation) -> Diagnostic {
    let message = format!(
        "the client has no method for `{}`: {} is not supported",
        operation.id, lack.feature
    );
    let help = "describe it by other means, if the server has any; the other operations have their methods";
    Diagnostic::new(Code::OperationLeftOut, &lack.origin, message)
        .help(help)
        .operation(&operation.id)
}

/// The scopes in which a call has names.
struct Names {
    /// Methods of the client.
    methods: Scope,
    /// Statics and types of the module of calls.
    items: Scope,
}

impl Names {
    /// A name in the module of calls. Those who look for it meet the method first, so nothing is said if it
    /// is another than one would think.
    fn item(&mut self, ident: Ident, case: Case, operation: &Operation) -> Ident {
        self.items
            .settle(ident, case, &operation.id, &operation.origin)
            .0
    }
}

fn call(
    index: usize,
    operation: &Operation,
    types: &mut Types<'_>,
    names: &mut Names,
    response_enums: &mut Vec<ResponseEnum>,
) -> Call {
    let wire = &operation.id;
    let origin = &operation.origin;
    let ident = names::snake(wire);
    let ident = types.settle(&mut names.methods, ident, Case::Snake, wire, origin);
    let name = names::pascal(wire);
    let (arguments, setters) = arguments(operation, &name, types);
    let constants = operation.parameters.iter();
    let constants = constants
        .filter_map(|parameter| constant(parameter, types))
        .collect();
    let responses = responses::shape(operation, &name, types, response_enums);
    let builder = names.item(name, Case::Pascal, operation);
    Call {
        operation: index,
        constant: names.item(names::screaming(wire), Case::Screaming, operation),
        builder,
        constants,
        arguments,
        setters,
        output: responses.output,
        error: responses.error,
        sends: None,
        success: responses.success,
        headers: None,
        error_headers: Vec::new(),
        accept: responses.accept,
        choices: Vec::new(),
        secrecy: secrecy(operation, types),
        ident,
    }
}

/// Puts the calls that send another media type behind those that they are like. They come last to their names, so that
/// a media type more changes none.
fn with_alternatives(
    calls: Vec<Call>,
    service: &Service,
    types: &mut Types<'_>,
    names: &mut Names,
) -> Vec<Call> {
    let mut all = Vec::with_capacity(calls.len());
    for call in calls {
        let operation = service.operations.get(call.operation);
        let alternatives = operation.map_or_else(Vec::new, |operation| {
            alternatives(&call, operation, types, names)
        });
        all.push(call);
        all.extend(alternatives);
    }
    all
}

fn alternatives(
    call: &Call,
    operation: &Operation,
    types: &mut Types<'_>,
    names: &mut Names,
) -> Vec<Call> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let name = names::pascal(&operation.id);
    let bodies = bodies::alternatives(body, &name, types);
    let alternative = |body: Alternative| {
        let wire = format!("{}_as_{}", operation.id, body.word);
        let ident = names::snake(&wire);
        let scope = &mut names.methods;
        let (ident, _) = scope.settle(ident, Case::Snake, &wire, &operation.origin);
        let builder = names.item(names::pascal(&wire), Case::Pascal, operation);
        let mut call = Call {
            ident,
            builder,
            sends: Some(body.media_type),
            ..call.clone()
        };
        let arguments = call.arguments.iter_mut().chain(&mut call.setters);
        for argument in arguments.filter(|argument| argument.role.is_body()) {
            // Its name is that of any body of the operation.
            let ident = argument.ident.clone();
            *argument = Argument {
                ident,
                ..body.argument.clone()
            };
        }
        call
    };
    bodies.into_iter().map(alternative).collect()
}

/// Gives a call the headers of its responses. Those of a success are had by a method of its type.
fn add_headers(
    call: &mut Call,
    operation: &Operation,
    types: &mut Types<'_>,
    headers: &mut HeaderTypes,
) {
    let name = names::pascal(&operation.id);
    let of_responses = headers.of(operation, &name, types);
    call.error_headers = of_responses.errors;
    if matches!(call.output, Output::Stream(_)) {
        return;
    }
    call.headers = of_responses.success;
}

/// Gives a call the other media types of its response, each by a method of its type.
fn add_choices(
    call: &mut Call,
    operation: &Operation,
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
) {
    let name = names::pascal(&operation.id);
    let mut choices = choices::of(operation, &name, types, response_enums);
    let mut scope = Scope::reserving(RESERVED_SETTERS);
    for setter in &call.setters {
        // They have their names already.
        let _ = scope.claim(&setter.ident, &setter.wire, &setter.origin);
    }
    for choice in &mut choices {
        let (ident, _) = scope.settle(
            choice.ident.clone(),
            Case::Snake,
            &choice.media_type,
            &operation.origin,
        );
        choice.ident = ident;
    }
    call.choices = choices;
}

/// Required things, the path's first, in its order, then the others in that of their names, whatever that of the document
/// is, and the body last; and optional things, in the document's order.
fn arguments(
    operation: &Operation,
    name: &Ident,
    types: &mut Types<'_>,
) -> (Vec<Argument>, Vec<Argument>) {
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| match parameter.place {
        Place::Path => operation
            .path
            .find(&format!("{{{}}}", parameter.name))
            .unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    });
    let mut required = Vec::new();
    let mut optional = Vec::new();
    for parameter in parameters {
        if constant(parameter, types).is_some() {
            continue;
        }
        let Some(argument) = argument(parameter, name, types) else {
            continue;
        };
        if parameter.required && !operation.is_key(parameter) {
            required.push(argument)
        } else {
            optional.push(argument)
        }
    }
    // Stable: those of the path stay where they are.
    required.sort_by_key(|argument| (!argument.role.is_path()).then(|| argument.wire.clone()));
    if let Some(body) = &operation.body
        && let Some(argument) = bodies::argument(body, name, types)
    {
        if body.required {
            required.push(argument)
        } else {
            optional.push(argument)
        }
    }
    let mut scope = Scope::reserving(RESERVED_SETTERS);
    for argument in required.iter_mut().chain(&mut optional) {
        argument.ident = settled(argument, &mut scope, types);
    }
    (required, optional)
}

/// The argument of a parameter. Whoever need not send it goes without one that cannot be sent, which is said.
fn argument(parameter: &Parameter, name: &Ident, types: &mut Types<'_>) -> Option<Argument> {
    if parameter.required {
        return parameters::argument(parameter, name, types);
    }
    let (argument, lack) = types.trying(|types| parameters::argument(parameter, name, types));
    let Some(lack) = lack else {
        return argument;
    };
    let message = format!(
        "the {} parameter `{}` is left out: {} is not supported",
        parameter.place.as_str(),
        parameter.name,
        lack.feature
    );
    let help = "describe it by other means, if the server has any";
    types
        .diagnostics
        .push(Diagnostic::new(Code::UnusedField, &lack.origin, message).help(help));
    None
}

/// What is sent without being an argument.
fn constant(parameter: &Parameter, types: &Types<'_>) -> Option<Constant> {
    let text = parameter.constant(types.schemas)?;
    Some(Constant {
        wire: parameter.name.clone(),
        place: parameter.place,
        text: text.to_owned(),
    })
}

/// The name of an argument. Two of one name in different places are told apart by these.
fn settled(argument: &Argument, scope: &mut Scope, types: &mut Types<'_>) -> Ident {
    let (wire, origin) = (&argument.wire, &argument.origin);
    let ident = argument.ident.clone();
    if scope.claim(&ident, wire, origin).is_ok() {
        return ident;
    }
    let suffix = match argument.role {
        Role::Path => "path",
        Role::Query | Role::QueryList(_) => "query",
        Role::Header => "header",
        Role::Cookie => "cookie",
        Role::Styled(place, _) | Role::Reserved(place, _) => place.as_str(),
        Role::Body(_) => "content",
    };
    let placed = names::snake(&format!("{ident}_{suffix}"));
    if scope.claim(&placed, wire, origin).is_ok() {
        return placed;
    }
    types.settle(scope, ident, Case::Snake, wire, origin)
}

fn secrecy(operation: &Operation, types: &Types<'_>) -> Secrecy {
    let content = operation
        .responses
        .iter()
        .flat_map(|response| &response.content);
    let bodies = content.filter_map(|media| media.schema);
    types.secrecy(bodies.chain(operation.header_schemas()))
}

/// Whether values of the type are passed by value.
pub(crate) fn is_small(ty: &Type, client: &crate::model::Client) -> bool {
    use crate::model::ScalarKind;
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
