//! Sentences that several emitters write the same way.

use trueup_description::ir::{Upstream, UpstreamStatus};

/// How another implementation differs, as one paragraph.
pub(crate) fn upstream(upstream: &Upstream) -> String {
    format!("Upstream: {}", standing(upstream))
}

/// The same without the word that begins it.
pub(crate) fn standing(upstream: &Upstream) -> String {
    let what = match upstream.status {
        UpstreamStatus::Absent => "does not have this",
        UpstreamStatus::Removed => "no longer has this",
        UpstreamStatus::Changed => "has this in another form",
        UpstreamStatus::Added => "has this",
    };
    let mut text = format!("{} {what}", upstream.name);
    if let Some(since) = &upstream.since {
        text.push_str(&format!(" since {since}"));
    }
    if let Some(instead) = &upstream.instead {
        text.push_str(&format!("; use {instead}"));
    }
    text.push('.');
    if let Some(note) = &upstream.note {
        text.push(' ');
        text.push_str(note.trim());
    }
    text
}
