//! Booleans, numbers and strings.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::checker::{Checker, Note};
use crate::code::{Code, Severity};
use crate::format::Format;
use crate::number::{Decimal, small_integer};
use crate::object::list;
use crate::policy::Direction;
use crate::scan::{Kind, RawNumber, RawText};
use crate::schema::{Boolean, Number, SchemaLocation, Text};

impl<'a> Checker<'a> {
    /// Reads a boolean.
    #[inline]
    pub(crate) fn boolean(&mut self, boolean: &'a Boolean<'a>) {
        let read = match self.scanner.peek() {
            Some(b't') => self.scanner.literal("true"),
            Some(b'f') => self.scanner.literal("false"),
            _ => return self.other_kind(&boolean.location, boolean.nullable, false, "a boolean"),
        };
        if let Err(fault) = read {
            self.fail(fault);
        }
    }

    /// Reads a number or an integer.
    #[inline]
    pub(crate) fn number(&mut self, number: &'a Number<'a>) {
        if !matches!(self.scanner.peek(), Some(b'-' | b'0'..=b'9')) {
            let expected = if number.integer {
                "an integer"
            } else {
                "a number"
            };
            return self.other_kind(&number.location, number.nullable, false, expected);
        }
        let offset = self.scanner.pos;
        match self.scanner.number() {
            Ok(raw) => {
                let small = if raw.integer {
                    small_integer(raw.text)
                } else {
                    None
                };
                if !small.is_some_and(|value| number.sure.0 <= value && value <= number.sure.1) {
                    self.judge_number(number, raw, offset);
                }
            }
            Err(fault) => self.fail(fault),
        }
    }

    #[inline(never)]
    fn judge_number(&mut self, number: &'a Number<'a>, raw: RawNumber<'a>, offset: usize) {
        let span = (offset, self.scanner.pos);
        let value = Decimal::new(raw.text);
        if number.integer && !(raw.integer || number.integer_by_value && value.is_integer()) {
            let said = |c: &Self| {
                (
                    "an integer".into(),
                    c.describe(Kind::Number, span.0, span.1),
                )
            };
            return self.note_scalar(&number.location, Code::Type, span, said);
        }
        let text = std::str::from_utf8(raw.text).unwrap_or_default();
        let mut refuse = |code, expected: &dyn Fn() -> String| {
            let found = |c: &Self| c.describe(Kind::Number, span.0, span.1);
            let said = |c: &Self| (expected().into(), found(c));
            self.note_scalar(&number.location, code, span, said);
        };
        if let Some(format) = number.format
            && !format.admits_number(text, raw.integer)
        {
            refuse(Code::Format, &|| format.phrase().to_owned());
        }
        if let Some(bound) = number.minimum {
            let order = value.compare(&Decimal::new(bound.value.as_bytes()));
            if order == Ordering::Less || bound.exclusive && order == Ordering::Equal {
                let than = if bound.exclusive {
                    "more than"
                } else {
                    "at least"
                };
                refuse(Code::Minimum, &|| format!("{than} {}", bound.value));
            }
        }
        if let Some(bound) = number.maximum {
            let order = value.compare(&Decimal::new(bound.value.as_bytes()));
            if order == Ordering::Greater || bound.exclusive && order == Ordering::Equal {
                let than = if bound.exclusive {
                    "less than"
                } else {
                    "at most"
                };
                refuse(Code::Maximum, &|| format!("{than} {}", bound.value));
            }
        }
        if let Some(unit) = number.multiple_of {
            let expected = || format!("a multiple of {unit}");
            match value.is_multiple_of(&Decimal::new(unit.as_bytes())) {
                Some(true) => {}
                Some(false) => refuse(Code::MultipleOf, &expected),
                None => self.undecided(&number.location, span, || expected().into()),
            }
        }
    }

