//! Where in the texts of a run something stands.

use std::fmt;

/// One file of [`Sources`](crate::source::Sources). Ids follow the order of the paths, so that sorting by id sorts by path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1, in Unicode scalar values.
    pub column: u32,
}

/// A stretch of one file, from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first character.
    pub start: Position,
    /// The place after the last character.
    pub end: Position,
}

impl Position {
    /// Before the first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl Span {
    /// The empty stretch before the first character of `file`.
    #[must_use]
    pub fn start_of(file: FileId) -> Self {
        Self {
            file,
            start: Position::START,
            end: Position::START,
        }
    }

    /// The stretch from the start of `self` to the end of `other`, which is later in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            file: self.file,
            start: self.start,
            end: other.end,
        }
    }
}
