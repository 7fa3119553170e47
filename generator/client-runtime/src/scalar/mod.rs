//! What emitted newtypes are made of.
//!
//! A named scalar of a description becomes a newtype, by the macro [`scalar!`](crate::scalar!): units do not mix,
//! and a value that has been checked says so by its type. The functions here are what the macro's output calls.

mod bytes;
mod decimal;
mod integer;
mod macros;
mod pattern;
mod quantity;
mod text;

use std::borrow::Cow;
use std::fmt;

pub use bytes::{Base64, Base64Url, Encoding, Hex, reversed};
pub use decimal::{read_decimal, write_decimal};
pub use integer::{Integer, StringInteger};
pub use pattern::{Pattern, Piece};
#[doc(hidden)]
pub use quantity::{divided, multiplied, within_range};
pub use text::read_text;
pub(crate) use text::text;

#[doc(hidden)]
pub use bytes::{
    parse_array, parse_array_or_hex, parse_bytes, parse_secret_array, parse_secret_bytes,
    write_bytes,
};
#[doc(hidden)]
pub use text::debug;

crate::scalar! {
    /// A decimal number that is a JSON number, such as an amount of money.
    ///
    /// Responses are read exactly, to 28 digits. One is written with 15 significant digits at most, as every reader of
    /// JSON keeps them; with more, writing is an error.
    ///
    /// ```
    /// let price: trueup_client::Decimal = "19.99".parse()?;
    /// assert_eq!(price.to_string(), "19.99");
    /// # Ok::<(), trueup_client::ScalarError>(())
    /// ```
    pub struct Decimal: Decimal;
}

/// Why a text is not a value of a scalar type.
///
/// It says what was expected and never shows the text, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarError {
    expected: Cow<'static, str>,
    length: Option<usize>,
}

impl ScalarError {
    /// An error that says what was expected.
    #[must_use]
    pub fn new(expected: impl Into<Cow<'static, str>>) -> Self {
        Self {
            expected: expected.into(),
            length: None,
        }
    }

    /// Says also how long the text was, in bytes.
    #[must_use]
    pub(crate) fn with_length(self, length: usize) -> Self {
        Self {
            length: Some(length),
            ..self
        }
    }
}

impl fmt::Display for ScalarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)?;
        match self.length {
            Some(length) => write!(f, ", got text of {length} bytes"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ScalarError {}

/// For what reads every text.
impl From<std::convert::Infallible> for ScalarError {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
