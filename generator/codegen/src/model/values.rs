//! The Rust side of types whose values are one string or number: scalars and sets of words.

use super::{Ident, IntegerTextKind, NumberKind, TypeId};
use trueup_description::ir::schema::ByteOrder;

/// A newtype.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// What it wraps.
    pub inner: ScalarKind,
    /// Whether its values are secrets.
    pub secrecy: Secrecy,
    /// The same bytes under another type's name and encoding.
    pub twin: Option<(TypeId, ByteOrder)>,
    /// What its values are amounts of, if they are.
    pub quantity: Option<Amount>,
}

/// What a quantity can do besides being added.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// The type of a smaller unit, and how many of those one is.
    pub of: Option<(TypeId, u64)>,
}

/// What a newtype wraps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// A JSON number.
    Number(NumberKind),
    /// A 64-bit integer in a string.
    IntegerText(IntegerTextKind),
    /// Any text.
    Text,
    /// Text that must satisfy a check.
    CheckedText(TextRules),
    /// Bytes of any length.
    Bytes(ByteEncoding),
    /// Bytes of one length.
    FixedBytes(ByteEncoding, u32),
    /// An exact decimal, sent as a JSON number.
    Decimal,
    /// A point in time.
    Timestamp,
    /// A calendar date.
    Date,
}

/// What a checked text must satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRules {
    /// Shortest, in code points.
    pub min_length: Option<u64>,
    /// Longest, in code points.
    pub max_length: Option<u64>,
    /// A sequence of byte classes, if the pattern is as simple as that.
    pub pattern: Option<trueup_description::pattern::Simple>,
}

/// How bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteEncoding {
    /// Two digits a byte.
    Hex,
    /// Standard alphabet with padding (RFC 4648 §4).
    Base64,
    /// URL-safe alphabet (RFC 4648 §5).
    Base64Url,
}

/// Whether `Debug` may show a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// It may.
    Open,
    /// It must not.
    Secret,
}

/// A set of strings.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// The values, in the order of the document.
    pub values: Vec<Value>,
    /// Whether values that are not listed can arrive.
    pub openness: Openness,
}

/// One value of a [`StringEnum`].
#[derive(Clone, Debug)]
pub struct Value {
    /// Name on the wire.
    pub wire: String,
    /// Name of the variant.
    pub ident: Ident,
}

/// A set of integers.
#[derive(Clone, Debug)]
pub struct IntegerEnum {
    /// The values, in the order of the document.
    pub values: Vec<IntegerValue>,
    /// Whether values that are not listed can arrive.
    pub openness: Openness,
}

/// One value of [`IntegerEnum`].
#[derive(Clone, Debug)]
pub struct IntegerValue {
    /// The value.
    pub wire: i64,
    /// Name of the variant.
    pub ident: Ident,
}

/// Whether a string enum keeps values that it does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// Unlisted values are errors.
    Closed,
    /// Unlisted values are kept.
    Open,
}
