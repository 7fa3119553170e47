//! The head of a page: what the service is, where it is, and what holds for all of its calls.

use super::Page;
use super::census;
use super::markdown::{self, code, fence};
use super::operation::response_label;
use super::outline::{Place, Section};
use super::tables::Direction;
use super::words::sentences;
use crate::emit::{curl, manifest};
use crate::ir::schema::{ErrorKind, ErrorRule, ErrorTest, SchemaId};
use crate::ir::service::{
    CredentialEncoding, Method, Operation, RateLimit, SchemeKind, SecurityScheme, Server,
};

impl Page<'_> {
    /// Everything before the operations.
    pub(super) fn overview(&self) -> Vec<String> {
        let service = self.emission.service;
        let mut blocks = vec![self.outline.heading(Place::Title)];
        blocks.extend(service.description.as_deref().map(markdown::description));
        blocks.push(self.heading(Section::Contents));
        blocks.push(self.sections());
        blocks.push(self.contents());
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

    /// One way to authenticate: what it is, how it is sent, a call with it.
    fn scheme(&self, scheme: &SecurityScheme) -> Vec<String> {
        let label = format!("**{}**", code(&scheme.name));
        let description = scheme
            .description
            .as_deref()
            .map(|text| text.trim().to_owned());
        let mut blocks = vec![sentences([label].into_iter().chain(description))];
        blocks.push(sentences([how_sent(scheme), self.accepted(scheme)]));
        let alone = |operation: &&Operation| {
            operation
                .security
                .iter()
                .any(|set| set.len() == 1 && set.contains(&scheme.name))
        };
        let operations = &self.emission.service.operations;
        let reading = operations
            .iter()
            .find(|operation| operation.method == Method::Get && alone(operation));
        if let Some(operation) = reading.or_else(|| operations.iter().find(alone)) {
            let credential = [scheme.name.clone()];
            let command = curl::command_as(
                self.emission.api,
                self.emission.service,
                operation,
                &credential,
            );
            blocks.push(fence("bash", &command));
        }
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
                    .security
                    .iter()
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
                let title = super::title(operations.get(*index)?);
                Some(self.outline.link(Place::Operation(*index), &code(&title)))
            })
            .collect();
        if links.is_empty() {
            String::new()
        } else {
            format!("Accepted by {}.", links.join(", "))
        }
    }

    /// The failures that all calls share, and how to tell causes apart.
    fn errors(&self) -> Vec<String> {
        let mut blocks = vec!["Every call may answer with these.".to_owned()];
        for response in self.failures.iter() {
            let label = format!("**{}.**", response_label(response.status));
            blocks.push(sentences([label, response.description.trim().to_owned()]));
            for media in &response.content {
                blocks.extend(self.media(media, Direction::Response));
                blocks.extend(
                    media
                        .schema
                        .into_iter()
                        .flat_map(|schema| self.error_kinds(schema)),
                );
            }
        }
        blocks
    }

    /// How clients recognise kinds of errors by their body.
    fn error_kinds(&self, schema: SchemaId) -> Vec<String> {
        let rules = &self
            .schemas()
            .get(census::core(self.schemas(), schema))
            .extensions
            .error_kinds;
        let kinds = [
            (
                ErrorKind::Unauthenticated,
                "unauthenticated",
                "is_unauthenticated()",
            ),
            (ErrorKind::NotFound, "not found", "is_not_found()"),
            (ErrorKind::Retryable, "may succeed later", "is_retryable()"),
        ];
        let rows: Vec<[String; 3]> = kinds
            .into_iter()
            .filter_map(|(kind, name, method)| {
                let signs = signs(rules.iter().filter(|rule| rule.kind == kind));
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

/// The conditions of one kind of error, one place of the body after the other.
fn signs<'r>(rules: impl Iterator<Item = &'r ErrorRule>) -> String {
    let mut places: Vec<(&str, Vec<String>)> = Vec::new();
    for rule in rules {
        let sign = match &rule.test {
            ErrorTest::Equals(value) => format!("is {}", code(&value.to_string())),
            ErrorTest::Contains(text) => format!("contains {}", code(text)),
        };
        match places
            .iter_mut()
            .find(|(pointer, _)| *pointer == rule.pointer)
        {
            Some((_, signs)) => signs.push(sign),
            None => places.push((&rule.pointer, vec![sign])),
        }
    }
    let lines = places.into_iter().map(|(pointer, signs)| {
        let name = pointer.trim_start_matches('/').replace('/', ".");
        format!("- {} {}", code(&name), signs.join(" or "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where the service is.
fn server(server: &Server) -> String {
    let description = server
        .description
        .as_deref()
        .map(|text| text.trim().to_owned());
    let mut text = sentences(
        [format!("{}:", code(&server.url))]
            .into_iter()
            .chain(description),
    );
    if server.description.is_none() {
        text.truncate(text.len() - 1);
    }
    for variable in &server.variables {
        let about = variable
            .description
            .as_deref()
            .map(|text| format!(": {}", text.trim()))
            .unwrap_or_default();
        let values = if variable.values.is_empty() {
            String::new()
        } else {
            format!(
                " Values: {}.",
                markdown::codes(variable.values.iter().map(String::as_str))
            )
        };
        text.push_str(&format!(
            "\n\n- {}{about}{values} Examples use {}.",
            code(&format!("{{{}}}", variable.name)),
            code(&variable.default),
        ));
    }
    text
}

/// How a credential travels.
fn how_sent(scheme: &SecurityScheme) -> String {
    let encoding = match scheme.encoding {
        CredentialEncoding::Text => "",
        CredentialEncoding::Hex => ", as hex",
    };
    let variable = code(&format!("${}", curl::variable(scheme)));
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
        .map(|scope| format!("Limits hold {}.", scope.trim().trim_end_matches('.')));
    let rows: Vec<[String; 3]> = limit
        .tiers
        .iter()
        .map(|tier| {
            [
                tier.name.clone(),
                tier.requests_per_minute.to_string(),
                tier.burst.to_string(),
            ]
        })
        .collect();
    let table = markdown::table(["Tier", "Requests per minute", "Burst"], &rows);
    scope.into_iter().chain([table]).collect()
}
