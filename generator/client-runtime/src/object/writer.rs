//! Writing the fields of one JSON object.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use crate::patch::Patch;

/// Writes an object whose fields are all known.
#[derive(Debug)]
pub struct Writer<S: Serializer> {
    inner: S::SerializeStruct,
}

impl<S: Serializer> Writer<S> {
    /// Begins an object; `fields` is how many it has at most.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    #[inline]
    pub fn new(serializer: S, name: &'static str, fields: usize) -> Result<Self, S::Error> {
        Ok(Self {
            inner: serializer.serialize_struct(name, fields)?,
        })
    }

    /// Writes a field; `None` is written as `null`.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.inner.serialize_field(name, value)
    }

    /// Writes a field, or leaves it out when it is `None`.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn opt<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.inner.serialize_field(name, value),
            None => self.inner.skip_field(name),
        }
    }

    /// Writes a field; `None` is written as the text `zero`, which means "not set".
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn zero<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
        zero: &str,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.inner.serialize_field(name, value),
            None => self.inner.serialize_field(name, zero),
        }
    }

    /// Writes a field of a change: left out, `null`, or a value.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn patch<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Patch<T>,
    ) -> Result<(), S::Error> {
        match value {
            Patch::Keep => self.inner.skip_field(name),
            Patch::Clear => self.inner.serialize_field(name, &()),
            Patch::Set(value) => self.inner.serialize_field(name, value),
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

/// Writes an object that has entries beside its fields, as [`Unknown::Keep`](super::Unknown::Keep) reads it.
#[derive(Debug)]
pub struct ExtraWriter<S: Serializer> {
    inner: S::SerializeMap,
}

impl<S: Serializer> ExtraWriter<S> {
    /// Begins an object.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    #[inline]
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            inner: serializer.serialize_map(None)?,
        })
    }

    /// Writes a field; `None` is written as `null`.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.inner.serialize_entry(name, value)
    }

    /// Writes a field, or leaves it out when it is `None`.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn opt<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        value
            .as_ref()
            .map_or(Ok(()), |value| self.inner.serialize_entry(name, value))
    }

    /// Writes a field; `None` is written as the text `zero`, which means "not set".
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn zero<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
        zero: &str,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.inner.serialize_entry(name, value),
            None => self.inner.serialize_entry(name, zero),
        }
    }

    /// Writes a field of a change: left out, `null`, or a value.
    ///
    /// # Errors
    ///
    /// When the value does not serialize.
    #[inline]
    pub fn patch<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Patch<T>,
    ) -> Result<(), S::Error> {
        match value {
            Patch::Keep => Ok(()),
            Patch::Clear => self.inner.serialize_entry(name, &()),
            Patch::Set(value) => self.inner.serialize_entry(name, value),
        }
    }

    /// Writes the entries that are no fields.
    ///
    /// # Errors
    ///
    /// When a value does not serialize.
    pub fn extra<T: Serialize>(&mut self, entries: &BTreeMap<String, T>) -> Result<(), S::Error> {
        entries
            .iter()
            .try_for_each(|(name, value)| self.inner.serialize_entry(name, value))
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}
