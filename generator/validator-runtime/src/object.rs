//! Objects: which property comes next, which were there, which are missing.

mod judge;
mod names;
mod unset;

use std::borrow::Cow;
use std::collections::BTreeSet;

pub(crate) use judge::list;

use crate::checker::Checker;
use crate::code::{Code, Severity};
use crate::known::Listed;
use crate::scan::{Fault, RawText};
use crate::schema::{Additional, Bits, Object, Property};

/// A property whose value comes next: what is declared of it, or `None` if nothing is.
type Next<'a> = Option<&'a Property<'a>>;

/// The properties of an object that is being read.
#[derive(Debug)]
pub(crate) struct Members<'a> {
    object: &'a Object<'a>,
    /// Those of the object, for whom a step less counts.
    properties: &'a [Property<'a>],
    offset: usize,
    /// The index of the property that is tried first: the one after the last.
    expected: usize,
    seen: Bits,
    count: u64,
    /// Where the name of the last property begins.
    key: usize,
    /// Checked by other schemas too, which may know properties that this one does not.
    shared: bool,
    /// Kept only where somebody asks for duplicates, or where there are very many properties.
    others: Option<Box<Others<'a>>>,
}

/// What the sets of bits do not hold.
#[derive(Debug, Default)]
struct Others<'a> {
    /// Names that are not declared.
    names: BTreeSet<Cow<'a, str>>,
    /// Declared properties, by index, beyond the first.
    seen: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    /// Opens an object, or says what is there in its place.
    #[inline]
    pub(crate) fn object(&mut self, object: &'a Object<'a>) -> Option<Members<'a>> {
        let offset = self.scanner.pos;
        if self.scanner.peek() != Some(b'{') {
            self.other_kind(&object.location, object.nullable, false, "an object");
            return None;
        }
        self.open().then_some(Members {
            object,
            properties: object.properties,
            offset,
            expected: 0,
            seen: [0; 4],
            count: 0,
            key: 0,
            shared: self.shared == offset,
            others: None,
        })
    }
}

