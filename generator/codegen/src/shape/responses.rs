//! What a call gives: the bodies of successes and of errors, by status where they differ.

use super::bodies;
use super::statuses::word;
use super::streams::streamed;
use super::types::Types;
use crate::model::{
    Ident, Output, ResponseBody, ResponseEnum, ResponseEnumId, ResponseVariant, Success, Type,
};
use crate::names::{self, Scope};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{Media, Method, Operation, Response, Status};
use trueup_text::markdown::{Markdown, code};

/// What a call gives.
pub(super) struct Responses {
    pub(super) output: Output,
    pub(super) error: ResponseBody,
    pub(super) accept: Option<String>,
    pub(super) success: Success,
}

/// The responses of one operation; enums by status go to `response_enums`.
pub(super) fn shape(
    operation: &Operation,
    name: &Ident,
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
) -> Responses {
    // The response to HEAD has no body, whatever GET would give (RFC 9110 §9.3.2).
    if operation.method == Method::Head {
        return Responses {
            output: Output::Nothing,
            error: ResponseBody::Nothing,
            accept: None,
            success: Success::Ok,
        };
    }
    let successes = successes(operation);
    let leads_on = successes
        .iter()
        .any(|response| is_redirection(response.status));
    let success = if leads_on {
        Success::Redirection
    } else {
        Success::Ok
    };
    let errors: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| {
            let status = response.status;
            let is_success =
                status.is_success() || (success == Success::Redirection && is_redirection(status));
            !is_success
        })
        .collect();
    let mut accepted = Vec::new();
    let output = output(
        operation,
        name,
        &successes,
        Asked::ForTheBest,
        types,
        response_enums,
        &mut accepted,
    );
    let error = error(operation, name, &errors, types, response_enums);
    Responses {
        output,
        error,
        accept: accept(&accepted),
        success,
    }
}

/// The responses that mean success: 2xx, or what leads elsewhere where nothing does not, or `default` where nothing else
/// says what success is.
pub(super) fn successes(operation: &Operation) -> Vec<&Response> {
    let tests: [fn(Status) -> bool; 3] = [Status::is_success, is_redirection, |status| {
        status == Status::Default
    }];
    let with = |test: fn(Status) -> bool| -> Vec<&Response> {
        let responses = operation.responses.iter();
        responses.filter(|response| test(response.status)).collect()
    };
    let mut found = tests.into_iter().map(with);
    found.find(|cases| !cases.is_empty()).unwrap_or_default()
}

fn is_redirection(status: Status) -> bool {
    matches!(status, Status::Exact(300..=399) | Status::Range(3))
}

/// Which of several media types is asked for.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    ForTheBest,
    /// This one, where a response has it.
    For(&'a str),
}

/// What successes give in the media types that are asked for.
pub(super) fn output(
    operation: &Operation,
    name: &Ident,
    successes: &[&Response],
    asked: Asked<'_>,
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
    accepted: &mut Vec<String>,
) -> Output {
    if let Some(output) = streamed(operation, successes, asked, name, types, accepted) {
        return output;
    }
    let context = format!("{name}Response");
    let mut cases = Vec::new();
    for response in successes {
        let status = word(response.status);
        let context = if successes.len() > 1 {
            format!("{name}{status}")
        } else {
            context.clone()
        };
        let body = match media(response, asked, types) {
            Some((media, kind)) => {
                accepted.push(media.media_type.clone());
                if matches!(asked, Asked::ForTheBest) {
                    say_if_text(media, kind, types);
                }
                body(media, kind, &context, types)
            }
            None => ResponseBody::Nothing,
        };
        cases.push(Case {
            response,
            media_type: None,
            body,
        });
    }
    let first = cases.first().map(|case| case.body.clone());
    let same = cases.iter().all(|case| Some(&case.body) == first.as_ref());
    match first {
        None | Some(ResponseBody::Nothing) if same => Output::Nothing,
        Some(ResponseBody::Json(ty)) if same => {
            if successes.iter().any(|response| is_checked(response, types)) {
                Output::Checked(ty)
            } else {
                Output::Json(ty)
            }
        }
        Some(ResponseBody::Text) if same => Output::Text,
        Some(ResponseBody::Bytes) if same => Output::Bytes,
        _ => {
            let doc = format!("What {} gives, by status.", code(&operation.id));
            let id = several(operation, &context, doc, cases, types, response_enums);
            Output::Several(id)
        }
    }
}

/// Whether a field of the body may say that the call failed.
fn is_checked(response: &Response, types: &Types<'_>) -> bool {
    let mut schemas = response.content.iter().filter_map(|media| media.schema);
    schemas.any(|schema| {
        let inner = types.schemas.unwrapped(schema);
        types.schemas.get(inner).extensions.failure.is_some()
    })
}

/// The type of errors: the one body that they have, or an enum by status. Errors without a body are errors
/// by their status alone.
fn error(
    operation: &Operation,
    name: &Ident,
    errors: &[&Response],
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
) -> ResponseBody {
    let with_body = errors
        .iter()
        .filter(|response| media(response, Asked::ForTheBest, types).is_some())
        .count();
    let mut cases: Vec<Case<'_>> = Vec::new();
    for response in errors {
        let context = if with_body > 1 {
            format!("{name}{}", word(response.status))
        } else {
            format!("{name}Error")
        };
        let Some((media, kind)) = media(response, Asked::ForTheBest, types) else {
            cases.push(Case {
                response,
                media_type: None,
                body: ResponseBody::Nothing,
            });
            continue;
        };
        say_if_text(media, kind, types);
        let body = error_body(media, kind, &context, types);
        let others = others(response, media, &body, &context, types);
        cases.push(Case {
            response,
            media_type: None,
            body,
        });
        cases.extend(others);
    }
    let mut bodies = cases
        .iter()
        .map(|case| &case.body)
        .filter(|body| **body != ResponseBody::Nothing);
    let Some(first) = bodies.next().cloned() else {
        return ResponseBody::Nothing;
    };
    if bodies.all(|body| *body == first) {
        return first;
    }
    let doc = format!("The errors of {}, by status.", code(&operation.id));
    let context = format!("{name}Error");
    ResponseBody::Several(several(
        operation,
        &context,
        doc,
        cases,
        types,
        response_enums,
    ))
}

