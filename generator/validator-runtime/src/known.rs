//! What has been found out about values that are looked at more than once.
//!
//! The branches of a union read the same bytes, and so do the schemas of an `allOf`. Where unions lie in each other, each
//! level would read all that is below it anew, and the effort double with each. So the verdict of a node on a value is
//! kept, and so is where containers end: every node reads every value once, and reading again takes a look.

use std::collections::{BTreeMap, BTreeSet};

use crate::node::Node;
use crate::scan::{Fault, Scanner};

/// What a trial found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Admitted,
    Refused,
    /// It cannot be decided, or the text is not JSON.
    Unknown,
}

/// A node, told from all others.
type Identity = (u8, usize);

/// All of that.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The value that all of it is about, by its offset.
    value: usize,
    verdicts: BTreeMap<(usize, Identity), Verdict>,
    /// The parts of a value that a node has been applied to, where somebody asks; and whether there may be more.
    evaluated: BTreeMap<(usize, Identity), (Vec<usize>, bool)>,
    /// Nodes that have said all that is wrong with the value at an offset.
    reported: BTreeSet<(usize, Identity)>,
    /// The end of each container, by its start.
    ends: BTreeMap<usize, usize>,
    /// No container is known to end behind this.
    last_end: usize,
}

impl Known {
    /// Turns to the value at an offset, which lies in no other that is looked at more than once.
    pub(crate) fn turn_to(&mut self, value: usize) {
        if value != self.value {
            self.value = value;
            self.verdicts.clear();
            self.evaluated.clear();
            self.reported.clear();
        }
        if value >= self.last_end {
            self.ends.clear();
        }
    }

    /// Where the container at an offset ends.
    pub(crate) fn end(&self, start: usize) -> Option<usize> {
        self.ends.get(&start).copied()
    }

    /// Passes a value of which there will be more looks.
    pub(crate) fn skip(&mut self, scanner: &mut Scanner<'_>, depth: u32) -> Result<(), Fault> {
        match self.end(scanner.pos) {
            Some(end) => scanner.pos = end,
            None => {
                scanner.skip_noting(depth, &mut self.ends)?;
                self.last_end = self.last_end.max(scanner.pos);
            }
        }
        Ok(())
    }

    /// What a node says to the value at an offset.
    pub(crate) fn verdict(&self, offset: usize, node: Node<'_>) -> Option<Verdict> {
        self.verdicts.get(&(offset, identity(node))).copied()
    }

    pub(crate) fn learn(&mut self, offset: usize, node: Node<'_>, verdict: Verdict) {
        self.verdicts.insert((offset, identity(node)), verdict);
    }

    /// The parts that a node has been applied to, of the value at an offset.
    pub(crate) fn evaluated(&self, offset: usize, node: Node<'_>) -> Option<&(Vec<usize>, bool)> {
        self.evaluated.get(&(offset, identity(node)))
    }

    pub(crate) fn learn_evaluated(
        &mut self,
        offset: usize,
        node: Node<'_>,
        parts: (Vec<usize>, bool),
    ) {
        self.evaluated.insert((offset, identity(node)), parts);
    }

    /// Whether a node reports on the value at an offset for the first time.
    pub(crate) fn reports(&mut self, offset: usize, node: Node<'_>) -> bool {
        self.reported.insert((offset, identity(node)))
    }
}

/// Nodes that stand at one place are the same: they last as long as the check.
fn identity(node: Node<'_>) -> Identity {
    fn at<T>(place: &T) -> usize {
        std::ptr::from_ref(place).addr()
    }
    match node {
        Node::Any => (0, 0),
        Node::Boolean(boolean) => (1, at(boolean)),
        Node::Number(number) => (2, at(number)),
        Node::Text(text) => (3, at(text)),
        Node::Array(array) => (4, at(array)),
        Node::Object(object) => (5, at(object)),
        Node::Nullable(inner) => (6, at(inner)),
        Node::Mixed(mixed) => (7, at(mixed)),
        Node::Recursive(index) => (8, index as usize),
        Node::Never(location) => (9, at(location)),
    }
}
