//! Which operations documents cover: unknown ones, repeated ones, and those that are left out.

use std::collections::BTreeMap;

use trueup_validator::registry::{Api, Operation, Service};

use super::route;
use crate::document::text::Span;

/// Where each operation is documented: file and place, in the order of the documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    places: BTreeMap<(usize, usize), Vec<(usize, Span)>>,
}

/// An operation that no document has.
pub(crate) struct Left {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
    /// The file that it belongs into, and the section that it should follow.
    pub(crate) after: (usize, Span),
}

impl Coverage {
    /// Notes that a section of a file documents an operation.
    pub(crate) fn note(&mut self, api: &Api, file: usize, target: route::Target, section: Span) {
        if let Some(key) = key(api, target) {
            self.places.entry(key).or_default().push((file, section));
        }
    }

    /// How many operations are documented.
    pub(crate) fn operations(&self) -> usize {
        self.places.len()
    }

    /// Operations that no document has, of the services that some document covers; deprecated ones and additions to
    /// what is published may be missing.
    pub(crate) fn left_out(&self, api: &Api) -> Vec<Left> {
        let mut left = Vec::new();
        for (index, service) in api.services.iter().copied().enumerate() {
            let mut after = self.first_of(index);
            for (position, operation) in service.operations.iter().copied().enumerate() {
                match self
                    .places
                    .get(&(index, position))
                    .and_then(|places| places.first())
                {
                    Some(place) => after = Some(*place),
                    None if operation.deprecated || operation.unpublished => {}
                    None => left.extend(after.map(|after| Left {
                        service,
                        operation,
                        after,
                    })),
                }
            }
        }
        left
    }

    /// Where a service's first documented operation is, in the order of the description.
    fn first_of(&self, service: usize) -> Option<(usize, Span)> {
        let (_, places) = self.places.range((service, 0)..(service + 1, 0)).next()?;
        let (file, span) = places.first()?;
        // What should stand before everything else is missing at the start.
        Some((*file, Span::new(span.start, span.start)))
    }
}

fn key(api: &Api, target: route::Target) -> Option<(usize, usize)> {
    let service = api
        .services
        .iter()
        .position(|service| std::ptr::eq(*service, target.service))?;
    let mut operations = target.service.operations.iter();
    let operation = operations.position(|operation| std::ptr::eq(*operation, target.operation))?;
    Some((service, operation))
}
