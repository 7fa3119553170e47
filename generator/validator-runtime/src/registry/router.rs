//! From a method and a path to an operation: a tree of the segments of all templates, made once.

use std::collections::BTreeMap;

use super::segment::{Pattern, canonical, captures};
use super::{Api, Method, Operation, Service};

/// An operation that a method and a path lead to.
#[derive(Clone, Copy, Debug)]
pub struct Route<'a, 'p> {
    /// Its service.
    pub service: &'a Service<'a>,
    /// The operation.
    pub operation: &'a Operation<'a>,
    path: &'p str,
}

impl<'a, 'p> Route<'a, 'p> {
    /// The same way to another operation of the same template.
    #[must_use]
    pub fn to(self, operation: &'a Operation<'a>) -> Self {
        Self { operation, ..self }
    }

    /// Each parameter of the template with the text that stands for it, still percent-encoded.
    pub fn parameters(&self) -> impl Iterator<Item = (&'a str, &'p str)> + use<'a, 'p> {
        let segments = self.operation.path.split('/').zip(self.path.split('/'));
        segments.flat_map(|(template, segment)| captures(template, segment))
    }
}

/// Leads to the operations of one service or of several.
///
/// Where several templates match, the one with the most text in the first segment in which they differ wins (OpenAPI
/// 3.0.3, section 4.7.8.2). A slash at the end counts. Texts are compared as RFC 3986 compares them: `%7E` is `~`, and
/// `%3A` is not `:`.
#[derive(Clone, Debug)]
pub struct Router<'a> {
    nodes: Vec<Node<'a>>,
}

/// What is known after some segments.
#[derive(Clone, Debug, Default)]
struct Node<'a> {
    /// The next segments by their forms: texts as they are, parameters as `{}`.
    forms: BTreeMap<String, usize>,
    /// Those with parameters, the most concrete first.
    patterns: Vec<(Pattern, usize)>,
    /// Those that end here.
    ends: Vec<(Method<'a>, &'a Service<'a>, &'a Operation<'a>)>,
}

impl<'a> Router<'a> {
    /// Leads to all operations.
    pub fn new(api: &Api<'a>) -> Self {
        Self::of(api.services.iter().copied())
    }

    /// Leads to the operations of some services. Of two that have the same method and path, the first wins.
    pub fn of(services: impl IntoIterator<Item = &'a Service<'a>>) -> Self {
        let mut router = Self {
            nodes: vec![Node::default()],
        };
        for service in services {
            for operation in service.operations {
                router.insert(service, operation);
            }
        }
        for node in &mut router.nodes {
            node.patterns.sort_by_key(|(pattern, _)| pattern.openness());
        }
        router
    }

    fn insert(&mut self, service: &'a Service<'a>, operation: &'a Operation<'a>) {
        let mut at = 0;
        for segment in operation.path.split('/') {
            let form = segment_form(segment);
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            if let Some(known) = node.forms.get(&form) {
                at = *known;
                continue;
            }
            let pattern = Pattern::new(segment);
            if pattern.literal().is_none() {
                node.patterns.push((pattern, next));
            }
            node.forms.insert(form, next);
            self.nodes.push(Node::default());
            at = next;
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.ends.push((operation.method, service, operation));
        }
    }

    /// The operation that a method and a path, as it travels without its query, lead to.
    pub fn route<'p>(&self, method: &str, path: &'p str) -> Option<Route<'a, 'p>> {
        self.route_to(Goal::Any, method, path)
    }

    /// The same among the operations of one service.
    pub fn route_of<'p>(
        &self,
        service: &'a Service<'a>,
        method: &str,
        path: &'p str,
    ) -> Option<Route<'a, 'p>> {
        self.route_to(Goal::Service(service), method, path)
    }

    fn route_to<'p>(&self, goal: Goal<'a>, method: &str, path: &'p str) -> Option<Route<'a, 'p>> {
        let method = Method::of(method);
        // What is left to try, the most concrete last. No node comes up twice.
        let mut open = vec![(self.nodes.first()?, path.split('/'))];
        while let Some((node, mut rest)) = open.pop() {
            let Some(segment) = rest.next() else {
                if let Some((service, operation)) = node.end(goal, Some(method)) {
                    return Some(Route {
                        service,
                        operation,
                        path,
                    });
                }
                continue;
            };
            let segment = canonical(segment);
            let fits =
                |(pattern, next): &(Pattern, usize)| pattern.matches(&segment).then_some(*next);
            let patterns = node.patterns.iter().rev().filter_map(fits);
            let literal = node.forms.get(segment.as_ref()).copied();
            for next in patterns.chain(literal) {
                open.extend(self.nodes.get(next).map(|node| (node, rest.clone())));
            }
        }
        None
    }

    /// The operation of a service with a method and a template; without a method, the first of any. Of each segment
    /// behind the first slash, the forms are given that it may have as [`segment_form`] writes them, the likeliest first
    /// and none twice.
    pub fn template_of(
        &self,
        service: &'a Service<'a>,
        method: Option<&str>,
        segments: &[Vec<String>],
    ) -> Option<&'a Operation<'a>> {
        let method = method.map(Method::of);
        let root = self.nodes.first()?.forms.get("")?;
        // What is left to try, the likeliest last. No node comes up twice.
        let mut open = vec![(self.nodes.get(*root)?, segments)];
        while let Some((node, rest)) = open.pop() {
            let Some((forms, rest)) = rest.split_first() else {
                match node.end(Goal::Service(service), method) {
                    Some((_, operation)) => return Some(operation),
                    None => continue,
                }
            };
            for form in forms.iter().rev() {
                let next = node.forms.get(form);
                let next = next.and_then(|next| self.nodes.get(*next));
                open.extend(next.map(|node| (node, rest)));
            }
        }
        None
    }
}

/// Whose operation is wanted.
#[derive(Clone, Copy)]
enum Goal<'a> {
    Any,
    Service(&'a Service<'a>),
}

impl<'a> Node<'a> {
    fn end(
        &self,
        goal: Goal<'a>,
        method: Option<Method<'_>>,
    ) -> Option<(&'a Service<'a>, &'a Operation<'a>)> {
        let wanted = |service: &'a Service<'a>| match goal {
            Goal::Any => true,
            Goal::Service(own) => std::ptr::eq(own, service),
        };
        let mut ends = self.ends.iter();
        let (_, service, operation) = ends.find(|(own, service, _)| {
            method.is_none_or(|method| *own == method) && wanted(service)
        })?;
        Some((service, operation))
    }
}

/// A segment of a template without the names of its parameters, as in `{}.json`. Two that are equal match the same
/// texts.
pub fn segment_form(segment: &str) -> String {
    let mut form = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        form.push_str(&canonical(before));
        form.push_str("{}");
        rest = behind;
    }
    form.push_str(&canonical(rest));
    form
}
