//! Lines of a collection in brackets, or of a quoted text, that stand no deeper than the key before them.
//!
//! YAML 1.2 wants them deeper (sections 7.4, 7.3 and 6.3), and our parser insists on it; most others do not, and people
//! write so:
//!
//! ```yaml
//! enum: [
//!   one, two
//! ]
//! ```
//!
//! White space at the start of such a line says nothing. So it is moved to where it may stand, the text is read again, and
//! positions are taken back. Whether a line is of that kind is guessed here from the text alone; what is read again must
//! confirm each guess by its events, or else the first complaint stands.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::ScalarStyle;

use crate::source::{Position, Span};

/// What was moved, by line.
#[derive(Default)]
pub(super) struct Moved {
    /// By how many columns.
    by: BTreeMap<u32, usize>,
    /// The lines of which no event has said that they are inside of something in brackets or quotes.
    unconfirmed: BTreeSet<u32>,
    /// The first line of each collection or text.
    first: Vec<u32>,
}

impl Moved {
    /// A position of the text as it was written.
    pub(super) fn back(&self, position: Position) -> Position {
        let by = self.by.get(&position.line).copied().unwrap_or_default();
        let by = u32::try_from(by).unwrap_or(u32::MAX);
        Position {
            column: position.column.saturating_sub(by).max(1),
            ..position
        }
    }

    /// Takes note of a scalar, or of a collection that is written in brackets.
    pub(super) fn confirm(&mut self, span: Span) {
        let inside = span.start.line.saturating_add(1)..=span.end.line;
        if self.unconfirmed.is_empty() || inside.is_empty() {
            return;
        }
        let confirmed: Vec<u32> = self.unconfirmed.range(inside).copied().collect();
        for line in confirmed {
            self.unconfirmed.remove(&line);
        }
    }

    /// Whether each line that was moved could be.
    pub(super) fn is_confirmed(&self) -> bool {
        self.unconfirmed.is_empty()
    }

    /// The first line that was moved of each collection or text.
    pub(super) fn first(&self) -> &[u32] {
        &self.first
    }
}

/// Whether a scalar is in quotes.
pub(super) fn is_quoted(style: ScalarStyle) -> bool {
    matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
}

/// The text with such lines moved; `None` if there are none.
pub(super) fn moved(text: &str) -> Option<(String, Moved)> {
    let mut reader = Reader::default();
    let mut out = String::with_capacity(text.len());
    for (line, number) in text.split_inclusive('\n').zip(1u32..) {
        let missing = reader.line(line);
        if missing > 0 {
            if reader.inside_since != reader.reported {
                reader.reported = reader.inside_since;
                reader.moved.first.push(number);
            }
            out.extend(std::iter::repeat_n(' ', missing));
            reader.moved.by.insert(number, missing);
            reader.moved.unconfirmed.insert(number);
        }
        out.push_str(line);
    }
    (!reader.moved.by.is_empty()).then_some((out, reader.moved))
}

/// Goes through the lines of a text, and knows what is in brackets or quotes.
#[derive(Default)]
struct Reader {
    /// The quote that is open.
    quote: Option<char>,
    /// How many brackets are open.
    depth: usize,
    /// How many collections and texts began so far; the number of the one that is open.
    inside_since: usize,
    /// The last of them of which a line was moved.
    reported: usize,
    /// The column, from 0, of the key or the dash that the last value belongs to.
    owner: Option<usize>,
    /// Deeper lines belong to a text without quotes, or to a block.
    passed: Option<Option<usize>>,
    moved: Moved,
}

impl Reader {
    /// Takes a line; how many spaces it lacks.
    fn line(&mut self, line: &str) -> usize {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        if content.trim().is_empty() {
            return 0;
        }
        if self.depth > 0 || self.quote.is_some() {
            self.inside(content);
            let wanted = self.owner.map_or(0, |owner| owner + 1);
            return wanted.saturating_sub(column);
        }
        if let Some(owner) = self.passed {
            if owner.is_none_or(|owner| column > owner) {
                return 0;
            }
            self.passed = None;
        }
        if !content.starts_with('#') {
            self.block(content, column);
        }
        0
    }

