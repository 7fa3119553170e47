//! Emitted files against a folder: what differs, said or mended. One comparison serves both.

mod disk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use disk::Found;
use similar::TextDiff;
use trueup_io::{Problem, shown};
use trueup_text::terminal;

/// How many lines of a diff are shown.
const DIFF_LINES: usize = 24;
/// How many files are written at once.
const WRITERS: usize = 16;

/// What differs between the emitted files and a folder.
#[derive(Debug)]
pub(crate) struct Comparison<'f> {
    folder: PathBuf,
    files: &'f BTreeMap<String, String>,
    differences: Vec<Difference>,
    /// What killed runs left behind.
    remains: Vec<String>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
}

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path below the folder, with `/` between its parts.
    pub path: String,
    /// What is wrong with it.
    pub kind: Kind,
    /// The first lines that differ, as a unified diff from the file to what is emitted; empty if
    /// one of the two does not exist.
    pub diff: String,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is not what is emitted.
    Stale,
    /// It is emitted, but not there.
    Missing,
    /// It is no longer emitted, and bears our header.
    Orphaned,
    /// It stands among emitted files, and does not bear our header.
    Foreign,
}

impl Kind {
    /// The code of the finding about it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale-file",
            Self::Missing => "missing-file",
            Self::Orphaned | Self::Foreign => "orphaned-file",
        }
    }

    /// What to say about it, after the file's path.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::Stale => "is not what the specs say",
            Self::Missing => "is missing",
            Self::Orphaned => "is no longer emitted",
            Self::Foreign => "is not emitted, and not ours to delete: it lacks the header",
        }
    }
}

/// What of the output folder belongs to a run, and is deleted when it is no longer emitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All crates and pages in it, those of documents that are no more, too.
    Folder,
    /// What begins with one of these paths: the rest may be of other documents.
    Below(Vec<String>),
}

/// What a run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// How many files were written.
    pub(crate) written: usize,
    /// How many were as they should be.
    pub(crate) unchanged: usize,
    /// The orphans that were deleted.
    pub(crate) removed: Vec<String>,
    /// The files among ours that are not ours, and were left alone.
    pub(crate) foreign: Vec<String>,
}

/// Compares the emitted `files`, by their paths below `folder`, with what stands there. The folder
/// need not exist.
///
/// # Errors
/// A folder that cannot be read, or that holds files but none of ours.
pub(crate) fn compare<'f>(
    folder: &Path,
    files: &'f BTreeMap<String, String>,
    scope: &Scope,
) -> Result<Comparison<'f>, String> {
    let folders = folders(files, scope);
    let found = disk::list(folder, |name| folders.contains(name))?;
    refuse_strange(folder, &found)?;
    let mut comparison = Comparison {
        folder: folder.to_owned(),
        files,
        differences: Vec::new(),
        remains: Vec::new(),
        unchanged: 0,
    };
    for (path, text) in files {
        match disk::read(folder, path)? {
            Some(bytes) if bytes == text.as_bytes() => comparison.unchanged += 1,
            Some(bytes) => comparison.add(
                path,
                Kind::Stale,
                diff(&String::from_utf8_lossy(&bytes), text),
            ),
            None => comparison.add(path, Kind::Missing, String::new()),
        }
    }
    comparison.orphans(&found, &folders, scope);
    comparison
        .differences
        .sort_by(|left, right| left.path.cmp(&right.path));
    Ok(comparison)
}

/// A wrong `--out` must not fill somebody's folder with crates.
fn refuse_strange(folder: &Path, found: &[Found]) -> Result<(), String> {
    let others = |file: &&Found| matches!(file, Found::Foreign(path) if !path.starts_with('.'));
    let ours = |file: &Found| matches!(file, Found::Ours(_) | Found::Remains(_));
    match found.iter().find(others) {
        Some(Found::Foreign(path)) if !found.iter().any(ours) => Err(format!(
            "{} holds files, like {}, but none that this command wrote: name an empty or a new folder",
            shown(folder),
            terminal::line(path)
        )),
        _ => Ok(()),
    }
}

