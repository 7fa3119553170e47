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
//! Titles, summaries and names are no Markdown, but one [`line`] of text, or [`code`]. The cost is linear, and nesting
//! is bounded.

mod blocks;
mod cell;
mod code;
mod destination;
mod inline;

use std::fmt;

use pulldown_cmark::{Options, Parser, TextMergeStream};

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

/// Markdown that is safe to stand anywhere, and whether more may be said on its last line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    text: String,
    blocks: bool,
}

impl Markdown {
    /// A paragraph in the emitter's own words.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            blocks: false,
        }
    }

    /// A description from a document.
    #[must_use]
    pub fn description(text: &str) -> Self {
        blocks::written(text)
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Both: on one line where both are paragraphs, otherwise one below the other.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let gap = if self.blocks || next.blocks {
            "\n\n"
        } else {
            " "
        };
        self.joined(gap, next)
    }

    /// Both, one below the other.
    #[must_use]
    pub fn below(self, next: Self) -> Self {
        self.joined("\n\n", next)
    }

    fn joined(mut self, gap: &str, next: Self) -> Self {
        if self.is_empty() {
            return next;
        }
        if !next.is_empty() {
            self.text.push_str(gap);
            self.text.push_str(&next.text);
            self.blocks |= next.blocks || gap != " ";
        }
        self
    }

    /// An item of a list.
    #[must_use]
    pub fn item(&self) -> String {
        let mut item = String::from("-");
        for (index, line) in self.text.split('\n').enumerate() {
            item.push_str(match (index, line) {
                (0, _) => " ",
                (_, "") => "\n",
                _ => "\n  ",
            });
            item.push_str(line);
        }
        item
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
