//! Values that are read into their places: where a field is an object or a list, nothing is made beside it and moved.
//!
//! What is here is compiled for each type and format. It is written without `?`, which without optimisation is two
//! calls.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::Object;
use super::entries;

/// Somewhere to put a value.
pub(super) trait Place<'de> {
    /// Reads a value and puts it there.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error>;
}

/// Something, or nothing yet.
pub(super) struct Maybe<'a, T>(pub(super) &'a mut Option<T>);

impl<'de, T: Deserialize<'de>> Place<'de> for Maybe<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        match T::deserialize(deserializer) {
            Ok(value) => {
                *self.0 = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// An object, or nothing yet.
pub(super) struct MaybeObject<'a, T>(pub(super) &'a mut Option<T>);

impl<'de, T: Object> Place<'de> for MaybeObject<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        entries::read(deserializer, self.0.insert(T::start()))
    }
}

/// A list, or nothing yet.
pub(super) struct MaybeList<'a, T>(pub(super) &'a mut Option<Vec<T>>);

impl<'de, T: Deserialize<'de>> Place<'de> for MaybeList<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(Each(End(self.0.insert(Vec::new()))))
    }
}

/// A list of objects, or nothing yet.
pub(super) struct MaybeObjects<'a, T>(pub(super) &'a mut Option<Vec<T>>);

impl<'de, T: Object> Place<'de> for MaybeObjects<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(Each(ObjectsEnd(self.0.insert(Vec::new()))))
    }
}

/// The end of a list.
pub(super) struct End<'a, T>(pub(super) &'a mut Vec<T>);

impl<'de, T: Deserialize<'de>> Place<'de> for End<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        match T::deserialize(deserializer) {
            Ok(value) => {
                self.0.push(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// The end of a list of objects.
pub(super) struct ObjectsEnd<'a, T>(pub(super) &'a mut Vec<T>);

impl<'de, T: Object> Place<'de> for ObjectsEnd<'_, T> {
    #[inline]
    fn read<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        self.0.push(T::start());
        match self.0.last_mut() {
            Some(object) => entries::read(deserializer, object),
            None => Ok(()),
        }
    }
}

/// Reads a value into its place; `null` leaves the place as it is.
pub(super) struct OrNull<P>(pub(super) P);

impl<'de, P: Place<'de>> Visitor<'de> for OrNull<P> {
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
    fn visit_some<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.0.read(deserializer)
    }
}

/// Reads the elements of an array, one after the other, into the same place.
pub(super) struct Each<P>(pub(super) P);

impl<'de, P: Place<'de>> Visitor<'de> for Each<P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<S: SeqAccess<'de>>(mut self, mut seq: S) -> Result<(), S::Error> {
        loop {
            match seq.next_element_seed(One(&mut self.0)) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }
}

/// Reads one element.
struct One<'a, P>(&'a mut P);

impl<'de, P: Place<'de>> DeserializeSeed<'de> for One<'_, P> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.read(deserializer)
    }
}
