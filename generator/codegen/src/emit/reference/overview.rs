//! The head of a page: what the service is, where it is, and what holds for all of its calls.

use std::collections::BTreeMap;

use super::markdown::{self, Markdown, code, fence, line};
use super::operation::introduction;
use super::outline::{Place, Section};
use super::page::Page;
use super::placement::{self, Placement};
use super::tables::Direction;
use super::words::sentences;
use crate::emit::{Emission, curl, manifest};
use trueup_description::ir::schema::{ErrorKind, ErrorRule, ErrorTest, JsonType, SchemaId};
use trueup_description::ir::service::{
    CredentialEncoding, Method, Operation, RateLimit, SchemeKind, SecurityScheme, Server,
    ServerVariable, Tag,
};

impl Page<'_> {
    /// Everything before the operations.
    pub(super) fn overview(&self) -> Vec<String> {
        let service = self.emission.service;
        let mut blocks = vec![self.outline.heading(Place::Title)];
        blocks.extend(
            service
                .description
                .as_deref()
                .and_then(markdown::description),
        );
        blocks.push(self.heading(Section::Contents));
        blocks.push(self.sections());
        blocks.push(self.contents());
        blocks.extend(self.tags());
        blocks.push(self.heading(Section::BaseUrl));
        blocks.extend(service.servers.iter().map(server));
        if !service.schemes.is_empty() {
            blocks.push(self.heading(Section::Authentication));
            blocks.extend(
                service
                    .schemes
                    .iter()
                    .flat_map(|scheme| self.scheme(scheme)),
            );
            blocks.push("In Rust, the client holds the credential:".to_owned());
            blocks.push(fence("rust", &manifest::quick_start(self.emission)));
        }
        if let Some(limit) = &service.rate_limit {
            blocks.push(self.heading(Section::RateLimits));
            blocks.extend(rate_limit(limit));
        }
        if !self.failures.is_empty() {
            blocks.push(self.heading(Section::Errors));
            blocks.extend(self.errors());
        }
        blocks
    }

    fn heading(&self, section: Section) -> String {
        self.outline.heading(Place::Section(section))
    }

    /// Links to the parts of the page that are no operations.
    fn sections(&self) -> String {
        let sections = [
            Section::BaseUrl,
            Section::Authentication,
            Section::RateLimits,
            Section::Errors,
            Section::Objects,
            Section::Values,
        ];
        let links: Vec<String> = sections
            .into_iter()
            .filter(|section| self.outline.has(Place::Section(*section)))
            .map(|section| self.outline.link(Place::Section(section), section.title()))
            .collect();
        links.join(" · ")
    }

    /// What the document says of tags that head no operations.
    fn tags(&self) -> Option<String> {
        let service = self.emission.service;
        let is_heading = |tag: &&Tag| self.groups.iter().any(|group| group.tag == Some(&tag.name));
        let headings = service.tags.iter().filter(|tag| !is_heading(tag));
        let says = |tag: &&Tag| tag.description.is_some();
        let items: Vec<String> = headings
            .chain(&service.labels)
            .filter(says)
            .map(|tag| {
                let description = tag.description.as_deref().unwrap_or_default();
                let said = markdown::quotation(description);
                // What stands on lines of its own is not announced.
                let colon = if said.first_paragraph().is_empty() {
                    ""
                } else {
                    ":"
                };
                let title = format!("{}{colon}", line(&tag.title));
                Markdown::own(title).then(said).item()
            })
            .collect();
        (!items.is_empty()).then(|| format!("Other tags:\n\n{}", items.join("\n")))
    }

    /// One way to authenticate: what it is, how it is sent, a call with it.
    fn scheme(&self, scheme: &SecurityScheme) -> Vec<String> {
        let label = format!("**{}**", code(&scheme.name));
        let description = markdown::quotation(scheme.description.as_deref().unwrap_or_default());
        let mut blocks = vec![Markdown::own(label).then(description).to_string()];
        blocks
            .push(sentences([how_sent(self.emission, scheme), self.accepted(scheme)]).to_string());
        let alone = |operation: &&Operation| {
            operation
                .credentials()
                .any(|set| set.len() == 1 && set.contains(&scheme.name))
        };
        let mut operations: Vec<_> = self.emission.service.operations.iter().collect();
        operations.retain(alone);
        // Rather one that reads, and no example of what is to be given up.
        operations.sort_by_key(|operation| (operation.deprecated, operation.method != Method::Get));
        let credential = [scheme.name.clone()];
        let command = operations
            .into_iter()
            .find_map(|operation| curl::command_as(self.emission, operation, &credential).ok());
        blocks.extend(command.map(|command| fence("bash", &command)));
        blocks
    }

    /// Which calls accept a credential.
    fn accepted(&self, scheme: &SecurityScheme) -> String {
        let operations = &self.emission.service.operations;
        let accepting: Vec<usize> = operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| {
                operation
                    .credentials()
                    .any(|set| set.contains(&scheme.name))
            })
            .map(|(index, _)| index)
            .collect();
        if accepting.len() == operations.len() {
            return "Every call accepts it.".to_owned();
        }
        if accepting.len() > 3 {
            return format!(
                "{} of {} calls accept it.",
                accepting.len(),
                operations.len()
            );
        }
        let links: Vec<String> = accepting
            .iter()
            .filter_map(|index| {
                let title = super::page::title(operations.get(*index)?);
                Some(self.outline.link(Place::Operation(*index), &code(&title)))
            })
            .collect();
        if links.is_empty() {
            String::new()
        } else {
            format!("Accepted by {}.", links.join(", "))
        }
    }

    /// The failures that calls share, and how to tell causes apart.
    fn errors(&self) -> Vec<String> {
        let mut blocks = vec!["A call may also answer with these.".to_owned()];
        for response in self.failures.iter() {
            blocks.push(introduction(response).to_string());
            for media in &response.content {
                let (many, said) = (response.content.len(), Some(response.description.as_str()));
                blocks.extend(self.typed(media, many, Direction::Response, said));
                blocks.extend(
                    media
                        .schema
                        .into_iter()
                        .flat_map(|schema| self.error_codes(schema)),
                );
                blocks.extend(
                    media
                        .schema
                        .into_iter()
                        .flat_map(|schema| self.error_kinds(schema)),
                );
            }
            blocks.extend(self.headers(response));
        }
        blocks
    }

    /// The codes in the body of an error: its named integers and string_enums.
    fn error_codes(&self, schema: SchemaId) -> Vec<String> {
        let within = Placement::new(self.schemas(), &[], &[schema]).values;
        let values = self.by_name(&within).into_iter().filter_map(|id| {
            let schema = self.schemas().get(id);
            let listed =
                schema.assertions.values.is_some() || schema.extensions.open_values.is_some();
            if schema.assertions.kind != Some(JsonType::Integer) && !listed {
                return None;
            }
            let name = code(schema.name.as_deref()?);
            let description = schema.annotations.description.as_deref()?;
            let name = Markdown::own(format!("**{name}**"));
            Some(name.then(Markdown::description(description)).to_string())
        });
        values.collect()
    }

    /// How clients recognise kinds of errors by their body.
    fn error_kinds(&self, schema: SchemaId) -> Vec<String> {
        let rules = &self
            .schemas()
            .get(placement::core(self.schemas(), schema))
            .extensions
            .error_kinds;
        let rows: Vec<[String; 3]> = ErrorKind::ALL
            .into_iter()
            .filter_map(|kind| {
                let signs = signs(rules.iter().filter(|rule| rule.kind == kind));
                let (name, method) = kind_words(kind);
                (!signs.is_empty()).then(|| [name.to_owned(), signs, code(method)])
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        vec![
            "What went wrong can be told by the body:".to_owned(),
            markdown::table(["Kind", "Recognised by", "In Rust"], &rows),
        ]
    }
}

/// What people call a kind of error, and the predicate of the client.
fn kind_words(kind: ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::Unauthenticated => ("unauthenticated", "is_unauthenticated()"),
        ErrorKind::Forbidden => ("forbidden", "is_forbidden()"),
        ErrorKind::Unsupported => ("no such operation", "is_unsupported()"),
        ErrorKind::NotFound => ("not found", "is_not_found()"),
        ErrorKind::Conflict => ("conflict", "is_conflict()"),
        ErrorKind::RateLimited => ("too many calls", "is_rate_limited()"),
        ErrorKind::NotReady => ("not ready", "is_not_ready()"),
        ErrorKind::Transient => ("may succeed later", "is_transient()"),
    }
}

