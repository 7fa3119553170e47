//! Strings.

use super::{Error, Reader};

/// A string: a part of what is read, or made of one with escapes.
#[derive(Debug)]
pub(super) enum Text<'de> {
    Borrowed(&'de str),
    Unescaped(String),
}

impl Text<'_> {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Unescaped(text) => text,
        }
    }
}

impl<'de> Reader<'de> {
    /// The string that begins where the reader stands, with its quote.
    pub(super) fn string(&mut self) -> Result<Text<'de>, Error> {
        self.at += 1;
        let start = self.at;
        let plain = self.plain();
        match self.bytes.get(self.at) {
            Some(b'"') => {
                self.at += 1;
                match std::str::from_utf8(plain) {
                    Ok(text) => Ok(Text::Borrowed(text)),
                    Err(error) => {
                        self.at = start + error.valid_up_to();
                        Err(not_utf8())
                    }
                }
            }
            _ => {
                let mut text = plain.to_vec();
                self.unescape(&mut text)?;
                match String::from_utf8(text) {
                    Ok(text) => Ok(Text::Unescaped(text)),
                    Err(_) => Err(not_utf8()),
                }
            }
        }
    }

    /// Goes to the next byte that ends a string or means something in it; returns what is before.
    fn plain(&mut self) -> &'de [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (plain, _) = rest.split_at(plain_length(rest));
        self.at += plain.len();
        plain
    }

    /// Adds the rest of a string to what came before its first escape.
    fn unescape(&mut self, text: &mut Vec<u8>) -> Result<(), Error> {
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape(text)?,
                Some(_) => {
                    return Err(Error::syntax("a control character in a string"));
                }
                None => return Err(Error::end("the end of a string")),
            }
            text.extend_from_slice(self.plain());
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Error> {
        let byte = match self.bytes.get(self.at + 1) {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(byte @ (b'"' | b'\\' | b'/')) => *byte,
            Some(b'u') => return self.unicode(text),
            Some(_) => return Err(Error::syntax("an escape that JSON does not know")),
            None => return Err(Error::end("the rest of an escape")),
        };
        self.at += 2;
        text.push(byte);
        Ok(())
    }

    /// `\u` and four digits; two of them for a character beyond U+FFFF (RFC 8259, section 7).
    fn unicode(&mut self, text: &mut Vec<u8>) -> Result<(), Error> {
        let first = self.unit_of_utf16()?;
        let units = if (0xd800..0xdc00).contains(&first)
            && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            vec![first, self.unit_of_utf16()?]
        } else {
            vec![first]
        };
        for read in char::decode_utf16(units) {
            let Ok(read) = read else {
                return Err(Error::syntax("half of a surrogate pair"));
            };
            let mut utf8 = [0; 4];
            text.extend_from_slice(read.encode_utf8(&mut utf8).as_bytes());
        }
        Ok(())
    }

    fn unit_of_utf16(&mut self) -> Result<u16, Error> {
        let mut unit = 0;
        for place in 2..6 {
            let Some(byte) = self.bytes.get(self.at + place) else {
                return Err(Error::end("four hexadecimal digits"));
            };
            match char::from(*byte).to_digit(16) {
                Some(digit) => unit = unit << 4 | digit,
                None => return Err(Error::syntax("expected four hexadecimal digits")),
            }
        }
        self.at += 6;
        // Four digits fit.
        Ok(u16::try_from(unit).unwrap_or_default())
    }
}

#[cold]
fn not_utf8() -> Error {
    Error::syntax("a string is not UTF-8")
}

/// How many bytes come before the first quote, backslash or control character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    // The lowest bit that is set stands for the first such byte; those above may be wrong.
    let equal = |word: u64, byte: u8| {
        let zero = word ^ (ONES * u64::from(byte));
        zero.wrapping_sub(ONES) & !zero
    };
    let mut length = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (control | equal(word, b'"') | equal(word, b'\\')) & HIGH;
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().position(special).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    #[test]
    fn plain_text_ends_at_the_first_byte_that_is_not() {
        for (end, before) in [(b'"', 0x21), (b'\\', 0xff), (0x1f, 0x20), (0, 0x7f)] {
            for length in 0..40 {
                let mut text = vec![before; length];
                assert_eq!(plain_length(&text), length);
                text.push(end);
                text.extend_from_slice(b"plain text, and \"\\ again");
                assert_eq!(plain_length(&text), length, "{end} after {length}");
            }
        }
    }
}
