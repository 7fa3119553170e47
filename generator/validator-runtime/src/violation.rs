//! What a check found, with everything that a reader needs to find it.

use std::fmt;

use crate::checker::{Check, Checker, Note};
use crate::code::{Code, Severity};
use crate::locate::{Lines, pointers};
use crate::policy::Policy;
use crate::schema::Site;

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
    pub site: Option<Site>,
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
    dropped: usize,
    lines: Vec<Excerpt>,
}

/// A line of the text as it is shown, sensitive values masked.
#[derive(Clone, Debug)]
struct Excerpt {
    text: String,
    /// How many code points of the line stand before `text`.
    skipped: u32,
}

impl Violations {
    /// Checks a text: nothing wrong, or everything that is.
    ///
    /// # Errors
    /// The violations, if there is at least one, warnings included.
    pub fn check(bytes: &[u8], check: Check, policy: Policy) -> Result<(), Violations> {
        let mut checker = Checker::new(bytes, policy);
        checker.run(check);
        if checker.notes.is_empty() && checker.dropped == 0 {
            return Ok(());
        }
        Err(Self::collect(bytes, check, checker))
    }

    #[cold]
    fn collect(bytes: &[u8], check: Check, checker: Checker<'_>) -> Self {
        let (mut notes, errors, dropped) = (checker.notes, checker.errors, checker.dropped);
        notes.sort_by_key(|note| note.offset);
        let offsets: Vec<_> = notes.iter().map(|note| note.offset).collect();
        let pointers = pointers(bytes, &offsets);
        let secrets = secrets(bytes, check, checker.policy);
        let (mut starts, mut ends) = (Lines::new(bytes), Lines::new(bytes));
        let mut list = Vec::with_capacity(notes.len());
        let mut lines = Vec::with_capacity(notes.len());
        for (note, pointer) in notes.into_iter().zip(pointers) {
            let (start, end) = (starts.place(note.offset), ends.place(note.end));
            lines.push(Excerpt::new(bytes, note.offset, &secrets));
            let Note {
                code,
                severity,
                offset,
                end: end_offset,
                expected,
                found,
                site,
            } = note;
            list.push(Violation {
                code,
                severity,
                pointer,
                offset,
                end: end_offset,
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                expected: expected.into_owned(),
                found,
                site: site.filter(|site| !site.name.is_empty()),
            });
        }
        Self {
            list,
            errors,
            dropped,
            lines,
        }
    }

    /// How many errors there are, those past the limit included.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many violations past the limit were left out.
    pub fn dropped(&self) -> usize {
        self.dropped
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
            let number = violation.line.to_string();
            let margin = number.len();
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
            writeln!(f, "{:margin$} |", "")?;
            writeln!(f, "{number} | {}", line.text)?;
            let before = (violation.column - 1 - line.skipped.min(violation.column - 1)) as usize;
            let width = match violation.line == violation.end_line {
                true => violation.end_column.saturating_sub(violation.column).max(1) as usize,
                false => 1,
            };
            let room = line.text.chars().count().saturating_sub(before).max(1);
            write!(
                f,
                "{:margin$} | {:before$}{}",
                "",
                "",
                "^".repeat(width.min(room))
            )?;
            if let Some(site) = violation.site {
                write!(
                    f,
                    "\n{:margin$} = {} at {}:{}:{}",
                    "", site.name, site.file, site.line, site.column
                )?;
            }
        }
        if self.dropped > 0 {
            write!(f, "\n\nand {} more", self.dropped)?;
        }
        Ok(())
    }
}

/// Where sensitive values stand: the check is run once more to find them.
fn secrets(bytes: &[u8], check: Check, policy: Policy) -> Vec<(usize, usize)> {
    let mut checker = Checker::new(bytes, Policy { limit: 0, ..policy });
    checker.secrets = Some(Vec::new());
    checker.run(check);
    checker.secrets.unwrap_or_default()
}

impl Excerpt {
    const BEFORE: usize = 60;
    const AFTER: usize = 80;

    /// The part of a line around an offset.
    fn new(bytes: &[u8], offset: usize, secrets: &[(usize, usize)]) -> Self {
        let offset = offset.min(bytes.len());
        let (head, tail) = bytes.split_at_checked(offset).unwrap_or((bytes, &[]));
        let start = head
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |newline| newline + 1);
        let end = tail
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(bytes.len(), |newline| offset + newline);
        let masked = |from: usize, to: usize| {
            let mut line = bytes.get(from..to).unwrap_or_default().to_vec();
            for &(first, last) in secrets {
                let hidden = first.saturating_sub(from)..last.saturating_sub(from).min(line.len());
                if let Some(hidden) = line.get_mut(hidden) {
                    hidden.fill(b'*');
                }
            }
            String::from_utf8_lossy(&line)
                .trim_end_matches('\r')
                .replace(char::is_control, " ")
        };
        let (before, after) = (masked(start, offset), masked(offset, end));
        let skipped = before.chars().count().saturating_sub(Self::BEFORE);
        let mut text: String = before
            .chars()
            .skip(skipped)
            .chain(after.chars().take(Self::AFTER))
            .collect();
        if after.chars().count() > Self::AFTER {
            text.push('…');
        }
        Self {
            text,
            skipped: u32::try_from(skipped).unwrap_or(u32::MAX),
        }
    }
}
