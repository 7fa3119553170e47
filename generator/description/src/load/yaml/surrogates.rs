//! The one thing in which JSON is not YAML: characters escaped as two halves.

use std::borrow::Cow;

/// How long `\uXXXX` is.
const ESCAPE: usize = 6;

/// Rewrites `\ud83d\ude00` (RFC 8259, section 7) as the `\U0001f600` of YAML. What follows on the
/// same line moves two columns to the left.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('\\') {
        let (before, escape) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(before);
        if let Some(character) = pair(escape) {
            out.push_str(&format!("\\U{:08x}", u32::from(character)));
            rest = escape.get(2 * ESCAPE..).unwrap_or_default();
        } else {
            // The backslash and what it escapes, which may be a backslash.
            let length = escape.chars().take(2).map(char::len_utf8).sum();
            let (escape, behind) = escape.split_at_checked(length).unwrap_or((escape, ""));
            out.push_str(escape);
            rest = behind;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character, if two escapes stand here that are halves of one.
fn pair(text: &str) -> Option<char> {
    let high = escape(text.get(..ESCAPE)?)?;
    let low = escape(text.get(ESCAPE..2 * ESCAPE)?)?;
    char::decode_utf16([high, low])
        .next()?
        .ok()
        .filter(|character| *character > '\u{ffff}')
}

fn escape(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?;
    if digits.starts_with('+') {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_joined() {
        for (text, expected) in [
            (r#""\ud83d\ude00""#, r#""\U0001f600""#),
            (r#""\uD83D\uDE00x""#, r#""\U0001f600x""#),
            (r#""\\ud83d\ude00""#, r#""\\ud83d\ude00""#),
            (r#""\\\ud83d\ude00""#, r#""\\\U0001f600""#),
            (r#""\ud83d""#, r#""\ud83d""#),
            (r#""\u0041\u0042\ud83d""#, r#""\u0041\u0042\ud83d""#),
            ("\"\\ud\\", "\"\\ud\\"),
            ("\\é\\ud83d\\ude00", "\\é\\U0001f600"),
        ] {
            assert_eq!(joined(text), expected);
        }
    }
}
