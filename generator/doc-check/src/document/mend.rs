//! The gaps and stand-ins of documents, which a JSON parser would refuse, made fit for one.

use super::json::string_end;

/// A text made to be parsed, as long as the original: offsets are the same in both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mended {
    /// The text, comments and gaps blanked out, bare stand-ins put in quotes.
    pub(crate) text: String,
    /// Offsets of bare stand-ins.
    pub(crate) stand_ins: Vec<usize>,
    /// Offsets where something was left out with three dots.
    pub(crate) gaps: Vec<usize>,
}

/// Blanks out comments and gaps, and puts bare stand-ins such as `<id>` in quotes.
pub(crate) fn mend(text: &str) -> Mended {
    let mut mended = Mended::default();
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = match byte {
            b'"' => {
                at = string_end(bytes, at).unwrap_or_else(|| line_end(bytes, at));
                continue;
            }
            b'/' if rest.starts_with(b"//") => line_end(bytes, at),
            b'/' if rest.starts_with(b"/*") => {
                find(bytes, at + 2, b"*/").map_or(bytes.len(), |end| end + 2)
            }
            b'.' if rest.starts_with(b"...") => {
                mended.gaps.push(at);
                at + rest.iter().take_while(|&&byte| byte == b'.').count()
            }
            0xe2 if rest.starts_with("…".as_bytes()) => {
                mended.gaps.push(at);
                at + 3
            }
            b'<' | b'{' => match stand_in(text, at) {
                Some(end) => {
                    mended.stand_ins.push(at);
                    quote(&mut out, at, end);
                    at = end;
                    continue;
                }
                None => {
                    at += 1;
                    continue;
                }
            },
            _ => {
                at += 1;
                continue;
            }
        };
        blank(&mut out, at, end);
        at = end;
    }
    if !mended.gaps.is_empty() {
        drop_commas(&mut out);
    }
    mended.text = String::from_utf8(out).unwrap_or_else(|_| text.to_owned());
    mended
}

/// Puts a comma where one is missing before an offset, or takes one away that is too many there; as long as before. False
/// if something else is wrong there, of which it is known what was expected.
pub(crate) fn comma(text: &mut String, offset: usize, expected: &str) -> bool {
    let Some((before, after)) = text.split_at_checked(offset) else {
        return false;
    };
    let kept = before.trim_end();
    let (at, byte) = if after.starts_with(['}', ']']) && kept.ends_with(',') {
        (kept.len() - 1, b' ')
    } else if expected.starts_with("a comma") && after.starts_with(['"', '{', '[']) {
        (kept.len(), b',')
    } else {
        return false;
    };
    let mut bytes = std::mem::take(text).into_bytes();
    let free = bytes
        .get(at)
        .is_some_and(|it| it.is_ascii_whitespace() || *it == b',');
    if let Some(there) = bytes.get_mut(at).filter(|_| free) {
        *there = byte;
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
    free
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .position(|&byte| byte == b'\n')
        .map_or(bytes.len(), |newline| at + newline)
}

fn find(bytes: &[u8], at: usize, what: &[u8]) -> Option<usize> {
    bytes
        .get(at..)?
        .windows(what.len())
        .position(|window| window == what)
        .map(|found| at + found)
}

/// The end of `<word>` or `{{word}}`, where it is no JSON.
fn stand_in(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 64;
    let rest = text.get(at..)?;
    let (open, close) = match rest.starts_with('<') {
        true => ("<", ">"),
        false => ("{{", "}}"),
    };
    let inside = rest.strip_prefix(open)?;
    let length = inside
        .bytes()
        .take(LONGEST)
        .position(|byte| byte == b'>' || byte == b'}')?;
    let name = inside.get(..length)?;
    let simple = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
    (simple && !name.trim().is_empty() && inside.get(length..)?.starts_with(close))
        .then_some(at + open.len() + length + close.len())
}

/// Makes a text of the bytes of a range: its first and last become quotes, other marks letters.
fn quote(out: &mut [u8], start: usize, end: usize) {
    let Some(range) = out.get_mut(start..end) else {
        return;
    };
    for byte in range.iter_mut() {
        if matches!(byte, b'{' | b'}' | b'<' | b'>') {
            *byte = b'_';
        }
    }
    if let [first, .., last] = range {
        (*first, *last) = (b'"', b'"');
    }
}

fn blank(out: &mut [u8], start: usize, end: usize) {
    for byte in out.get_mut(start..end).unwrap_or_default() {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Blanks out commas that a gap has left without an item on one of their sides.
fn drop_commas(out: &mut [u8]) {
    let mut before = b'[';
    let mut comma = None;
    let mut at = 0;
    while let Some(&byte) = out.get(at) {
        match byte {
            b'"' => {
                at = string_end(out, at).unwrap_or(out.len());
                (before, comma) = (b'"', None);
                continue;
            }
            b',' if matches!(before, b'[' | b'{' | b',') => blank(out, at, at + 1),
            b',' => (before, comma) = (b',', Some(at)),
            b']' | b'}' => {
                if let Some(comma) = comma.take() {
                    blank(out, comma, comma + 1);
                }
                before = byte;
            }
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => (before, comma) = (byte, None),
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::json::parse;

    #[test]
    fn commas_are_put_right() {
        let put = |text: &str, offset, expected| {
            let mut text = text.to_owned();
            comma(&mut text, offset, expected).then_some(text)
        };
        let missing = "a comma or the closing brace of an object";
        assert_eq!(
            put("{\"a\": 1\n\"b\": 2}", 8, missing).as_deref(),
            Some("{\"a\": 1,\"b\": 2}")
        );
        assert_eq!(put("[1, ]", 4, "a value").as_deref(), Some("[1  ]"));
        assert_eq!(put("{\"a\" 1}", 5, "a colon"), None);
        // Nothing fits between.
        assert_eq!(put("[\"a\"\"b\"]", 4, "a comma"), None);
    }

    #[test]
    fn gaps_and_stand_ins_are_mended() {
        let text =
            "{\n  \"a\": <id>, // a comment\n  \"b\": [1, ...],\n  \"c\": \"...\",\n  ...\n}";
        let mended = mend(text);
        assert_eq!(mended.text.len(), text.len());
        assert_eq!(mended.stand_ins.len(), 1);
        assert_eq!(mended.gaps.len(), 2);
        let tree = parse(&mended.text).unwrap();
        assert_eq!(tree.members().len(), 3);
        for plain in [
            "{\"a\": 1,}",
            "[1,,2]",
            "{\"a\": \"<b>\"}",
            "{\"a\": {\"b\": 1}}",
        ] {
            assert_eq!(mend(plain).text, plain);
        }
    }
}
