//! Markdown in one cell of a table.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::code;
use super::events;
use super::inline::{Inline, Place};

/// The text of the cell.
pub(super) fn written(text: &str) -> String {
    let mut cell = Cell {
        inline: Inline::new(Place::Cell),
        numbers: Vec::new(),
        code: None,
        broken: false,
        item: None,
    };
    for event in events(text) {
        cell.event(event);
    }
    cell.inline.take()
}

struct Cell {
    inline: Inline,
    /// The next number of each list that is open.
    numbers: Vec<Option<u64>>,
    /// The block of code that is open.
    code: Option<String>,
    /// Whether what comes next stands below what is there.
    broken: bool,
    /// What stands before it.
    item: Option<String>,
}

impl Cell {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => {
                    self.begin();
                    self.inline.text(&text);
                }
            },
            Event::Code(text) => {
                self.begin();
                self.inline.code(&text);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                self.begin();
                self.inline.text(&text);
            }
            Event::FootnoteReference(label) => {
                self.begin();
                self.inline.text(&format!("[^{label}]"));
            }
            Event::SoftBreak => self.inline.soft_break(),
            Event::HardBreak | Event::Rule => self.broken = true,
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
                self.begin();
                self.inline.start(tag);
            }
            Tag::CodeBlock(_) => {
                self.broken = true;
                self.code = Some(String::new());
            }
            Tag::List(start) => self.numbers.push(start),
            Tag::Item => {
                self.broken = true;
                self.item = Some(self.marker());
            }
            Tag::TableCell if !self.inline.is_empty() && !self.broken => self.inline.push(" "),
            Tag::FootnoteDefinition(label) => {
                self.broken = true;
                self.begin();
                self.inline.text(&format!("[^{label}]: "));
            }
            _ => self.broken |= !matches!(tag, Tag::TableCell | Tag::HtmlBlock),
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
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                for line in code::lines(&code).filter(|line| !line.trim().is_empty()) {
                    self.broken = true;
                    self.begin();
                    self.inline.code(line.trim());
                }
                self.broken = true;
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                self.broken = true;
            }
            TagEnd::TableCell | TagEnd::FootnoteDefinition => {}
            _ => self.broken = true,
        }
    }

    /// Breaks the line where that is due.
    fn begin(&mut self) {
        if std::mem::take(&mut self.broken) && !self.inline.is_empty() {
            self.inline.push("<br>");
        }
        if let Some(item) = self.item.take() {
            self.inline.push(&item);
        }
    }

    fn marker(&mut self) -> String {
        match self.numbers.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        }
    }
}
