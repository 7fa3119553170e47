//! The text of HTML between Markdown: paragraphs, items of lists, and elements whose class says that they are endpoints.

use super::attributes;
use super::block::Block;
use super::endpoint;
use super::html::{Piece, decode, pieces, tag_name};
use super::inline::Inline;
use crate::document::text::{Mapped, Span};

/// The blocks of a piece of HTML, but for what its tags say themselves.
pub(super) fn blocks(html: &Mapped) -> Vec<Block> {
    let mut flow = Flow::default();
    for part in without_comments(html) {
        for piece in pieces(&part) {
            match piece {
                Piece::Tag(tag) => flow.tag(&tag),
                Piece::Text(text) if !flow.passed => flow.text(&text),
                Piece::Text(_) => {}
            }
        }
    }
    flow.flush();
    flow.blocks
}

/// What stands between comments.
fn without_comments(html: &Mapped) -> Vec<Mapped> {
    let text = html.text();
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(length) = text.get(at..).and_then(|rest| rest.find("<!--")) {
        parts.push(html.slice(at..at + length));
        let open = at + length;
        let end = text.get(open..).and_then(|rest| rest.find("-->"));
        at = end.map_or(text.len(), |end| open + end + 3);
    }
    parts.push(html.slice(at..text.len()));
    parts
}

#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    line: Option<Inline>,
    /// How deep in lists.
    items: usize,
    /// How deep in bold text and code.
    marked: usize,
    /// Where code began.
    code: Option<usize>,
    /// Whether all of the line up to here is marked.
    leading: bool,
    /// Whether the element around is one whose text is read elsewhere, or is none.
    passed: bool,
    /// The method that the class of the element around says.
    method: Option<Mapped>,
}

impl Flow {
    fn tag(&mut self, tag: &Mapped) {
        const INLINE: [&str; 16] = [
            "a", "b", "strong", "em", "i", "code", "span", "kbd", "small", "mark", "tt", "var",
            "sup", "sub", "u", "samp",
        ];
        let (name, ends) = tag_name(tag);
        if matches!(name.as_str(), "summary" | "script" | "style") {
            self.flush();
            self.passed = !ends;
        }
        if self.passed {
            return;
        }
        match (name.as_str(), ends) {
            ("b" | "strong" | "code" | "tt", false) => {
                self.marked += 1;
                self.begin_code(&name);
            }
            ("b" | "strong" | "code" | "tt", true) => {
                self.end_code(&name);
                self.marked = self.marked.saturating_sub(1);
            }
            // Two elements side by side are two words.
            ("span", _) => self.space(tag.whole()),
            (name, _) if INLINE.contains(&name) => {}
            ("ul" | "ol", ends) => {
                self.flush();
                self.items = match ends {
                    true => self.items.saturating_sub(1),
                    false => self.items + 1,
                };
            }
            (_, ends) => {
                self.flush();
                self.method = None;
                if !ends {
                    self.method = method_of(tag);
                }
            }
        }
    }

    fn begin_code(&mut self, name: &str) {
        if matches!(name, "code" | "tt") {
            self.code = Some(self.line.as_ref().map_or(0, |line| line.text.text().len()));
        }
    }

    fn end_code(&mut self, name: &str) {
        if let (Some(from), Some(line), true) =
            (self.code, &mut self.line, matches!(name, "code" | "tt"))
        {
            line.codes.push(from..line.text.text().len());
            self.code = None;
        }
    }

    fn space(&mut self, span: Span) {
        if let Some(line) = &mut self.line
            && !line.text.text().ends_with(' ')
        {
            line.text
                .push_decoded(" ", Span::new(span.start, span.start));
        }
    }

    fn text(&mut self, text: &Mapped) {
        let blank = text.text().trim().is_empty();
        if self.line.is_none() {
            if blank {
                return;
            }
            self.line = Some(Inline::from(Mapped::empty(text.source(0))));
            self.leading = true;
        }
        let Some(line) = &mut self.line else { return };
        decode(&mut line.text, text, false);
        self.leading &= self.marked > 0 || blank;
        if self.leading {
            line.lead = line.text.text().trim_end().len();
        }
    }

    fn flush(&mut self) {
        let Some(line) = self.line.take().map(|line| line.trim()) else {
            return;
        };
        if line.text.text().is_empty() {
            return;
        }
        // `<div class="endpoint post">/books</div>`
        let path = || endpoint::path_alone(&line.text).is_some();
        if let Some(method) = self.method.take().filter(|_| path()) {
            self.blocks.push(Block::Endpoint {
                path: line.text.trim(),
                method,
            });
            return;
        }
        // A method on a line of its own, whose path follows.
        let alone = endpoint::method_alone(&line.text);
        if alone.is_some_and(|method| method.value == line.text.text()) {
            self.blocks.push(Block::Method(line.text));
            return;
        }
        let whole = line.lead == line.text.text().len();
        self.blocks.push(match self.items {
            0 if whole => Block::Title(line),
            0 => Block::Text(line),
            depth => Block::Item { text: line, depth },
        });
    }
}

/// The method among the classes of an element: `class="endpoint post"`, `class="method-get"`.
fn method_of(tag: &Mapped) -> Option<Mapped> {
    let class = attributes::value(tag, &["class", "className", "data-method"])?;
    let mut words = class.text().split(|c: char| !c.is_ascii_alphanumeric());
    let word = words.find(|word| endpoint::is_method(word))?;
    let range = crate::document::text::range_of(class.text(), word);
    Some(class.slice(range))
}
