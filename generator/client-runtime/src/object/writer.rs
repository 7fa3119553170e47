//! Writing the fields of one JSON object.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use super::{Finite, Floats};
use crate::map::Map;
use crate::patch::Patch;

/// Writes an object whose fields are all known.
///
/// After an error nothing more is written; [`end`](Self::end) tells of it. Emitted code has a line for each field, and
/// each `?` there would be compiled for every type and format.
#[derive(Debug)]
pub struct Writer<S: Serializer>(Result<S::SerializeStruct, S::Error>);

impl<S: Serializer> Writer<S> {
    /// Begins an object; `fields` is how many it has at most.
    #[inline]
    pub fn new(serializer: S, name: &'static str, fields: usize) -> Self {
        Self(serializer.serialize_struct(name, fields))
    }

    /// Writes a field; `None` is written as `null`.
    #[inline]
    pub fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Ok(inner) = &mut self.0 {
            let written = inner.serialize_field(name, value);
            self.note(written);
        }
    }

    /// Writes a field, or leaves it out when it is `None`.
    #[inline]
    pub fn opt<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.field(name, value),
            None => self.skip(name),
        }
    }

    /// Writes a field; `None` is written as the text `zero`, which means "not set".
    #[inline]
    pub fn zero<T: Serialize>(&mut self, name: &'static str, value: &Option<T>, zero: &str) {
        match value {
            Some(value) => self.field(name, value),
            None => self.field(name, zero),
        }
    }

    /// Writes a field of a change: left out, `null`, or a value.
    #[inline]
    pub fn patch<T: Serialize>(&mut self, name: &'static str, value: &Patch<T>) {
        match value {
            Patch::Keep => self.skip(name),
            Patch::Clear => self.field(name, &()),
            Patch::Set(value) => self.field(name, value),
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// When a value did not serialize, or the serializer fails.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(inner) => inner.end(),
            Err(error) => Err(error),
        }
    }

    #[inline]
    fn skip(&mut self, name: &'static str) {
        if let Ok(inner) = &mut self.0 {
            let skipped = inner.skip_field(name);
            self.note(skipped);
        }
    }

    #[inline]
    fn note(&mut self, written: Result<(), S::Error>) {
        if let Err(error) = written {
            self.0 = Err(error);
        }
    }
}

/// Writes an object that has entries beside its fields, as [`deserialize_open`](super::deserialize_open) reads it.
///
/// After an error nothing more is written; [`end`](Self::end) tells of it.
#[derive(Debug)]
pub struct ExtraWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ExtraWriter<S> {
    /// Begins an object.
    #[inline]
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// Writes a field; `None` is written as `null`.
    #[inline]
    pub fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(inner) = &mut self.0
            && let Err(error) = inner.serialize_entry(name, value)
        {
            self.0 = Err(error);
        }
    }

    /// Writes a field, or leaves it out when it is `None`.
    #[inline]
    pub fn opt<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a field; `None` is written as the text `zero`, which means "not set".
    #[inline]
    pub fn zero<T: Serialize>(&mut self, name: &str, value: &Option<T>, zero: &str) {
        match value {
            Some(value) => self.field(name, value),
            None => self.field(name, zero),
        }
    }

    /// Writes a field of a change: left out, `null`, or a value.
    #[inline]
    pub fn patch<T: Serialize>(&mut self, name: &str, value: &Patch<T>) {
        match value {
            Patch::Keep => {}
            Patch::Clear => self.field(name, &()),
            Patch::Set(value) => self.field(name, value),
        }
    }

    /// Writes the entries that are no fields.
    pub fn extra<T: Serialize>(&mut self, entries: &Map<T>) {
        for (name, value) in entries {
            self.field(name, value);
        }
    }

    /// The same for floating-point numbers, and what holds such.
    pub fn extra_floats<T: Floats>(&mut self, entries: &Map<T>) {
        for (name, value) in entries {
            self.field(name, &Finite(value));
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// When a value did not serialize, or the serializer fails.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        match self.0 {
            Ok(inner) => inner.end(),
            Err(error) => Err(error),
        }
    }
}
