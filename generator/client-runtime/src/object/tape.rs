//! A value that is kept until it is known what it is: the value of a union.
//!
//! It is one run of bytes, with the length of each list and object before its content. To pass a part takes one step
//! whatever its size, and each part is such a run itself: a union inside of a union reads its part without a copy.
//! Unlike [`Json`](crate::Json) it keeps keys that come twice, so that a branch refuses what it would refuse elsewhere.

use std::str::from_utf8;

/// What stands in front of each value.
mod sign {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const SIGNED: u8 = 3;
    pub(super) const UNSIGNED: u8 = 4;
    pub(super) const FLOAT: u8 = 5;
    pub(super) const DIGITS: u8 = 6;
    pub(super) const TEXT: u8 = 7;
    pub(super) const LIST: u8 = 8;
    pub(super) const OBJECT: u8 = 9;
}

/// One value of a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item<'a> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// A number that is no integer of 64 bits, with its digits.
    Digits(f64, &'a [u8]),
    Text(&'a str),
    /// The elements.
    List(Tape<'a>),
    /// Keys and values in turn.
    Object(Tape<'a>),
}

/// Values that are still to be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tape<'a>(pub(super) &'a [u8]);

impl<'a> Tape<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The first value, which is passed; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Item<'a>> {
        Some(match self.byte()? {
            sign::NULL => Item::Null,
            sign::FALSE => Item::Bool(false),
            sign::TRUE => Item::Bool(true),
            sign::SIGNED => Item::Signed(i64::from_le_bytes(self.word()?)),
            sign::UNSIGNED => Item::Unsigned(u64::from_le_bytes(self.word()?)),
            sign::FLOAT => Item::Float(f64::from_le_bytes(self.word()?)),
            sign::DIGITS => Item::Digits(f64::from_le_bytes(self.word()?), self.run()?),
            sign::TEXT => Item::Text(from_utf8(self.run()?).ok()?),
            sign::LIST => Item::List(Tape(self.run()?)),
            sign::OBJECT => Item::Object(Tape(self.run()?)),
            _ => return None,
        })
    }

    /// The same without a look at it.
    pub(super) fn next_part(&mut self) -> Option<&'a [u8]> {
        let whole = self.0;
        match self.byte()? {
            sign::SIGNED | sign::UNSIGNED | sign::FLOAT => {
                self.word()?;
            }
            sign::DIGITS => {
                self.word()?;
                self.run()?;
            }
            sign::TEXT | sign::LIST | sign::OBJECT => {
                self.run()?;
            }
            _ => {}
        }
        whole.get(..whole.len() - self.0.len())
    }

    /// The key of the member that comes first in an object.
    pub(super) fn next_key(&mut self) -> Option<&'a [u8]> {
        self.run()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn word(&mut self) -> Option<[u8; 8]> {
        let (word, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*word)
    }

    fn run(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(u64::from_le_bytes(self.word()?)).ok()?;
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(run)
    }
}

/// A tape that is being written.
#[derive(Debug, Default)]
pub(super) struct Recording(Vec<u8>);

impl Recording {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn null(&mut self) {
        self.0.push(sign::NULL);
    }

    pub(super) fn bool(&mut self, value: bool) {
        self.0.push(if value { sign::TRUE } else { sign::FALSE });
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.word(sign::SIGNED, number.to_le_bytes());
    }

    pub(super) fn unsigned(&mut self, number: u64) {
        self.word(sign::UNSIGNED, number.to_le_bytes());
    }

    pub(super) fn float(&mut self, number: f64) {
        self.word(sign::FLOAT, number.to_le_bytes());
    }

    pub(super) fn digits(&mut self, number: f64, digits: &[u8]) {
        self.word(sign::DIGITS, number.to_le_bytes());
        self.key(digits);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.push(sign::TEXT);
        self.key(text.as_bytes());
    }

    /// The key of a member, before its value.
    pub(super) fn key(&mut self, key: &[u8]) {
        self.0.extend((key.len() as u64).to_le_bytes());
        self.0.extend(key);
    }

    /// Begins a list; it ends with [`close`](Self::close).
    pub(super) fn open_list(&mut self) -> usize {
        self.open(sign::LIST)
    }

    /// The same for an object.
    pub(super) fn open_object(&mut self) -> usize {
        self.open(sign::OBJECT)
    }

    pub(super) fn close(&mut self, start: usize) {
        let length = self.0.len().saturating_sub(start) as u64;
        let place = start
            .checked_sub(8)
            .and_then(|at| self.0.get_mut(at..start));
        if let Some(place) = place {
            place.copy_from_slice(&length.to_le_bytes());
        }
    }

    /// What has been written into a list or object that is still open.
    pub(super) fn since(&self, start: usize) -> Tape<'_> {
        Tape(self.0.get(start..).unwrap_or_default())
    }

    /// Takes back a list or object that is still open.
    pub(super) fn withdraw(&mut self, start: usize) {
        self.0.truncate(start.saturating_sub(9));
    }

    fn open(&mut self, sign: u8) -> usize {
        self.word(sign, [0; 8]);
        self.0.len()
    }

    fn word(&mut self, sign: u8, word: [u8; 8]) {
        self.0.push(sign);
        self.0.extend(word);
    }
}
