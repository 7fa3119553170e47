//! Byte ranges of a document, and texts that know where they stand in it.

use std::ops::Range;

/// A byte range of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    /// Offset of the first byte.
    pub(crate) start: usize,
    /// Offset after the last byte.
    pub(crate) end: usize,
}

impl Span {
    /// From an offset to another.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// From the start of this to the end of another.
    pub(crate) fn to(self, other: Span) -> Self {
        Self::new(self.start, other.end)
    }

    /// Whether another lies in this.
    pub(crate) fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A value and the place that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// Its place.
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    /// A value from a place.
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A text that was put together from pieces of the document: quotes, escapes and indentation are gone, and each
/// character still knows its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mapped {
    text: String,
    /// Where the text begins in the document, and where its first piece ends there at the latest.
    start: usize,
    cap: Cap,
    /// Where it goes on elsewhere, in order, none of them at the beginning: most texts have no such places.
    pieces: Vec<Piece>,
    /// Where the document goes on after the last piece.
    end: usize,
}

/// From an offset of the text on, the document is read without a gap from `source`, up to `cap`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    source: usize,
    cap: Cap,
}

/// The end of the place of a text in another spelling, which may be longer than its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cap(usize);

impl Default for Cap {
    fn default() -> Self {
        Self::NONE
    }
}

impl Cap {
    /// That of a text as it stands.
    const NONE: Self = Self(usize::MAX);
}

impl Piece {
    /// Where a character stands in the document.
    fn source(&self, offset: usize) -> usize {
        (self.source + (offset - self.at)).min(self.cap.0)
    }
}

impl Mapped {
    /// An empty text at a place.
    pub(crate) fn empty(source: usize) -> Self {
        Self {
            start: source,
            end: source,
            ..Self::default()
        }
    }

    /// Makes room for so many bytes more: a text that grows piece by piece is moved each time that it has none.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// A piece of the document as it stands.
    pub(crate) fn verbatim(text: &str, source: usize) -> Self {
        let mut mapped = Self::empty(source);
        mapped.push(text, source);
        mapped
    }

    /// Appends a piece that stands in the document as it is.
    pub(crate) fn push(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        self.piece(source);
        self.text.push_str(text);
        self.end = source + text.len();
    }

    /// The piece that an offset lies in, and how many begin up to there.
    fn piece_at(&self, offset: usize) -> (Piece, usize) {
        let begun = match self.pieces.is_empty() {
            true => 0,
            false => self.pieces.partition_point(|piece| piece.at <= offset),
        };
        let piece = begun.checked_sub(1).and_then(|last| self.pieces.get(last));
        let first = Piece {
            at: 0,
            source: self.start,
            cap: self.cap,
        };
        (piece.copied().unwrap_or(first), begun)
    }

    /// What is appended next is at this position.
    fn piece(&mut self, source: usize) {
        let at = self.text.len();
        let (last, _) = self.piece_at(at);
        if last.source + (at - last.at) != source || last.cap != Cap::NONE {
            self.begin(source, Cap::NONE);
        }
    }

    /// What is appended next is a piece of its own.
    fn begin(&mut self, source: usize, cap: Cap) {
        match self.text.len() {
            0 => (self.start, self.cap) = (source, cap),
            at => self.pieces.push(Piece { at, source, cap }),
        }
    }

    /// What is appended next goes on as a piece of another text does.
    fn go_on(&mut self, source: usize, cap: Cap) {
        match cap {
            Cap::NONE => self.piece(source),
            cap => self.begin(source, cap),
        }
    }

