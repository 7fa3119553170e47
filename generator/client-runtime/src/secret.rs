//! Values that must not be seen: zeroed on drop, never in `Debug`.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::encoding::{self, Alphabet};
use crate::scalar::ScalarError;

/// What stands in place of a secret wherever it would be printed.
pub(crate) const REDACTED: &str = "[redacted]";

/// Text that must not be seen: a password, a token, a key.
///
/// `Debug` prints `SecretString([redacted])`, there is no `Display`, and the memory is zeroed on drop.
/// Copies that the HTTP library makes while it sends a request are not zeroed.
///
/// ```
/// let token = trueup_client::SecretString::new("s3cret");
/// assert_eq!(token.expose(), "s3cret");
/// assert_eq!(format!("{token:?}"), "SecretString([redacted])");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SecretString(Zeroizing<String>);

impl SecretString {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The pieces one after the other, some of them secret. No buffer grows on the way, and leaves a piece behind.
    #[cfg(feature = "client")]
    pub(crate) fn concat(pieces: &[&str]) -> Self {
        Self::new(pieces.concat())
    }

    /// The text itself. Whoever calls this is responsible for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretString({REDACTED})")
    }
}

impl From<String> for SecretString {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for SecretString {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Serialize for SecretString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for SecretString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// Bytes that must not be seen, such as a binary credential.
///
/// `Debug` prints `SecretBytes([redacted])` and the memory is zeroed on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes the bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(bytes.into()))
    }

    /// Reads hexadecimal text, in either case; white space around it is ignored.
    ///
    /// # Errors
    ///
    /// When the text is empty, or is not pairs of hexadecimal digits. The error does not show the text.
    pub fn from_hex(text: &str) -> Result<Self, ScalarError> {
        match encoding::from_hex(text.trim()) {
            Some(bytes) if !bytes.is_empty() => Ok(Self::new(bytes)),
            _ => Err(ScalarError::new("pairs of hexadecimal digits")),
        }
    }

    /// Reads a file of raw bytes.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> std::io::Result<Self> {
        std::fs::read(path).map(Self::new)
    }

    /// The bytes themselves. Whoever calls this is responsible for where they go.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as lower-case hexadecimal text, which is as secret as they are.
    #[must_use]
    pub fn to_hex(&self) -> SecretString {
        SecretString::new(encoding::to_hex(self.expose()))
    }

    /// The bytes as standard base64 text, which is as secret as they are.
    #[must_use]
    pub fn to_base64(&self) -> SecretString {
        SecretString::new(encoding::to_base64(self.expose(), Alphabet::Standard))
    }

    /// The bytes as URL-safe base64 text, which is as secret as they are.
    #[must_use]
    pub fn to_base64url(&self) -> SecretString {
        SecretString::new(encoding::to_base64(self.expose(), Alphabet::Url))
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretBytes({REDACTED})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_from_hex_in_either_case() {
        let secret = SecretBytes::from_hex(" 02Ab\n").unwrap();
        assert_eq!(secret.expose(), [0x02, 0xab]);
        assert_eq!(secret.to_hex().expose(), "02ab");
        assert_eq!(secret.to_base64().expose(), "Aqs=");
        assert_eq!(format!("{secret:?}"), "SecretBytes([redacted])");
    }

    #[test]
    fn the_error_does_not_show_the_text() {
        for text in ["hunter2!", "", "  "] {
            let error = SecretBytes::from_hex(text).unwrap_err();
            assert_eq!(error.to_string(), "expected pairs of hexadecimal digits");
        }
    }
}
