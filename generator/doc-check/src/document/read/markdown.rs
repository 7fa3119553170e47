//! Markdown: CommonMark with tables and front matter, and the components of documentation sites.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::block::Block;
use super::{component, label, line, mask};
use crate::document::text::{Mapped, Span};

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let (masked, others) = mask::mask(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader {
        source: &masked,
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        reader.event(event, range);
    }
    if others.is_empty() {
        return reader.blocks;
    }
    let own = reader.blocks.into_iter();
    let mut all: Vec<_> = own.map(|block| (block.span().start, block)).collect();
    all.extend(others);
    // Stable: what begins at one place keeps its order.
    all.sort_by_key(|(start, _)| *start);
    all.into_iter().map(|(_, block)| block).collect()
}

#[derive(Default)]
struct Reader<'t> {
    source: &'t str,
    blocks: Vec<Block>,
    /// The text that is being read, line by line.
    lines: Vec<Mapped>,
    /// The bold text that the paragraph begins with, up to this many bytes of its first line.
    lead: usize,
    /// Whether the paragraph is in its first bold text.
    leading: bool,
    /// How deep in bold text.
    bold: u32,
    /// How deep in lists.
    items: u32,
    /// The code that is being read: its language and place.
    code: Option<(String, Span)>,
    rows: Vec<Vec<Mapped>>,
    /// HTML and front matter, read as they stand.
    raw: Option<Mapped>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range)
            }
            Event::Code(text) => {
                // The ticks around it belong to the markup.
                let start = self
                    .source
                    .get(range.clone())
                    .and_then(|code| code.find(&*text));
                let start = range.start + start.unwrap_or(0);
                self.text(&text, start..start + text.len());
            }
            Event::SoftBreak | Event::HardBreak => self.lines.push(Mapped::empty(range.end)),
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push(&html, range.start),
                None => self
                    .blocks
                    .extend(component::html(&Mapped::verbatim(&html, range.start))),
            },
            Event::InlineHtml(html) => {
                let inline = Mapped::verbatim(&html, range.start);
                let blocks = component::html(&inline);
                if blocks.is_empty() && html.starts_with('<') && is_stand_in(&html) {
                    self.text(&html, range);
                }
                self.blocks.extend(blocks);
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(raw) = &mut self.raw {
            raw.push(text, range.start);
            return;
        }
        if self.lines.is_empty() {
            self.lines.push(Mapped::empty(range.start));
            self.leading = self.bold > 0;
            self.lead = 0;
        }
        let verbatim = self.source.get(range.clone()) == Some(text);
        if let Some(line) = self.lines.last_mut() {
            match verbatim {
                true => line.push(text, range.start),
                false => line.push_decoded(text, Span::new(range.start, range.end)),
            }
            self.leading &= self.bold > 0;
            if self.leading {
                self.lead = line.text().len();
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.flush_item();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, Span::new(range.start, range.end)));
                self.lines.clear();
            }
            Tag::Strong => self.bold += 1,
            Tag::Item => {
                self.flush_item();
                self.items += 1;
            }
            Tag::List(_) => self.flush_item(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.raw = Some(Mapped::empty(range.start)),
            Tag::Table(_) => {
                self.flush_item();
                self.rows.clear();
            }
            Tag::Heading { .. } => self.lines.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(level) => {
                let text = self.joined();
                self.blocks.push(Block::Heading {
                    level: level as u8,
                    text,
                });
            }
            TagEnd::Paragraph => match self.items {
                0 => self.paragraph(),
                _ => self.flush_item(),
            },
            TagEnd::Item => {
                self.flush_item();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::CodeBlock => {
                let text = self.concatenated();
                if let Some((language, span)) = self.code.take() {
                    self.blocks.push(Block::Code {
                        language,
                        text,
                        span,
                    });
                }
            }
            TagEnd::TableCell => {
                let mut cell = self.joined();
                if cell.text().is_empty() {
                    cell = Mapped::empty(range.start);
                }
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                let span = Span::new(range.start, range.end);
                self.blocks.push(Block::Table { rows, span });
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.raw.take() {
                    self.blocks.extend(component::html(&raw));
                }
            }
            TagEnd::MetadataBlock(_) => {
                if let Some(raw) = self.raw.take() {
                    self.blocks.extend(component::front_matter(&raw));
                }
            }
            _ => {}
        }
    }

    /// The text as one line.
    fn joined(&mut self) -> Mapped {
        let mut text = Mapped::default();
        for (index, line) in std::mem::take(&mut self.lines).into_iter().enumerate() {
            if index == 0 {
                text = line;
            } else {
                let end = text.whole().end;
                text.push_decoded(" ", Span::new(end, end));
                text.append(&line);
            }
        }
        text
    }

    /// The text of code, whose pieces hold their line ends.
    fn concatenated(&mut self) -> Mapped {
        let mut text = Mapped::default();
        for line in std::mem::take(&mut self.lines) {
            text.append(&line);
        }
        text
    }

    fn flush_item(&mut self) {
        if self.lines.iter().any(|line| !line.text().trim().is_empty())
            && self.items > 0
            && self.code.is_none()
        {
            let text = self.joined();
            self.blocks.push(Block::Item(text));
        }
    }

    /// A paragraph, or the lines of it where one of them has a form of its own.
    fn paragraph(&mut self) {
        self.lead_in();
        let structured = |line: &Mapped| {
            line::endpoint(line).is_some()
                || line::base_url(line).is_some()
                || component::is_directive(line.text())
                || label::read(line.text()).is_some() && line.text().trim_end().ends_with(':')
        };
        if self.lines.len() > 1 && self.lines.iter().any(structured) {
            for line in std::mem::take(&mut self.lines) {
                self.line(line.trim());
            }
            return;
        }
        let text = self.joined().trim();
        self.line(text);
    }

    /// Bold text at the start of a paragraph may be its title: `**Response 200.** The book.`
    fn lead_in(&mut self) {
        let lead = std::mem::take(&mut self.lead);
        let Some(first) = self.lines.first().filter(|_| lead > 0) else {
            return;
        };
        let title = first.slice(0..lead);
        let rest = first.slice(lead..first.text().len());
        let alone = self.lines.len() == 1 && rest.text().trim_matches([':', '.', ' ']).is_empty();
        let words = title.text().trim_end_matches(['.', ':', ',']);
        if line::endpoint(first).is_some() || !(alone || label::read(words).is_some()) {
            return;
        }
        let words = title.slice(0..words.len());
        self.blocks.push(Block::Title(words));
        if alone {
            self.lines.clear();
        } else if let Some(first) = self.lines.first_mut() {
            let kept = rest.text().trim_start_matches([',', '.', ':', ' ']).len();
            *first = rest.slice(rest.text().len() - kept..rest.text().len());
        }
    }

    fn line(&mut self, text: Mapped) {
        if text.text().is_empty() {
            return;
        }
        if component::is_directive(text.text()) {
            self.blocks.extend(component::directive(&text));
        } else {
            self.blocks.push(Block::Text(text));
        }
    }
}

/// `<token>`, which a Markdown reader takes for a tag.
fn is_stand_in(html: &str) -> bool {
    let name = html.trim_matches(['<', '>']);
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && (name.contains('_') || name.contains('-'))
}
