//! The state of one check: the reading position, what is asked, and what was found wrong.

use std::borrow::Cow;

use crate::code::{Code, Layer, Severity};
use crate::evaluated::Evaluated;
use crate::known::Known;
use crate::node::{Check, Node};
use crate::policy::Policy;
use crate::scan::{Fault, Kind, MAX_DEPTH, Scanner};
use crate::schema::SchemaLocation;

/// Something wrong, by byte offsets. Lines, columns and pointers are worked out when the check is over.
#[derive(Clone, Debug)]
pub(crate) struct Note<'a> {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) offset: usize,
    pub(crate) end: usize,
    pub(crate) expected: Cow<'static, str>,
    pub(crate) found: String,
    pub(crate) location: Option<SchemaLocation<'a>>,
}

/// Reads a text once and checks it on the way.
#[derive(Debug)]
pub(crate) struct Checker<'a> {
    pub(crate) scanner: Scanner<'a>,
    pub(crate) policy: Policy,
    /// The nodes that [`Node::Recursive`] means.
    pub(crate) circles: &'a [Node<'a>],
    pub(crate) depth: u32,
    /// Set when nothing more is to be read: the text is not JSON, or a trial has its answer.
    pub(crate) stopped: bool,
    /// How many trials of alternatives are under way: then only the verdict matters.
    pub(crate) trials: u32,
    pub(crate) refused: bool,
    /// Whether the trial that is under way met something that cannot be decided.
    pub(crate) unsure: bool,
    /// How many trials, and further schemas for one value, are under way inside each other.
    pub(crate) nested: u32,
    /// The object that starts here is checked by several schemas; none knows all of its properties.
    pub(crate) shared: usize,
    pub(crate) known: Known,
    /// A value that was passed, and will be again: where it begins and ends.
    pub(crate) passed: (usize, usize),
    pub(crate) evaluated: Evaluated,
    pub(crate) notes: Vec<Note<'a>>,
    pub(crate) errors: usize,
    pub(crate) undecided: usize,
    pub(crate) dropped: usize,
    /// Whether a sensitive value was read.
    pub(crate) met_secret: bool,
    /// Where sensitive values stand, collected only to hide them in excerpts.
    pub(crate) secrets: Option<Vec<(usize, usize)>>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(bytes: &'a [u8], policy: Policy) -> Self {
        Self {
            scanner: Scanner::new(bytes),
            policy,
            circles: &[],
            depth: 0,
            stopped: false,
            trials: 0,
            refused: false,
            unsure: false,
            nested: 0,
            shared: usize::MAX,
            known: Known::default(),
            passed: (usize::MAX, 0),
            evaluated: Evaluated::default(),
            notes: Vec::new(),
            errors: 0,
            undecided: 0,
            dropped: 0,
            met_secret: false,
            secrets: None,
        }
    }

    /// Checks the whole text: one value and nothing after it.
    pub(crate) fn run(&mut self, check: Check<'a>) {
        self.circles = check.circles();
        self.scanner.white_space();
        self.node(&check.node());
        if self.stopped {
            return;
        }
        self.scanner.white_space();
        if self.scanner.peek().is_some() {
            let fault = Fault {
                code: Code::Trailing,
                offset: self.scanner.pos,
                expected: "the end of the text",
            };
            self.fail(fault);
        }
    }

    /// The kind of the value to be read, or `None` where there is no value.
    pub(crate) fn kind(&mut self) -> Option<Kind> {
        match self.scanner.kind() {
            Ok(kind) => Some(kind),
            Err(fault) => {
                self.fail(fault);
                None
            }
        }
    }

    /// Reads any value.
    pub(crate) fn any(&mut self) {
        if self.policy.duplicates.is_some()
            && self.trials == 0
            && matches!(self.scanner.peek(), Some(b'{' | b'['))
        {
            self.any_container();
        } else {
            self.skip();
        }
    }

    pub(crate) fn skip(&mut self) {
        if self.stopped {
            return;
        }
        if self.passed.0 == self.scanner.pos {
            self.scanner.pos = self.passed.1;
            return;
        }
        let skipped = match self.nested {
            0 => self.scanner.skip(self.depth),
            _ => self.known.skip(&mut self.scanner, self.depth),
        };
        if let Err(fault) = skipped {
            self.fail(fault);
        }
    }

    /// The text cannot be read on.
    #[cold]
    pub(crate) fn fail(&mut self, fault: Fault) {
        if self.stopped {
            return;
        }
        if self.on_trial(fault.code) {
            return;
        }
        let found = self.scanner.shown(fault.offset);
        let end = (fault.offset + 1).min(self.scanner.bytes.len().max(fault.offset));
        self.note(Note {
            code: fault.code,
            severity: Severity::Error,
            offset: fault.offset,
            end,
            expected: Cow::Borrowed(fault.expected),
            found,
            location: None,
        });
        self.stopped = true;
    }

    /// Within a trial only the verdict counts, and nobody reads why: what breaks the schema refuses the value, and need
    /// not be put in words.
    #[inline]
    pub(crate) fn on_trial(&mut self, code: Code) -> bool {
        let on_trial = self.trials > 0;
        if on_trial && !matches!(code.layer(), Layer::Policy | Layer::Limit) {
            self.refused = true;
            self.stopped = true;
        }
        on_trial
    }

    #[cold]
    pub(crate) fn note(&mut self, note: Note<'a>) {
        if self.on_trial(note.code) {
            return;
        }
        self.errors += usize::from(note.severity == Severity::Error);
        self.undecided += usize::from(note.code == Code::Undecided);
        if self.notes.len() < self.policy.limit {
            return self.notes.push(note);
        }
        self.dropped += 1;
        // An error takes the place of something lesser: whoever counts what is listed must not miss it. While there
        // are no more errors than places, there is such a thing.
        if note.severity == Severity::Error && self.errors <= self.policy.limit {
            let lesser = |other: &Note<'_>| other.severity != Severity::Error;
            if let Some(index) = self.notes.iter().rposition(lesser) {
                self.notes.remove(index);
                self.notes.push(note);
            }
        }
    }

    /// Opens the container at the current byte.
    #[inline]
    pub(crate) fn open(&mut self) -> bool {
        if self.depth >= MAX_DEPTH {
            self.fail(Fault {
                code: Code::Depth,
                offset: self.scanner.pos,
                expected: "less nesting",
            });
            return false;
        }
        self.depth += 1;
        self.scanner.pos += 1;
        true
    }

    /// A value of another kind than the schema asks: `null` where that is allowed, otherwise a violation.
    #[cold]
    #[inline(never)]
    pub(crate) fn other_kind(
        &mut self,
        location: &SchemaLocation<'a>,
        nullable: bool,
        sensitive: bool,
        expected: &'static str,
    ) {
        self.other_kind_than(location, nullable, sensitive, expected.into());
    }

    /// The same, where several kinds may be expected.
    pub(crate) fn other_kind_than(
        &mut self,
        location: &SchemaLocation<'a>,
        nullable: bool,
        sensitive: bool,
        expected: Cow<'static, str>,
    ) {
        let Some(kind) = self.kind() else { return };
        let offset = self.scanner.pos;
        let is_admitted = kind == Kind::Null && nullable;
        let code = if kind == Kind::Null {
            Code::Null
        } else {
            Code::Type
        };
        if !is_admitted && !sensitive && self.on_trial(code) {
            return;
        }
        self.skip();
        if self.stopped || is_admitted {
            return;
        }
        let end = self.scanner.pos;
        if sensitive {
            self.secret(offset);
        }
        let found = if sensitive {
            kind.phrase().to_owned()
        } else {
            self.describe(kind, offset, end)
        };
        let expected = match nullable {
            true => format!("{expected} or null").into(),
            false => expected,
        };
        self.note(Note {
            code,
            severity: Severity::Error,
            offset,
            end,
            expected,
            found,
            location: Some(*location),
        });
    }

    /// A value where none is allowed.
    #[cold]
    pub(crate) fn never(&mut self, location: &SchemaLocation<'a>) {
        let Some(kind) = self.kind() else { return };
        if self.on_trial(Code::Never) {
            return;
        }
        let offset = self.scanner.pos;
        self.skip();
        if self.stopped {
            return;
        }
        let end = self.scanner.pos;
        let found = self.describe(kind, offset, end);
        self.note(Note {
            code: Code::Never,
            severity: Severity::Error,
            offset,
            end,
            expected: "nothing".into(),
            found,
            location: Some(*location),
        });
    }

    /// Remembers a sensitive value that begins at an offset and ends here.
    pub(crate) fn secret(&mut self, offset: usize) {
        self.met_secret = true;
        if let Some(secrets) = &mut self.secrets {
            secrets.push((offset, self.scanner.pos));
        }
    }

    /// A value as messages show it: scalars as they stand, cut short, containers by kind.
    pub(crate) fn describe(&self, kind: Kind, offset: usize, end: usize) -> String {
        const MOST: usize = 48;
        match kind {
            Kind::Object | Kind::Array | Kind::Null => kind.phrase().to_owned(),
            Kind::Boolean | Kind::Number | Kind::Text => {
                let text = String::from_utf8_lossy(
                    self.scanner.bytes.get(offset..end).unwrap_or_default(),
                );
                let what = kind.phrase().split_once(' ').map_or("", |(_, noun)| noun);
                match text.char_indices().nth(MOST) {
                    None => format!("{what} `{text}`"),
                    Some((cut, _)) => format!("{what} `{}…`", text.get(..cut).unwrap_or_default()),
                }
            }
        }
    }
}
