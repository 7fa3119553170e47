//! The entries of one JSON object, each with the index of its field.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess,
    Visitor,
};

use super::Unknown;
use super::sequence::Ended;
use crate::patch::Patch;

/// The most fields that a type can have: one bit is kept for each.
const MOST_FIELDS: usize = 256;

/// The entries of one object. See [`Object`](super::Object) for where it is used.
#[derive(Debug)]
pub struct Reader<A> {
    map: A,
    fields: &'static [&'static str],
    /// The field that is expected next: most senders write fields in the order of the schema.
    expected: usize,
    seen: Seen,
    /// Where an unknown key is kept until [`extra`](Self::extra) takes it.
    unknown: Option<String>,
    /// When an array is read as an object: whether its elements have ended.
    ended: Option<Ended>,
}

impl<A> Reader<A> {
    pub(super) fn new(map: A, fields: &'static [&'static str], unknown: Unknown) -> Self {
        let unknown = match unknown {
            Unknown::Skip => None,
            Unknown::Keep => Some(String::new()),
        };
        Self {
            map,
            fields,
            expected: 0,
            seen: Seen::default(),
            unknown,
            ended: None,
        }
    }

    /// Reads from an array, which may end before the fields do.
    pub(super) fn until(self, ended: Ended) -> Self {
        Self {
            ended: Some(ended),
            ..self
        }
    }

    /// The error for an object that lacks required fields; `required` are their indices in `FIELDS`.
    ///
    /// It names the first that was not there.
    pub fn missing<'de>(&self, required: &[usize]) -> A::Error
    where
        A: MapAccess<'de>,
    {
        let absent = required.iter().find(|index| !self.seen.contains(**index));
        de::Error::missing_field(
            absent
                .and_then(|index| self.fields.get(*index))
                .copied()
                .unwrap_or("?"),
        )
    }
}

impl<'de, A: MapAccess<'de>> Reader<A> {
    /// Reads the next key: the index of its field, or `usize::MAX` for a key that is no field's.
    /// `None` at the end of the object.
    ///
    /// # Errors
    ///
    /// When the input ends, a key is not text, or a field comes twice (with `null` too).
    #[inline]
    #[expect(
        clippy::should_implement_trait,
        reason = "it lends itself between the calls, which an iterator cannot"
    )]
    pub fn next(&mut self) -> Result<Option<usize>, A::Error> {
        let key = Key {
            fields: self.fields,
            expected: self.expected,
            unknown: self.unknown.as_mut(),
        };
        let Some(index) = self.map.next_key_seed(key)? else {
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

    /// Reads the value of a field that must be there, or whose absence stands for a default.
    /// `null` is an error unless `T` takes it.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    #[inline]
    pub fn put<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        match self.map.next_value() {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => self.absent(error),
        }
    }

    /// Reads the value of an optional field; `null` is the same as absence.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor a `T`.
    #[inline]
    pub fn opt<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        match self.map.next_value() {
            Ok(value) => {
                *slot = value;
                Ok(())
            }
            Err(error) => self.absent(error),
        }
    }

    /// Reads the value of a field for which the text `zero` means "not set", as `null` does.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor text, or text that is neither `zero` nor a `T`.
    #[inline]
    pub fn zero<T: Deserialize<'de>>(
        &mut self,
        slot: &mut Option<T>,
        zero: &str,
    ) -> Result<(), A::Error> {
        let value = PhantomData;
        match self.map.next_value_seed(OrZero { zero, value }) {
            Ok(value) => {
                *slot = value;
                Ok(())
            }
            Err(error) => self.absent(error),
        }
    }

    /// Reads the value of a field for which absence and `null` differ.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor a `T`.
    #[inline]
    pub fn patch<T: Deserialize<'de>>(&mut self, slot: &mut Patch<T>) -> Result<(), A::Error> {
        match self.map.next_value() {
            Ok(Some(value)) => *slot = Patch::Set(value),
            Ok(None) => *slot = Patch::Clear,
            Err(error) => return self.absent(error),
        }
        Ok(())
    }

    /// The last field is absent after all if the array has ended.
    #[cold]
    fn absent(&mut self, error: A::Error) -> Result<(), A::Error> {
        if !self.ended.as_ref().is_some_and(Ended::is_set) {
            return Err(error);
        }
        self.seen.remove(self.expected.saturating_sub(1));
        Ok(())
    }

    /// Passes over the value of a key that is no field's.
    ///
    /// # Errors
    ///
    /// When the input ends, or is not well-formed.
    #[inline]
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// Reads the value of a key that is no field's into a map. Of a key that comes twice the last value stays.
    ///
    /// Only for types whose `UNKNOWN` is [`Unknown::Keep`]; else all keys are the same here, the empty one.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    #[inline]
    pub fn extra<T: Deserialize<'de>>(
        &mut self,
        map: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error> {
        let key = self
            .unknown
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default();
        map.insert(key, self.map.next_value()?);
        Ok(())
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

    fn remove(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word &= !(1u64 << (index % 64));
        }
    }

    fn contains(self, index: usize) -> bool {
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

/// Reads text that is either `zero`, which means "not set", or a `T`.
struct OrZero<'a, T> {
    zero: &'a str,
    value: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for OrZero<'_, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for OrZero<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<T>, E> {
        if text == self.zero {
            return Ok(None);
        }
        T::deserialize(text.into_deserializer()).map(Some)
    }
}
