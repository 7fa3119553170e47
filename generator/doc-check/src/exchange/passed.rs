//! What of an archive is not judged: other people's servers, pre-flights, files of a site; and credentials that were
//! taken out before it was handed on.

use trueup_validator::registry::{SchemeKind, Service, split_url, wire};

use super::Exchange;
use crate::host;
use crate::route::Routes;

/// Why an exchange is not judged, as it is counted; `None` for one that is.
pub(super) fn over<'a>(routes: &Routes<'a>, exchange: &Exchange) -> Option<&'static str> {
    let (host, ..) = split_url(&exchange.url);
    let ours = host.is_empty() || host::is_ours(routes, host);
    let known = routes.call(&exchange.method, &exchange.url).is_some();
    if !ours && !host::may_be_ours(routes, host) {
        return Some("other hosts");
    }
    if known {
        return None;
    }
    if is_preflight(exchange) {
        return Some("pre-flights");
    }
    if is_file(exchange) {
        return Some("files");
    }
    // Where any host may be ours, one that leads nowhere is not.
    (!ours).then_some("other hosts")
}

fn header<'e>(headers: &'e [(String, String)], name: &str) -> Option<&'e str> {
    let mut named = headers
        .iter()
        .filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.as_str())
}

/// A question whether a page may call (the Fetch standard, section 3.2.2).
fn is_preflight(exchange: &Exchange) -> bool {
    let asks = header(&exchange.request_headers, "Access-Control-Request-Method").is_some();
    exchange.method == "OPTIONS" && asks
}

/// Whether a file of a site was asked for.
fn is_file(exchange: &Exchange) -> bool {
    const ENDINGS: [&str; 18] = [
        "js",
        "mjs",
        "css",
        "map",
        "html",
        "htm",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "ico",
        "woff",
        "woff2",
        "ttf",
        "wasm",
        "webmanifest",
    ];
    let (_, path, _) = split_url(&exchange.url);
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let named = ENDINGS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending));
    let media = header(&exchange.response_headers, "Content-Type").unwrap_or_default();
    let media = media.to_ascii_lowercase();
    let shown = [
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "image/",
        "font/",
    ];
    let shown = shown.iter().any(|start| media.starts_with(start));
    matches!(exchange.method.as_str(), "GET" | "HEAD") && (named || shown)
}

/// Whether credentials were taken out of several exchanges: not one carries any, and some that need one succeeded.
pub(super) fn credentials_are_stripped<'e, 'a>(
    routes: &Routes<'a>,
    exchanges: impl Iterator<Item = &'e Exchange>,
) -> bool {
    let (mut many, mut proven) = (0, false);
    for exchange in exchanges {
        let Some(route) = routes.call(&exchange.method, &exchange.url) else {
            continue;
        };
        if carries_any(route.service, exchange) {
            return false;
        }
        let needs = route.operation.credentials;
        many += 1;
        proven |= !needs.is_empty()
            && needs.iter().all(|set| !set.is_empty())
            && (200..400).contains(&exchange.status);
    }
    many > 1 && proven
}

/// Whether a request carries something that a scheme of the service, or any, takes for a credential.
fn carries_any<'a>(service: &'a Service<'a>, exchange: &Exchange) -> bool {
    let (.., query) = split_url(&exchange.url);
    let has = |name: &str| header(&exchange.request_headers, name).is_some();
    let carries = |kind: SchemeKind<'_>| match kind {
        SchemeKind::Bearer | SchemeKind::Basic => has("Authorization"),
        SchemeKind::Header(name) => has(name),
        SchemeKind::Query(name) => wire::pairs(query).iter().any(|(key, _)| key == name),
        SchemeKind::Cookie(_) => has("Cookie"),
    };
    has("Authorization") || service.schemes.iter().any(|scheme| carries(scheme.kind))
}
