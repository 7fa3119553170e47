//! The section of one operation.

use super::markdown::{self, code, codes, fence};
use super::outline::{Place, Section};
use super::tables::Direction;
use super::words::{DEPRECATED, sentences};
use super::{Page, title};
use crate::emit::usage::Usage;
use crate::emit::{calls, curl};
use crate::ir::service::{
    Example, Media, Operation, Pagination, RequestBody, Response, Retry, Service, Status,
};

/// Failures that every operation of a service answers in the same way.
pub(super) struct Failures<'a>(Vec<&'a Response>);

impl<'a> Failures<'a> {
    /// Those of the first operation that all others have as well.
    pub(super) fn shared(service: &'a Service) -> Self {
        let Some((first, others)) = service.operations.split_first() else {
            return Self(Vec::new());
        };
        let failures = first
            .responses
            .iter()
            .filter(|response| !response.status.is_success());
        let everywhere = |response: &&Response| {
            let has = |operation: &Operation| {
                operation
                    .responses
                    .iter()
                    .any(|other| same(response, other))
            };
            others.iter().all(has)
        };
        Self(failures.filter(everywhere).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Response> {
        self.0.iter().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a response is one of these, whatever its examples.
    pub(super) fn include(&self, response: &Response) -> bool {
        self.0.iter().any(|shared| same(shared, response))
    }
}

/// Whether two responses say the same, their examples apart.
fn same(left: &Response, right: &Response) -> bool {
    let media = |response: &Response| -> Vec<_> {
        response
            .content
            .iter()
            .map(|media| (media.media_type.clone(), media.schema))
            .collect()
    };
    left.status == right.status
        && left.description == right.description
        && media(left) == media(right)
}

impl Page<'_> {
    /// The section of an operation.
    pub(super) fn operation(&self, index: usize) -> Vec<String> {
        let service = self.emission.service;
        let Some(operation) = service.operations.get(index) else {
            return Vec::new();
        };
        let mut blocks = vec![self.outline.heading(Place::Operation(index))];
        if let Some(summary) = &operation.summary {
            blocks.push(format!("**{}.**", summary.trim().trim_end_matches('.')));
        }
        blocks.extend(operation.description.as_deref().map(markdown::description));
        blocks.extend(self.standing(operation));
        blocks.push(self.terms(operation));
        blocks.push(fence(
            "bash",
            &curl::command(self.emission.api, service, operation),
        ));
        if !operation.parameters.is_empty() {
            blocks.push("**Parameters**".to_owned());
            blocks.push(self.parameters(&operation.parameters));
        }
        blocks.extend(operation.exclusive.iter().map(|group| {
            format!(
                "At most one of {} may be set.",
                codes(group.iter().map(String::as_str))
            )
        }));
        blocks.extend(operation.pagination.as_ref().map(pagination));
        blocks.extend(operation.body.iter().flat_map(|body| self.request(body)));
        for response in &operation.responses {
            blocks.extend(self.response(response));
        }
        blocks.extend(self.rust(index, operation));
        blocks
    }

    /// Deprecation and upstream, set off from the description.
    fn standing(&self, operation: &Operation) -> Option<String> {
        let deprecated = operation.deprecated.then(|| DEPRECATED.to_owned());
        let upstream = operation
            .upstream
            .as_ref()
            .map(|upstream| self.upstream(upstream));
        let text = sentences(deprecated.into_iter().chain(upstream));
        (!text.is_empty()).then(|| format!("> {}", text.replace('\n', "\n> ")))
    }

    /// What a caller must bring, and whether the call may be repeated.
    fn terms(&self, operation: &Operation) -> String {
        let repeat = match operation.retry {
            Retry::Idempotent => "yes",
            Retry::Never => "no",
        };
        format!(
            "Authentication: {} · Safe to repeat: {repeat}",
            self.credentials(operation)
        )
    }

    /// The alternatives of credentials, in words.
    fn credentials(&self, operation: &Operation) -> String {
        let place = Place::Section(Section::Authentication);
        let alternatives: Vec<String> = operation
            .security
            .iter()
            .map(|set| {
                let names: Vec<String> = set
                    .iter()
                    .map(|name| self.outline.link(place, &code(name)))
                    .collect();
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(" and ")
                }
            })
            .collect();
        if alternatives.is_empty() {
            "none".to_owned()
        } else {
            alternatives.join(" or ")
        }
    }

    fn request(&self, body: &RequestBody) -> Vec<String> {
        let required = if body.required {
            "required"
        } else {
            "optional"
        };
        let description = body
            .description
            .as_deref()
            .map(|text| text.trim().to_owned());
        let label = format!("**Request**, {required}.");
        let mut blocks = vec![sentences([label].into_iter().chain(description))];
        for media in &body.content {
            blocks.extend(self.media(media, Direction::Request));
        }
        blocks
    }

    /// A response; a failure that all calls share only with the examples that it has here alone.
    fn response(&self, response: &Response) -> Vec<String> {
        if self.failures.include(response) {
            return self.shared_failure(response);
        }
        let label = format!("**{}.**", response_label(response.status));
        let description = response.description.trim().to_owned();
        let mut blocks = vec![sentences([label, description])];
        if response.content.is_empty() {
            blocks.push("No body.".to_owned());
        }
        for media in &response.content {
            blocks.extend(self.media(media, Direction::Response));
        }
        blocks
    }

    fn shared_failure(&self, response: &Response) -> Vec<String> {
        let known: Vec<&Example> = self
            .failures
            .iter()
            .flat_map(|shared| &shared.content)
            .flat_map(|media| &media.examples)
            .collect();
        let own: Vec<&Example> = response
            .content
            .iter()
            .flat_map(|media| &media.examples)
            .filter(|example| !known.iter().any(|known| known.value == example.value))
            .collect();
        if own.is_empty() {
            return Vec::new();
        }
        let errors = self.outline.link(Place::Section(Section::Errors), "Errors");
        let mut blocks = vec![format!(
            "**{}.** See {errors}.",
            response_label(response.status)
        )];
        blocks.extend(
            own.into_iter()
                .flat_map(|example| example_block(example, "json")),
        );
        blocks
    }

    /// Examples of a body, then what it holds.
    pub(super) fn media(&self, media: &Media, direction: Direction) -> Vec<String> {
        let json = is_json(&media.media_type);
        let mut blocks = Vec::new();
        if !json {
            blocks.push(format!("As {}:", code(&media.media_type)));
        }
        if let Some(stream) = &media.stream {
            let (item, error) = (code(&stream.item), code(&stream.error));
            blocks.push(format!(
                "A stream of lines, each a JSON object: {item} holds what comes next, {error} a failure, which ends the stream."
            ));
        }
        let language = if json { "json" } else { "text" };
        blocks.extend(
            media
                .examples
                .iter()
                .flat_map(|example| example_block(example, language)),
        );
        blocks.extend(
            media
                .schema
                .into_iter()
                .flat_map(|schema| self.body(schema, direction)),
        );
        blocks
    }

    /// The call in Rust.
    fn rust(&self, index: usize, operation: &Operation) -> Vec<String> {
        let calls = calls::operations(self.emission.service, self.emission.client);
        let Some((call, _)) = calls.into_iter().find(|(call, _)| call.operation == index) else {
            return Vec::new();
        };
        match Usage::new(self.emission, call, operation) {
            Some(usage) => {
                let code = usage.code(&self.emission.crate_ident());
                vec!["**Rust**".to_owned(), fence("rust", &code)]
            }
            None => vec![format!(
                "**Rust**: {}",
                code(&format!("client.{}(…)", call.ident))
            )],
        }
    }

    /// The index of all operations.
    pub(super) fn contents(&self) -> String {
        let mut lines = Vec::new();
        for (position, group) in self.groups.iter().enumerate() {
            lines.push(format!(
                "- {}",
                self.outline
                    .link(Place::Group(position), &markdown::heading(group.title))
            ));
            for index in &group.operations {
                lines.extend(
                    self.emission
                        .service
                        .operations
                        .get(*index)
                        .map(|operation| {
                            let link = self
                                .outline
                                .link(Place::Operation(*index), &code(&title(operation)));
                            let summary = operation.summary.as_deref().unwrap_or(&operation.id);
                            let deprecated = if operation.deprecated {
                                " (deprecated)"
                            } else {
                                ""
                            };
                            format!("  - {link} {}{deprecated}", summary.trim())
                        }),
                );
            }
        }
        lines.join("\n")
    }
}

/// `Response 200`, `Response 4XX`, or `Any other response`.
pub(super) fn response_label(status: Status) -> String {
    match status {
        Status::Default => "Any other response".to_owned(),
        exact => format!("Response {exact}"),
    }
}

fn example_block(example: &Example, language: &str) -> Vec<String> {
    let caption = example
        .summary
        .as_deref()
        .map(|summary| format!("{}:", summary.trim().trim_end_matches(['.', ':'])));
    caption
        .into_iter()
        .chain([fence(language, &example.pretty.text)])
        .collect()
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

/// How to read a list page by page.
fn pagination(pagination: &Pagination) -> String {
    let mut text = format!(
        "Pages: {} of the response is the {} of the next page of {}",
        code(&pagination.next),
        code(&pagination.cursor),
        code(&pagination.items),
    );
    if let (Some(previous), Some(reverse)) = (&pagination.previous, &pagination.reverse) {
        text.push_str(&format!(
            "; {} with {} goes back",
            code(previous),
            code(reverse)
        ));
    }
    if let Some(limit) = &pagination.limit {
        text.push_str(&format!("; {} limits a page", code(limit)));
    }
    text.push('.');
    text
}
