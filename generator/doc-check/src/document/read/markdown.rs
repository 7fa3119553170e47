//! Markdown: CommonMark with tables and front matter, and the components of documentation sites.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::block::Block;
use super::inline::Inline;
use super::{component, endpoint, flow, label, line, mask};
use crate::document::text::{Mapped, Span};
use crate::settings::Components;

/// How often text that stands as indented code may turn out to be Markdown, one within another.
const MAX_DEPTH: u32 = 8;

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str, dialect: Dialect, components: &Components) -> Vec<Block> {
    let source = Mapped::verbatim(text, 0);
    let (masked, others) = mask::mask(&source, dialect, components);
    let own = nested(&masked, dialect, components, 0);
    if others.is_empty() {
        return own;
    }
    let mut all = own;
    all.extend(others);
    // Stable: what begins at one place keeps its order.
    all.sort_by_key(Block::start);
    all
}

fn nested(source: &Mapped, dialect: Dialect, components: &Components, depth: u32) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST;
    let mut reader = Reader {
        source,
        dialect,
        components,
        depth,
        blocks: Vec::new(),
        lines: Vec::new(),
        bold_lead: 0,
        leading: Leading::No,
        bold: 0,
        marked: 0,
        links: Vec::new(),
        items: 0,
        quoted: 0,
        code: None,
        rows: Vec::new(),
        raw: None,
    };
    for (event, range) in Parser::new_ext(source.text(), options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.blocks
}

/// The dialects of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// CommonMark.
    Common,
    /// MDX: components, no indented code.
    Mdx,
}

struct Reader<'t> {
    source: &'t Mapped,
    dialect: Dialect,
    components: &'t Components,
    /// How deep in text that stands as code.
    depth: u32,
    blocks: Vec<Block>,
    /// The text that is being read, line by line.
    lines: Vec<Inline>,
    /// The bold text that the paragraph begins with, up to this many bytes of its first line.
    bold_lead: usize,
    /// Whether the paragraph is in its first marked text.
    leading: Leading,
    /// How deep in bold text.
    bold: u32,
    /// How deep in bold text, emphasis and links.
    marked: u32,
    /// The links that are open, and which of them lead to a place of the same document.
    links: Vec<bool>,
    /// How deep in lists.
    items: usize,
    /// How deep in quotations.
    quoted: usize,
    /// The code that is being read.
    code: Option<Code>,
    rows: Vec<Vec<Mapped>>,
    /// HTML and front matter, read as they stand.
    raw: Option<Mapped>,
}

/// Where in its first marked text a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leading {
    No,
    Marked,
    Bold,
}

