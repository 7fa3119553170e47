//! JSON text as it is written.

use std::fmt::Display;
use std::io::Write as _;

use serde::ser::Error as _;

use super::Error;
use super::text::plain_length;

/// Compact JSON text in the middle of being written.
#[derive(Debug, Default)]
pub(crate) struct Printer {
    bytes: Vec<u8>,
}

impl Printer {
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(128),
        }
    }

    #[cfg(feature = "client")]
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn display(&mut self, value: &dyn Display) {
        // Writing to a `Vec` cannot fail.
        let _ = write!(self.bytes, "{value}");
    }

    /// A number that may be none that JSON has.
    pub(super) fn float(
        &mut self,
        finite: bool,
        digits: std::fmt::Arguments<'_>,
    ) -> Result<(), Error> {
        if !finite {
            return Err(Error::custom(
                "JSON has no infinite numbers, and none that is not a number",
            ));
        }
        let _ = self.bytes.write_fmt(digits);
        Ok(())
    }

    pub(super) fn string(&mut self, text: &str) {
        self.bytes.push(b'"');
        let mut rest = text.as_bytes();
        loop {
            let (plain, special) = rest.split_at(plain_length(rest));
            self.bytes.extend_from_slice(plain);
            let Some((byte, after)) = special.split_first() else {
                break;
            };
            self.escape(*byte);
            rest = after;
        }
        self.bytes.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            8 => b'b',
            12 => b'f',
            _ => {
                let _ = write!(self.bytes, "\\u{byte:04x}");
                return;
            }
        };
        self.bytes.extend_from_slice(&[b'\\', short]);
    }

    /// Begins the next entry of an object or array.
    pub(super) fn entry(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.bytes.push(b',');
        }
    }

    /// Begins the next member of an object, of this name.
    pub(super) fn member(&mut self, first: &mut bool, name: &str) {
        self.entry(first);
        self.string(name);
        self.bytes.push(b':');
    }
}
