//! Finding one's way in JSON text without reading its values.
//!
//! The reader knows at which byte it stands, not where that is in the document. The path is found here, by a second look
//! at the text, and only when there is an error: decoding itself carries no path along.

use std::fmt::Write as _;
use std::ops::Range;

/// What a piece of JSON text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// A string, number, `true`, `false` or `null`.
    Scalar,
    Open(Container),
    Close,
    Colon,
    Comma,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

/// Splits JSON text into tokens. Text that is not JSON gives tokens too; it ends at a string that is not closed.
struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let (token, length) = match self.text.get(start)? {
            b'{' => (Token::Open(Container::Object), 1),
            b'[' => (Token::Open(Container::Array), 1),
            b'}' | b']' => (Token::Close, 1),
            b':' => (Token::Colon, 1),
            b',' => (Token::Comma, 1),
            b'"' => (Token::Scalar, string_length(self.text.get(start..)?)?),
            _ => (Token::Scalar, bare_length(self.text.get(start..)?)),
        };
        self.at += length;
        Some((token, start..self.at))
    }
}

/// The length of a string with its quotes, or `None` if it does not end.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn bare_length(text: &[u8]) -> usize {
    let end = text
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"{}[]:,\"".contains(byte));
    end.unwrap_or(text.len()).max(1)
}

/// Where one is in an open object or array.
#[derive(Debug)]
enum Frame {
    /// In an object: the place of the last key.
    Object { key: Option<Range<usize>> },
    /// In an array: how many elements are complete.
    Array { index: usize },
}

/// The path of the value that ends or begins at a byte of JSON text, as `channels[3].capacity`; `.` for the document
/// itself.
pub(crate) fn path_at(text: &[u8], offset: usize) -> String {
    let mut stack: Vec<Frame> = Vec::new();
    for (token, place) in (Tokens { text, at: 0 }) {
        if place.start >= offset {
            break;
        }
        match token {
            Token::Open(container) => {
                stack.push(match container {
                    Container::Object => Frame::Object { key: None },
                    Container::Array => Frame::Array { index: 0 },
                });
            }
            Token::Close => drop(stack.pop()),
            Token::Comma => match stack.last_mut() {
                Some(Frame::Object { key }) => *key = None,
                Some(Frame::Array { index }) => *index += 1,
                None => {}
            },
            Token::Scalar => {
                if let Some(Frame::Object { key: key @ None }) = stack.last_mut() {
                    *key = Some(place);
                }
            }
            Token::Colon => {}
        }
    }
    render(text, &stack)
}

/// The longest key that is shown, in characters.
const LONGEST_KEY: usize = 64;

fn render(text: &[u8], stack: &[Frame]) -> String {
    let mut path = String::new();
    for frame in stack {
        match frame {
            Frame::Array { index } => {
                // Writing to a String cannot fail.
                let _ = write!(path, "[{index}]");
            }
            Frame::Object { key: Some(place) } => {
                let key = text
                    .get(place.clone())
                    .map(String::from_utf8_lossy)
                    .unwrap_or_default();
                let key: String = key.trim_matches('"').chars().take(LONGEST_KEY).collect();
                let plain = key
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
                let _ = match (plain, path.is_empty()) {
                    (true, true) => write!(path, "{key}"),
                    (true, false) => write!(path, ".{key}"),
                    (false, _) => write!(path, "[\"{key}\"]"),
                };
            }
            Frame::Object { key: None } => {}
        }
    }
    if path.is_empty() {
        ".".to_owned()
    } else {
        path
    }
}

/// Line and column of a byte, both from 1, the column in bytes.
pub(crate) fn position(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let lines = before.split(|byte| *byte == b'\n');
    let (number, last) = lines.enumerate().last().unwrap_or_default();
    (number + 1, last.len() + 1)
}

/// The text of a member of a JSON object, of the last one if it comes twice; `None` if the text is no object, is not
/// complete, or has no such member.
#[cfg(feature = "client")]
pub(crate) fn member<'a>(text: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut tokens = Tokens { text, at: 0 };
    let (Token::Open(Container::Object), _) = tokens.next()? else {
        return None;
    };
    let mut found = None;
    loop {
        let (token, place) = tokens.next()?;
        let key = match token {
            Token::Close => return text.get(found?),
            Token::Comma => continue,
            _ => text.get(place)?,
        };
        let (Token::Colon, _) = tokens.next()? else {
            return None;
        };
        let value = value(&mut tokens)?;
        if key
            .strip_prefix(b"\"")
            .and_then(|key| key.strip_suffix(b"\""))
            == Some(name.as_bytes())
        {
            found = Some(value);
        }
    }
}

/// The place of the next value, to its end.
#[cfg(feature = "client")]
fn value(tokens: &mut Tokens<'_>) -> Option<Range<usize>> {
    let (first, place) = tokens.next()?;
    let mut depth = usize::from(matches!(first, Token::Open(_)));
    let mut end = place.end;
    while depth > 0 {
        let (token, place) = tokens.next()?;
        match token {
            Token::Open(_) => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        end = place.end;
    }
    Some(place.start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\"a\": [1, {\"b\": \"x\\\"}\", \"c d\": null}],\n \"e\": {}}";

    fn at(mark: &str) -> String {
        path_at(TEXT.as_bytes(), TEXT.find(mark).unwrap() + mark.len())
    }

    #[test]
    fn the_path_leads_to_the_value_that_has_been_read() {
        assert_eq!(at("[1"), "a[0]");
        assert_eq!(at("x\\\"}\""), "a[1].b");
        assert_eq!(at("null"), "a[1][\"c d\"]");
        assert_eq!(at("{\"b"), "a[1].b");
        assert_eq!(at("null}"), "a[1]");
        assert_eq!(at("\"e\": {}"), "e");
        assert_eq!(path_at(b"5", 1), ".");
    }

    #[test]
    fn the_path_leads_to_the_value_that_begins() {
        assert_eq!(at("\"a\": "), "a");
        assert_eq!(at("[1, "), "a[1]");
        assert_eq!(at("\"e\": "), "e");
    }

    #[test]
    fn positions_count_lines_and_bytes() {
        assert_eq!(position(TEXT.as_bytes(), 0), (1, 1));
        let second = TEXT.find('\n').unwrap() + 1;
        assert_eq!(position(TEXT.as_bytes(), second - 1), (1, second));
        assert_eq!(position(TEXT.as_bytes(), second), (2, 1));
        assert_eq!(position(TEXT.as_bytes(), second + 3), (2, 4));
        assert_eq!(position(b"", 9), (1, 1));
    }

    #[test]
    fn members_are_found_whole() {
        assert_eq!(member(TEXT.as_bytes(), "e"), Some(&b"{}"[..]));
        assert_eq!(member(TEXT.as_bytes(), "b"), None);
        assert_eq!(
            member(br#"{"x": "}", "x": [[1]] }"#, "x"),
            Some(&b"[[1]]"[..])
        );
        for text in ["", "[]", "{\"x\": ", "{\"x\": {", "{\"x\"}", "{\"x", "5"] {
            assert_eq!(member(text.as_bytes(), "x"), None, "{text}");
        }
    }

    #[test]
    fn any_bytes_have_some_path() {
        for text in [
            &b"}}]]"[..],
            b"\xff\"",
            b"{{{{",
            b"::,,",
            b"\"\\",
            b"[\"a\" 1",
        ] {
            assert!(!path_at(text, text.len()).is_empty());
        }
    }
}
