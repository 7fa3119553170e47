//! Tables of numbers and strings.

use std::collections::BTreeMap;

use trueup_description::tree;
use trueup_validator::schema::{Bound, Number, SchemaLocation, Text};
use trueup_validator::{Format, Pattern};

use crate::Arena;
use crate::patterns::implies;
use crate::rule::{NumberRule, TextRule};

/// A number.
pub(crate) fn number<'a>(
    arena: &'a Arena,
    location: SchemaLocation<'a>,
    rule: &NumberRule<'_>,
) -> Number<'a> {
    let rules = rule.rules;
    let bound = |value: &tree::Number, exclusive| Bound {
        value: arena.text(value.as_str()),
        exclusive,
    };
    Number {
        nullable: rule.nullable,
        integer: rule.integer,
        integer_by_value: rule.integer && rules.integer_by_value,
        sure: sure(rule),
        format: rule.format.and_then(number_format),
        minimum: rules
            .minimum
            .as_ref()
            .map(|value| bound(value, rules.exclusive_minimum)),
        maximum: rules
            .maximum
            .as_ref()
            .map(|value| bound(value, rules.exclusive_maximum)),
        multiple_of: rules
            .multiple_of
            .as_ref()
            .map(|unit| arena.text(unit.as_str())),
        ..Number::at(location)
    }
}

/// The integers that pass whatever else is asked; an empty range where that cannot be told.
fn sure(rule: &NumberRule<'_>) -> (i64, i64) {
    const NONE: (i64, i64) = (1, 0);
    let rules = rule.rules;
    if rules.multiple_of.is_some() {
        return NONE;
    }
    let (mut low, mut high) = match rule.format.and_then(number_format) {
        Some(Format::Int32) => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some(Format::Uint32) => (0, i64::from(u32::MAX)),
        Some(Format::Uint64) => (0, i64::MAX),
        _ => (i64::MIN, i64::MAX),
    };
    if let Some(bound) = &rules.minimum {
        match whole(bound) {
            Some(bound) => low = low.max(bound.saturating_add(i64::from(rules.exclusive_minimum))),
            None => return NONE,
        }
    }
    if let Some(bound) = &rules.maximum {
        match whole(bound) {
            Some(bound) => {
                high = high.min(bound.saturating_sub(i64::from(rules.exclusive_maximum)));
            }
            None => return NONE,
        }
    }
    (low, high)
}

fn whole(number: &tree::Number) -> Option<i64> {
    number.as_str().parse().ok()
}

/// A string.
pub(crate) fn text<'a>(
    arena: &'a Arena,
    patterns: &BTreeMap<&str, &'a Pattern<'a>>,
    location: SchemaLocation<'a>,
    rule: &TextRule<'_>,
) -> Text<'a> {
    let pattern = rule.rules.pattern.as_deref();
    let format = rule.format.filter(|format| !implies(pattern, format));
    Text {
        nullable: rule.nullable,
        sensitive: rule.sensitive,
        numbers: rule.numbers,
        zero: rule.zero.map(|zero| arena.text(zero)),
        format: format.and_then(text_format),
        pattern: pattern.and_then(|pattern| patterns.get(pattern).copied()),
        min_length: rule.rules.min_length.unwrap_or(0),
        max_length: rule.rules.max_length.unwrap_or(u64::MAX),
        values: arena.texts(&rule.values),
        ..Text::at(location)
    }
}

fn number_format(format: &str) -> Option<Format> {
    Some(match format {
        "int32" => Format::Int32,
        "int64" => Format::Int64,
        "uint32" => Format::Uint32,
        "uint64" => Format::Uint64,
        "float" => Format::Float,
        "double" => Format::Double,
        _ => return None,
    })
}

fn text_format(format: &str) -> Option<Format> {
    Some(match format {
        "decimal" => Format::Decimal,
        "byte" => Format::Byte,
        "base64url" => Format::Base64Url,
        "hex" => Format::Hex,
        "date-time" => Format::DateTime,
        "date" => Format::Date,
        "uuid" => Format::Uuid,
        "uri" => Format::Uri,
        "email" => Format::Email,
        "ipv4" => Format::Ipv4,
        "ipv6" => Format::Ipv6,
        "hostname" => Format::Hostname,
        _ => return number_format(format),
    })
}
