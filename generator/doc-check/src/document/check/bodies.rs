//! The bodies that a list or an example of a section is about: of the request, or of the response with a status.

use trueup_validator::registry::{
    Base, Framing, Media, Operation, RequestBody, Response, Schema, Status,
};

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
        let said: Vec<&str> = texts_before(section, list.span).collect();
        let content = operation.request.as_ref().map(|request| request.content);
        for schema in of_type(content.unwrap_or_default().iter().collect(), &said)
            .into_iter()
            .filter_map(|media| media.schema)
        {
            push(&mut request, schema);
        }
        let mut response = Vec::new();
        let answers = match label {
            // "Body, each with:" is of the failure, too.
            Some(Announced::Error(status)) if may_be_body(list.place) => {
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
        let content = of_type(content.collect(), &said).into_iter();
        for schema in content.filter_map(|media| media.schema) {
            push(&mut response, schema);
        }
        Self {
            place,
            request,
            response,
        }
    }

    /// How many of the schemas that a row in a place may be about are those of the request; they come first.
    pub(super) fn requests(&self, place: Where) -> usize {
        match (place, self.place) {
            (Where::Body, _) => self.request.len(),
            (Where::Anywhere, place) if place != Where::Response => self.request.len(),
            _ => 0,
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

/// Whether the rows of a list may be properties of a body, by the place that is said of all of them.
fn may_be_body(place: Where) -> bool {
    matches!(place, Where::Anywhere | Where::Body | Where::Response)
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

/// The texts between the last label and a place, the last first, as far as one may be about what stands there.
fn texts_before(section: &Section, span: Span) -> impl Iterator<Item = &str> {
    const MOST: usize = 64;
    let label = section
        .labels
        .partition_point(|label| label.span.start < span.start);
    let label = label
        .checked_sub(1)
        .and_then(|last| section.labels.get(last));
    let from = label.map_or(0, |label| label.span.start);
    // They stand in their order.
    let end = section
        .prose
        .partition_point(|text| text.whole().start < span.start);
    let before = section.prose.get(..end).unwrap_or_default();
    let before = before.iter().rev().take(MOST);
    let before = before.filter(move |text| text.whole().start >= from);
    before.map(|text| text.text())
}

/// The bodies in the media types that one of some texts names, or all if none does.
fn of_type<'a>(content: Vec<&'a Media<'a>>, said: &[&str]) -> Vec<&'a Media<'a>> {
    const LONGEST: usize = 200;
    let short = said.iter().filter(|text| text.len() < LONGEST);
    let named = short.map(|text| named_in(&content, text));
    let named = named.into_iter().find(|named| !named.is_empty());
    named.unwrap_or(content)
}

/// The bodies in the media types that a text names.
fn named_in<'a>(content: &[&'a Media<'a>], text: &str) -> Vec<&'a Media<'a>> {
    // `As application/json; charset=utf-8:`
    let whole = text.trim().trim_end_matches([':', '.']);
    let whole = whole.strip_prefix("As ").unwrap_or(whole);
    let same: Vec<_> = content
        .iter()
        .copied()
        .filter(|media| media.media_type == whole)
        .collect();
    if !same.is_empty() {
        return same;
    }
    // Cheap looks first: most texts name none.
    if !text.contains('/') {
        return Vec::new();
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '`' | ',' | ':' | '(' | ')'))
        .collect();
    let named =
        |media: &&'a Media<'a>| media.media_type.contains('/') && words.contains(&media.media_type);
    content.iter().copied().filter(named).collect()
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
    content.iter().filter(|media| media.holds_json()).collect()
}

/// Whether a media type is that of events.
pub(super) fn is_events(media: &Media) -> bool {
    matches!(media.framing(), Some(Framing::Events | Framing::EventData))
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
