//! What a string, number or integer schema is in Rust.

use std::cmp::Ordering;

use crate::model::{
    Basic, ByteEncoding, IntegerTextKind, NumberKind, ScalarKind, Secrecy, TextRules,
};
use trueup_description::ir::schema::{JsonType, Schema};
use trueup_description::json::Json;
use trueup_description::pattern::Simple;
use trueup_description::tree::Number;

/// What a newtype around the schema's values wraps; `None` if the schema is no scalar.
pub(super) fn newtype(schema: &Schema) -> Option<ScalarKind> {
    match schema.assertions.kind? {
        JsonType::String => Some(text(schema)),
        JsonType::Integer => Some(ScalarKind::Number(integer(schema))),
        JsonType::Number if schema.assertions.format.as_deref() == Some("decimal") => {
            Some(ScalarKind::Decimal)
        }
        JsonType::Number => Some(ScalarKind::Number(float(schema))),
        JsonType::Boolean | JsonType::Array | JsonType::Object => None,
    }
}

/// The type of an unnamed scalar that needs no definition.
pub(super) fn basic(schema: &Schema) -> Option<Basic> {
    if schema.assertions.kind == Some(JsonType::Boolean) {
        return Some(Basic::Bool);
    }
    match newtype(schema)? {
        ScalarKind::Number(kind) => Some(Basic::Number(kind)),
        ScalarKind::IntegerText(kind) => Some(Basic::IntegerText(kind)),
        ScalarKind::Decimal => Some(Basic::Decimal),
        ScalarKind::Timestamp => Some(Basic::Timestamp),
        ScalarKind::Date => Some(Basic::Date),
        ScalarKind::Text | ScalarKind::CheckedText(_) if schema.extensions.sensitive => {
            Some(Basic::Secret)
        }
        // A pattern alone does not make a type; naming the schema does.
        ScalarKind::Text | ScalarKind::CheckedText(_) => Some(Basic::String),
        ScalarKind::Bytes(_) | ScalarKind::FixedBytes(..) => None,
    }
}

/// Whether values are whole numbers, in a string or not.
pub(super) fn is_integer(inner: &ScalarKind) -> bool {
    match inner {
        ScalarKind::Number(kind) => !matches!(kind, NumberKind::F32 | NumberKind::F64),
        ScalarKind::IntegerText(_) => true,
        _ => false,
    }
}

/// Whether `Debug` may show the schema's values.
pub(super) fn secrecy(schema: &Schema) -> Secrecy {
    if schema.extensions.sensitive {
        Secrecy::Secret
    } else {
        Secrecy::Open
    }
}

fn text(schema: &Schema) -> ScalarKind {
    let pattern = schema
        .assertions
        .string
        .pattern
        .as_deref()
        .and_then(Simple::parse);
    let bytes = |encoding: ByteEncoding, length: Option<u32>| match length {
        Some(length) => ScalarKind::FixedBytes(encoding, length),
        None => ScalarKind::Bytes(encoding),
    };
    match schema.assertions.format.as_deref() {
        Some("int64") => ScalarKind::IntegerText(IntegerTextKind::I64),
        Some("uint64") => ScalarKind::IntegerText(IntegerTextKind::U64),
        Some("date-time") => ScalarKind::Timestamp,
        Some("date") => ScalarKind::Date,
        Some("hex") => bytes(
            ByteEncoding::Hex,
            pattern.as_ref().and_then(Simple::hex_bytes),
        ),
        Some("byte") => bytes(
            ByteEncoding::Base64,
            pattern.as_ref().and_then(Simple::base64_bytes),
        ),
        Some("base64url") => bytes(
            ByteEncoding::Base64Url,
            pattern.as_ref().and_then(Simple::base64_bytes),
        ),
        _ => checked_text(schema, pattern),
    }
}

/// Text that is checked when it is made, if the schema says how. A secret is not: its check could tell
/// something about it.
fn checked_text(schema: &Schema, pattern: Option<Simple>) -> ScalarKind {
    let rules = TextRules {
        min_length: schema.assertions.string.min_length,
        max_length: schema.assertions.string.max_length,
        pattern,
    };
    let unchecked =
        rules.min_length.is_none() && rules.max_length.is_none() && rules.pattern.is_none();
    if unchecked || schema.extensions.sensitive {
        ScalarKind::Text
    } else {
        ScalarKind::CheckedText(rules)
    }
}

/// The type of an integer: by `format`, else `i64`, whatever bounds there are: a bound may come, go or move without a
/// change to callers. Only where `i64` could not hold what is described is it `u64`.
fn integer(schema: &Schema) -> NumberKind {
    let number = &schema.assertions.number;
    let is_unsigned =
        |bound: &Option<Number>| bound.as_ref().is_some_and(|bound| bound.as_u64().is_some());
    let most = Number::from_json("9223372036854775807");
    let is_beyond = |bound: &Number| {
        most.as_ref()
            .is_some_and(|most| bound.order(most) == Ordering::Greater)
    };
    match schema.assertions.format.as_deref() {
        Some("int32") => NumberKind::I32,
        Some("uint32") => NumberKind::U32,
        Some("uint64") => NumberKind::U64,
        Some("int64") => NumberKind::I64,
        _ if is_unsigned(&number.minimum) && number.maximum.as_ref().is_some_and(is_beyond) => {
            NumberKind::U64
        }
        _ if lists_beyond(schema) => NumberKind::U64,
        _ => NumberKind::I64,
    }
}

/// Whether the values that are listed are none of `i64` alone, and all of `u64`.
fn lists_beyond(schema: &Schema) -> bool {
    let values = schema.assertions.values.iter().flatten();
    let mut numbers = values.filter_map(|value| match value {
        Json::Number(number) => Some(number),
        _ => None,
    });
    let unsigned = |number: &Number| number.as_u64().is_some();
    numbers.clone().all(unsigned) && numbers.any(|number| number.as_i64().is_none())
}

fn float(schema: &Schema) -> NumberKind {
    match schema.assertions.format.as_deref() {
        Some("float") => NumberKind::F32,
        _ => NumberKind::F64,
    }
}
