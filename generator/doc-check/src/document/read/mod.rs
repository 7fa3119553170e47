//! From a text to what it says: a reader for each format makes blocks, one assembler makes the document.

mod ahead;
mod assemble;
mod attributes;
mod block;
mod bodies;
mod code;
mod component;
mod endpoint;
mod flow;
mod heading;
mod html;
mod http;
mod inline;
mod label;
mod line;
mod markdown;
mod mask;
mod objects;
mod parameter;
mod plain;
mod rows;
mod stated;
mod table;

use std::collections::BTreeSet;

use crate::document::model::{Document, Looks, Unread};
use crate::document::text::Span;
use crate::settings::Components;
pub(crate) use heading::object;
use markdown::Dialect;
pub(crate) use mask::fence_mark;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// CommonMark with tables and HTML.
    Markdown,
    /// The same with components instead of indented code.
    Mdx,
    /// A page whose layout is lost, a line for each piece of text.
    Plain,
    /// A language that is not read, by its name.
    Other(&'static str),
}

impl Format {
    /// By the name of a file.
    pub(crate) fn of(file: &str) -> Format {
        let extension = file.rsplit('.').next().unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mkd" | "apib" => Format::Markdown,
            "mdx" => Format::Mdx,
            "rst" | "rest" => Format::Other("reStructuredText"),
            "adoc" | "asciidoc" | "asc" => Format::Other("AsciiDoc"),
            "html" | "htm" | "xhtml" => Format::Other("HTML"),
            "org" => Format::Other("Org"),
            "textile" => Format::Other("Textile"),
            _ => Format::Plain,
        }
    }
}

/// What is known of the site that a document belongs to.
pub(crate) struct Site<'s> {
    /// Its components.
    pub(crate) components: &'s Components,
    /// The methods that it has beside those that everybody knows.
    pub(crate) methods: BTreeSet<&'s str>,
    /// What its objects are called.
    pub(crate) objects: BTreeSet<&'s str>,
}

/// Reads a document of a site.
pub(crate) fn read(text: &str, format: Format, site: &Site<'_>) -> Document {
    let dialect = match format {
        Format::Markdown => Dialect::Common,
        Format::Mdx => Dialect::Mdx,
        Format::Plain => {
            return assemble::assemble(plain::blocks(text), format, text.len(), site);
        }
        Format::Other(name) => return unread(name),
    };
    let blocks = markdown::blocks(text, dialect, site.components);
    assemble::assemble(blocks, format, text.len(), site)
}

fn unread(name: &'static str) -> Document {
    Document {
        unread: vec![Unread {
            what: Looks::Document,
            span: Span::new(0, 0),
            reason: format!("{name} is not read; Markdown and plain text are").into(),
        }],
        ..Document::default()
    }
}
