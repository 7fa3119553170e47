//! Keeping the value of a union, from whatever format it comes.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::tape::{Item, Recording};
use crate::json::ANY;

/// Under this key `serde_json` hands over a number, with its feature `arbitrary_precision`.
const PRIVATE_NUMBER: &[u8] = b"$serde_json::private::Number";

/// Writes a value onto a tape; or gives the part of another tape that it stands on already.
#[derive(Debug)]
pub(super) struct Recorder<'t> {
    tape: &'t mut Recording,
    /// Whether bytes that last as long as the input can only be a part of another tape.
    own: bool,
}

impl<'t> Recorder<'t> {
    pub(super) fn new(tape: &'t mut Recording) -> Self {
        Self { tape, own: true }
    }
}

impl<'de> DeserializeSeed<'de> for Recorder<'_> {
    type Value = Option<&'de [u8]>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct(ANY, self)
    }
}

impl<'de> Visitor<'de> for Recorder<'_> {
    type Value = Option<&'de [u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.tape.null();
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A value from any format that does not know [`ANY`].
    fn visit_newtype_struct<D: Deserializer<'de>>(
        mut self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        self.own = false;
        deserializer.deserialize_any(self)
    }

    /// The part of another tape.
    fn visit_borrowed_bytes<E: Error>(self, part: &'de [u8]) -> Result<Self::Value, E> {
        match self.own {
            true => Ok(Some(part)),
            false => Err(E::invalid_type(Unexpected::Bytes(part), &self)),
        }
    }

    /// The digits of a fraction, from the reader of responses.
    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<Self::Value, E> {
        match float(digits) {
            Some(float) => {
                self.tape.digits(float, digits);
                Ok(None)
            }
            None => Err(E::invalid_type(Unexpected::Bytes(digits), &self)),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.tape.bool(value);
        Ok(None)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.tape.signed(number);
        Ok(None)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.tape.unsigned(number);
        Ok(None)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        self.tape.float(number);
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.tape.text(text);
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let start = self.tape.open_list();
        while seq.next_element_seed(Recorder::new(self.tape))?.is_some() {}
        self.tape.close(start);
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let start = self.tape.open_object();
        while map.next_key_seed(Key(self.tape))?.is_some() {
            map.next_value_seed(Recorder::new(self.tape))?;
        }
        match private_number(self.tape, start) {
            Some(digits) => self.tape.number(start, &digits),
            None => self.tape.close(start),
        }
        Ok(None)
    }
}

/// The digits of a number that came as an object, which is still open.
fn private_number(tape: &Recording, start: usize) -> Option<String> {
    let mut members = tape.since(start);
    if members.next_key()? != PRIVATE_NUMBER {
        return None;
    }
    match (members.next()?, members.is_empty()) {
        (Item::Text(digits), true) => Some(digits.to_owned()),
        _ => None,
    }
}

fn float(digits: &[u8]) -> Option<f64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

impl Recording {
    /// A number in place of an object that is still open.
    fn number(&mut self, start: usize, digits: &str) {
        self.withdraw(start);
        if let Ok(number) = digits.parse() {
            self.unsigned(number);
        } else if let Ok(number) = digits.parse() {
            self.signed(number);
        } else {
            let number = float(digits.as_bytes()).unwrap_or(f64::NAN);
            self.digits(number, digits.as_bytes());
        }
    }
}

/// Writes the key of a member.
struct Key<'t>(&'t mut Recording);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.0.key(key.as_bytes());
        Ok(())
    }
}
