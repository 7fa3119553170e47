//! What a check found, with everything that a reader needs to find it.

use std::fmt;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::locate::{Places, pointers};
use crate::node::Check;
use crate::policy::Policy;
use crate::schema::SchemaLocation;

/// Something in a text that is not as the description says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// What it is about.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) of the value, property or container.
    pub pointer: String,
    /// Offset of its first byte.
    pub offset: usize,
    /// Offset after its last byte.
    pub end: usize,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in code points.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end.
    pub end_column: u32,
    /// What should be there.
    pub expected: String,
    /// What is there: an excerpt, or kind and length only where the value is sensitive.
    pub found: String,
    /// The schema that says so; `None` where the text is not JSON.
    pub location: Option<Declaration>,
}

/// Where a schema stands in its description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declaration {
    /// The schema's name, with the way inside it: `Channel.active`.
    pub name: String,
    /// File, relative to the descriptions' folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Declaration {
    /// `None` for what stands in no description.
    fn of(location: SchemaLocation<'_>) -> Option<Self> {
        (!location.name.is_empty()).then(|| Self {
            name: location.name.to_owned(),
            file: location.file.to_owned(),
            line: location.line,
            column: location.column,
        })
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, found {}",
            self.code.title(),
            self.expected,
            self.found
        )
    }
}

/// All that a check found, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
    errors: usize,
    undecided: usize,
    dropped: usize,
    lines: Vec<Excerpt>,
}

/// The part of a line around a violation, sensitive values masked.
#[derive(Clone, Debug)]
struct Excerpt {
    text: String,
    /// How many code points of `text` stand before the violation.
    before: usize,
}

impl Violations {
    /// Checks a text: nothing wrong, or everything that is.
    ///
    /// # Errors
    /// The violations, if there is at least one, warnings included.
    pub fn check<'a>(bytes: &'a [u8], check: Check<'a>, policy: Policy) -> Result<(), Violations> {
        let mut checker = Checker::new(bytes, policy);
        checker.run(check);
        if checker.notes.is_empty() && checker.dropped == 0 {
            return Ok(());
        }
        Err(Self::collect(bytes, check, checker))
    }

    #[cold]
    fn collect<'a>(bytes: &'a [u8], check: Check<'a>, checker: Checker<'a>) -> Self {
        let secrets = if checker.met_secret {
            secrets(bytes, check, checker.policy)
        } else {
            Vec::new()
        };
        let (errors, undecided, dropped) = (checker.errors, checker.undecided, checker.dropped);
        let mut notes = checker.notes;
        notes.sort_by_key(|note| note.offset);
        let offsets: Vec<_> = notes.iter().map(|note| note.offset).collect();
        let pointers = pointers(bytes, &offsets);
        let ends = notes.iter().map(|note| note.end);
        let places = Places::new(bytes, ends.chain(offsets).collect());
        let lines = notes
            .iter()
            .map(|note| Excerpt::new(bytes, note.offset, &secrets))
            .collect();
        let list = notes.into_iter().zip(pointers);
        let list = list
            .map(|(note, pointer)| violation(note, pointer, &places))
            .collect();
        Self {
            list,
            errors,
            undecided,
            dropped,
            lines,
        }
    }

    /// What is wrong with an item whose end was not there, though it is a text.
    pub(crate) fn cut(item: &[u8]) -> Self {
        let end = item.len();
        let note = Note {
            code: Code::Syntax,
            severity: Severity::Error,
            offset: end,
            end,
            expected: "a line feed behind the text (RFC 7464, section 2.4)".into(),
            found: "the end of the item".to_owned(),
            location: None,
        };
        let places = Places::new(item, vec![end]);
        Self {
            list: vec![violation(note, String::new(), &places)],
            errors: 1,
            lines: vec![Excerpt::new(item, end, &[])],
            ..Self::default()
        }
    }

    /// Says of offsets and ends where they stand in a body that the text was taken from.
    pub(crate) fn place(&mut self, source: impl Fn(usize, usize) -> (usize, usize)) {
        for violation in &mut self.list {
            (violation.offset, violation.end) = source(violation.offset, violation.end);
        }
    }

    /// Takes in what was found in a later part of the same body.
    pub(crate) fn append(&mut self, other: Self) {
        self.list.extend(other.list);
        self.errors += other.errors;
        self.undecided += other.undecided;
        self.dropped += other.dropped;
        self.lines.extend(other.lines);
    }

    /// The verdict on a body, once all offsets are its own.
    pub(crate) fn within(mut self, body: &[u8]) -> Result<(), Self> {
        if self.list.is_empty() && self.dropped == 0 {
            return Ok(());
        }
        let offsets = self.list.iter().flat_map(|it| [it.offset, it.end]);
        let places = Places::new(body, offsets.collect());
        // The fields of an event are told apart by their names, wherever they stand.
        let mut all: Vec<_> = self.list.into_iter().zip(self.lines).collect();
        all.sort_by_key(|(violation, _)| violation.offset);
        (self.list, self.lines) = all.into_iter().unzip();
        for violation in &mut self.list {
            let (start, end) = (places.get(violation.offset), places.get(violation.end));
            (violation.line, violation.column) = (start.line, start.column);
            (violation.end_line, violation.end_column) = (end.line, end.column);
        }
        Err(self)
    }

    /// How many errors there are, those past the limit included.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many questions were left open ([`Code::Undecided`]): where there are no errors, the text may be right or wrong.
    pub fn undecided(&self) -> usize {
        self.undecided
    }

    /// How many violations past the limit were left out.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The text that each violation means, with a mark under it, in the order of [`Self::iter`].
    pub fn excerpts(&self) -> impl Iterator<Item = String> {
        let excerpts = self.list.iter().zip(&self.lines);
        excerpts.map(|(violation, line)| line.marked(violation))
    }

    /// The violations, in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }
}

