//! Files that documents take in: each is read where it is taken in, and what is found in it is found at its own line.
//!
//! What is taken in is looked for among the texts of a run alone, so that a page cannot reach for a file that nobody
//! named; [`wanted`] says which those are.

mod directive;
mod expand;

pub(super) use expand::{Expanded, Lines};

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use super::Pages;
use directive::{Directive, directives};

/// So many bytes are taken in by all documents of a run together.
const MOST_BYTES: usize = 64 << 20;
/// So many files are taken in by one document.
const MOST_FILES: usize = 10_000;
/// So deep do files take in each other.
const MOST_DEEP: usize = 16;

/// The files that a text may mean, for each place where it takes one in: the first that exists counts.
pub(crate) fn wanted(name: &str, text: &str) -> Vec<Vec<String>> {
    if !is_markdown(name) {
        return Vec::new();
    }
    let found = directives(text);
    found.iter().map(|it| candidates(name, it.path)).collect()
}

/// Whether a file is Markdown by its name.
fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["md", "mdx", "markdown", "mkd", "apib"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// The texts of a run by their names.
pub(super) struct Library<'t> {
    texts: Vec<(&'t str, &'t str)>,
    by_name: BTreeMap<String, usize>,
    /// What each file takes in, once it is known.
    directives: Vec<OnceCell<Vec<Directive<'t>>>>,
    /// How many bytes may still be taken in.
    left: Cell<usize>,
}

impl<'t> Library<'t> {
    pub(super) fn new(pages: Pages<'t>) -> Self {
        let texts = pages.documents.iter().chain(pages.beside);
        let texts: Vec<_> = texts
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let names = texts.iter().enumerate().rev();
        Self {
            by_name: names
                .filter_map(|(index, (name, _))| Some((normal(name)?, index)))
                .collect(),
            directives: texts.iter().map(|_| OnceCell::new()).collect(),
            texts,
            left: Cell::new(MOST_BYTES),
        }
    }

    /// Name and text of a file.
    pub(super) fn text(&self, file: usize) -> (&'t str, &'t str) {
        self.texts.get(file).copied().unwrap_or_default()
    }

    /// The files that are read for themselves: those that no other one takes in, and where files take in each other in
    /// a circle, the first of them.
    pub(super) fn roots(&self, documents: usize) -> BTreeSet<usize> {
        let takes: Vec<BTreeSet<usize>> = (0..documents).map(|file| self.taken_by(file)).collect();
        let taken: BTreeSet<usize> = takes
            .iter()
            .enumerate()
            .flat_map(|(file, takes)| takes.iter().filter(move |other| **other != file))
            .copied()
            .collect();
        let mut reached = BTreeSet::new();
        let mut roots = BTreeSet::new();
        let free = (0..documents).filter(|file| !taken.contains(file));
        for root in free.chain(0..documents) {
            if reached.contains(&root) {
                continue;
            }
            roots.insert(root);
            let mut open = vec![root];
            while let Some(file) = open.pop() {
                if reached.insert(file) {
                    match takes.get(file) {
                        Some(takes) => open.extend(takes),
                        None => open.extend(self.taken_by(file)),
                    }
                }
            }
        }
        roots
    }

    fn taken_by(&self, file: usize) -> BTreeSet<usize> {
        let (name, _) = self.text(file);
        self.directives(file)
            .iter()
            .filter_map(|it| self.find(name, it.path))
            .collect()
    }

    /// Where a file takes in others.
    fn directives(&self, file: usize) -> &[Directive<'t>] {
        let (name, text) = self.text(file);
        let Some(known) = self.directives.get(file).filter(|_| is_markdown(name)) else {
            return &[];
        };
        known.get_or_init(|| directives(text))
    }

    /// The file that another one means by a path.
    fn find(&self, name: &str, path: &str) -> Option<usize> {
        let mut candidates = candidates(name, path).into_iter();
        candidates.find_map(|path| self.by_name.get(&path).copied())
    }
}

/// The files that a path in a file may mean: seen from its folder, or from one above it, which may be where the site begins.
fn candidates(name: &str, path: &str) -> Vec<String> {
    const LONGEST: usize = 256;
    const MOST: usize = 32;
    if path.is_empty() || path.len() > LONGEST || path.contains("://") {
        return Vec::new();
    }
    let name = slashes(name);
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let root = if name.starts_with('/') { "/" } else { "" };
    let inside = |folder: &str, path: &str| {
        let folder = folder.trim_start_matches('/');
        match folder.is_empty() {
            true => normal(&format!("{root}{path}")),
            false => normal(&format!("{root}{folder}/{path}")),
        }
    };
    let relative = path.starts_with("./") || path.starts_with("../");
    let from_root = ["@/", "@site/", "~/", "/"]
        .iter()
        .find_map(|mark| path.strip_prefix(mark));
    if relative {
        return inside(folder, path).into_iter().collect();
    }
    let path = from_root.unwrap_or(path);
    let mut above = Some(folder);
    let mut found = Vec::new();
    while let Some(folder) = above.filter(|_| found.len() < MOST) {
        found.extend(inside(folder, path));
        above = match folder.rsplit_once('/') {
            Some((next, _)) => Some(next),
            None => (!matches!(folder, "" | ".")).then_some(""),
        };
    }
    found
}

fn slashes(name: &str) -> String {
    match cfg!(windows) {
        true => name.replace('\\', "/"),
        false => name.to_owned(),
    }
}

/// A path without `.` and `..`; none where it leads out of what it begins in.
fn normal(path: &str) -> Option<String> {
    let path = slashes(path);
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&"..") | None => parts.push(".."),
                Some(_) => {
                    parts.pop();
                }
            },
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    (!parts.is_empty()).then(|| format!("{root}{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_meant_from_the_folder_or_from_one_above() {
        assert_eq!(candidates("docs/api/x.md", "./a.md"), ["docs/api/a.md"]);
        assert_eq!(candidates("docs/api/x.md", "../a.md"), ["docs/a.md"]);
        assert_eq!(
            candidates("docs/api/x.md", "/parts/a.md"),
            ["docs/api/parts/a.md", "docs/parts/a.md", "parts/a.md"]
        );
        assert_eq!(candidates("x.md", "@/a.md"), ["a.md"]);
        assert_eq!(candidates("/y/x.md", "a.md"), ["/y/a.md", "/a.md"]);
        assert_eq!(candidates("x.md", "https://a.test/b.md"), [""; 0]);
    }

    fn roots(texts: &[(&str, &str)]) -> Vec<usize> {
        let documents: Vec<(String, String)> = texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        let pages = Pages {
            documents: &documents,
            beside: &[],
        };
        Library::new(pages)
            .roots(documents.len())
            .into_iter()
            .collect()
    }

    #[test]
    fn what_is_taken_in_is_not_read_for_itself() {
        let include = "<!--@include: ./b.md-->";
        assert_eq!(roots(&[("a.md", include), ("b.md", "")]), [0]);
        assert_eq!(roots(&[("b.md", ""), ("a.md", include)]), [1]);
        // In a circle, somebody is the first.
        let back = "<!--@include: ./a.md-->";
        assert_eq!(roots(&[("a.md", include), ("b.md", back)]), [0]);
        assert_eq!(roots(&[("b.md", include)]), [0]);
    }
}
