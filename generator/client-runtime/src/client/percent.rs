//! Percent-encoding (RFC 3986, section 2.1): which characters of a value stay as they are, place by place.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters (RFC 3986, section 2.3), as in every expansion of RFC 6570 but the reserved one.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a query cannot hold, and what has a meaning between its names and values: `allowReserved` leaves the rest, but
/// for the apostrophe, which the URL Standard of WHATWG encodes in the query of `http` and `https`.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What a segment of a path cannot hold: `allowReserved` leaves the rest.
const RESERVED_PATH: &AsciiSet = &RESERVED
    .add(b'/')
    .add(b'?')
    .remove(b'&')
    .remove(b'+')
    .remove(b'\'');

/// All that the value of a cookie cannot hold (`cookie-octet` of RFC 6265, section 4.1.1), and the percent sign, so
/// that there is one way back.
const COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

/// How a value becomes a part of the request.
pub(crate) type Encode = fn(&str) -> String;

/// A name or a value of a path, a query or a form (RFC 6570, section 3.2.2).
pub(crate) fn value(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// A value of a query that may hold reserved characters, and triplets that are encoded already (`allowReserved` of
/// OpenAPI; RFC 6570, section 3.2.3). `#`, `[` and `]` cannot stand in a query, and `&` and `+` would mean something
/// else there.
pub(crate) fn reserved(text: &str) -> String {
    keeping(text, RESERVED)
}

/// The same of a value in a path, whose segments nothing divides that a value holds.
pub(crate) fn reserved_path(text: &str) -> String {
    keeping(text, RESERVED_PATH)
}

/// A text with triplets as they are, and the characters of a set encoded.
fn keeping(text: &str, encoded_set: &'static AsciiSet) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    encoded.extend(utf8_percent_encode(
        pieces.next().unwrap_or_default(),
        encoded_set,
    ));
    for piece in pieces {
        encoded.push_str(if begins_with_byte(piece) { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(piece, encoded_set));
    }
    encoded
}

/// Whether a text begins with the two digits of a triplet.
fn begins_with_byte(text: &str) -> bool {
    let digits = text.as_bytes().first_chunk::<2>();
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// The value of a cookie.
pub(crate) fn cookie(text: &str) -> String {
    utf8_percent_encode(text, COOKIE).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character of ASCII that a place leaves as it is.
    fn kept(encode: Encode) -> String {
        let all = (0..=127u8).map(|byte| char::from(byte).to_string());
        all.filter(|text| encode(text) == *text).collect()
    }

    #[test]
    fn each_place_keeps_its_characters() {
        let unreserved = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
        assert_eq!(kept(value), unreserved);
        let reserved: String = kept(reserved)
            .chars()
            .filter(|kept| !unreserved.contains(*kept))
            .collect();
        assert_eq!(reserved, "!$()*,/:;=?@");
        let cookie_octets: String = (0x21..=0x7eu8)
            .map(char::from)
            .filter(|octet| !"\"%,;\\".contains(*octet))
            .collect();
        assert_eq!(kept(cookie), cookie_octets);
    }

    #[test]
    fn characters_beyond_ascii_are_their_bytes() {
        for encode in [value, reserved, cookie] {
            assert_eq!(encode("ä€"), "%C3%A4%E2%82%AC");
        }
    }

    #[test]
    fn triplets_stay_where_reserved_characters_do() {
        for (text, encoded) in [
            ("a%2Fb", "a%2Fb"),
            ("100%", "100%25"),
            ("%%41%4", "%25%41%254"),
            ("%ä1", "%25%C3%A41"),
            ("a b&c", "a%20b%26c"),
        ] {
            assert_eq!(reserved(text), encoded);
        }
        assert_eq!(value("a%2Fb"), "a%252Fb");
    }
}
