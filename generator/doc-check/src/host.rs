//! Hosts as documents and recordings write them, beside those of the described servers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use trueup_validator::registry::{Server, Service};

use crate::route::Routes;

/// Whether a host, with its scheme, stands for another: `$HOST`, `<host>`, `https://your-node`, or none at all.
pub(crate) fn stands_for_another(host: &str) -> bool {
    let name = name(host);
    host.is_empty()
        || host.contains(['$', '<', '{', '[', '%', '…', '*'])
            && !name.starts_with("[::")
            && !name.starts_with("[f")
        || name.contains("...")
        || ["your", "my-", "my.", "some-", "xxx"]
            .iter()
            .any(|start| name.starts_with(start))
        || name.contains(".your")
}

/// The user and password that a host carries (RFC 3986, section 3.2.1).
pub(crate) fn user(host: &str) -> Option<&str> {
    let authority = host.split_once("//").map_or(host, |(_, rest)| rest);
    authority.rsplit_once('@').map(|(user, _)| user)
}

/// The name or address of a host, without scheme, user and port.
fn name(host: &str) -> String {
    let authority = host.split_once("//").map_or(host, |(_, rest)| rest);
    let authority = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let port = authority
        .rfind(':')
        .filter(|colon| authority.get(colon + 1..).is_some_and(is_port));
    let name = port.and_then(|colon| authority.get(..colon));
    name.unwrap_or(authority).to_ascii_lowercase()
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A host in one spelling: without user, small letters, one name for the machine itself, no port that is the scheme's.
fn canonical(host: &str) -> String {
    let (scheme, authority) = host.split_once("//").unwrap_or(("", host));
    let scheme = scheme.to_ascii_lowercase();
    let authority = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let name = match is_loopback(host) {
        true => "localhost".to_owned(),
        false => name(host),
    };
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    match port.filter(|port| is_port(port)) {
        Some("80") if scheme == "http:" => format!("{scheme}//{name}"),
        Some("443") if scheme == "https:" => format!("{scheme}//{name}"),
        Some(port) => format!("{scheme}//{name}:{port}"),
        None => format!("{scheme}//{name}"),
    }
}

/// Whether a host is the machine that the reader sits at.
fn is_loopback(host: &str) -> bool {
    let name = name(host);
    matches!(name.as_str(), "localhost" | "[::1]" | "0.0.0.0")
        || name.starts_with("127.") && name.split('.').count() == 4
}

/// Whether a host is of those names that stand for any (RFC 2606).
fn is_reserved(host: &str) -> bool {
    let name = name(host);
    let ends = [".example", ".test", ".invalid"];
    let domains = ["example.com", "example.net", "example.org"];
    ends.iter().any(|end| name.ends_with(end))
        || domains.iter().any(|domain| {
            name.strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
}

/// The host of a server, its variables at their defaults.
fn default_host(server: &Server) -> String {
    let mut host = server.parts().0.to_owned();
    for variable in server.variables {
        host = host.replace(&format!("{{{}}}", variable.name), variable.default);
    }
    // A default may hold more than the host.
    let end = host.find("://").map_or(0, |scheme| scheme + 3);
    let length = host.get(end..).and_then(|rest| rest.find('/'));
    match length {
        Some(length) => host.get(..end + length).unwrap_or_default().to_owned(),
        None => host,
    }
}

/// Whether a host is that of a server by more than a variable that may be anything.
fn is_own(server: &Server, host: &str) -> bool {
    let (template, _) = server.parts();
    if template.is_empty() {
        return false;
    }
    let named = template.split("://").nth(1).unwrap_or(template);
    // `https://{host}` is everywhere, and tells nothing.
    let tells = !named.starts_with('{') || named.contains('.');
    is_same(&default_host(server), host) || tells && server.is_at(host)
}

/// Whether two hosts are one, in whatever spelling; a scheme that is left out is any.
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (canonical(a), canonical(b));
    let bare = |host: &str| host.starts_with("//");
    let name = |host: &str| host.split_once("//").map(|(_, name)| name.to_owned());
    a == b || (bare(&a) || bare(&b)) && name(&a) == name(&b)
}

/// Whether the whole host of a server is a variable: `https://{host}/api`.
fn is_variable(server: &Server) -> bool {
    let (template, _) = server.parts();
    let named = template.split("://").nth(1).unwrap_or(template);
    let inside = named.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    inside.is_some_and(|name| !name.contains(['{', '}']))
}

/// Whether a server says nothing about its host (OpenAPI 3.0.3, section 4.7.1: without `servers`, it is `/`).
fn is_relative(server: &Server) -> bool {
    server.parts().0.is_empty()
}

/// What is known of hosts: a document names few of them, and each many times.
#[derive(Debug, Default)]
pub(crate) struct Hosts<'a> {
    known: RefCell<BTreeMap<String, Rc<Facts<'a>>>>,
}

/// What is known of a host.
#[derive(Debug)]
struct Facts<'a> {
    /// The service whose own URL it is.
    owner: Option<&'a Service<'a>>,
    /// The services that may be there.
    served: Vec<&'a Service<'a>>,
}

