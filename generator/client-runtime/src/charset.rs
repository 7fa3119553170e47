//! Text in the encoding that a media type names (`charset`, RFC 9110 section 8.3.2). UTF-8 and two old ones that it holds
//! whole: US-ASCII and ISO-8859-1.

use std::borrow::Cow;

use crate::media_type::parameter;

enum Charset {
    Utf8,
    Ascii,
    Latin1,
    Other,
}

impl Charset {
    fn of(content_type: &str) -> Self {
        let named = parameter(content_type, "charset").map(str::to_ascii_lowercase);
        match named.as_deref() {
            None | Some("utf-8" | "utf8") => Self::Utf8,
            Some("us-ascii" | "ascii") => Self::Ascii,
            Some("iso-8859-1" | "latin1") => Self::Latin1,
            Some(_) => Self::Other,
        }
    }
}

/// The bytes of a text.
///
/// # Errors
///
/// An encoding that is not known here, or that lacks a character of the text.
#[cfg(feature = "client")]
pub(crate) fn encoded(content_type: &str, text: &str) -> Result<Vec<u8>, String> {
    let within = |last: char| match text.chars().all(|character| character <= last) {
        // Latin-1 is the first block of Unicode.
        true => Ok(text
            .chars()
            .filter_map(|it| u8::try_from(it).ok())
            .collect()),
        false => Err(format!(
            "a character of the body is not in `{content_type}`"
        )),
    };
    match Charset::of(content_type) {
        Charset::Utf8 => Ok(text.as_bytes().to_vec()),
        Charset::Ascii => within('\x7f'),
        Charset::Latin1 => within('\u{ff}'),
        Charset::Other => Err(format!(
            "text is not written as `{content_type}`: send bytes"
        )),
    }
}

/// The text of bytes in ISO-8859-1; `None` if they are said to be in another encoding.
pub(crate) fn latin1<'b>(content_type: Option<&str>, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    let is_latin1 = matches!(content_type.map(Charset::of), Some(Charset::Latin1));
    is_latin1.then(|| bytes.iter().copied().map(char::from).collect())
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_as_its_media_type_says() {
        for (content_type, expected) in [
            ("text/plain", Some(&b"\xc3\xa9"[..])),
            ("text/plain; charset=UTF-8", Some(b"\xc3\xa9")),
            ("text/plain; Charset=\"ISO-8859-1\"", Some(b"\xe9")),
            ("text/plain; charset=us-ascii", None),
            ("text/plain; charset=utf-16", None),
        ] {
            let bytes = encoded(content_type, "é");
            assert_eq!(bytes.ok().as_deref(), expected, "{content_type}");
        }
        assert!(encoded("text/plain; charset=iso-8859-1", "€").is_err());
        assert_eq!(
            latin1(Some("text/plain;charset=latin1"), b"\xe9").as_deref(),
            Some("é")
        );
        assert_eq!(latin1(Some("text/plain"), b"\xe9"), None);
    }
}
