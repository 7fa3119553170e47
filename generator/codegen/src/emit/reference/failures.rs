//! Failures that most operations of a service have in common.

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::schema::SchemaId;
use trueup_description::ir::service::{Response, Service, Status};

/// Failures that most operations of a service answer in the same way, each as its first operation says it.
pub(super) struct Failures<'a> {
    /// In the order of the operations.
    shared: Vec<&'a Response>,
    alike: BTreeMap<Likeness<'a>, &'a Response>,
}

impl<'a> Failures<'a> {
    /// Those that more than half of the operations have.
    pub(super) fn shared(service: &'a Service) -> Self {
        let mut counts: BTreeMap<Likeness<'a>, usize> = BTreeMap::new();
        for operation in &service.operations {
            let failures = operation.responses.iter().filter(|one| is_failure(one));
            let distinct: BTreeSet<Likeness<'a>> = failures.map(Likeness::of).collect();
            for likeness in distinct {
                *counts.entry(likeness).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count * 2 > service.operations.len());
        let operations = service.operations.iter();
        let shared = operations
            .flat_map(|operation| &operation.responses)
            // The first that is like this one takes the place.
            .filter(|response| counts.remove(&Likeness::of(response)).is_some())
            .collect::<Vec<_>>();
        let alike = shared.iter().map(|one| (Likeness::of(one), *one)).collect();
        Self { shared, alike }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a Response> {
        self.shared.iter().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.shared.is_empty()
    }

    /// The shared failure that says the same as this response.
    pub(super) fn find(&self, response: &'a Response) -> Option<&'a Response> {
        self.alike.get(&Likeness::of(response)).copied()
    }

    /// Whether a response says the same as one of these.
    pub(super) fn include(&self, response: &'a Response) -> bool {
        self.find(response).is_some()
    }
}

fn is_failure(response: &Response) -> bool {
    match response.status {
        Status::Exact(status) => status >= 400,
        Status::Range(digit) => digit >= 4,
        Status::Default => true,
    }
}

/// What two responses have in common that say the same: status, bodies and headers, whatever their words and examples.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    status: Status,
    bodies: Vec<(&'a str, Option<SchemaId>)>,
    headers: Vec<(&'a str, bool, SchemaId)>,
}

impl<'a> Likeness<'a> {
    fn of(response: &'a Response) -> Self {
        let bodies = response.content.iter();
        let headers = response.headers.iter();
        Self {
            status: response.status,
            bodies: bodies
                .map(|media| (media.media_type.as_str(), media.schema))
                .collect(),
            headers: headers
                .map(|header| (header.name.as_str(), header.required, header.schema))
                .collect(),
        }
    }
}
