//! What stands in a field until its value is read.
//!
//! An object is read into its own fields: no place beside it holds them meanwhile, and nothing is moved at the end.
//! What a required field holds at first is never seen: an object that lacks it is refused.

use std::collections::BTreeMap;

use crate::patch::Patch;
use crate::scalar::StringInteger;
use crate::secret::{SecretBytes, SecretString};

/// A value that stands for one yet to be read, where that can be a constant.
///
/// For emitted code alone: no reader returns such a value, so it need not be one that the type's rules allow.
pub trait Blank {
    /// The value.
    const BLANK: Self;
}

/// A value that stands for one yet to be read, where that has to be made.
///
/// For emitted code alone, as [`Blank`] is.
pub trait Start {
    /// The value.
    fn start() -> Self;
}

macro_rules! blank {
    ($($type:ty = $value:expr;)*) => { $(
        impl Blank for $type {
            const BLANK: Self = $value;
        }
    )* };
}

blank! {
    bool = false;
    i8 = 0; i16 = 0; i32 = 0; i64 = 0; u8 = 0; u16 = 0; u32 = 0; u64 = 0;
    f32 = 0.0; f64 = 0.0;
    String = Self::new();
    jiff::Timestamp = Self::UNIX_EPOCH;
    jiff::civil::Date = Self::ZERO;
    rust_decimal::Decimal = Self::ZERO;
    serde_json::Value = Self::Null;
}

impl<T: Blank> Blank for StringInteger<T> {
    const BLANK: Self = Self(T::BLANK);
}

impl<T> Blank for Vec<T> {
    const BLANK: Self = Self::new();
}

impl<T> Blank for BTreeMap<String, T> {
    const BLANK: Self = Self::new();
}

impl<T> Blank for Option<T> {
    const BLANK: Self = None;
}

impl<T> Blank for Patch<T> {
    const BLANK: Self = Self::Keep;
}

impl Start for SecretString {
    #[inline]
    fn start() -> Self {
        Self::new("")
    }
}

impl Start for SecretBytes {
    #[inline]
    fn start() -> Self {
        Self::new([])
    }
}
