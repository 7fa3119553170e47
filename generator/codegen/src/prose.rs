//! Sentences that several emitters write the same way.

use trueup_description::ir::service::{Operation, Requirement, Server};
use trueup_description::ir::{Upstream, UpstreamStatus};
use trueup_text::markdown::{Markdown, code, line};

/// The scopes that a credential must have, if there are any: "`read` and `write`".
pub(crate) fn scopes(requirement: &Requirement) -> Option<String> {
    let scopes: Vec<String> = requirement.scopes.iter().map(|scope| code(scope)).collect();
    (!scopes.is_empty()).then(|| format!("with {}", scopes.join(" and ")))
}

/// Where an operation is, if not at the base URL of the others.
pub(crate) fn servers(operation: &Operation) -> Option<Markdown> {
    let one = |server: &Server| match &server.description {
        Some(description) => format!("{} ({})", code(&server.url), line(description)),
        None => code(&server.url),
    };
    let servers: Vec<String> = operation.servers.iter().map(one).collect();
    (!servers.is_empty()).then(|| Markdown::own(format!("Described at {}.", servers.join(" or "))))
}

/// How another implementation differs, as a paragraph and what the note has besides.
pub(crate) fn upstream(upstream: &Upstream) -> Markdown {
    let instead = upstream.instead.as_deref().map(line);
    upstream_with(upstream, instead.as_deref())
}

/// The same, with other words for what to use instead.
pub(crate) fn upstream_with(upstream: &Upstream, instead: Option<&str>) -> Markdown {
    let note = upstream.note.as_deref().unwrap_or_default();
    Markdown::own(format!("Upstream: {}", standing(upstream, instead)))
        .then(Markdown::description(note))
}

/// The same as one line, without the word that begins it.
pub(crate) fn upstream_line(upstream: &Upstream) -> String {
    let standing = standing(upstream, upstream.instead.as_deref().map(line).as_deref());
    match &upstream.note {
        Some(note) => format!("{standing} {}", line(note)),
        None => standing,
    }
}

fn standing(upstream: &Upstream, instead: Option<&str>) -> String {
    let what = match upstream.status {
        UpstreamStatus::Absent => "does not have this",
        UpstreamStatus::Removed => "no longer has this",
        UpstreamStatus::Changed => "has this in another form",
        UpstreamStatus::Added => "has this",
    };
    let mut text = format!("{} {what}", line(&upstream.name));
    if let Some(since) = &upstream.since {
        text.push_str(&format!(" since {}", line(since)));
    }
    if let Some(instead) = instead {
        text.push_str(&format!("; use {instead}"));
    }
    text.push('.');
    text
}
