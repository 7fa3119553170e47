//! Decimal numbers that are JSON numbers.
//!
//! Without `serde_json`'s `arbitrary_precision`, which would change every number of every crate in the build, a
//! fraction reaches us as `f64`. Its shortest text is what the sender wrote if that has 15 significant digits at most;
//! whole numbers are exact to 64 bits. The digits themselves can be had through `serde_json`'s `RawValue`, but by a
//! name that is private to it, and an error in such a value would no longer know its place in the body.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};

/// Reads a JSON number.
///
/// # Errors
///
/// When the input is not a number, or has more than 28 digits.
pub fn read_decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_f64(Number)
}

/// Writes a JSON number: an integer if the number has no decimal places, else a fraction.
///
/// # Errors
///
/// When the JSON number would read back as another one.
pub fn write_decimal<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    if number.scale() == 0 {
        if let Ok(integer) = i64::try_from(*number) {
            return serializer.serialize_i64(integer);
        }
        if let Ok(integer) = u64::try_from(*number) {
            return serializer.serialize_u64(integer);
        }
    }
    let float = number.to_string().parse().unwrap_or(f64::NAN);
    if from_float(float) == Some(*number) {
        serializer.serialize_f64(float)
    } else {
        Err(S::Error::custom(format_args!(
            "{number} has more digits than a JSON number carries"
        )))
    }
}

/// The number of the shortest text that reads back as this `f64`, with one decimal place at least.
fn from_float(float: f64) -> Option<Decimal> {
    let text = float.to_string();
    let text = if text.contains('.') {
        text
    } else {
        text + ".0"
    };
    Decimal::from_str_exact(&text).ok()
}

struct Number;

impl<'de> Visitor<'de> for Number {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }

    fn visit_i64<E: de::Error>(self, integer: i64) -> Result<Decimal, E> {
        Ok(integer.into())
    }

    fn visit_u64<E: de::Error>(self, integer: u64) -> Result<Decimal, E> {
        Ok(integer.into())
    }

    fn visit_f64<E: de::Error>(self, float: f64) -> Result<Decimal, E> {
        from_float(float).ok_or_else(|| E::invalid_value(de::Unexpected::Float(float), &self))
    }

    /// A number under `serde_json`'s feature `arbitrary_precision`, when it comes out of a buffer.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decimal, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((key, number)) if key == "$serde_json::private::Number" => {
                Decimal::from_str_exact(&number).map_err(de::Error::custom)
            }
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Decimal;

    fn round(json: &str) -> String {
        serde_json::to_string(&serde_json::from_str::<Decimal>(json).unwrap()).unwrap()
    }

    #[test]
    fn numbers_survive_as_they_were_written() {
        for json in [
            "0",
            "1",
            "-3",
            "19.99",
            "0.1",
            "-0.07",
            "25.0",
            "9007199254740993",
            "18446744073709551615",
        ] {
            assert_eq!(round(json), json);
        }
        assert_eq!(round("1e3"), "1000.0");
        assert_eq!(round("25.00"), "25.0");
    }

    #[test]
    fn a_number_that_json_would_change_is_not_written() {
        for text in [
            "0.1234567890123456789",
            "123456789012345678.01",
            "79228162514264337593543950335",
        ] {
            let number: Decimal = text.parse().unwrap();
            assert!(serde_json::to_string(&number).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_too_large_is_refused() {
        for json in ["\"1.5\"", "null", "true", "1e300", "{}", "[1]"] {
            assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
        }
        assert!("1,5".parse::<Decimal>().is_err());
    }
}
