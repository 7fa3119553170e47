//! JSON objects: the part of every emitted `Serialize` and `Deserialize` that does not depend on the schema.
//!
//! An emitted type lists its fields and, for each, one call. The rest is here: finding the field of a key,
//! duplicates, missing fields, keys that nobody knows. Verdicts and values are those of serde's derive, where optional
//! fields and those with a default have `#[serde(default)]`.

mod buffer;
mod reader;
mod sequence;
mod tagged;
mod union;
mod writer;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

pub use buffer::Buffer;
pub use reader::Reader;
pub use tagged::tagged;
pub use union::{no_branch, no_tag};
pub use writer::{ExtraWriter, Writer};

use sequence::{Ended, Positions};

/// What a type does with keys that are not among its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are passed over.
    Skip,
    /// They are kept, by [`Reader::extra`], in a map beside the fields.
    Keep,
}

/// A type that is a JSON object with named fields.
///
/// Emitted for every object of a description, and called by [`deserialize`].
pub trait Object<'de>: Sized {
    /// The type's name, for messages.
    const NAME: &'static str;
    /// The fields' names on the wire, at most 256; a field is known by its index here.
    const FIELDS: &'static [&'static str];
    /// What becomes of other keys.
    const UNKNOWN: Unknown = Unknown::Skip;

    /// Reads the entries of one object.
    ///
    /// # Errors
    ///
    /// When a value does not fit its field, a field comes twice, or a required one is missing.
    fn read<A: MapAccess<'de>>(reader: Reader<A>) -> Result<Self, A::Error>;
}

/// The body of an emitted `Deserialize::deserialize`.
///
/// # Errors
///
/// When the input is not such an object.
pub fn deserialize<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    match T::UNKNOWN {
        // The names are given to the format, so that a type under `#[serde(flatten)]` takes its own keys.
        Unknown::Skip => deserializer.deserialize_struct(T::NAME, T::FIELDS, Fields(PhantomData)),
        Unknown::Keep => deserializer.deserialize_map(Entries(PhantomData)),
    }
}

/// Reads an object, or an array whose elements are the fields in order, as derive does.
struct Fields<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(Reader::new(map, T::FIELDS, T::UNKNOWN))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        let ended = Ended::default();
        let positions = Positions::new(seq, T::FIELDS, ended.clone());
        T::read(Reader::new(positions, T::FIELDS, T::UNKNOWN).until(ended))
    }
}

/// Reads an object alone: with keys of its own choice it has no order.
struct Entries<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for Entries<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(Reader::new(map, T::FIELDS, T::UNKNOWN))
    }
}
