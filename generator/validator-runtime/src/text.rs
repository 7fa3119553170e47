//! The characters of a JSON string: escapes resolved, without a copy where there are none.

use std::borrow::Cow;

use crate::scan::RawText;

impl<'a> RawText<'a> {
    /// The characters. The scanner has checked escapes and UTF-8, so nothing is lost.
    pub(crate) fn characters(self) -> Cow<'a, str> {
        let text = std::str::from_utf8(self.bytes).unwrap_or_default();
        if self.escaped {
            Cow::Owned(unescape(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut characters = after.chars();
        let character = match characters.next() {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => unicode(&mut characters),
            Some(other) => other,
            None => break,
        };
        out.push(character);
        rest = characters.as_str();
    }
    out.push_str(rest);
    out
}

/// The character of `\uXXXX` or of a pair of them; `characters` stands after the `u`.
fn unicode(characters: &mut std::str::Chars<'_>) -> char {
    let first = four_hex(characters);
    let code = match first {
        0xd800..=0xdbff => {
            characters.nth(1);
            let second = four_hex(characters);
            0x10000 + ((first - 0xd800) << 10) + (second.wrapping_sub(0xdc00) & 0x3ff)
        }
        other => other,
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn four_hex(characters: &mut std::str::Chars<'_>) -> u32 {
    characters.by_ref().take(4).fold(0, |value, digit| {
        value * 16 + digit.to_digit(16).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use crate::scan::Scanner;

    fn read(json: &str) -> String {
        Scanner::new(json.as_bytes())
            .string()
            .unwrap()
            .characters()
            .into_owned()
    }

    #[test]
    fn plain_text_is_borrowed() {
        let text = Scanner::new(br#""active_only""#)
            .string()
            .unwrap()
            .characters();
        assert!(matches!(text, std::borrow::Cow::Borrowed("active_only")));
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(
            read(r#""a\"\\\/\b\f\n\r\té€😀z""#),
            "a\"\\/\u{8}\u{c}\n\r\té€😀z"
        );
        assert_eq!(read(r#""\u00e9\u20AC\ud83d\ude00""#), "é€😀");
    }
}
