//! What can be said of a value of a union before any of its branches is read: the table that is emitted for each union.

use std::borrow::Cow;

use super::Fields;
use super::tape::{Item, Tape};

/// `null`
pub const NULL: u8 = 1;
/// `true` or `false`
pub const BOOL: u8 = 1 << 1;
/// A number that is an integer of 64 bits.
pub const INTEGER: u8 = 1 << 2;
/// Any other number.
pub const FLOAT: u8 = 1 << 3;
/// A string.
pub const TEXT: u8 = 1 << 4;
/// An array.
pub const LIST: u8 = 1 << 5;
/// An object.
pub const OBJECT: u8 = 1 << 6;
/// Any of these.
pub const ANY: u8 = NULL | BOOL | INTEGER | FLOAT | TEXT | LIST | OBJECT;

/// How the branch of a value is found.
#[derive(Clone, Copy, Debug)]
pub enum Branches {
    /// A property names it.
    Tagged {
        /// The property.
        property: &'static str,
        /// Its values, each with the index of a branch.
        names: &'static [(&'static str, usize)],
        /// The branch of objects whose property names none, or that lack it.
        other: Option<usize>,
    },
    /// It is the first of these that takes the value.
    Tried(&'static [Branch]),
}

/// A branch, and what a value is that it takes. What is said here refuses nothing that the branch itself would take.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    index: usize,
    takes: Takes,
    /// Of an object: its fields, and what stands in some of them.
    object: Option<(&'static Fields, &'static [(&'static str, Takes)])>,
}

impl Branch {
    /// A branch of this index that takes values of these kinds: a sum of [`NULL`] to [`OBJECT`].
    #[must_use]
    pub const fn new(index: usize, kinds: u8) -> Self {
        Self {
            index,
            takes: Takes::new(kinds),
            object: None,
        }
    }

    /// The strings that it takes are these.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.takes = self.takes.words(words);
        self
    }

    /// The integers that it takes are these.
    #[must_use]
    pub const fn numbers(mut self, numbers: &'static [i64]) -> Self {
        self.takes = self.takes.numbers(numbers);
        self
    }

    /// The objects that it takes have these fields, and such values in them where they are there.
    #[must_use]
    pub const fn with(
        mut self,
        fields: &'static Fields,
        members: &'static [(&'static str, Takes)],
    ) -> Self {
        self.object = Some((fields, members));
        self
    }

    /// Whether it may take an object with such members.
    fn admits_members(&self, members: &Members<'_>) -> bool {
        let Some((fields, takes)) = self.object else {
            return true;
        };
        let mut names = fields
            .required
            .iter()
            .filter_map(|index| fields.names.get(*index));
        names.all(|name| members.get(name).is_some())
            && takes.iter().all(|(name, takes)| {
                let item = members.get(name).and_then(|part| Tape(part).next());
                item.is_none_or(|item| takes.admits(item))
            })
    }
}

/// The values that a type takes, as far as a short look tells.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    kinds: u8,
    words: Option<&'static [&'static str]>,
    numbers: Option<&'static [i64]>,
}

impl Takes {
    /// Values of these kinds: a sum of [`NULL`] to [`OBJECT`].
    #[must_use]
    pub const fn new(kinds: u8) -> Self {
        Self {
            kinds,
            words: None,
            numbers: None,
        }
    }

    /// Of strings, these.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = Some(words);
        self
    }

    /// Of integers, these.
    #[must_use]
    pub const fn numbers(mut self, numbers: &'static [i64]) -> Self {
        self.numbers = Some(numbers);
        self
    }

    fn admits(&self, item: Item<'_>) -> bool {
        let kind = match item {
            Item::Null => NULL,
            Item::Bool(_) => BOOL,
            Item::Signed(_) | Item::Unsigned(_) => match self.numbers {
                Some(numbers) => return integer(item).is_some_and(|it| numbers.contains(&it)),
                None => INTEGER,
            },
            Item::Float(_) | Item::Digits(..) => FLOAT,
            Item::Text(text) => match self.words {
                Some(words) => return words.contains(&text),
                None => TEXT,
            },
            Item::List(_) => LIST,
            Item::Object(_) => OBJECT,
        };
        self.kinds & kind != 0
    }
}

/// The indices of the branches that may take a value, in the order of the table.
pub(super) fn candidates(branches: &[Branch], value: &[u8]) -> Vec<usize> {
    let Some(item) = Tape(value).next() else {
        return Vec::new();
    };
    let mut admitted: Vec<&Branch> = branches
        .iter()
        .filter(|branch| branch.takes.admits(item))
        .collect();
    // A lone branch says by itself what it misses.
    if let (Item::Object(members), 2..) = (item, admitted.len()) {
        let members = Members::of(members);
        admitted.retain(|branch| branch.admits_members(&members));
    }
    let mut indices: Vec<usize> = admitted.iter().map(|branch| branch.index).collect();
    indices.dedup();
    indices
}

/// The index of the branch that the value of a property names. It must be there once. An integer or a boolean names what
/// its text does: keys of a discriminator's mapping are always text.
pub(super) fn tagged(
    value: &[u8],
    property: &str,
    names: &[(&str, usize)],
    other: Option<usize>,
) -> Option<usize> {
    let Item::Object(mut members) = Tape(value).next()? else {
        return None;
    };
    let mut found = None;
    while let Some(key) = members.next_key() {
        let part = members.next_part()?;
        if key == property.as_bytes() && found.replace(part).is_some() {
            return None;
        }
    }
    let Some(found) = found else {
        return other;
    };
    let tag = match Tape(found).next()? {
        Item::Text(text) => Cow::Borrowed(text),
        Item::Bool(value) => Cow::Borrowed(if value { "true" } else { "false" }),
        Item::Signed(number) => Cow::Owned(number.to_string()),
        Item::Unsigned(number) => Cow::Owned(number.to_string()),
        _ => return other,
    };
    names
        .iter()
        .find(|(name, _)| *name == tag)
        .map(|(_, index)| *index)
        .or(other)
}

fn integer(item: Item<'_>) -> Option<i64> {
    match item {
        Item::Signed(number) => Some(number),
        Item::Unsigned(number) => i64::try_from(number).ok(),
        _ => None,
    }
}

/// The members of an object, sorted by their keys.
struct Members<'a>(Vec<(&'a [u8], &'a [u8])>);

impl<'a> Members<'a> {
    fn of(mut tape: Tape<'a>) -> Self {
        let mut members = Vec::new();
        while let (Some(key), Some(value)) = (tape.next_key(), tape.next_part()) {
            members.push((key, value));
        }
        members.sort_unstable_by_key(|(key, _)| *key);
        Self(members)
    }

    /// The value under a key; of a key that comes twice, which every branch refuses, one of them.
    fn get(&self, key: &str) -> Option<&'a [u8]> {
        let key = key.as_bytes();
        let at = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.0.get(at).map(|(_, value)| *value)
    }
}
