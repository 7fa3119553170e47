//! Byte strings as text.

use serde::Serializer;

use crate::encoding::{self, Alphabet};
use crate::secret::SecretBytes;

use super::ScalarError;

/// A way to write bytes as text.
pub trait Encoding {
    /// What such text is called, for messages.
    const NAME: &'static str;

    /// The text of bytes.
    fn encode(bytes: &[u8]) -> String;

    /// The bytes of text, or `None` if it is not such text.
    fn decode(text: &str) -> Option<Vec<u8>>;
}

/// Hexadecimal text: read in either case, written in lower case.
#[derive(Debug)]
pub enum Hex {}

impl Encoding for Hex {
    const NAME: &'static str = "hexadecimal text";

    fn encode(bytes: &[u8]) -> String {
        encoding::to_hex(bytes)
    }

    fn decode(text: &str) -> Option<Vec<u8>> {
        encoding::from_hex(text)
    }
}

/// Standard base64 text with padding (RFC 4648, section 4).
#[derive(Debug)]
pub enum Base64 {}

impl Encoding for Base64 {
    const NAME: &'static str = "base64 text";

    fn encode(bytes: &[u8]) -> String {
        encoding::to_base64(bytes, Alphabet::Standard)
    }

    fn decode(text: &str) -> Option<Vec<u8>> {
        encoding::from_base64(text, Alphabet::Standard)
    }
}

/// Base64 text of the URL-safe alphabet (RFC 4648, section 5): written with padding, read with or without.
#[derive(Debug)]
pub enum Base64Url {}

impl Encoding for Base64Url {
    const NAME: &'static str = "base64url text";

    fn encode(bytes: &[u8]) -> String {
        encoding::to_base64(bytes, Alphabet::Url)
    }

    fn decode(text: &str) -> Option<Vec<u8>> {
        encoding::from_base64(text, Alphabet::Url)
    }
}

/// Writes a byte string.
///
/// # Errors
///
/// When the format cannot be written to.
#[doc(hidden)]
pub fn write_bytes<C: Encoding, S: Serializer>(
    bytes: &[u8],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&C::encode(bytes))
}

/// Reads a byte string of any length.
#[doc(hidden)]
pub fn parse_bytes<C: Encoding>(text: &str) -> Result<Vec<u8>, ScalarError> {
    C::decode(text).ok_or_else(|| ScalarError::new(C::NAME).with_length(text.len()))
}

/// Reads a byte string of a fixed length.
#[doc(hidden)]
pub fn parse_array<C: Encoding, const N: usize>(text: &str) -> Result<[u8; N], ScalarError> {
    let array = C::decode(text).and_then(|bytes| bytes.try_into().ok());
    array.ok_or_else(|| {
        ScalarError::new(format!("{} of {N} bytes", C::NAME)).with_length(text.len())
    })
}

/// Reads a byte string of a fixed length in its own encoding or in hexadecimal.
///
/// No text is both: where the lengths are the same, of two and of four bytes, base64 ends with padding.
#[doc(hidden)]
pub fn parse_array_or_hex<C: Encoding, const N: usize>(text: &str) -> Result<[u8; N], ScalarError> {
    if text.len() == 2 * N && !text.ends_with('=') {
        parse_array::<Hex, N>(text)
    } else {
        parse_array::<C, N>(text)
    }
}

/// Reads a secret byte string of any length.
#[doc(hidden)]
pub fn parse_secret_bytes<C: Encoding>(text: &str) -> Result<SecretBytes, ScalarError> {
    match parse_bytes::<C>(text) {
        Ok(bytes) => Ok(SecretBytes::new(bytes)),
        Err(error) => Err(error),
    }
}

/// Reads a secret byte string of a fixed length.
#[doc(hidden)]
pub fn parse_secret_array<C: Encoding, const N: usize>(
    text: &str,
) -> Result<SecretBytes, ScalarError> {
    // Taken into the zeroing type before the length is looked at.
    let bytes = C::decode(text)
        .map(SecretBytes::new)
        .filter(|bytes| bytes.expose().len() == N);
    bytes.ok_or_else(|| {
        ScalarError::new(format!("{} of {N} bytes", C::NAME)).with_length(text.len())
    })
}

/// The bytes in reverse order, for values that two encodings write in opposite directions.
///
/// ```
/// assert_eq!(trueup_client::scalar::reversed([1, 2, 3]), [3, 2, 1]);
/// ```
#[must_use]
pub fn reversed<const N: usize>(mut bytes: [u8; N]) -> [u8; N] {
    bytes.reverse();
    bytes
}
