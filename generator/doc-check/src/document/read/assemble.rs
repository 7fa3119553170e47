//! Puts the document together from blocks: where sections begin, and what each block is about.

use std::collections::BTreeMap;

use super::block::Block;
use super::inline::Inline;
use super::rows::Parents;
use super::stated::Stated;
use super::table::{self, Kind};
use super::{Format, Site, ahead, endpoint, label, line};
use crate::document::model::{
    Announced, Certainty, Document, Endpoint, Filled, Label, ParameterList, Section, Table, Where,
};
use crate::document::text::{Mapped, Span, Spanned};
use crate::document::{program, shell};

/// Puts a document together; `end` is the length of its text.
pub(super) fn assemble(
    blocks: Vec<Block>,
    format: Format,
    end: usize,
    site: &Site<'_>,
) -> Document {
    let mut assembler = Assembler {
        format,
        site,
        document: Document::default(),
        section: Section::default(),
        level: 0,
        label: None,
        headed: Vec::new(),
        listing: None,
        base: None,
        open_list: None,
        parents: Parents::default(),
        stated: Stated::default(),
        announced: None,
        detached: false,
        loose: Section::default(),
        silent: Vec::new(),
        covering: Vec::new(),
        leads: false,
        later: Vec::new(),
        stated_below: false,
        single: false,
        above: Vec::new(),
        programs: BTreeMap::new(),
        variables: shell::Variables::default(),
    };
    assembler.later = ahead::later(&blocks);
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        assembler.leads = ahead::leads(&block, blocks.peek());
        assembler.single = !matches!(blocks.peek(), Some(Block::Item { .. }));
        assembler.block(block);
    }
    if let Some(label) = assembler.announced.take()
        && label::read(label.text()).is_some()
    {
        assembler.document.lost.push(label.whole());
    }
    assembler.close(end);
    assembler.document
}

pub(super) struct Assembler<'c> {
    format: Format,
    pub(super) site: &'c Site<'c>,
    pub(super) document: Document,
    pub(super) section: Section,
    /// The level of the section's heading.
    pub(super) level: u8,
    /// The label in force, by its index in the section.
    pub(super) label: Option<usize>,
    /// The labels that are headings, by their levels, each below the one before.
    pub(super) headed: Vec<(u8, usize)>,
    /// Where the things travel that a sentence has announced.
    pub(super) listing: Option<Where>,
    pub(super) base: Option<usize>,
    /// Whether the section's last list goes on.
    pub(super) open_list: Option<(Where, Certainty)>,
    /// The rows that the next one may stand under.
    pub(super) parents: Parents,
    /// What was said about endpoints, and is not one yet.
    pub(super) stated: Stated,
    /// A text that ends in a colon, until it is clear what follows.
    pub(super) announced: Option<Mapped>,
    /// In plain text, whether a sentence has come after the section's blocks: what follows without a label is about
    /// something else.
    pub(super) detached: bool,
    /// Calls that are about something else.
    pub(super) loose: Section,
    /// Whether the block in hand is an item that holds the next.
    pub(super) leads: bool,
    /// For the headings that follow, the last first, whether an endpoint is stated below them.
    pub(super) later: Vec<bool>,
    /// Whether an endpoint is stated below the last heading.
    pub(super) stated_below: bool,
    /// Whether no item follows the block in hand.
    single: bool,
    /// Items that are labels: how deep each stands, and the label outside of it.
    pub(super) above: Vec<(usize, Option<usize>)>,
    /// What programs know from those before, by their language.
    pub(super) programs: BTreeMap<String, program::Scope>,
    /// The variables that commands have set.
    pub(super) variables: shell::Variables,
    /// Suppressions whose block has not come yet.
    silent: Vec<usize>,
    /// Suppressions of the whole section.
    covering: Vec<usize>,
}