struct Code {
    language: String,
    span: Span,
    text: Mapped,
    indented: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range, self.marked > 0);
            }
            Event::Code(text) => {
                // The ticks around it belong to the markup.
                let source = self.source.text().get(range.clone());
                let ticks = |code: &str| {
                    let inside = code.trim_start_matches('`');
                    let ticks = code.len() - inside.len();
                    match inside.starts_with(&*text) {
                        true => Some(ticks),
                        false => code.find(&*text),
                    }
                };
                let start = range.start + source.and_then(ticks).unwrap_or(0);
                let from = self.lines.last().map_or(0, |line| line.text.text().len());
                self.text(&text, start..start + text.len(), true);
                if let Some(line) = self.lines.last_mut() {
                    line.codes.push(from..line.text.text().len());
                }
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range.end),
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.append_part(self.source, range),
                None => {
                    let html = self.part(&html, range);
                    self.blocks.extend(component::html(&html, self.components));
                }
            },
            Event::InlineHtml(html) => {
                let inline = self.part(&html, range.clone());
                let blocks = component::html(&inline, self.components);
                let stands = is_stand_in(&html) || is_presence(&html);
                if blocks.is_empty() && html.starts_with('<') && stands {
                    self.text(&html, range, false);
                } else if html.starts_with("<br") {
                    self.line_break(range.end);
                }
                self.blocks.extend(blocks);
            }
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn line_break(&mut self, end: usize) {
        // Most lines are no longer, and come in several pieces.
        const USUAL: usize = 64;
        let mut text = Mapped::empty(self.source.source(end));
        text.reserve(USUAL);
        self.lines.push(Inline::from(text));
    }

    /// A piece of the text in its own spelling or another.
    fn part(&self, text: &str, range: Range<usize>) -> Mapped {
        let mut part = Mapped::empty(self.source.source(range.start));
        match self.source.text().get(range.clone()) == Some(text) {
            true => part.append_part(self.source, range),
            false => part.push_decoded(text, self.source.span(range)),
        }
        part
    }

    fn text(&mut self, text: &str, range: Range<usize>, marked: bool) {
        let verbatim = self.source.text().get(range.clone()) == Some(text);
        let source = self.source;
        let push = |to: &mut Mapped| match verbatim {
            true => to.append_part(source, range.clone()),
            false => to.push_decoded(text, source.span(range.clone())),
        };
        if let Some(raw) = &mut self.raw {
            return push(raw);
        }
        if let Some(code) = &mut self.code {
            return push(&mut code.text);
        }
        if self.lines.is_empty() {
            self.line_break(range.start);
            self.leading = match marked {
                true if self.bold > 0 => Leading::Bold,
                true => Leading::Marked,
                false => Leading::No,
            };
            self.bold_lead = 0;
        }
        let first = self.lines.len() == 1;
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        push(&mut line.text);
        if !marked || !first {
            self.leading = Leading::No;
        }
        if self.leading != Leading::No {
            line.lead = line.text.text().len();
        }
        if self.leading == Leading::Bold {
            self.bold_lead = line.lead;
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.flush_item();
                self.lines.clear();
                let (language, indented) = match kind {
                    CodeBlockKind::Fenced(info) => (info.to_string(), false),
                    CodeBlockKind::Indented => (String::new(), true),
                };
                let mut text = Mapped::empty(self.source.source(range.start));
                text.reserve(range.len());
                self.code = Some(Code {
                    language,
                    indented,
                    text,
                    span: self.source.span(range),
                });
            }
            Tag::Strong => {
                self.bold += 1;
                self.marked += 1;
            }
            Tag::Emphasis => self.marked += 1,
            Tag::Link { dest_url, .. } => {
                // A list of contents names no parameters.
                let within = dest_url.starts_with('#');
                self.links.push(within);
                self.marked += u32::from(!within);
            }
            Tag::Item => {
                self.flush_item();
                self.items += 1;
            }
            Tag::List(_) => self.flush_item(),
            Tag::BlockQuote(_) => self.quoted += 1,
            // A term and what it means are an item.
            Tag::DefinitionList => {
                self.flush_item();
                self.items += 1;
            }
            Tag::DefinitionListTitle => self.flush_item(),
            Tag::DefinitionListDefinition => {
                if let Some(line) = self.lines.last_mut() {
                    let end = line.text.whole().end;
                    line.text.push_decoded(": ", Span::new(end, end));
                }
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.raw = Some(Mapped::empty(self.source.source(range.start)));
            }
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
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::DefinitionListTitle => {
                if let Some(line) = self.lines.first_mut().filter(|line| line.lead == 0) {
                    line.lead = line.text.text().len();
                }
            }
            TagEnd::DefinitionListDefinition => self.flush_item(),
            TagEnd::DefinitionList => {
                self.flush_item();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::Strong => {
                self.bold = self.bold.saturating_sub(1);
                self.unmark();
            }
            TagEnd::Emphasis => self.unmark(),
            TagEnd::Link => {
                let marked = self.links.pop() == Some(false);
                marked.then(|| self.unmark());
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => {
                let mut cell = self.joined().text;
                if cell.text().is_empty() {
                    cell = Mapped::empty(self.source.source(range.start));
                }
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                let span = self.source.span(range);
                self.blocks.push(Block::Table { rows, span });
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.raw.take() {
                    let mut blocks = component::html(&raw, self.components);
                    blocks.extend(flow::blocks(&raw));
                    // Stable: what begins at one place keeps its order.
                    blocks.sort_by_key(Block::start);
                    self.blocks.extend(blocks);
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

    fn unmark(&mut self) {
        self.marked = self.marked.saturating_sub(1);
        // Two marked texts side by side are two.
        if self.marked == 0 {
            self.leading = Leading::No;
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if code.indented && self.depth < MAX_DEPTH && is_markdown(&code, self.dialect) {
            let inside = nested(&code.text, self.dialect, self.components, self.depth + 1);
            self.blocks.extend(inside);
            return;
        }
        self.blocks.push(Block::Code {
            language: code.language,
            text: code.text,
            span: code.span,
        });
    }

    /// The text as one line.
    fn joined(&mut self) -> Inline {
        let mut lines = std::mem::take(&mut self.lines).into_iter();
        let mut text = lines.next().unwrap_or_default();
        for line in lines {
            text.append(&line);
        }
        text
    }

    fn flush_item(&mut self) {
        let filled = |line: &Inline| !line.text.text().trim().is_empty();
        if self.items > 0 && self.code.is_none() && self.lines.iter().any(filled) {
            let text = self.joined().trim();
            let depth = self.items;
            self.blocks.push(Block::Item { text, depth });
        }
    }

    /// A paragraph, or the lines of it where one of them has a form of its own.
    fn paragraph(&mut self) {
        self.lead_in();
        if self.lines.len() > 1 && self.has_structure() {
            for line in std::mem::take(&mut self.lines) {
                self.line(line.trim());
            }
            return;
        }
        let text = self.joined().trim();
        self.line(text);
    }

    /// Whether one of its lines stands for itself. What goes on with the sentence of the line above does not.
    fn has_structure(&self) -> bool {
        let mut goes_on = false;
        self.lines.iter().any(|line| {
            let within = goes_on && !is_directive(line);
            let text = line.text.text().trim_end();
            goes_on = text.ends_with(|c: char| c.is_lowercase() || c == ',');
            !within && is_structured(line)
        })
    }

    /// Bold text at the start of a paragraph may be its title: `**Response 200.** The book.`
    fn lead_in(&mut self) {
        let lead = std::mem::take(&mut self.bold_lead);
        let Some(first) = self.lines.first().filter(|_| lead > 0) else {
            return;
        };
        let all = first.text.text().len();
        let title = first.text.slice(0..lead);
        let rest = first.text.text().get(lead..).unwrap_or_default();
        let alone = self.lines.len() == 1 && rest.trim_matches([':', '.', ' ']).is_empty();
        let words = title.text().trim_end_matches(['.', ':', ',', ' ']);
        let structured =
            endpoint::read(&first.text).is_some() || endpoint::pair(&first.text).is_some();
        if structured || !(alone || label::read(words).is_some()) {
            return;
        }
        let words = title.slice(0..words.len());
        let kept = rest.trim_start_matches([',', '.', ':', ' ']).len();
        let rest = first.slice(all - kept..all);
        self.blocks.push(Block::Title(Inline::from(words)));
        if alone {
            self.lines.clear();
        } else if let Some(first) = self.lines.first_mut() {
            *first = rest;
        }
    }

    fn line(&mut self, text: Inline) {
        if text.text.text().is_empty() {
            return;
        }
        if component::is_directive(text.text.text()) {
            self.blocks.extend(component::directive(&text.text));
        } else if self.quoted > 0 && label::read(text.text.text()).is_some() {
            // Some generators set the titles of blocks as quotations.
            self.blocks.push(Block::Title(text));
        } else {
            self.blocks.push(Block::Text(text));
        }
    }
}

/// Whether a line belongs to no sentence, by its marks alone.
fn is_directive(line: &Inline) -> bool {
    component::is_directive(line.text.text()) || line.text.text().starts_with(":::")
}

/// Whether a line stands for itself, whatever stands around it.
fn is_structured(line: &Inline) -> bool {
    let (mapped, text) = (&line.text, line.text.text());
    endpoint::read(mapped).is_some()
        || endpoint::pair(mapped).is_some()
        || line::base_url(mapped).is_some()
        || component::is_directive(text)
        || text.starts_with(":::")
        || label::read(text).is_some() && text.trim_end().ends_with(':')
}

/// Whether indented code is Markdown that stands within something: in MDX there is no indented code, and elsewhere
/// nobody shows fences, headings of parts or tables with their marks.
fn is_markdown(code: &Code, dialect: Dialect) -> bool {
    let mut lines = code
        .text
        .text()
        .lines()
        .filter(|line| !line.trim().is_empty());
    dialect == Dialect::Mdx
        || lines.any(|line| {
            let line = line.trim_start();
            line.starts_with("```") || line.starts_with("~~~") || line.starts_with("#### ")
        })
}

/// `<required>`, which a Markdown reader takes for a tag, of `{{<required>}}`.
fn is_presence(html: &str) -> bool {
    matches!(html, "<required>" | "<optional>")
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