impl<'a> Members<'a> {
    /// The next property, with its value to be read; `None` at the end.
    #[inline(always)]
    pub(crate) fn next(&mut self, c: &mut Checker<'a>) -> Option<Next<'a>> {
        if c.stopped {
            return None;
        }
        match self.next_expected(c) {
            None => self.next_any(c),
            known => Some(known),
        }
    }

    /// The property after the last one, without white space around it; `None` where anything else comes.
    #[inline(always)]
    fn next_expected(&mut self, c: &mut Checker<'a>) -> Option<&'a Property<'a>> {
        let index = self.expected;
        let property = self.properties.get(index)?;
        let name = property.name.as_bytes();
        let key = c.scanner.pos + 1;
        let [b',', b'"', rest @ ..] = c.scanner.bytes.get(c.scanner.pos..)? else {
            return None;
        };
        let (start, [b'"', b':', value, ..]) = rest.split_at_checked(name.len())? else {
            return None;
        };
        if self.count == 0 || *value <= b' ' || !same(start, name) {
            return None;
        }
        c.scanner.pos = key + name.len() + 3;
        self.count += 1;
        self.key = key;
        self.known(c, index);
        Some(property)
    }

    fn next_any(&mut self, c: &mut Checker<'a>) -> Option<Next<'a>> {
        c.scanner.white_space();
        match c.scanner.peek() {
            Some(b',') if self.count > 0 => {
                c.scanner.pos += 1;
                c.scanner.white_space();
            }
            Some(b'"') if self.count == 0 => {}
            Some(b'}') => {
                c.scanner.pos += 1;
                return None;
            }
            _ => return self.broken(c),
        }
        self.count += 1;
        let key = c.scanner.pos;
        if let Some(property) = self.properties.get(self.expected)
            && let Some([b'"', rest @ ..]) = c.scanner.bytes.get(key..)
            && let Some((start, [b'"', ..])) = rest.split_at_checked(property.name.len())
            && same(start, property.name.as_bytes())
        {
            let index = self.expected;
            c.scanner.pos = key + property.name.len() + 2;
            if let Err(fault) = c.scanner.colon() {
                c.fail(fault);
                return None;
            }
            self.key = key;
            self.known(c, index);
            return Some(Some(property));
        }
        self.search(c)
    }

    /// The next property of those that were listed.
    pub(crate) fn next_listed(
        &mut self,
        c: &mut Checker<'a>,
        listed: &mut Listed,
    ) -> Option<Next<'a>> {
        if c.stopped {
            return None;
        }
        let Some(member) = listed.left.next().and_then(|index| c.known.member(index)) else {
            c.scanner.pos = listed.end;
            return None;
        };
        self.count += 1;
        self.key = member.key;
        c.scanner.pos = member.value.0;
        c.passed = member.value;
        Some(self.named(c, member.name(c.scanner.bytes)))
    }

    /// A property other than the expected one.
    #[inline(never)]
    fn search(&mut self, c: &mut Checker<'a>) -> Option<Next<'a>> {
        let key = c.scanner.pos;
        let name = match c.scanner.name() {
            Ok(name) => name,
            Err(fault) => {
                c.fail(fault);
                return None;
            }
        };
        self.key = key;
        Some(self.named(c, name))
    }

    /// What is declared of a property of this name.
    #[inline(always)]
    fn named(&mut self, c: &mut Checker<'a>, name: RawText<'a>) -> Next<'a> {
        let found = if name.escaped {
            let name = name.characters();
            self.properties
                .iter()
                .position(|property| property.name == name)
        } else {
            self.properties
                .iter()
                .position(|property| property.name.as_bytes() == name.bytes)
        };
        let found = found.or_else(|| self.other_spelling(c, name));
        match found {
            Some(index) => {
                self.known(c, index);
                self.properties.get(index)
            }
            None => {
                self.unknown(c, name);
                None
            }
        }
    }

    #[inline(always)]
    fn known(&mut self, c: &mut Checker<'a>, index: usize) {
        self.expected = index + 1;
        let bit = 1u64 << (index % 64);
        let Some(word) = self.seen.get_mut(index / 64) else {
            return self.known_beyond(c, index);
        };
        let twice = *word & bit != 0;
        *word |= bit;
        if twice {
            self.duplicate(c);
        }
    }

    /// A declared property for which the sets of bits have no place.
    #[cold]
    fn known_beyond(&mut self, c: &mut Checker<'a>, index: usize) {
        if !self.others.get_or_insert_default().seen.insert(index) {
            self.duplicate(c);
        }
    }

    #[cold]
    fn unknown(&mut self, c: &mut Checker<'a>, name: RawText<'a>) {
        let counted = self.object.min_properties > 0 || self.object.max_properties < u64::MAX;
        if c.policy.duplicates.is_some() || counted {
            let others = self.others.get_or_insert_default();
            if !others.names.insert(name.characters()) {
                self.duplicate(c);
            }
        }
    }

    #[cold]
    fn duplicate(&mut self, c: &mut Checker<'a>) {
        self.count -= 1;
        if let Some(severity) = c.policy.duplicates {
            let expected = |_: &Checker<'a>| "each property once".into();
            self.note_key(c, Code::DuplicateKey, severity, expected);
        }
    }

    /// A declared property by its lowerCamelCase spelling, where the policy takes it.
    #[cold]
    fn other_spelling(&mut self, c: &mut Checker<'a>, name: RawText<'a>) -> Option<usize> {
        if !c.policy.camel_case {
            return None;
        }
        let name = name.characters();
        let index = self
            .object
            .properties
            .iter()
            .position(|property| camel_case(property.name) == name)?;
        let proper = self.object.properties.get(index)?.name;
        self.note_key(c, Code::NameSpelling, Severity::Warning, |_| {
            format!("`{proper}`").into()
        });
        Some(index)
    }

    /// Reads the value of a property that is not declared and has no schema.
    #[cold]
    #[inline(never)]
    pub(crate) fn other(&mut self, c: &mut Checker<'a>) {
        match self.object.additional {
            Additional::Allowed | Additional::Each(_) => {}
            Additional::Forbidden => {
                let expected = |c: &Checker<'a>| self.declared(c);
                self.note_key(c, Code::AdditionalProperty, Severity::Error, expected);
            }
            // One that names no property takes any.
            Additional::Unsaid if self.object.properties.is_empty() => {}
            Additional::Unsaid => {
                if let Some(severity) = c.policy.unknown.filter(|_| !self.shared) {
                    let expected = |c: &Checker<'a>| self.declared(c);
                    self.note_key(c, Code::UnknownProperty, severity, expected);
                }
            }
        }
        c.any();
    }

    /// Ends the object: what is missing, too many, set together.
    #[inline]
    pub(crate) fn end(&self, c: &mut Checker<'a>) {
        c.depth -= 1;
        if c.stopped {
            return;
        }
        let direction = c.policy.direction as usize;
        let required = self.object.required.get(direction).unwrap_or(&[0; 4]);
        let unwanted = self.object.unwanted.get(direction).unwrap_or(&[0; 4]);
        let counted =
            self.count < self.object.min_properties || self.count > self.object.max_properties;
        if self.any_wrong(required, unwanted)
            || counted
            || !self.object.exclusive.is_empty()
            || !self.object.alternatives.is_empty()
            || self.object.properties.len() > Object::FIRST
        {
            self.judge(c);
        }
    }

    /// Whether one that must be there is not, or the other way round.
    #[inline(always)]
    fn any_wrong(&self, required: &Bits, unwanted: &Bits) -> bool {
        let ([r0, r1, r2, r3], [u0, u1, u2, u3]) = (required, unwanted);
        let [s0, s1, s2, s3] = self.seen;
        let wrong = |required: &u64, unwanted: &u64, seen: u64| required & !seen | unwanted & seen;
        wrong(r0, u0, s0) | wrong(r1, u1, s1) | wrong(r2, u2, s2) | wrong(r3, u3, s3) != 0
    }

    #[cold]
    fn broken(&mut self, c: &mut Checker<'a>) -> Option<Next<'a>> {
        let expected = match self.count {
            0 => "a property name in quotes or the closing brace of an object",
            _ => "a comma or the closing brace of an object",
        };
        c.fail(Fault {
            code: Code::Syntax,
            offset: c.scanner.pos,
            expected,
        });
        None
    }
}

/// `active_only` as `activeOnly`.
fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for character in name.chars() {
        match character {
            '_' => upper = true,
            _ if upper => {
                out.extend(character.to_uppercase());
                upper = false;
            }
            _ => out.push(character),
        }
    }
    out
}

/// Whether two texts of one length are equal, compared in words: names are short, and a call to compare memory
/// costs more than the comparison.
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    let word = |chunk: Option<&[u8; 8]>| chunk.map(|chunk| u64::from_le_bytes(*chunk));
    match b.len() {
        0..8 => same_short(a, b),
        8..=16 => {
            word(a.first_chunk()) == word(b.first_chunk())
                && word(a.last_chunk()) == word(b.last_chunk())
        }
        _ => {
            let (blocks_a, blocks_b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
            blocks_a.iter().zip(blocks_b).all(|(x, y)| x == y)
                && word(a.last_chunk()) == word(b.last_chunk())
        }
    }
}

/// The same for fewer than eight bytes.
#[inline(always)]
fn same_short(a: &[u8], b: &[u8]) -> bool {
    match (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        (Some(x), Some(y)) => x == y && a.last_chunk::<4>() == b.last_chunk::<4>(),
        _ => a.iter().zip(b).fold(true, |same, (a, b)| same & (a == b)),
    }
}
