//! Bodies of many items: where each stands in a body that has come whole.

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

/// An item of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'b> {
    /// How many lines of the body stand before its own.
    pub above: u32,
    /// Its JSON text.
    pub text: &'b [u8],
}

impl Framing {
    /// The items of a body, without those that are empty; `None` of server-sent events, which clients alone take apart.
    #[must_use]
    pub fn items(self, body: &[u8]) -> Option<Vec<Item<'_>>> {
        match self {
            Self::Lines => Some(split(body, b'\n')),
            // What stands before each text (section 2.2).
            Self::Sequence => Some(split(body, 0x1e)),
            Self::Events | Self::EventData => None,
        }
    }
}

fn split(body: &[u8], separator: u8) -> Vec<Item<'_>> {
    let mut above = 0;
    let mut items = Vec::new();
    for text in body.split(|byte| *byte == separator) {
        if !text.trim_ascii().is_empty() {
            items.push(Item { above, text });
        }
        let ends = text.iter().filter(|byte| **byte == b'\n').count();
        above += u32::try_from(ends).unwrap_or(u32::MAX) + u32::from(separator == b'\n');
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_at_their_lines() {
        let places = |framing: Framing, body: &str| -> Vec<(u32, String)> {
            let items = framing.items(body.as_bytes()).unwrap();
            let text = |item: Item<'_>| String::from_utf8_lossy(item.text).trim().to_owned();
            items
                .into_iter()
                .map(|item| (item.above, text(item)))
                .collect()
        };
        let of = |above: u32, text: &str| (above, text.to_owned());
        assert_eq!(places(Framing::Lines, "1\n\n2"), [of(0, "1"), of(2, "2")]);
        let sequence = "\u{1e}[\n1]\n\u{1e}2\n";
        assert_eq!(
            places(Framing::Sequence, sequence),
            [of(0, "[\n1]"), of(2, "2")]
        );
        assert_eq!(Framing::Events.items(b"data: 1\n\n"), None);
    }
}
