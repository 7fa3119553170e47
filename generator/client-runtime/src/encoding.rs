//! Hexadecimal and base64 (RFC 4648), strict: what is read has one spelling, save the case of hex digits.

use std::fmt::Write as _;

/// The two alphabets of RFC 4648, sections 4 and 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// `+` and `/`; padding is required.
    Standard,
    /// `-` and `_`; padding is written, and may be left out when read.
    Url,
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
    let table = match alphabet {
        Alphabet::Standard => STANDARD,
        Alphabet::Url => URL,
    };
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .fold(0u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let digit = (word >> (18 - 6 * position)) & 0x3f;
            let letter = table.get(digit as usize).copied().unwrap_or(b'=');
            text.push(if position <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

/// The bytes of base64 text; `None` if a letter, the padding or the unused last bits are wrong.
pub(crate) fn from_base64(text: &str, alphabet: Alphabet) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let expected = (4 - digits.len() % 4) % 4;
    if expected == 3 || (padding != expected && (padding != 0 || alphabet == Alphabet::Standard)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for chunk in digits.as_bytes().chunks(4) {
        let mut word = 0u32;
        for letter in chunk {
            word = word << 6 | u32::from(sextet(*letter, alphabet)?);
        }
        word <<= 6 * (4 - chunk.len());
        let [_, decoded @ ..] = word.to_be_bytes();
        let (kept, unused) = decoded.split_at_checked(chunk.len() - 1)?;
        if unused.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

fn sextet(letter: u8, alphabet: Alphabet) -> Option<u8> {
    match (letter, alphabet) {
        (b'A'..=b'Z', _) => Some(letter - b'A'),
        (b'a'..=b'z', _) => Some(letter - b'a' + 26),
        (b'0'..=b'9', _) => Some(letter - b'0' + 52),
        (b'+', Alphabet::Standard) | (b'-', Alphabet::Url) => Some(62),
        (b'/', Alphabet::Standard) | (b'_', Alphabet::Url) => Some(63),
        _ => None,
    }
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
