//! Whole values, for the few checks that compare them: `enum` of any kind, `uniqueItems`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::number::Decimal;
use crate::registry::wire::quote;
use crate::scan::{Kind, Scanner};

/// A value that stands in a description.
#[derive(Clone, Copy, Debug)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, as JSON writes it
    Number(&'a str),
    /// A string
    Text(&'a str),
    /// An array
    Array(&'a [Json<'a>]),
    /// An object
    Object(&'a [(&'a str, Json<'a>)]),
}

impl<'a> Json<'a> {
    fn value(&self) -> Value<'a> {
        match *self {
            Json::Null => Value::Null,
            Json::Boolean(value) => Value::Boolean(value),
            Json::Number(text) => Value::Number(text.as_bytes()),
            Json::Text(text) => Value::Text(Cow::Borrowed(text)),
            Json::Array(items) => Value::Array(items.iter().map(Json::value).collect()),
            Json::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(name, value)| (Cow::Borrowed(*name), value.value()))
                    .collect(),
            ),
        }
    }

    /// Its text in JSON, if it is neither an array nor an object.
    pub(crate) fn scalar(&self) -> Option<String> {
        match *self {
            Json::Null => Some("null".to_owned()),
            Json::Boolean(value) => Some(value.to_string()),
            Json::Number(text) => Some(text.to_owned()),
            Json::Text(text) => Some(quote(text)),
            Json::Array(_) | Json::Object(_) => None,
        }
    }

    /// Whether a value that begins with this byte may equal this one.
    pub(crate) fn may_begin_with(&self, byte: u8) -> bool {
        match self {
            Json::Null => byte == b'n',
            Json::Boolean(value) => byte == if *value { b't' } else { b'f' },
            Json::Number(_) => matches!(byte, b'-' | b'0'..=b'9'),
            Json::Text(_) => byte == b'"',
            Json::Array(_) => byte == b'[',
            Json::Object(_) => byte == b'{',
        }
    }

    /// Whether a value equals this one; numbers by value, objects whatever the order.
    pub(crate) fn equals(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Json::Text(listed), Value::Text(text)) => listed == text,
            _ => self.value().order(value) == Ordering::Equal,
        }
    }
}

/// A value that stands in a text.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Number(&'a [u8]),
    Text(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    Object(BTreeMap<Cow<'a, str>, Value<'a>>),
}

impl<'a> Value<'a> {
    /// Reads the value at an offset, which has been read before: it is JSON and not too deep.
    pub(crate) fn read(bytes: &'a [u8], offset: usize) -> Self {
        let mut scanner = Scanner::new(bytes);
        scanner.pos = offset;
        Self::next(&mut scanner).unwrap_or(Value::Null)
    }

    fn next(scanner: &mut Scanner<'a>) -> Option<Self> {
        scanner.white_space();
        let kind = scanner.kind().ok()?;
        Some(match kind {
            Kind::Null => {
                scanner.skip_scalar(kind).ok()?;
                Value::Null
            }
            Kind::Boolean => {
                let value = scanner.peek() == Some(b't');
                scanner.skip_scalar(kind).ok()?;
                Value::Boolean(value)
            }
            Kind::Number => Value::Number(scanner.number().ok()?.text),
            Kind::Text => Value::Text(scanner.string().ok()?.characters()),
            Kind::Array => {
                let mut items = Vec::new();
                while Self::more(scanner, b']') {
                    items.push(Self::next(scanner)?);
                }
                Value::Array(items)
            }
            Kind::Object => {
                let mut members = BTreeMap::new();
                while Self::more(scanner, b'}') {
                    let name = scanner.name().ok()?.characters();
                    members.insert(name, Self::next(scanner)?);
                }
                Value::Object(members)
            }
        })
    }

    /// Passes the opening bracket or a comma; false past the closing one.
    fn more(scanner: &mut Scanner<'a>, close: u8) -> bool {
        scanner.white_space();
        let closed = |scanner: &Scanner<'_>| scanner.peek().is_none_or(|byte| byte == close);
        if !closed(scanner) {
            scanner.pos += 1;
            scanner.white_space();
        }
        if closed(scanner) {
            scanner.pos += 1;
            return false;
        }
        true
    }

    fn rank(&self) -> u8 {
        match self {
            Value::Null => 0,
            Value::Boolean(_) => 1,
            Value::Number(_) => 2,
            Value::Text(_) => 3,
            Value::Array(_) => 4,
            Value::Object(_) => 5,
        }
    }

    /// A total order; equal means equal for JSON Schema.
    pub(crate) fn order(&self, other: &Value<'_>) -> Ordering {
        match (self, other) {
            (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
            (Value::Number(a), Value::Number(b)) => Decimal::new(a).compare(&Decimal::new(b)),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Array(a), Value::Array(b)) => {
                let mut items = a.iter().zip(b).map(|(a, b)| a.order(b));
                items
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            (Value::Object(a), Value::Object(b)) => {
                let mut members = a.iter().zip(b).map(|((name, value), (other_name, other))| {
                    name.cmp(other_name).then_with(|| value.order(other))
                });
                members
                    .find(|order| order.is_ne())
                    .unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }
}
