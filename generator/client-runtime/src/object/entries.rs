//! Going through the entries of one object.
//!
//! What is generic here is compiled once for each type and format. Wherever most types pass, it is written without `?`,
//! which without optimisation is two calls, and returns at once, so that no flag says what is left to drop.
#![expect(clippy::question_mark, reason = "see above")]

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::keys::Keys;
use super::{Field, Fields, Object};

/// The body of an emitted `Deserialize::deserialize`: other keys than the fields' are passed over.
///
/// # Errors
///
/// When the input is not such an object.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = T::start();
    if let Err(error) = read(deserializer, &mut object) {
        return Err(error);
    }
    Ok(object)
}

/// The same into an object that has been started, and not read into yet.
///
/// # Errors
///
/// When the input is not such an object.
#[inline]
pub(super) fn read<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    object: &mut T,
) -> Result<(), D::Error> {
    // The names are given to the format, so that a type under `#[serde(flatten)]` takes its own keys.
    deserializer.deserialize_struct(T::FIELDS.object, T::FIELDS.names, Closed(object))
}

/// The same for a type that keeps other keys, by [`Field::extra`], in a map beside its fields.
///
/// # Errors
///
/// When the input is not such an object.
pub fn deserialize_open<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut object = T::start();
    if let Err(error) = deserializer.deserialize_map(Open(&mut object)) {
        return Err(error);
    }
    Ok(object)
}

/// Reads an object, or an array whose elements are the fields in order, as derive does.
///
/// The object stays where it is: what a format passes through its own functions is small.
struct Closed<'a, T>(&'a mut T);

impl<'de, T: Object> Visitor<'de> for Closed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(T::FIELDS.object, f)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        fill(T::FIELDS, map, self.0, None)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<(), S::Error> {
        let mut keys = Keys::new(T::FIELDS);
        while let Some(index) = keys.turn() {
            match seq.next_element_seed(Slot::<T> {
                object: &mut *self.0,
                index,
                key: None,
            }) {
                Ok(Some(())) => keys.came(),
                Ok(None) => break,
                Err(error) => return Err(error),
            }
        }
        keys.end()
    }
}

/// Reads an object alone: with keys of its own choice it has no order.
struct Open<'a, T>(&'a mut T);

impl<'de, T: Object> Visitor<'de> for Open<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting(T::FIELDS.object, f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        fill(T::FIELDS, map, self.0, Some(&mut String::new()))
    }
}

/// An object as one that takes values of entries: the type that it has is forgotten.
trait Slots<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next into the field of this index.
    fn read_next(
        &mut self,
        index: usize,
        key: Option<&mut String>,
        map: &mut A,
    ) -> Result<(), A::Error>;
}

impl<'de, T: Object, A: MapAccess<'de>> Slots<'de, A> for T {
    fn read_next(
        &mut self,
        index: usize,
        key: Option<&mut String>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        map.next_value_seed(Slot {
            object: self,
            index,
            key,
        })
    }
}

/// Reads all entries. `unknown` is for the keys that are no field's, where they are kept.
///
/// It is compiled once for each format, not for each type.
fn fill<'de, A: MapAccess<'de>>(
    fields: &'static Fields,
    mut map: A,
    object: &mut dyn Slots<'de, A>,
    mut unknown: Option<&mut String>,
) -> Result<(), A::Error> {
    let mut keys = Keys::new(fields);
    while let Some(index) = keys.next(&mut map, unknown.as_deref_mut())? {
        object.read_next(index, unknown.as_deref_mut(), &mut map)?;
    }
    Ok(())
}

fn expecting(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("struct ")?;
    f.write_str(name)
}

/// Where one value goes.
struct Slot<'a, T> {
    object: &'a mut T,
    index: usize,
    key: Option<&'a mut String>,
}

impl<'de, T: Object> DeserializeSeed<'de> for Slot<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.object
            .read(self.index, Field::new(self.key, deserializer))
    }
}
