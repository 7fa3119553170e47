//! The documents of a folder, by the version that they are written for.

use std::fs;
use std::path::PathBuf;

use bench_fixtures::Random;
use bench_harness::Result;

/// What the draw of a sample begins with.
const SEED: u64 = 2026;

/// No document of more bytes is drawn: the compiler takes minutes, and gigabytes, for what is made of it.
pub(crate) const LARGEST: u64 = 1_500_000;

/// The version of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    Swagger,
    V3_0,
    V3_1,
    V3_2,
}

impl Version {
    pub(crate) const ALL: &[Self] = &[Self::Swagger, Self::V3_0, Self::V3_1, Self::V3_2];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Swagger => "2.0",
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        }
    }

    /// By what stands behind the key at the root of a document.
    fn of(key: &str, value: &str) -> Option<Self> {
        let starts = |begin: &str| value.trim_start_matches(['"', '\'']).starts_with(begin);
        match key {
            "swagger" if starts("2") => Some(Self::Swagger),
            "openapi" => Self::ALL
                .iter()
                .skip(1)
                .copied()
                .find(|version| starts(version.name())),
            _ => None,
        }
    }
}

/// A document.
#[derive(Clone)]
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) version: Version,
    /// In bytes.
    pub(crate) size: u64,
}

/// Every document of some folders, in the order of their paths.
///
/// # Errors
///
/// A folder or a file that cannot be read.
pub(crate) fn documents(folders: impl Iterator<Item = PathBuf>) -> Result<Vec<Document>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let ending = path.extension().and_then(|ending| ending.to_str());
            if !matches!(ending, Some("json" | "yaml" | "yml")) {
                continue;
            }
            let text = String::from_utf8(fs::read(&path)?).unwrap_or_default();
            let size = text.len() as u64;
            found.extend(version(&text).map(|version| Document {
                path,
                version,
                size,
            }));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The version of a text, if it is a document: by the first key of that name that can be at the root. Nobody writes one
/// deeper before it, as examples that hold documents have it escaped.
fn version(text: &str) -> Option<Version> {
    let json = text.trim_start().starts_with('{');
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let (place, key) = ["openapi", "swagger"]
            .iter()
            .filter_map(|key| Some((rest.find(key)?, *key)))
            .min()?;
        at += place + key.len();
        let before = rest.get(..place)?;
        let behind = rest.get(place + key.len()..)?;
        let at_root = match json {
            true => before.ends_with('"') && behind.starts_with('"'),
            false => before.is_empty() || before.ends_with(['\n', '"', '\'']),
        };
        let value = behind
            .trim_start_matches(['"', '\''])
            .trim_start()
            .strip_prefix(':')
            .map(str::trim_start);
        if let Some(version) = value
            .filter(|_| at_root)
            .and_then(|value| Version::of(key, value))
        {
            return Some(version);
        }
    }
    None
}

/// As many of the documents of a version as are asked for, drawn by a fixed seed; small ones first.
pub(crate) fn sample(documents: &[Document], version: Version, most: usize) -> Vec<Document> {
    let mut those: Vec<_> = documents
        .iter()
        .filter(|document| document.version == version && document.size <= LARGEST)
        .cloned()
        .collect();
    let mut random = Random(SEED);
    let mut drawn = Vec::new();
    while drawn.len() < most && !those.is_empty() {
        let index = random.below(those.len() as u64) as usize;
        drawn.push(those.swap_remove(index));
    }
    drawn.sort_by_key(|document| document.size);
    drawn
}
