//! The reader as one of serde's formats.
//!
//! What is generic here is compiled for each type that is read. Whatever can be is left to functions that are not: an
//! object or array is entered when its first entry is asked for, and left with its last. Where most types pass there is
//! no `?`, which without optimisation is two calls, and nothing is called before the visitor is handed on.

use serde::de::{Deserializer, Error as _, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Elements, Members};
use super::number::Number;
use super::reader::Place;
use super::text::Text;
use super::variant::Variants;
use super::{ANY, DIGITS, Error, Reader};
use crate::object::single;

impl<'de> Reader<'de> {
    fn any<V: Visitor<'de>>(&mut self, visitor: V, exact: bool) -> Result<V::Value, Error> {
        match self.peek()? {
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'"' => self.deserialize_str(visitor),
            b'n' => self.deserialize_unit(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            _ => {
                let start = self.at;
                match self.number(&visitor)? {
                    Number::Float(_) if exact => visitor.visit_bytes(self.since(start)),
                    number => number.visit(visitor),
                }
            }
        }
    }
}

macro_rules! integers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.integer_number(&visitor) {
                Ok(number) => number.visit(visitor),
                Err(error) => Err(error),
            }
        }
    )* };
}

macro_rules! wide {
    ($($method:ident: $type:ty, $visit:ident;)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let digits = self.digits(&visitor)?;
            let integer = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
            match integer {
                Some(integer) => visitor.$visit(integer),
                None => Err(Error::invalid_value(Unexpected::Other("number"), &visitor)),
            }
        }
    )* };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor, false)
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.number(&visitor) {
            Ok(number) => number.visit(visitor),
            Err(error) => Err(error),
        }
    }

    wide! {
        deserialize_i128: i128, visit_i128; deserialize_u128: u128, visit_u128;
    }

    /// By the digits: by way of 64 bits a number would be rounded twice, and one too large become infinite.
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let digits = self.digits(&visitor)?;
        single(std::str::from_utf8(digits).unwrap_or_default(), visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.bool(&visitor) {
            Ok(value) => visitor.visit_bool(value),
            Err(error) => Err(error),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text(&visitor) {
            Ok(Text::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Ok(Text::Unescaped(text)) => visitor.visit_string(text),
            Err(error) => Err(error),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.null() {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.unit(&visitor) {
            Ok(()) => visitor.visit_unit(),
            Err(error) => Err(error),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            DIGITS => {
                let digits = self.digits(&visitor)?;
                visitor.visit_bytes(digits)
            }
            ANY => self.any(visitor, true),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Elements {
            reader: self,
            place: Place::Before,
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("an object", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Members {
            reader: self,
            expected: name,
            place: Place::Before,
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Variants::read(self, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.skip() {
            Ok(()) => visitor.visit_unit(),
            Err(error) => Err(error),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf }
}
