//! Reading a value from a JSON string.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use super::ScalarError;

/// Reads a JSON string and makes a value of it.
///
/// # Errors
///
/// When the input is not a string, or `parse` refuses it.
#[expect(
    clippy::question_mark,
    reason = "compiled for each type and format; without optimisation `?` is two calls"
)]
pub fn read_text<'de, D: Deserializer<'de>, T, E: Into<ScalarError>>(
    deserializer: D,
    parse: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    let mut parsed = Parsed { parse, value: None };
    if let Err(error) = deserializer.deserialize_str(Text(&mut parsed)) {
        return Err(error);
    }
    match parsed.value {
        Some(value) => Ok(value),
        None => Err(de::Error::custom("no string was read")),
    }
}

/// Shows a value as its type's name with the text in parentheses.
#[doc(hidden)]
pub fn debug(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    write!(f, "{name}({text})")
}

/// Takes a string to whoever makes a value of it: the format's generic code is compiled once for all types.
struct Text<'a>(&'a mut dyn Take);

trait Take {
    fn take(&mut self, text: &str) -> Result<(), ScalarError>;
}

struct Parsed<T, E> {
    parse: fn(&str) -> Result<T, E>,
    value: Option<T>,
}

impl<T, E: Into<ScalarError>> Take for Parsed<T, E> {
    fn take(&mut self, text: &str) -> Result<(), ScalarError> {
        match (self.parse)(text) {
            Ok(value) => {
                self.value = Some(value);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.take(text).map_err(E::custom)
    }
}
