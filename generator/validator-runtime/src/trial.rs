//! Several schemas for one value, one after the other: further ones, whose findings are told, and *trials*, of which only
//! the verdict counts, so that they stop at the first error.
//!
//! What a trial finds is [known](crate::known) from then on, so that all trials together take time in proportion to the
//! length of the text and the number of alternatives.

use crate::checker::Checker;
use crate::known::Verdict;
use crate::node::Node;
use crate::scan::MAX_DEPTH;
use crate::union::NOWHERE;

/// How many schemas for one value may be under way inside each other: a schema that leads back to itself without
/// a container between would never end.
const MOST_NESTED: u32 = 2 * MAX_DEPTH;

impl<'a> Checker<'a> {
    /// One more schema for the value that is read next.
    pub(crate) fn check_also(&mut self, node: Node<'a>) {
        let start = self.scanner.pos;
        if self.stopped {
            return;
        }
        if self.nested == 0 {
            self.known.turn_to(start);
        }
        let known = match self.trials {
            _ if node.is_scalar() => false,
            0 => !self.known.reports(start, node) && self.parts_of(start, node),
            _ => self.recall(start, node),
        };
        if known || self.too_deep(start) {
            return;
        }
        self.shared = start;
        self.nested += 1;
        if node.is_scalar() {
            self.node(&node);
        } else if self.trials == 0 {
            let from = self.evaluated.len();
            self.node(&node);
            self.learn_parts(start, node, from);
        } else {
            self.part(start, node);
        }
        self.nested -= 1;
        self.shared = start;
        if !self.stopped {
            self.passed = (start, self.scanner.pos);
            self.scanner.pos = start;
        }
    }

    /// The parts that a node, which has said all that is wrong with the value, speaks of.
    fn parts_of(&mut self, start: usize, node: Node<'a>) -> bool {
        if self.tracks(start) && !self.recall_parts(start, node) {
            self.trial(node);
        }
        true
    }

    /// Reads the value by one schema of several within a trial, and remembers what that says.
    fn part(&mut self, start: usize, node: Node<'a>) {
        let unsure = std::mem::take(&mut self.unsure);
        let from = self.evaluated.len();
        self.node(&node);
        let verdict = self.verdict();
        self.known.learn(start, node, verdict, self.scanner.pos);
        self.learn_parts(start, node, from);
        self.unsure |= unsure;
    }

    /// Within a trial: follows what is known of a node and the value at an offset, if something is.
    fn recall(&mut self, start: usize, node: Node<'a>) -> bool {
        match self.recalled(start, node) {
            None => return false,
            Some(Verdict::Admitted) => {}
            Some(Verdict::Refused) => (self.refused, self.stopped) = (true, true),
            Some(Verdict::Unknown) => self.unsure = true,
        }
        true
    }

    /// Whether so many schemas for one value are under way that they must lead back to themselves.
    fn too_deep(&mut self, start: usize) -> bool {
        let too_deep = self.nested >= MOST_NESTED;
        if too_deep {
            let expected = || "schemas that do not lead back to themselves".into();
            self.undecided(&NOWHERE, (start, start), expected);
        }
        too_deep
    }

    /// Whether the value matches a schema; `None` where that cannot be decided. The position stays.
    pub(crate) fn matches(&mut self, node: Node<'a>) -> Option<bool> {
        self.end_of_value()?;
        match self.trial(node) {
            Verdict::Admitted => Some(true),
            Verdict::Refused => Some(false),
            Verdict::Unknown => None,
        }
    }

    /// Tries an alternative; the position stays.
    pub(crate) fn trial(&mut self, node: Node<'a>) -> Verdict {
        let start = self.scanner.pos;
        if !self.may_admit(&node) {
            return Verdict::Refused;
        }
        // Of a scalar it costs as much to read it as to look up what it said.
        let remembered = !node.is_scalar();
        if remembered && let Some(verdict) = self.recalled(start, node) {
            return verdict;
        }
        if self.nested >= MOST_NESTED {
            return Verdict::Unknown;
        }
        let (depth, shared) = (self.depth, self.shared);
        let outer = (self.refused, self.unsure);
        let (parts, unsure_parts) = (self.evaluated.len(), self.evaluated.unsure);
        self.trials += 1;
        self.nested += 1;
        (self.refused, self.unsure) = (false, false);
        self.node(&node);
        self.nested -= 1;
        self.trials -= 1;
        let (verdict, end) = (self.verdict(), self.scanner.pos);
        (self.scanner.pos, self.depth, self.shared) = (start, depth, shared);
        (self.refused, self.unsure) = outer;
        // Text that is not JSON is found out where nothing admits it.
        self.stopped = false;
        if remembered {
            self.known.learn(start, node, verdict, end);
        }
        match verdict {
            Verdict::Admitted => {
                self.passed = (start, end);
                self.learn_parts(start, node, parts);
            }
            _ => {
                self.evaluated.take_back(parts);
                self.evaluated.unsure = unsure_parts;
            }
        }
        verdict
    }

    /// What the trial that is under way has found.
    fn verdict(&self) -> Verdict {
        match (self.refused, self.stopped || self.unsure) {
            (true, _) => Verdict::Refused,
            (_, true) => Verdict::Unknown,
            _ => Verdict::Admitted,
        }
    }

    /// Reads the branch that matched once more, for what the policy has to say.
    pub(crate) fn with_policy(&mut self, branch: Node<'a>) {
        if self.trials == 0 && (self.policy.unknown.is_some() || self.policy.duplicates.is_some()) {
            let (start, shared) = (self.scanner.pos, self.shared);
            self.nested += 1;
            self.node(&branch);
            self.nested -= 1;
            self.passed = (start, self.scanner.pos);
            (self.scanner.pos, self.shared) = (start, shared);
        }
    }

    /// Where the value begins that alternatives are tried of.
    pub(crate) fn start_of_trials(&mut self) -> Option<usize> {
        let start = self.scanner.pos;
        if self.nested == 0 {
            self.known.turn_to(start);
        }
        (!self.stopped).then_some(start)
    }

    /// Passes over the value to see that it is JSON, and comes back.
    pub(crate) fn end_of_value(&mut self) -> Option<usize> {
        let start = self.start_of_trials()?;
        self.skip();
        if self.stopped {
            return None;
        }
        let end = std::mem::replace(&mut self.scanner.pos, start);
        self.passed = (start, end);
        Some(end)
    }
}
