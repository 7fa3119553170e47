//! Expressions of programs, as far as a call is made of them: texts, numbers, objects, lists, chains of names and calls.
//!
//! Nothing is executed. What cannot be read is unknown, and stands for any value.

use super::lex::stand_in;
use crate::document::text::{Mapped, Span};

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(Mapped),
    /// A number, as it is written.
    Number(Mapped),
    Object(Span, Vec<(Value, Value)>),
    List(Span, Vec<Value>),
    /// `a.b(c).d`
    Chain(Vec<Link>),
    Unknown(Span),
}

/// A name in a chain, what it is called with, and what is taken of it in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) arguments: Option<Vec<Argument>>,
    pub(super) index: Option<Box<Value>>,
}

/// An argument, which may have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) name: Option<String>,
    pub(super) value: Value,
}

impl Value {
    /// Where it stands, from its beginning on.
    pub(super) fn span(&self) -> Span {
        match self {
            Value::Text(text) | Value::Number(text) => text.whole(),
            Value::Unknown(span) | Value::Object(span, _) | Value::List(span, _) => *span,
            Value::Chain(links) => match (links.first(), links.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => Span::default(),
            },
        }
    }
}

impl Value {
    /// The name that an expression is: that of a variable, or the text of a key.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.text().to_owned()),
            Value::Chain(links) => match links.as_slice() {
                [.., last] if last.arguments.is_none() && last.index.is_none() => {
                    Some(last.name.clone())
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Two texts as one; what is no text stands in it as `{name}`.
pub(super) fn joined(first: Value, second: Value) -> Value {
    if !matches!((&first, &second), (Value::Text(_), _) | (_, Value::Text(_))) {
        return Value::Unknown(first.span().to(second.span()));
    }
    let mut text = Mapped::empty(first.span().start);
    for part in [first, second] {
        match part {
            Value::Text(part) | Value::Number(part) => text.append(&part),
            other => {
                let name = match &other {
                    Value::Chain(links) => {
                        links.last().map_or("value", |link| &link.name).to_owned()
                    }
                    _ => "value".to_owned(),
                };
                text.push_decoded(&stand_in(&name), other.span());
            }
        }
    }
    Value::Text(text)
}
