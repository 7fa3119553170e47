//! A text with what it takes in, each byte of which knows the file that it is from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::directive::{Directive, Form, Part, directives};
use super::{Library, MOST_DEEP, MOST_FILES, is_markdown};
use crate::document::check::Issue;
use crate::document::model::{Looks, Unread};
use crate::document::place;
use crate::document::text::Span;
use crate::finding::Finding;
use crate::position::Cursor;

/// A text with what it takes in.
pub(crate) struct Expanded<'t> {
    /// The whole.
    pub(crate) text: Cow<'t, str>,
    /// What was not taken in, and why.
    pub(crate) unread: Vec<Unread>,
    pieces: Vec<Piece>,
    /// The file that takes in the others.
    root: usize,
}

/// From an offset on, the text is that of a file from `source` on.
#[derive(Clone, Copy)]
struct Piece {
    at: usize,
    file: usize,
    source: usize,
}

impl<'t> Library<'t> {
    /// A file with what it takes in.
    pub(crate) fn expand(&self, root: usize) -> Expanded<'t> {
        let (_, text) = self.text(root);
        let found = self.directives(root);
        if found.is_empty() {
            return Expanded {
                text: Cow::Borrowed(text),
                unread: Vec::new(),
                pieces: vec![Piece {
                    at: 0,
                    file: root,
                    source: 0,
                }],
                root,
            };
        }
        let mut builder = Builder {
            library: self,
            text: String::with_capacity(text.len()),
            unread: Vec::new(),
            pieces: Vec::new(),
            open: vec![root],
            files: 0,
        };
        builder.file(0..text.len(), found);
        Expanded {
            text: Cow::Owned(builder.text),
            unread: builder.unread,
            pieces: builder.pieces,
            root,
        }
    }
}

struct Builder<'l, 't> {
    library: &'l Library<'t>,
    text: String,
    unread: Vec<Unread>,
    pieces: Vec<Piece>,
    /// The files that are being taken in, one within another.
    open: Vec<usize>,
    files: usize,
}

impl Builder<'_, '_> {
    /// A part of the file that is open last, with what it takes in.
    fn file(&mut self, part: Range<usize>, found: &[Directive<'_>]) {
        let Some(&file) = self.open.last() else {
            return;
        };
        let (_, text) = self.library.text(file);
        let mut at = part.start;
        for directive in found {
            if directive.span.start < at || directive.span.end > part.end {
                continue;
            }
            self.copy(file, at..directive.span.start);
            at = match self.take_in(file, directive) {
                Ok(()) => directive.span.end,
                Err(reason) => {
                    let start = self.text.len();
                    let end = start + directive.span.len();
                    self.unread.extend(reason.map(|reason| Unread {
                        what: Looks::Include,
                        span: Span::new(start, end),
                        reason: reason.into(),
                    }));
                    directive.span.start
                }
            };
        }
        self.copy(file, at..part.end.min(text.len()));
    }

    fn copy(&mut self, file: usize, range: Range<usize>) {
        let (_, text) = self.library.text(file);
        if let Some(part) = text.get(range.clone()).filter(|part| !part.is_empty()) {
            self.pieces.push(Piece {
                at: self.text.len(),
                file,
                source: range.start,
            });
            self.text.push_str(part);
        }
    }

    /// Text of our own, which stands where the directive does.
    fn push(&mut self, file: usize, source: usize, text: &str) {
        self.pieces.push(Piece {
            at: self.text.len(),
            file,
            source,
        });
        self.text.push_str(text);
    }

    /// Takes in a file, or says why not; no reason is none of our business.
    fn take_in(&mut self, by: usize, directive: &Directive<'_>) -> Result<(), Option<String>> {
        let (name, _) = self.library.text(by);
        let path = directive.path;
        let Some(file) = self.library.find(name, path) else {
            let known = ["json", "http", "sh", "txt"];
            let ending = path.rsplit('.').next().unwrap_or_default();
            let told = is_markdown(path) || known.contains(&ending);
            return Err(told.then(|| format!("there is no file `{path}` in the folder")));
        };
        if self.open.contains(&file) {
            return Err(Some(format!("`{path}` takes in itself")));
        }
        if self.open.len() >= MOST_DEEP || self.files >= MOST_FILES {
            return Err(Some("too many files are taken in".to_owned()));
        }
        let (name, text) = self.library.text(file);
        let Some(part) = range(text, directive.part) else {
            return Err(Some(format!("`{path}` has no such part")));
        };
        // To find a part costs a reading of the whole.
        let Some(left) = self.library.left.get().checked_sub(text.len()) else {
            return Err(Some("too much is taken in".to_owned()));
        };
        self.library.left.set(left);
        self.files += 1;
        self.open.push(file);
        let source = directive.span.start;
        match directive.form {
            Form::Text => {
                self.push(by, source, "\n\n");
                let found = match is_markdown(name) {
                    true => directives(text),
                    false => Vec::new(),
                };
                self.file(part, &found);
                self.push(by, source, "\n\n");
            }
            Form::Lines => self.copy(file, part),
            Form::Code => {
                let ending = name.rsplit('.').next().unwrap_or_default();
                let language: String = ending
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .take(16)
                    .collect();
                self.push(by, source, &format!("\n````````{language}\n"));
                self.copy(file, part);
                self.push(by, source, "\n````````\n");
            }
        }
        self.open.pop();
        Ok(())
    }
}

/// The bytes of a part; front matter belongs to none.
fn range(text: &str, part: Part<'_>) -> Option<Range<usize>> {
    let offset = |lines: usize| -> usize {
        let above = text.split_inclusive('\n').take(lines);
        above.map(str::len).sum()
    };
    match part {
        Part::All => Some(front_matter(text)..text.len()),
        Part::Lines(from, to) => {
            let (start, end) = (offset(from.saturating_sub(1)), offset(to));
            (start < end).then_some(start..end)
        }
        Part::Region(name) => region(text, name),
    }
}

/// What stands between two marks of a name.
fn region(text: &str, name: &str) -> Option<Range<usize>> {
    const OPEN: [&str; 3] = ["#region", "ANCHOR:", "[start:"];
    const CLOSE: [&str; 3] = ["#endregion", "ANCHOR_END:", "[end:"];
    let marked = |line: &str, marks: [&str; 3]| {
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let mut named = marks.iter().filter_map(|mark| line.split_once(mark));
        named.any(|(_, rest)| rest.trim_start().split(|c| !letter(c)).next() == Some(name))
    };
    let (mut start, mut at) = (None, 0);
    for line in text.split_inclusive('\n') {
        match start {
            Some(start) if marked(line, CLOSE) => return Some(start..at),
            None if marked(line, OPEN) => start = Some(at + line.len()),
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Where the text begins behind its front matter.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return 0;
    };
    let mut at = first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == "---" {
            return at;
        }
    }
    0
}

impl Expanded<'_> {
    /// The file that a byte is from, and where it stands there.
    fn origin(&self, offset: usize) -> (usize, usize) {
        let next = self.pieces.partition_point(|piece| piece.at <= offset);
        let piece = next.checked_sub(1).and_then(|index| self.pieces.get(index));
        let Some(piece) = piece else {
            return (self.root, 0);
        };
        (piece.file, piece.source + (offset - piece.at))
    }

