//! The value of one field.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, IntoDeserializer, Visitor};

use crate::patch::Patch;

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

    /// Reads an optional field; `null` is the same as absence.
    ///
    /// # Errors
    ///
    /// When the value is neither `null` nor a `T`.
    #[inline]
    pub fn opt<T: Deserialize<'de>>(self, slot: &mut Option<T>) -> Result<(), D::Error> {
        self.value.deserialize_option(OrNull(slot))
    }

    /// Reads a field for which the text `zero` means "not set", as `null` does.
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
        let value = PhantomData;
        *slot = self.value.deserialize_option(OrZero { zero, value })?;
        Ok(())
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
    pub fn extra<T: Deserialize<'de>>(self, map: &mut BTreeMap<String, T>) -> Result<(), D::Error> {
        let key = self.key.map(std::mem::take).unwrap_or_default();
        map.insert(key, T::deserialize(self.value)?);
        Ok(())
    }
}

/// Reads a `T` into its place; `null` leaves the place as it is.
struct OrNull<'a, T>(&'a mut Option<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OrNull<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    #[inline]
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match T::deserialize(deserializer) {
            Ok(value) => {
                *self.0 = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// Reads text that is either `zero`, which means "not set", or a `T`.
struct OrZero<'a, T> {
    zero: &'a str,
    value: PhantomData<T>,
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
