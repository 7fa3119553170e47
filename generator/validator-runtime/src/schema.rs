//! What is known about each schema: tables that checks read. They are built in memory, or stand as statics in an emitted
//! crate, which leaves out what a table says by default: so tables can get further columns.

mod arrays;
mod choices;
mod objects;
mod scalars;

pub use arrays::{Array, ArrayApplicators, Contains};
pub use choices::{Choice, Condition, Tags, Test, Unevaluated, Values};
pub use objects::{
    Additional, Bits, Dependent, Object, ObjectApplicators, PatternProperty, Presence, Property,
    absent, mentioned, optional, read_only, required, required_read_only, required_write_only,
    undeclared, write_only,
};
pub use scalars::{Boolean, Bound, Number, Text};

/// Where a schema stands in its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaLocation<'a> {
    /// The schema's name, with the way inside it: `Channel.active`.
    pub name: &'a str,
    /// File, relative to the descriptions' folder.
    pub file: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl<'a> SchemaLocation<'a> {
    /// A schema of this name, at this line and column of a file.
    pub const fn new(name: &'a str, file: &'a str, line: u32, column: u32) -> Self {
        Self {
            name,
            file,
            line,
            column,
        }
    }
}
