//! From what a document writes to an operation.

use trueup_validator::registry::{Api, Method, Operation, Server, Service};

use super::template;
use crate::document::suggest;
use crate::route::{Routes, below_base};

/// An operation and its service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) service: &'a Service<'a>,
    pub(crate) operation: &'a Operation<'a>,
}

impl<'a> Target<'a> {
    /// Whether a method and a path lead to both.
    pub(crate) fn is_twin_of(&self, other: &Target<'a>) -> bool {
        std::ptr::eq(self.service, other.service)
            && self.operation.method == other.operation.method
            && self.operation.path == other.operation.path
    }

    /// What tells operations apart.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self.operation) as usize
    }

    /// `GET /books/{id}`
    pub(crate) fn name(&self) -> String {
        name(self.operation)
    }
}

/// `GET /books/{id}`
pub(crate) fn name<'a>(operation: &'a Operation<'a>) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Whether a host, with its scheme, is that of a server; hosts that stand for others always are.
pub(crate) fn is_server(server: &Server, host: &str) -> bool {
    host.is_empty() || host.contains(['$', '<', '{']) || server.is_at(host)
}

/// Whether a service may be at a host.
pub(crate) fn serves(service: &Service, host: &str) -> bool {
    service.servers.iter().any(|server| is_server(server, host))
}

/// The service whose own URL a host is, none for hosts that stand for others.
pub(crate) fn service_at<'a>(api: &Api<'a>, host: &str) -> Option<&'a Service<'a>> {
    let at = |server: &Server| {
        let (template, _) = server.parts();
        // `https://{host}` is everywhere, and tells nothing.
        let named = template.split("://").nth(1).unwrap_or(template);
        !host.is_empty() && !named.starts_with('{') | named.contains('.') && server.is_at(host)
    };
    let mut services = api.services.iter().copied();
    services.find(|service| service.servers.iter().any(at))
}

/// The operation that a documented method and path name, the names of parameters aside, or else that a path with
/// values leads to; that of one service before those of others.
pub(crate) fn find<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    prefer: Option<&'a Service<'a>>,
) -> Option<Target<'a>> {
    by_template(routes, method, path, prefer).or_else(|| {
        let method = method.to_ascii_uppercase();
        preferred(routes, prefer).find_map(|service| {
            let operation = routes.path_of(service, &method, path)?.operation;
            Some(Target { service, operation })
        })
    })
}

/// The operation whose method and template a document names.
pub(crate) fn by_template<'a>(
    routes: &Routes<'a>,
    method: &str,
    path: &str,
    prefer: Option<&'a Service<'a>>,
) -> Option<Target<'a>> {
    let method = method.to_ascii_uppercase();
    preferred(routes, prefer).find_map(|service| {
        let operation = named(routes, service, &method, path)?;
        Some(Target { service, operation })
    })
}

fn preferred<'a>(
    routes: &Routes<'a>,
    prefer: Option<&'a Service<'a>>,
) -> impl Iterator<Item = &'a Service<'a>> + use<'a> {
    prefer
        .into_iter()
        .chain(routes.api.services.iter().copied())
}

/// The operation of a service whose template a documented path is.
fn named<'a>(
    routes: &Routes<'a>,
    service: &'a Service<'a>,
    method: &str,
    path: &str,
) -> Option<&'a Operation<'a>> {
    let mut paths = std::iter::once(path).chain(below_base(service, path));
    paths.find_map(|path| {
        let segments: Vec<_> = path.split('/').map(template::readings).collect();
        routes.router.template_of(service, method, &segments)
    })
}

/// The operation that was probably meant: the same path with another method first, then the nearest.
pub(crate) fn nearest<'a>(routes: &Routes<'a>, method: &str, path: &str) -> Option<Target<'a>> {
    let services = || routes.api.services.iter().copied();
    let here = services().find_map(|service| {
        let mut methods = Method::ALL.iter();
        let operation = methods.find_map(|method| named(routes, service, method.name(), path))?;
        Some(Target { service, operation })
    });
    here.or_else(|| {
        let wanted = format!("{} {path}", method.to_ascii_uppercase());
        let most = (path.len() / 4).clamp(2, 8);
        let all = services().flat_map(|service| {
            let operations = service.operations.iter();
            operations.map(move |operation| Target { service, operation })
        });
        all.filter_map(|target| Some((suggest::distance(&wanted, &target.name(), most)?, target)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, target)| target)
    })
}
