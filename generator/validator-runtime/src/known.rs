//! What has been found out about values that are looked at more than once.
//!
//! The branches of a union read the same bytes, and so do the schemas of an `allOf`. Where unions lie in each other, each
//! level would read all that is below it anew, and the effort double with each. So the verdict of a node on a value is
//! kept, and so is where containers end: every node reads every value once, and reading again takes a look.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::node::Node;
use crate::scan::{Fault, RawText, Scanner};

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

/// A property of an object, where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// Where its name begins, with the quote.
    pub(crate) key: usize,
    /// Where its name ends, without the quote.
    key_end: usize,
    escaped: bool,
    /// Where its value begins and ends.
    pub(crate) value: (usize, usize),
}

impl Member {
    /// Its name in the text that it is of.
    pub(crate) fn name<'t>(&self, text: &'t [u8]) -> RawText<'t> {
        RawText {
            bytes: text.get(self.key + 1..self.key_end).unwrap_or_default(),
            escaped: self.escaped,
        }
    }
}

/// The properties of an object that were listed.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// Those not read yet, by their index among all that are listed.
    pub(crate) left: Range<usize>,
    /// Where the object ends.
    pub(crate) end: usize,
}

/// All of that. Most checks need none of it, and do not pay for it.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The value that all of it is about, by its offset.
    value: usize,
    facts: Option<Box<Facts>>,
}

#[derive(Debug, Default)]
struct Facts {
    /// What a node says, and where its value ends if that is admitted.
    verdicts: BTreeMap<(usize, Identity), (Verdict, usize)>,
    /// The parts of a value that a node has been applied to, where somebody asks; and whether there may be more.
    evaluated: BTreeMap<(usize, Identity), (Vec<usize>, bool)>,
    /// Nodes that have said all that is wrong with the value at an offset.
    reported: BTreeSet<(usize, Identity)>,
    /// The end of each container that is not short, by its start.
    ends: BTreeMap<usize, usize>,
    /// No container is known to end behind this.
    last_end: usize,
    /// Objects that many schemas look at, by their start.
    objects: BTreeMap<usize, Listed>,
    /// The properties of all of these.
    members: Vec<Member>,
}

impl Known {
    fn facts(&mut self) -> &mut Facts {
        self.facts.get_or_insert_default()
    }

    /// Turns to the value at an offset, which lies in no other that is looked at more than once.
    pub(crate) fn turn_to(&mut self, value: usize) {
        let other = value != std::mem::replace(&mut self.value, value);
        let Some(facts) = &mut self.facts else {
            return;
        };
        if other {
            facts.verdicts.clear();
            facts.evaluated.clear();
            facts.reported.clear();
            facts.objects.clear();
            facts.members.clear();
        }
        if value >= facts.last_end {
            facts.ends.clear();
        }
    }

    /// Passes a value of which there will be more looks.
    pub(crate) fn skip(&mut self, scanner: &mut Scanner<'_>, depth: u32) -> Result<(), Fault> {
        if !matches!(scanner.peek(), Some(b'{' | b'[')) {
            return scanner.skip(depth);
        }
        let facts = self.facts();
        match facts.ends.get(&scanner.pos) {
            Some(end) => scanner.pos = *end,
            None => {
                scanner.skip_noting(depth, &mut facts.ends)?;
                facts.last_end = facts.last_end.max(scanner.pos);
            }
        }
        Ok(())
    }

    /// Lists the properties of the object at a position, since many schemas are about to look at it.
    pub(crate) fn list(&mut self, mut scanner: Scanner<'_>, depth: u32) -> Result<(), Fault> {
        let start = scanner.pos;
        if self.listed(start).is_some() {
            return Ok(());
        }
        let from = self.facts().members.len();
        scanner.pos += 1;
        scanner.white_space();
        let mut more = scanner.peek() != Some(b'}');
        if !more {
            scanner.pos += 1;
        }
        while more {
            let key = scanner.pos;
            let name = scanner.name()?;
            let value = scanner.pos;
            self.skip(&mut scanner, depth + 1)?;
            self.facts().members.push(Member {
                key,
                key_end: key + 1 + name.bytes.len(),
                escaped: name.escaped,
                value: (value, scanner.pos),
            });
            more = scanner.more(b'}', "a comma or the closing brace of an object")?;
        }
        let (facts, end) = (self.facts(), scanner.pos);
        let left = from..facts.members.len();
        facts.objects.insert(start, Listed { left, end });
        Ok(())
    }

    /// The properties of the object at an offset, if they were listed.
    #[inline]
    pub(crate) fn listed(&self, start: usize) -> Option<&Listed> {
        self.facts.as_ref()?.objects.get(&start)
    }

    /// A property that was listed, by its index.
    pub(crate) fn member(&self, index: usize) -> Option<Member> {
        self.facts.as_ref()?.members.get(index).copied()
    }

    /// What a node says to the value at an offset, and where the value ends if that is admitted.
    pub(crate) fn verdict(&self, offset: usize, node: Node<'_>) -> Option<(Verdict, usize)> {
        let verdicts = &self.facts.as_ref()?.verdicts;
        verdicts.get(&(offset, identity(node))).copied()
    }

    pub(crate) fn learn(&mut self, offset: usize, node: Node<'_>, verdict: Verdict, end: usize) {
        let verdicts = &mut self.facts().verdicts;
        verdicts.insert((offset, identity(node)), (verdict, end));
    }

    /// The parts that a node has been applied to, of the value at an offset.
    pub(crate) fn evaluated(&self, offset: usize, node: Node<'_>) -> Option<&(Vec<usize>, bool)> {
        let evaluated = &self.facts.as_ref()?.evaluated;
        evaluated.get(&(offset, identity(node)))
    }

    pub(crate) fn learn_evaluated(
        &mut self,
        offset: usize,
        node: Node<'_>,
        parts: (Vec<usize>, bool),
    ) {
        let evaluated = &mut self.facts().evaluated;
        evaluated.insert((offset, identity(node)), parts);
    }

    /// Whether a node reports on the value at an offset for the first time.
    pub(crate) fn reports(&mut self, offset: usize, node: Node<'_>) -> bool {
        self.facts().reported.insert((offset, identity(node)))
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
