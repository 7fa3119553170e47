//! CommonMark that means the same wherever it stands: on pages of code hosts, in a `README.md`, in rustdoc.
//!
//! A description is parsed, and what it says is written anew by a writer of our own, which knows few forms and escapes
//! everything else. So nothing of it is compiled or run by rustdoc, no HTML is made, no heading enters the outline of
//! what it stands in, no reference leads to an item of Rust, and whatever is opened is closed:
//!
//! | in a description | is written as |
//! | --- | --- |
//! | a block of code, in whatever form | a fence of one of the [known languages](LANGUAGES), or of `text` |
//! | HTML, comments | the same characters, as text |
//! | a heading | a bold line |
//! | a link to `http`, `https`, `mailto`, or within the page | the same |
//! | any other link | its text, then where it leads, as code |
//! | an image from `http`, `https` | the same |
//! | definitions of references, footnotes | resolved, or as text |
//!
//! Titles, summaries and names are no Markdown, but one [`line()`] of text, or [`code`]. The cost is linear, and nesting
//! is bounded.

mod blocks;
mod cell;
mod code;
mod destination;
mod inline;

use std::fmt;

use pulldown_cmark::{Options, Parser, TextMergeStream};

use crate::QUOTATION;
pub use code::{LANGUAGES, code, fence};
use inline::{Inline, Place};

/// What GitHub Flavored Markdown adds to CommonMark and rustdoc knows too.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES);

/// The events of a text, neighbouring pieces of text in one.
fn events(text: &str) -> TextMergeStream<'_, Parser<'_>> {
    TextMergeStream::new(Parser::new_ext(text, OPTIONS))
}

/// Markdown that is safe to stand anywhere, and how it may go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    text: String,
    /// Where its first paragraph ends, if it begins with one.
    first: usize,
    /// Whether it ends in a paragraph, to which more can be added.
    open: bool,
}

impl Markdown {
    /// A paragraph in the emitter's own words.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            first: text.len(),
            open: true,
            text,
        }
    }

    /// A description from a document.
    #[must_use]
    pub fn description(text: &str) -> Self {
        blocks::written(text)
    }

    /// The same between the comments of a [`QUOTATION`], unless it is one paragraph without a path, a URL, a table or a status
    /// of success, of which no line announces something.
    #[must_use]
    pub fn quoted(self) -> Self {
        let announces = |line: &str| line.trim_end_matches(['\\', ' ', '*', '_']).ends_with(':');
        let is_prose = self.first == self.text.len()
            && !self.text.contains(['/', '|', '{'])
            && !self.text.lines().any(announces)
            && !names_success(&self.text);
        if is_prose {
            return self;
        }
        let (open, close) = QUOTATION;
        Self {
            text: format!("{open}\n\n{}\n\n{close}", self.text),
            first: 0,
            open: false,
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The first paragraph; nothing if something else comes first.
    #[must_use]
    pub fn first_paragraph(&self) -> Self {
        Self::own(self.text.get(..self.first).unwrap_or_default())
    }

    /// Both: on one line where a paragraph meets a paragraph, otherwise one below the other.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        if self.is_empty() || next.is_empty() || !self.open || next.first == 0 {
            return self.below(next);
        }
        if self.first == self.text.len() {
            self.first += 1 + next.first;
        }
        self.text.push(' ');
        self.text.push_str(&next.text);
        self.open = next.open;
        self
    }

    /// Both, one below the other.
    #[must_use]
    pub fn below(mut self, next: Self) -> Self {
        if self.is_empty() {
            return next;
        }
        if !next.is_empty() {
            self.text.push_str("\n\n");
            self.text.push_str(&next.text);
            self.open = next.open;
        }
        self
    }

    /// An item of a list.
    #[must_use]
    pub fn item(&self) -> String {
        self.inside("- ", "  ")
    }

    /// A quote.
    #[must_use]
    pub fn quote(&self) -> String {
        self.inside("> ", "> ")
    }

    fn inside(&self, first: &str, rest: &str) -> String {
        let mut inside = first.to_owned();
        for (index, line) in self.text.split('\n').enumerate() {
            if index > 0 {
                inside.push('\n');
                inside.push_str(if line.is_empty() {
                    rest.trim_end()
                } else {
                    rest
                });
            }
            inside.push_str(line);
        }
        inside
    }

    /// The text, if there is any.
    #[must_use]
    pub fn into_option(self) -> Option<String> {
        (!self.is_empty()).then_some(self.text)
    }
}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromIterator<Markdown> for Markdown {
    /// Each [`then`](Self::then) the next.
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        parts.into_iter().fold(Self::default(), Self::then)
    }
}

/// A title, a summary or a name as one line of text.
#[must_use]
pub fn line(text: &str) -> String {
    let mut inline = Inline::new(Place::Block);
    inline.text(text);
    inline.take()
}

/// The same as the text of a link, in which there can be no other.
#[must_use]
pub fn label(text: &str) -> String {
    let mut inline = Inline::new(Place::Block);
    inline.label(text);
    inline.take()
}

/// A title as the text of a heading.
#[must_use]
pub fn heading(text: &str) -> String {
    let mut heading = label(text);
    // A last `#` would be taken for the mark that may end a heading.
    if heading.ends_with('#') && !heading.ends_with("\\#") {
        heading.pop();
        heading.push_str("\\#");
    }
    heading
}

/// Markdown, of whatever origin, in one cell of a table, where there are no lines: blocks stand after `<br>`.
#[must_use]
pub fn cell(markdown: &str) -> String {
    cell::written(markdown)
}

/// Whether a number stands in a text that may be a status of success: `200 OK`, `204`.
fn names_success(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_alphanumeric() && c != '.');
    numbers.any(|it| {
        let number = it.trim_end_matches('.');
        number.len() == 3 && number.starts_with("20") && number.bytes().all(|b| b.is_ascii_digit())
    })
}