impl<'a> Facts<'a> {
    fn of(routes: &Routes<'a>, host: &str) -> Rc<Self> {
        const MOST: usize = 1_000;
        if let Some(known) = routes.hosts.known.borrow().get(host) {
            return Rc::clone(known);
        }
        let another = stands_for_another(host);
        let own = |service: &&'a Service<'a>| {
            let mut servers = routes.described(service).iter();
            servers.any(|server| is_own(server, host))
        };
        let owner = routes.services().find(own).filter(|_| !another);
        let serves = |service: &&'a Service<'a>| another || may_serve(routes, service, host, owner);
        let facts = Rc::new(Self {
            owner,
            served: routes.services().filter(serves).collect(),
        });
        let mut known = routes.hosts.known.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(host.to_owned(), Rc::clone(&facts));
        facts
    }
}

/// The service whose own URL a host is; none for hosts that stand for others.
pub(crate) fn owner<'a>(routes: &Routes<'a>, host: &str) -> Option<&'a Service<'a>> {
    Facts::of(routes, host).owner
}

/// Whether a host is known to be of the API: that of a service, or one that counts as such.
pub(crate) fn is_ours(routes: &Routes<'_>, host: &str) -> bool {
    let counts = || routes.own_servers().any(|server| is_own(&server, host));
    owner(routes, host).is_some() || !stands_for_another(host) && counts()
}

/// Whether a host may be of the API: nothing is known against it.
pub(crate) fn may_be_ours(routes: &Routes<'_>, host: &str) -> bool {
    !Facts::of(routes, host).served.is_empty()
}

/// Whether a host is that of one of some servers, or may be: one of them says nothing about its own.
pub(crate) fn is_at(servers: &[Server<'_>], host: &str) -> bool {
    let mut servers = servers.iter();
    servers.any(|server| is_relative(server) || is_own(server, host))
}

/// Whether the description names a host, for a service or for one of its operations.
pub(crate) fn is_described<'a>(routes: &Routes<'a>, service: &'a Service<'a>, host: &str) -> bool {
    let mut described = routes.described(service).iter();
    !stands_for_another(host) && described.any(|server| is_own(server, host))
}

/// Whether nothing is said about the hosts of a service, so that any may be its own.
pub(crate) fn is_anywhere(service: &Service) -> bool {
    let anywhere = |server: &Server| is_relative(server) || is_variable(server);
    service.servers.iter().all(anywhere)
}

/// Whether a service may be at a host: its own, one that stands for others, or one that nothing is known against.
pub(crate) fn serves<'a>(routes: &Routes<'a>, service: &'a Service<'a>, host: &str) -> bool {
    let facts = Facts::of(routes, host);
    facts.served.iter().any(|it| std::ptr::eq(*it, service))
}

/// The same of a host that stands for no other.
fn may_serve<'a>(
    routes: &Routes<'a>,
    service: &'a Service<'a>,
    host: &str,
    owner: Option<&'a Service<'a>>,
) -> bool {
    let servers = service.servers;
    let mut all = routes.servers_of(service);
    if all.any(|server| is_own(&server, host)) {
        return true;
    }
    if owner.is_some() {
        return false;
    }
    let names = || servers.iter().map(default_host);
    // Who describes the reader's own machine leaves open where it runs.
    let local = names().all(|name| is_loopback(&name)) && !is_loopback(host);
    let stand_in = is_reserved(host) && !names().any(|name| is_reserved(&name));
    let here = is_loopback(host);
    let may_be =
        |server: &Server| is_relative(server) || server.is_at(host) || here && is_variable(server);
    servers.is_empty() || local || stand_in || servers.iter().any(may_be)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_stand_for_others_are_told() {
        for host in [
            "",
            "$HOST",
            "https://${HOST}",
            "https://<host>",
            "{{base}}",
            "https://your-node.example.com",
            "https://api.your.domain",
            "%HOST%",
        ] {
            assert!(stands_for_another(host), "{host}");
        }
        for host in [
            "https://shop.example",
            "http://127.0.0.1:80",
            "http://[::1]:9000",
            "http://a:b@shop.example",
        ] {
            assert!(!stands_for_another(host), "{host}");
        }
    }

    #[test]
    fn one_place_has_one_spelling() {
        for (a, b) in [
            ("http://localhost:9000", "http://127.0.0.1:9000"),
            ("http://localhost:9000", "http://[::1]:9000"),
            ("http://a:b@Shop.example", "http://shop.example:80"),
            ("https://shop.example:443", "https://shop.example"),
        ] {
            assert_eq!(canonical(a), canonical(b), "{a} {b}");
        }
        assert_ne!(
            canonical("http://localhost:9000"),
            canonical("http://localhost:9001")
        );
        assert_eq!(user("http://a:b@shop.example"), Some("a:b"));
        assert_eq!(user("http://shop.example"), None);
    }
}
