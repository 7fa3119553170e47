//! Keys of an object, each as the index of its field.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

/// The most fields that a type can have: one bit is kept for each.
const MOST_FIELDS: usize = 256;

/// What is known of the keys of one object. It has nothing to drop: what is generic around it stays small.
#[derive(Debug)]
pub(super) struct Keys {
    fields: &'static [&'static str],
    /// The field that is expected next: most senders write fields in the order of the schema.
    expected: usize,
    seen: Seen,
}

impl Keys {
    #[inline]
    pub(super) fn new(fields: &'static [&'static str]) -> Self {
        Self {
            fields,
            expected: 0,
            seen: Seen::default(),
        }
    }

    /// Reads the next key: the index of its field, or `usize::MAX` for a key that is no field's, which is put into
    /// `unknown`. `None` at the end of the object.
    ///
    /// # Errors
    ///
    /// When the input ends, a key is not text, or a field comes twice (with `null` too).
    #[inline]
    pub(super) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        unknown: Option<&mut String>,
    ) -> Result<Option<usize>, A::Error> {
        let key = Key {
            fields: self.fields,
            expected: self.expected,
            unknown,
        };
        let Some(index) = map.next_key_seed(key)? else {
            return Ok(None);
        };
        if let Some(name) = self.fields.get(index) {
            if !self.seen.insert(index) {
                return Err(de::Error::duplicate_field(name));
            }
            self.expected = index + 1;
        }
        Ok(Some(index))
    }

    /// Without keys: the index of the field whose turn it is. `None` after the last.
    pub(super) fn turn(&self) -> Option<usize> {
        (self.expected < self.fields.len()).then_some(self.expected)
    }

    /// Without keys: the field whose turn it is has come.
    pub(super) fn came(&mut self) {
        self.seen.insert(self.expected);
        self.expected += 1;
    }

    /// At the end of the object: an error if a required field has not come. It names the first.
    #[inline]
    pub(super) fn end<E: de::Error>(&self, required: &[usize]) -> Result<(), E> {
        match required.iter().find(|index| !self.seen.contains(**index)) {
            None => Ok(()),
            Some(absent) => Err(E::missing_field(
                self.fields.get(*absent).copied().unwrap_or("?"),
            )),
        }
    }
}

/// One bit for each field that has come.
#[derive(Clone, Copy, Debug, Default)]
struct Seen([u64; MOST_FIELDS / 64]);

impl Seen {
    /// Sets the bit; false if it was set already, or if there is no such bit.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let Some(word) = self.0.get_mut(index / 64) else {
            return false;
        };
        let bit = 1u64 << (index % 64);
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        self.0
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// Reads a key as the index of its field.
struct Key<'a> {
    fields: &'static [&'static str],
    expected: usize,
    unknown: Option<&'a mut String>,
}

impl Key<'_> {
    /// One comparison when the keys come in the order of the schema, else a plain search from the start
    /// (measured: a search that wraps around from the last position costs 30 % on shuffled keys).
    #[inline]
    fn find(self, key: &[u8]) -> usize {
        if self
            .fields
            .get(self.expected)
            .is_some_and(|name| name.as_bytes() == key)
        {
            return self.expected;
        }
        // Names of one type often begin alike; their last bytes tell most of them apart at once.
        let same = |name: &&str| {
            name.len() == key.len()
                && name.as_bytes().last() == key.last()
                && name.as_bytes() == key
        };
        let found = self.fields.iter().position(same);
        found.unwrap_or_else(|| {
            if let Some(unknown) = self.unknown {
                *unknown = String::from_utf8_lossy(key).into_owned();
            }
            usize::MAX
        })
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        Ok(self.find(key.as_bytes()))
    }

    #[inline]
    fn visit_bytes<E: de::Error>(self, key: &[u8]) -> Result<usize, E> {
        Ok(self.find(key))
    }
}
