//! Several schemas for one value: all of them, any, exactly one, none; and lists of whole values.
//!
//! All of these look at the value without passing it. A verdict of one alternative is a *trial*: it stops at its first
//! error. What one finds is [known](crate::known) from then on, so that all trials together take time in proportion to
//! the length of the text and the number of alternatives.

use std::borrow::Cow;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::dom::{Json, Value};
use crate::known::{Known, Verdict};
use crate::node::Node;
use crate::object::list;
use crate::scan::{MAX_DEPTH, Scanner};
use crate::schema::{Additional, Array, Choice, Object, SchemaLocation, Values};

const NOWHERE: SchemaLocation<'_> = SchemaLocation {
    name: "",
    file: "",
    line: 0,
    column: 0,
};
static ANY_OBJECT: Object = Object {
    additional: Additional::Allowed,
    ..Object::new(NOWHERE, &[])
};
static ANY_ARRAY: Array = Array::at(NOWHERE);

/// How many schemas for one value may be under way inside each other: a schema that leads back to itself without
/// a container between would never end.
const MOST_NESTED: u32 = 2 * MAX_DEPTH;

impl<'a> Checker<'a> {
    /// Reads an array or object of which nothing is known, with an eye on duplicate names.
    pub(crate) fn any_container(&mut self) {
        match self.scanner.peek() {
            Some(b'{') => self.members(&ANY_OBJECT),
            _ => self.array(&ANY_ARRAY),
        }
    }