impl std::ops::Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl std::error::Error for Violations {}

impl fmt::Display for Violations {
    /// One paragraph each, with an excerpt of the text and a mark under what is meant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (violation, line)) in self.list.iter().zip(&self.lines).enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            let margin = violation.line.to_string().len();
            let pointer = if violation.pointer.is_empty() {
                "the whole value"
            } else {
                &violation.pointer
            };
            writeln!(f, "{}[{}]: {violation}", violation.severity, violation.code)?;
            writeln!(
                f,
                "{:margin$}--> {}:{} ({pointer})",
                "", violation.line, violation.column
            )?;
            f.write_str(&line.marked(violation))?;
            if let Some(location) = &violation.location {
                write!(
                    f,
                    "\n{:margin$} = {} at {}:{}:{}",
                    "", location.name, location.file, location.line, location.column
                )?;
            }
        }
        if self.dropped > 0 {
            write!(f, "\n\nand {} more", self.dropped)?;
        }
        Ok(())
    }
}

fn violation(note: Note<'_>, pointer: String, places: &Places) -> Violation {
    let (start, end) = (places.get(note.offset), places.get(note.end));
    Violation {
        code: note.code,
        severity: note.severity,
        pointer,
        offset: note.offset,
        end: note.end,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        expected: note.expected.into_owned(),
        found: note.found,
        location: note.location.and_then(Declaration::of),
    }
}

/// Where sensitive values stand: the check is run once more to find them.
fn secrets<'a>(bytes: &'a [u8], check: Check<'a>, policy: Policy) -> Vec<(usize, usize)> {
    let mut checker = Checker::new(bytes, Policy { limit: 0, ..policy });
    checker.secrets = Some(Vec::new());
    checker.run(check);
    checker.secrets.unwrap_or_default()
}

impl Excerpt {
    /// So many bytes of the line are shown on either side.
    const BEFORE: usize = 60;
    const AFTER: usize = 80;

    /// The line of a violation between its margins, and a mark under what is meant.
    fn marked(&self, violation: &Violation) -> String {
        let number = violation.line.to_string();
        let (margin, before) = (number.len(), self.before);
        let width = match violation.line == violation.end_line {
            true => violation.end_column.saturating_sub(violation.column).max(1) as usize,
            false => 1,
        };
        let room = self.text.chars().count().saturating_sub(before).max(1);
        format!(
            "{:margin$} |\n{number} | {}\n{:margin$} | {:before$}{}",
            "",
            self.text,
            "",
            "",
            "^".repeat(width.min(room))
        )
    }

    fn new(bytes: &[u8], offset: usize, secrets: &[(usize, usize)]) -> Self {
        let offset = offset.min(bytes.len());
        let (head, tail) = bytes.split_at_checked(offset).unwrap_or((bytes, &[]));
        let window = head
            .get(head.len().saturating_sub(Self::BEFORE)..)
            .unwrap_or_default();
        let start = match window.iter().rposition(|&byte| byte == b'\n') {
            Some(newline) => newline + 1,
            // Not in the middle of a character.
            None => window
                .iter()
                .position(|byte| !matches!(byte, 0x80..=0xbf))
                .unwrap_or(0),
        };
        let start = offset - (window.len() - start);
        let window = tail.get(..Self::AFTER).unwrap_or(tail);
        let newline = window.iter().position(|&byte| byte == b'\n');
        let end = offset + newline.unwrap_or(window.len());
        let before = masked(bytes, (start, offset), secrets);
        let mut text = before.clone();
        text.push_str(masked(bytes, (offset, end), secrets).trim_end());
        if newline.is_none() && tail.len() > Self::AFTER {
            // The last character may be cut in two.
            text.truncate(text.trim_end_matches(char::REPLACEMENT_CHARACTER).len());
            text.push('…');
        }
        Self {
            text,
            before: before.chars().count(),
        }
    }
}

fn masked(bytes: &[u8], (from, to): (usize, usize), secrets: &[(usize, usize)]) -> String {
    let mut part = bytes.get(from..to).unwrap_or_default().to_vec();
    for &(first, last) in secrets {
        let hidden = first.saturating_sub(from)..last.saturating_sub(from).min(part.len());
        if let Some(hidden) = part.get_mut(hidden) {
            hidden.fill(b'*');
        }
    }
    String::from_utf8_lossy(&part).replace(char::is_control, " ")
}
