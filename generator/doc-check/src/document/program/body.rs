//! Values of programs as what travels: JSON text, pairs of a form or query, plain text.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::lex::stand_in;
use super::value::Value;
use crate::document::text::{Mapped, Span};

/// What names stand for, as far as it is known.
pub(super) struct Names {
    values: BTreeMap<String, Value>,
    /// How many more values may be written: names that stand for names may be many more than the program is long.
    left: Cell<usize>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            left: Cell::new(MOST),
        }
    }
}

/// How often a name may stand for another.
const MAX_DEPTH: u32 = 24;
/// How many values the bodies of a program may have.
const MOST: usize = 100_000;

/// Functions and types that only wrap what they are given.
const WRAPPERS: [&str; 36] = [
    "URLSearchParams",
    "urlencode",
    "stringify",
    "dumps",
    "encode",
    "NewReader",
    "NewBuffer",
    "NewBufferString",
    "NewBufferBytes",
    "byte",
    "Marshal",
    "MarshalIndent",
    "URI",
    "URL",
    "create",
    "parse",
    "ofString",
    "to_string",
    "to_json",
    "generate",
    "json",
    "json_encode",
    "String",
    "from",
    "format",
    "dump",
    "Some",
    "Ok",
    "StringContent",
    "toRequestBody",
    "Uri",
    "string",
    "str",
    "JSON",
    "into",
    "Url",
];

impl Names {
    pub(super) fn set(&mut self, name: String, value: Value) {
        self.values.insert(name, value);
    }

