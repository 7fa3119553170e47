//! What the parts of a page are made from.

use std::collections::BTreeSet;

use super::failures::Failures;
use super::markdown::{Markdown, code, line};
use super::outline::{Outline, Place, Section};
use super::placement::Placement;
use crate::emit::Emission;
use crate::prose;
use trueup_description::ir::Upstream;
use trueup_description::ir::schema::{SchemaId, Schemas};
use trueup_description::ir::service::{Operation, Service};

/// What the parts of a page are made from.
pub(super) struct Page<'a> {
    pub(super) emission: &'a Emission<'a>,
    pub(super) placement: Placement,
    pub(super) outline: Outline,
    pub(super) groups: Vec<Group<'a>>,
    pub(super) failures: Failures<'a>,
}

/// The operations of one tag.
pub(super) struct Group<'a> {
    /// Its name in the description; none of those without a tag.
    pub(super) tag: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) operations: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(emission: &'a Emission<'a>) -> Self {
        let service = emission.service;
        let failures = Failures::shared(service);
        let placement = Placement::new(
            &emission.api.schemas,
            &requests(service),
            &bodies(service, &failures),
        );
        let mut page = Self {
            emission,
            placement,
            outline: Outline::default(),
            groups: groups(service),
            failures,
        };
        page.outline = page.plan();
        page
    }

    /// The headings, in the order of the page.
    fn plan(&self) -> Outline {
        let service = self.emission.service;
        let mut outline = Outline::default();
        outline.push(Place::Title, &service.title);
        let section = |outline: &mut Outline, section: Section| {
            outline.push(Place::Section(section), section.title());
        };
        section(&mut outline, Section::Contents);
        section(&mut outline, Section::BaseUrl);
        if !service.schemes.is_empty() {
            section(&mut outline, Section::Authentication);
        }
        if service.rate_limit.is_some() {
            section(&mut outline, Section::RateLimits);
        }
        if !self.failures.is_empty() {
            section(&mut outline, Section::Errors);
        }
        for (position, group) in self.groups.iter().enumerate() {
            outline.push(Place::Group(position), group.title);
            for index in &group.operations {
                let title = service
                    .operations
                    .get(*index)
                    .map(title)
                    .unwrap_or_default();
                outline.push(Place::Operation(*index), &title);
            }
        }
        if !service.webhooks.is_empty() {
            section(&mut outline, Section::Webhooks);
        }
        for (index, webhook) in service.webhooks.iter().enumerate() {
            outline.push(Place::Webhook(index), webhook.name());
        }
        if !self.placement.objects.is_empty() {
            section(&mut outline, Section::Objects);
        }
        for id in self.by_name(&self.placement.objects) {
            let name = self.schemas().get(id).name.as_deref();
            outline.push(Place::Object(id), name.unwrap_or_default());
        }
        if !self.placement.values.is_empty() {
            section(&mut outline, Section::Values);
        }
        outline
    }

    pub(super) fn schemas(&self) -> &'a Schemas {
        &self.emission.api.schemas
    }

    pub(super) fn by_name(&self, ids: &BTreeSet<SchemaId>) -> Vec<SchemaId> {
        let mut ids: Vec<SchemaId> = ids.iter().copied().collect();
        ids.sort_by_key(|id| (self.schemas().get(*id).name.as_deref(), *id));
        ids
    }

    /// How another implementation differs; an operation to use instead is a link.
    pub(super) fn upstream(&self, upstream: &Upstream) -> Markdown {
        let instead = upstream
            .instead
            .as_deref()
            .map(|instead| self.instead(instead));
        prose::upstream_with(upstream, instead.as_deref())
    }

    /// The operation that a text names, as a link; other single words as code.
    fn instead(&self, instead: &str) -> String {
        let operations = &self.emission.service.operations;
        // `GET /a` also begins `GET /a/b`.
        let titles = operations.iter().map(title).enumerate();
        let named = titles
            .filter_map(|(index, title)| Some((index, instead.find(&title)?, title)))
            .max_by_key(|(_, _, title)| title.len());
        match named {
            Some((index, at, title)) => {
                let (before, after) = instead.split_at_checked(at).unwrap_or_default();
                let after = after.strip_prefix(title.as_str()).unwrap_or_default();
                let link = self.outline.link(Place::Operation(index), &code(&title));
                let (before, gap) = match line(before) {
                    nothing if nothing.is_empty() => (nothing, ""),
                    words => (words, " "),
                };
                let space = if after.starts_with(' ') { " " } else { "" };
                format!("{before}{gap}{link}{space}{}", line(after))
            }
            None if instead.contains(' ') => line(instead),
            None => code(instead),
        }
    }
}

/// The heading of an operation.
pub(super) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Every schema that stands directly in a parameter or response, those that calls share once, or in what the server sends.
fn bodies<'a>(service: &'a Service, failures: &Failures<'a>) -> Vec<SchemaId> {
    let operations = &service.operations;
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let own = operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .filter(|response| !failures.include(response));
    let bodies = own
        .chain(failures.iter())
        .flat_map(|response| &response.content);
    let schemas = bodies.filter_map(|media| media.schema);
    let sent = service.webhooks.iter().map(|webhook| &webhook.request);
    let sent = sent.flat_map(|request| {
        let parameters = request.parameters.iter().map(|parameter| parameter.schema);
        let bodies = request.body.iter().flat_map(|body| &body.content);
        parameters.chain(bodies.filter_map(|media| media.schema))
    });
    parameters
        .map(|parameter| parameter.schema)
        .chain(schemas)
        .chain(sent)
        .collect()
}

/// Every schema of a request body, or of what the server is answered.
fn requests(service: &Service) -> Vec<SchemaId> {
    let bodies = service
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let answers = service
        .webhooks
        .iter()
        .flat_map(|webhook| &webhook.request.responses);
    bodies
        .flat_map(|body| &body.content)
        .chain(answers.flat_map(|answer| &answer.content))
        .filter_map(|media| media.schema)
        .collect()
}

/// The operations by tag: declared tags first, then others as they come, then operations without one.
fn groups(service: &Service) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = service
        .tags
        .iter()
        .map(|tag| Group {
            tag: Some(&tag.name),
            title: &tag.title,
            description: tag.description.as_deref(),
            operations: Vec::new(),
        })
        .collect();
    let mut untagged = Vec::new();
    for (index, operation) in service.operations.iter().enumerate() {
        let Some(tag) = operation.tag.as_deref() else {
            untagged.push(index);
            continue;
        };
        match groups.iter_mut().find(|group| group.tag == Some(tag)) {
            Some(group) => group.operations.push(index),
            None => groups.push(Group {
                tag: Some(tag),
                title: tag,
                description: None,
                operations: vec![index],
            }),
        }
    }
    groups.retain(|group| !group.operations.is_empty());
    if !untagged.is_empty() {
        let title = if groups.is_empty() {
            "Operations"
        } else {
            "Other operations"
        };
        groups.push(Group {
            tag: None,
            title,
            description: None,
            operations: untagged,
        });
    }
    groups
}
