//! Names in their order, among which one is found without going through all.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

/// Names that differ from each other, in the order in which they came. It reads as a slice.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    order: Vec<String>,
    known: BTreeSet<String>,
}

impl Names {
    /// Adds a name behind the others, unless it is among them.
    pub fn insert(&mut self, name: String) {
        if !self.known.contains(&name) {
            self.known.insert(name.clone());
            self.order.push(name);
        }
    }

    /// Whether a name is among them.
    pub fn holds(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.order.clear();
        self.known.clear();
    }
}

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.order
    }
}

impl FromIterator<String> for Names {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        let mut all = Self::default();
        for name in names {
            all.insert(name);
        }
        all
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.order.fmt(f)
    }
}
