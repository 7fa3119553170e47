//! YAML text to tree: the part of YAML 1.2 that says the same as JSON, with positions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, StrInput, Tag};

use super::scalar::{self, Plain};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Position, Sources, Span};
use crate::tree::{Entry, Mapping, Node, Value};

/// How deep values may be nested. Whoever walks a tree may recurse this deep.
pub const MAX_DEPTH: usize = 200;

/// How many values the anchors of one file may hold, and its aliases repeat. A few lines of
/// aliases to aliases would otherwise fill the memory.
pub const MAX_ALIASED: usize = 200_000;

/// Reads one file. What cannot be read is reported, and `None` if nothing sensible is left.
pub(super) fn parse(
    sources: &Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let mut builder = Builder {
        sources,
        file,
        stack: Vec::new(),
        anchors: BTreeMap::new(),
        aliased: 0,
        root: None,
        diagnostics,
    };
    let mut parser = Parser::new_from_str(sources.text(file));
    builder.run(&mut parser)?;
    Some(builder.root.map_or_else(|| empty(file), |built| built.node))
}

fn empty(file: FileId) -> Node {
    Node {
        value: Value::Null,
        span: Span::start_of(file),
    }
}

/// A finished value.
#[derive(Clone)]
struct Built {
    node: Node,
    /// How many values it holds, itself included.
    size: usize,
    /// How deep it is nested: 1 for a scalar.
    height: usize,
}

/// A collection whose end has not been read.
struct Frame {
    items: Items,
    /// The id of its anchor, 0 for none.
    anchor: usize,
    span: Span,
    size: usize,
    height: usize,
}

enum Items {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        key: Option<Key>,
    },
}

/// A key that waits for its value. `None` if it was reported as unusable.
struct Key(Option<(String, Span)>);

struct Builder<'a> {
    sources: &'a Sources,
    file: FileId,
    stack: Vec<Frame>,
    anchors: BTreeMap<usize, Built>,
    aliased: usize,
    root: Option<Built>,
    diagnostics: &'a mut Diagnostics,
}

