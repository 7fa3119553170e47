//! The texts that a run reads.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use crate::metaschemas::METASCHEMAS;
pub use crate::span::{FileId, Position, Span};
use crate::tree::Node;

/// The texts of a specification folder. A clone shares them.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Arc<[SourceFile]>,
    shown: Shown,
    /// The URI of the folder, with a `/` at its end.
    base: Arc<str>,
    /// The paths of the files that were asked for by name.
    named: Arc<[String]>,
    /// What was read of them ahead, until it is needed.
    trees: Arc<Mutex<BTreeMap<FileId, Node>>>,
}

/// How readers see the paths of files.
#[derive(Clone, Debug)]
enum Shown {
    /// Below a folder, with its `/`; empty for none.
    In(Arc<str>),
    /// By this name, whatever they are called.
    As(Arc<str>),
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
            shown: Shown::In(Arc::from("")),
            base: Arc::from("file:///"),
            named: Arc::from([]),
            trees: Arc::default(),
        }
    }

    /// The texts of all, each by its path, and what was read of them ahead.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut texts = BTreeMap::new();
        let mut trees = BTreeMap::new();
        for part in parts {
            for (id, file) in part.ids().zip(part.files.iter()) {
                texts.insert(file.path.clone(), file.text.clone());
                trees.extend(part.take_tree(id).map(|tree| (file.path.clone(), tree)));
            }
        }
        let joined = Self::new(texts);
        for (path, mut tree) in trees {
            if let Some(id) = joined.find(&path) {
                tree.move_to(id);
                joined.keep_tree(id, tree);
            }
        }
        joined
    }

    /// Keeps what was read of a file, for whoever reads it next.
    pub(crate) fn keep_tree(&self, id: FileId, tree: Node) {
        if let Ok(mut trees) = self.trees.lock() {
            trees.insert(id, tree);
        }
    }

    /// What was read of a file ahead, which is given away once.
    pub(crate) fn take_tree(&self, id: FileId) -> Option<Node> {
        self.trees.lock().ok()?.remove(&id)
    }

    /// The same texts, of a folder with a URI: references by URIs that begin with it lead to its files. It ends in `/`.
    #[must_use]
    pub fn located_at(mut self, uri: &str) -> Self {
        self.base = Arc::from(uri);
        self
    }

    /// The same texts, of which those with these paths are what is to be read; the others are only referred to.
    #[must_use]
    pub fn asking_for(mut self, paths: impl IntoIterator<Item = String>) -> Self {
        self.named = paths.into_iter().collect();
        self
    }

    /// Whether a file was asked for by name; `None` if none was.
    pub(crate) fn is_asked_for(&self, id: FileId) -> Option<bool> {
        let path = self.path(id);
        (!self.named.is_empty()).then(|| self.named.iter().any(|named| named == path))
    }

    /// The URI of a file.
    pub(crate) fn uri(&self, id: FileId) -> String {
        match self.is_metaschema(id) {
            true => self.path(id).to_owned(),
            false => format!("{}{}", self.base, encoded(self.path(id))),
        }
    }

    /// The part of a URI below that of the folder.
    pub(crate) fn below<'u>(&self, uri: &'u str) -> Option<&'u str> {
        uri.strip_prefix(&*self.base)
    }

    /// The meta-schemas of JSON Schema, which stand behind all own files.
    pub fn metaschemas(&self) -> impl Iterator<Item = FileId> + use<> {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let own = count(self.files.len());
        (own..own.saturating_add(count(METASCHEMAS.len()))).map(FileId)
    }

    /// Whether a file is one of them.
    pub(crate) fn is_metaschema(&self, id: FileId) -> bool {
        usize::try_from(id.0).is_ok_and(|index| index >= self.files.len())
    }

    /// The same texts, shown as files of this folder; with an empty one by their paths alone.
    #[must_use]
    pub fn shown_in(mut self, folder: &str) -> Self {
        self.shown = Shown::In(match folder {
            "" => Arc::from(""),
            folder => Arc::from(format!("{folder}/")),
        });
        self
    }

    /// The same text, which is in no file, shown by this name.
    #[must_use]
    pub fn shown_as(mut self, name: &str) -> Self {
        self.shown = Shown::As(Arc::from(name));
        self
    }

    /// The path of a file as readers see it.
    #[must_use]
    pub fn shown(&self, id: FileId) -> String {
        match &self.shown {
            _ if self.is_metaschema(id) => self.path(id).to_owned(),
            Shown::In(folder) => format!("{folder}{}", self.path(id)),
            Shown::As(name) => name.to_string(),
        }
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

    /// The name of a file up to its first dot: what it is called, if it is one value.
    #[must_use]
    pub fn stem(&self, id: FileId) -> &str {
        let path = self.path(id);
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        name.split_once('.').map_or(name, |(stem, _)| stem)
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
        let index = usize::try_from(id.0).ok()?;
        match index.checked_sub(self.files.len()) {
            None => self.files.get(index),
            Some(index) => BUILT_IN.get(index),
        }
    }
}

/// The meta-schemas as files.
static BUILT_IN: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let files = METASCHEMAS.iter().map(|(path, text)| SourceFile {
        path: format!("https://json-schema.org/{path}"),
        text: (*text).to_owned(),
        lines: line_starts(text),
    });
    files.collect()
});

/// A path as part of a URI (RFC 3986 §3.3; RFC 3987 takes all letters).
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '/' | '-' | '.' | '_' | '~' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ','
            | ';' | '=' | ':' | '@' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
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
