//! HTTPie's command line and xh's: `http POST host/path name=value count:=2 Header:value query==value`.

use super::words::Command;
use crate::document::call::{Call, Client, Data, Header, Quote, Word};
use crate::document::text::{Mapped, Span, Spanned};

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
        METHODS.contains(&word)
            || word.starts_with(':')
            || word.trim_start_matches('/').contains('/')
    })
}

/// What can only be a method where an address may stand, too.
fn is_capitals(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

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
    let mut fields: Vec<(Mapped, Mapped, bool)> = Vec::new();
    let mut form = false;
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let text = word.text.text();
        if text.starts_with('-') {
            form |= matches!(text, "-f" | "--form" | "--multipart");
            if WITH_VALUE.contains(&text) {
                let value = words.next();
                if matches!(text, "-a" | "--auth") {
                    call.user = value.cloned();
                }
            }
        } else if call.method.is_none() && call.url.is_none() && is_capitals(text) {
            call.method = Some(Spanned::new(text.to_owned(), word.span));
        } else if call.url.is_none() {
            call.url = Some(address(name, word));
        } else {
            item(&mut call, word, &mut fields);
        }
    }
    call.url.as_ref()?;
    if let Some(input) = &command.input {
        call.data.push(Data::written(input.clone()));
    }
    match form {
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
fn item(call: &mut Call, word: &Word, fields: &mut Vec<(Mapped, Mapped, bool)>) {
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
        let value = part(at + 1);
        call.headers.push(Header {
            name: Spanned::new(name.text().to_owned(), name.whole()),
            value: Spanned::new(value.text().to_owned(), value.whole()),
        });
    }
}

/// An object of the fields, in JSON.
fn object(fields: &[(Mapped, Mapped, bool)]) -> Mapped {
    let mut body = Mapped::empty(fields.first().map_or(0, |(name, ..)| name.whole().start));
    let mark =
        |body: &mut Mapped, mark: &str, at: usize| body.push_decoded(mark, Span::new(at, at));
    for (index, (name, value, raw)) in fields.iter().enumerate() {
        let at = name.whole();
        mark(&mut body, if index == 0 { "{\"" } else { ", \"" }, at.start);
        body.append(name);
        mark(&mut body, "\": ", at.end);
        match raw {
            true => body.append(value),
            false => {
                let quoted = serde_json::to_string(value.text()).unwrap_or_default();
                body.push_decoded(&quoted, value.whole());
            }
        }
    }
    mark(
        &mut body,
        "}",
        fields.last().map_or(0, |(_, value, _)| value.whole().end),
    );
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::shell::calls;

    #[test]
    fn items_become_what_they_say() {
        let text =
            "http PUT :8000/x/7 Authorization:'Bearer x' page==2 name=Emma count:=3 on:=true";
        let calls = calls(&Mapped::verbatim(text, 0));
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
            "{\"name\": \"Emma\", \"count\": 3, \"on\": true}"
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
