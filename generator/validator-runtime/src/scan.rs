//! Reads JSON text byte by byte (RFC 8259): white space, strings, numbers, literals, skipped values.

mod skip;

use crate::code::Code;
use crate::find::special;

/// How many containers may be open at once. serde_json allows as many.
pub const MAX_DEPTH: u32 = 127;

const SPACES: u64 = 0x2020_2020_2020_2020;

/// Why the text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) offset: usize,
    pub(crate) expected: &'static str,
}

/// The bytes between the quotes of a string, as they stand in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawText<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) escaped: bool,
}

/// A number as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawNumber<'a> {
    pub(crate) text: &'a [u8],
    /// Neither fraction nor exponent.
    pub(crate) integer: bool,
}

/// What kind of value begins at a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number
    Number,
    /// A string
    Text,
    /// An array
    Array,
    /// An object
    Object,
}

impl Kind {
    /// The kind with its article, for messages.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::Text => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }
}

/// A reading position in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scanner<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) pos: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, pos: 0 }
    }

    #[inline(always)]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    #[inline(always)]
    fn word(&self, at: usize) -> Option<u64> {
        let chunk = self.bytes.get(at..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*chunk))
    }

    pub(crate) fn fault(&self, expected: &'static str) -> Fault {
        Fault {
            code: Code::Syntax,
            offset: self.pos,
            expected,
        }
    }

    /// The text at an offset, for messages: a character where it can be seen.
    pub(crate) fn shown(&self, offset: usize) -> String {
        let rest = self.bytes.get(offset..).unwrap_or_default();
        let Some(byte) = rest.first() else {
            return "the end of the text".to_owned();
        };
        let start = rest.get(..rest.len().min(4)).unwrap_or_default();
        let chunk = start.utf8_chunks().next();
        match chunk.and_then(|chunk| chunk.valid().chars().next()) {
            Some(' ') => "a space".to_owned(),
            Some('\u{feff}') => "a byte order mark".to_owned(),
            Some(character) if character.is_ascii_graphic() => format!("`{character}`"),
            Some(character) if character.is_ascii() => format!("byte 0x{byte:02x}"),
            // Of what shows nothing by itself, the debug form is an escape.
            Some(character) if character.escape_debug().len() > 1 => {
                format!("U+{:04X}", u32::from(character))
            }
            Some(character) => format!("`{character}`"),
            None => format!("byte 0x{byte:02x}"),
        }
    }

    #[inline(always)]
    pub(crate) fn white_space(&mut self) {
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.white_space_run();
        }
    }

    /// Spaces by the word: they are most of it.
    fn white_space_run(&mut self) {
        loop {
            let Some(word) = self.word(self.pos) else {
                return self.last_white_space();
            };
            let spaces = (word ^ SPACES).trailing_zeros() / 8;
            self.pos += spaces as usize;
            if spaces == 8 {
                continue;
            }
            match self.peek() {
                Some(b'\n' | b'\t' | b'\r') => self.pos += 1,
                _ => return,
            }
        }
    }

    /// Where fewer bytes are left than a word has.
    #[cold]
    fn last_white_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.pos += 1;
        }
    }

    /// The kind of the value at the current byte.
    #[inline]
    pub(crate) fn kind(&self) -> Result<Kind, Fault> {
        match self.peek() {
            Some(b'"') => Ok(Kind::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.fault("a value")),
        }
    }

    #[inline]
    pub(crate) fn literal(&mut self, text: &'static str) -> Result<(), Fault> {
        if self
            .bytes
            .get(self.pos..)
            .is_some_and(|rest| rest.starts_with(text.as_bytes()))
        {
            self.pos += text.len();
            return Ok(());
        }
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        let equal = rest
            .iter()
            .zip(text.as_bytes())
            .take_while(|(a, b)| a == b)
            .count();
        Err(Fault {
            code: Code::Syntax,
            offset: self.pos + equal,
            expected: text,
        })
    }

    /// Reads a string; the current byte is its opening quote.
    #[inline(always)]
    pub(crate) fn string(&mut self) -> Result<RawText<'a>, Fault> {
        let start = self.pos + 1;
        let mut end = start;
        while let Some(block) = self
            .bytes
            .get(end..)
            .and_then(|rest| rest.first_chunk::<16>())
        {
            let Some(skipped) = special(block) else {
                end += 16;
                continue;
            };
            end += skipped;
            if self.bytes.get(end) == Some(&b'"') {
                self.pos = end + 1;
                return Ok(RawText {
                    bytes: self.bytes.get(start..end).unwrap_or_default(),
                    escaped: false,
                });
            }
            break;
        }
        self.pos = end;
        self.string_slow(start)
    }

    /// The rest of a string that holds an escape or other than ASCII, or that ends near the end of the text.
    #[cold]
    #[inline(never)]
    fn string_slow(&mut self, start: usize) -> Result<RawText<'a>, Fault> {
        let (mut escaped, mut ascii) = (false, true);
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(0x20..=0x7f) => self.pos += 1,
                Some(0x80..) => {
                    ascii = false;
                    self.pos += 1;
                }
                Some(_) => {
                    return Err(
                        self.fault("no control character in a string; write it as an escape")
                    );
                }
                None => return Err(self.fault("the closing quote of a string")),
            }
            while let Some(block) = self
                .bytes
                .get(self.pos..)
                .and_then(|rest| rest.first_chunk::<16>())
                && special(block).is_none()
            {
                self.pos += 16;
            }
        }
        let bytes = self.bytes.get(start..self.pos).unwrap_or_default();
        if !ascii && let Err(error) = std::str::from_utf8(bytes) {
            return Err(Fault {
                code: Code::Utf8,
                offset: start + error.valid_up_to(),
                expected: "UTF-8",
            });
        }
        self.pos += 1;
        Ok(RawText { bytes, escaped })
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let start = self.pos;
        self.pos += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.pos += 1;
                Ok(())
            }
            Some(b'u') => {
                self.pos += 1;
                match self.four_hex()? {
                    0xd800..=0xdbff => self.low_surrogate(start),
                    0xdc00..=0xdfff => Err(lone_surrogate(start)),
                    _ => Ok(()),
                }
            }
            _ => Err(self.fault("one of \" \\ / b f n r t u after a backslash")),
        }
    }

    fn low_surrogate(&mut self, start: usize) -> Result<(), Fault> {
        if !self
            .bytes
            .get(self.pos..)
            .is_some_and(|rest| rest.starts_with(b"\\u"))
        {
            return Err(lone_surrogate(start));
        }
        self.pos += 2;
        match self.four_hex()? {
            0xdc00..=0xdfff => Ok(()),
            _ => Err(lone_surrogate(start)),
        }
    }

    fn four_hex(&mut self) -> Result<u32, Fault> {
        let mut value = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return Err(self.fault("four hexadecimal digits after \\u"));
            };
            value = value * 16 + digit;
            self.pos += 1;
        }
        Ok(value)
    }

    /// Reads a number; the current byte is its first.
    #[inline]
    pub(crate) fn number(&mut self) -> Result<RawNumber<'a>, Fault> {
        let start = self.pos;
        if self.peek() == Some(b'-') {
            self.pos += 1;
        }
        match self.peek() {
            Some(b'0') => self.pos += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.fault("a digit")),
        }
        let mut integer = true;
        if self.peek() == Some(b'.') {
            integer = false;
            self.pos += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            integer = false;
            self.pos += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.pos += 1;
            }
            self.some_digits()?;
        }
        if integer && self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.fault("no digit after a leading zero"));
        }
        let text = self.bytes.get(start..self.pos).unwrap_or_default();
        Ok(RawNumber { text, integer })
    }

    #[inline(always)]
    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.pos += 1;
        }
    }

    fn some_digits(&mut self) -> Result<(), Fault> {
        let start = self.pos;
        self.digits();
        if self.pos == start {
            Err(self.fault("a digit"))
        } else {
            Ok(())
        }
    }

    /// Reads a string, number or literal and forgets it. Containers are the caller's.
    pub(crate) fn skip_scalar(&mut self, kind: Kind) -> Result<(), Fault> {
        match kind {
            Kind::Null => self.literal("null"),
            Kind::Boolean if self.peek() == Some(b't') => self.literal("true"),
            Kind::Boolean => self.literal("false"),
            Kind::Number => self.number().map(|_| ()),
            Kind::Text => self.string().map(|_| ()),
            Kind::Array | Kind::Object => Ok(()),
        }
    }

    /// Reads a property's name and its colon, and the white space after it; the current byte is the opening quote.
    pub(crate) fn name(&mut self) -> Result<RawText<'a>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("a property name in quotes"));
        }
        let name = self.string()?;
        self.colon()?;
        Ok(name)
    }

    /// Passes a comma after a part of a container, or the byte that closes it; whether more parts come.
    #[inline(always)]
    pub(crate) fn more(&mut self, close: u8, expected: &'static str) -> Result<bool, Fault> {
        self.white_space();
        match self.peek() {
            Some(b',') => {
                self.pos += 1;
                self.white_space();
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.pos += 1;
                Ok(false)
            }
            _ => Err(self.fault(expected)),
        }
    }

    #[inline(always)]
    pub(crate) fn colon(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b':') {
            self.white_space();
            if self.peek() != Some(b':') {
                return Err(self.fault("a colon after a property name"));
            }
        }
        self.pos += 1;
        self.white_space();
        Ok(())
    }
}

fn lone_surrogate(offset: usize) -> Fault {
    Fault {
        code: Code::Escape,
        offset,
        expected: "a pair of surrogates",
    }
}
