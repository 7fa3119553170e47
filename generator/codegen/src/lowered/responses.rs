//! Responses: progenitor knows one type of success and one type of error for an operation.

use super::bodies::essence;
use super::operations::Operation;
use super::{Json, Lowering, Part, object, string};
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;

/// A response, and where it stands.
struct Answer<'a> {
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

impl<'a> Lowering<'a> {
    /// The Responses Object.
    pub(super) fn responses(&mut self, operation: &Operation<'a>) -> Result<Json, Box<Diagnostic>> {
        let mut answers = Vec::new();
        for (status, at) in operation.at.get("responses").iter().flat_map(At::entries) {
            if !status.starts_with("x-") {
                answers.push(self.answer(status, &at)?);
            }
        }
        self.without_bodies(operation, &mut answers);
        // Beside a success, `default` stands for errors alone; progenitor would take it for both.
        let only_errors = answers.iter().any(|answer| is_success(&answer.status));
        // The type of `default` is that of the errors which nobody foresaw: it decides.
        answers.sort_by_key(|answer| answer.status != "default");
        let successes = alike(answers, is_success);
        let errors = alike(successes.kept, is_error);
        for answer in successes.left.iter().chain(&errors.left) {
            let reason = "progenitor knows one type of success and one of errors".to_owned();
            let part = Part::Response(answer.status.clone());
            self.leave_out(operation, &answer.at, part, reason);
        }
        let mut answers = errors.kept;
        self.name_errors(operation, &mut answers);
        Ok(object_of(&answers, only_errors))
    }

    /// What is neither a success nor an error has no body that progenitor would read.
    fn without_bodies(&mut self, operation: &Operation<'a>, answers: &mut [Answer<'a>]) {
        for answer in answers {
            let read = is_success(&answer.status) || is_error(&answer.status);
            if !read && answer.body != Body::None {
                answer.body = Body::None;
                let reason = "progenitor reads bodies of successes and errors only".to_owned();
                let part = Part::ResponseBody(answer.status.clone());
                self.leave_out(operation, &answer.at, part, reason);
            }
        }
    }

    /// The schema of errors that has no name gets one: progenitor would give it the name of the success's.
    fn name_errors(&mut self, operation: &Operation<'a>, answers: &mut [Answer<'a>]) {
        let mut named = None;
        for answer in answers {
            if is_error(&answer.status)
                && let Body::Json(schema) = &mut answer.body
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

    fn answer(&mut self, status: &str, at: &At<'a>) -> Result<Answer<'a>, Box<Diagnostic>> {
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
        Ok(Answer {
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
    kept: Vec<Answer<'a>>,
    left: Vec<Answer<'a>>,
}

/// Of those of which `which` is true, keeps the first and those that have its body.
fn alike<'a>(answers: Vec<Answer<'a>>, which: impl Fn(&str) -> bool) -> Alike<'a> {
    let first = answers.iter().find(|answer| which(&answer.status));
    let body = first.map(|answer| answer.body.clone());
    let (kept, left) = answers
        .into_iter()
        .partition(|answer| !which(&answer.status) || Some(&answer.body) == body.as_ref());
    Alike { kept, left }
}

fn object_of(answers: &[Answer<'_>], only_errors: bool) -> Json {
    let stated = |status: &str| answers.iter().any(|answer| answer.status == status);
    let mut members: Vec<(&str, Json)> = Vec::new();
    for answer in answers {
        if answer.status == "default" && only_errors {
            let ranges = ["4XX", "5XX"].into_iter().filter(|range| !stated(range));
            members.extend(ranges.map(|range| (range, response(answer))));
        } else {
            members.push((&answer.status, response(answer)));
        }
    }
    members.sort_by_key(|(status, _)| *status);
    object(members)
}

fn response(answer: &Answer<'_>) -> Json {
    let mut members = vec![("description", answer.description.clone())];
    let content = match &answer.body {
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