/// The conditions of one kind of error; places of the body with the same signs share a line.
fn signs<'r>(rules: impl Iterator<Item = &'r ErrorRule>) -> String {
    let mut places: BTreeMap<(String, &str), Vec<String>> = BTreeMap::new();
    for rule in rules {
        let (verb, value) = match &rule.test {
            ErrorTest::Equals(value) => ("is", value.to_string()),
            ErrorTest::Contains(text) => ("contains", text.clone()),
        };
        let name = rule.pointer.trim_start_matches('/').replace('/', ".");
        let name = if name.is_empty() {
            "the body".to_owned()
        } else {
            code(&name)
        };
        places.entry((name, verb)).or_default().push(code(&value));
    }
    let mut lines: Vec<(Vec<String>, &str, Vec<String>)> = Vec::new();
    for ((name, verb), values) in places {
        match lines
            .iter_mut()
            .find(|line| line.1 == verb && line.2 == values)
        {
            Some(line) => line.0.push(name),
            None => lines.push((vec![name], verb, values)),
        }
    }
    let line = |(names, verb, values): (Vec<String>, &str, Vec<String>)| {
        format!("{} {verb} {}", names.join(" or "), values.join(" or "))
    };
    // An empty line is a line break in a table.
    lines.into_iter().map(line).collect::<Vec<_>>().join("\n\n")
}

