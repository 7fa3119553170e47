//! From a method and a path as it travels to an operation, without allocation.

use super::{Api, Operation, Service};

/// An operation that a method and a path lead to.
#[derive(Clone, Copy, Debug)]
pub struct Route<'p> {
    /// Its service.
    pub service: &'static Service,
    /// The operation.
    pub operation: &'static Operation,
    path: &'p str,
}

impl Api {
    /// The operation that a method and a path (without query) lead to. Where several templates match, the one with
    /// text where the others have parameters wins, from the left (OpenAPI 3.0.3, section 4.7.8.2).
    pub fn route<'p>(&self, method: &str, path: &'p str) -> Option<Route<'p>> {
        let mut best: Option<Route<'p>> = None;
        for service in self.services {
            if let Some(route) = service.route(method, path)
                && best.is_none_or(|best| more_concrete(route.operation.path, best.operation.path))
            {
                best = Some(route);
            }
        }
        best
    }
}

impl Service {
    /// The operation of this service that a method and a path (without query) lead to.
    pub fn route<'p>(&'static self, method: &str, path: &'p str) -> Option<Route<'p>> {
        let mut best: Option<&'static Operation> = None;
        for operation in self.operations {
            if operation.method.name() == method
                && matches(operation.path, path)
                && best.is_none_or(|best| more_concrete(operation.path, best.path))
            {
                best = Some(operation);
            }
        }
        best.map(|operation| Route {
            service: self,
            operation,
            path,
        })
    }
}

impl<'p> Route<'p> {
    /// Each parameter of the template with the text that stands for it, still percent-encoded.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, &'p str)> + use<'p> {
        let segments = self.operation.path.split('/').zip(self.path.split('/'));
        segments.filter_map(|(template, segment)| capture(template, segment))
    }
}

fn matches(template: &'static str, path: &str) -> bool {
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return true,
            (Some(template), Some(segment)) if matches_segment(template, segment) => {}
            _ => return false,
        }
    }
}

fn matches_segment(template: &'static str, segment: &str) -> bool {
    match parts(template) {
        None => template == segment,
        Some(_) => capture(template, segment).is_some(),
    }
}

/// The parameter of a template's segment and the text that stands for it.
fn capture<'p>(template: &'static str, segment: &'p str) -> Option<(&'static str, &'p str)> {
    let (before, name, after) = parts(template)?;
    let value = segment.strip_prefix(before)?.strip_suffix(after)?;
    (!value.is_empty()).then_some((name, value))
}

/// `v{name}.json` as `v`, `name`, `.json`; `None` for a segment without a parameter.
fn parts(template: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Whether a template has text where another has a parameter, at the first segment in which they differ so.
fn more_concrete(a: &str, b: &str) -> bool {
    for (a, b) in a.split('/').zip(b.split('/')) {
        match (a.contains('{'), b.contains('{')) {
            (false, true) => return true,
            (true, false) => return false,
            _ => {}
        }
    }
    false
}
