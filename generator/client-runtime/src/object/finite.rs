//! Floating-point numbers within what emitted types hold: each is one that JSON has.
//!
//! Formats of serde differ here. Most write infinity and what is no number as `null`, and read a number beyond the
//! range of `f32` as infinity. In emitted types both are errors, in whatever format.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::map::Map;
use crate::patch::Patch;

/// What is a floating-point number, or holds such and nothing else.
pub trait Floats: Sized {
    /// Reads it. A number beyond the range of the type is an error.
    ///
    /// # Errors
    ///
    /// When the value is another, or beyond the range.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes it. Infinity, and what is no number, is an error.
    ///
    /// # Errors
    ///
    /// When JSON has no such number, or the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads and writes a value as [`Floats`].
#[derive(Clone, Copy, Debug)]
pub struct Finite<T>(pub T);

impl<T: Floats> Serialize for Finite<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<'de, T: Floats> Deserialize<'de> for Finite<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// The error for a number that JSON does not have.
fn not_finite<E: serde::ser::Error>() -> E {
    E::custom("JSON has no infinite numbers, and none that is not a number")
}

impl Floats for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Self::deserialize(deserializer)?;
        match number.is_finite() {
            true => Ok(number),
            false => Err(D::Error::invalid_value(
                Unexpected::Float(number),
                &"a finite number",
            )),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.is_finite() {
            true => serializer.serialize_f64(*self),
            false => Err(not_finite()),
        }
    }
}

impl Floats for f32 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Self::deserialize(deserializer)?;
        match number.is_finite() {
            true => Ok(number),
            false => Err(D::Error::custom("a number beyond what 32 bits hold")),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.is_finite() {
            true => serializer.serialize_f32(*self),
            false => Err(not_finite()),
        }
    }
}

impl<T: Floats> Floats for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Option::<Finite<T>>::deserialize(deserializer)?;
        Ok(number.map(|number| number.0))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(number) => number.write(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Floats> Floats for Patch<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::read(deserializer)? {
            Some(value) => Self::Set(value),
            None => Self::Clear,
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => value.write(serializer),
            Self::Keep | Self::Clear => serializer.serialize_none(),
        }
    }
}

impl<T: Floats> Floats for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }
}

impl<T: Floats> Floats for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers = Vec::<Finite<T>>::deserialize(deserializer)?;
        Ok(numbers.into_iter().map(|number| number.0).collect())
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Finite))
    }
}

impl<T: Floats> Floats for Map<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers = Map::<Finite<T>>::deserialize(deserializer)?;
        let numbers = numbers.into_iter();
        Ok(numbers.map(|(key, number)| (key, number.0)).collect())
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, number)| (key, Finite(number))))
    }
}

/// Reads a number of 32 bits as the reader of responses and kept values do, which have its digits.
pub(crate) fn single<'de, V: Visitor<'de>, E: serde::de::Error>(
    digits: &str,
    visitor: V,
) -> Result<V::Value, E> {
    match digits.parse::<f32>() {
        Ok(number) if number.is_finite() => visitor.visit_f32(number),
        _ => Err(E::invalid_value(
            Unexpected::Other("number"),
            &Within32(&visitor),
        )),
    }
}

/// What a visitor expects, and within which range.
struct Within32<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> serde::de::Expected for Within32<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)?;
        f.write_str(" of 32 bits")
    }
}
