//! Why text was not read.

use std::fmt::{self, Display};

use serde::de::{self, Expected, Unexpected};
use serde::ser;

use crate::response::FailureKind;

/// Why reading stopped, at the place where the reader stands; or writing.
// Behind a pointer: it is part of every result.
#[derive(Debug)]
pub(crate) struct Error(Box<Reason>);

#[derive(Debug)]
struct Reason {
    kind: FailureKind,
    message: String,
}

impl Error {
    /// The text is not JSON.
    #[cold]
    pub(super) fn syntax(message: &str) -> Self {
        Self::new(FailureKind::Syntax, message.to_owned())
    }

    /// The text ends where something was expected.
    #[cold]
    pub(super) fn end(expected: &str) -> Self {
        Self::new(
            FailureKind::End,
            format!("the text ends, expected {expected}"),
        )
    }

    fn new(kind: FailureKind, message: String) -> Self {
        Self(Box::new(Reason { kind, message }))
    }

    pub(crate) fn kind(&self) -> FailureKind {
        self.0.kind
    }

    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Self::new(FailureKind::Data, message.to_string())
    }

    #[cold]
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found: &dyn Display = match &found {
            Unexpected::Unit => &"null",
            found => found,
        };
        <Self as de::Error>::custom(format_args!("invalid type: {found}, expected {expected}"))
    }
}

impl ser::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Self::new(FailureKind::Data, message.to_string())
    }
}
