//! Going through objects and arrays.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::keys::Key;
use super::reader::Place;
use super::{Error, Reader};

/// The members of the object that comes next.
#[derive(Debug)]
pub(super) struct Members<'a, 'de> {
    pub(super) reader: &'a mut Reader<'de>,
    /// What is said to be missing if there is no object.
    pub(super) expected: &'static str,
    /// Before the first, to begin with.
    pub(super) place: Place,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if !self.reader.next_key(&mut self.place, self.expected)? {
            return Ok(None);
        }
        let key = seed.deserialize(Key(&mut *self.reader))?;
        self.reader.colon()?;
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The elements of the array that comes next.
#[derive(Debug)]
pub(super) struct Elements<'a, 'de> {
    pub(super) reader: &'a mut Reader<'de>,
    /// Before the first, to begin with.
    pub(super) place: Place,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        match self.reader.next_element(&mut self.place) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(error),
        }
        match seed.deserialize(&mut *self.reader) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error),
        }
    }
}