    /// The names of texts that are URLs.
    pub(super) fn urls(&self) -> impl Iterator<Item = (String, Mapped)> {
        let texts = self.values.iter().filter_map(|(name, value)| {
            let text = self.text(self.resolve(value))?;
            Some((name.clone(), text.clone()))
        });
        texts.filter(|(_, text)| text.text().starts_with("http") && text.text().contains("://"))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// What a value is when names are followed and wrappers taken off.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        for _ in 0..MAX_DEPTH {
            let Value::Chain(links) = value else {
                return value;
            };
            let wrapped = links.iter().rev().find_map(|link| {
                let arguments = link.arguments.as_ref()?;
                let inside = match link.name.as_str() {
                    // OkHttp and Java name the media type first.
                    "create" | "ofString" if arguments.len() > 1 => arguments.iter().find(|it| {
                        let text = self.text(&it.value);
                        text.is_some_and(|text| text.text().trim_start().starts_with(['{', '[']))
                    }),
                    _ => arguments.first(),
                };
                WRAPPERS
                    .contains(&link.name.as_str())
                    .then_some(&inside?.value)
            });
            let named = || {
                let [only] = links.as_slice() else {
                    return None;
                };
                (only.arguments.is_none() && only.index.is_none())
                    .then(|| self.get(&only.name))
                    .flatten()
            };
            // `payload.clone()`, `body.to_string()`
            let owner = || {
                let first = links.first().filter(|_| links.len() > 1)?;
                (first.arguments.is_none())
                    .then(|| self.get(&first.name))
                    .flatten()
            };
            match wrapped.or_else(named).or_else(owner) {
                Some(next) if next != value => value = next,
                _ => return value,
            }
        }
        value
    }

    /// A text that is written as one, up to names in it.
    fn text<'v>(&self, value: &'v Value) -> Option<&'v Mapped> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A value as a text, a name as `{name}`.
    pub(super) fn plain(&self, value: &Value) -> Mapped {
        self.formatted(value).unwrap_or_else(|| self.bare(value))
    }

    fn bare(&self, value: &Value) -> Mapped {
        match self.resolve(value) {
            Value::Text(text) => self.filled(text),
            Value::Number(number) => number.clone(),
            other => {
                let mut text = Mapped::empty(other.span().start);
                let name = match other {
                    Value::Chain(links) => links.last().map_or("value", |link| &link.name),
                    _ => "value",
                };
                text.push_decoded(&stand_in(name), other.span());
                text
            }
        }
    }

    /// `fmt.Sprintf("%s/books/%d", base, id)`: the text with what is known in it.
    fn formatted(&self, value: &Value) -> Option<Mapped> {
        let mut value = value;
        let mut most = MAX_DEPTH;
        let links = loop {
            let Value::Chain(links) = value else {
                return None;
            };
            match links.as_slice() {
                [only] if only.arguments.is_none() => value = self.get(&only.name)?,
                links => break links,
            }
            most = most.checked_sub(1)?;
        };
        let last = links.last()?;
        let (format, given) = last.arguments.as_ref()?.split_first()?;
        let name = last.name.as_str();
        if given.is_empty() || !matches!(name, "Sprintf" | "format" | "Format" | "sprintf") {
            return None;
        }
        let text = self.text(&format.value)?;
        let mut out = Mapped::empty(text.source(0));
        let (whole, mut at) = (text.text(), 0);
        // Each looks through the rest of the text.
        const MOST_GIVEN: usize = 32;
        for argument in given.iter().take(MOST_GIVEN) {
            let rest = whole.get(at..)?;
            let marks = ["%s", "%d", "%v", "{}"].iter();
            let Some(mark) = marks.filter_map(|it| rest.find(it)).min() else {
                break;
            };
            out.append_part(text, at..at + mark);
            let span = text.span(at + mark..at + mark + 2);
            out.push_decoded(self.bare(&argument.value).text(), span);
            at += mark + 2;
        }
        out.append_part(text, at..whole.len());
        Some(out)
    }

    /// A text whose first `{name}` stands for a text that is known, as a base URL is: with that in its place.
    fn filled(&self, text: &Mapped) -> Mapped {
        let whole = text.text();
        let inside = whole
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'));
        let known = inside.and_then(|(name, rest)| match self.get(name)? {
            Value::Text(base) => Some((base, rest)),
            _ => None,
        });
        let Some((base, rest)) = known else {
            return text.clone();
        };
        let length = whole.len() - rest.len();
        let mut filled = Mapped::default();
        filled.push_decoded(base.text(), text.span(0..length));
        filled.append_part(text, length..whole.len());
        filled
    }

    /// A value as JSON.
    pub(super) fn json(&self, value: &Value) -> Mapped {
        let span = value.span();
        let mut out = Mapped::empty(span.start);
        self.write(value, &mut out, 0);
        out
    }

    fn write(&self, value: &Value, out: &mut Mapped, depth: u32) {
        let value = self.resolve(value);
        let span = value.span();
        let mark =
            |out: &mut Mapped, mark: &str, at: usize| out.push_decoded(mark, Span::new(at, at));
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if depth > MAX_DEPTH || left == 0 {
            return out.push_decoded("<value>", span);
        }
        match value {
            Value::Text(text) => quoted(text, out),
            Value::Number(number) => out.append(number),
            Value::List(_, items) => {
                mark(out, "[", span.start);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        mark(out, ", ", item.span().start);
                    }
                    self.write(item, out, depth + 1);
                }
                mark(out, "]", span.end);
            }
            Value::Object(_, pairs) => {
                mark(out, "{", span.start);
                for (index, (key, item)) in pairs.iter().enumerate() {
                    if index > 0 {
                        mark(out, ", ", key.span().start);
                    }
                    match key {
                        Value::Text(text) => quoted(text, out),
                        other => {
                            let name = other.name().unwrap_or_else(|| "...".to_owned());
                            let span = other.span();
                            mark(out, "\"", span.start);
                            match span.end - span.start == name.len() {
                                true => out.push(&name, span.start),
                                false => out.push_decoded(&name, span),
                            }
                            mark(out, "\"", span.end);
                        }
                    }
                    mark(out, ": ", item.span().start);
                    self.write(item, out, depth + 1);
                }
                mark(out, "}", span.end);
            }
            Value::Chain(_) | Value::Unknown(_) => {
                let word = match value.name().as_deref() {
                    Some("true" | "True" | "$true") => "true",
                    Some("false" | "False" | "$false") => "false",
                    Some("null" | "None" | "nil" | "undefined" | "$null") => "null",
                    _ => "<value>",
                };
                out.push_decoded(word, span);
            }
        }
    }
}

/// A text in the quotes of JSON.
fn quoted(text: &Mapped, out: &mut Mapped) {
    let span = text.whole();
    out.push_decoded("\"", Span::new(span.start, span.start));
    let whole = text.text();
    let mut at = 0;
    while let Some(rest) = whole.get(at..).filter(|rest| !rest.is_empty()) {
        let special = |c: char| matches!(c, '"' | '\\') || c.is_control();
        let plain = rest.find(special).unwrap_or(rest.len());
        out.append_part(text, at..at + plain);
        at += plain;
        let Some(next) = whole.get(at..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        let escaped = serde_json::to_string(&next.to_string()).unwrap_or_default();
        let inside = escaped
            .strip_prefix('"')
            .and_then(|it| it.strip_suffix('"'));
        out.push_decoded(inside.unwrap_or(" "), text.span(at..at + 1));
        at += next.len_utf8();
    }
    out.push_decoded("\"", Span::new(span.end, span.end));
}
