//! The value of one field.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{self, StrDeserializer};
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, IgnoredAny, Visitor};

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
    pub fn zero<T: DeserializeOwned>(
        self,
        slot: &mut Option<T>,
        zero: &str,
    ) -> Result<(), D::Error> {
        let take: &mut Take<'_> = &mut |text| match T::deserialize(StrDeserializer::new(text)) {
            Ok(value) => {
                *slot = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        };
        self.value.deserialize_option(OrZero { zero, take })
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
        match IgnoredAny::deserialize(self.value) {
            Ok(IgnoredAny) => Ok(()),
            Err(error) => Err(error),
        }
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

/// Puts text where it belongs.
type Take<'a> = dyn FnMut(&str) -> Result<(), value::Error> + 'a;

/// Reads text that is either `zero`, which means "not set", or a value. Who takes the value is a `dyn`: this is compiled
/// once for all types.
struct OrZero<'a, 'b> {
    zero: &'a str,
    take: &'a mut Take<'b>,
}

impl<'de> Visitor<'de> for OrZero<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if text == self.zero {
            return Ok(());
        }
        (self.take)(text).map_err(E::custom)
    }
}