/// What one response gives.
struct Case<'a> {
    response: &'a Response,
    /// In which media type, where it gives others in others.
    media_type: Option<&'a str>,
    body: ResponseBody,
}

/// Errors in further media types: nobody asks for those, so the response says which it is. Another rendering of the same
/// schema says nothing new.
fn others<'a>(
    response: &'a Response,
    best: &Media,
    body: &ResponseBody,
    context: &str,
    types: &mut Types<'_>,
) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'a>> = Vec::new();
    let inner = |media: &Media, types: &Types<'_>| {
        media.schema.map(|schema| types.schemas.unwrapped(schema))
    };
    for media in &response.content {
        let kind = media::kind_of(media, types.schemas);
        let is_read = matches!(kind, Kind::Json | Kind::Text);
        if !is_read || inner(media, types) == inner(best, types) {
            continue;
        }
        let word = names::pascal(&media::word(&media.media_type));
        let other = error_body(media, kind, &format!("{context}{word}"), types);
        let is_known = cases.iter().any(|case| case.body == other);
        if !is_known && other != *body {
            cases.push(Case {
                response,
                media_type: Some(&media.media_type),
                body: other,
            });
        }
    }
    cases
}

/// Says so where structured data come as text.
fn say_if_text(media: &Media, kind: Kind, types: &mut Types<'_>) {
    if matches!(kind, Kind::Text | Kind::Form) {
        bodies::passed_as_text(media, types);
    }
}

/// The media type that is asked for; `None` where there is no body.
pub(super) fn media<'a>(
    response: &'a Response,
    asked: Asked<'_>,
    types: &Types<'_>,
) -> Option<(&'a Media, Kind)> {
    // 204, 205 and 304 have no body (RFC 9110 §15).
    if let Status::Exact(204 | 205 | 304) = response.status {
        return None;
    }
    best(&response.content, asked, types)
}

/// The one of several media types that is asked for.
pub(super) fn best<'a>(
    content: &'a [Media],
    asked: Asked<'_>,
    types: &Types<'_>,
) -> Option<(&'a Media, Kind)> {
    let kinds = content
        .iter()
        .map(|media| (media, media::kind_of(media, types.schemas)));
    if let Asked::For(media_type) = asked
        && let Some(found) = kinds
            .clone()
            .find(|(media, _)| media.media_type == media_type)
    {
        return Some(found);
    }
    kinds.min_by_key(|(media, kind)| {
        let exact = media::essence(&media.media_type) != "application/json";
        (*kind, exact)
    })
}

/// The body of a media type as it is received.
pub(super) fn body(
    media: &Media,
    kind: Kind,
    context: &str,
    types: &mut Types<'_>,
) -> ResponseBody {
    match kind {
        Kind::Json => ResponseBody::Json(bodies::json(media, context, types)),
        Kind::Text | Kind::Form => ResponseBody::Text,
        Kind::Bytes | Kind::Multipart => ResponseBody::Bytes,
        // Where nothing is read item by item: an error, what the server sends by itself.
        Kind::Events => ResponseBody::Text,
    }
}

/// An error is a value: null says no more than no body does.
fn error_body(media: &Media, kind: Kind, context: &str, types: &mut Types<'_>) -> ResponseBody {
    match body(media, kind, context, types) {
        ResponseBody::Json(Type::Nullable(inner)) => ResponseBody::Json(*inner),
        body => body,
    }
}

/// An enum with a variant for each status.
fn several(
    operation: &Operation,
    name: &str,
    doc: String,
    cases: Vec<Case<'_>>,
    types: &mut Types<'_>,
    response_enums: &mut Vec<ResponseEnum>,
) -> ResponseEnumId {
    let ident = types.claim(names::pascal(name), &operation.id, &operation.origin);
    let mut scope = Scope::default();
    let mut variants = Vec::new();
    for Case {
        response,
        media_type,
        body,
    } in cases
    {
        let wire = response.status.to_string();
        let word = match media_type {
            Some(media_type) => format!("{}_{}", word(response.status), media::word(media_type)),
            None => word(response.status),
        };
        let ident = names::pascal(&word);
        let ident = types.settle(
            &mut scope,
            ident,
            names::Case::Pascal,
            &wire,
            &response.origin,
        );
        variants.push(ResponseVariant {
            ident,
            status: response.status,
            media_type: media_type.map(str::to_owned),
            doc: Markdown::description(&response.description),
            body,
        });
    }
    let id = ResponseEnumId(response_enums.len());
    response_enums.push(ResponseEnum {
        origin: operation.origin.clone(),
        ident,
        doc: Markdown::own(doc),
        variants,
    });
    id
}

/// The media types to ask for, as they are described (RFC 9110 §12.5.1), where it is not `application/json` alone.
fn accept(media_types: &[String]) -> Option<String> {
    let mut named: Vec<&str> = Vec::new();
    for media_type in media_types {
        let media_type = media_type.trim();
        if !named.contains(&media_type) {
            named.push(media_type);
        }
    }
    match named.as_slice() {
        [] => None,
        [only] if only.eq_ignore_ascii_case("application/json") => None,
        named => Some(named.join(", ")),
    }
}
