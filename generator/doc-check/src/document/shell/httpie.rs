//! HTTPie's command line and xh's: `http POST host/path name=value count:=2 Header:value query==value`.

use super::words::Command;
use crate::document::call::{Call, Client, Data, Header, Quote, Word};
use crate::document::text::{Mapped, Span, Spanned, range_of};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Options that take a value.
const WITH_VALUE: [&str; 13] = [
    "-a",
    "--auth",
    "-A",
    "--auth-type",
    "-o",
    "--output",
    "-p",
    "--print",
    "--session",
    "--timeout",
    "--verify",
    "--proxy",
    "--pretty",
];

/// Whether a line that begins with the name of the program is a command: a method or an address follows.
pub(super) fn is_command(line: &str) -> bool {
    let mut words = line
        .split_whitespace()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    words.next().is_some_and(|word| {
        METHODS.iter().any(|it| it.eq_ignore_ascii_case(word))
            || word.starts_with(':')
            || word.trim_start_matches('/').contains('/')
    })
}

/// What can only be a method where an address may stand, too.
fn is_method(text: &str) -> bool {
    let capitals = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals || METHODS.iter().any(|it| it.eq_ignore_ascii_case(text))
}

/// So many fields are put together.
const MOST_FIELDS: usize = 256;

/// A field: its name, its value, and whether that is JSON as it stands.
type Field = (Mapped, Mapped, bool);

/// The call that the words behind the name make.
pub(super) fn call<'w>(
    name: &'w Word,
    words: impl Iterator<Item = &'w Word>,
    command: &Command,
) -> Option<Call> {
    let mut call = Call {
        span: name.span.to(command.span),
        client: Client::Other,
        ..Call::default()
    };
    let mut fields: Vec<Field> = Vec::new();
    let (mut form, mut auth, mut bearer) = (false, None, false);
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let text = word.text.text();
        if text.starts_with('-') {
            form |= matches!(text, "-f" | "--form" | "--multipart");
            if WITH_VALUE.contains(&text) {
                let value = words.next();
                match text {
                    "-a" | "--auth" => auth = value,
                    "-A" | "--auth-type" => {
                        bearer = value.is_some_and(|it| it.text.text() == "bearer")
                    }
                    // They were sent before.
                    "--session" => call.unseen = true,
                    _ => {}
                }
            }
        } else if call.method.is_none() && call.url.is_none() && is_method(text) {
            call.method = Some(Spanned::new(text.to_ascii_uppercase(), word.span));
        } else if call.url.is_none() {
            call.url = Some(address(name, word));
        } else {
            item(&mut call, word, &mut fields);
        }
    }
    call.url.as_ref()?;
    match auth {
        Some(token) if bearer => call.headers.push(Header {
            name: Spanned::new("Authorization".to_owned(), token.span),
            value: Spanned::new(format!("Bearer {}", token.text.text()), token.span),
        }),
        user => call.user = user.cloned(),
    }
    if let Some(input) = &command.input {
        call.data.push(Data::written(input.clone()));
    }
    // Lists, and what is nested deeper, are not put together here.
    let plain = |name: &str| name.matches('[').count() <= usize::from(!name.contains("[]"));
    let opaque = fields.len() > MOST_FIELDS || !fields.iter().all(|(name, ..)| plain(name.text()));
    match form || opaque {
        true => call.opaque_body = !fields.is_empty(),
        false if !fields.is_empty() => {
            call.json = true;
            let body = object(&fields);
            call.data.push(Data::written(body));
        }
        false => {}
    }
    if call.method.is_none() && (call.sends_body() || !call.data.is_empty()) {
        call.method = Some(Spanned::new("POST".to_owned(), name.span));
    }
    Some(call)
}

/// `:8080/x` is `localhost:8080/x`, and the scheme is the program's unless it is said.
fn address(name: &Word, word: &Word) -> Word {
    let text = word.text.text();
    if text.contains("://") || text.starts_with(['$', '{', '<']) {
        return word.clone();
    }
    let scheme = match name.text.text() {
        "https" | "xhs" => "https://",
        _ => "http://",
    };
    let (host, kept) = match text.strip_prefix(':') {
        Some(rest) if rest.starts_with('/') => ("localhost", 1),
        Some(_) => ("localhost", 0),
        None => ("", 0),
    };
    let mut url = Mapped::default();
    let start = word.text.whole().start;
    url.push_decoded(&format!("{scheme}{host}"), Span::new(start, start));
    url.append(&word.text.slice(kept..text.len()));
    Word {
        text: url,
        span: word.span,
        quote: Quote::Double,
    }
}

