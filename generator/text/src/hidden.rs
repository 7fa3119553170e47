//! Characters that cannot be seen, or that make others look other than they are.

use std::borrow::Cow;

/// Whether a character must not stand raw in anything that people read: control characters, those that turn the
/// direction of writing, and all that Unicode calls ignorable by default (zero-width ones, selectors of variants,
/// tags), since what cannot be seen can hide something.
///
/// The list is `Default_Ignorable_Code_Point` of Unicode 16 (DerivedCoreProperties.txt), with general category `Cc`,
/// both separators (`Zl`, `Zp`), the marks of interlinear annotations, and what is no character.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
        || u32::from(character) & 0xfffe == 0xfffe
}

/// The text with an escape in the place of each hidden character, as Rust writes it: `a\u{202e}b`. Line breaks and
/// tabs are hidden characters too.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.extend(character.escape_default()),
            hidden if is_hidden(hidden) => shown.extend(hidden.escape_unicode()),
            plain => shown.push(plain),
        }
    }
    Cow::Owned(shown)
}

/// A text to be read, without hidden characters: those with the width of a space become one, the others are left out.
/// Its lines stay lines.
#[must_use]
pub fn prose(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut previous = '\0';
    for character in text.chars() {
        match character {
            '\n' if previous == '\r' => {}
            '\n' | '\r' => shown.push('\n'),
            space if space.is_control() || matches!(space, '\u{2028}' | '\u{2029}') => {
                shown.push(' ')
            }
            hidden if is_hidden(hidden) => {}
            plain => shown.push(plain),
        }
        previous = character;
    }
    shown
}

/// The same on one line, with single spaces between its words.
#[must_use]
pub fn line(text: &str) -> String {
    let shown = prose(text);
    let mut line = String::with_capacity(shown.len());
    for word in shown.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_or_left_out() {
        let table = [
            // text, visible, prose, line
            ("plain é 型", "plain é 型", "plain é 型", "plain é 型"),
            ("a\r\nb\rc\n", "a\\r\\nb\\rc\\n", "a\nb\nc\n", "a b c"),
            ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}", "ab", "ab"),
            ("x\u{200d}y\u{feff}", "x\\u{200d}y\\u{feff}", "xy", "xy"),
            (
                "\u{1b}[31m\tred",
                "\\u{1b}[31m\\tred",
                " [31m red",
                "[31m red",
            ),
            ("a\u{2028}b", "a\\u{2028}b", "a b", "a b"),
            (
                "\u{e0041}\u{fe0f}\u{ffff}",
                "\\u{e0041}\\u{fe0f}\\u{ffff}",
                "",
                "",
            ),
        ];
        for (text, escaped, read, one) in table {
            assert_eq!(visible(text), escaped, "{text:?}");
            assert_eq!(prose(text), read, "{text:?}");
            assert_eq!(line(text), one, "{text:?}");
        }
    }
}
