//! JSON values with exact numbers and ordered keys, and how they are written.

use std::fmt::{self, Write};

use crate::source::Span;
use crate::tree::{Node, Number, Value};
use trueup_text::hidden::is_hidden;

/// A JSON value. Keys keep the order in which they were written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, with its exact digits.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member `key`, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The same value, as all that are equal to it are written here: numbers are equal by value, objects whatever the
    /// order of their members (JSON Schema 2020-12, section 4.2.2).
    #[must_use]
    pub fn normal(&self) -> Self {
        match self {
            Self::Number(number) => Self::Number(number.normal()),
            Self::Array(items) => Self::Array(items.iter().map(Self::normal).collect()),
            Self::Object(members) => {
                let members = members.iter();
                let mut members: Vec<_> = members
                    .map(|(name, value)| (name.clone(), value.normal()))
                    .collect();
                members.sort();
                Self::Object(members)
            }
            Self::Null | Self::Bool(_) | Self::String(_) => self.clone(),
        }
    }

    /// What kind of value this is, for messages: `a string`, `an object`, …
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(number) if number.is_integer() => "an integer",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl From<&Node> for Json {
    fn from(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::String(text.clone()),
            Value::Sequence(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Mapping(mapping) => {
                let member =
                    |entry: &crate::tree::Entry| (entry.key.clone(), Self::from(&entry.value));
                Self::Object(mapping.iter().map(member).collect())
            }
        }
    }
}

/// Writes the value without any white space; by `{:#}` indented, two spaces a level.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return write_indented(f, self, 0);
        }
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::String(text) => write_string(f, text),
            Self::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write!(f, "{item}")?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    write_string(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

fn write_indented(f: &mut fmt::Formatter<'_>, value: &Json, depth: usize) -> fmt::Result {
    let line = |f: &mut fmt::Formatter<'_>, index: usize| {
        f.write_str(if index > 0 { ",\n" } else { "\n" })?;
        f.write_str(&"  ".repeat(depth + 1))
    };
    let end = "  ".repeat(depth);
    match value {
        Json::Array(items) if !items.is_empty() => {
            f.write_char('[')?;
            for (index, item) in items.iter().enumerate() {
                line(f, index)?;
                write_indented(f, item, depth + 1)?;
            }
            write!(f, "\n{end}]")
        }
        Json::Object(members) if !members.is_empty() => {
            f.write_char('{')?;
            for (index, (key, value)) in members.iter().enumerate() {
                line(f, index)?;
                write_string(f, key)?;
                f.write_str(": ")?;
                write_indented(f, value, depth + 1)?;
            }
            write!(f, "\n{end}}}")
        }
        plain => write!(f, "{plain}"),
    }
}

/// A node written as indented JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pretty {
    /// The JSON text: two spaces a level, no line break at the end.
    pub text: String,
    /// Every value of the text: the byte offset of its first character in `text`, and where it
    /// stands in the source. Sorted by offset.
    pub positions: Vec<(usize, Span)>,
}

impl Pretty {
    /// Writes `node` as indented JSON.
    #[must_use]
    pub fn new(node: &Node) -> Self {
        let mut pretty = Self {
            text: String::new(),
            positions: Vec::new(),
        };
        pretty.value(node, 0);
        pretty
    }

    fn value(&mut self, node: &Node, depth: usize) {
        self.positions.push((self.text.len(), node.span));
        match &node.value {
            Value::Sequence(items) if items.is_empty() => self.text.push_str("[]"),
            Value::Mapping(mapping) if mapping.is_empty() => self.text.push_str("{}"),
            Value::Sequence(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.line(index, depth + 1);
                    self.value(item, depth + 1);
                }
                self.end(']', depth);
            }
            Value::Mapping(mapping) => {
                self.text.push('{');
                for (index, entry) in mapping.iter().enumerate() {
                    self.line(index, depth + 1);
                    self.push(&Json::String(entry.key.clone()));
                    self.text.push_str(": ");
                    self.value(&entry.value, depth + 1);
                }
                self.end('}', depth);
            }
            _ => self.push(&Json::from(node)),
        }
    }

    fn push(&mut self, scalar: &Json) {
        self.text.push_str(&scalar.to_string());
    }

    fn line(&mut self, index: usize, depth: usize) {
        self.text.push_str(if index > 0 { ",\n" } else { "\n" });
        self.indent(depth);
    }

    fn end(&mut self, bracket: char, depth: usize) {
        self.text.push('\n');
        self.indent(depth);
        self.text.push(bracket);
    }

    fn indent(&mut self, depth: usize) {
        self.text.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Writes a JSON string (RFC 8259, section 7), escaping only what must be escaped, and what could not be seen.
fn write_string(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            hidden if is_hidden(hidden) => {
                let mut escape = String::new();
                trueup_text::json::push(&mut escape, hidden);
                f.write_str(&escape)?;
            }
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}
