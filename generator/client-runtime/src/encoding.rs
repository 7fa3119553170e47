//! Hexadecimal and base64 (RFC 4648), strict: what is read has one spelling, save the case of hex digits.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

/// The two alphabets of RFC 4648, sections 4 and 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `+` and `/`; padding is required.
    Standard,
    /// `-` and `_`; padding is written, and may be left out when read.
    Url,
}

/// Lower-case hexadecimal text.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes of hexadecimal text in either case; `None` if it is anything else. They may be a secret, so the buffer
/// does not grow: it would leave a part of them behind.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        bytes.push(nibble(*high)? << 4 | nibble(*low)?);
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Base64 text with padding.
pub(crate) fn to_base64(bytes: &[u8], alphabet: Alphabet) -> String {
    match alphabet {
        Alphabet::Standard => STANDARD.encode(bytes),
        Alphabet::Url => URL_SAFE.encode(bytes),
    }
}

/// The bytes of base64 text; `None` if a letter, the padding or the unused last bits are wrong.
pub(crate) fn from_base64(text: &str, alphabet: Alphabet) -> Option<Vec<u8>> {
    match alphabet {
        Alphabet::Standard => STANDARD.decode(text),
        Alphabet::Url if text.ends_with('=') => URL_SAFE.decode(text),
        Alphabet::Url => URL_SAFE_NO_PAD.decode(text),
    }
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    const VECTORS: [(&str, &str, &str); 7] = [
        ("", "", ""),
        ("f", "Zg==", "66"),
        ("fo", "Zm8=", "666f"),
        ("foo", "Zm9v", "666f6f"),
        ("foob", "Zm9vYg==", "666f6f62"),
        ("fooba", "Zm9vYmE=", "666f6f6261"),
        ("foobar", "Zm9vYmFy", "666f6f626172"),
    ];

    #[test]
    fn vectors_of_the_rfc() {
        for (plain, base64, hex) in VECTORS {
            assert_eq!(to_base64(plain.as_bytes(), Alphabet::Standard), base64);
            assert_eq!(
                from_base64(base64, Alphabet::Standard).as_deref(),
                Some(plain.as_bytes())
            );
            assert_eq!(to_hex(plain.as_bytes()), hex);
            assert_eq!(from_hex(hex).as_deref(), Some(plain.as_bytes()));
            assert_eq!(
                from_base64(base64.trim_end_matches('='), Alphabet::Url).as_deref(),
                Some(plain.as_bytes())
            );
        }
    }

    #[test]
    fn every_byte_survives() {
        let all: Vec<u8> = (0..=255).collect();
        for alphabet in [Alphabet::Standard, Alphabet::Url] {
            assert_eq!(
                from_base64(&to_base64(&all, alphabet), alphabet),
                Some(all.clone())
            );
        }
        assert_eq!(from_hex(&to_hex(&all).to_uppercase()), Some(all));
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "Zg", "Zg=", "Zg===", "Zh==", "Z", "Zm9v=", "Zm 9", "Zm9-", "====", "Zg==Zg==", "é===",
        ] {
            assert_eq!(from_base64(text, Alphabet::Standard), None, "{text}");
        }
        assert_eq!(from_base64("Zg=", Alphabet::Url), None);
        for text in ["6", "6g", " 66", "0x66", "é"] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
