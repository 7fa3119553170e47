//! Walking a tree while knowing where one is.

use crate::json::Json;
use crate::pointer::Pointer;
use crate::source::{FileId, Span};
use crate::tree::{Entry, Mapping, Node, Number, Value};

/// Where something was written. Every node of the intermediate representation keeps one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The path inside the file.
    pub pointer: Pointer,
    /// The lines and columns.
    pub span: Span,
}

/// A node together with its place.
#[derive(Clone, Debug)]
pub struct At<'a> {
    /// The node.
    pub node: &'a Node,
    /// Its place; `origin.span` is the node's own span.
    pub origin: Origin,
    /// Where its key stands, if it is the value of one.
    key: Option<Span>,
}

impl<'a> At<'a> {
    /// The root of a file.
    #[must_use]
    pub fn root(file: FileId, node: &'a Node) -> Self {
        Self::new(file, Pointer::root(), node, None)
    }

    fn new(file: FileId, pointer: Pointer, node: &'a Node, key: Option<Span>) -> Self {
        Self {
            node,
            origin: Origin {
                file,
                pointer,
                span: node.span,
            },
            key,
        }
    }

    fn value_of(&self, entry: &'a Entry) -> Self {
        let pointer = self.origin.pointer.child(&entry.key);
        Self::new(
            self.origin.file,
            pointer,
            &entry.value,
            Some(entry.key_span),
        )
    }

    fn element(&self, index: usize, node: &'a Node) -> Self {
        Self::new(
            self.origin.file,
            self.origin.pointer.index(index),
            node,
            None,
        )
    }

    /// The place with the span of the key, for what is to be said about the value as a whole: an
    /// object's own span starts at its first key. The value's own span if it has no key.
    #[must_use]
    pub fn name_origin(&self) -> Origin {
        Origin {
            span: self.key.unwrap_or(self.origin.span),
            ..self.origin.clone()
        }
    }

    /// The mapping, if this is one.
    #[must_use]
    pub fn mapping(&self) -> Option<&'a Mapping> {
        match &self.node.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The value under `key`, if this is a mapping that has the key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        self.mapping()?.get(key).map(|entry| self.value_of(entry))
    }

    /// Where `key` itself stands, if this is a mapping that has it.
    #[must_use]
    pub fn key_span(&self, key: &str) -> Option<Span> {
        Some(self.mapping()?.get(key)?.key_span)
    }

    /// The place of a key: the pointer of the value with the span of the key.
    #[must_use]
    pub fn key_origin(&self, key: &str) -> Option<Origin> {
        let span = self.key_span(key)?;
        Some(Origin {
            file: self.origin.file,
            pointer: self.origin.pointer.child(key),
            span,
        })
    }

    /// Keys and values in the order in which they are written; nothing if this is no mapping.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, At<'a>)> + use<'a> {
        let this = self.clone();
        let entries: &'a [Entry] = self.mapping().map_or(&[], Mapping::as_slice);
        entries
            .iter()
            .map(move |entry| (entry.key.as_str(), this.value_of(entry)))
    }

    /// The elements; nothing if this is no sequence.
    pub fn items(&self) -> impl Iterator<Item = At<'a>> + use<'a> {
        let this = self.clone();
        let items: &'a [Node] = match &self.node.value {
            Value::Sequence(items) => items,
            _ => &[],
        };
        items
            .iter()
            .enumerate()
            .map(move |(index, node)| this.element(index, node))
    }

    /// The value that `pointer` leads to, counted from here.
    #[must_use]
    pub fn descend(&self, pointer: &Pointer) -> Option<Self> {
        let mut found = (self.node, self.key);
        for segment in pointer.segments() {
            found = step_into(found.0, &segment)?;
        }
        let (node, key) = found;
        let pointer = self.origin.pointer.join(pointer);
        Some(Self::new(self.origin.file, pointer, node, key))
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        match &self.node.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text, also of a number or a boolean that stands where a text should: `version: 1.0`.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match &self.node.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The value, if this is a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.node.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value, if this is a whole number in the range of `u64`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.number()?.as_u64()
    }

    /// The value, if this is a number.
    #[must_use]
    pub fn number(&self) -> Option<&'a Number> {
        match &self.node.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether this is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.node.value, Value::Null)
    }

    /// The value without positions.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::from(self.node)
    }
}

/// The value behind one step from a node, and where its key stands.
fn step_into<'a>(node: &'a Node, segment: &str) -> Option<(&'a Node, Option<Span>)> {
    match &node.value {
        Value::Sequence(items) => {
            // RFC 6901, section 4: digits without leading zeros.
            let index: usize = segment.parse().ok()?;
            let node = items.get(index)?;
            (index.to_string() == segment).then_some((node, None))
        }
        Value::Mapping(mapping) => {
            let entry = mapping.get(segment)?;
            Some((&entry.value, Some(entry.key_span)))
        }
        _ => None,
    }
}
