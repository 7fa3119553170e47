//! The frames of a body as it comes in: its lines, its JSON texts, its events.

mod events;
mod split;

use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use crate::client::chunks::Chunks;
use crate::client::error::{Fault, TransportProblem};
use crate::response::{DecodeFailure, FailureKind};
use events::Events;
use split::Split;

/// How a body is divided.
#[doc(hidden)]
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

/// One item of a stream, without what divides it from others. It is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) bytes: Bytes,
    /// Whether the end of the item was not there.
    open: bool,
    /// Whether it may be the beginning of a longer text, though it is one itself: a number, say, without the line feed that
    /// ends each text of a sequence (RFC 7464, section 2.4).
    pub(crate) doubtful: bool,
    /// Of an event: its data, where `bytes` are the object of its fields.
    data: Option<Bytes>,
}

impl Frame {
    /// Whether a text that does not decode was cut off.
    pub(crate) fn is_cut(&self, failure: &DecodeFailure) -> bool {
        self.open && failure.kind() == FailureKind::End
    }

    /// Whether the end of the text was not there.
    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    /// What the description speaks of.
    pub(crate) fn described(&self) -> &Bytes {
        self.data.as_ref().unwrap_or(&self.bytes)
    }
}

/// Something is longer than it may be.
#[derive(Debug, PartialEq, Eq)]
struct TooLarge;

/// Divides what comes, in whatever pieces.
enum Divider {
    Split(Split),
    Events(Box<Events>),
}

impl Divider {
    fn new(framing: Framing, limit: usize) -> Self {
        match framing {
            Framing::Lines => Self::Split(Split::new(b'\n', limit)),
            Framing::Sequence => Self::Split(Split::new(split::RECORD_SEPARATOR, limit)),
            Framing::Events | Framing::EventData => {
                Self::Events(Box::new(Events::new(framing, limit)))
            }
        }
    }

    fn feed(&mut self, chunk: &[u8]) {
        match self {
            Self::Split(split) => split.feed(chunk),
            Self::Events(events) => events.feed(chunk),
        }
    }

    /// The next item that is there; `None` until more has come.
    fn next(&mut self) -> Option<Result<Frame, TooLarge>> {
        match self {
            Self::Split(split) => split.next(),
            Self::Events(events) => events.next(),
        }
    }

    /// What is left when nothing more comes.
    fn rest(&mut self) -> Option<Frame> {
        match self {
            Self::Split(split) => split.rest(),
            // An event that its empty line does not end is none.
            Self::Events(_) => None,
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Split(split) => split.clear(),
            Self::Events(events) => events.clear(),
        }
    }
}

/// The items of a body, none longer than a limit.
pub(crate) struct Frames {
    chunks: Chunks,
    limit: usize,
    divider: Divider,
}

impl Frames {
    pub(crate) fn new(chunks: Chunks, framing: Framing, limit: usize) -> Self {
        Self {
            chunks,
            limit,
            divider: Divider::new(framing, limit),
        }
    }

    /// The id of the last event that had one.
    pub(crate) fn last_event_id(&self) -> Option<&str> {
        match &self.divider {
            Divider::Split(_) => None,
            Divider::Events(events) => events.last_event_id(),
        }
    }

    /// The time that the server asks to wait before it is called again.
    pub(crate) fn reconnection_time(&self) -> Option<Duration> {
        match &self.divider {
            Divider::Split(_) => None,
            Divider::Events(events) => events.reconnection_time(),
        }
    }

    /// The error for a last item that was cut off.
    pub(crate) fn truncated(&self) -> Fault {
        self.chunks.fault(TransportProblem::TruncatedMessage)
    }

