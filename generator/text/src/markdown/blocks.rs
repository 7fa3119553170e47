//! A description as blocks.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::code::{fence, known};
use super::inline::{Inline, Place};
use super::{Markdown, events};

/// How many lists and quotes are opened within each other; what is deeper stands in the deepest one.
const DEEPEST: usize = 8;

/// The description, written anew.
pub(super) fn written(text: &str) -> Markdown {
    let mut blocks = Blocks::default();
    for event in events(text) {
        blocks.event(event);
    }
    blocks.flush_tight();
    let blocks = blocks.written;
    Markdown {
        text: blocks.text.trim_end().to_owned(),
        first: blocks.first,
        open: blocks.open,
    }
}

impl Default for Inline {
    fn default() -> Self {
        Self::new(Place::Block)
    }
}

#[derive(Default)]
struct Blocks {
    written: Written,
    inline: Inline,
    lists: Vec<Option<u64>>,
    /// The block of code that is open: its info string and its text.
    code: Option<(String, String)>,
    table: Option<Table>,
}

/// The table that is open.
struct Table {
    alignments: Vec<Alignment>,
    cells: Vec<String>,
}

impl Blocks {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.inline.text(&text),
            },
            Event::Code(text) => self.inline.code(&text),
            Event::InlineHtml(text) => self.inline.text(&text),
            Event::Html(text) => {
                for line in text.split_inclusive('\n') {
                    self.inline.text(line.trim_end());
                    if line.ends_with('\n') {
                        self.inline.soft_break();
                    }
                }
            }
            Event::FootnoteReference(label) => self.inline.text(&format!("[^{label}]")),
            Event::SoftBreak => self.inline.soft_break(),
            Event::HardBreak => self.inline.hard_break(),
            Event::Rule => {
                self.flush_tight();
                self.written.block("***", Form::Other);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {
                return self.inline.start(tag);
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => return,
            _ => self.flush_tight(),
        }
        match tag {
            Tag::Heading { .. } => self.inline.all_bold(),
            Tag::BlockQuote(_) => self.written.open("> ".to_owned(), "> "),
            Tag::List(start) => self.lists.push(start),
            Tag::Item => {
                let marker = self.marker();
                let rest = " ".repeat(marker.len());
                self.written.open(marker, &rest);
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::Table(alignments) => {
                self.table = Some(Table {
                    alignments,
                    cells: Vec::new(),
                });
                self.inline = Inline::new(Place::Cell);
            }
            Tag::FootnoteDefinition(label) => {
                self.inline.text(&format!("[^{label}]:"));
                self.flush_tight();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                self.inline.end();
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                let text = self.inline.take();
                self.written.block(&text, Form::Paragraph);
            }
            TagEnd::Heading(_) => {
                let text = self.inline.take();
                if !text.is_empty() {
                    self.written.block(&format!("**{text}**"), Form::Other);
                }
            }
            TagEnd::CodeBlock => {
                let (info, code) = self.code.take().unwrap_or_default();
                if !code.trim().is_empty() {
                    self.written.block(&fence(known(&info), &code), Form::Other);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.flush_tight();
                self.written.close();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let text = self.inline.take();
                if let Some(table) = &mut self.table {
                    table.cells.push(text);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row(tag == TagEnd::TableHead),
            TagEnd::Table => {
                self.table = None;
                self.inline = Inline::new(Place::Block);
            }
            _ => {}
        }
    }

    /// What stands in an item without a paragraph around it.
    fn flush_tight(&mut self) {
        let text = self.inline.take();
        self.written.block(&text, Form::Tight);
    }

    fn marker(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1).min(999_999_999);
                marker
            }
            _ => "- ".to_owned(),
        }
    }

    fn row(&mut self, head: bool) {
        let Some(table) = &mut self.table else {
            return;
        };
        let mut rows = format!("| {} |", std::mem::take(&mut table.cells).join(" | "));
        if head {
            let marks = table.alignments.iter().map(|alignment| match alignment {
                Alignment::None => " --- |",
                Alignment::Left => " :--- |",
                Alignment::Center => " :---: |",
                Alignment::Right => " ---: |",
            });
            rows.push_str("\n|");
            rows.extend(marks);
            self.written.block(&rows, Form::Other);
        } else {
            self.written.line(&rows);
        }
    }
}

/// What a block is, which decides what must stand before the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Text of an item, with nothing between it and the next item.
    Tight,
    Paragraph,
    Other,
}

/// Lines below the marks of the lists and quotes that they stand in.
#[derive(Default)]
struct Written {
    text: String,
    containers: Vec<Container>,
    /// How many more are open than are written.
    beyond: usize,
    /// Whether the last block was text of an item.
    tight: bool,
    /// Where the first paragraph ends, if nothing comes before it.
    first: usize,
    /// Whether the last block is a paragraph in nothing.
    open: bool,
}

struct Container {
    /// What stands before the first line.
    first: String,
    /// What stands before all others.
    rest: String,
    /// Whether the first line is still to come.
    fresh: bool,
}

impl Written {
    fn open(&mut self, first: String, rest: &str) {
        if self.containers.len() >= DEEPEST {
            self.beyond += 1;
        } else {
            self.containers.push(Container {
                first,
                rest: rest.to_owned(),
                fresh: true,
            });
        }
    }

    fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.containers.pop();
        }
    }

    /// Writes a block; nothing if it is empty. So the mark of an empty item, which could underline what is above it,
    /// is never written either.
    fn block(&mut self, text: &str, form: Form) {
        if text.is_empty() {
            return;
        }
        let close = form == Form::Tight && self.tight && self.beyond == 0 && self.is_fresh();
        if !self.text.is_empty() && !close {
            self.gap();
        }
        let begins = self.text.is_empty();
        self.tight = form == Form::Tight;
        self.open = form == Form::Paragraph && self.containers.is_empty();
        for line in text.split('\n') {
            self.line(line);
        }
        if begins && self.open {
            self.first = self.text.trim_end().len();
        }
    }

    fn is_fresh(&self) -> bool {
        self.containers
            .last()
            .is_some_and(|container| container.fresh)
    }

    /// An empty line, in what is open already.
    fn gap(&mut self) {
        let open = self
            .containers
            .iter()
            .take_while(|container| !container.fresh);
        let prefix: String = open.map(|container| container.rest.as_str()).collect();
        self.text.push_str(prefix.trim_end());
        self.text.push('\n');
    }

    fn line(&mut self, line: &str) {
        let start = self.text.len();
        for container in &mut self.containers {
            let fresh = std::mem::take(&mut container.fresh);
            self.text.push_str(if fresh {
                &container.first
            } else {
                &container.rest
            });
        }
        self.text.push_str(line);
        let end = self.text.trim_end_matches(' ').len().max(start);
        self.text.truncate(end);
        self.text.push('\n');
    }
}
