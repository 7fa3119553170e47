//! What is asked of booleans, numbers and texts.

use super::SchemaLocation;
use crate::format::Format;
use crate::pattern::Pattern;

/// A boolean.
#[derive(Clone, Copy, Debug)]
pub struct Boolean<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
}

impl<'a> Boolean<'a> {
    /// Any boolean.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
        }
    }
}

/// A bound of a number.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The bound in JSON's grammar of numbers.
    pub value: &'a str,
    /// Whether the bound itself is out of bounds.
    pub exclusive: bool,
}

impl<'a> Bound<'a> {
    /// A bound that is itself within bounds.
    pub const fn new(value: &'a str) -> Self {
        Self {
            value,
            exclusive: false,
        }
    }
}

/// A number, or an integer.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Neither fraction nor exponent.
    pub integer: bool,
    /// Whether a fraction of zeros, as in `1.0`, is still an integer (JSON Schema since draft 6).
    pub integer_by_value: bool,
    /// Integers within these two need no closer look.
    pub sure: (i64, i64),
    /// The format, if it has one.
    pub format: Option<Format>,
    /// The least value.
    pub minimum: Option<Bound<'a>>,
    /// The greatest value.
    pub maximum: Option<Bound<'a>>,
    /// The number that it must be a multiple of.
    pub multiple_of: Option<&'a str>,
}

impl<'a> Number<'a> {
    /// Any number.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
            integer: false,
            integer_by_value: false,
            sure: (1, 0),
            format: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
        }
    }
}

/// A string.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Never shown in a message.
    pub sensitive: bool,
    /// Whether requests may hold a JSON number in its place: the integer itself, or the number of one of
    /// the values, counted from 0.
    pub numbers: bool,
    /// The text that means "not set", whatever else is asked.
    pub zero: Option<&'a str>,
    /// The format, if it has one that is checked.
    pub format: Option<Format>,
    /// The pattern, if it has one.
    pub pattern: Option<&'a Pattern<'a>>,
    /// The least number of code points.
    pub min_length: u64,
    /// The greatest number of code points.
    pub max_length: u64,
    /// The only values allowed; empty where any is.
    pub values: &'a [&'a str],
}

impl<'a> Text<'a> {
    /// Any string.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
            sensitive: false,
            numbers: false,
            zero: None,
            format: None,
            pattern: None,
            min_length: 0,
            max_length: u64::MAX,
            values: &[],
        }
    }
}
