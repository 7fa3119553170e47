//! Responses: progenitor knows one type of success and one type of error for an operation.

use super::bodies::essence;
use super::operations::Operation;
use super::{Json, Lowering, Part, object, string};
use crate::cursor::At;
use crate::diagnostic::Diagnostic;

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
                answers.push(self.answer(operation, status, &at)?);
            }
        }
        // Beside a success, `default` stands for errors alone; progenitor would take it for both.
        let only_errors = answers.iter().any(|answer| answer.status.starts_with('2'));
        let mut answers = alike(answers, |status| status.starts_with('2'));
        let error = |status: &str| status.starts_with(['4', '5']) || status == "default";
        // The type of `default` is that of the errors which nobody foresaw: it decides.
        answers
            .kept
            .sort_by_key(|answer| answer.status != "default");
        let errors = alike(std::mem::take(&mut answers.kept), error);
        answers.kept = errors.kept;
        answers.left.extend(errors.left);
        for answer in &answers.left {
            let reason = "progenitor knows one type of success and one of errors".to_owned();
            self.leave_out(
                operation,
                &answer.at,
                Part::Response(answer.status.clone()),
                reason,
            );
        }
        Ok(object_of(&answers.kept, only_errors))
    }

    fn answer(
        &mut self,
        operation: &Operation<'a>,
        status: &str,
        at: &At<'a>,
    ) -> Result<Answer<'a>, Box<Diagnostic>> {
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
                Some(schema) => {
                    let inline = schema.get("$ref").is_none();
                    let schema = self.schemas.schema(&schema)?;
                    // progenitor would name it as it names the inline schema of the success.
                    let name = format!("{}Error", operation.id);
                    let own = inline && !status.starts_with('2') && schema.get("$ref").is_none();
                    if own {
                        self.schemas.hoist(&name, schema)
                    } else {
                        schema
                    }
                }
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
