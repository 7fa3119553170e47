//! Puts the document together from blocks: where sections begin, and what each block is about.

use super::block::Block;
use super::table::{self, Kind};
use super::{Format, label, line};
use crate::document::model::{
    Announced, Document, Endpoint, Filled, Label, ParameterList, ParameterRow, Section, Table,
    Where,
};
use crate::document::text::{Mapped, Span, Spanned};

/// Puts a document together; `end` is the length of its text.
pub(super) fn assemble(blocks: Vec<Block>, format: Format, end: usize) -> Document {
    let mut assembler = Assembler {
        format,
        document: Document::default(),
        section: Section::default(),
        level: 0,
        label: None,
        base: None,
        open_list: None,
        announced: None,
        detached: false,
        loose: Section::default(),
        silent: Vec::new(),
        covering: Vec::new(),
    };
    for block in blocks {
        assembler.block(block);
    }
    assembler.close(end);
    assembler.document
}

pub(super) struct Assembler {
    format: Format,
    pub(super) document: Document,
    pub(super) section: Section,
    /// The level of the section's heading.
    level: u8,
    /// The label in force, by its index in the section.
    pub(super) label: Option<usize>,
    base: Option<usize>,
    /// Whether the section's last list goes on.
    open_list: Option<Where>,
    /// A text that ends in a colon, until it is clear what follows.
    pub(super) announced: Option<Mapped>,
    /// In plain text, whether a sentence has come after the section's blocks: what follows without a label is about
    /// something else.
    pub(super) detached: bool,
    /// Calls that are about something else.
    pub(super) loose: Section,
    /// Suppressions whose block has not come yet.
    silent: Vec<usize>,
    /// Suppressions of the whole section.
    covering: Vec<usize>,
}

impl Assembler {
    fn block(&mut self, block: Block) {
        let start = block.start();
        let silent = std::mem::take(&mut self.silent);
        for index in &silent {
            if let Some(suppression) = self.document.suppressions.get_mut(*index) {
                suppression.covers = block.span();
            }
        }
        match block {
            Block::Heading { level, text } => self.heading(level, text),
            Block::Text(text) => self.text(&text, Look::Text),
            Block::Title(text) => self.text(&text, Look::Title),
            Block::Item(text) => self.text(&text, Look::Item),
            Block::Code {
                language,
                text,
                span,
            } => self.code(&language, &text, span),
            Block::Table { rows, span } => self.table(rows, span),
            Block::Comment { text, span } => self.comment(&text, span),
            Block::Endpoint { method, path } => {
                let endpoint = Endpoint {
                    span: method.whole().to(path.whole()),
                    method: Spanned::new(method.text().to_ascii_uppercase(), method.whole()),
                    path: Spanned::new(path.text().to_owned(), path.whole()),
                };
                self.statement(endpoint, start);
            }
            Block::Parameter {
                name,
                ty,
                required,
                place,
                text,
            } => {
                let row = ParameterRow {
                    name: Spanned::new(name.text().to_owned(), name.whole()),
                    ty: ty.map(|ty| Spanned::new(ty.text().to_owned(), ty.whole())),
                    required: required.map(|(value, span)| Spanned::new(value, span)),
                    place: None,
                    text,
                };
                let place = table::place(&place).unwrap_or(Where::Anywhere);
                self.row(row, place);
            }
        }
        if self.section.span.start == start && self.section.heading.is_some() {
            self.covering.extend(silent);
        }
    }

    fn close(&mut self, end: usize) {
        self.section.span.end = end;
        for index in std::mem::take(&mut self.covering) {
            if let Some(suppression) = self.document.suppressions.get_mut(index) {
                suppression.covers = self.section.span;
            }
        }
        self.section.base = self.section.base.or(self.base);
        self.document
            .sections
            .push(std::mem::take(&mut self.section));
        let loose = std::mem::take(&mut self.loose);
        if !loose.calls.is_empty() {
            self.document.sections.push(loose);
        }
        (self.label, self.open_list, self.detached) = (None, None, false);
    }

    fn open(&mut self, heading: Mapped, level: u8) {
        let start = heading.whole().start;
        self.close(start);
        self.level = level;
        self.section.span.start = start;
        self.section.base = self.base;
        self.section.prose.push(heading.clone());
        self.section.heading = Some(heading);
    }

