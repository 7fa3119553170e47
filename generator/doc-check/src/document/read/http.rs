//! HTTP messages in documents: `GET /books HTTP/1.1`, headers, an empty line, a body.

use crate::document::call::{Call, Client, Data, Header, Quote, Word};
use crate::document::text::{Mapped, Spanned};

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// A method and a path alone.
    Line,
    /// A request, perhaps its first line alone.
    Request(Box<Call>),
    /// A response: its status and body.
    Response(u16, Mapped),
}

/// Reads a message; `None` if the text is not a message.
pub(super) fn read(text: &Mapped) -> Option<Message> {
    let lines = text.lines();
    let first = lines
        .iter()
        .position(|line| !line.text().trim().is_empty())?;
    let start = lines.get(first)?;
    let rest = lines.get(first + 1..).unwrap_or_default();
    let blank = rest.iter().position(|line| line.text().trim().is_empty());
    let headers = rest.get(..blank.unwrap_or(rest.len())).unwrap_or_default();
    let body = body(text, rest, blank);
    if start.text().trim_start().starts_with("HTTP/") {
        let status = start.text().split_whitespace().nth(1)?.parse().ok()?;
        return Some(Message::Response(status, body));
    }
    let endpoint = super::endpoint::read(start)?;
    let bare = headers.iter().all(|line| header(line).is_none()) && body.text().is_empty();
    if bare && !start.text().contains(" HTTP/") {
        return Some(Message::Line);
    }
    let mut call = Call {
        span: text.whole(),
        client: if bare { Client::Line } else { Client::Other },
        method: Some(endpoint.method),
        headers: headers.iter().filter_map(header).collect(),
        ..Call::default()
    };
    let mut url = Mapped::empty(endpoint.path.span.start);
    url.push_decoded(&endpoint.path.value, endpoint.path.span);
    call.url = Some(Word {
        text: url,
        span: endpoint.path.span,
        quote: Quote::None,
    });
    if !body.text().is_empty() {
        call.data.push(Data::written(body));
    }
    Some(Message::Request(Box::new(call)))
}

fn body(text: &Mapped, rest: &[Mapped], blank: Option<usize>) -> Mapped {
    let Some(first) = blank.and_then(|blank| rest.get(blank + 1)) else {
        return Mapped::empty(text.whole().end);
    };
    let wanted = first.source(0);
    // The offset in the text of the line after the empty one.
    let mut at = 0;
    for line in text.text().split_inclusive('\n') {
        if text.source(at) >= wanted {
            break;
        }
        at += line.len();
    }
    text.slice(at..text.text().len()).trim()
}

fn header(line: &Mapped) -> Option<Header> {
    let text = line.text();
    let (name, value) = text.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let range = crate::document::text::range_of(text, value.trim());
    Some(Header {
        name: Spanned::new(name.to_owned(), line.span(0..name.len())),
        value: Spanned::new(value.trim().to_owned(), line.span(range)),
    })
}
