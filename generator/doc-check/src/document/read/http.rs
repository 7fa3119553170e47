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

/// The two messages of a trace, `> GET /books HTTP/1.1` and `< HTTP/1.1 200 OK`, without their marks.
pub(super) fn traced(text: &Mapped) -> Option<[Mapped; 2]> {
    let first = text.text().lines().find(|line| !line.trim().is_empty())?;
    let sent = first.strip_prefix("> ").filter(|line| is_request(line));
    sent?;
    let (mut request, mut response) = (Mapped::empty(text.source(0)), Mapped::default());
    let (mut answered, mut at) = (false, 0);
    for line in text.text().split_inclusive('\n') {
        let mark = line.chars().next().filter(|mark| matches!(mark, '>' | '<'));
        answered |= mark == Some('<');
        let kept = match mark {
            Some(_) if line.get(1..2) == Some(" ") => 2,
            Some(_) => 1,
            None => 0,
        };
        let part = match answered {
            true => &mut response,
            false => &mut request,
        };
        // What a tool tells of itself is no part of either.
        if !line.starts_with("* ") {
            part.append_part(text, at + kept..at + line.len());
        }
        at += line.len();
    }
    answered.then_some([request, response])
}

/// The messages of a text: each from the line of a request on, without the comments and variables of the files that
/// editors send requests from.
pub(super) fn messages(text: &Mapped) -> Vec<Mapped> {
    let whole = text.text();
    let mut messages = Vec::new();
    let (mut start, mut begun, mut at) = (0, false, 0);
    for line in whole.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let answers = line.starts_with("HTTP/") && is_status_line(trimmed);
        let divides = trimmed.starts_with("###") || is_request(trimmed) || answers;
        if divides && begun {
            messages.push(text.slice(start..at));
            (start, begun) = (at, false);
        }
        let passed = trimmed.starts_with(['#', '@']) || trimmed.starts_with("//");
        match begun || passed || trimmed.is_empty() {
            true if !begun => start = at + line.len(),
            true => {}
            false => begun = true,
        }
        at += line.len();
    }
    if begun || messages.is_empty() {
        messages.push(text.slice(start..whole.len()));
    }
    messages
}

/// Whether a line is the first of a response: `HTTP/1.1 200 OK`.
fn is_status_line(line: &str) -> bool {
    let status = line.split_whitespace().nth(1);
    status.is_some_and(|it| it.len() == 3 && it.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a line begins as that of a request does.
fn is_request(line: &str) -> bool {
    let Some((method, target)) = line.split_once(' ') else {
        return false;
    };
    let starts = ["/", "http://", "https://", "{{", "${", "$"];
    super::endpoint::is_method(method)
        && method.bytes().all(|byte| byte.is_ascii_uppercase())
        && starts.iter().any(|it| target.trim_start().starts_with(it))
}

/// Reads a message; `None` if the text is not a message. Where a request is `announced`, its first line is one without the
/// version, too.
pub(super) fn read(text: &Mapped, announced: bool) -> Option<Message> {
    let lines = text.lines();
    let first = lines
        .iter()
        .position(|line| !line.text().trim().is_empty())?;
    let start = lines.get(first)?;
    let rest = lines.get(first + 1..).unwrap_or_default();
    let blank = rest.iter().position(|line| line.text().trim().is_empty());
    let headers = rest.get(..blank.unwrap_or(rest.len())).unwrap_or_default();
    // Some consoles take a body without the empty line.
    let brace = |line: &Mapped| line.text().trim_start().starts_with(['{', '[']);
    let begun = headers.iter().position(brace);
    let headers = headers
        .get(..begun.unwrap_or(headers.len()))
        .unwrap_or_default();
    let body = body(text, rest, begun.or(blank.map(|blank| blank + 1)));
    // `Status: 201 Created`, as some write it.
    let status = start.text().trim_start();
    if status.starts_with("HTTP/")
        || status.starts_with("Status: ")
        || status.starts_with("Status ")
    {
        let status = start.text().split_whitespace().nth(1)?.parse().ok()?;
        return Some(Message::Response(status, body));
    }
    let (method, path) = match super::endpoint::read(start) {
        Some(endpoint) => (endpoint.method, endpoint.path),
        None => request_line(start)?,
    };
    let bare = headers.iter().all(|line| header(line).is_none()) && body.text().is_empty();
    if bare && !announced && !start.text().contains(" HTTP/") {
        return Some(Message::Line);
    }
    let mut call = Call {
        span: text.whole(),
        // Without headers it shows no more than its line says, and perhaps a body.
        client: match headers.is_empty() {
            true => Client::Line,
            false => Client::Other,
        },
        method: Some(method),
        headers: headers.iter().filter_map(header).collect(),
        ..Call::default()
    };
    let mut url = Mapped::empty(path.span.start);
    url.push_decoded(&path.value, path.span);
    call.url = Some(Word {
        text: url,
        span: path.span,
        quote: Quote::None,
    });
    if !body.text().is_empty() {
        call.data.push(Data::written(body));
    }
    Some(Message::Request(Box::new(call)))
}

/// A request line whose target has characters that no path has, as people write them.
fn request_line(line: &Mapped) -> Option<(Spanned<String>, Spanned<String>)> {
    let text = line.text().trim();
    let (method, rest) = text.split_once(' ')?;
    let (target, _) = rest.rsplit_once(" HTTP/")?;
    let target = target.trim();
    let known = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let spanned = |part: &str| {
        let range = crate::document::text::range_of(line.text(), part);
        Spanned::new(part.to_owned(), line.span(range))
    };
    (known && target.starts_with('/')).then(|| (spanned(method), spanned(target)))
}

fn body(text: &Mapped, rest: &[Mapped], first: Option<usize>) -> Mapped {
    let Some(first) = first.and_then(|first| rest.get(first)) else {
        return Mapped::empty(text.whole().end);
    };
    let wanted = first.source(0);
    // The offset in the text of the line that it begins with.
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
