//! Scalars and keys: what they stand for, and how far they reach.

use saphyr_parser::ScalarStyle;

use super::super::scalar::{self, Plain};
use super::{Builder, Built, Frame, Items, Key};
use crate::diagnostic::Code;
use crate::source::{Position, Span};
use crate::tree::{Node, Value};

impl Builder<'_> {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        span: Span,
    ) -> Option<()> {
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.without_blank_end(span),
            _ => span,
        };
        if self.expects_key() {
            let key = self.key(text, style, span);
            return self.set_key(key.map(|text| (text, span)), anchor, span);
        }
        let value = match style {
            ScalarStyle::Plain => self.plain(text, span),
            _ => Value::String(text.to_owned()),
        };
        self.finish(
            Built {
                node: Node { value, span },
                size: 1,
                height: 1,
            },
            anchor,
        )
    }

    pub(super) fn plain(&mut self, text: &str, span: Span) -> Value {
        match scalar::resolve(text) {
            Plain::Null => Value::Null,
            Plain::Bool(value) => Value::Bool(value),
            Plain::Number(number) => Value::Number(number),
            Plain::String => Value::String(text.to_owned()),
            Plain::Disputed(number) => {
                let message =
                    format!("`{text}` is read as {number}; other YAML readers see a text");
                let help = format!("write {number}, or '{text}' in quotes if a text is meant");
                self.report(Code::AmbiguousScalar, span, message, help);
                Value::Number(number)
            }
            Plain::NotInJson => {
                let message = format!("JSON cannot write the number `{text}`");
                self.report(Code::BadYamlFeature, span, message, "put a text in quotes");
                Value::Null
            }
        }
    }

    /// The text of a key. JSON has only strings as keys; decimal integers without quotes are taken
    /// by their digits, because status codes (`200:`) are usually written so.
    pub(super) fn key(&mut self, text: &str, style: ScalarStyle, span: Span) -> Option<String> {
        let plain = match style {
            ScalarStyle::Plain => scalar::resolve(text),
            _ => Plain::String,
        };
        match plain {
            Plain::String if text == "<<" && style == ScalarStyle::Plain => {
                let message = "merge keys are not part of YAML 1.2";
                self.report(
                    Code::BadYamlFeature,
                    span,
                    message,
                    "repeat the keys, or use `$ref`",
                );
                None
            }
            Plain::String => Some(text.to_owned()),
            Plain::Number(number) if number.as_str() == text && number.as_i64().is_some() => {
                Some(text.to_owned())
            }
            // Nothing, without quotes.
            _ if text.is_empty() => {
                let message = "a key is not a string";
                let help = "write the key before the colon";
                self.report(Code::NonStringKey, span, message, help);
                None
            }
            _ => {
                let message = format!("the key `{text}` is taken for the text that stands there");
                let help = format!("put it in quotes: '{text}'");
                self.report(Code::AmbiguousScalar, span, message, help);
                Some(text.to_owned())
            }
        }
    }

    pub(super) fn set_key(
        &mut self,
        key: Option<(String, Span)>,
        anchor: usize,
        span: Span,
    ) -> Option<()> {
        if let (Some((text, _)), true) = (&key, anchor > 0) {
            let node = Node {
                value: Value::String(text.clone()),
                span,
            };
            self.remember(
                anchor,
                &Built {
                    node,
                    size: 1,
                    height: 1,
                },
            )?;
        }
        if let Some(Frame {
            items: Items::Mapping { key: slot, .. },
            span: whole,
            ..
        }) = self.stack.last_mut()
        {
            *slot = Some(Key(key));
            whole.end = span.end;
        }
        Some(())
    }

    /// A block scalar reaches to the start of what follows it: this takes the empty lines back.
    pub(super) fn without_blank_end(&self, span: Span) -> Span {
        let mut line = span.end.line;
        // The end stands in the indentation of the following line, which is not a part of it.
        let mut blank = span.end.column <= self.indentation(line);
        while blank && line > span.start.line {
            line -= 1;
            blank = self
                .sources
                .line(self.file, line)
                .is_none_or(|text| text.trim().is_empty());
        }
        if line == span.end.line {
            return span;
        }
        let length = self
            .sources
            .line(self.file, line)
            .map_or(0, |text| text.chars().count());
        let column = u32::try_from(length).unwrap_or(u32::MAX).saturating_add(1);
        Span {
            end: Position { line, column },
            ..span
        }
    }

    /// The column of the first character of a line that is not a space.
    pub(super) fn indentation(&self, line: u32) -> u32 {
        let text = self.sources.line(self.file, line).unwrap_or_default();
        let spaces = text.len() - text.trim_start_matches(' ').len();
        u32::try_from(spaces).unwrap_or(u32::MAX).saturating_add(1)
    }
}
