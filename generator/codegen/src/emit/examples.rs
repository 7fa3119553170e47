//! `examples.rs`: an example of each response, as data for tests.

use super::{Emission, curl};
use crate::render::HEADER;
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{Operation, Response, Status};
use trueup_description::json::Json;

const HEAD: &str = "//! The description's examples of responses, for tests: with the feature `test-util`.

use trueup_client::testing::{Example, Examples};

/// Answers every call with the example of its success, or with another that it is told of. It is a transport:
/// `Client::builder(…).transport(examples::server())`.
#[must_use]
pub fn server() -> Examples {
    Examples::new(TABLE)
}

/// The value of the example of an operation's success; `None` if it has none, or not of this type.
#[must_use]
pub fn sample<T: trueup_client::FromResponse>(operation: &str) -> Option<T> {
    server().sample(operation)
}

/// Successes first, each operation's in the order of statuses.
static TABLE: &[Example] = &[
";

/// The file; nothing if there is no operation.
///
/// One example looks like this:
///
/// ```text
///     Example {
///         operation: "listPets",
///         status: 200,
///         media_type: "application/json",
///         body: "[\\"Rex\\"]",
///     },
/// ```
pub(super) fn emit(emission: &Emission<'_>) -> Option<String> {
    if emission.service.operations.is_empty() {
        return None;
    }
    let mut text = format!("// {HEADER}\n\n{HEAD}");
    for operation in &emission.service.operations {
        let mut responses: Vec<(u16, &Response)> = operation
            .responses
            .iter()
            .map(|response| (status(response.status), response))
            .collect();
        responses.sort_by_key(|(status, _)| (!(200..300).contains(status), *status));
        for (status, response) in responses {
            push(&mut text, emission, operation, status, response);
        }
    }
    text.push_str("];\n");
    Some(text)
}

/// A status that the key stands for.
fn status(key: Status) -> u16 {
    match key {
        Status::Exact(status) => status,
        Status::Range(digit) => u16::from(digit) * 100,
        Status::Default => 500,
    }
}

fn push(
    text: &mut String,
    emission: &Emission<'_>,
    operation: &Operation,
    status: u16,
    response: &Response,
) {
    let mut bodies = response.content.iter().filter_map(|media| {
        let value = curl::example(emission, media)?;
        // A line of a stream ends.
        let end = if media.stream.is_some() { "\n" } else { "" };
        let body = match (media::kind_of(media, &emission.api.schemas), value) {
            (Kind::Json, value) => format!("{value}{end}"),
            (_, Json::String(text)) => text,
            _ => return None,
        };
        Some((media.media_type.as_str(), body))
    });
    let (media_type, body) = match bodies.next() {
        Some(found) => found,
        None if response.content.is_empty() => ("", String::new()),
        None => return,
    };
    let id = &operation.id;
    text.push_str(&format!(
        "    Example {{\n        operation: {id:?},\n        status: {status},\n        \
         media_type: {media_type:?},\n        body: {body:?},\n    }},\n"
    ));
}