impl Assembler<'_> {
    /// Whether the layout is lost.
    pub(super) fn is_plain(&self) -> bool {
        self.format == Format::Plain
    }

    pub(super) fn block(&mut self, block: Block) {
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
            Block::Item { text, depth } => self.text(&text, Look::Item(depth)),
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
                    certainty: Certainty::Said,
                };
                self.statement(endpoint, start);
            }
            Block::Parameter {
                name,
                ty,
                required,
                place,
                text,
                open,
            } => self.declared(&name, ty, required, &place, text, open),
            Block::Close(_) => self.parents.close(),
            Block::Method(method) => self.method_of_next(&method),
            Block::Something(_) => self.fill(Filled::Words),
        }
        if self.section.span.start == start && self.section.heading.is_some() {
            self.covering.extend(silent);
        }
    }

    pub(super) fn close(&mut self, end: usize) {
        self.section.span.end = end;
        self.settle();
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
        (self.label, self.listing, self.open_list) = (None, None, None);
        self.above.clear();
        self.headed.clear();
        self.detached = false;
        self.parents.reset();
    }

    pub(super) fn set_label(&mut self, what: Option<Announced>, span: Span) {
        self.detached = false;
        self.open_list = None;
        self.listing = None;
        self.parents.clear();
        // Said twice, one stands for both, as does one of the statuses for all responses.
        if let (Some(before), Some(what)) = (self.announced_now(), what) {
            let answer = matches!(before, Announced::Response(_))
                && matches!(what, Announced::Response(Some(_)) | Announced::Error(_));
            // A heading over those of what it holds is filled by them.
            let whole = matches!(
                before,
                Announced::Request
                    | Announced::Response(_)
                    | Announced::Parameters(Where::Anywhere)
            );
            let parts = whole && matches!(what, Announced::Parameters(_));
            if before == what || (answer || parts) && !self.is_plain() {
                self.fill(Filled::Words);
            }
        }
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
    pub(super) fn lost(&mut self, next: &Mapped, look: Look) {
        let Some(announced) = self.announced.take() else {
            return;
        };
        let text = next.text();
        let ends = text.trim_end().ends_with(':');
        let base = line::base_url(next);
        let plain = self.is_plain();
        // A base URL is what was announced, unless it is the statement that a new part begins with.
        let other_base = plain
            && base
                .as_ref()
                .is_some_and(|base| base.label.eq_ignore_ascii_case("base url"))
            && !announced.text().to_lowercase().contains("url");
        // Two paragraphs with a title of their own each stand beside each other.
        let siblings = plain && is_led(announced.text()) && is_led(text);
        let empty = look == Look::Title
            || siblings
            || ends && (label::read(text).is_some() || plain && base.is_none())
            || other_base
            || endpoint::read(next).is_some_and(|next| !self.is_example(&next))
            || text.starts_with("Note:");
        if empty {
            self.document.lost.push(announced.whole());
        }
    }

    /// Whether an endpoint is one of what the section is about, with values and a query.
    fn is_example(&self, endpoint: &Endpoint) -> bool {
        let known = self.section.endpoint.as_ref();
        known.is_some_and(|known| endpoint.path.value.contains('?') && endpoint.is_form_of(known))
    }

    fn text(&mut self, line: &Inline, look: Look) {
        let text = &line.text;
        // A label may lead from an announcement to what it announces.
        let leads = match label::read(text.text()) {
            Some(what) => look == Look::Title || what == Announced::Endpoint,
            None => false,
        };
        match leads && !self.is_plain() {
            true => self.announced = None,
            false => self.lost(text, look),
        }
        if self.is_plain() {
            self.document.lines.push(text.clone());
        }
        let depth = match look {
            Look::Item(depth) => depth,
            Look::Text | Look::Title => 0,
        };
        while let Some((_, before)) = self.above.pop_if(|(above, _)| *above >= depth) {
            (self.label, self.open_list) = (before, None);
        }
        if self.structure(line, look) || self.item_label(line, look) {
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
        if self.listed(line, look) {
            return;
        }
        self.in_passing(line);
        let begun = !(self.section.calls.is_empty() && self.section.examples.is_empty());
        if self.is_plain() && begun && self.section.endpoint.is_some() {
            self.detached = true;
            self.label = None;
        }
        if !self.is_plain() || what == Some(Announced::Authentication) {
            // A sentence in the place of a block may say what there is to say.
            self.fill(Filled::Words);
        }
        if !matches!(look, Look::Item(_)) {
            self.listing = label::listing(text.text());
            self.parents.clear();
        }
        if text.text().trim_end().ends_with(':') {
            self.announced = Some(text.clone());
        }
    }

    /// Headings in disguise: endpoints, labels, base URLs.
    fn structure(&mut self, line: &Inline, look: Look) -> bool {
        let text = &line.text;
        if self.pair(text) {
            self.section.prose.push(text.clone());
            return true;
        }
        let of_site = || endpoint::read_of(text, &self.site.methods);
        if let Some(endpoint) = endpoint::read(text).or_else(of_site) {
            // A list of one thing, right below its heading.
            let headed = self.section.heading.is_some() && self.section.prose.len() <= 1;
            let alone = headed && self.single && self.section.endpoint.is_none();
            match look {
                Look::Item(_) if alone => self.statement_line(text, endpoint),
                Look::Item(_) => self.stated.mention(endpoint),
                Look::Text | Look::Title => self.statement_line(text, endpoint),
            }
            return true;
        }
        if let Some(base) = line::base_url(text) {
            self.add_base(base, text);
            return true;
        }
        let ends = text.text().trim_end().ends_with(':');
        let marked = look == Look::Title || ends || line.lead == text.text().len();
        if marked && let Some(what) = label::read(text.text()) {
            self.section.prose.push(text.clone());
            self.set_label(Some(what), text.whole());
            // Where an endpoint is known, labels are held against what it has.
            let alone = ends
                && self.section.endpoint.is_none()
                && matches!(
                    what,
                    Announced::Call | Announced::Request | Announced::Response(_)
                );
            if what == Announced::Example || alone {
                self.announced = Some(text.clone());
            }
            return true;
        }
        false
    }

    fn statement_line(&mut self, text: &Mapped, endpoint: Endpoint) {
        match self.is_plain() {
            // Without a layout, the line itself is the heading.
            true => {
                self.open(text.clone(), 1);
                self.section.endpoint = Some(endpoint);
            }
            false => {
                self.section.prose.push(text.clone());
                self.statement(endpoint, text.whole().start);
            }
        }
    }

    fn table(&mut self, rows: Vec<Vec<Mapped>>, span: Span) {
        let first = self.section.prose.len();
        let texts = rows.iter().map(|row| table::joined(row));
        self.section.prose.extend(texts);
        if self.paired(&rows) {
            return;
        }
        let announced = matches!(self.announced_now(), Some(Announced::Parameters(_)));
        let texts = self.section.prose.get(first..).unwrap_or_default();
        match table::read(&rows, texts, announced) {
            Kind::Parameters(place, certainty, rows) => {
                let here = place.or_else(|| self.place_of_rows(Look::Item(1)));
                let place = here.or(self.listing).unwrap_or(Where::Anywhere);
                self.section.lists.push(ParameterList {
                    place,
                    rows,
                    span,
                    certainty,
                });
            }
            Kind::Codes(rows) => self.section.codes.extend(rows),
            Kind::Endpoints(endpoints) => self.tabled(endpoints, span),
            Kind::Bases(bases) => self.document.bases.extend(bases),
            Kind::Other => self.document.tables.push(Table { rows }),
        }
        self.fill(Filled::List);
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
pub(super) enum Look {
    /// A paragraph or line.
    Text,
    /// Bold, or the title of something.
    Title,
    /// An item of a list, and how deep it stands.
    Item(usize),
}

/// Whether a text begins with a title of its own: `Some Words: and a sentence`.
fn is_led(text: &str) -> bool {
    const LONGEST: usize = 40;
    let Some((title, rest)) = text.split_once(": ") else {
        return false;
    };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    title.len() <= LONGEST && !rest.trim().is_empty() && title.split(' ').all(capital)
}
