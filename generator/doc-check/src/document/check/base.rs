//! Base URLs that a document states.

use std::collections::BTreeMap;

use trueup_validator::registry::{Api, Service, split_url};

use super::objects;
use super::report::Report;
use super::route::Target;
use crate::code::Code;
use crate::document::model::{BaseUrl, Document};
use crate::document::suggest;
use crate::host;
use crate::route::Routes;

/// Checks each base URL: by the service that it is said to be of, and by the endpoints below it.
pub(super) fn check<'a>(
    routes: &Routes<'a>,
    document: &Document,
    targets: &[Option<Target<'a>>],
    report: &mut Report,
) {
    let mut below: BTreeMap<usize, Vec<Target<'a>>> = BTreeMap::new();
    for (section, target) in document.sections.iter().zip(targets) {
        if let (Some(base), Some(target)) = (section.base, target) {
            below.entry(base).or_default().push(*target);
        }
    }
    for (index, base) in document.bases.iter().enumerate() {
        let below = below.get(&index).map(Vec::as_slice).unwrap_or_default();
        one(routes, base, below, report);
    }
}

fn one<'a>(routes: &Routes<'a>, base: &BaseUrl, below: &[Target<'a>], report: &mut Report) {
    let (host, ..) = split_url(&base.url.value);
    let known = host::owner(routes, host);
    let Some(meant) = labelled(&routes.api, &base.label).or_else(|| most(below)) else {
        if known.is_none() {
            misspelt(&routes.api, base, report);
        }
        return;
    };
    if host::serves(routes, meant, host) {
        return;
    }
    let fixed = meant.servers.iter().find(|server| server.is_fixed());
    let message = format!(
        "`{}` is not the base URL of {}",
        base.url.value, meant.title
    );
    let issue = report.add(Code::BaseUrl, base.url.span, message);
    if let Some(server) = fixed {
        issue.help(format!("it is `{}`", server.url));
    }
}

/// The service of most endpoints below.
fn most<'a>(below: &[Target<'a>]) -> Option<&'a Service<'a>> {
    let targets: Vec<Option<Target<'a>>> = below.iter().copied().map(Some).collect();
    let service = *objects::services(&targets).first()?;
    let count = below
        .iter()
        .filter(|target| std::ptr::eq(target.service, service))
        .count();
    (count * 2 > below.len()).then_some(service)
}

/// The service that a label names: `User Service` is `users`.
fn labelled<'a>(api: &Api<'a>, label: &str) -> Option<&'a Service<'a>> {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let named = |service: &&'a Service<'a>| {
        let name = service.name.to_lowercase();
        words.iter().any(|word| {
            let singular = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
            singular(word) == singular(&name)
        })
    };
    api.services.iter().copied().find(named)
}

/// A URL that is nearly one of ours.
fn misspelt(api: &Api<'_>, base: &BaseUrl, report: &mut Report) {
    let servers = api.services.iter().flat_map(|service| service.servers);
    let urls = servers
        .filter(|server| server.is_fixed())
        .map(|server| server.url);
    let near = suggest::nearest_within(&base.url.value, urls, 4);
    if let Some(near) = near.filter(|near| *near != base.url.value.trim_end_matches('/')) {
        report
            .add(
                Code::BaseUrl,
                base.url.span,
                format!("no service is at `{}`", base.url.value),
            )
            .help(format!("did you mean `{near}`?"));
    }
}
