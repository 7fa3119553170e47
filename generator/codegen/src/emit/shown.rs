//! What a call shows: its parameters, each with a value that its schema admits and that leads to the operation, or why
//! there is no such call.

use super::Emission;
use super::values::{encoded, one};
use trueup_description::ir::service::{
    Media, Operation, Parameter, Place, SchemeKind, SecurityScheme,
};
use trueup_description::json::Json;
use trueup_text::markdown::code;
use trueup_validator::registry::segment_form;

/// Why no call can be shown.
pub(super) enum Lacking<'a> {
    /// No value of a parameter is known that its schema admits.
    Value(&'a Parameter),
    /// The same of a body, in its media type.
    Body(&'a Media),
    /// Its path leads to another operation, whose path is more literal.
    Path(&'a Operation),
}

impl std::fmt::Display for Lacking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(parameter) => {
                let (place, name) = (parameter.place.as_str(), code(&parameter.name));
                write!(
                    f,
                    "no value is known that the {place} parameter {name} may have"
                )
            }
            Self::Body(media) => {
                let media_type = code(&media.media_type);
                write!(f, "no body is known that may be sent as {media_type}")
            }
            Self::Path(other) => {
                let path = code(&other.path);
                write!(
                    f,
                    "with the values that are known, it would be a call of {path}"
                )
            }
        }
    }
}

/// A parameter that a call shows.
pub(super) struct Shown<'a> {
    pub(super) parameter: &'a Parameter,
    pub(super) value: Json,
}

/// The parameters that a call must have, with values.
pub(super) fn shown<'a>(
    emission: &Emission<'a>,
    operation: &'a Operation,
    schemes: &[&SecurityScheme],
) -> Result<Vec<Shown<'a>>, Lacking<'a>> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required || operation.prefers(parameter))
        .filter(|parameter| !is_credential(parameter, schemes));
    let shown = parameters.map(|parameter| {
        let value = sample(emission, parameter).ok_or(Lacking::Value(parameter))?;
        Ok(Shown { parameter, value })
    });
    let mut shown = shown.collect::<Result<Vec<_>, _>>()?;
    lead_here(emission, operation, &mut shown)?;
    Ok(shown)
}

/// How many values of a parameter are tried for a path that leads to its operation.
const MOST_VALUES: usize = 4;

/// Sees to it that the path leads to the operation, and not to one whose path is more literal, by another value of one
/// of its parameters.
fn lead_here<'a>(
    emission: &Emission<'a>,
    operation: &'a Operation,
    shown: &mut [Shown<'_>],
) -> Result<(), Lacking<'a>> {
    let Some(mut other) = elsewhere(emission, operation, shown) else {
        return Ok(());
    };
    for at in 0..shown.len() {
        for nth in 0..MOST_VALUES {
            let Some(one) = shown.get_mut(at) else { break };
            let (parameter, known) = (one.parameter, one.value.clone());
            let Some(value) = another(emission, parameter, nth) else {
                break;
            };
            one.value = value;
            match elsewhere(emission, operation, shown) {
                None => return Ok(()),
                Some(found) => other = found,
            }
            if let Some(one) = shown.get_mut(at) {
                one.value = known;
            }
        }
    }
    Err(Lacking::Path(other))
}

/// The other operation that the path leads to. One that differs in the names of parameters alone cannot be told apart.
fn elsewhere<'a>(
    emission: &Emission<'a>,
    operation: &Operation,
    shown: &[Shown<'_>],
) -> Option<&'a Operation> {
    let operations: &'a [Operation] = &emission.service.operations;
    let path = path(operation, shown);
    let found = emission.routes.find(&path, |at| {
        let found = operations.get(*at);
        found.is_some_and(|found| found.method == operation.method)
    })?;
    let found = operations.get(*found)?;
    let forms = |path: &str| path.split('/').map(segment_form).collect::<Vec<_>>();
    (forms(&found.path) != forms(&operation.path)).then_some(found)
}

/// The `nth` of the other values of a parameter of the path.
fn another(emission: &Emission<'_>, parameter: &Parameter, nth: usize) -> Option<Json> {
    if parameter.place != Place::Path {
        return None;
    }
    let value = emission.maker().another(parameter.schema, nth)?;
    is_sent(parameter, &value).then_some(value)
}

/// Whether a credential already stands where a parameter would: some documents say both.
fn is_credential(parameter: &Parameter, schemes: &[&SecurityScheme]) -> bool {
    schemes.iter().any(|scheme| match &scheme.kind {
        SchemeKind::Query(name) => parameter.place == Place::Query && parameter.name == *name,
        SchemeKind::Header(name) => {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case(name)
        }
        SchemeKind::Cookie(name) => parameter.place == Place::Cookie && parameter.name == *name,
        SchemeKind::Bearer | SchemeKind::Basic => {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("Authorization")
        }
    })
}

/// The path with a value for each parameter.
pub(super) fn path(operation: &Operation, shown: &[Shown<'_>]) -> String {
    let mut path = String::new();
    let mut rest = operation.path.as_str();
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        path.push_str(before);
        let mut values = shown.iter();
        let shown = values
            .find(|shown| shown.parameter.place == Place::Path && shown.parameter.name == name);
        path.extend(shown.and_then(|shown| one(shown.parameter, &shown.value, encoded)));
        rest = after;
    }
    path + rest
}

/// A value that the parameter could have: its example, its schema's, or one made up of the schema. `None` if no value is
/// known that the schema admits and that can be sent.
pub(super) fn sample(emission: &Emission<'_>, parameter: &Parameter) -> Option<Json> {
    let maker = emission.maker();
    let stated = parameter.examples.first().map(|one| one.value.clone());
    let made = maker.stated_or(parameter.schema, &stated);
    if let Some(made) = &made
        && !is_empty(made)
        && is_sent(parameter, made)
    {
        return Some(made.clone());
    }
    let filled = maker.filled(parameter.schema);
    let filled = filled.or_else(|| made.filter(|value| *value == Json::String(String::new())));
    filled.filter(|value| is_sent(parameter, value))
}

/// Whether a call has a text for the value; without one, a path would be another.
fn is_sent(parameter: &Parameter, value: &Json) -> bool {
    match parameter.place {
        Place::Path => one(parameter, value, encoded).is_some_and(|text| !text.is_empty()),
        // A header's value has no line and no other sign of control (RFC 9110, section 5.5).
        Place::Header => {
            let text = one(parameter, value, str::to_owned);
            let is_line = |text: &String| !text.chars().any(char::is_control);
            text.as_ref().is_none_or(is_line) && (!is_empty(value) || value.as_str().is_some())
        }
        _ => !is_empty(value) || value.as_str().is_some(),
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}
