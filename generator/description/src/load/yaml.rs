//! YAML text to tree: the part of YAML 1.2 that says the same as JSON, with positions.

mod colons;
mod complaints;
mod foreign;
mod scalars;
mod shallow;
mod surrogates;
mod tags;

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScanError, StrInput};

use crate::diagnostic::{Code, Diagnostics};
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
    let text = match sources.path(file).ends_with(".json") {
        true => surrogates::joined(sources.text(file)),
        false => Cow::Borrowed(sources.text(file)),
    };
    let mut builder = Builder::new(sources, file, diagnostics);
    let root = match builder.run(&text) {
        // The parser takes it for the end.
        Ok(_) if text.contains('\0') => {
            let diagnostic = builder.control_character(&text);
            builder.diagnostics.extend(diagnostic);
            return None;
        }
        Ok(root) => root?,
        Err(error) => match again(sources, file, &text, &error, builder.diagnostics) {
            Some(root) => root,
            None => {
                builder.syntax_error(&text, &error);
                return None;
            }
        },
    };
    Some(root.map_or_else(|| empty(file), |built| built.node))
}

/// Reads the text with lines moved that stand too far to the left, if that is what is wrong with it.
fn again(
    sources: &Sources,
    file: FileId,
    text: &str,
    error: &ScanError,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Built>> {
    if !error.info().starts_with("invalid indentation") {
        return None;
    }
    let (text, moved) = shallow::moved(text)?;
    let mut said = Diagnostics::new();
    let mut builder = Builder::new(sources, file, &mut said);
    builder.moved = moved;
    let root = builder.run(&text).ok()??;
    if !builder.moved.is_confirmed() {
        return None;
    }
    builder.report_moved();
    diagnostics.extend(said.into_sorted());
    Some(root)
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
    /// Whether a comment of another language was looked for: lines may be long.
    has_looked: bool,
    /// Lines that were moved before the text was read.
    moved: shallow::Moved,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Builder<'a> {
    fn new(sources: &'a Sources, file: FileId, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            sources,
            file,
            stack: Vec::new(),
            anchors: BTreeMap::new(),
            aliased: 0,
            root: None,
            has_looked: false,
            moved: shallow::Moved::default(),
            diagnostics,
        }
    }

    /// Takes all events; the root, if there is any. `None` if reading had to stop early; the reason is reported.
    ///
    /// # Errors
    /// What the parser complains of, which is not reported.
    fn run(&mut self, text: &str) -> Result<Option<Option<Built>>, ScanError> {
        let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event?;
            let span = self.span(span);
            if self.event(event, span).is_none() {
                return Ok(None);
            }
        }
        Ok(Some(self.root.take()))
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = self.tagged(&text, style, tag, span);
                self.foreign_comment(&text, style, span)?;
                if shallow::is_quoted(style) {
                    self.moved.confirm(span);
                }
                self.scalar(&text, style, anchor, span)
            }
            Event::SequenceStart(anchor, tag) => {
                self.expect_tag(tag, "seq", span);
                self.open(Items::Sequence(Vec::new()), anchor, span)
            }
            Event::MappingStart(anchor, tag) => {
                self.expect_tag(tag, "map", span);
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

    fn expects_key(&self) -> bool {
        let items = self.stack.last().map(|frame| &frame.items);
        matches!(items, Some(Items::Mapping { key: None, .. }))
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
        // The end of a collection in brackets is its bracket.
        if end.start != end.end {
            self.moved.confirm(Span {
                start: frame.span.start,
                ..end
            });
        }
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

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span {
            file: self.file,
            start: self.moved.back(position(span.start)),
            end: self.moved.back(position(span.end)),
        }
    }
}

fn position(marker: Marker) -> Position {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    Position {
        line: number(marker.line()),
        column: number(marker.col().saturating_add(1)),
    }
}
