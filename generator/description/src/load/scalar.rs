//! What a scalar without quotes stands for: the core schema of YAML 1.2.2, section 10.3.2.

use crate::tree::Number;

/// The meaning of a scalar without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    Null,
    Bool(bool),
    Number(Number),
    /// A number whose spelling other readers take for a string, or for an octal number.
    Disputed(Number),
    /// Infinity, not a number, or an integer beyond 128 bits that is not written in decimal.
    NotInJson,
    String,
}

/// Finds out what `text` stands for.
pub(super) fn resolve(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" => Plain::Bool(true),
        "false" | "False" | "FALSE" => Plain::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Plain::NotInJson,
        _ => number(text),
    }
}

fn number(text: &str) -> Plain {
    if let Some(digits) = text.strip_prefix("0x") {
        return with_radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return with_radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Plain::NotInJson;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    decimal(sign, unsigned).unwrap_or(Plain::String)
}

fn with_radix(digits: &str, radix: u32) -> Plain {
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Plain::String;
    }
    match u128::from_str_radix(digits, radix) {
        Ok(value) => Plain::Number(value.into()),
        Err(_) => Plain::NotInJson,
    }
}

/// Rewrites a decimal number as JSON writes it: digits before and after the point, no leading
/// zeros. `None` if `unsigned` is no number.
fn decimal(sign: &str, unsigned: &str) -> Option<Plain> {
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(place) => unsigned.split_at_checked(place)?,
        None => (unsigned, ""),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    let significant = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let point = match fraction {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(digits) => format!(".{digits}"),
    };
    let number = Number::from_json(&format!("{sign}{significant}{point}{exponent}"))?;
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    Some(if leading_zero {
        Plain::Disputed(number)
    } else {
        Plain::Number(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Plain {
        Plain::Number(Number::from_json(text).unwrap())
    }

    #[test]
    fn the_core_schema() {
        for (text, meaning) in [
            ("", Plain::Null),
            ("~", Plain::Null),
            ("NULL", Plain::Null),
            ("nULL", Plain::String),
            ("True", Plain::Bool(true)),
            ("yes", Plain::String),
            ("on", Plain::String),
            ("0", number("0")),
            ("-0", number("-0")),
            ("+12", number("12")),
            ("0x1F", number("31")),
            ("0o17", number("15")),
            ("0b11", Plain::String),
            ("0x", Plain::String),
            ("-0x1", Plain::String),
            (".5", number("0.5")),
            ("-.5e3", number("-0.5e3")),
            ("5.", number("5.0")),
            ("5.e1", number("5.0e1")),
            ("1E+2", number("1E+2")),
            ("1_000", Plain::String),
            (".", Plain::String),
            ("-", Plain::String),
            ("e5", Plain::String),
            (".e5", Plain::String),
            ("1e", Plain::String),
            ("1.2.3", Plain::String),
            ("12:30", Plain::String),
            ("-.INF", Plain::NotInJson),
            (".nan", Plain::NotInJson),
            (
                "99999999999999999999999999999999999999999",
                number("99999999999999999999999999999999999999999"),
            ),
        ] {
            assert_eq!(resolve(text), meaning, "{text}");
        }
    }

    #[test]
    fn leading_zeros_are_disputed() {
        let disputed = |text: &str| Plain::Disputed(Number::from_json(text).unwrap());
        assert_eq!(resolve("007"), disputed("7"));
        assert_eq!(resolve("-00.5"), disputed("-0.5"));
    }
}
