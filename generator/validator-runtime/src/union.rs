//! Several schemas for one value: any, exactly one, none; and lists of whole values.
//!
//! All of these look at the value without passing it. The verdict of one alternative is that of a [trial](crate::trial).

use std::borrow::Cow;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::dom::{Json, Value};
use crate::known::{Known, Verdict};
use crate::node::Node;
use crate::object::list;
use crate::scan::Scanner;
use crate::schema::{Additional, Array, Choice, Object, SchemaLocation, Values};

/// Where no schema stands.
pub(crate) const NOWHERE: SchemaLocation<'_> = SchemaLocation {
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

    /// Whether the value matches one of the alternatives at least.
    pub(crate) fn any_of(&mut self, choice: &'a Choice<'a>) {
        let Some(start) = self.start_of_trials() else {
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
            (None, true) => self.no_verdict(&choice.location),
            (None, false) => self.refuse(choice, Code::AnyOf, "one of"),
        }
    }

    /// Whether the value matches exactly one of the alternatives.
    pub(crate) fn one_of(&mut self, choice: &'a Choice<'a>) {
        if self.start_of_trials().is_none() {
            return;
        }
        let mut admitted: Option<(usize, Node<'a>, (usize, usize))> = None;
        let mut unknown = false;
        for (index, &branch) in choice.branches.iter().enumerate() {
            match (self.trial(branch), admitted) {
                (Verdict::Admitted, None) => admitted = Some((index, branch, self.passed)),
                (Verdict::Admitted, Some((first, ..))) => {
                    return self.refuse_two(choice, [first, index]);
                }
                (Verdict::Refused, _) => {}
                (Verdict::Unknown, _) => unknown = true,
            }
        }
        match admitted {
            _ if unknown => self.no_verdict(&choice.location),
            Some((_, branch, passed)) => {
                self.passed = passed;
                self.with_policy(branch);
            }
            None => self.refuse(choice, Code::OneOf, "exactly one of"),
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
        self.passed = (start, end);
        match verdict {
            Verdict::Refused => {}
            Verdict::Admitted => {
                if self.on_trial(Code::Not) {
                    return;
                }
                let expected = "a value that does not match".into();
                let found = self.describe_at(start, end);
                self.note(note(Code::Not, location, (start, end), expected, found));
            }
            Verdict::Unknown => self.no_verdict(location),
        }
    }

    /// Whether the value is one of a list.
    pub(crate) fn values(&mut self, values: &'a Values<'a>) {
        let start = self.scanner.pos;
        let Some(end) = self.end_of_value() else {
            return;
        };
        let first = self.scanner.peek().unwrap_or_default();
        let similar = || values.values.iter().filter(|one| one.may_begin_with(first));
        let is_listed = similar().next().is_some() && {
            let value = Value::read(self.scanner.bytes, start);
            similar().any(|one| one.equals(&value))
        };
        if !is_listed && !self.on_trial(Code::Enum) {
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

    #[cold]
    fn refuse(&mut self, choice: &'a Choice<'a>, code: Code, how_many: &str) {
        let Some(span) = self.span_refused(code) else {
            return;
        };
        let expected = format!("{how_many} {}", list(choice.names.iter().copied())).into();
        let found = self.describe_at(span.0, span.1);
        self.note(note(code, &choice.location, span, expected, found));
    }

    /// The value that is wrong, where that is not on trial.
    fn span_refused(&mut self, code: Code) -> Option<(usize, usize)> {
        if self.on_trial(code) {
            return None;
        }
        let end = self.end_of_value()?;
        Some((self.scanner.pos, end))
    }

    #[cold]
    fn refuse_two(&mut self, choice: &'a Choice<'a>, both: [usize; 2]) {
        let Some(span) = self.span_refused(Code::OneOf) else {
            return;
        };
        let names = both
            .iter()
            .filter_map(|&index| choice.names.get(index).copied());
        let found = format!("a match of {}", list(names));
        let expected = format!("exactly one of {}", list(choice.names.iter().copied())).into();
        self.note(note(Code::OneOf, &choice.location, span, expected, found));
    }

    #[cold]
    pub(crate) fn no_verdict(&mut self, location: &SchemaLocation<'a>) {
        let start = self.scanner.pos;
        if let Some(end) = self.end_of_value() {
            let expected = || "alternatives that can be told apart".into();
            self.undecided(location, (start, end), expected);
        }
    }

    /// Something cannot be decided. Inside a trial the answer stays open, unless something else is wrong.
    #[cold]
    pub(crate) fn undecided(
        &mut self,
        location: &SchemaLocation<'a>,
        span: (usize, usize),
        expected: impl FnOnce() -> Cow<'static, str>,
    ) {
        if self.trials > 0 {
            self.unsure = true;
            return;
        }
        let expected = expected();
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
