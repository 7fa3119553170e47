//! Reading a value from a JSON string.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use super::ScalarError;

/// Reads a JSON string and makes a value of it.
///
/// # Errors
///
/// When the input is not a string, or `parse` refuses it.
pub fn read_text<'de, D: Deserializer<'de>, T, E: Into<ScalarError>>(
    deserializer: D,
    parse: fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    // Compiled for each type and format: without optimisation `?` is two calls.
    match text(deserializer) {
        Ok(text) => match parse(&text) {
            Ok(value) => Ok(value),
            Err(error) => Err(de::Error::custom(error.into())),
        },
        Err(error) => Err(error),
    }
}

/// Reads a JSON string, the same way for whatever is made of it.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(Text)
}

/// Shows a value as its type's name with the text in parentheses.
#[doc(hidden)]
pub fn debug(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    write!(f, "{name}({text})")
}

/// Reads text, without a copy where the input lasts long enough.
struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