    /// The file that a place is in, and where it stands there, as far as it is in that file.
    fn place(&self, span: Span) -> (usize, Span) {
        let (file, start) = self.origin(span.start);
        let end = match span.end > span.start {
            true => match self.origin(span.end - 1) {
                (other, end) if other == file && end >= start => end + 1,
                _ => start,
            },
            false => start,
        };
        (file, Span::new(start, end))
    }

    /// The findings of a text, each with its file, line and column. An edit that is not in one file as it stands is none.
    pub(crate) fn findings(&self, library: &Library<'_>, issues: Vec<Issue>) -> Vec<Finding> {
        let mut files: BTreeMap<usize, Vec<Issue>> = BTreeMap::new();
        for mut issue in issues {
            let (file, span) = self.place(issue.span);
            issue.span = span;
            let edits = &mut issue.finding.edits;
            let mut whole = true;
            for edit in edits.iter_mut() {
                let (other, span) = self.place(Span::new(edit.start, edit.end));
                whole &= other == file && span.end - span.start == edit.end - edit.start;
                (edit.start, edit.end) = (span.start, span.end);
            }
            if !whole {
                edits.clear();
            }
            files.entry(file).or_default().push(issue);
        }
        let mut findings = Vec::new();
        for (file, issues) in files {
            let (name, text) = library.text(file);
            let resolved = place::resolve(text, issues);
            findings.extend(resolved.into_iter().map(|finding| finding.file(name)));
        }
        findings
    }

    /// Whether a finding is in the file that takes in the others.
    pub(crate) fn is_own(&self, finding: &Finding, library: &Library<'_>) -> bool {
        finding.file.as_deref() == Some(library.text(self.root).0)
    }
}

/// The lines of offsets in the files that they are from.
pub(crate) struct Lines<'e, 't> {
    expanded: &'e Expanded<'t>,
    library: &'e Library<'t>,
    cursors: BTreeMap<usize, Cursor<'t>>,
}

impl<'e, 't> Lines<'e, 't> {
    pub(crate) fn new(expanded: &'e Expanded<'t>, library: &'e Library<'t>) -> Self {
        Self {
            expanded,
            library,
            cursors: BTreeMap::new(),
        }
    }

    /// The file, unless it is the one that takes in the others, and the line, from 1.
    pub(crate) fn of(&mut self, offset: usize) -> (Option<&'t str>, u32) {
        let (file, source) = self.expanded.origin(offset);
        let (name, text) = self.library.text(file);
        let cursor = self
            .cursors
            .entry(file)
            .or_insert_with(|| Cursor::new(text));
        *cursor = cursor.to(source);
        let other = (file != self.expanded.root).then_some(name);
        (other, cursor.place().0)
    }
}