    /// The next item; after an error there is none.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, Fault>>> {
        loop {
            match self.divider.next() {
                Some(Ok(frame)) => return Poll::Ready(Some(Ok(frame))),
                Some(Err(TooLarge)) => return Poll::Ready(Some(Err(self.too_large()))),
                None => {}
            }
            match ready!(self.chunks.poll_next(cx)) {
                Some(Ok(chunk)) => self.divider.feed(&chunk),
                Some(Err(fault)) => {
                    self.divider.clear();
                    return Poll::Ready(Some(Err(fault)));
                }
                None => return Poll::Ready(self.divider.rest().map(Ok)),
            }
        }
    }

    /// The rest of the stream is given up: where the next item begins is not known.
    fn too_large(&mut self) -> Fault {
        self.chunks.close();
        self.divider.clear();
        self.chunks
            .fault(TransportProblem::MessageTooLarge { limit: self.limit })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The items of a body that comes in these pieces.
    fn frames(framing: Framing, pieces: &[&[u8]]) -> Result<Vec<String>, TooLarge> {
        let mut divider = Divider::new(framing, 64);
        let mut found = Vec::new();
        let text = |frame: Frame| String::from_utf8_lossy(&frame.bytes).into_owned();
        for piece in pieces {
            divider.feed(piece);
            while let Some(frame) = divider.next() {
                found.push(text(frame?));
            }
        }
        found.extend(divider.rest().map(text));
        Ok(found)
    }

    fn whole(framing: Framing, body: &str) -> Vec<String> {
        frames(framing, &[body.as_bytes()]).unwrap()
    }

    #[test]
    fn lines_and_sequences_are_divided() {
        assert_eq!(whole(Framing::Lines, "1\n\n 2\r\n3"), ["1", "2", "3"]);
        let sequence = "\u{1e}1\n\u{1e}\u{1e}{\"a\":\n2}\n\u{1e}[";
        assert_eq!(
            whole(Framing::Sequence, sequence),
            ["1", "{\"a\":\n2}", "["]
        );
    }

    #[test]
    fn a_text_without_its_end_may_be_longer() {
        let mut divider = Divider::new(Framing::Sequence, 64);
        divider.feed(b"\x1e12\x1e34\n\x1e{}\x1e5");
        let mut cut = Vec::new();
        while let Some(frame) = divider.next() {
            cut.push(frame.unwrap().doubtful);
        }
        cut.extend(divider.rest().map(|frame| frame.doubtful));
        assert_eq!(cut, [true, false, false, true]);
    }

    /// The examples of the HTML standard (section 9.2.6), each with the data of its events.
    #[test]
    fn events_are_those_of_the_standard() {
        for (body, expected) in [
            ("data: YHOO\ndata: +2\ndata: 10\n\n", &["YHOO\n+2\n10"][..]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &["first event", "second event", " third event"],
            ),
            ("data\n\ndata\ndata\n\ndata:", &["", "\n"]),
            ("data:test\n\ndata: test\n\n", &["test", "test"]),
            (
                "\u{feff}data: a\r\rdata: b\r\n\r\nevent: c\n\n",
                &["a", "b"],
            ),
        ] {
            let found = whole(Framing::Events, body);
            let data: Vec<String> = found
                .iter()
                .map(|event| {
                    let value: serde_json::Value = serde_json::from_str(event).unwrap();
                    value["data"].as_str().unwrap().to_owned()
                })
                .collect();
            assert_eq!(data, expected, "{body:?}");
        }
    }

    #[test]
    fn a_line_feed_behind_a_return_is_passed_once() {
        let body = b"data\r\n\n";
        let bytes: Vec<&[u8]> = body.chunks(1).collect();
        let whole = frames(Framing::Events, &[body]);
        assert_eq!(whole.as_ref().map(Vec::len), Ok(1));
        assert_eq!(frames(Framing::Events, &bytes), whole);
    }

    #[test]
    fn fields_are_those_of_the_standard() {
        let body = "event: add\nid: 7\nretry: 3000\ndata: {}\n\nid: x\0y\nretry: soon\ndata: 1\n\n";
        let found = whole(Framing::Events, body);
        assert_eq!(
            found,
            [
                r#"{"data":"{}","event":"add","id":"7","retry":3000}"#,
                r#"{"data":"1"}"#
            ]
        );
        let mut divider = Divider::new(Framing::EventData, 64);
        divider.feed(body.as_bytes());
        let first = divider.next().unwrap().unwrap();
        assert_eq!(first.described(), "{}");
        let Divider::Events(events) = &divider else {
            panic!()
        };
        assert_eq!(events.last_event_id(), Some("7"));
        assert_eq!(events.reconnection_time(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn nothing_is_longer_than_the_limit() {
        for framing in [Framing::Lines, Framing::Sequence, Framing::Events] {
            let long = vec![b'a'; 65];
            assert_eq!(frames(framing, &[&long]), Err(TooLarge), "{framing:?}");
        }
        let many = "data: 12345678\n".repeat(9);
        assert_eq!(frames(Framing::Events, &[many.as_bytes()]), Err(TooLarge));
    }

    /// The items that the judge of a whole body finds, and whether each may be cut off.
    fn judged(framing: trueup_validator::registry::Framing, body: &[u8]) -> Vec<(String, bool)> {
        let items = framing.items(body);
        let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        let item = |item: &trueup_validator::registry::Item<'_>| (text(item.text()), item.is_cut());
        items.iter().map(item).collect()
    }

    /// What a client decodes of a whole body.
    fn described(framing: Framing, body: &[u8]) -> Vec<(String, bool)> {
        let mut divider = Divider::new(framing, usize::MAX);
        divider.feed(body);
        let mut frames = Vec::new();
        while let Some(frame) = divider.next() {
            frames.push(frame.unwrap());
        }
        frames.extend(divider.rest());
        let text = |frame: &Frame| String::from_utf8_lossy(frame.described()).into_owned();
        frames.iter().map(|it| (text(it), it.doubtful)).collect()
    }

    /// The same JSON, however its characters are escaped.
    fn unescaped(items: Vec<(String, bool)>) -> Vec<serde_json::Value> {
        let texts = items.iter();
        texts
            .map(|(text, _)| serde_json::from_str(text).unwrap())
            .collect()
    }

    fn body() -> impl Strategy<Value = Vec<u8>> {
        let parts = prop::sample::select(vec![
            "\n",
            "\r",
            "\r\n",
            "\u{1e}",
            "\u{feff}",
            ":",
            " ",
            "data",
            "data: ",
            "event: e",
            "id: 1",
            "id",
            "retry: 5",
            "1",
            "{\"a\": 2}",
            "é",
            "\0",
        ]);
        let parts = prop::collection::vec(parts, 0..24);
        parts.prop_map(|parts| parts.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn a_client_and_the_judge_of_bodies_find_the_same_items(body in body()) {
            use trueup_validator::registry::Framing as Whole;
            for (ours, theirs) in [
                (Framing::Lines, Whole::Lines),
                (Framing::Sequence, Whole::Sequence),
                (Framing::EventData, Whole::EventData),
            ] {
                prop_assert_eq!(described(ours, &body), judged(theirs, &body));
            }
            let events = unescaped(judged(Whole::Events, &body));
            prop_assert_eq!(unescaped(described(Framing::Events, &body)), events);
        }

        #[test]
        fn where_a_body_is_cut_changes_nothing(body in body(), cuts in prop::collection::vec(0usize..200, 0..8)) {
            for framing in [Framing::Lines, Framing::Sequence, Framing::Events] {
                let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (body.len() + 1)).collect();
                cuts.sort_unstable();
                let mut pieces = Vec::new();
                let mut start = 0;
                for cut in cuts.into_iter().chain([body.len()]) {
                    pieces.push(&body[start..cut]);
                    start = cut;
                }
                let bytes: Vec<&[u8]> = body.chunks(1).collect();
                let whole = frames(framing, &[&body]);
                prop_assert_eq!(&frames(framing, &pieces), &whole);
                prop_assert_eq!(&frames(framing, &bytes), &whole);
            }
        }
    }
}