impl Comparison<'_> {
    fn add(&mut self, path: &str, kind: Kind, diff: String) {
        self.differences.push(Difference {
            path: path.to_owned(),
            kind,
            diff,
        });
    }

    /// Files that belong to the run and are not emitted. By [`Scope::Folder`] that is what stands in the folders of the
    /// first level that hold ours; others beside them are not our business.
    fn orphans(&mut self, found: &[Found], folders: &BTreeSet<&str>, scope: &Scope) {
        let ours = found.iter().filter_map(|file| match file {
            Found::Ours(path) => first_level(path),
            _ => None,
        });
        let folders: BTreeSet<&str> = ours.chain(folders.iter().copied()).collect();
        let belongs = |path: &str, kind| match (scope, first_level(path)) {
            (Scope::Below(places), _) => places.iter().any(|place| path.starts_with(place)),
            (Scope::Folder, Some(folder)) => folders.contains(folder),
            (Scope::Folder, None) => kind == Kind::Orphaned,
        };
        for file in found {
            let (path, kind) = match file {
                Found::Ours(path) => (path, Kind::Orphaned),
                Found::Foreign(path) => (path, Kind::Foreign),
                Found::Remains(path) => {
                    self.remains.push(path.clone());
                    continue;
                }
            };
            if belongs(path, kind) && !self.files.contains_key(path) {
                self.add(path, kind, String::new());
            }
        }
    }

    /// What differs, by path.
    pub(crate) fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Mends what differs: writes stale and missing files, sources before manifests, then deletes
    /// orphans. Each file is replaced at once: a run that is killed leaves it old or new. Whoever writes has locked the folder
    /// since before the comparison.
    ///
    /// # Errors
    /// A file that cannot be written or deleted. Files that come before it have been mended.
    pub(crate) fn write(&self) -> Result<Written, String> {
        let mut done = Written {
            unchanged: self.unchanged,
            ..Written::default()
        };
        for path in &self.remains {
            trueup_io::remove(&self.folder, path)?;
        }
        let paths = self.to_write();
        for alike in paths.chunk_by(|a, b| is_manifest(a) == is_manifest(b)) {
            self.replace_all(alike)?;
            done.written += alike.len();
        }
        for difference in &self.differences {
            match difference.kind {
                Kind::Orphaned => {
                    trueup_io::remove(&self.folder, &difference.path)?;
                    done.removed.push(difference.path.clone());
                }
                Kind::Foreign => done.foreign.push(difference.path.clone()),
                Kind::Stale | Kind::Missing => {}
            }
        }
        Ok(done)
    }

    /// Writes files, several at once: each waits until the disk has it, and disks take in many as fast as one.
    fn replace_all(&self, paths: &[&str]) -> Result<(), String> {
        let next = AtomicUsize::new(0);
        let some = || -> Result<(), Problem> {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                let text = self.files.get(*path).map_or("", String::as_str);
                let written = trueup_io::inside(&self.folder, path)
                    .and_then(|place| trueup_io::replace(&place, text.as_bytes()));
                if written.is_err() {
                    // Nobody begins another file.
                    next.store(paths.len(), Ordering::Relaxed);
                    return written;
                }
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS.min(paths.len()))
                .map(|_| scope.spawn(some))
                .collect();
            let results = writers.into_iter().map(|writer| match writer.join() {
                Ok(result) => result.map_err(String::from),
                Err(_) => Err("a thread that writes files has died".to_owned()),
            });
            // All of them end before the first error is told.
            results.fold(Ok(()), Result::and)
        })
    }

    /// The files to write, in order. Cargo reads the manifests of all members first: a new
    /// manifest must find its sources.
    fn to_write(&self) -> Vec<&str> {
        let stale = |kind| matches!(kind, Kind::Stale | Kind::Missing);
        let differences = self
            .differences
            .iter()
            .filter(|difference| stale(difference.kind));
        let mut paths: Vec<&str> = differences
            .map(|difference| difference.path.as_str())
            .collect();
        paths.sort_by_key(|path| is_manifest(path));
        paths
    }
}

/// The folders of the first level that a run writes, or may have written before.
fn folders<'f>(files: &'f BTreeMap<String, String>, scope: &'f Scope) -> BTreeSet<&'f str> {
    let places = match scope {
        Scope::Folder => &[][..],
        Scope::Below(places) => places,
    };
    files
        .keys()
        .chain(places)
        .filter_map(|path| first_level(path))
        .collect()
}

fn first_level(path: &str) -> Option<&str> {
    path.split_once('/').map(|(folder, _)| folder)
}

fn is_manifest(path: &str) -> bool {
    path == "Cargo.toml" || path.ends_with("/Cargo.toml")
}

/// The first lines that differ.
fn diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().context_radius(1).to_string();
    let count = text.lines().count();
    let mut shown: String = text
        .lines()
        .take(DIFF_LINES)
        .map(|line| format!("{line}\n"))
        .collect();
    if count > DIFF_LINES {
        shown.push_str(&format!("… {} more lines\n", count - DIFF_LINES));
    }
    shown
}

#[cfg(test)]
mod tests;
