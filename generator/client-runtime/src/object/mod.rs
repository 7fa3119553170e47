//! JSON objects: the part of every emitted `Serialize` and `Deserialize` that does not depend on the schema.
//!
//! An emitted type lists its fields and, for each, one call. The rest is here: finding the field of a key,
//! duplicates, missing fields, keys that nobody knows. Verdicts and values are those of serde's derive, where optional
//! fields and those with a default have `#[serde(default)]`.

mod branches;
mod entries;
mod field;
mod finite;
mod kept;
mod keys;
mod places;
mod record;
mod tagged;
mod tape;
mod trials;
mod union;
mod writer;

pub use branches::{ANY, BOOL, Branch, Branches, FLOAT, INTEGER, LIST, NULL, OBJECT, TEXT, Takes};
pub use entries::{deserialize, deserialize_open};
pub use field::Field;
pub(crate) use finite::single;
pub use finite::{Finite, Floats};
pub use tagged::tagged;
pub use union::{Union, union};
pub use writer::{ExtraWriter, Writer};

use serde::de::Deserializer;

/// A type that is a JSON object with named fields.
///
/// Emitted for every object of a description, and called by [`deserialize`] or [`deserialize_open`]. What is generic
/// here is compiled once for each type and format, whether the object comes as one or as an array: it is kept to the
/// one step that has to be.
pub trait Object: Sized {
    /// Its fields.
    const FIELDS: &'static Fields;

    /// The object before any field is read: required fields hold anything, others are absent or at their default.
    fn start() -> Self;

    /// Reads the value of one entry into the field of this index in [`FIELDS`](Self::FIELDS); of a key that is no
    /// field's, the index is `usize::MAX`.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error>;
}

/// What an object is called, and its fields: one constant for all of it, since each is work for the compiler.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The type's name, for messages.
    pub object: &'static str,
    /// The fields' names on the wire, at most 256; a field is known by its index here.
    pub names: &'static [&'static str],
    /// The indices of the fields that must be there.
    pub required: &'static [usize],
}
