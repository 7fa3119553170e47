//! The texts that a run reads, and positions in them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// One file of [`Sources`]. Ids follow the order of the paths, so that sorting by id sorts by path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

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

/// The texts of a specification folder. A clone shares them.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Arc<[SourceFile]>,
    /// What stands before every path that is shown: empty, or a folder with its `/`.
    folder: Arc<str>,
}

#[derive(Debug)]
struct SourceFile {
    path: String,
    text: String,
    /// The byte offset of the first character of each line.
    lines: Vec<usize>,
}

impl Sources {
    /// Takes the texts by their path relative to the specification folder, with `/` between the
    /// segments. A byte order mark at the start of a text is dropped.
    #[must_use]
    pub fn new(files: BTreeMap<String, String>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, mut text)| {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                let lines = line_starts(&text);
                SourceFile { path, text, lines }
            })
            .collect();
        Self {
            files,
            folder: Arc::from(""),
        }
    }

    /// The same texts, shown as files of this folder.
    #[must_use]
    pub fn shown_in(mut self, folder: &str) -> Self {
        self.folder = Arc::from(format!("{folder}/"));
        self
    }

    /// The path of a file as readers see it.
    #[must_use]
    pub fn shown(&self, id: FileId) -> String {
        format!("{}{}", self.folder, self.path(id))
    }

    /// All files, in the order of their paths.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// The file with exactly this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()?;
        u32::try_from(index).ok().map(FileId)
    }

    /// The path of a file, relative to the specification folder, with `/` between the segments.
    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.path)
    }

    /// The text of a file, without a byte order mark.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).map_or("", |file| &file.text)
    }

    /// One line of a file, counted from 1, without its line break. `None` behind the last line.
    #[must_use]
    pub fn line(&self, id: FileId, line: u32) -> Option<&str> {
        let file = self.file(id)?;
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        let start = *file.lines.get(index)?;
        let end = file
            .lines
            .get(index + 1)
            .copied()
            .unwrap_or(file.text.len());
        Some(file.text.get(start..end)?.trim_end_matches(['\n', '\r']))
    }

    fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }
}

/// Where lines start. A line ends with `\n`, `\r` or `\r\n` (YAML 1.2.2, section 5.4).
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (index, byte) in bytes.iter().enumerate() {
        let ends_line = match byte {
            b'\n' => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        if ends_line {
            starts.push(index + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> (Sources, FileId) {
        let sources = Sources::new(BTreeMap::from([("a.yaml".to_owned(), text.to_owned())]));
        let id = sources.find("a.yaml").unwrap();
        (sources, id)
    }

    #[test]
    fn lines_end_with_any_break() {
        let (sources, id) = sources("one\ntwo\r\nthree\rfour");
        let lines: Vec<_> = (1..).map_while(|line| sources.line(id, line)).collect();
        assert_eq!(lines, ["one", "two", "three", "four"]);
        assert_eq!(sources.line(id, 0), None);
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let (sources, id) = sources("\u{feff}a: 1");
        assert_eq!(sources.text(id), "a: 1");
    }

    #[test]
    fn ids_follow_the_paths() {
        let files = ["b.yaml", "a/c.yaml", "a.yaml"].map(|path| (path.to_owned(), String::new()));
        let sources = Sources::new(files.into());
        let paths: Vec<_> = sources.ids().map(|id| sources.path(id)).collect();
        assert_eq!(paths, ["a.yaml", "a/c.yaml", "b.yaml"]);
        assert_eq!(sources.find("c.yaml"), None);
    }
}
