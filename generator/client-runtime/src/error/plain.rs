//! Error bodies that are no emitted types: what they mean is for the status to say.

use super::Classify;
use crate::map::Map;
use crate::response::{Binary, Text};
use crate::scalar::{Decimal, StringInteger};
use crate::secret::SecretString;
use crate::time::{Date, Timestamp};

macro_rules! mute {
    ($($type:ty)*) => { $(impl Classify for $type {})* };
}

mute!(bool i32 i64 u32 u64 f32 f64 Binary Decimal SecretString Timestamp Date serde_json::Value);

impl Classify for String {
    fn message(&self) -> Option<&str> {
        Some(self)
    }
}

impl Classify for Text {
    fn message(&self) -> Option<&str> {
        Some(&self.0)
    }
}

impl<T> Classify for StringInteger<T> {}

impl<T> Classify for Vec<T> {}

impl<T> Classify for Map<T> {}

impl<T> Classify for Option<T> {}
