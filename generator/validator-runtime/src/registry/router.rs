//! From a method and a path to an operation.

use super::segment::captures;
use super::templates::Templates;
use super::{Api, Method, Operation, Place, Service};

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
        let operation = self.operation;
        let may_be = move |name: &str, value: &str| {
            let mut declared = operation.parameters.iter();
            let parameter = declared.find(|one| one.place == Place::Path && one.name == name);
            parameter.is_none_or(|one| one.violations(&[(name, value)]).next().is_none())
        };
        segments.flat_map(move |(template, segment)| captures(template, segment, may_be))
    }
}

/// Leads to the operations of one service or of several, as [`Templates`] lead to what is put at them.
#[derive(Clone, Debug)]
pub struct Router<'a>(Templates<End<'a>>);

/// An operation at the end of its template.
type End<'a> = (Method<'a>, &'a Service<'a>, &'a Operation<'a>);

impl<'a> Router<'a> {
    /// Leads to all operations.
    pub fn new(api: &Api<'a>) -> Self {
        Self::of(api.services.iter().copied())
    }

    /// Leads to the operations of some services. Of two that have the same method and path, the first wins.
    pub fn of(services: impl IntoIterator<Item = &'a Service<'a>>) -> Self {
        let services = services.into_iter();
        Self(Templates::new(services.flat_map(|service| {
            let operations = service.operations.iter().copied();
            operations
                .map(move |operation| (operation.path, (operation.method, service, operation)))
        })))
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
        let (_, service, operation) = self.0.find(path, |end| goal.is_met(end, Some(method)))?;
        Some(Route {
            service,
            operation,
            path,
        })
    }

    /// The operation of a service with a method and a template; without a method, the first of any. Of each segment
    /// behind the first slash, the forms are given that it may have as [`segment_form`] writes them, the likeliest first
    /// and none twice.
    ///
    /// [`segment_form`]: super::segment_form
    pub fn template_of(
        &self,
        service: &'a Service<'a>,
        method: Option<&str>,
        segments: &[Vec<String>],
    ) -> Option<&'a Operation<'a>> {
        let method = method.map(Method::of);
        let goal = Goal::Service(service);
        let (_, _, operation) = self.0.named(segments, |end| goal.is_met(end, method))?;
        Some(operation)
    }
}

/// Whose operation is wanted.
#[derive(Clone, Copy)]
enum Goal<'a> {
    Any,
    Service(&'a Service<'a>),
}

impl<'a> Goal<'a> {
    fn is_met(self, (own, service, _): &End<'a>, method: Option<Method<'_>>) -> bool {
        let wanted = match self {
            Goal::Any => true,
            Goal::Service(wanted) => std::ptr::eq(wanted, *service),
        };
        wanted && method.is_none_or(|method| *own == method)
    }
}
