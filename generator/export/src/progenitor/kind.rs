//! What kind of value a schema is about, as far as it decides whether progenitor has a text for it.

use super::schemas::annotated;
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::resolve::{Documents, MAX_HOPS};

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string.
    Text,
    /// A string that is a date with or without a time.
    Time,
    /// A number or a truth value.
    Scalar,
    /// A list of texts and scalars.
    Flat,
    /// A list of anything else.
    List,
    /// An object.
    Object,
    /// Null is among the values.
    Nullable,
    /// It depends.
    Open,
}

impl Kind {
    /// Of a schema.
    pub(super) fn of(documents: &Documents, at: &At<'_>) -> Result<Self, Box<Diagnostic>> {
        Self::within(documents, at, MAX_HOPS)
    }

    /// Whether it is one text, number or truth value.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::Text | Self::Time | Self::Scalar)
    }

    fn within(documents: &Documents, at: &At<'_>, hops: usize) -> Result<Self, Box<Diagnostic>> {
        let at = documents.resolve(at)?;
        if hops == 0 {
            return Ok(Self::Open);
        }
        if let Some(only) = annotated(&at) {
            return Self::within(documents, &only, hops - 1);
        }
        if at.get("nullable").and_then(|flag| flag.as_bool()) == Some(true) {
            return Ok(Self::Nullable);
        }
        let text = |key: &str| at.get(key).and_then(|value| value.as_str());
        Ok(match text("type") {
            Some("string") if matches!(text("format"), Some("date" | "date-time")) => Self::Time,
            Some("string") => Self::Text,
            Some("integer" | "number" | "boolean") => Self::Scalar,
            Some("array") => match at.get("items") {
                Some(items) if Self::within(documents, &items, hops - 1)?.is_single() => Self::Flat,
                _ => Self::List,
            },
            Some("object") => Self::Object,
            _ => Self::Open,
        })
    }
}
