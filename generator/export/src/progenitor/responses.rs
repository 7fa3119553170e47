//! Responses: progenitor knows one type of success and one type of error for an operation.

use super::operations::Operation;
use super::{Exporter, Json, Part, object, string};
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::ir::media::essence;

/// A response, and where it stands.
struct Response<'a> {
    status: String,
    at: At<'a>,
    description: Json,
    body: Body,
}

/// What progenitor tells apart in the bodies of responses.
#[derive(Clone, Debug, PartialEq)]
enum Body {
    /// Nothing.
    None,
    /// Bytes, as they come.
    Raw,
    /// JSON of a schema.
    Json(Json),
}

impl<'a> Exporter<'a> {
    /// The Responses Object.
    pub(super) fn responses(&mut self, operation: &Operation<'a>) -> Result<Json, Box<Diagnostic>> {
        let mut responses = Vec::new();
        for (status, at) in operation.at.get("responses").iter().flat_map(At::entries) {
            if !status.starts_with("x-") {
                responses.push(self.response(status, &at)?);
            }
        }
        self.without_bodies(operation, &mut responses);
        // Beside a success, `default` stands for errors alone; progenitor would take it for both.
        let only_errors = responses
            .iter()
            .any(|response| is_success(&response.status));
        // The type of `default` is that of the errors which nobody foresaw: it decides.
        responses.sort_by_key(|response| response.status != "default");
        let successes = alike(responses, is_success);
        let errors = alike(successes.kept, is_error);
        for response in successes.left.iter().chain(&errors.left) {
            let reason = "progenitor knows one type of success and one of errors".to_owned();
            let part = Part::Response(response.status.clone());
            self.leave_out(operation, &response.at, part, reason);
        }
        let mut responses = errors.kept;
        self.name_errors(operation, &mut responses);
        Ok(object_of(&responses, only_errors))
    }

    /// What is neither a success nor an error has no body that progenitor would read.
    fn without_bodies(&mut self, operation: &Operation<'a>, responses: &mut [Response<'a>]) {
        for response in responses {
            let read = is_success(&response.status) || is_error(&response.status);
            if !read && response.body != Body::None {
                response.body = Body::None;
                let reason = "progenitor reads bodies of successes and errors only".to_owned();
                let part = Part::ResponseBody(response.status.clone());
                self.leave_out(operation, &response.at, part, reason);
            }
        }
    }

    /// The schema of errors that has no name gets one: progenitor would give it the name of the success's.
    fn name_errors(&mut self, operation: &Operation<'a>, responses: &mut [Response<'a>]) {
        let mut named = None;
        for response in responses {
            if is_error(&response.status)
                && let Body::Json(schema) = &mut response.body
                && schema.get("$ref").is_none()
            {
                let inline = schema.clone();
                let name = || {
                    let name = format!("{}Error", operation.id);
                    self.schemas.hoist(&name, inline)
                };
                *schema = named.get_or_insert_with(name).clone();
            }
        }
    }

    fn response(&mut self, status: &str, at: &At<'a>) -> Result<Response<'a>, Box<Diagnostic>> {
        let response = self.documents.resolve(at)?;
        let content: Vec<(&str, At<'a>)> = response
            .get("content")
            .iter()
            .flat_map(At::entries)
            .collect();
        let json = content.iter().find(|(key, media)| {
            // One JSON text a line is no JSON text.
            essence(key) == "application/json" && media.get("x-trueup-stream").is_none()
        });
        let body = match json {
            Some((_, media)) => Body::Json(match media.get("schema") {
                Some(schema) => self.schemas.schema(&schema)?,
                None => Json::Object(Vec::new()),
            }),
            None if content.is_empty() => Body::None,
            None => Body::Raw,
        };
        let description = response.get("description");
        Ok(Response {
            status: status.to_owned(),
            at: at.clone(),
            description: description.map_or_else(|| string(""), |text| text.to_json()),
            body,
        })
    }
}

/// What is a success for certain; `default` is one only where there is no other.
fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

/// Answers that may stay, and the others.
struct Alike<'a> {
    kept: Vec<Response<'a>>,
    left: Vec<Response<'a>>,
}

/// Of those of which `which` is true, keeps the first and those that have its body.
fn alike<'a>(responses: Vec<Response<'a>>, which: impl Fn(&str) -> bool) -> Alike<'a> {
    let first = responses.iter().find(|response| which(&response.status));
    let body = first.map(|response| response.body.clone());
    let (kept, left) = responses
        .into_iter()
        .partition(|response| !which(&response.status) || Some(&response.body) == body.as_ref());
    Alike { kept, left }
}

fn object_of(responses: &[Response<'_>], only_errors: bool) -> Json {
    let stated = |status: &str| responses.iter().any(|response| response.status == status);
    let mut members: Vec<(&str, Json)> = Vec::new();
    for response in responses {
        if response.status == "default" && only_errors {
            let ranges = ["4XX", "5XX"].into_iter().filter(|range| !stated(range));
            members.extend(ranges.map(|range| (range, response_object(response))));
        } else {
            members.push((&response.status, response_object(response)));
        }
    }
    members.sort_by_key(|(status, _)| *status);
    object(members)
}

fn response_object(response: &Response<'_>) -> Json {
    let mut members = vec![("description", response.description.clone())];
    let content = match &response.body {
        Body::None => None,
        Body::Json(schema) => Some(("application/json", schema.clone())),
        Body::Raw => Some((
            "application/octet-stream",
            object([("type", string("string")), ("format", string("binary"))]),
        )),
    };
    if let Some((media_type, schema)) = content {
        let media = object([("schema", schema)]);
        members.push(("content", object([(media_type, media)])));
    }
    object(members)
}
