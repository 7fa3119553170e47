//! Which operations of a description are meant: all, or those that somebody chose.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::cursor::At;
use crate::diagnostic::nearest;

/// A choice of operations: each that has one of the tags, paths or ids; all if none are named.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choice {
    /// Tags of operations.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Paths, as the description writes them; with `*` at its end, one stands for all that begin with it.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Ids of operations.
    #[serde(default)]
    pub ids: Vec<String>,
}

impl Choice {
    /// Whether every operation is meant.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self == &Self::default()
    }
}

/// What an operation is chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Tag,
    Path,
    Id,
}

impl By {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Tag, "tag"), (Self::Path, "path"), (Self::Id, "id")];
}

/// A choice as it is applied: it knows which of its parts have found an operation.
pub(crate) struct Chooser<'c> {
    choice: &'c Choice,
    found: BTreeSet<(By, &'c str)>,
    /// What else there is to choose by.
    known: BTreeMap<By, BTreeSet<String>>,
}

impl<'c> Chooser<'c> {
    pub(crate) fn new(choice: &'c Choice) -> Self {
        Self {
            choice,
            found: BTreeSet::new(),
            known: BTreeMap::new(),
        }
    }

    /// Whether all operations are taken.
    pub(crate) fn takes_all(&self) -> bool {
        self.choice.is_all()
    }

    /// Whether an operation at a path is taken.
    pub(crate) fn takes(&mut self, path: &str, operation: &At<'_>) -> bool {
        if self.takes_all() {
            return true;
        }
        let tags = operation.get("tags");
        let tags = tags.iter().flat_map(At::items);
        let tags = tags.filter_map(|tag| Some((By::Tag, tag.as_str()?)));
        let id = operation.get("operationId");
        let id = id.as_ref().and_then(At::as_str).map(|id| (By::Id, id));
        let mut taken = false;
        for (by, name) in tags.chain(id).chain([(By::Path, path)]) {
            self.known.entry(by).or_default().insert(name.to_owned());
            for wanted in self.wanted(by) {
                if matches(by, wanted, name) {
                    self.found.insert((by, wanted));
                    taken = true;
                }
            }
        }
        taken
    }

    fn wanted(&self, by: By) -> &'c [String] {
        match by {
            By::Tag => &self.choice.tags,
            By::Path => &self.choice.paths,
            By::Id => &self.choice.ids,
        }
    }

    /// Says which part of the choice found nothing, once all operations have been looked at.
    pub(crate) fn end(self) -> Result<(), String> {
        for (by, word) in By::ALL {
            for wanted in self.wanted(by) {
                if self.found.contains(&(by, wanted)) {
                    continue;
                }
                let known = self.known.get(&by).into_iter().flatten();
                let meant = nearest(wanted, known.map(String::as_str));
                let meant = meant.map(|meant| format!("; did you mean `{meant}`?"));
                return Err(format!(
                    "no operation has the {word} `{wanted}`{}",
                    meant.unwrap_or_default()
                ));
            }
        }
        Ok(())
    }
}

fn matches(by: By, wanted: &str, name: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(beginning) if by == By::Path => name.starts_with(beginning),
        _ => wanted == name,
    }
}