    /// Appends a piece that stands in the document in another spelling.
    pub(crate) fn push_decoded(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.begin(span.start, Cap(span.end));
            self.text.push_str(text);
        }
        self.end = span.end;
    }

    /// Appends another text with its places.
    pub(crate) fn append(&mut self, other: &Mapped) {
        if !other.text.is_empty() {
            self.go_on(other.start, other.cap);
            let base = self.text.len();
            self.pieces.extend(other.pieces.iter().map(|piece| Piece {
                at: base + piece.at,
                ..*piece
            }));
            self.text.push_str(&other.text);
        }
        self.end = other.end;
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where a character stands in the document.
    pub(crate) fn source(&self, offset: usize) -> usize {
        if offset >= self.text.len() {
            return self.end;
        }
        self.piece_at(offset).0.source(offset)
    }

    /// Where a range stands in the document.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        // The end of a range is where its last character ends, not where the next piece begins.
        let last = range.end.min(self.text.len()).saturating_sub(1);
        let end = match range.end >= self.text.len() {
            true => self.end,
            false => {
                let (piece, _) = self.piece_at(last);
                (piece.source(last) + 1).min(piece.cap.0)
            }
        };
        Span::new(start, end)
    }

    /// Where the whole text stands.
    pub(crate) fn whole(&self) -> Span {
        self.span(0..self.text.len().max(1))
    }

    /// A part of the text.
    pub(crate) fn slice(&self, range: Range<usize>) -> Mapped {
        let mut part = Mapped::empty(self.source(range.start));
        part.append_part(self, range);
        part
    }

    /// Appends a part of another text with its places.
    pub(crate) fn append_part(&mut self, other: &Mapped, range: Range<usize>) {
        let (mut piece, begun) = other.piece_at(range.start);
        let later = other.pieces.get(begun..).unwrap_or_default();
        let ends = later.iter().map(|next| next.at).chain([other.text.len()]);
        for (index, end) in ends.enumerate() {
            if piece.at >= range.end {
                break;
            }
            let start = piece.at.max(range.start);
            let text = other.text.get(start..end.min(range.end));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                self.go_on(piece.source(start), piece.cap);
                self.text.push_str(text);
            }
            let Some(next) = later.get(index) else { break };
            piece = *next;
        }
        self.end = other.span(range).end;
    }

    /// Another text of the same length in the same places.
    pub(crate) fn masked(&self, text: String) -> Mapped {
        debug_assert_eq!(self.text.len(), text.len());
        Mapped {
            text,
            ..self.clone()
        }
    }

    /// The text without white space at its ends.
    pub(crate) fn trim(&self) -> Mapped {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        self.slice(start..end.max(start))
    }

    /// The lines, without their ends.
    pub(crate) fn lines(&self) -> Vec<Mapped> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let kept = line.trim_end_matches(['\n', '\r']).len();
            lines.push(self.slice(start..start + kept));
            start += line.len();
        }
        lines
    }

    /// A part that is one run of bytes in the document, and so can be replaced.
    pub(crate) fn contiguous(&self, range: Range<usize>) -> Option<Span> {
        let span = self.span(range.clone());
        (span.end - span.start == range.len()).then_some(span)
    }

    /// A part that can be taken out of the document: one run of bytes, but for what stands beside the text at the ends
    /// and beginnings of lines, which goes with them.
    pub(crate) fn removable(&self, range: Range<usize>) -> Option<Span> {
        let first = self.pieces.partition_point(|piece| piece.at <= range.start);
        let pieces = self.pieces.get(first..).unwrap_or_default();
        let at_line_break = |piece: &Piece| {
            let parts = self.text.split_at_checked(piece.at);
            parts.is_some_and(|(before, after)| before.ends_with('\n') || after.starts_with('\n'))
        };
        let mut inside = pieces.iter().take_while(|piece| piece.at < range.end);
        inside.all(at_line_break).then(|| self.span(range))
    }
}

/// A part of a text, given by a slice of it.
pub(crate) fn range_of(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    let start = start.min(whole.len());
    start..(start + part.len()).min(whole.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_can_be_taken_out() {
        let mut text = Mapped::verbatim("a", 0);
        text.push("\n", 2);
        text.push("b", 5);
        assert_eq!(text.contiguous(1..3), None);
        assert_eq!(text.removable(1..3), Some(Span::new(2, 6)));
        assert_eq!(text.removable(0..3), Some(Span::new(0, 6)));
        text.push("c", 7);
        assert_eq!(text.removable(2..4), None);
        assert_eq!(text.removable(3..4), Some(Span::new(7, 8)));
    }

    #[test]
    fn every_character_knows_its_place() {
        let mut text = Mapped::empty(10);
        text.push("ab", 10);
        text.push("cd", 12);
        text.push_decoded("\"", Span::new(14, 16));
        text.push("ef", 16);
        assert_eq!(text.text(), "abcd\"ef");
        assert_eq!(text.pieces.len(), 2);
        assert_eq!(text.source(3), 13);
        assert_eq!(text.source(4), 14);
        assert_eq!(text.source(5), 16);
        assert_eq!(text.span(0..7), Span::new(10, 18));
        assert_eq!(text.slice(3..6).text(), "d\"e");
        assert_eq!(text.slice(3..6).source(2), 16);
        assert_eq!(text.contiguous(1..3), Some(Span::new(11, 13)));
        assert_eq!(text.contiguous(3..6), None);
    }

    #[test]
    fn a_part_is_found_by_its_slice() {
        let whole = "one two";
        assert_eq!(range_of(whole, whole.get(4..).unwrap()), 4..7);
    }
}
