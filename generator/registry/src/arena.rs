//! The memory of registries: everything is freed at once, with the arena.

use std::sync::OnceLock;

use bumpalo::Bump;
use trueup_validator::Regex;

/// What registries are built in.
#[derive(Default)]
pub struct Arena {
    values: Bump,
    /// Apart from the rest, because they own memory that must be freed.
    regexes: typed_arena::Arena<Regex>,
}

impl Arena {
    /// Keeps a value.
    pub(crate) fn value<T: Copy>(&self, value: T) -> &T {
        self.values.alloc(value)
    }

    /// Keeps values.
    pub(crate) fn list<T: Copy>(&self, values: impl IntoIterator<Item = T>) -> &[T] {
        let values: Vec<T> = values.into_iter().collect();
        self.values.alloc_slice_copy(&values)
    }

    /// Keeps a text.
    pub(crate) fn text(&self, text: &str) -> &str {
        self.values.alloc_str(text)
    }

    /// Keeps texts.
    pub(crate) fn texts(&self, texts: impl IntoIterator<Item = impl AsRef<str>>) -> &[&str] {
        self.list(texts.into_iter().map(|text| self.text(text.as_ref())))
    }

    /// A place for a value that is made later.
    pub(crate) fn place<T: Copy>(&self) -> &OnceLock<&T> {
        self.values.alloc(OnceLock::new())
    }

    /// Keeps a regular expression.
    pub(crate) fn regex(&self, regex: Regex) -> &Regex {
        self.regexes.alloc(regex)
    }
}

impl std::fmt::Debug for Arena {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arena")
            .field("bytes", &self.values.allocated_bytes())
            .finish_non_exhaustive()
    }
}
