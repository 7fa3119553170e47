//! Several schemas for one value: all of them, any, exactly one, none; and lists of whole values.
//!
//! All of these look at the value without passing it, except [`Checker::branch`]. A verdict of one alternative is a
//! *trial*: it stops at its first error. Trials read bytes again, so they draw on a budget that is linear in the
//! length of the text; when it is used up, that is a violation of its own.

use std::borrow::Cow;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::dom::Value;
use crate::node::Node;
use crate::object::list;
use crate::scan::{MAX_DEPTH, Scanner};
use crate::schema::{Additional, Array, Choice, Object, Site, Values};

const NOWHERE: Site<'_> = Site {
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

/// What a trial found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Admitted,
    Refused,
    /// The budget is used up, or the text is not JSON.
    Unknown,
}

impl<'a> Checker<'a> {
    /// Reads an array or object of which nothing is known, with an eye on duplicate names.
    pub(crate) fn any_container(&mut self) {
        match self.scanner.peek() {
            Some(b'{') => self.members(&ANY_OBJECT),
            _ => self.array(&ANY_ARRAY),
        }
    }

    /// The value to be read next is the matter of several schemas, none of which knows all of its properties.
    pub fn share(&mut self) {
        self.shared = self.scanner.pos;
    }

    /// One more schema for the value that is read next.
    pub fn also(&mut self, node: Node<'a>) {
        let start = self.scanner.pos;
        if self.stopped {
            return;
        }
        if self.budget == 0 || self.nested >= MOST_NESTED {
            // In a trial that is no verdict, and nothing to say; else nothing more can be said.
            if self.trials == 0 {
                let expected = "schemas that read a value less often".into();
                let found = "no verdict".to_owned();
                self.note(note(
                    Code::Budget,
                    &NOWHERE,
                    (start, start),
                    expected,
                    found,
                ));
            }
            self.stopped = true;
            return;
        }
        self.shared = start;
        self.nested += 1;
        self.node(node);
        self.nested -= 1;
        self.shared = start;
        self.charge(start, self.scanner.pos);
        if !self.stopped {
            self.scanner.pos = start;
        }
    }

    /// Passes the value, of which nothing more is asked.
    pub fn pass(&mut self) {
        self.skip();
    }

