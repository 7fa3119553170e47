//! From a text to what it says: a reader for each format makes blocks, one assembler makes the document.

mod assemble;
mod block;
mod code;
mod component;
mod http;
mod label;
mod line;
mod markdown;
mod mask;
mod plain;
mod table;

use crate::document::model::Document;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// CommonMark with tables.
    Markdown,
    /// A page whose layout is lost, a line for each piece of text.
    Plain,
}

impl Format {
    /// By the name of a file.
    pub(crate) fn of(file: &str) -> Format {
        let extension = file.rsplit('.').next().unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "md" | "mdx" | "markdown" | "mkd" => Format::Markdown,
            _ => Format::Plain,
        }
    }
}

/// Reads a document.
pub(crate) fn read(text: &str, format: Format) -> Document {
    match format {
        Format::Markdown => assemble::assemble(markdown::blocks(text), format, text.len()),
        Format::Plain => assemble::assemble(plain::blocks(text), format, text.len()),
    }
}