    /// The value to be read next is the matter of several schemas, none of which knows all of its properties.
    pub(crate) fn mark_shared(&mut self) {
        self.shared = self.scanner.pos;
    }

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
            0 => !self.known.reports(start, node) && self.parts_of(start, node),
            _ => self.recall(start, node),
        };
        if known || self.too_deep(start) {
            return;
        }
        self.shared = start;
        self.nested += 1;
        if self.trials == 0 {
            let from = self.evaluated.len();
            self.node(&node);
            self.learn_parts(start, node, from);
        } else {
            self.part(start, node);
        }
        self.nested -= 1;
        self.shared = start;
        if !self.stopped {
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
        self.known.learn(start, node, verdict);
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
            let expected = "schemas that do not lead back to themselves".into();
            self.undecided(&NOWHERE, (start, start), expected);
        }
        too_deep
    }

    /// Whether the value matches one of the alternatives at least.
    pub(crate) fn any_of(&mut self, choice: &'a Choice<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let (mut admitted, mut unknown) = (None, false);
        for &branch in choice.branches {
            match self.trial(branch) {
                Verdict::Admitted => admitted = admitted.or(Some(branch)),
                Verdict::Refused => {}
                Verdict::Unknown => unknown = true,
            }
            // Each branch that matches speaks of parts of the value.
            if admitted.is_some() && !self.tracks(start) {
                break;
            }
        }
        match (admitted, unknown) {
            (Some(branch), _) => {
                self.evaluated.unsure |= unknown && self.tracks(start);
                self.with_policy(branch);
            }
            (None, true) => self.no_verdict(&choice.location, (start, end)),
            (None, false) => self.refuse(choice, Code::AnyOf, "one of", (start, end)),
        }
    }

    /// Whether the value matches exactly one of the alternatives.
    pub(crate) fn one_of(&mut self, choice: &'a Choice<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let (mut admitted, mut unknown) = (None, false);
        for (index, &branch) in choice.branches.iter().enumerate() {
            match (self.trial(branch), admitted) {
                (Verdict::Admitted, None) => admitted = Some((index, branch)),
                (Verdict::Admitted, Some((first, _))) => {
                    return self.refuse_two(choice, [first, index], (start, end));
                }
                (Verdict::Refused, _) => {}
                (Verdict::Unknown, _) => unknown = true,
            }
        }
        match admitted {
            _ if unknown => self.no_verdict(&choice.location, (start, end)),
            Some((_, branch)) => self.with_policy(branch),
            None => self.refuse(choice, Code::OneOf, "exactly one of", (start, end)),
        }
    }

    /// Whether the value does not match a schema.
    pub(crate) fn not(&mut self, location: &SchemaLocation<'a>, node: Node<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let (parts, unsure) = (self.evaluated.len(), self.evaluated.unsure);
        let verdict = self.trial(node);
        self.evaluated.take_back(parts);
        self.evaluated.unsure = unsure;
        match verdict {
            Verdict::Refused => {}
            Verdict::Admitted => {
                let expected = "a value that does not match".into();
                let found = self.describe_at(start, end);
                self.note(note(Code::Not, location, (start, end), expected, found));
            }
            Verdict::Unknown => self.no_verdict(location, (start, end)),
        }
    }

    /// Whether the value is one of a list.
    pub(crate) fn values(&mut self, values: &'a Values<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let value = Value::read(self.scanner.bytes, start);
        if !values.values.iter().any(|listed| listed.equals(&value)) {
            let found = self.describe_at(start, end);
            let expected = said(values.values).into();
            self.note(note(
                Code::Enum,
                &values.location,
                (start, end),
                expected,
                found,
            ));
        }
    }

    /// The text of a property of the object at the current byte, to choose a branch by; the object is
    /// not passed.
    pub(crate) fn tag(&mut self, property: &str) -> Option<Cow<'a, str>> {
        if self.stopped {
            return None;
        }
        let mut ahead = self.scanner;
        find_text(&mut ahead, property, self.depth, &mut self.known)
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
        if let Some(verdict) = self.recalled(start, node) {
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
        let verdict = self.verdict();
        (self.scanner.pos, self.depth, self.shared) = (start, depth, shared);
        (self.refused, self.unsure) = outer;
        // Text that is not JSON has been found out before.
        self.stopped = false;
        self.known.learn(start, node, verdict);
        match verdict {
            Verdict::Admitted => self.learn_parts(start, node, parts),
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

    /// Passes over the value to see that it is JSON, and comes back.
    pub(crate) fn end_of_value(&mut self) -> Option<usize> {
        if self.stopped {
            return None;
        }
        let start = self.scanner.pos;
        if self.nested == 0 {
            self.known.turn_to(start);
            self.skip();
        } else if let Err(fault) = self.known.skip(&mut self.scanner, self.depth) {
            self.fail(fault);
        }
        let end = self.scanner.pos;
        if self.stopped {
            return None;
        }
        self.scanner.pos = start;
        Some(end)
    }

    /// Reads the branch that matched once more, for what the policy has to say.
    fn with_policy(&mut self, branch: Node<'a>) {
        if self.trials == 0 && (self.policy.unknown.is_some() || self.policy.duplicates.is_some()) {
            let (start, shared) = (self.scanner.pos, self.shared);
            self.nested += 1;
            self.node(&branch);
            self.nested -= 1;
            (self.scanner.pos, self.shared) = (start, shared);
        }
    }

    #[cold]
    fn refuse(&mut self, choice: &'a Choice<'a>, code: Code, how_many: &str, span: (usize, usize)) {
        let expected = format!("{how_many} {}", list(choice.names.iter().copied())).into();
        let found = self.describe_at(span.0, span.1);
        self.note(note(code, &choice.location, span, expected, found));
    }

    #[cold]
    fn refuse_two(&mut self, choice: &'a Choice<'a>, both: [usize; 2], span: (usize, usize)) {
        let names = both
            .iter()
            .filter_map(|&index| choice.names.get(index).copied());
        let found = format!("a match of {}", list(names));
        let expected = format!("exactly one of {}", list(choice.names.iter().copied())).into();
        self.note(note(Code::OneOf, &choice.location, span, expected, found));
    }

    #[cold]
    pub(crate) fn no_verdict(&mut self, location: &SchemaLocation<'a>, span: (usize, usize)) {
        let expected = "alternatives that can be told apart".into();
        self.undecided(location, span, expected);
    }

    /// Something cannot be decided. Inside a trial the answer stays open, unless something else is wrong.
    #[cold]
    pub(crate) fn undecided(
        &mut self,
        location: &SchemaLocation<'a>,
        span: (usize, usize),
        expected: Cow<'static, str>,
    ) {
        if self.trials > 0 {
            self.unsure = true;
            return;
        }
        self.note(Note {
            severity: Severity::Warning,
            ..note(
                Code::Undecided,
                location,
                span,
                expected,
                "no verdict".to_owned(),
            )
        });
    }

    fn describe_at(&self, start: usize, end: usize) -> String {
        let mut scanner = self.scanner;
        scanner.pos = start;
        scanner
            .kind()
            .map_or_else(|_| String::new(), |kind| self.describe(kind, start, end))
    }
}

/// So many values are named.
const NAMED: usize = 8;

/// What may be there, by the values listed.
fn said(values: &[Json<'_>]) -> String {
    let scalars: Option<Vec<String>> = values.iter().take(NAMED + 1).map(Json::scalar).collect();
    match scalars.as_deref() {
        Some([]) => "nothing at all: the list of values is empty".to_owned(),
        Some([only]) => format!("`{only}`"),
        Some(some) if some.len() <= NAMED => {
            format!("one of {}", list(some.iter().map(String::as_str)))
        }
        _ if values.len() == 1 => "the value described".to_owned(),
        _ => format!("one of the {} values listed", values.len()),
    }
}

/// The value of a property, if that is a string.
fn find_text<'a>(
    scanner: &mut Scanner<'a>,
    property: &str,
    depth: u32,
    known: &mut Known,
) -> Option<Cow<'a, str>> {
    find_key(scanner, property, depth, known)?;
    match scanner.peek() {
        Some(b'"') => Some(scanner.string().ok()?.characters()),
        _ => None,
    }
}

/// Reads an object up to the value of a property; where the property's name begins and ends. Containers on the way, which
/// somebody may have to pass again, are noted.
pub(crate) fn find_key(
    scanner: &mut Scanner<'_>,
    property: &str,
    depth: u32,
    known: &mut Known,
) -> Option<(usize, usize)> {
    if scanner.peek() != Some(b'{') {
        return None;
    }
    scanner.pos += 1;
    scanner.white_space();
    loop {
        let start = scanner.pos;
        let name = scanner.name().ok()?;
        if name.characters() == property {
            return Some((start, start + name.bytes.len() + 2));
        }
        known.skip(scanner, depth + 1).ok()?;
        scanner.white_space();
        if scanner.peek() != Some(b',') {
            return None;
        }
        scanner.pos += 1;
        scanner.white_space();
    }
}

fn note<'a>(
    code: Code,
    location: &SchemaLocation<'a>,
    (offset, end): (usize, usize),
    expected: Cow<'static, str>,
    found: String,
) -> Note<'a> {
    Note {
        code,
        severity: Severity::Error,
        offset,
        end,
        expected,
        found,
        location: Some(*location),
    }
}
