//! Where one is in JSON text, and the steps forward (RFC 8259).

use serde::de::Error as _;
use serde::de::{Expected, Unexpected};

use super::Error;
use super::number::Number;
use super::text::Text;
use crate::response::FailureKind;

/// How deep objects and arrays may lie in each other: reading is recursive. There are as many bits in
/// [`Reader::objects`].
const DEEPEST: u8 = 128;

/// Where one is in an object or array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    /// How deep it lies.
    Within(u8),
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

impl Container {
    fn open(self) -> u8 {
        match self {
            Self::Object => b'{',
            Self::Array => b'[',
        }
    }
}

/// JSON text in the middle of being read. After an error it stands where that is.
#[derive(Debug)]
pub(crate) struct Reader<'de> {
    pub(super) bytes: &'de [u8],
    pub(super) at: usize,
    depth: u8,
    /// A bit for each depth below that: whether an object is open there, or an array.
    objects: u128,
}

impl<'de> Reader<'de> {
    pub(crate) fn new(bytes: &'de [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            depth: 0,
            objects: 0,
        }
    }

    /// The text that is read.
    pub(crate) fn bytes(&self) -> &'de [u8] {
        self.bytes
    }

    /// The byte where the reader stands.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// The byte that an error of this kind is about.
    pub(crate) fn refused(&self, kind: FailureKind) -> usize {
        match (kind, self.bytes.get(self.at)) {
            // The value that was refused has been passed, unless it is an object or array.
            (FailureKind::Data, Some(b'{' | b'[')) => self.at,
            (FailureKind::Data, _) => self.at.saturating_sub(1),
            _ => self.at,
        }
    }

    /// What was read since the reader stood at `start`.
    pub(super) fn since(&self, start: usize) -> &'de [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// After the value: an error if more than white space follows.
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        self.climb(0)?;
        match self.skip_space() {
            None => Ok(()),
            Some(_) => Err(Error::syntax("more text after the value")),
        }
    }

    /// The next byte that is not white space, and stays next.
    #[inline]
    fn skip_space(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// The first byte of the next value.
    pub(super) fn peek(&mut self) -> Result<u8, Error> {
        self.skip_space().ok_or_else(|| Error::end("a value"))
    }

    /// Passes `null`, if that is next.
    pub(super) fn null(&mut self) -> bool {
        self.skip_space();
        let null = self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(b"null"));
        if null {
            self.at += 4;
        }
        null
    }

    pub(super) fn bool(&mut self, expected: &dyn Expected) -> Result<bool, Error> {
        match self.peek()? {
            b't' => self.word("true").map(|()| true),
            b'f' => self.word("false").map(|()| false),
            _ => Err(self.unfit(expected)),
        }
    }

    pub(super) fn unit(&mut self, expected: &dyn Expected) -> Result<(), Error> {
        match self.null() {
            true => Ok(()),
            false => Err(self.unfit(expected)),
        }
    }

    pub(super) fn number(&mut self, expected: &dyn Expected) -> Result<Number, Error> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => Number::read(self),
            _ => Err(self.unfit(expected)),
        }
    }

    /// A number where an integer is asked for.
    pub(super) fn integer_number(&mut self, expected: &dyn Expected) -> Result<Number, Error> {
        self.number(expected).map(Number::whole)
    }

    /// The digits of a number, and what belongs to them.
    pub(super) fn digits(&mut self, expected: &dyn Expected) -> Result<&'de [u8], Error> {
        self.peek()?;
        let start = self.at;
        self.number(expected)?;
        Ok(self.since(start))
    }

    pub(super) fn text(&mut self, expected: &dyn Expected) -> Result<Text<'de>, Error> {
        match self.peek()? {
            b'"' => self.string(),
            _ => Err(self.unfit(expected)),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Error> {
        for byte in word.bytes() {
            match self.bytes.get(self.at) {
                Some(next) if *next == byte => self.at += 1,
                Some(_) => return Err(Error::syntax("expected a value")),
                None => return Err(Error::end(word)),
            }
        }
        Ok(())
    }

    /// Goes into the object or array that comes next.
    fn enter(&mut self, container: Container, expected: &dyn Expected) -> Result<(), Error> {
        if self.peek()? != container.open() {
            return Err(self.unfit(expected));
        }
        if self.depth == DEEPEST {
            return Err(Error::syntax(
                "objects and arrays lie too deep in each other",
            ));
        }
        let bit = 1 << self.depth;
        match container {
            Container::Object => self.objects |= bit,
            Container::Array => self.objects &= !bit,
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// Passes the end of the innermost object or array, if that is next.
    fn pass_end(&mut self) -> Result<bool, Error> {
        let depth = self.depth.saturating_sub(1);
        let close = match self.objects >> depth & 1 {
            1 => b'}',
            _ => b']',
        };
        match self.skip_space() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth = depth;
                Ok(true)
            }
            Some(_) => Ok(false),
            None => Err(Error::end("a comma or a closing bracket")),
        }
    }

    /// Goes to the next key of the object that is read, and into the object at first. False if there is none; then the
    /// object's end has been passed.
    pub(super) fn next_key(
        &mut self,
        place: &mut Place,
        expected: &'static str,
    ) -> Result<bool, Error> {
        if !self.next_entry(place, Container::Object, &expected)? {
            return Ok(false);
        }
        match self.skip_space() {
            Some(b'"') => Ok(true),
            Some(_) => Err(Error::syntax("expected a key in quotes")),
            None => Err(Error::end("a key")),
        }
    }

    /// The same for the elements of an array.
    pub(super) fn next_element(&mut self, place: &mut Place) -> Result<bool, Error> {
        if !self.next_entry(place, Container::Array, &"an array")? {
            return Ok(false);
        }
        match self.skip_space() {
            Some(b']') => Err(Error::syntax("expected a value after the comma")),
            _ => Ok(true),
        }
    }

    fn next_entry(
        &mut self,
        place: &mut Place,
        container: Container,
        expected: &dyn Expected,
    ) -> Result<bool, Error> {
        let before = *place;
        match before {
            Place::Before => {
                self.enter(container, expected)?;
                *place = Place::Within(self.depth);
            }
            Place::Within(depth) => self.climb(depth)?,
            Place::After => return Ok(false),
        }
        if self.pass_end()? {
            *place = Place::After;
            return Ok(false);
        }
        if before != Place::Before {
            if self.bytes.get(self.at) != Some(&b',') {
                return Err(Error::syntax("expected a comma or a closing bracket"));
            }
            self.at += 1;
        }
        Ok(true)
    }

    /// Passes the ends of objects and arrays that somebody stopped reading before their end was seen.
    fn climb(&mut self, depth: u8) -> Result<(), Error> {
        while self.depth > depth {
            if !self.pass_end()? {
                return Err(Error::custom("there is more in it than expected"));
            }
        }
        Ok(())
    }

    /// Passes the colon after a key.
    pub(super) fn colon(&mut self) -> Result<(), Error> {
        match self.skip_space() {
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Error::syntax("expected a colon after the key")),
            None => Err(Error::end("a colon after the key")),
        }
    }

    /// Passes a value.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let value = "a value";
        let mut place = Place::Before;
        // As deep as objects and arrays may be, no deeper.
        match self.peek()? {
            b'{' => {
                while self.next_key(&mut place, value)? {
                    self.string()?;
                    self.colon()?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                while self.next_element(&mut place)? {
                    self.skip()?;
                }
                Ok(())
            }
            b'"' => self.string().map(drop),
            b'n' => self.unit(&value),
            b't' | b'f' => self.bool(&value).map(drop),
            _ => self.number(&value).map(drop),
        }
    }

    /// The next value is of another type than expected, or there is no value. It is passed if it is short.
    #[cold]
    pub(super) fn unfit(&mut self, expected: &dyn Expected) -> Error {
        match self.found(expected) {
            Ok(error) | Err(error) => error,
        }
    }

    fn found(&mut self, expected: &dyn Expected) -> Result<Error, Error> {
        let error = |found| Error::invalid_type(found, expected);
        Ok(match self.peek()? {
            b'{' => error(Unexpected::Map),
            b'[' => error(Unexpected::Seq),
            b'"' => match self.string()? {
                Text::Borrowed(text) => error(Unexpected::Str(text)),
                Text::Unescaped(text) => error(Unexpected::Str(&text)),
            },
            b'n' => {
                self.word("null")?;
                error(Unexpected::Unit)
            }
            b't' | b'f' => error(Unexpected::Bool(self.bool(expected)?)),
            b'-' | b'0'..=b'9' => match self.number(expected)? {
                Number::Unsigned(number) => error(Unexpected::Unsigned(number)),
                Number::Signed(number) => error(Unexpected::Signed(number)),
                Number::Float(number) => error(Unexpected::Float(number)),
            },
            _ => Error::syntax("expected a value"),
        })
    }
}
