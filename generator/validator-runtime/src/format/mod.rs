//! Formats of strings and numbers.

mod net;
mod time;

use crate::number::Decimal;
use crate::pattern::{self, all};
use crate::scan::Scanner;

/// A format that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Signed 32-bit integer, as a number or in a string.
    Int32,
    /// Signed 64-bit integer, as a number or in a string.
    Int64,
    /// Unsigned 32-bit integer, as a number or in a string.
    Uint32,
    /// Unsigned 64-bit integer, as a number or in a string.
    Uint64,
    /// Within the range of IEEE 754 single precision.
    Float,
    /// Within the range of IEEE 754 double precision.
    Double,
    /// A decimal number of any size.
    Decimal,
    /// Base64 with padding (RFC 4648, section 4).
    Byte,
    /// Base64 for URLs, with or without padding (RFC 4648, section 5).
    Base64Url,
    /// Hexadecimal digits, an even number of them.
    Hex,
    /// Date and time (RFC 3339, `date-time`).
    DateTime,
    /// Date (RFC 3339, `full-date`).
    Date,
    /// UUID (RFC 9562, section 4).
    Uuid,
    /// URI with its scheme (RFC 3986, section 3).
    Uri,
    /// Mail address (RFC 5321, section 4.1.2).
    Email,
    /// IPv4 address in dotted decimal.
    Ipv4,
    /// IPv6 address (RFC 4291, section 2.2).
    Ipv6,
    /// Host name (RFC 1123, section 2.1).
    Hostname,
}

impl Format {
    /// What is expected, for messages.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Format::Int32 => "a signed 32-bit integer",
            Format::Int64 => "a signed 64-bit integer",
            Format::Uint32 => "an unsigned 32-bit integer",
            Format::Uint64 => "an unsigned 64-bit integer",
            Format::Float => "a number of single precision",
            Format::Double => "a number of double precision",
            Format::Decimal => "a decimal number",
            Format::Byte => "base64 with padding",
            Format::Base64Url => "base64 for URLs",
            Format::Hex => "an even number of hexadecimal digits",
            Format::DateTime => "a date and time as in 2024-01-31T12:00:00Z",
            Format::Date => "a date as in 2024-01-31",
            Format::Uuid => "a UUID",
            Format::Uri => "a URI with a scheme",
            Format::Email => "a mail address",
            Format::Ipv4 => "an IPv4 address",
            Format::Ipv6 => "an IPv6 address",
            Format::Hostname => "a host name",
        }
    }

    /// Whether a number, as it stands in the text, is of this format. Formats of strings admit any number.
    pub(crate) fn admits_number(self, text: &str, integer: bool) -> bool {
        match self {
            Format::Int32 => !integer || text.parse::<i32>().is_ok(),
            Format::Int64 => !integer || text.parse::<i64>().is_ok(),
            Format::Uint32 => !integer || text == "-0" || text.parse::<u32>().is_ok(),
            Format::Uint64 => !integer || text == "-0" || text.parse::<u64>().is_ok(),
            Format::Float => Decimal::fits_float(text),
            Format::Double => Decimal::fits_double(text),
            _ => true,
        }
    }

    /// Whether a string is of this format.
    pub(crate) fn admits(self, text: &str) -> bool {
        self.admits_bytes(text.as_bytes())
    }

    /// Whether a string is of this format; the bytes are UTF-8.
    #[inline]
    pub(crate) fn admits_bytes(self, text: &[u8]) -> bool {
        match self {
            Format::Int64 => is_int64(text),
            Format::Uint64 => is_uint64(text),
            Format::Hex => is_hex(text),
            Format::Byte => is_base64(text),
            other => other.admits_others(text),
        }
    }

    fn admits_others(self, text: &[u8]) -> bool {
        match self {
            Format::Int32 => is_integer(text) && parses::<i32>(text),
            Format::Int64 => is_int64(text),
            Format::Uint32 => is_integer(text) && parses::<u32>(text),
            Format::Uint64 => is_uint64(text),
            Format::Float => {
                is_number(text) && std::str::from_utf8(text).is_ok_and(Decimal::fits_float)
            }
            Format::Double => {
                is_number(text) && std::str::from_utf8(text).is_ok_and(Decimal::fits_double)
            }
            Format::Decimal => is_number(text),
            Format::Byte => is_base64(text),
            Format::Base64Url => is_base64url(text),
            Format::Hex => is_hex(text),
            Format::DateTime => time::is_date_time(text),
            Format::Date => time::is_date(text),
            Format::Uuid => is_uuid(text),
            Format::Uri => net::is_uri(text),
            Format::Email => net::is_email(text),
            Format::Ipv4 => parses::<std::net::Ipv4Addr>(text),
            Format::Ipv6 => parses::<std::net::Ipv6Addr>(text),
            Format::Hostname => net::is_hostname(text),
        }
    }
}

fn parses<T: std::str::FromStr>(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.parse::<T>().is_ok())
}

/// `-?(0|[1-9][0-9]*)`
#[inline]
fn is_integer(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    match digits {
        [] => false,
        [b'0'] => true,
        [b'0', ..] => false,
        digits => all(digits, pattern::is_digit),
    }
}

#[inline]
fn is_int64(text: &[u8]) -> bool {
    is_integer(text) && (text.len() <= 18 || parses::<i64>(text))
}

#[inline]
fn is_uint64(text: &[u8]) -> bool {
    is_integer(text) && text.first() != Some(&b'-') && (text.len() <= 19 || parses::<u64>(text))
}

/// The grammar of a JSON number, and nothing after it.
fn is_number(text: &[u8]) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.number().is_ok() && scanner.peek().is_none()
}

#[inline]
fn is_hex(text: &[u8]) -> bool {
    text.len().is_multiple_of(2) && all(text, pattern::is_hex)
}

#[inline]
fn is_base64(text: &[u8]) -> bool {
    let body = text
        .strip_suffix(b"==")
        .or_else(|| text.strip_suffix(b"="))
        .unwrap_or(text);
    text.len().is_multiple_of(4) && all(body, pattern::is_base64) && ends_in_zeros(body)
}

/// Whether the last bits of base64 that stand for nothing are zero, as whoever writes it makes them (RFC 4648, section 3.5).
fn ends_in_zeros(body: &[u8]) -> bool {
    let unused = match body.len() % 4 {
        2 => 0b1111,
        3 => 0b11,
        _ => return true,
    };
    let value = body.last().map(|letter| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        _ => 63,
    });
    value.is_none_or(|value| value & unused == 0)
}

fn is_base64url(text: &[u8]) -> bool {
    let body = text
        .strip_suffix(b"==")
        .or_else(|| text.strip_suffix(b"="))
        .unwrap_or(text);
    let padded = body.len() != text.len();
    (if padded {
        text.len().is_multiple_of(4)
    } else {
        body.len() % 4 != 1
    }) && all(body, pattern::is_base64url)
        && ends_in_zeros(body)
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests;
