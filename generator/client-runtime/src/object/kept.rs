//! A kept value as one of serde's formats.

use std::marker::PhantomData;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::finite::single;
use super::tape::{Item, Tape};
use crate::json::{ANY, DIGITS};

/// A kept value, read with the errors of the format that it came from.
pub(super) struct Kept<'de, E> {
    value: &'de [u8],
    error: PhantomData<E>,
}

impl<'de, E> Kept<'de, E> {
    pub(super) fn new(value: &'de [u8]) -> Self {
        Self {
            value,
            error: PhantomData,
        }
    }

    fn item(&self) -> Item<'de> {
        Tape(self.value).next().unwrap_or(Item::Null)
    }
}

impl<'de, E: Error> Deserializer<'de> for Kept<'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.item() {
            Item::Null => visitor.visit_unit(),
            Item::Bool(value) => visitor.visit_bool(value),
            Item::Signed(number) => visitor.visit_i64(number),
            Item::Unsigned(number) => visitor.visit_u64(number),
            Item::Float(number) | Item::Digits(number, _) => visitor.visit_f64(number),
            Item::Text(text) => visitor.visit_borrowed_str(text),
            Item::List(items) => {
                let mut items = Items(items, self.error);
                let value = visitor.visit_seq(&mut items)?;
                match items.0.is_empty() {
                    true => Ok(value),
                    false => Err(E::custom("the list is longer than expected")),
                }
            }
            Item::Object(_) => self.deserialize_struct("", &[], visitor),
        }
    }

    /// An object alone, as the reader of responses has it. It has code of its own: objects are most of what is kept.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.item() {
            Item::Object(members) => visitor.visit_map(Members(members, self.error)),
            other => Err(E::invalid_type(unexpected(other), &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.item() {
            Item::Text(text) => visitor.visit_borrowed_str(text),
            other => Err(E::invalid_type(unexpected(other), &visitor)),
        }
    }

    /// By the digits, where they are kept; else they are those of the number.
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.item() {
            Item::Float(number) => single(&number.to_string(), visitor),
            Item::Digits(_, digits) => {
                single(std::str::from_utf8(digits).unwrap_or_default(), visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.item() {
            Item::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match (name, self.item()) {
            (ANY, _) => visitor.visit_borrowed_bytes(self.value),
            (DIGITS, Item::Digits(_, digits)) => visitor.visit_bytes(digits),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f64 char string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map enum identifier
    }
}

/// What it is, for messages.
fn unexpected(item: Item<'_>) -> Unexpected<'_> {
    match item {
        Item::Null => Unexpected::Unit,
        Item::Bool(value) => Unexpected::Bool(value),
        Item::Signed(number) => Unexpected::Signed(number),
        Item::Unsigned(number) => Unexpected::Unsigned(number),
        Item::Float(number) | Item::Digits(number, _) => Unexpected::Float(number),
        Item::Text(text) => Unexpected::Str(text),
        Item::List(_) => Unexpected::Seq,
        Item::Object(_) => Unexpected::Map,
    }
}

/// The items of a kept list.
struct Items<'de, E>(Tape<'de>, PhantomData<E>);

impl<'de, E: Error> SeqAccess<'de> for Items<'de, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        match self.0.next_part() {
            Some(item) => seed.deserialize(Kept::new(item)).map(Some),
            None => Ok(None),
        }
    }
}

/// The members of a kept object.
struct Members<'de, E>(Tape<'de>, PhantomData<E>);

impl<'de, E: Error> MapAccess<'de> for Members<'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        match self.0.next_key().map(std::str::from_utf8) {
            Some(Ok(key)) => seed
                .deserialize(BorrowedStrDeserializer::new(key))
                .map(Some),
            _ => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        match self.0.next_part() {
            Some(value) => seed.deserialize(Kept::new(value)),
            None => Err(E::custom("a value was asked for before its key")),
        }
    }
}
