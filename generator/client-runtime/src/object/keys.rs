//! Keys of an object, each as the index of its field.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::Fields;

/// The most fields that a type can have: one bit is kept for each.
const MOST_FIELDS: usize = 256;

/// What is known of the keys of one object. It has nothing to drop: what is generic around it stays small.
#[derive(Debug)]
pub(super) struct Keys {
    fields: &'static Fields,
    /// The field that is expected next: most senders write fields in the order of the schema.
    expected: usize,
    seen: Seen,
}

impl Keys {
    #[inline]
    pub(super) fn new(fields: &'static Fields) -> Self {
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
    /// When the input ends, a key is not text, or a field comes twice (with `null` too). At the end of the object, when
    /// a required field has not come.
    #[inline]
    pub(super) fn next<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        mut unknown: Option<&mut String>,
    ) -> Result<Option<usize>, A::Error> {
        let key = Key {
            keys: self,
            unknown: unknown.as_deref_mut(),
        };
        match map.next_key_seed(key)? {
            Some(Name::Borrowed(key)) => self.take(key.as_bytes(), unknown).map(Some),
            Some(Name::Found(index)) => Ok(Some(index)),
            None => self.end().map(|()| None),
        }
    }

    /// The index of the field of this name: one comparison when the keys come in the order of the schema.
    #[inline]
    fn find(&self, key: &[u8]) -> Option<usize> {
        let is_expected = self
            .fields
            .names
            .get(self.expected)
            .is_some_and(|name| same(name.as_bytes(), key));
        if is_expected {
            Some(self.expected)
        } else {
            self.search(key)
        }
    }

    /// A plain search from the start (measured: one that wraps around from the last position costs 30 % on shuffled
    /// keys). It stays out of the way of keys in order, which need few registers.
    #[inline(never)]
    fn search(&self, key: &[u8]) -> Option<usize> {
        let mut names = self.fields.names.iter();
        names.position(|name| same(name.as_bytes(), key))
    }

    /// Takes note of a key: the index of its field.
    #[inline]
    fn take<E: de::Error>(&mut self, key: &[u8], unknown: Option<&mut String>) -> Result<usize, E> {
        let Some(index) = self.find(key) else {
            return Ok(note(key, unknown));
        };
        if !self.seen.insert(index) {
            return Err(self.duplicate(index));
        }
        self.expected = index + 1;
        Ok(index)
    }

    #[cold]
    fn duplicate<E: de::Error>(&self, index: usize) -> E {
        E::duplicate_field(self.fields.names.get(index).copied().unwrap_or("?"))
    }

    /// Without keys: the index of the field whose turn it is. `None` after the last.
    pub(super) fn turn(&self) -> Option<usize> {
        (self.expected < self.fields.names.len()).then_some(self.expected)
    }

    /// Without keys: the field whose turn it is has come.
    pub(super) fn came(&mut self) {
        self.seen.insert(self.expected);
        self.expected += 1;
    }

    /// At the end of the fields: an error if a required one has not come. It names the first.
    #[inline]
    pub(super) fn end<E: de::Error>(&self) -> Result<(), E> {
        match self
            .fields
            .required
            .iter()
            .find(|index| !self.seen.contains(**index))
        {
            None => Ok(()),
            Some(absent) => Err(E::missing_field(
                self.fields.names.get(*absent).copied().unwrap_or("?"),
            )),
        }
    }
}

/// Takes note of a key that is no field's. Out of the way, as most keys are.
#[inline(never)]
fn note(key: &[u8], unknown: Option<&mut String>) -> usize {
    if let Some(unknown) = unknown {
        *unknown = String::from_utf8_lossy(key).into_owned();
    }
    usize::MAX
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
    keys: &'a mut Keys,
    unknown: Option<&'a mut String>,
}

/// Whether two names are the same. Names of one type often begin alike: their ends tell most of them apart at once.
///
/// They are short, and there are as many as a body has keys: a call of `memcmp` for each would cost more than all else
/// here (measured: a tenth of the time of decoding a small body).
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if let (Some(one_end), Some(other_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        let (ones, others) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
        return one_end == other_end && ones.iter().zip(others).all(|(one, other)| one == other);
    }
    if let (Some(one_end), Some(other_end)) = (one.last_chunk::<4>(), other.last_chunk::<4>()) {
        return one_end == other_end && one.first_chunk::<4>() == other.first_chunk::<4>();
    }
    one.iter().zip(other).all(|(one, other)| one == other)
}

/// A key that was read.
enum Name<'de> {
    /// Not looked for yet: it lasts as long as the input, so that whoever asked for it can do that.
    Borrowed(&'de str),
    /// Its field.
    Found(usize),
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Name<'de>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Borrowed(key))
    }

    // Out of the way: most formats lend their keys.
    #[inline(never)]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Name<'de>, E> {
        self.keys
            .take(key.as_bytes(), self.unknown)
            .map(Name::Found)
    }

    #[inline(never)]
    fn visit_bytes<E: de::Error>(self, key: &[u8]) -> Result<Name<'de>, E> {
        self.keys.take(key, self.unknown).map(Name::Found)
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn names_are_the_same_if_every_byte_is() {
        let name = b"num_pending_channels";
        for length in 0..=name.len() {
            let name = &name[..length];
            assert!(same(name, name));
            assert!(!same(name, &b"num_pending_channels_"[..length + 1]));
            for at in 0..length {
                let mut other = name.to_vec();
                other[at] ^= 1;
                assert!(!same(name, &other), "{length}, {at}");
            }
        }
    }
}
