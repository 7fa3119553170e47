//! JSON objects: the part of every emitted `Serialize` and `Deserialize` that does not depend on the schema.
//!
//! An emitted type lists its fields and, for each, one call. The rest is here: finding the field of a key,
//! duplicates, missing fields, keys that nobody knows. Verdicts and values are those of serde's derive, where optional
//! fields and those with a default have `#[serde(default)]`.

mod buffer;
mod entries;
mod field;
mod keys;
mod tagged;
mod union;
mod writer;

pub use buffer::Buffer;
pub use entries::{deserialize, deserialize_open};
pub use field::Field;
pub use tagged::tagged;
pub use union::{no_branch, no_tag};
pub use writer::{ExtraWriter, Writer};

use serde::de::Deserializer;

/// A type that is a JSON object with named fields.
///
/// Emitted for every object of a description, and called by [`deserialize`] or [`deserialize_open`]. What is generic
/// here is compiled once for each type and format, whether the object comes as one or as an array: it is kept to the
/// one step that has to be.
pub trait Object: Sized {
    /// The type's name, for messages.
    const NAME: &'static str;
    /// The fields' names on the wire, at most 256; a field is known by its index here.
    const FIELDS: &'static [&'static str];
    /// The indices of the fields that must be there.
    const REQUIRED: &'static [usize];
    /// A place for the value of each field, in order, and for the map of other entries.
    type Slots;

    /// The places, with nothing in them.
    fn start() -> Self::Slots;

    /// Reads the value of one field into its place.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn read<'de, D: Deserializer<'de>>(
        slots: &mut Self::Slots,
        field: Field<'_, D>,
    ) -> Result<(), D::Error>;

    /// Makes the value; `None` if a required field has nothing in its place.
    fn build(slots: Self::Slots) -> Option<Self>;
}
