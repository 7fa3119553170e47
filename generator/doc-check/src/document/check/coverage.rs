//! Which operations documents cover: unknown ones, repeated ones, and those that are left out.

use std::collections::BTreeMap;

use trueup_validator::registry::{Api, Operation, Service};

use super::route;
use crate::document::text::Span;

/// Where each operation is documented: file and place, in the order of the documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    /// By the [address](route::Target::address) of the operation.
    places: BTreeMap<usize, Vec<(usize, Span)>>,
}

/// An operation that no document has.
pub(crate) struct Left<'a> {
    pub(crate) service: &'a Service<'a>,
    pub(crate) operation: &'a Operation<'a>,
    /// The file that it belongs into, and the section that it should follow.
    pub(crate) after: (usize, Span),
}

impl Coverage {
    /// Notes that a section of a file documents an operation.
    pub(crate) fn note(&mut self, file: usize, target: route::Target<'_>, section: Span) {
        let places = self.places.entry(target.address()).or_default();
        places.push((file, section));
    }

    /// How many operations are documented.
    pub(crate) fn operations(&self) -> usize {
        self.places.len()
    }

    /// Operations that no document has, of the services that some document covers; deprecated ones and additions to
    /// what is published may be missing.
    pub(crate) fn left_out<'a>(&self, api: &Api<'a>) -> Vec<Left<'a>> {
        let mut left = Vec::new();
        for service in api.services.iter().copied() {
            let mut after = self.first_of(service);
            for operation in service.operations.iter().copied() {
                match self.first(service, operation) {
                    Some(place) => after = Some(place),
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

    /// Where an operation is documented first.
    fn first<'a>(
        &self,
        service: &'a Service<'a>,
        operation: &'a Operation<'a>,
    ) -> Option<(usize, Span)> {
        let target = route::Target { service, operation };
        self.places.get(&target.address())?.first().copied()
    }

    /// Where a service's first documented operation is, in the order of the description.
    fn first_of<'a>(&self, service: &'a Service<'a>) -> Option<(usize, Span)> {
        let mut operations = service.operations.iter().copied();
        let (file, span) = operations.find_map(|operation| self.first(service, operation))?;
        // What should stand before everything else is missing at the start.
        Some((file, Span::new(span.start, span.start)))
    }
}
