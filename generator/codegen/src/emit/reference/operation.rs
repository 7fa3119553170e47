//! The section of one operation.

use super::markdown::{self, Markdown, code, codes, fence, label, line};
use super::outline::{Place, Section};
use super::page::{Page, title};
use super::tables::Direction;
use super::words::{DEPRECATED, paragraph};
use crate::emit::example_call::ExampleCall;
use crate::emit::{calls, curl};
use crate::model::Call;
use crate::prose;
use trueup_description::ir::media::{self, Kind, is_json};
use trueup_description::ir::service::{
    Envelope, Example, Framing, Media, Operation, Pagination, RequestBody, Response, Retry, Status,
    Stream,
};

impl Page<'_> {
    /// The section of an operation.
    pub(super) fn operation(&self, index: usize) -> Vec<String> {
        let service = self.emission.service;
        let Some(operation) = service.operations.get(index) else {
            return Vec::new();
        };
        let mut blocks = vec![self.outline.heading(Place::Operation(index))];
        if let Some(summary) = &operation.summary {
            let summary = line(summary.trim().trim_end_matches('.'));
            blocks.push(format!("**{summary}.**"));
        }
        blocks.extend(
            operation
                .description
                .as_deref()
                .and_then(markdown::description),
        );
        blocks.extend(self.standing(operation));
        blocks.push(self.terms(operation));
        blocks.extend(self.labels(operation));
        blocks.extend(prose::servers(operation).map(|servers| servers.to_string()));
        blocks.push(match curl::command(self.emission, operation) {
            Ok(command) => fence("bash", &command),
            Err(lacking) => format!("**Call.** None is shown: {lacking}."),
        });
        if !operation.parameters.is_empty() {
            blocks.push("**Parameters**".to_owned());
            blocks.push(self.parameters(&operation.parameters));
        }
        let exclusive = operation.exclusive.iter().map(|group| {
            format!(
                "At most one of {} may be set.",
                codes(group.iter().map(String::as_str))
            )
        });
        let any_of = operation.any_of.iter().map(|group| {
            format!(
                "At least one of {} must be there.",
                codes(group.iter().map(String::as_str))
            )
        });
        blocks.extend(paragraph(any_of.chain(exclusive)));
        blocks.extend(
            operation
                .pagination
                .as_ref()
                .map(|pages| self.pagination(index, pages)),
        );
        blocks.extend(operation.body.iter().flat_map(|body| self.request(body)));
        for response in &operation.responses {
            blocks.extend(self.response(response));
        }
        blocks.extend(self.rust(index, operation));
        blocks
    }

    /// Deprecation and upstream, set off from the description.
    pub(super) fn standing(&self, operation: &Operation) -> Option<String> {
        let deprecated = operation.deprecated.then(|| Markdown::own(DEPRECATED));
        let upstream = operation
            .upstream
            .as_ref()
            .map(|upstream| self.upstream(upstream));
        let text: Markdown = deprecated.into_iter().chain(upstream).collect();
        (!text.is_empty()).then(|| text.quote())
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

    /// The tags of an operation but for its heading, as they are shown.
    fn labels(&self, operation: &Operation) -> Option<String> {
        let service = self.emission.service;
        let title = |name: &String| {
            let mut known = service.tags.iter().chain(&service.labels);
            let known = known.find(|tag| tag.name == *name);
            line(known.map_or(name.as_str(), |tag| tag.title.as_str()))
        };
        let titles: Vec<String> = operation.labels.iter().map(title).collect();
        (!titles.is_empty()).then(|| format!("Also tagged: {}.", titles.join(", ")))
    }

    /// The alternatives of credentials, in words.
    fn credentials(&self, operation: &Operation) -> String {
        let place = Place::Section(Section::Authentication);
        let shown = operation.certificates.iter().map(Vec::as_slice);
        let shown = shown.chain(std::iter::repeat(&[][..]));
        let alternatives: Vec<String> = operation
            .security
            .iter()
            .zip(shown)
            .map(|(set, certificates)| {
                let certificates = certificates.iter();
                let certificates =
                    certificates.map(|name| format!("a client certificate ({})", code(name)));
                let names: Vec<String> = set
                    .iter()
                    .map(|one| {
                        let link = self.outline.link(place, &code(&one.scheme));
                        match prose::scopes(one) {
                            Some(scopes) => format!("{link} ({scopes})"),
                            None => link,
                        }
                    })
                    .chain(certificates)
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
        let description = markdown::quotation(body.description.as_deref().unwrap_or_default());
        let label = Markdown::own(format!("**Request**, {required}."));
        let mut blocks = vec![label.then(description).to_string()];
        for media in &body.content {
            let said = body.description.as_deref();
            blocks.extend(self.typed(media, body.content.len(), Direction::Request, said));
        }
        blocks
    }

    fn response(&self, response: &Response) -> Vec<String> {
        if let Some(shared) = self.failures.find(response) {
            return self.shared_failure(response, shared);
        }
        let no_body = response
            .content
            .is_empty()
            .then(|| Markdown::own("No body."));
        let said = introduction(response).then(no_body.unwrap_or_default());
        let mut blocks = vec![said.to_string()];
        for media in &response.content {
            let (many, said) = (response.content.len(), Some(response.description.as_str()));
            blocks.extend(self.typed(media, many, Direction::Response, said));
        }
        blocks.extend(self.headers(response));
        blocks
    }

    /// The headers of a response.
    pub(super) fn headers(&self, response: &Response) -> Vec<String> {
        if response.headers.is_empty() {
            return Vec::new();
        }
        vec![self.header_table(&response.headers)]
    }

    /// What an operation adds to a failure that most have: its own words and examples.
    fn shared_failure(&self, response: &Response, shared: &Response) -> Vec<String> {
        let examples = |response: &'_ Response| -> Vec<Example> {
            let content = response.content.iter();
            let examples = content.flat_map(|media| self.examples(media, Direction::Response));
            examples.cloned().collect()
        };
        let known = examples(shared);
        let new = |example: &Example| known.iter().all(|known| known.value != example.value);
        let own: Vec<Example> = examples(response).into_iter().filter(new).collect();
        if own.is_empty() && response.description == shared.description {
            return Vec::new();
        }
        let errors = self
            .outline
            .link(Place::Section(Section::Errors), Section::Errors.title());
        let see = Markdown::own(format!("See {errors}."));
        let mut blocks = vec![introduction(response).then(see).to_string()];
        blocks.extend(
            own.iter()
                .flat_map(|example| example_block(example, "json")),
        );
        blocks
    }

    /// One of so many bodies behind its media type: JSON that is alone goes without saying.
    pub(super) fn typed(
        &self,
        media: &Media,
        many: usize,
        direction: Direction,
        said: Option<&str>,
    ) -> Vec<String> {
        let mut blocks = self.media(media, direction, said);
        if many > 1 || !is_json(&media.media_type) {
            // Nothing is announced that does not follow.
            let end = if blocks.is_empty() { '.' } else { ':' };
            blocks.insert(0, format!("As {}{end}", code(&media.media_type)));
        }
        blocks
    }

    /// Examples of a body, then what it holds. A single example needs no caption that repeats what was `said`.
    pub(super) fn media(
        &self,
        media: &Media,
        direction: Direction,
        said: Option<&str>,
    ) -> Vec<String> {
        let json = is_json(&media.media_type);
        let mut blocks = Vec::new();
        blocks.extend(media.stream.as_ref().map(stream_said));
        let language = if json { "json" } else { "text" };
        let bare = |text: &str| text.trim().trim_end_matches('.').to_owned();
        match self.examples(media, direction).as_slice() {
            [only] if only.summary.as_deref().map(bare) == said.map(bare) => {
                blocks.push(fence(language, &only.pretty.text));
            }
            several => blocks.extend(
                several
                    .iter()
                    .flat_map(|example| example_block(example, language)),
            ),
        }
        if let Some(schema) = media.schema {
            let description = self.described(schema, direction);
            let new = description.filter(|text| said.map(bare) != Some(bare(text)));
            blocks.extend(new.and_then(markdown::description));
            blocks.extend(self.body(schema, direction));
        }
        blocks
    }

    /// The examples that keep the schema of their body: a page shows nothing that its own check refuses. Forms are not
    /// written as examples are, and no body is of what is no media type.
    fn examples<'m>(&self, media: &'m Media, direction: Direction) -> Vec<&'m Example> {
        let kind = media::kind_of(media, self.schemas());
        if matches!(kind, Kind::Form | Kind::Multipart) || !media::is_media_type(&media.media_type)
        {
            return Vec::new();
        }
        let checker = self.emission.checker;
        // Where a body is many items, its example shows several.
        let stream = media.stream.as_ref();
        let is_one = stream.is_none_or(|stream| stream.envelope.is_some());
        let keeps = |example: &&Example| match (media.schema.filter(|_| is_one), direction) {
            (Some(schema), Direction::Request) => checker.is_valid_request(schema, &example.value),
            (Some(schema), _) => checker.is_valid_response(schema, &example.value),
            (None, _) => true,
        };
        media.examples.iter().filter(keeps).collect()
    }

    /// The call in Rust.
    fn rust(&self, index: usize, operation: &Operation) -> Vec<String> {
        let mut calls = self.emission.client.calls_of(index).iter();
        let Some(call) = calls.next() else {
            return Vec::new();
        };
        let mut blocks = self.rust_call(call, operation);
        blocks.extend(paragraph(calls.map(|call| {
            let media_type = code(call.sends.as_deref().unwrap_or_default());
            let method = code(&format!("client.{}(…)", call.ident));
            format!("{method} sends the body as {media_type}.")
        })));
        blocks
    }

    fn rust_call(&self, call: &Call, operation: &Operation) -> Vec<String> {
        match ExampleCall::new(self.emission, call, operation) {
            Some(example_call) => {
                let code = example_call.code(&self.emission.crate_ident());
                vec!["**Rust**".to_owned(), fence("rust", &code)]
            }
            None => vec![format!(
                "**Rust**: {}",
                code(&format!("client.{}(…)", call.ident))
            )],
        }
    }

    /// How to read a list page by page.
    fn pagination(&self, index: usize, pagination: &Pagination) -> String {
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
        let client = self.emission.client;
        let call = client.calls_of(index).first();
        if call.is_some_and(|call| calls::has_pages(client, call, pagination)) {
            text.push_str(" In Rust, `items()` of the call goes through all pages.");
        }
        text
    }

    /// The index of all operations.
    pub(super) fn contents(&self) -> String {
        let mut lines = Vec::new();
        for (position, group) in self.groups.iter().enumerate() {
            lines.push(format!(
                "- {}",
                self.outline
                    .link(Place::Group(position), &label(group.title))
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
                            format!("  - {link} {}{deprecated}", line(summary))
                        }),
                );
            }
        }
        let webhooks = Place::Section(Section::Webhooks);
        if self.outline.has(webhooks) {
            lines.push(format!(
                "- {}",
                self.outline.link(webhooks, Section::Webhooks.title())
            ));
        }
        for (index, webhook) in self.emission.service.webhooks.iter().enumerate() {
            let request = &webhook.request;
            let link = self
                .outline
                .link(Place::Webhook(index), &code(webhook.name()));
            let summary = request.summary.as_deref().unwrap_or_default();
            let deprecated = if request.deprecated {
                " (deprecated)"
            } else {
                ""
            };
            lines.push(
                format!("  - {link} {}{deprecated}", line(summary))
                    .trim_end()
                    .to_owned(),
            );
        }
        lines.join("\n")
    }
}

