//! Bodies of many items: the text of each, and where it stands in a body that has come whole. What is an item here is one
//! to a client that reads the same body as it comes.

mod check;
mod events;

use std::borrow::Cow;

use super::media_type::essence;

/// How the items of a body follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// One JSON text a line (`application/jsonl`, `application/x-ndjson`).
    Lines,
    /// A record separator before each JSON text (`application/json-seq`, RFC 7464).
    Sequence,
    /// Server-sent events (`text/event-stream`), each as an object of its fields.
    Events,
    /// Server-sent events, of each its data.
    EventData,
}

/// What stands before each text of a sequence (RFC 7464, section 2.2).
const RECORD_SEPARATOR: u8 = 0x1e;

/// An item of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'b> {
    text: Cow<'b, [u8]>,
    pieces: Vec<Piece>,
    is_cut: bool,
}

/// From an offset of an item's text on, it is read from this offset of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    source: usize,
}

impl Framing {
    /// The framing of a media type that is one of JSON texts (OpenAPI 3.2.0, section 4.14.3.1).
    pub(super) fn of_texts(media_type: &str) -> Option<Self> {
        let essence = essence(media_type);
        let (_, subtype) = essence.split_once('/')?;
        match subtype {
            "jsonl" | "x-jsonlines" | "x-ndjson" | "ndjson" => Some(Self::Lines),
            "json-seq" => Some(Self::Sequence),
            _ if subtype.ends_with("+json-seq") => Some(Self::Sequence),
            _ => None,
        }
    }

    /// The items of a body, without those that are empty. An event that no empty line ends is none (HTML standard,
    /// section 9.2.6).
    #[must_use]
    pub fn items(self, body: &[u8]) -> Vec<Item<'_>> {
        match self {
            Self::Lines => split(body, b'\n'),
            Self::Sequence => split(body, RECORD_SEPARATOR),
            Self::Events | Self::EventData => events::items(body, self),
        }
    }
}

impl<'b> Item<'b> {
    /// A text that stands in the body as it is.
    fn verbatim(text: &'b [u8], source: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            pieces: vec![Piece { at: 0, source }],
            is_cut: false,
        }
    }

    /// Its JSON text.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Whether it may be the beginning of a longer text, though it is one itself: a number, say, without the line feed that
    /// ends each text of a sequence (RFC 7464, section 2.4).
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Where an offset of the text stands in the body. What the body does not hold as it is stands where its line does.
    #[must_use]
    pub fn source(&self, offset: usize) -> usize {
        let begun = self.pieces.partition_point(|piece| piece.at <= offset);
        let piece = begun.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(0, |piece| piece.source + (offset - piece.at))
    }

    /// Where a range of the text stands in the body.
    fn range(&self, offset: usize, end: usize) -> (usize, usize) {
        let start = self.source(offset);
        let last = end.saturating_sub(1);
        match last < offset {
            true => (start, start),
            // Not where the next piece begins, nor behind it.
            false => (start, (self.source(last) + 1).min(self.source(end))),
        }
    }

    /// The parts of the text, each with the offset in the body that it is read from.
    pub fn parts(&self) -> impl Iterator<Item = (&[u8], usize)> {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.at);
        let ends = ends.chain([self.text.len()]);
        self.pieces.iter().zip(ends).map(|(piece, end)| {
            let part = self.text.get(piece.at..end).unwrap_or_default();
            (part, piece.source)
        })
    }
}

/// The texts between a byte, without the white space around them.
fn split(body: &[u8], separator: u8) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut start = 0;
    for text in body.split(|byte| *byte == separator) {
        let trimmed = text.trim_ascii();
        if let Some(last) = trimmed.last() {
            let space = text.len() - text.trim_ascii_start().len();
            let open = separator == RECORD_SEPARATOR && text.last() != Some(&b'\n');
            items.push(Item {
                is_cut: open && !matches!(last, b'}' | b']' | b'"'),
                ..Item::verbatim(trimmed, start + space)
            });
        }
        start += text.len() + 1;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items of a body, each with where it begins.
    fn places(framing: Framing, body: &str) -> Vec<(usize, String)> {
        let items = framing.items(body.as_bytes());
        let text = |item: &Item<'_>| String::from_utf8_lossy(item.text()).into_owned();
        items
            .iter()
            .map(|item| (item.source(0), text(item)))
            .collect()
    }

    fn of(at: usize, text: &str) -> (usize, String) {
        (at, text.to_owned())
    }

    #[test]
    fn texts_stand_at_their_offsets() {
        assert_eq!(
            places(Framing::Lines, "1\n\r\n 2\r\n3"),
            [of(0, "1"), of(5, "2"), of(8, "3")]
        );
        let sequence = "\u{1e}[\n1]\n\u{1e}\u{1e}2\n";
        assert_eq!(
            places(Framing::Sequence, sequence),
            [of(1, "[\n1]"), of(8, "2")]
        );
    }

    #[test]
    fn a_text_without_its_end_may_be_longer() {
        let cut = |framing: Framing, body: &str| -> Vec<bool> {
            let items = framing.items(body.as_bytes());
            items.iter().map(Item::is_cut).collect()
        };
        assert_eq!(
            cut(Framing::Sequence, "\u{1e}12\u{1e}34\n\u{1e}{}\u{1e}5"),
            [true, false, false, true]
        );
        assert_eq!(cut(Framing::Lines, "1\n2"), [false, false]);
    }

    #[test]
    fn data_know_the_lines_that_they_stand_in() {
        let body = "\u{feff}: hello\r\ndata: {\"a\":\r\ndata:1}\r\n\r\ndata\n\nid: 1\n\ndata: 2\n";
        let items = Framing::EventData.items(body.as_bytes());
        let texts: Vec<_> = items.iter().map(Item::text).collect();
        assert_eq!(texts, [&b"{\"a\":\n1}"[..], b""]);
        let first = items.first().unwrap();
        let at = |text: &str| body.find(text).unwrap();
        assert_eq!(first.source(0), at("{"));
        assert_eq!(first.source(6), at("1}"));
        assert_eq!(first.parts().count(), 2);
    }

    #[test]
    fn events_are_objects_of_their_fields() {
        let body = "event: add\nid: 7\nretry: 3000\ndata: \"é\"\n\n\
                    id: x\0y\nretry: soon\nevent:\ndata\ndata\n\nretry: 99999999999999999999\nid\ndata:1\n\n";
        let found = places(Framing::Events, body);
        let second = body.find("id: x").unwrap();
        let third = body.find("retry: 9").unwrap();
        assert_eq!(
            found,
            [
                of(0, r#"{"data":"\"é\"","event":"add","id":"7","retry":3000}"#),
                of(second, "{\"data\":\"\\u000a\"}"),
                of(third, r#"{"data":"1","id":""}"#),
            ]
        );
        let items = Framing::Events.items(body.as_bytes());
        let first = items.first().unwrap();
        let text = String::from_utf8_lossy(first.text());
        assert_eq!(
            first.source(text.find("3000").unwrap()),
            body.find("3000").unwrap()
        );
        assert_eq!(
            first.source(text.find("\"add").unwrap()),
            body.find("add").unwrap()
        );
    }
}
