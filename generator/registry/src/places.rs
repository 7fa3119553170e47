//! Where things stand.

use std::collections::BTreeMap;

use trueup_description::cursor::Origin;
use trueup_description::source::{FileId, Sources};
use trueup_validator::registry::Position;

use crate::Arena;

/// Positions of descriptions; each file's name is kept once.
pub(crate) struct Places<'a>(BTreeMap<FileId, &'a str>);

impl<'a> Places<'a> {
    pub(crate) fn new(sources: &Sources, arena: &'a Arena) -> Self {
        let file = |id| (id, arena.text(&sources.shown(id)));
        Self(
            sources
                .ids()
                .chain(sources.metaschemas())
                .map(file)
                .collect(),
        )
    }

    pub(crate) fn file(&self, id: FileId) -> &'a str {
        self.0.get(&id).copied().unwrap_or_default()
    }

    pub(crate) fn position(&self, origin: &Origin) -> Position<'a> {
        Position {
            file: self.file(origin.file),
            line: origin.span.start.line,
            column: origin.span.start.column,
        }
    }
}
