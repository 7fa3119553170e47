//! A value that is kept until it is known what it is: the value of a union.
//!
//! Unlike [`Json`](crate::Json) it keeps keys that come twice, so that a branch refuses what it would refuse elsewhere.

use std::fmt;
use std::marker::PhantomData;
use std::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::json::{ANY, DIGITS};

/// A JSON value, as it was read.
#[derive(Clone, Debug)]
pub struct Buffer(Value);

#[derive(Clone, Debug)]
enum Value {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// The digits of a fraction, from the reader of responses.
    Digits(f64, Vec<u8>),
    Text(String),
    List(Vec<Buffer>),
    Object(Vec<(String, Buffer)>),
}

impl Buffer {
    /// The text, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text under `key`, if this is an object that has the key once, with a text.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<&str> {
        let Value::Object(members) = &self.0 else {
            return None;
        };
        let mut found = members.iter().filter(|(name, _)| name == key);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => value.as_str(),
            _ => None,
        }
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn read<'de, T: Deserialize<'de>, E: Error>(&'de self) -> Result<T, E> {
        T::deserialize(self.kept())
    }
}

impl Buffer {
    /// What it is, for messages.
    fn unexpected(&self) -> Unexpected<'_> {
        match &self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Signed(value) => Unexpected::Signed(*value),
            Value::Unsigned(value) => Unexpected::Unsigned(*value),
            Value::Float(value) | Value::Digits(value, _) => Unexpected::Float(*value),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }

    fn kept<E>(&self) -> Kept<'_, E> {
        Kept {
            value: self,
            error: PhantomData,
        }
    }
}

impl<'de> Deserialize<'de> for Buffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_newtype_struct(ANY, Filler)
            .map(Self)
    }
}

struct Filler;

impl<'de> Visitor<'de> for Filler {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A value from any format but the reader of responses.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<Value, E> {
        let float = std::str::from_utf8(digits)
            .ok()
            .and_then(|digits| digits.parse().ok());
        match float {
            Some(float) => Ok(Value::Digits(float, digits.to_vec())),
            None => Err(E::invalid_type(Unexpected::Bytes(digits), &self)),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Value::Object(members))
    }
}

/// A kept value, read with the errors of the format that it came from.
struct Kept<'a, E> {
    value: &'a Buffer,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for Kept<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match &self.value.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Signed(value) => visitor.visit_i64(*value),
            Value::Unsigned(value) => visitor.visit_u64(*value),
            Value::Float(value) | Value::Digits(value, _) => visitor.visit_f64(*value),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(_) | Value::Object(_) => self.deserialize_struct("", &[], visitor),
        }
    }

    /// An object, or an array: objects are most of what is kept, and each has code of its own.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match &self.value.0 {
            Value::Object(members) => visitor.visit_map(Members {
                members: members.iter(),
                value: None,
                error: self.error,
            }),
            Value::List(items) => {
                let mut items = items.iter();
                let value = visitor.visit_seq(Items(&mut items, self.error))?;
                match items.next() {
                    None => Ok(value),
                    Some(_) => Err(E::custom("the list is longer than expected")),
                }
            }
            _ => Err(E::invalid_type(self.value.unexpected(), &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match &self.value.0 {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            _ => Err(E::invalid_type(self.value.unexpected(), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match (&self.value.0, name) {
            (Value::Digits(_, digits), DIGITS | ANY) => visitor.visit_bytes(digits),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map enum identifier
    }
}

/// The items of a kept list.
struct Items<'a, 'de, E>(&'a mut slice::Iter<'de, Buffer>, PhantomData<E>);

impl<'de, E: Error> SeqAccess<'de> for Items<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        match self.0.next() {
            Some(item) => seed.deserialize(item.kept()).map(Some),
            None => Ok(None),
        }
    }
}

/// The members of a kept object.
struct Members<'de, E> {
    members: slice::Iter<'de, (String, Buffer)>,
    value: Option<&'de Buffer>,
    error: PhantomData<E>,
}

impl<'de, E: Error> MapAccess<'de> for Members<'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        let Some((key, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        match self.value.take() {
            Some(value) => seed.deserialize(value.kept()),
            None => Err(E::custom("a value was asked for before its key")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Error, Value, json};

    use super::Buffer;

    fn kept(text: &str) -> Buffer {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn values_are_kept_whole() {
        let text = r#"{"a": [1, -1, 1.5, null, true, "x", 18446744073709551615], "b": {}}"#;
        let read: Value = kept(text).read::<_, Error>().unwrap();
        assert_eq!(read, serde_json::from_str::<Value>(text).unwrap());
        let option: Option<i8> = kept("null").read::<_, Error>().unwrap();
        assert_eq!(option, None);
        let option: Option<i8> = kept("-3").read::<_, Error>().unwrap();
        assert_eq!(option, Some(-3));
        assert!(kept("300").read::<i8, Error>().is_err());
        assert!(kept("[1, 2, 3]").read::<(u8, u8), Error>().is_err());
    }

    #[test]
    fn a_tag_stands_once() {
        assert_eq!(kept(r#"{"k": "a", "l": 1}"#).tag("k"), Some("a"));
        for text in [r#"{"k": "a", "k": "a"}"#, r#"{"k": 1}"#, "{}", "[]", "1"] {
            assert_eq!(kept(text).tag("k"), None, "{text}");
        }
    }

    #[test]
    fn digits_of_a_response_are_kept() {
        let digits = "0.1234567890123456789012345678";
        let text = format!("[[{digits}, 7, 1.5]]");
        let buffer: Buffer = crate::Body::new(200, None, text.as_bytes()).json().unwrap();
        let again: Buffer = buffer.read::<_, Error>().unwrap();
        let numbers = again.read::<Vec<Vec<crate::Decimal>>, Error>().unwrap();
        assert_eq!(numbers[0][0].to_string(), digits);
        let floats = buffer.read::<Vec<(f64, i8, f64)>, Error>().unwrap();
        assert_eq!(floats, [(0.123_456_789_012_345_68, 7, 1.5)]);
    }

    #[test]
    fn keys_that_come_twice_are_kept() {
        let map: BTreeMap<String, i8> = kept(r#"{"a": 1, "a": 2}"#).read::<_, Error>().unwrap();
        assert_eq!(json!(map), json!({"a": 2}));
    }
}
