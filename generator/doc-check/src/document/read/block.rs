//! What readers make of a text: a row of blocks, of which the document is put together.

use super::inline::Inline;
use crate::document::text::{Mapped, Span};

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A heading.
    Heading {
        /// From 1 for the greatest.
        level: u8,
        /// The text.
        text: Inline,
    },
    /// A paragraph, or a line of plain text.
    Text(Inline),
    /// A paragraph that is a label by its looks: bold, or the title of a tab.
    Title(Inline),
    /// An item of a list.
    Item {
        /// The text.
        text: Inline,
        /// How deep in lists, from 1.
        depth: usize,
    },
    /// Code.
    Code {
        /// The language, or other words beside it.
        language: String,
        /// The text.
        text: Mapped,
        /// The block, with its fences.
        span: Span,
    },
    /// A table, the head first.
    Table {
        /// Cells, row by row.
        rows: Vec<Vec<Mapped>>,
        /// The table.
        span: Span,
    },
    /// A comment.
    Comment {
        /// What stands between its marks.
        text: Mapped,
        /// The comment.
        span: Span,
    },
    /// An endpoint that the format itself declares.
    Endpoint {
        /// The method.
        method: Mapped,
        /// The path or URL.
        path: Mapped,
    },
    /// A method whose path follows.
    Method(Mapped),
    /// A parameter that the format itself declares.
    Parameter {
        /// Name.
        name: Mapped,
        /// Type.
        ty: Option<Mapped>,
        /// Whether it must be there, and where that is said.
        required: Option<(bool, Span)>,
        /// Where it travels, in the format's words.
        place: String,
        /// What is said about it.
        text: Mapped,
        /// Whether what follows belongs to it, up to [`Block::Close`].
        open: bool,
    },
    /// The end of a declared parameter, with all that it holds.
    Close(Span),
    /// What a component shows of which nothing is read.
    Something(Span),
}

impl Block {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.span().start
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        match self {
            Block::Heading { text, .. }
            | Block::Text(text)
            | Block::Title(text)
            | Block::Item { text, .. } => text.text.whole(),
            Block::Code { span, .. }
            | Block::Table { span, .. }
            | Block::Comment { span, .. }
            | Block::Close(span)
            | Block::Something(span) => *span,
            Block::Method(method) => method.whole(),
            Block::Endpoint { method, path } => method.whole().to(path.whole()),
            Block::Parameter { name, text, .. } => name.whole().to(text.whole()),
        }
    }
}
