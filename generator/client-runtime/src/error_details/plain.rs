//! Error bodies that are no emitted types: what they mean is for the status to say.

use super::ErrorDetails;
use crate::map::Map;
use crate::response::{Binary, Text};
use crate::scalar::{Decimal, StringInteger};
use crate::secret::SecretString;
use crate::time::{Date, Timestamp};

macro_rules! mute {
    ($($type:ty)*) => { $(impl ErrorDetails for $type {})* };
}

mute!(bool i32 i64 u32 u64 f32 f64 Binary Decimal SecretString Timestamp Date serde_json::Value);

impl ErrorDetails for String {
    fn message(&self) -> Option<&str> {
        Some(self)
    }
}

impl ErrorDetails for Text {
    fn message(&self) -> Option<&str> {
        Some(&self.0)
    }
}

impl<T> ErrorDetails for StringInteger<T> {}

impl<T> ErrorDetails for Vec<T> {}

impl<T> ErrorDetails for Map<T> {}

impl<T> ErrorDetails for Option<T> {}