/// The status and the description of a response: `**Response 200.** The account.`
pub(super) fn introduction(response: &Response) -> Markdown {
    let label = match response.status {
        Status::Default => "**Any other response.**".to_owned(),
        status => format!("**Response {status}.**"),
    };
    Markdown::own(label).then(markdown::quotation(&response.description))
}

fn example_block(example: &Example, language: &str) -> Vec<String> {
    let summary = example.summary.as_deref();
    let caption = summary.map(caption);
    let description = example.description.as_deref().map(markdown::quotation);
    let description = description.map(|description| description.to_string());
    caption
        .into_iter()
        .chain(description)
        .chain([fence(language, &example.pretty.text)])
        .collect()
}

/// The summary of an example above it; quoted where its few words, or a status in front, would announce something else.
fn caption(summary: &str) -> String {
    const ANNOUNCING: [&str; 9] = [
        "request", "response", "error", "field", "param", "header", "body", "status", "result",
    ];
    const MOST_WORDS: usize = 4;
    let caption = format!("{}:", line(summary.trim().trim_end_matches(['.', ':'])));
    let lower = summary.to_lowercase();
    let few = lower.split_whitespace().nth(MOST_WORDS).is_none();
    let announces = few && ANNOUNCING.iter().any(|word| lower.contains(word));
    match announces || lower.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        true => Markdown::own(caption).quoted().to_string(),
        false => caption,
    }
}

/// How the items of a body follow each other.
fn stream_said(stream: &Stream) -> String {
    let each = match stream.framing {
        Framing::Lines => "A stream of lines, each a JSON",
        Framing::Sequence => "A sequence of texts, each behind a record separator and a JSON",
        Framing::Events => "A stream of server-sent events, each shown as a JSON",
        Framing::EventData => "A stream of server-sent events, the data of each a JSON",
        Framing::EventText => return "A stream of server-sent events.".to_owned(),
    };
    match &stream.envelope {
        Some(Envelope { item, error }) => format!(
            "{each} object: {} holds what comes next, {} a failure, which ends the stream.",
            code(item),
            code(error)
        ),
        None => match stream.framing {
            Framing::Events => format!("{each} object of its fields."),
            _ => format!("{each} value."),
        },
    }
}