/// `Header:value`, `query==value`, `name=value`, `name:=json`, `name=@file`.
fn item(call: &mut Call, word: &Word, fields: &mut Vec<Field>) {
    let text = word.text.text();
    let Some(at) = text.find([':', '=', '@']) else {
        return;
    };
    let rest = text.get(at..).unwrap_or_default();
    let part = |from: usize| word.text.slice(from..text.len());
    let name = word.text.slice(0..at);
    if rest.starts_with("==") {
        if let Some(url) = &mut call.url {
            let separator = if url.text.text().contains('?') {
                "&"
            } else {
                "?"
            };
            let start = name.whole().start;
            url.text.push_decoded(separator, Span::new(start, start));
            url.text.append(&name);
            url.text.push_decoded("=", Span::new(start, start));
            url.text.append(&part(at + 2));
        }
    } else if rest.starts_with(":=@") || rest.starts_with("=@") || rest.starts_with('@') {
        call.opaque_body = true;
    } else if rest.starts_with(":=") {
        fields.push((name, part(at + 2), true));
    } else if rest.starts_with('=') {
        fields.push((name, part(at + 1), false));
    } else if rest.starts_with(':') {
        let value = part(at + 1).trim();
        call.headers.push(Header {
            name: Spanned::new(name.text().to_owned(), name.whole()),
            value: Spanned::new(value.text().to_owned(), value.whole()),
        });
    }
}

/// An object of the fields, in JSON; `owner[id]` is a property of `owner`.
fn object(fields: &[Field]) -> Mapped {
    let start = fields.first().map_or(0, |(name, ..)| name.whole().start);
    let end = fields.last().map_or(0, |(_, value, _)| value.whole().end);
    let mut body = Mapped::empty(start);
    members(fields, start, end, &mut body);
    body
}

fn members(fields: &[Field], start: usize, end: usize, body: &mut Mapped) {
    let mark = |body: &mut Mapped, mark: &str, at: usize| {
        body.push_decoded(mark, Span::new(at, at));
    };
    mark(body, "{", start);
    let mut done: Vec<&str> = Vec::new();
    for (name, value, raw) in fields {
        let (outer, inner) = split(name.text());
        let nested = inner.is_some();
        let own = if nested { outer } else { name.text() };
        if nested && done.contains(&outer) {
            continue;
        }
        let at = name.whole();
        mark(body, if done.is_empty() { "\"" } else { ", \"" }, at.start);
        body.append_part(name, 0..own.len());
        mark(body, "\": ", at.end);
        done.push(own);
        if nested {
            let below = |(name, value, raw): &Field| {
                let (other, inner) = split(name.text());
                let range = range_of(name.text(), inner?);
                (other == outer).then(|| (name.slice(range), value.clone(), *raw))
            };
            let below: Vec<Field> = fields.iter().filter_map(below).collect();
            members(&below, at.start, value.whole().end, body);
        } else if *raw {
            body.append(value);
        } else {
            let quoted = serde_json::to_string(value.text()).unwrap_or_default();
            body.push_decoded(&quoted, value.whole());
        }
    }
    mark(body, "}", end);
}

/// `owner` and `id` of `owner[id]`.
fn split(name: &str) -> (&str, Option<&str>) {
    let parts = name
        .split_once('[')
        .and_then(|(outer, rest)| Some((outer, rest.split_once(']')?.0)));
    match parts {
        Some((outer, inner)) if !outer.is_empty() && !inner.is_empty() => (outer, Some(inner)),
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::shell::{Variables, calls};

    #[test]
    fn items_become_what_they_say() {
        let text = "http put :8000/x/7 'Authorization: Bearer x' page==2 name=Emma count:=3 on:=true of[a]=b of[c]:=1";
        let calls = calls(&Mapped::verbatim(text, 0), &mut Variables::default());
        let [call] = calls.as_slice() else {
            panic!("{calls:?}")
        };
        assert_eq!(call.effective_method(), "PUT");
        assert_eq!(
            call.url.as_ref().unwrap().text.text(),
            "http://localhost:8000/x/7?page=2"
        );
        assert_eq!(call.headers[0].value.value, "Bearer x");
        assert_eq!(
            call.data[0].text.text(),
            "{\"name\": \"Emma\", \"count\": 3, \"on\": true, \"of\": {\"a\": \"b\", \"c\": 1}}"
        );
        let at = call.data[0].text.source(2);
        assert_eq!(text.get(at..at + 4), Some("name"));
    }

    #[test]
    fn words_are_no_commands() {
        assert!(is_command("http GET example.org/x"));
        assert!(is_command("http https://example.org/x"));
        assert!(!is_command("http requests are plain"));
    }
}
