//! Reading a value from a JSON string.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use super::ScalarError;

/// Reads a JSON string and makes a value of it.
///
/// # Errors
///
/// When the input is not a string, or `parse` refuses it.
pub fn read_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: fn(&str) -> Result<T, ScalarError>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(parse))
}

struct Text<T>(fn(&str) -> Result<T, ScalarError>);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}
