//! Code of Rust without hidden characters.

use std::borrow::Cow;

use crate::hidden::is_hidden;

/// The same code with an escape in the place of each hidden character (The Rust Reference, "Unicode escapes"). Code that
/// is emitted has some in strings alone: names are made without them, as are comments, and of raw strings there are only
/// those with JSON, which has escapes of its own. Line breaks and tabs stay.
#[must_use]
pub fn escaped(code: &str) -> Cow<'_, str> {
    let hidden = |character: char| is_hidden(character) && !matches!(character, '\n' | '\r' | '\t');
    if code.is_ascii() || !code.chars().any(hidden) {
        return Cow::Borrowed(code);
    }
    let mut text = String::with_capacity(code.len() + 16);
    for character in code.chars() {
        match hidden(character) {
            true => text.extend(character.escape_unicode()),
            false => text.push(character),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    // What `{:?}` writes of a text shows them as they are: they are letters.
    #[test]
    fn letters_that_cannot_be_seen_are_escaped() {
        let text = "a\u{3164}\u{115f}\u{ffa0}é";
        let code = format!("let text = {text:?};\n");
        let expected = "let text = \"a\\u{3164}\\u{115f}\\u{ffa0}é\";\n";
        assert_eq!(escaped(&code), expected);
        assert!(matches!(escaped("let a = 'é';\n"), Cow::Borrowed(_)));
    }
}
