//! Decimal numbers that are JSON numbers.
//!
//! Responses are read to the last digit. Through another format a fraction reaches us as `f64`: its shortest text is
//! what the sender wrote if that has 15 significant digits at most; whole numbers are exact to 64 bits. So are numbers
//! that are written, and one that JSON's readers would take for another is refused.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};

use crate::json::DIGITS;

/// Reads a JSON number.
///
/// # Errors
///
/// When the input is not a number, or one beyond what 28 digits hold. Decimal places that do not fit are rounded.
pub fn read_decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_newtype_struct(DIGITS, Number)
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

    /// The digits, from the reader of responses.
    fn visit_bytes<E: de::Error>(self, digits: &[u8]) -> Result<Decimal, E> {
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        let number = if digits.contains(['e', 'E']) {
            Decimal::from_scientific(digits)
        } else {
            digits.parse()
        };
        number.map_err(|_| E::invalid_value(de::Unexpected::Other("number"), &self))
    }

    /// A number from any other format.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Decimal, D::Error> {
        deserializer.deserialize_f64(self)
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

    /// As it is read from a response.
    fn read(json: &str) -> Option<Decimal> {
        crate::Body::new(200, None, json.as_bytes()).json().ok()
    }

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
    fn responses_are_read_to_the_last_digit() {
        for text in [
            "0",
            "25.00",
            "-0.07",
            "0.1234567890123456789012345678",
            "123456789012345678.01",
            "79228162514264337593543950335",
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
        assert_eq!(read("1.5e3"), "1500".parse().ok());
        assert_eq!(read("15E-1"), "1.5".parse().ok());
        assert_eq!(
            read(&format!("0.{}", "3".repeat(40))),
            format!("0.{}", "3".repeat(28)).parse().ok()
        );
        for text in [
            "\"1.5\"",
            "null",
            "true",
            "1e30",
            "79228162514264337593543950336",
            "{}",
            "[1]",
            "1e-99999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
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
