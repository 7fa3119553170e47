//! Formats that JSON Schema does not know, for the judges that take them as functions.

use std::error::Error;

use boon::Format;
use serde_json::Value;

/// Whether a text is of a format.
type Check = fn(&str) -> bool;

/// Every format, with its check.
pub(crate) const ALL: &[(&str, Check)] = &[
    ("int64", int64),
    ("uint64", uint64),
    ("hex", hex),
    ("byte", byte),
];

/// The same for `boon`, which hands over values of any kind.
pub(crate) const BOON: &[Format] = &[
    Format {
        name: "int64",
        func: |value| text(value, int64),
    },
    Format {
        name: "uint64",
        func: |value| text(value, uint64),
    },
    Format {
        name: "hex",
        func: |value| text(value, hex),
    },
    Format {
        name: "byte",
        func: |value| text(value, byte),
    },
];

fn text(value: &Value, check: Check) -> Result<(), Box<dyn Error>> {
    match value {
        Value::String(text) if !check(text) => Err("not of this format".into()),
        _ => Ok(()),
    }
}

/// A 64-bit integer in decimal digits.
pub(crate) fn int64(text: &str) -> bool {
    text.parse::<i64>().is_ok()
}

/// The same without a sign.
pub(crate) fn uint64(text: &str) -> bool {
    text.parse::<u64>().is_ok()
}

/// Bytes, two hex digits each.
pub(crate) fn hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Bytes in base64 with padding (RFC 4648, section 4).
pub(crate) fn byte(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}
