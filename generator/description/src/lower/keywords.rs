//! A schema, as its dialect reads it.

use super::schema::SchemaLowering;
use super::values::{count, flag};
use crate::cursor::At;
use crate::dialect::Dialect;

/// A schema with the keywords that mean something in it.
pub(super) struct Keywords<'d> {
    /// Where it stands.
    pub(super) at: At<'d>,
    /// How it is read.
    pub(super) dialect: Dialect,
}

impl<'d> SchemaLowering<'d> {
    /// The schema at a place.
    pub(super) fn keywords(&self, at: &At<'d>) -> Keywords<'d> {
        Keywords {
            at: at.clone(),
            dialect: self.documents.dialect(&at.origin),
        }
    }
}

impl<'d> Keywords<'d> {
    /// The value of a keyword.
    pub(super) fn get(&self, key: &str) -> Option<At<'d>> {
        self.at.get(key).filter(|_| self.dialect.knows(key))
    }

    /// A keyword that is a number of things.
    pub(super) fn count(&self, key: &str) -> Option<u64> {
        count(&self.at, key).filter(|_| self.dialect.knows(key))
    }

    /// A keyword that is false where it is absent.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.dialect.knows(key) && flag(&self.at, key)
    }

    /// A keyword that is a text.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }
}
