//! Which properties and items keywords have been applied to, for `unevaluatedProperties` and `unevaluatedItems` (JSON
//! Schema 2020-12, Core §11).
//!
//! A part is told from others by the offset of its value in the text. Parts are written down only while a schema with
//! one of the two keywords reads their container; what a trial has added is taken back if it fails.

use std::collections::BTreeSet;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::known::Verdict;
use crate::node::{Mixed, Node};
use crate::schema::{SchemaLocation, Unevaluated};

/// The parts of the container that is being read.
#[derive(Debug)]
pub(crate) struct Evaluated {
    /// Where that container begins; nowhere if nobody asks.
    container: usize,
    /// Its parts, and before them those of containers around it.
    parts: Vec<usize>,
    /// Whether there may be more of them: something could not be decided.
    pub(crate) unsure: bool,
}

impl Default for Evaluated {
    fn default() -> Self {
        Self {
            container: usize::MAX,
            parts: Vec::new(),
            unsure: false,
        }
    }
}

impl Evaluated {
    /// A keyword speaks of the part whose value is at an offset.
    pub(crate) fn add(&mut self, part: usize) {
        self.parts.push(part);
    }

    /// How many parts there are so far.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Takes back the parts that have been added since there were so many.
    pub(crate) fn take_back(&mut self, len: usize) {
        self.parts.truncate(len);
    }

    fn since(&self, len: usize) -> Vec<usize> {
        self.parts.get(len..).unwrap_or_default().to_vec()
    }
}

impl<'a> Checker<'a> {
    /// Whether somebody asks which parts of the container at an offset keywords are applied to.
    #[inline(always)]
    pub(crate) fn tracks(&self, offset: usize) -> bool {
        self.evaluated.container == offset
    }

    /// Reads the value by all other keywords, then what they do not speak of.
    #[inline(never)]
    pub(crate) fn with_unevaluated(&mut self, mixed: &'a Mixed<'a>, rest: &'a Unevaluated<'a>) {
        let (start, from) = (self.scanner.pos, self.evaluated.len());
        let container = std::mem::replace(&mut self.evaluated.container, start);
        let unsure = std::mem::take(&mut self.evaluated.unsure);
        self.mixed(mixed);
        if !self.stopped {
            let end = std::mem::replace(&mut self.scanner.pos, start);
            self.rest(rest, from);
            if !self.stopped {
                self.scanner.pos = end;
            }
        }
        self.evaluated.container = container;
        match container == start {
            // The schema around this one asks of the same value.
            true => self.evaluated.unsure |= unsure,
            false => {
                self.evaluated.unsure = unsure;
                self.evaluated.take_back(from);
            }
        }
    }

    fn rest(&mut self, rest: &'a Unevaluated<'a>, from: usize) {
        let (asked, close) = match self.scanner.peek() {
            Some(b'{') => (rest.properties, b'}'),
            Some(b'[') => (rest.items, b']'),
            _ => return,
        };
        let Some(node) = asked else { return };
        let evaluated = BTreeSet::from_iter(self.evaluated.since(from));
        self.depth += 1;
        // All of it has been read before: it is JSON.
        self.scanner.pos += 1;
        self.scanner.white_space();
        while self.scanner.peek().is_some_and(|byte| byte != close) {
            let key = self.scanner.pos;
            let name = match close {
                b'}' => self.scanner.name().ok().map(|name| (key, name.bytes)),
                _ => None,
            };
            let value = self.scanner.pos;
            if evaluated.contains(&value) {
                self.pass_again();
            } else {
                self.part_left(&rest.location, node, name);
                self.evaluated.add(value);
            }
            if self.stopped {
                break;
            }
            self.scanner.white_space();
            if self.scanner.peek() == Some(b',') {
                self.scanner.pos += 1;
                self.scanner.white_space();
            }
        }
        self.depth -= 1;
    }

    /// Reads a part that no keyword speaks of. A property's name begins at an offset.
    fn part_left(
        &mut self,
        location: &SchemaLocation<'a>,
        node: Node<'a>,
        name: Option<(usize, &[u8])>,
    ) {
        let value = self.scanner.pos;
        if self.evaluated.unsure {
            if self.matches(node) != Some(true) {
                let expected = || "a part that schemas speak of".into();
                self.undecided(location, (value, value), expected);
            }
            return self.pass_again();
        }
        let Node::Never(_) = node else {
            return self.node(&node);
        };
        let code = match name {
            Some(_) => Code::UnevaluatedProperty,
            None => Code::UnevaluatedItem,
        };
        if self.on_trial(code) {
            return;
        }
        self.pass_again();
        let (offset, end, expected, found) = match name {
            Some((key, name)) => {
                let shown = String::from_utf8_lossy(name);
                let shown = format!("`{}`", shown.chars().take(64).collect::<String>());
                let end = key + name.len() + 2;
                (key, end, "no further property", shown)
            }
            None => {
                let (end, found) = (self.scanner.pos, "one more".to_owned());
                (value, end, "no further item", found)
            }
        };
        self.note(Note {
            code,
            severity: Severity::Error,
            offset,
            end,
            expected: expected.into(),
            found,
            location: Some(*location),
        });
    }

    fn pass_again(&mut self) {
        if let Err(fault) = self.known.skip(&mut self.scanner, self.depth) {
            self.fail(fault);
        }
    }

    /// What is known of a node and the value at an offset, with the parts that it speaks of, if somebody asks for them.
    pub(crate) fn recalled(&mut self, start: usize, node: Node<'a>) -> Option<Verdict> {
        let (verdict, end) = self.known.verdict(start, node)?;
        if verdict == Verdict::Admitted {
            self.passed = (start, end);
            if self.tracks(start) && !self.recall_parts(start, node) {
                return None;
            }
        }
        Some(verdict)
    }

    /// Adds the parts that a node is known to speak of; whether that is known.
    pub(crate) fn recall_parts(&mut self, start: usize, node: Node<'a>) -> bool {
        let Some((parts, unsure)) = self.known.evaluated(start, node) else {
            return false;
        };
        self.evaluated.parts.extend(parts);
        self.evaluated.unsure |= unsure;
        true
    }

    /// Remembers which parts a node speaks of: those that have been added since there were so many.
    pub(crate) fn learn_parts(&mut self, start: usize, node: Node<'a>, from: usize) {
        if self.tracks(start) {
            let parts = (self.evaluated.since(from), self.evaluated.unsure);
            self.known.learn_evaluated(start, node, parts);
        }
    }
}
