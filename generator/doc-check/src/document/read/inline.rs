//! A line of text with its marks: what stands in code, and what it begins with.

use std::ops::Range;

use crate::document::text::{Mapped, Span};

/// A text and its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    /// The text, without the marks.
    pub(crate) text: Mapped,
    /// What stands in code.
    pub(crate) codes: Vec<Range<usize>>,
    /// Up to where it is bold, code or a link, from its start on.
    pub(crate) lead: usize,
}

impl From<Mapped> for Inline {
    fn from(text: Mapped) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl Inline {
    /// What it begins with, if that is marked.
    pub(crate) fn lead(&self) -> Option<Mapped> {
        (self.lead > 0).then(|| self.text.slice(0..self.lead).trim())
    }

    /// What stands in code, piece by piece.
    pub(crate) fn codes(&self) -> impl Iterator<Item = Mapped> {
        self.codes.iter().map(|code| self.text.slice(code.clone()))
    }

    /// A part with its marks.
    pub(crate) fn slice(&self, range: Range<usize>) -> Inline {
        let within = |code: &Range<usize>| {
            let start = code.start.max(range.start);
            let end = code.end.min(range.end);
            (start < end).then(|| start - range.start..end - range.start)
        };
        Inline {
            text: self.text.slice(range.clone()),
            codes: self.codes.iter().filter_map(within).collect(),
            lead: match range.start {
                0 => self.lead.min(range.end),
                _ => 0,
            },
        }
    }

    /// Without white space at its ends.
    pub(crate) fn trim(&self) -> Inline {
        let text = self.text.text();
        let end = text.trim_end().len();
        let start = text.len() - text.trim_start().len();
        let mut trimmed = self.slice(start.min(end)..end);
        trimmed.lead = self
            .lead
            .saturating_sub(start)
            .min(end.saturating_sub(start));
        trimmed
    }

    /// Appends another line, behind a space.
    pub(crate) fn append(&mut self, other: &Inline) {
        let end = self.text.whole().end;
        self.text.push_decoded(" ", Span::new(end, end));
        let shift = self.text.text().len();
        self.text.append(&other.text);
        let shifted = |code: &Range<usize>| code.start + shift..code.end + shift;
        self.codes.extend(other.codes.iter().map(shifted));
    }
}
