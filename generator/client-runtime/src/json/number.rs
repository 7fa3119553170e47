//! Numbers.

use serde::de::Visitor;

use super::{Error, Reader};

/// A number: an integer if it is one of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Number {
    /// The number that begins where the reader stands.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let start = reader.at;
        let negative = reader.eat(b"-");
        let integer = reader.integer()?;
        let fraction = reader.fraction()?;
        match (integer, negative, fraction) {
            (Some(number), false, false) => return Ok(Self::Unsigned(number)),
            // There is no integer -0.
            (Some(number @ 1..), true, false) => {
                if let Some(number) = 0i64.checked_sub_unsigned(number) {
                    return Ok(Self::Signed(number));
                }
            }
            _ => {}
        }
        let digits = std::str::from_utf8(reader.since(start));
        match digits.ok().and_then(|digits| digits.parse().ok()) {
            Some(float) if f64::is_finite(float) => Ok(Self::Float(float)),
            _ => Err(Error::syntax("a number beyond what 64 bits hold")),
        }
    }

    /// The same where an integer is asked for: `-0` and `1.0` are integers to JSON Schema (draft 2020-12 core, section
    /// 4.2.3). Beyond 53 bits a fraction may have been rounded to one, and stays what it is.
    pub(super) fn whole(self) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "an integer of 53 bits")]
            Self::Float(float) if float.fract() == 0.0 && float.abs() <= EXACT => {
                match u64::try_from(float as i64) {
                    Ok(number) => Self::Unsigned(number),
                    Err(_) => Self::Signed(float as i64),
                }
            }
            number => number,
        }
    }

    pub(super) fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Unsigned(number) => visitor.visit_u64(number),
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Float(number) => visitor.visit_f64(number),
        }
    }
}

impl Reader<'_> {
    fn eat(&mut self, any: &[u8]) -> bool {
        let found = self
            .bytes
            .get(self.at)
            .is_some_and(|byte| any.contains(byte));
        self.at += usize::from(found);
        found
    }

    /// Digits before the point; `None` if they are too many for 64 bits.
    fn integer(&mut self) -> Result<Option<u64>, Error> {
        if self.eat(b"0") {
            return match self.bytes.get(self.at) {
                Some(b'0'..=b'9') => Err(Error::syntax("a digit after a leading zero")),
                _ => Ok(Some(0)),
            };
        }
        let start = self.at;
        let mut number = Some(0u64);
        while let Some(byte @ b'0'..=b'9') = self.bytes.get(self.at) {
            number = number
                .and_then(|number| number.checked_mul(10))
                .and_then(|number| number.checked_add(u64::from(byte - b'0')));
            self.at += 1;
        }
        if self.at == start {
            return Err(self.no_digit());
        }
        Ok(number)
    }

    /// Point and exponent; whether there was one.
    fn fraction(&mut self) -> Result<bool, Error> {
        let point = self.eat(b".");
        if point {
            self.some_digits()?;
        }
        let exponent = self.eat(b"eE");
        if exponent {
            self.eat(b"+-");
            self.some_digits()?;
        }
        Ok(point || exponent)
    }

    fn some_digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        match self.at > start {
            true => Ok(()),
            false => Err(self.no_digit()),
        }
    }

    #[cold]
    fn no_digit(&self) -> Error {
        match self.bytes.get(self.at) {
            Some(_) => Error::syntax("expected a digit"),
            None => Error::end("a digit"),
        }
    }
}