    fn heading(&mut self, level: u8, text: Mapped) {
        self.lost(&text, Look::Title);
        let inside = level > self.level && self.section.heading.is_some();
        let what = label::read(text.text());
        if let Some(endpoint) = line::endpoint_in(&text) {
            let same = self
                .section
                .endpoint
                .as_ref()
                .is_some_and(|known| known.same(&endpoint));
            if !(inside && same) {
                self.open(text, level);
                self.section.endpoint = Some(endpoint);
            }
        } else if inside && (what.is_some() || self.section.endpoint.is_some()) {
            self.section.prose.push(text.clone());
            self.set_label(what, text.whole());
        } else {
            let span = text.whole();
            self.open(text, level);
            self.set_label(what, span);
        }
    }

    fn set_label(&mut self, what: Option<Announced>, span: Span) {
        self.detached = false;
        self.open_list = None;
        self.label = what.map(|what| {
            self.section.labels.push(Label {
                what,
                span,
                filled: Filled::No,
            });
            self.section.labels.len() - 1
        });
    }

    pub(super) fn announced_now(&self) -> Option<Announced> {
        Some(self.section.labels.get(self.label?)?.what)
    }

    pub(super) fn fill(&mut self, with: Filled) {
        if let Some(label) = self
            .label
            .and_then(|label| self.section.labels.get_mut(label))
        {
            label.filled = label.filled.max(with);
        }
        self.announced = None;
    }

    /// A text that announced something, when something else follows.
    fn lost(&mut self, next: &Mapped, look: Look) {
        let Some(announced) = self.announced.take() else {
            return;
        };
        let text = next.text();
        let ends = text.trim_end().ends_with(':');
        let base = line::base_url(next);
        let plain = self.format == Format::Plain;
        // A base URL is what was announced, unless it is the statement that a new part begins with.
        let other_base = plain
            && base
                .as_ref()
                .is_some_and(|base| base.label.eq_ignore_ascii_case("base url"))
            && !announced.text().to_lowercase().contains("url");
        let empty = look == Look::Title
            || ends && (label::read(text).is_some() || plain && base.is_none())
            || other_base
            || line::endpoint(next).is_some()
            || text.starts_with("Note:");
        if empty {
            self.document.lost.push(announced.whole());
        }
    }

    fn text(&mut self, text: &Mapped, look: Look) {
        self.lost(text, look);
        if self.format == Format::Plain {
            self.document.lines.push(text.clone());
        }
        if self.structure(text, look) {
            return;
        }
        self.section.prose.push(text.clone());
        let what = self.announced_now();
        if what == Some(Announced::Codes)
            && let Some(row) = line::code(text)
        {
            self.section.codes.push(row);
            return self.fill(Filled::Block);
        }
        if let Some(place) = self.place_of_rows(look)
            && let Some(row) = line::parameter(text)
        {
            return self.row(row, place);
        }
        let begun = !(self.section.calls.is_empty() && self.section.examples.is_empty());
        if self.format == Format::Plain && begun && self.section.endpoint.is_some() {
            self.detached = true;
            self.label = None;
        }
        if self.format == Format::Markdown || what == Some(Announced::Authentication) {
            // A sentence in the place of a block may say what there is to say.
            self.fill(Filled::Words);
        }
        if text.text().trim_end().ends_with(':') {
            self.announced = Some(text.clone());
        }
    }

    /// Headings in disguise: endpoints, labels, base URLs.
    fn structure(&mut self, text: &Mapped, look: Look) -> bool {
        if let Some(endpoint) = line::endpoint(text) {
            match look {
                Look::Item => self.document.mentions.push(endpoint),
                Look::Text | Look::Title => self.statement_line(text, endpoint),
            }
            return true;
        }
        if let Some(base) = line::base_url(text) {
            self.document.bases.push(base);
            if text.text().to_ascii_lowercase().contains("base url") {
                self.base = Some(self.document.bases.len() - 1);
                // Behind the calls and bodies of a section it is about what follows.
                let begun = !(self.section.calls.is_empty() && self.section.examples.is_empty());
                if !begun {
                    self.section.base = self.base;
                }
            }
            self.section.prose.push(text.clone());
            return true;
        }
        let marked = look == Look::Title || text.text().trim_end().ends_with(':');
        if marked && let Some(what) = label::read(text.text()) {
            self.section.prose.push(text.clone());
            self.set_label(Some(what), text.whole());
            if what == Announced::Example {
                self.announced = Some(text.clone());
            }
            return true;
        }
        false
    }

