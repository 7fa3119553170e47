//! The bodies that a list or an example of a section is about: of the request, or of the response with a status.

use trueup_validator::registry::{Base, Media, Operation, RequestBody, Response, Schema, Status};

use super::success;
use crate::document::model::{Announced, ParameterList, Section, Where};
use crate::document::text::Span;

/// The bodies that the rows of a list may be about.
pub(super) struct Bodies<'a> {
    /// Where the rows travel that do not say it themselves.
    pub(super) place: Where,
    request: Vec<&'a Schema<'a>>,
    response: Vec<&'a Schema<'a>>,
}

impl<'a> Bodies<'a> {
    /// Those of a list, by the label that it stands under.
    pub(super) fn of(
        operation: &'a Operation<'a>,
        section: &Section,
        list: &ParameterList,
    ) -> Self {
        let label = label_before(section, list.span);
        let mut place = list.place;
        let mut request: Vec<&'a Schema<'a>> = Vec::new();
        let said = media_before(section, list.span);
        let content = operation.request.as_ref().map(|request| request.content);
        for schema in of_type(content.unwrap_or_default().iter().collect(), said)
            .into_iter()
            .filter_map(|media| media.schema)
        {
            push(&mut request, schema);
        }
        let mut response = Vec::new();
        let answers = match label {
            Some(Announced::Error(status)) if list.place == Where::Anywhere => {
                place = Where::Response;
                failures(operation, status)
            }
            Some(Announced::Response(Some(status))) => {
                operation.response(status).into_iter().collect()
            }
            _ if list.place == Where::Anywhere => success(operation).into_iter().collect(),
            _ => successes(operation),
        };
        let content = answers.into_iter().flat_map(|answer| answer.content);
        let content = of_type(content.collect(), said).into_iter();
        for schema in content.filter_map(|media| media.schema) {
            push(&mut response, schema);
        }
        Self {
            place,
            request,
            response,
        }
    }

    /// The schemas that a row in a place may be about.
    pub(super) fn schemas(&self, place: Where) -> Vec<&'a Schema<'a>> {
        let (request, response) = match (place, self.place) {
            (Where::Body, _) => (&self.request[..], &[][..]),
            (Where::Response, _) | (Where::Anywhere, Where::Response) => {
                (&[][..], &self.response[..])
            }
            (Where::Anywhere, _) => (&self.request[..], &self.response[..]),
            (Where::Path | Where::Query | Where::Header, _) => (&[][..], &[][..]),
        };
        request.iter().chain(response).copied().collect()
    }
}

fn push<'a>(schemas: &mut Vec<&'a Schema<'a>>, schema: &'a Schema<'a>) {
    if !schemas.iter().any(|known| std::ptr::eq(*known, schema)) {
        schemas.push(schema);
    }
}

/// What the last label in front of a place announces.
pub(super) fn label_before(section: &Section, span: Span) -> Option<Announced> {
    let before = section
        .labels
        .partition_point(|label| label.span.start < span.start);
    Some(section.labels.get(before.checked_sub(1)?)?.what)
}

/// The text between the last label and a place that speaks last of a media type.
fn media_before(section: &Section, span: Span) -> Option<&str> {
    let label = section
        .labels
        .partition_point(|label| label.span.start < span.start);
    let label = label
        .checked_sub(1)
        .and_then(|last| section.labels.get(last));
    let from = label.map_or(0, |label| label.span.start);
    let mut before = section.prose.iter().rev().filter(|text| {
        let start = text.whole().start;
        (from..span.start).contains(&start)
    });
    let text = before.find(|text| text.text().contains('/') && text.text().len() < 200)?;
    Some(text.text())
}

/// The bodies in the media types that a text names, or all if it names none of them.
fn of_type<'a>(content: Vec<&'a Media<'a>>, said: Option<&str>) -> Vec<&'a Media<'a>> {
    let Some(said) = said else { return content };
    let words: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || matches!(c, '`' | ',' | ':' | '(' | ')'))
        .collect();
    let named = |media: &&'a Media<'a>| words.contains(&media.media_type);
    let named: Vec<_> = content.iter().copied().filter(named).collect();
    if named.is_empty() { content } else { named }
}

/// Whether a schema has properties that it does not name: any object, or one of several.
pub(super) fn is_open(schema: &Schema) -> bool {
    schema.fields.is_empty() && matches!(schema.ty.base, Base::Any | Base::Object)
}

/// The body that a request is shown in: JSON, or else a form.
pub(super) fn shown<'a>(request: &RequestBody<'a>) -> Option<&'a Media<'a>> {
    let content: &'a [Media<'a>] = request.content;
    let form = || content.iter().find(|media| media.form.is_some());
    request.json().or_else(form)
}

/// The bodies in JSON among some media types.
pub(super) fn json<'a>(content: &'a [Media<'a>]) -> Vec<&'a Media<'a>> {
    content.iter().filter(|media| media.is_json()).collect()
}

/// The responses that mean success.
pub(super) fn successes<'a>(operation: &'a Operation<'a>) -> Vec<&'a Response<'a>> {
    let responses: &'a [Response<'a>] = operation.responses;
    let succeeds = |response: &&Response| match response.status {
        Status::Exact(status) => (200..300).contains(&status),
        Status::Range(digit) => digit == 2,
        Status::Default => false,
    };
    let found: Vec<_> = responses.iter().filter(succeeds).collect();
    match found.is_empty() {
        true => success(operation).into_iter().collect(),
        false => found,
    }
}

/// The response for the status of a failure, or all that mean one.
pub(super) fn failures<'a>(
    operation: &'a Operation<'a>,
    status: Option<u16>,
) -> Vec<&'a Response<'a>> {
    let responses: &'a [Response<'a>] = operation.responses;
    match status {
        Some(status) => operation.response(status).into_iter().collect(),
        None => {
            let fails = responses.iter().filter(|response| fails(response.status));
            fails.collect()
        }
    }
}

/// Whether a status means failure; one for all others may.
pub(super) fn fails(status: Status) -> bool {
    match status {
        Status::Exact(status) => status >= 400,
        Status::Range(digit) => digit >= 4,
        Status::Default => true,
    }
}
