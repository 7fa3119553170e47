//! What the rows of a registry are built of.

use trueup_description::ir::{Api, Upstream, UpstreamStatus};
use trueup_validator::registry;

use crate::Arena;
use crate::nodes::Nodes;
use crate::places::Places;
use crate::titles::Titles;

/// What the rows of a registry are built of.
pub(crate) struct Builder<'a, 'r> {
    pub(crate) api: &'r Api,
    pub(crate) arena: &'a Arena,
    pub(crate) places: Places<'a>,
    pub(crate) titles: Titles,
    pub(crate) nodes: Nodes<'a>,
}

impl<'a> Builder<'a, '_> {
    pub(crate) fn text(&self, text: &str) -> &'a str {
        self.arena.text(text)
    }

    pub(crate) fn optional(&self, text: Option<&str>) -> Option<&'a str> {
        text.map(|text| self.arena.text(text))
    }

    pub(crate) fn upstream(&self, upstream: Option<&Upstream>) -> Option<registry::Upstream<'a>> {
        let upstream = upstream?;
        Some(registry::Upstream {
            name: self.text(&upstream.name),
            status: match upstream.status {
                UpstreamStatus::Absent => registry::UpstreamStatus::Absent,
                UpstreamStatus::Removed => registry::UpstreamStatus::Removed,
                UpstreamStatus::Changed => registry::UpstreamStatus::Changed,
                UpstreamStatus::Added => registry::UpstreamStatus::Added,
            },
            since: self.optional(upstream.since.as_deref()),
            instead: self.optional(upstream.instead.as_deref()),
            note: self.optional(upstream.note.as_deref()),
        })
    }

    pub(crate) fn lists(&self, lists: &[Vec<String>]) -> &'a [&'a [&'a str]] {
        self.arena
            .list(lists.iter().map(|list| self.arena.texts(list)))
    }
}