    fn statement_line(&mut self, text: &Mapped, endpoint: Endpoint) {
        match self.format {
            // Without a layout, the line itself is the heading.
            Format::Plain => {
                self.open(text.clone(), 1);
                self.section.endpoint = Some(endpoint);
            }
            Format::Markdown => {
                self.section.prose.push(text.clone());
                self.statement(endpoint, text.whole().start);
            }
        }
    }

    /// The endpoint of the section, or the first line of another.
    pub(super) fn statement(&mut self, endpoint: Endpoint, start: usize) {
        match &self.section.endpoint {
            Some(known) if known.same(&endpoint) => {}
            None if self.section.heading.is_some() || self.document.sections.is_empty() => {
                self.section.endpoint = Some(endpoint);
            }
            _ => {
                self.close(start);
                self.section.span.start = start;
                self.section.base = self.base;
                self.section.endpoint = Some(endpoint);
            }
        }
        self.fill(Filled::Block);
    }

    /// Where parameters travel that are listed here, if any are.
    fn place_of_rows(&self, look: Look) -> Option<Where> {
        match (self.announced_now(), look) {
            (Some(Announced::Parameters(place)), _) => Some(place),
            (Some(Announced::Request), Look::Item) => Some(Where::Body),
            (Some(Announced::Response(_)), Look::Item) => Some(Where::Response),
            _ => None,
        }
    }

    fn row(&mut self, row: ParameterRow, place: Where) {
        self.fill(Filled::Block);
        self.section.prose.push(row.text.clone());
        let span = row.text.whole();
        match self.section.lists.last_mut() {
            Some(list) if self.open_list == Some(place) => {
                list.span.end = span.end;
                list.rows.push(row);
            }
            _ => self.section.lists.push(ParameterList {
                place,
                rows: vec![row],
                span,
            }),
        }
        self.open_list = Some(place);
    }

    fn table(&mut self, rows: Vec<Vec<Mapped>>, span: Span) {
        self.section
            .prose
            .extend(rows.iter().map(|row| table::joined(row)));
        let announced = matches!(self.announced_now(), Some(Announced::Parameters(_)));
        match table::read(&rows, announced) {
            Kind::Parameters(place, rows) => {
                let here = place.or_else(|| self.place_of_rows(Look::Item));
                let place = here.unwrap_or(Where::Anywhere);
                self.section.lists.push(ParameterList { place, rows, span });
            }
            Kind::Codes(rows) => self.section.codes.extend(rows),
            Kind::Endpoints(endpoints) => self.document.mentions.extend(endpoints),
            Kind::Bases(bases) => self.document.bases.extend(bases),
            Kind::Other => self.document.tables.push(Table { rows }),
        }
        self.fill(Filled::Block);
    }

    fn comment(&mut self, text: &Mapped, span: Span) {
        if let Some(mut suppression) = crate::document::suppress::read(text, span) {
            // Before the first heading it holds for the whole document.
            let whole = self.document.sections.is_empty() && self.section.heading.is_none();
            suppression.covers = if whole {
                Span::new(0, usize::MAX)
            } else {
                span
            };
            self.document.suppressions.push(suppression);
            if !whole {
                self.silent.push(self.document.suppressions.len() - 1);
            }
        }
    }
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// A paragraph or line.
    Text,
    /// Bold, or the title of something.
    Title,
    /// An item of a list.
    Item,
}

impl Endpoint {
    /// Whether two statements name the same endpoint, one perhaps as a URL.
    fn same(&self, other: &Endpoint) -> bool {
        self.method.value.eq_ignore_ascii_case(&other.method.value)
            && (self.path.value.ends_with(&other.path.value)
                || other.path.value.ends_with(&self.path.value))
    }
}
