//! JSON texts without hidden characters.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::hidden::is_hidden;
use crate::terminal;

/// The same JSON text as it may be printed: with an escape in the place of each hidden character, and in what the log of
/// a CI run would obey (RFC 8259, section 7). Outside of strings JSON has none of these but line breaks and tabs, which
/// stay; inside they are escaped already.
#[must_use]
pub fn escaped(json: &str) -> Cow<'_, str> {
    let hidden = |character: char| is_hidden(character) && !matches!(character, '\n' | '\r' | '\t');
    let commands = terminal::commands(json);
    if !commands && !json.chars().any(hidden) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        // Commands that can stand inside of a line begin with two of these.
        if hidden(character) || (commands && character == '#' && text.ends_with('#')) {
            push(&mut text, character);
        } else {
            text.push(character);
        }
    }
    Cow::Owned(text)
}

/// Writes one character of a string as an escape; two where UTF-16 needs two.
pub fn push(text: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        let json = "{\n  \"a\u{202e}\": \"\u{e0041}é\u{7f}\"\n}";
        let expected = "{\n  \"a\\u202e\": \"\\udb40\\udc41é\\u007f\"\n}";
        assert_eq!(escaped(json), expected);
        assert!(matches!(escaped("{\"a\": 1}\n"), Cow::Borrowed(_)));
        assert_eq!(
            escaped("{\"a\": \"##[group]\"}"),
            "{\"a\": \"#\\u0023[group]\"}"
        );
        assert!(matches!(escaped("{\"a\": \"## b ::c\"}"), Cow::Borrowed(_)));
    }
}
