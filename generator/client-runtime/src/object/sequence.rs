//! An array read as an object: its elements are the fields, in order.

use std::cell::Cell;
use std::rc::Rc;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

/// Whether an array has turned out to have no more elements.
///
/// That is known only when one is asked for, by a caller that must then make a value or an error. It makes an error,
/// and says here that it is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Ended(Rc<Cell<bool>>);

impl Ended {
    pub(super) fn is_set(&self) -> bool {
        self.0.get()
    }
}

/// Gives each element of an array the name of the field at its position.
pub(super) struct Positions<S> {
    elements: S,
    fields: &'static [&'static str],
    index: usize,
    ended: Ended,
}

impl<S> Positions<S> {
    pub(super) fn new(elements: S, fields: &'static [&'static str], ended: Ended) -> Self {
        Self {
            elements,
            fields,
            index: 0,
            ended,
        }
    }
}

impl<'de, S: SeqAccess<'de>> MapAccess<'de> for Positions<S> {
    type Error = S::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, S::Error> {
        let name = self.fields.get(self.index);
        let Some(name) = name.filter(|_| !self.ended.is_set()) else {
            return Ok(None);
        };
        let name: StrDeserializer<'_, S::Error> = (*name).into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, S::Error> {
        let Some(value) = self.elements.next_element_seed(seed)? else {
            self.ended.0.set(true);
            return Err(de::Error::custom("the array has no more elements"));
        };
        self.index += 1;
        Ok(value)
    }
}