impl Builder<'_> {
    /// Takes all events. `None` if reading had to stop early; the reason is reported.
    fn run(&mut self, parser: &mut Parser<'_, StrInput<'_>>) -> Option<()> {
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => self.event(event, self.span(span))?,
                Err(error) => {
                    self.syntax_error(&error);
                    return None;
                }
            }
        }
        Some(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag, span);
                self.scalar(&text, style, anchor, span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag, span);
                self.open(Items::Sequence(Vec::new()), anchor, span)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag, span);
                self.open(
                    Items::Mapping {
                        entries: Vec::new(),
                        key: None,
                    },
                    anchor,
                    span,
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::DocumentStart(_) if self.root.is_some() => {
                let message = "a file holds one document, a second one starts here";
                self.report(
                    Code::BadYamlFeature,
                    span,
                    message,
                    "move it to a file of its own",
                );
                None
            }
            Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::StreamStart
            | Event::StreamEnd
            | Event::Nothing => Some(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, span: Span) -> Option<()> {
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

    fn plain(&mut self, text: &str, span: Span) -> Value {
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
    fn key(&mut self, text: &str, style: ScalarStyle, span: Span) -> Option<String> {
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
            _ => {
                let message = format!("the key `{text}` is not a string");
                self.report(
                    Code::NonStringKey,
                    span,
                    message,
                    format!("put it in quotes: '{text}'"),
                );
                None
            }
        }
    }

    fn expects_key(&self) -> bool {
        let items = self.stack.last().map(|frame| &frame.items);
        matches!(items, Some(Items::Mapping { key: None, .. }))
    }

    fn set_key(&mut self, key: Option<(String, Span)>, anchor: usize, span: Span) -> Option<()> {
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

    fn open(&mut self, items: Items, anchor: usize, span: Span) -> Option<()> {
        if self.stack.len() >= MAX_DEPTH {
            return self.too_deep(span);
        }
        self.stack.push(Frame {
            items,
            anchor,
            span,
            size: 1,
            height: 1,
        });
        Some(())
    }

    fn close(&mut self, end: Span) -> Option<()> {
        let mut frame = self.stack.pop()?;
        // The end of a block collection is reported at the start of what follows it, and is empty.
        if end.start != end.end || frame.span.start == frame.span.end && frame.size == 1 {
            frame.span.end = end.end.max(frame.span.end);
        }
        let value = match frame.items {
            Items::Sequence(items) => Value::Sequence(items),
            Items::Mapping { entries, .. } => {
                let (mapping, repeated) = Mapping::new(entries);
                self.report_repeated(&mapping, &repeated);
                Value::Mapping(mapping)
            }
        };
        let node = Node {
            value,
            span: frame.span,
        };
        let built = Built {
            node,
            size: frame.size,
            height: frame.height,
        };
        if self.expects_key() {
            let message = "a key is not a string";
            self.report(
                Code::NonStringKey,
                built.node.span,
                message,
                "JSON has only strings as keys",
            );
            return self.set_key(None, 0, frame.span);
        }
        self.finish(built, frame.anchor)
    }

    fn report_repeated(&mut self, mapping: &Mapping, repeated: &[Entry]) {
        for entry in repeated {
            let message = format!("the key `{}` stands twice in this object", entry.key);
            let mut diagnostic = Diagnostic::at(Code::DuplicateKey, entry.key_span, message)
                .help("remove one of the two");
            if let Some(first) = mapping.get(&entry.key) {
                diagnostic = diagnostic.label(first.key_span, "the first one");
            }
            self.diagnostics.push(diagnostic);
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Option<()> {
        let Some(mut built) = self.anchors.get(&id).cloned() else {
            let message = "an alias stands inside the value that it repeats";
            self.report(
                Code::BadYamlFeature,
                span,
                message,
                "use `$ref` for recursion",
            );
            return None;
        };
        if self.stack.len() + built.height > MAX_DEPTH {
            return self.too_deep(span);
        }
        self.charge(built.size, span)?;
        // Messages about the repeated value as a whole point to where it is repeated.
        built.node.span = span;
        if self.expects_key() {
            let key = match built.node.value {
                Value::String(text) => Some((text, span)),
                _ => {
                    let message = "a key is not a string";
                    self.report(
                        Code::NonStringKey,
                        span,
                        message,
                        "JSON has only strings as keys",
                    );
                    None
                }
            };
            return self.set_key(key, 0, span);
        }
        self.finish(built, 0)
    }

    /// Puts a finished value where it belongs.
    fn finish(&mut self, built: Built, anchor: usize) -> Option<()> {
        if anchor > 0 {
            self.remember(anchor, &built)?;
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(built);
            return Some(());
        };
        frame.size = frame.size.saturating_add(built.size);
        frame.height = frame.height.max(built.height + 1);
        frame.span.end = frame.span.end.max(built.node.span.end);
        match &mut frame.items {
            Items::Sequence(items) => items.push(built.node),
            Items::Mapping { entries, key } => {
                if let Some(Key(Some((key, key_span)))) = key.take() {
                    entries.push(Entry {
                        key,
                        key_span,
                        value: built.node,
                    });
                }
            }
        }
        Some(())
    }

    fn remember(&mut self, anchor: usize, built: &Built) -> Option<()> {
        self.charge(built.size, built.node.span)?;
        self.anchors.insert(anchor, built.clone());
        Some(())
    }

    fn charge(&mut self, size: usize, span: Span) -> Option<()> {
        self.aliased = self.aliased.saturating_add(size);
        if self.aliased > MAX_ALIASED {
            let message = format!("anchors and aliases repeat more than {MAX_ALIASED} values");
            self.report(
                Code::TooManyAliases,
                span,
                message,
                "use `$ref` instead of aliases",
            );
            return None;
        }
        Some(())
    }

    fn too_deep(&mut self, span: Span) -> Option<()> {
        let message = format!("values are nested more than {MAX_DEPTH} levels deep");
        self.report(
            Code::TooDeep,
            span,
            message,
            "give inner schemas a name and refer to them",
        );
        None
    }

    fn refuse_tag(&mut self, tag: Option<Cow<'_, Tag>>, span: Span) {
        if let Some(tag) = tag {
            let name = if tag.is_yaml_core_schema() {
                format!("!!{}", tag.suffix)
            } else {
                format!("{}{}", tag.handle, tag.suffix)
            };
            let message = format!("the tag `{name}` has no counterpart in JSON");
            self.report(
                Code::BadYamlFeature,
                span,
                message,
                "remove it; put texts in quotes",
            );
        }
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let start = position(*error.marker());
        let span = Span {
            file: self.file,
            start,
            end: start,
        };
        let mut diagnostic = Diagnostic::at(Code::BadYaml, span, error.info());
        if let Some(help) = syntax_help(error.info()) {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::at(code, span, message).help(help));
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span {
            file: self.file,
            start: position(span.start),
            end: position(span.end),
        }
    }

    /// A block scalar reaches to the start of what follows it: this takes the empty lines back.
    fn without_blank_end(&self, span: Span) -> Span {
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
    fn indentation(&self, line: u32) -> u32 {
        let text = self.sources.line(self.file, line).unwrap_or_default();
        let spaces = text.len() - text.trim_start_matches(' ').len();
        u32::try_from(spaces).unwrap_or(u32::MAX).saturating_add(1)
    }
}

fn position(marker: Marker) -> Position {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Position {
        line: number(marker.line()),
        column: number(marker.col().saturating_add(1)),
    }
}

/// What to do about the syntax errors that people make most.
fn syntax_help(info: &str) -> Option<&'static str> {
    [
        ("tab", "indent with spaces: YAML forbids tabs there"),
        (
            "mapping values are not allowed",
            "put a text that holds `: ` in quotes",
        ),
        (
            "simple key",
            "a key needs a colon, and the indentation of its neighbours",
        ),
        (
            "unknown anchor",
            "an alias repeats an anchor that stands before it",
        ),
        (
            "escape",
            "in double quotes a backslash starts an escape; use single quotes for patterns",
        ),
        (
            "recursion limit",
            "give inner schemas a name and refer to them",
        ),
    ]
    .into_iter()
    .find_map(|(part, help)| info.contains(part).then_some(help))
}
