//! The value of one field.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, IntoDeserializer, Visitor};

use super::places::{
    Each, End, Maybe, MaybeList, MaybeObject, MaybeObjects, ObjectsEnd, OrNull, Place as _,
};
use super::{Floats, Object, entries};
use crate::map::Map;
use crate::patch::Patch;
use crate::scalar::{Integer, StringInteger, text};

/// The value of one entry of an object, not yet read. See [`Object`](super::Object) for where it is used.
#[derive(Debug)]
pub struct Field<'a, D> {
    key: Option<&'a mut String>,
    value: D,
}

impl<'a, D> Field<'a, D> {
    #[inline]
    pub(super) fn new(key: Option<&'a mut String>, value: D) -> Self {
        Self { key, value }
    }
}

impl<'de, D: Deserializer<'de>> Field<'_, D> {
    /// Reads a field that must be there, or whose absence stands for a default. `null` is an error unless `T` takes it.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    #[inline]
    pub fn put<T: Deserialize<'de>>(self, slot: &mut T) -> Result<(), D::Error> {
        match T::deserialize(self.value) {
            Ok(value) => {
                *slot = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The same for a field that is an integer in a string, which may also come as a number.
    ///
    /// # Errors
    ///
    /// When the value is neither, or out of range.
    #[inline]
    pub fn integer<T: Integer>(self, slot: &mut T) -> Result<(), D::Error> {
        match StringInteger::deserialize(self.value) {
            Ok(StringInteger(value)) => {
                *slot = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The same for a field that is a number of 32 bits or holds such, absent or null where its type says so: one beyond
    /// the range is an error.
    ///
    /// # Errors
    ///
    /// When the value is another, or beyond the range.
    #[inline]
    pub fn floats<T: Floats>(self, slot: &mut T) -> Result<(), D::Error> {
        match T::read(self.value) {
            Ok(value) => {
                *slot = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// The same for a field that is an object, which has been started. It is for objects that
    /// [`deserialize`](super::deserialize) reads, as all methods of that name are: one that keeps other keys would lose them.
    ///
    /// # Errors
    ///
    /// When the value is not such an object.
    #[inline]
    pub fn object<T: Object>(self, slot: &mut T) -> Result<(), D::Error> {
        entries::read(self.value, slot)
    }

    /// The same for a field that is a list, which is empty yet.
    ///
    /// # Errors
    ///
    /// When the value is not an array of `T`.
    #[inline]
    pub fn list<T: Deserialize<'de>>(self, slot: &mut Vec<T>) -> Result<(), D::Error> {
        self.value.deserialize_seq(Each(End(slot)))
    }

    /// The same for a field that is a list of objects, which is empty yet.
    ///
    /// # Errors
    ///
    /// When the value is not an array of such objects.
    #[inline]
    pub fn objects<T: Object>(self, slot: &mut Vec<T>) -> Result<(), D::Error> {
        self.value.deserialize_seq(Each(ObjectsEnd(slot)))
    }

    /// Reads an optional field; `null` is the same as absence.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor a `T`.
    #[inline]
    pub fn opt<T: Deserialize<'de>>(self, slot: &mut Option<T>) -> Result<(), D::Error> {
        self.value.deserialize_option(OrNull(Maybe(slot)))
    }

    /// The same for a field that is an object.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor such an object.
    #[inline]
    pub fn opt_object<T: Object>(self, slot: &mut Option<T>) -> Result<(), D::Error> {
        self.value.deserialize_option(OrNull(MaybeObject(slot)))
    }

    /// The same for a field that is a list.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor an array of `T`.
    #[inline]
    pub fn opt_list<T: Deserialize<'de>>(self, slot: &mut Option<Vec<T>>) -> Result<(), D::Error> {
        self.value.deserialize_option(OrNull(MaybeList(slot)))
    }

    /// The same for a field that is a list of objects.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor an array of such objects.
    #[inline]
    pub fn opt_objects<T: Object>(self, slot: &mut Option<Vec<T>>) -> Result<(), D::Error> {
        self.value.deserialize_option(OrNull(MaybeObjects(slot)))
    }

    /// Reads a field of text for which `zero` means "not set", as `null` does.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor text, or text that is neither `zero` nor a `T`.
    #[inline]
    pub fn zero<T: Deserialize<'de>>(
        self,
        slot: &mut Option<T>,
        zero: &str,
    ) -> Result<(), D::Error> {
        match text_but(zero, self.value) {
            Ok(Some(text)) => Maybe(slot).read(text.into_deserializer()),
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Reads a field for which absence and `null` differ.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor a `T`.
    #[inline]
    pub fn patch<T: Deserialize<'de>>(self, slot: &mut Patch<T>) -> Result<(), D::Error> {
        *slot = match Option::deserialize(self.value)? {
            Some(value) => Patch::Set(value),
            None => Patch::Clear,
        };
        Ok(())
    }

    /// Passes over the value of a key that is no field's.
    ///
    /// # Errors
    ///
    /// When the input ends, or is not well-formed.
    #[inline]
    pub fn skip(self) -> Result<(), D::Error> {
        IgnoredAny::deserialize(self.value).map(drop)
    }

    /// Reads the value of a key that is no field's into a map. Of a key that comes twice the last value stays.
    ///
    /// Only for types that are read by [`deserialize_open`](super::deserialize_open); else all keys are the same here,
    /// the empty one.
    ///
    /// # Errors
    ///
    /// When the value is not a `T`.
    #[inline]
    pub fn extra<T: Deserialize<'de>>(self, map: &mut Map<T>) -> Result<(), D::Error> {
        let key = self.key.map(std::mem::take).unwrap_or_default();
        map.insert(key, T::deserialize(self.value)?);
        Ok(())
    }

    /// The same for numbers of 32 bits, and what holds such.
    ///
    /// # Errors
    ///
    /// When the value is another, or beyond the range.
    #[inline]
    pub fn extra_floats<T: Floats>(self, map: &mut Map<T>) -> Result<(), D::Error> {
        let key = self.key.map(std::mem::take).unwrap_or_default();
        map.insert(key, T::read(self.value)?);
        Ok(())
    }
}

/// Reads text; neither `null` nor `zero` is any. It is the same for fields of all types.
fn text_but<'de, D: Deserializer<'de>>(
    zero: &str,
    deserializer: D,
) -> Result<Option<Cow<'de, str>>, D::Error> {
    let text = deserializer.deserialize_option(TextOrNull)?;
    Ok(text.filter(|text| text != zero))
}

/// Reads text, or `null`.
struct TextOrNull;

impl<'de> Visitor<'de> for TextOrNull {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        text(deserializer).map(Some)
    }
}
