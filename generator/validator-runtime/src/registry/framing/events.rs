//! Server-sent events of a body that has come whole, by the algorithm of the HTML standard (section 9.2.6, "Interpreting an
//! event stream").

use std::borrow::Cow;

use super::{Framing, Item, Piece};
use crate::registry::wire::quote;

/// The mark of UTF-8 that may stand before all else.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The events of a body.
pub(super) fn items(body: &[u8], framing: Framing) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut event = Event::default();
    let start = match body.starts_with(BYTE_ORDER_MARK) {
        true => BYTE_ORDER_MARK.len(),
        false => 0,
    };
    let mut lines = Lines { body, at: start };
    let mut begins = start;
    while let Some((offset, line)) = lines.next_line() {
        if !line.is_empty() {
            event.field(offset, line);
            continue;
        }
        items.extend(std::mem::take(&mut event).item(begins, framing));
        begins = lines.at;
    }
    items
}

/// The lines of a body that have an end: a carriage return, a line feed, or one behind the other.
struct Lines<'b> {
    body: &'b [u8],
    at: usize,
}

impl<'b> Lines<'b> {
    fn next_line(&mut self) -> Option<(usize, &'b [u8])> {
        let start = self.at;
        let rest = self.body.get(start..)?;
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
        let (line, behind) = rest.split_at_checked(end)?;
        self.at = start + end + if behind.starts_with(b"\r\n") { 2 } else { 1 };
        Some((start, line))
    }
}

/// The fields of an event, each with where its value stands.
#[derive(Default)]
struct Event {
    /// The lines of its data, each with a line feed behind it.
    data: Vec<u8>,
    lines: Vec<Piece>,
    /// From where its data stand to where they end.
    place: Place,
    event: Option<(String, Place)>,
    id: Option<(String, Place)>,
    retry: Option<(u64, Place)>,
}

/// From an offset of the body to another.
type Place = (usize, usize);

impl Event {
    /// Takes a line that is not empty. Bytes that are no UTF-8 become replacement characters.
    fn field(&mut self, offset: usize, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line
            .split_at_checked(colon.unwrap_or(line.len()))
            .unwrap_or((line, b""));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let source = offset + (line.len() - value.len());
        let place = (source, offset + line.len());
        let text = String::from_utf8_lossy(value);
        match name {
            b"data" => {
                let at = self.data.len();
                let first = self.lines.first().map_or(source, |line| line.source);
                self.place = (first, place.1);
                self.lines.push(Piece { at, source });
                self.data.extend_from_slice(text.as_bytes());
                self.data.push(b'\n');
            }
            b"event" => self.event = (!text.is_empty()).then(|| (text.into_owned(), place)),
            b"id" if !text.contains('\0') => self.id = Some((text.into_owned(), place)),
            b"retry" if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = text.parse().ok().map(|retry| (retry, place));
            }
            // Comments, and fields that mean nothing.
            _ => {}
        }
    }

    /// The event that an empty line ends. One without data is none.
    fn item<'b>(mut self, begins: usize, framing: Framing) -> Option<Item<'b>> {
        self.data.pop()?;
        if framing == Framing::EventData {
            return Some(Item {
                text: Cow::Owned(self.data),
                pieces: self.lines,
                is_cut: false,
            });
        }
        let mut object = Object {
            text: b"{".to_vec(),
            pieces: vec![Piece {
                at: 0,
                source: begins,
            }],
        };
        let data = quote(&String::from_utf8_lossy(&self.data));
        object.member("data", &data, self.place);
        for (name, value) in [("event", self.event), ("id", self.id)] {
            if let Some((value, place)) = value {
                object.member(name, &quote(&value), place);
            }
        }
        if let Some((retry, place)) = self.retry {
            object.member("retry", &retry.to_string(), place);
        }
        object.text.push(b'}');
        Some(Item {
            text: Cow::Owned(object.text),
            pieces: object.pieces,
            is_cut: false,
        })
    }
}

/// An event as JSON: all of its fields are texts but one (OpenAPI 3.2.0, section 4.14.4).
struct Object {
    text: Vec<u8>,
    pieces: Vec<Piece>,
}

impl Object {
    fn member(&mut self, name: &str, value: &str, (source, end): Place) {
        if self.text.len() > 1 {
            self.text.push(b',');
        }
        self.text.extend_from_slice(quote(name).as_bytes());
        self.text.push(b':');
        let at = self.text.len();
        self.pieces.push(Piece { at, source });
        self.text.extend_from_slice(value.as_bytes());
        let at = self.text.len();
        self.pieces.push(Piece { at, source: end });
    }
}
