//! Files and streams of Trueup's commands: what is read, what is written, what is printed.
//!
//! Inputs are regular files of bounded size, inside the folder that was named after links are resolved. Outputs take
//! the place of an old file at once, and never go through a link. Whoever stops to read what is printed ends a command
//! quietly.

mod folder;
mod lock;
mod print;
mod read;
mod write;

use std::fmt;
use std::path::Path;

use trueup_text::terminal;

pub use folder::{Folder, Found, inputs};
pub use lock::{FolderLock, lock};
pub use print::{Colours, Reader, answer, answer_lines, is_closed, remark, set_colours};
pub use read::{LIMIT, find, read, read_standard_input, read_standard_text, read_text};
pub use write::{inside, is_unfinished, remove, replace};

/// A file or folder as messages name it. Names may hold anything: it stays on its line, and commands no terminal.
#[must_use]
pub fn shown(path: &Path) -> String {
    terminal::line(&path.display().to_string()).into_owned()
}

/// Why a file or folder cannot be read or written, in words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(String);

impl Problem {
    fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// What the system said.
    fn system(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {verb} {}: {error}", shown(path)))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for String {
    fn from(problem: Problem) -> Self {
        problem.0
    }
}
