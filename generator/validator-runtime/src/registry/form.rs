//! Bodies that are forms: names and values as in a query, or parts (RFC 7578).

use super::Shape;
use super::media_type::{essence, parameter};
use super::wire::{Spelling, pairs};

/// The fields of a form, as they were sent.
#[derive(Clone)]
pub struct FormFields {
    spelling: Spelling,
    list: Vec<(String, String)>,
}

impl FormFields {
    /// Reads a body; `None` if it is not of this media type.
    pub fn read(bytes: &[u8], content_type: &str) -> Option<Self> {
        if essence(content_type).starts_with("multipart/") {
            return Some(Self {
                spelling: Spelling::Plain,
                list: parts(bytes, &boundary(content_type, bytes)?)?,
            });
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let owned = |(name, value): (String, &str)| (name, value.to_owned());
        Some(Self {
            spelling: Spelling::Form,
            list: pairs(text.trim_end_matches(['\r', '\n']))
                .into_iter()
                .map(owned)
                .collect(),
        })
    }

    /// The object that they are; `None` if one is in a style that is not read.
    pub fn json(&self, shape: &Shape<'_>) -> Option<String> {
        let fields: Vec<_> = self
            .list
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        shape.json(self.spelling, &fields)
    }
}

/// The boundary that the media type names, or else the one that the body begins with: recordings may have lost it.
fn boundary(content_type: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let named = parameter(content_type, "boundary");
    named.map(|named| named.as_bytes().to_vec()).or_else(|| {
        let first = bytes.strip_prefix(b"--")?;
        let end = first
            .iter()
            .position(|byte| matches!(byte, b'\r' | b'\n'))?;
        Some(first.get(..end)?.to_vec())
    })
}

/// The parts between the boundaries (RFC 2046, section 5.1.1): name and content, bytes that are no text replaced.
fn parts(bytes: &[u8], boundary: &[u8]) -> Option<Vec<(String, String)>> {
    let delimiter = [b"--", boundary].concat();
    let mut parts = Vec::new();
    let mut rest = after(bytes, &delimiter)?;
    while !rest.starts_with(b"--") {
        let end = find(rest, &delimiter)?;
        let part = rest.get(..end)?;
        parts.push(part_of(part)?);
        rest = rest.get(end + delimiter.len()..)?;
    }
    Some(parts)
}

fn part_of(part: &[u8]) -> Option<(String, String)> {
    let part = part
        .strip_prefix(b"\r\n")
        .or_else(|| part.strip_prefix(b"\n"))?;
    let (head, content) = match find(part, b"\r\n\r\n") {
        Some(end) => (part.get(..end)?, part.get(end + 4..)?),
        None => {
            let end = find(part, b"\n\n")?;
            (part.get(..end)?, part.get(end + 2..)?)
        }
    };
    let content = content
        .strip_suffix(b"\r\n")
        .or_else(|| content.strip_suffix(b"\n"))
        .unwrap_or(content);
    let name = name(&String::from_utf8_lossy(head))?;
    Some((name, String::from_utf8_lossy(content).into_owned()))
}

/// The name of a part, from its header fields.
fn name(head: &str) -> Option<String> {
    let disposition = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let disposition = name.trim().eq_ignore_ascii_case("content-disposition");
        disposition.then_some(value)
    })?;
    let (_, rest) = disposition
        .split_once(" name=")
        .or_else(|| disposition.split_once(";name="))?;
    match rest.strip_prefix('"') {
        None => Some(rest.split(';').next().unwrap_or_default().trim().to_owned()),
        Some(quoted) => {
            let mut name = String::new();
            let mut characters = quoted.chars();
            loop {
                match characters.next()? {
                    '"' => return Some(unescaped(&name)),
                    '\\' => name.push(characters.next()?),
                    other => name.push(other),
                }
            }
        }
    }
}

/// What browsers write for characters that would end a name (WHATWG HTML, "multipart/form-data encoding algorithm").
fn unescaped(name: &str) -> String {
    name.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

fn after<'b>(bytes: &'b [u8], wanted: &[u8]) -> Option<&'b [u8]> {
    bytes.get(find(bytes, wanted)? + wanted.len()..)
}

/// Where some bytes begin in others.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len().max(1))
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\ncontent-disposition: form-data; filename=\"f\"; name=\"b \\\"c%22\"\r\nContent-Type: text/plain\r\n\r\n2\n\r\n--x--\r\n";
        for content_type in ["multipart/form-data; boundary=x", "multipart/form-data"] {
            let fields = FormFields::read(body, content_type).unwrap();
            let expected = [("a", "1"), ("b \"c\"", "2\n")];
            let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(fields.list, expected);
        }
        assert!(FormFields::read(b"--x\r\nbroken", "multipart/form-data; boundary=x").is_none());
        assert!(FormFields::read(b"", "multipart/form-data").is_none());
    }
}
