//! Server-sent events, by the algorithm of the HTML standard (section 9.2.6, "Interpreting an event stream").

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use serde_json::{Map, Value};

use super::{Frame, Framing, TooLarge};

/// The mark of UTF-8 that may stand before all else.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads events.
pub(super) struct Events {
    framing: Framing,
    limit: usize,
    buffer: BytesMut,
    /// How much of the buffer holds no line's end.
    searched: usize,
    /// Whether the first bytes have been looked at.
    begun: bool,
    /// Whether the last line ended in a carriage return, so that a line feed belongs to it.
    returned: bool,
    fields: Fields,
    last_event_id: Option<String>,
    reconnection_time: Option<u64>,
}

/// The fields of an event that is not whole yet.
#[derive(Default)]
struct Fields {
    /// Its lines, each with a line feed behind it.
    data: String,
    event: String,
    id: Option<String>,
    retry: Option<u64>,
}

impl Events {
    pub(super) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            limit,
            buffer: BytesMut::new(),
            searched: 0,
            begun: false,
            returned: false,
            fields: Fields::default(),
            last_event_id: None,
            reconnection_time: None,
        }
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    pub(super) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time.map(Duration::from_millis)
    }

    pub(super) fn feed(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    pub(super) fn clear(&mut self) {
        self.buffer.clear();
        self.searched = 0;
        self.fields = Fields::default();
    }

    pub(super) fn next(&mut self) -> Option<Result<Frame, TooLarge>> {
        if !self.begins() {
            return None;
        }
        while let Some(line) = self.line() {
            if line.len() > self.limit {
                return Some(Err(TooLarge));
            }
            if !line.is_empty() {
                self.field(&line);
            } else if let Some(frame) = self.dispatch() {
                return Some(Ok(frame));
            }
            if self.fields.data.len() > self.limit {
                return Some(Err(TooLarge));
            }
        }
        (self.buffer.len() > self.limit).then_some(Err(TooLarge))
    }

    /// Takes the mark off, once it is known whether there is one.
    fn begins(&mut self) -> bool {
        if self.begun {
            return true;
        }
        if self.buffer.starts_with(BYTE_ORDER_MARK) {
            drop(self.buffer.split_to(BYTE_ORDER_MARK.len()));
        } else if BYTE_ORDER_MARK.starts_with(&self.buffer) {
            return false;
        }
        self.begun = true;
        true
    }

    /// The next whole line, without its end: a carriage return, a line feed, or one behind the other.
    fn line(&mut self) -> Option<Bytes> {
        if let Some(first) = self.buffer.first().copied()
            && std::mem::take(&mut self.returned)
            && first == b'\n'
        {
            // One line feed belongs to the carriage return before it; another one ends a line of its own.
            drop(self.buffer.split_to(1));
        }
        let mut open = self.buffer.get(self.searched..).unwrap_or_default().iter();
        let Some(found) = open.position(|byte| matches!(byte, b'\r' | b'\n')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let mut line = self.buffer.split_to(self.searched + found + 1);
        self.searched = 0;
        self.returned = line.last() == Some(&b'\r');
        line.truncate(line.len().saturating_sub(1));
        Some(line.freeze())
    }

    /// Takes a line that is not empty. Bytes that are no UTF-8 become replacement characters.
    fn field(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                self.fields.data.push_str(value);
                self.fields.data.push('\n');
            }
            "event" => value.clone_into(&mut self.fields.event),
            "id" if !value.contains('\0') => self.fields.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.fields.retry = value.parse().ok();
                self.reconnection_time = self.fields.retry.or(self.reconnection_time);
            }
            // Comments, and fields that mean nothing.
            _ => {}
        }
    }

    /// The event that an empty line ends. One without data is none, but its id counts.
    fn dispatch(&mut self) -> Option<Frame> {
        let fields = std::mem::take(&mut self.fields);
        if let Some(id) = &fields.id {
            self.last_event_id = Some(id.clone());
        }
        let data = fields.data.strip_suffix('\n')?.to_owned();
        let described =
            (self.framing == Framing::EventData).then(|| Bytes::copy_from_slice(data.as_bytes()));
        Some(Frame {
            bytes: fields.shown(data).into(),
            open: false,
            doubtful: false,
            data: described,
        })
    }
}

impl Fields {
    /// The event as JSON: all of its fields are texts but one (OpenAPI 3.2.0, section 4.14.4).
    fn shown(self, data: String) -> String {
        let mut shown = Map::new();
        shown.insert("data".to_owned(), data.into());
        let event = (!self.event.is_empty()).then_some(self.event);
        shown.extend(event.map(|event| ("event".to_owned(), event.into())));
        shown.extend(self.id.map(|id| ("id".to_owned(), id.into())));
        shown.extend(self.retry.map(|retry| ("retry".to_owned(), retry.into())));
        Value::Object(shown).to_string()
    }
}