/// Where the service is.
fn server(server: &Server) -> String {
    let mut blocks = vec![match &server.description {
        Some(description) => Markdown::own(format!("{}:", code(&server.url)))
            .then(markdown::quotation(description))
            .to_string(),
        None => code(&server.url),
    }];
    let variables: Vec<String> = server.variables.iter().map(variable).collect();
    blocks.extend((!variables.is_empty()).then(|| variables.join("\n")));
    blocks.join("\n\n")
}

/// A part of the URL that differs from server to server.
fn variable(variable: &ServerVariable) -> String {
    let name = code(&format!("{{{}}}", variable.name));
    let description = Markdown::description(variable.description.as_deref().unwrap_or_default());
    let values = markdown::codes(variable.values.iter().map(String::as_str));
    let values = (!values.is_empty()).then(|| format!("Values: {values}."));
    let shown = format!("Examples use {}.", code(&variable.default));
    Markdown::own(format!("{name}:"))
        .then(description)
        .then(sentences(values.into_iter().chain([shown])))
        .item()
}

/// How a credential travels.
fn how_sent(emission: &Emission<'_>, scheme: &SecurityScheme) -> String {
    let encoding = match scheme.encoding {
        CredentialEncoding::Text => "",
        CredentialEncoding::Hex => ", as hex",
    };
    let variable = code(&format!("${}", curl::variable(emission, &scheme.name)));
    let place = match &scheme.kind {
        SchemeKind::Bearer => format!("in the header {}", code("Authorization: Bearer …")),
        SchemeKind::Basic => format!("in the header {}", code("Authorization: Basic …")),
        SchemeKind::Header(name) => format!("in the header {}", code(name)),
        SchemeKind::Query(name) => format!("in the query parameter {}", code(name)),
        SchemeKind::Cookie(name) => format!("in the cookie {}", code(name)),
    };
    format!("Sent {place}{encoding}; examples take it from {variable}.")
}

fn rate_limit(limit: &RateLimit) -> Vec<String> {
    let scope = limit
        .scope
        .as_deref()
        .map(|scope| format!("Limits hold {}.", line(scope.trim().trim_end_matches('.'))));
    let rows: Vec<[String; 3]> = limit
        .tiers
        .iter()
        .map(|tier| {
            [
                line(&tier.name),
                tier.requests_per_minute.to_string(),
                tier.burst.to_string(),
            ]
        })
        .collect();
    let table = markdown::table(["Tier", "Requests per minute", "Burst"], &rows);
    scope.into_iter().chain([table]).collect()
}