    /// Whether the value matches one of the alternatives at least.
    pub fn any_of(&mut self, choice: &'a Choice<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        for &branch in choice.branches {
            match self.trial(branch) {
                Verdict::Admitted => return self.with_policy(branch),
                Verdict::Refused => {}
                Verdict::Unknown => return self.over_budget(&choice.site, start, end),
            }
        }
        self.refuse(choice, Code::AnyOf, "one of", (start, end));
    }

    /// Whether the value matches exactly one of the alternatives.
    pub fn one_of(&mut self, choice: &'a Choice<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let mut admitted = None;
        for (index, &branch) in choice.branches.iter().enumerate() {
            match (self.trial(branch), admitted) {
                (Verdict::Admitted, None) => admitted = Some((index, branch)),
                (Verdict::Admitted, Some((first, _))) => {
                    return self.refuse_two(choice, [first, index], (start, end));
                }
                (Verdict::Refused, _) => {}
                (Verdict::Unknown, _) => return self.over_budget(&choice.site, start, end),
            }
        }
        match admitted {
            Some((_, branch)) => self.with_policy(branch),
            None => self.refuse(choice, Code::OneOf, "exactly one of", (start, end)),
        }
    }

    /// Whether the value does not match a schema.
    pub fn not(&mut self, site: &Site<'a>, node: Node<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        match self.trial(node) {
            Verdict::Refused => {}
            Verdict::Admitted => {
                let expected = "a value that does not match".into();
                let found = self.describe_at(start, end);
                self.note(note(Code::Not, site, (start, end), expected, found));
            }
            Verdict::Unknown => self.over_budget(site, start, end),
        }
    }

    /// Whether the value is one of a list.
    pub fn values(&mut self, values: &'a Values<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let value = Value::read(self.scanner.bytes, start);
        if !values.values.iter().any(|listed| listed.equals(&value)) {
            let found = self.describe_at(start, end);
            let expected = format!("one of the {} values listed", values.values.len()).into();
            self.note(note(
                Code::Enum,
                &values.site,
                (start, end),
                expected,
                found,
            ));
        }
    }

    /// The text of a property of the object at the current byte, to choose a branch by; the object is
    /// not passed.
    pub fn tag(&mut self, property: &str) -> Option<Cow<'a, str>> {
        if self.stopped {
            return None;
        }
        let mut ahead = self.scanner;
        let tag = find_text(&mut ahead, property, self.depth);
        self.charge(self.scanner.pos, ahead.pos);
        tag
    }

    /// Tries an alternative; the position stays.
    fn trial(&mut self, node: Node<'a>) -> Verdict {
        if self.budget == 0 || self.nested >= MOST_NESTED {
            return Verdict::Unknown;
        }
        let (start, depth, shared, refused) =
            (self.scanner.pos, self.depth, self.shared, self.refused);
        self.trials += 1;
        self.nested += 1;
        self.refused = false;
        self.node(node);
        self.nested -= 1;
        self.trials -= 1;
        let verdict = match (self.refused, self.stopped) {
            (true, _) => Verdict::Refused,
            (_, true) => Verdict::Unknown,
            _ => Verdict::Admitted,
        };
        self.charge(start, self.scanner.pos);
        (self.scanner.pos, self.depth, self.shared, self.refused) = (start, depth, shared, refused);
        self.stopped = verdict == Verdict::Unknown;
        verdict
    }

    fn charge(&mut self, start: usize, end: usize) {
        self.budget = self.budget.saturating_sub(end.saturating_sub(start).max(1));
    }

    /// Passes over the value to see that it is JSON, and comes back.
    fn end_of_value(&mut self) -> Option<usize> {
        if self.stopped {
            return None;
        }
        let start = self.scanner.pos;
        self.skip();
        let end = self.scanner.pos;
        self.charge(start, end);
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
            self.node(branch);
            (self.scanner.pos, self.shared) = (start, shared);
        }
    }

    #[cold]
    fn refuse(&mut self, choice: &'a Choice<'a>, code: Code, how_many: &str, span: (usize, usize)) {
        let expected = format!("{how_many} {}", list(choice.names.iter().copied())).into();
        let found = self.describe_at(span.0, span.1);
        self.note(note(code, &choice.site, span, expected, found));
    }

    #[cold]
    fn refuse_two(&mut self, choice: &'a Choice<'a>, both: [usize; 2], span: (usize, usize)) {
        let names = both
            .iter()
            .filter_map(|&index| choice.names.get(index).copied());
        let found = format!("a match of {}", list(names));
        let expected = format!("exactly one of {}", list(choice.names.iter().copied())).into();
        self.note(note(Code::OneOf, &choice.site, span, expected, found));
    }

    /// No verdict on an alternative. Inside a trial the answer stays open all the way up.
    #[cold]
    fn over_budget(&mut self, site: &Site<'a>, start: usize, end: usize) {
        self.stopped = self.trials > 0;
        if self.trials == 0 {
            self.scanner.pos = start;
            let expected = "alternatives that can be told apart by reading less".into();
            let found = "no verdict".to_owned();
            self.note(note(Code::Budget, site, (start, end), expected, found));
        }
    }

    fn describe_at(&self, start: usize, end: usize) -> String {
        let mut scanner = self.scanner;
        scanner.pos = start;
        scanner
            .kind()
            .map_or_else(|_| String::new(), |kind| self.describe(kind, start, end))
    }
}

/// The value of a property, if that is a string.
fn find_text<'a>(scanner: &mut Scanner<'a>, property: &str, depth: u32) -> Option<Cow<'a, str>> {
    find_key(scanner, property, depth)?;
    match scanner.peek() {
        Some(b'"') => Some(scanner.string().ok()?.characters()),
        _ => None,
    }
}

/// Reads an object up to the value of a property; where the property's name begins and ends.
pub(crate) fn find_key(
    scanner: &mut Scanner<'_>,
    property: &str,
    depth: u32,
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
        scanner.skip(depth + 1).ok()?;
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
    site: &Site<'a>,
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
        site: Some(*site),
    }
}
