//! The items of a body that a document shows: as they travel, or as people write them down, one value after the other.

use trueup_validator::registry::{Framing, Item, Media};

use crate::document::events::is_event_stream;
use crate::document::json;
use crate::document::text::{Mapped, Span};

/// One body, or the items of one of many.
pub(super) fn parts(text: &Mapped, media: &Media) -> Vec<Mapped> {
    let Some(framing) = media.framing() else {
        return vec![text.trim()];
    };
    match framing {
        Framing::Events | Framing::EventData if is_event_stream(text.text()) => {
            events(text, framing)
        }
        // Text that nothing describes.
        Framing::Events if media.schema.is_none() => Vec::new(),
        _ => values(text),
    }
}

/// The items of events. A document's last one need not be ended by an empty line.
fn events(text: &Mapped, framing: Framing) -> Vec<Mapped> {
    let body = format!("{}\n\n", text.text());
    let items = framing.items(body.as_bytes());
    items.iter().map(|item| mapped(text, item)).collect()
}

/// An item, its characters where they stand in the document.
fn mapped(text: &Mapped, item: &Item<'_>) -> Mapped {
    let mut mapped = Mapped::empty(text.source(item.source(0)));
    for (part, start) in item.parts() {
        let end = start + part.len();
        let shown = text.text().get(start..end);
        match shown {
            Some(shown) if shown.as_bytes() == part => mapped.append_part(text, start..end),
            _ => {
                let at = text.source(start);
                mapped.push_decoded(&String::from_utf8_lossy(part), Span::new(at, at));
            }
        }
    }
    mapped
}

/// What may be shown in the place of a record separator (RFC 7464, section 2.2).
const SEPARATORS: [&str; 5] = ["\u{1e}", "\u{241e}", "\\u001e", "\\u001E", "\\x1e"];

/// The values of a text, each on as many lines as it takes.
fn values(text: &Mapped) -> Vec<Mapped> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut nesting = json::Nesting::default();
    for line in text.text().split_inclusive('\n') {
        let mut rest = line;
        while let Some(end) = nesting.line(rest) {
            let stop = at + (line.len() - rest.len()) + end;
            parts.push(value(text, start..stop));
            start = stop;
            rest = rest.get(end..).unwrap_or_default();
        }
        at += line.len();
        if nesting.is_outside() && is_scalar(value(text, start..at).text()) {
            parts.push(value(text, start..at));
            start = at;
        }
    }
    let tail = value(text, start..text.text().len());
    if !tail.text().is_empty() || parts.is_empty() {
        parts.push(tail);
    }
    parts
}

/// A part of a text, without what separates values.
fn value(text: &Mapped, range: std::ops::Range<usize>) -> Mapped {
    let mut value = text.slice(range).trim();
    let separator = |value: &Mapped| {
        let text = value.text();
        let found = SEPARATORS.iter().find(|mark| text.starts_with(**mark));
        found.map(|mark| mark.len()..text.len())
    };
    while let Some(behind) = separator(&value) {
        value = value.slice(behind).trim();
    }
    value
}

/// Whether a text is a whole value that is neither an object nor an array.
fn is_scalar(text: &str) -> bool {
    !text.starts_with(['{', '[']) && json::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use trueup_validator::registry::Stream;

    /// The items of a text, each with the offset of its first and behind its last character.
    fn shown(framing: Framing, text: &str) -> Vec<(String, usize, usize)> {
        let media = Media {
            media_type: "text/event-stream",
            stream: Some(Stream {
                framing,
                ..Stream::DEFAULT
            }),
            ..Media::DEFAULT
        };
        let parts = parts(&Mapped::verbatim(text, 100), &media);
        let place = |part: Mapped| {
            let Span { start, end } = part.whole();
            (part.text().to_owned(), start - 100, end - 100)
        };
        parts.into_iter().map(place).collect()
    }

    fn of(text: &str, start: usize, end: usize) -> (String, usize, usize) {
        (text.to_owned(), start, end)
    }

    #[test]
    fn values_stand_on_as_many_lines_as_they_take() {
        assert_eq!(
            shown(Framing::Lines, "{\n  \"a\": 1\n}\n{}\n1\n\"b\"\n"),
            [
                of("{\n  \"a\": 1\n}", 0, 12),
                of("{}", 13, 15),
                of("1", 16, 17),
                of("\"b\"", 18, 21)
            ]
        );
        assert_eq!(
            shown(Framing::Sequence, "\u{241e}{}\n\\x1e[1]"),
            [of("{}", 3, 5), of("[1]", 10, 13)]
        );
    }

    #[test]
    fn events_are_read_as_they_travel() {
        assert_eq!(
            shown(Framing::EventData, "event: a\ndata: {\ndata: }\n\ndata: 2"),
            [of("{\n}", 15, 24), of("2", 32, 33)]
        );
        let object = shown(Framing::Events, ": hello\ndata: x\n\n");
        assert_eq!(object.first().map(|it| &*it.0), Some("{\"data\":\"x\"}"));
        // As pages show them.
        assert_eq!(shown(Framing::EventData, "{}"), [of("{}", 0, 2)]);
        assert_eq!(shown(Framing::Events, "hello"), []);
    }
}