    /// Reads a string.
    #[inline]
    pub(crate) fn text(&mut self, text: &'a Text<'a>) {
        if self.scanner.peek() != Some(b'"') {
            return self.other_than_text(text);
        }
        let offset = self.scanner.pos;
        if let Some(Format::Int64 | Format::Uint64) = text.format
            && text.pattern.is_none()
            && text.values.is_empty()
            && self.short_integer(text)
        {
            return;
        }
        match self.scanner.string() {
            Ok(raw) => {
                if text.sensitive {
                    self.secret(offset);
                }
                self.judge_text(text, raw, offset);
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// Passes a string that is an integer of at most 18 digits without a sign: it fits, whichever format.
    /// Anything else is left where it is.
    #[inline(always)]
    fn short_integer(&mut self, text: &'a Text<'a>) -> bool {
        let start = self.scanner.pos + 1;
        let digits = self.scanner.bytes.get(start..).unwrap_or_default();
        let count = digits
            .iter()
            .take(19)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let leading_zero = count > 1 && digits.first() == Some(&b'0');
        let length = count as u64;
        if !(1..=18).contains(&count)
            || leading_zero
            || digits.get(count) != Some(&b'"')
            || length < text.min_length
            || length > text.max_length
        {
            return false;
        }
        self.scanner.pos = start + count + 1;
        true
    }

    #[inline(always)]
    fn judge_text(&mut self, text: &'a Text<'a>, raw: RawText<'a>, offset: usize) {
        if !raw.escaped && (text.admits_raw(raw.bytes) || text.is_zero(raw.bytes)) {
            return;
        }
        self.judge_characters(text, &raw.characters(), offset);
    }

    #[cold]
    #[inline(never)]
    fn judge_characters(&mut self, text: &'a Text<'a>, value: &str, offset: usize) {
        if text.zero == Some(value) || self.is_number_of_value(text, value) {
            return;
        }
        let span = (offset, self.scanner.pos);
        let length = value.chars().count() as u64;
        let found = |c: &Self| match text.sensitive {
            true => format!("a string of {length} characters"),
            false => c.describe(Kind::Text, span.0, span.1),
        };
        if !text.values.is_empty() && !text.values.contains(&value) {
            let expected = || format!("one of {}", list(text.values.iter().copied()));
            let said = |c: &Self| (expected().into(), found(c));
            self.note_scalar(&text.location, Code::Enum, span, said);
        }
        if length < text.min_length {
            let expected = || format!("at least {} characters", text.min_length);
            let said = |_: &Self| (expected().into(), length.to_string());
            self.note_scalar(&text.location, Code::MinLength, span, said);
        }
        if length > text.max_length {
            let expected = || format!("at most {} characters", text.max_length);
            let said = |_: &Self| (expected().into(), length.to_string());
            self.note_scalar(&text.location, Code::MaxLength, span, said);
        }
        // One finding for one mistake: a text of the wrong format seldom matches the pattern either.
        if let Some(format) = text.format
            && !format.admits(value)
        {
            let said = |c: &Self| (format.phrase().into(), found(c));
            self.note_scalar(&text.location, Code::Format, span, said);
        } else if let Some(pattern) = text.pattern {
            let expected = || format!("text that matches {}", pattern.source).into();
            match pattern.admits(value) {
                Some(true) => {}
                Some(false) => {
                    let said = |c: &Self| (expected(), found(c));
                    self.note_scalar(&text.location, Code::Pattern, span, said);
                }
                None => self.undecided(&text.location, span, expected),
            }
        }
    }

    /// Whether requests may name one of the values by its number, and this one does.
    fn is_number_of_value(&self, text: &'a Text<'a>, value: &str) -> bool {
        text.numbers
            && self.policy.direction == Direction::Request
            && value
                .parse::<usize>()
                .is_ok_and(|number| number < text.values.len())
    }

    /// A value that is not a string: in requests, some integers in strings may also be plain numbers.
    #[cold]
    #[inline(never)]
    fn other_than_text(&mut self, text: &'a Text<'a>) {
        let offset = self.scanner.pos;
        let number = matches!(self.scanner.peek(), Some(b'-' | b'0'..=b'9'));
        if number && text.numbers && self.policy.direction == Direction::Request {
            match self.scanner.number() {
                Ok(raw) => self.judge_characters(text, &String::from_utf8_lossy(raw.text), offset),
                Err(fault) => self.fail(fault),
            }
            return;
        }
        self.other_kind(&text.location, text.nullable, text.sensitive, "a string");
    }

    /// Notes what is wrong with a scalar: what was expected, and what is there.
    fn note_scalar(
        &mut self,
        location: &SchemaLocation<'a>,
        code: Code,
        (offset, end): (usize, usize),
        said: impl FnOnce(&Self) -> (Cow<'static, str>, String),
    ) {
        if self.on_trial(code) {
            return;
        }
        let (expected, found) = said(self);
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
}

impl Text<'_> {
    /// Whether these bytes mean "not set".
    #[inline(always)]
    fn is_zero(&self, bytes: &[u8]) -> bool {
        match self.zero {
            Some("") => bytes.is_empty(),
            Some(zero) => zero.as_bytes() == bytes,
            None => false,
        }
    }

    /// Whether a string without escapes is right beyond doubt.
    #[inline(always)]
    fn admits_raw(&self, bytes: &[u8]) -> bool {
        let is_listed = || self.values.iter().any(|value| value.as_bytes() == bytes);
        if !self.values.is_empty() && !is_listed() {
            return false;
        }
        if self.min_length > 0 || self.max_length < u64::MAX {
            // No more code points than bytes, no fewer than a quarter of them.
            let length = bytes.len() as u64;
            if length.div_ceil(4) < self.min_length || length > self.max_length {
                return false;
            }
        }
        if let Some(pattern) = self.pattern
            && pattern.admits_bytes(bytes) != Some(true)
        {
            return false;
        }
        match self.format {
            None => true,
            Some(format) => format.admits_bytes(bytes),
        }
    }
}
