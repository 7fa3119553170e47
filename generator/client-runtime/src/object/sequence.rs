//! An array read as an object: its elements are the fields, in order.

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

/// Gives each element of an array the name of the field at its position.
pub(super) struct Positions<S> {
    elements: S,
    name: &'static str,
    fields: &'static [&'static str],
    index: usize,
}

impl<S> Positions<S> {
    pub(super) fn new(elements: S, name: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            elements,
            name,
            fields,
            index: 0,
        }
    }
}

impl<'de, S: SeqAccess<'de>> MapAccess<'de> for Positions<S> {
    type Error = S::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, S::Error> {
        let Some(name) = self.fields.get(self.index) else {
            return Ok(None);
        };
        let name: StrDeserializer<'_, S::Error> = (*name).into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, S::Error> {
        let Some(value) = self.elements.next_element_seed(seed)? else {
            let expected = format!("struct {} with {} elements", self.name, self.fields.len());
            return Err(de::Error::invalid_length(self.index, &expected.as_str()));
        };
        self.index += 1;
        Ok(value)
    }
}