    /// The line of a block, from its first character that is no space.
    fn block(&mut self, content: &str, mut column: usize) {
        let mut rest = content;
        while let Some(behind) = rest.strip_prefix("- ").or_else(|| rest.strip_prefix("? ")) {
            self.owner = Some(column);
            let next = behind.trim_start_matches(' ');
            column += rest.len() - next.len();
            rest = next;
        }
        match key(rest) {
            Some(value) => {
                self.owner = Some(column);
                self.value(value);
            }
            None => self.value(rest),
        }
    }

    /// What stands behind a key or a dash.
    fn value(&mut self, text: &str) {
        let mut text = text.trim();
        while text.starts_with(['&', '!']) {
            text = text
                .split_once(' ')
                .map_or("", |(_, behind)| behind.trim_start());
        }
        match text.chars().next() {
            None | Some('#') => {}
            Some('"' | '\'' | '[' | '{') => {
                self.inside_since += 1;
                self.inside(text);
            }
            Some(_) => self.passed = Some(self.owner),
        }
    }

    /// A line, or the end of one, in brackets or quotes.
    fn inside(&mut self, text: &str) {
        let mut characters = text.chars().peekable();
        // Whether a quote would begin a text here, and `#` a comment.
        let (mut fresh, mut spaced) = (true, true);
        while let Some(character) = characters.next() {
            match (self.quote, character) {
                (Some('"'), '\\') => {
                    characters.next();
                }
                (Some('\''), '\'') if characters.peek() == Some(&'\'') => {
                    characters.next();
                }
                (Some(open), _) if open == character => {
                    self.quote = None;
                    fresh = false;
                }
                (Some(_), _) => {}
                (None, '#') if spaced => return,
                (None, '"' | '\'') if fresh => self.quote = Some(character),
                (None, '[' | '{') => {
                    self.depth += 1;
                    fresh = true;
                }
                (None, ']' | '}') => self.depth = self.depth.saturating_sub(1),
                (None, ',' | ':') => fresh = true,
                (None, _) => fresh &= character.is_whitespace(),
            }
            spaced = character.is_whitespace();
            if self.depth == 0 && self.quote.is_none() {
                return;
            }
        }
    }
}

/// What stands behind the key of a line, if it has one.
fn key(text: &str) -> Option<&str> {
    let from = match text.chars().next()? {
        '[' | '{' | '#' => return None,
        quote @ ('"' | '\'') => text.get(1..)?.find(quote)? + 2,
        _ => 0,
    };
    let behind = text.get(from..)?;
    let place = behind
        .match_indices(':')
        .map(|(place, _)| place)
        .find(|place| {
            let next = behind.get(place + 1..).unwrap_or_default();
            next.is_empty() || next.starts_with(char::is_whitespace)
        })?;
    let key = behind.get(..place)?;
    // Behind a key in quotes there is nothing but its colon; a comment holds no key.
    let is_key = match from {
        0 => !key.contains(" #"),
        _ => key.trim().is_empty(),
    };
    is_key.then(|| behind.get(place + 1..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are moved, and by how much.
    fn lines(text: &str) -> Vec<(u32, usize)> {
        let moved = moved(text).map(|(_, moved)| moved.by);
        moved.into_iter().flatten().collect()
    }

    #[test]
    fn lines_no_deeper_than_their_key_are_moved() {
        for (text, expected) in [
            ("a: [\n  1\n]\n", vec![(3, 1)]),
            ("a:\n  b: {\nc: 1,\n  }\n", vec![(3, 3), (4, 1)]),
            ("a:\n  - [\n  1\n  ]\n", vec![(3, 1), (4, 1)]),
            ("- a: \"x\n  y\"\n", vec![(2, 1)]),
            ("'a': 'it''s\n\nso'\n", vec![(3, 1)]),
            ("a:\n  [\n  1\n  ]\n", vec![]),
            ("a:\n[\n]\n", vec![(3, 1)]),
            ("{\na: [\n1\n]\n}\n", vec![]),
            ("a: |\n  b: [\n  ]\nc: [ # [\n]\n", vec![(5, 1)]),
            ("a: it's\n  \"b [\nc: x\n", vec![]),
            ("a: don't [\nb: 1\n", vec![]),
            ("a: [don't,\n'x]',\n]\n", vec![(2, 1), (3, 1)]),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }
}
