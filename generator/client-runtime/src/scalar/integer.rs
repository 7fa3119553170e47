//! Integers that travel as JSON strings.

use std::any::type_name;
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::ScalarError;

/// The integer types that a description can name.
pub trait Integer: Copy + Display + FromStr + TryFrom<i64> + TryFrom<u64> {
    /// Reads decimal text.
    ///
    /// # Errors
    ///
    /// When the text is not an integer, or is out of range.
    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse()
            .map_err(|_| ScalarError::new(format!("an integer ({})", type_name::<Self>())))
    }
}

macro_rules! integers {
    ($($integer:ty)*) => { $(impl Integer for $integer {})* };
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// An integer that is a JSON string, so that senders with 53-bit numbers keep all digits. Numbers are read too.
///
/// ```
/// use trueup_client::StringInteger;
///
/// let number: StringInteger<i64> = "-5".parse()?;
/// assert_eq!(number, StringInteger(-5));
/// # Ok::<(), trueup_client::ScalarError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringInteger<T>(
    /// The number.
    pub T,
);

impl<T: Display> Display for StringInteger<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Integer> FromStr for StringInteger<T> {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        T::parse(text).map(Self)
    }
}

impl<T: Display> Serialize for StringInteger<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: Integer> Deserialize<'de> for StringInteger<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(TextOrNumber(PhantomData))
            .map(Self)
    }
}

struct TextOrNumber<T>(PhantomData<T>);

impl<'de, T: Integer> Visitor<'de> for TextOrNumber<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer ({}) as a string", type_name::<T>())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
    }

    /// `serde_json` with its feature `arbitrary_precision`, which some other crate may turn on, gives a number as a
    /// map of one entry with a private key.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((key, number)) if key == "$serde_json::private::Number" => {
                T::parse(&number).map_err(de::Error::custom)
            }
            _ => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::value::{Error, MapDeserializer};

    #[test]
    fn text_and_numbers_are_read_and_text_is_written() {
        for json in ["\"-7\"", "-7"] {
            assert_eq!(
                serde_json::from_str::<StringInteger<i64>>(json).unwrap(),
                StringInteger(-7)
            );
        }
        assert_eq!(
            serde_json::to_string(&StringInteger(u64::MAX)).unwrap(),
            "\"18446744073709551615\""
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for json in [
            "\"\"", "\"1.5\"", "1.5", "\"256\"", "256", "-1", "\" 1\"", "true", "null", "{}", "[]",
        ] {
            assert!(
                serde_json::from_str::<StringInteger<u8>>(json).is_err(),
                "{json}"
            );
        }
    }

    #[test]
    fn a_number_of_arbitrary_precision_is_read() {
        let read = |key: &'static str| {
            StringInteger::<i64>::deserialize(MapDeserializer::<_, Error>::new(
                [(key, "12")].into_iter(),
            ))
        };
        assert_eq!(
            read("$serde_json::private::Number").unwrap(),
            StringInteger(12)
        );
        assert!(read("amount").is_err());
    }
}
