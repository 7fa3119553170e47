//! From what a document writes to an operation.

use trueup_validator::registry::{Api, Operation, Server, Service};

use crate::document::suggest;

/// An operation and its service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
}

impl Target {
    /// Whether two are the same.
    pub(crate) fn is(&self, other: &Target) -> bool {
        std::ptr::eq(self.operation, other.operation)
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
pub(crate) fn name(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// A URL taken apart: scheme with host, path, query. A path alone has no host.
pub(crate) fn split(url: &str) -> (&str, &str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let host_end = match before.find("://") {
        Some(scheme) => before
            .get(scheme + 3..)
            .and_then(|rest| rest.find('/'))
            .map_or(before.len(), |slash| scheme + 3 + slash),
        // `$BASE_URL/books`, `{{base}}/books`, `books.example.com/books`
        None if before.starts_with('/') => 0,
        None => before.find('/').unwrap_or(before.len()),
    };
    let (host, path) = before.split_at_checked(host_end).unwrap_or((before, ""));
    (host, if path.is_empty() { "/" } else { path }, query)
}

/// Whether a host, with its scheme, is that of a server; hosts that stand for others always are.
pub(crate) fn is_server(server: &Server, host: &str) -> bool {
    let (template, ..) = split(server.url);
    if host.is_empty() || host.contains(['$', '<', '{']) {
        return true;
    }
    let mut rest = host;
    let mut parts = template.split('{');
    let Some(after) = parts.next().and_then(|first| rest.strip_prefix(first)) else {
        return false;
    };
    rest = after;
    for part in parts {
        let (variable, literal) = part.split_once('}').unwrap_or((part, ""));
        let end = match literal.is_empty() {
            true => rest.len(),
            false => match rest.find(literal) {
                Some(end) => end,
                None => return false,
            },
        };
        let value = rest.get(..end).unwrap_or_default();
        let declared = server
            .variables
            .iter()
            .find(|declared| declared.name == variable);
        let allowed = declared
            .is_none_or(|declared| declared.values.is_empty() || declared.values.contains(&value));
        if value.is_empty() || !allowed {
            return false;
        }
        rest = rest.get(end + literal.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

/// Whether a server has one URL, without variables.
pub(crate) fn is_fixed(server: &Server) -> bool {
    !server.url.contains('{')
}

/// Whether a service may be at a host.
pub(crate) fn serves(service: &Service, host: &str) -> bool {
    service.servers.iter().any(|server| is_server(server, host))
}

/// The service whose own URL a host is, none for hosts that stand for others.
pub(crate) fn service_at(api: &Api, host: &str) -> Option<&'static Service> {
    let services = || api.services.iter().copied();
    let fixed = |service: &&'static Service| {
        service
            .servers
            .iter()
            .any(|server| is_fixed(server) && split(server.url).0 == host)
    };
    services().find(fixed)
}

/// The operation that a documented method and path name, among services that may be at the host.
pub(crate) fn find(
    api: &Api,
    method: &str,
    path: &str,
    prefer: Option<&'static Service>,
) -> Option<Target> {
    let services = || prefer.into_iter().chain(api.services.iter().copied());
    let path = clean(path);
    let named = services().find_map(|service| {
        let mut operations = service.operations.iter().copied();
        let operation = operations.find(|operation| {
            operation.method.name().eq_ignore_ascii_case(method)
                && is_template(service, operation.path, path)
        })?;
        Some(Target { service, operation })
    });
    let method = method.to_ascii_uppercase();
    named.or_else(|| services().find_map(|service| concrete(service, &method, path)))
}

fn clean(path: &str) -> &str {
    match path.trim_end_matches('/') {
        "" => "/",
        path => path,
    }
}

fn concrete(service: &'static Service, method: &str, path: &str) -> Option<Target> {
    let route = without_base(service, path).find_map(|path| service.route(method, path))?;
    Some(Target {
        service,
        operation: route.operation,
    })
}

/// A path as it stands, and below the base path of each server.
fn without_base<'p>(
    service: &'static Service,
    path: &'p str,
) -> impl Iterator<Item = &'p str> + use<'p> {
    let below = service.servers.iter().filter_map(move |server| {
        let base = split(server.url).1.trim_end_matches('/');
        path.strip_prefix(base).filter(|_| !base.is_empty())
    });
    std::iter::once(path).chain(below)
}

/// Whether a documented path is a template, up to the names and marks of its parameters.
fn is_template(service: &'static Service, template: &str, path: &str) -> bool {
    without_base(service, path).any(|path| {
        let (mut a, mut b) = (template.split('/'), path.split('/'));
        loop {
            match (a.next(), b.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b || a.starts_with('{') && is_parameter(b) => {}
                _ => return false,
            }
        }
    })
}

/// `{id}`, `:id`, `<id>`, `[id]`, `$id`.
pub(crate) fn is_parameter(segment: &str) -> bool {
    segment.len() > 1
        && (segment.starts_with([':', '$'])
            || segment.starts_with(['{', '<', '[']) && segment.ends_with(['}', '>', ']']))
}

/// The name of a documented path parameter.
pub(crate) fn parameter_name(segment: &str) -> &str {
    segment.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
}

/// The operation that was probably meant: the same path with another method first, then the nearest.
pub(crate) fn nearest(api: &Api, method: &str, path: &str) -> Option<Target> {
    let path = clean(path);
    let all = || {
        api.services.iter().flat_map(|service| {
            service
                .operations
                .iter()
                .map(|operation| Target { service, operation })
        })
    };
    let here = all().find(|target| is_template(target.service, target.operation.path, path));
    here.or_else(|| {
        let wanted = format!("{} {path}", method.to_ascii_uppercase());
        let most = (path.len() / 4).clamp(2, 8);
        all()
            .filter_map(|target| Some((suggest::distance(&wanted, &target.name(), most)?, target)))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, target)| target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        assert_eq!(
            split("https://a.example/b/c?d=e#f"),
            ("https://a.example", "/b/c", "d=e")
        );
        assert_eq!(split("$BASE/b"), ("$BASE", "/b", ""));
        assert_eq!(split("/b?c"), ("", "/b", "c"));
        assert_eq!(split("https://a.example"), ("https://a.example", "/", ""));
    }

    #[test]
    fn hosts_are_matched_with_servers() {
        let server = |url| Server {
            url,
            description: None,
            variables: &[],
        };
        assert!(is_server(&server("https://a.example"), "https://a.example"));
        assert!(!is_server(&server("https://a.example"), "http://a.example"));
        assert!(is_server(
            &server("https://{host}"),
            "https://b.example:8080"
        ));
        assert!(is_server(
            &server("https://{shop}.a.example/v1"),
            "https://mine.a.example"
        ));
        assert!(!is_server(
            &server("https://{shop}.a.example"),
            "https://mine.b.example"
        ));
        assert!(is_server(&server("https://a.example"), "$BASE_URL"));
    }
}
