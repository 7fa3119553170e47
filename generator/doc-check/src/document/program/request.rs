//! What is said about a call under a name: its method, URL, headers, query and body.

use super::read::Reader;
use super::value::{Link, Value};
use crate::document::call::{Data, Header, Quote, Word};
use crate::document::text::{Mapped, Span, Spanned};

impl Reader<'_> {
    /// What is said under a name: by a named argument, an option, or a part of the request.
    pub(super) fn option(&mut self, index: usize, name: &str, value: &Value) {
        match name.to_ascii_lowercase().as_str() {
            "method" | "type" | "curlopt_customrequest" | "httpmethod" => {
                let resolved = self.names.resolve(value);
                let (text, span) = match resolved {
                    Value::Text(text) => (text.text().to_owned(), text.whole()),
                    Value::Chain(links) => (
                        links
                            .last()
                            .map_or("", |it| it.name.trim_start_matches("Method"))
                            .to_owned(),
                        resolved.span(),
                    ),
                    _ => return,
                };
                self.method(index, &text, span);
            }
            "url" | "uri" | "curlopt_url" => {
                let url = percent(&self.names.plain(value));
                let query = query_name(url.text());
                let query = query.and_then(|(at, name)| Some((at, self.names.get(name)?.clone())));
                let url = match &query {
                    Some((at, _)) => url.slice(0..*at),
                    None => url,
                };
                if let Some(call) = self.calls.get_mut(index) {
                    call.url = Some(Word {
                        span: url.whole(),
                        text: url,
                        quote: Quote::Double,
                    });
                }
                if let Some((_, pairs)) = query {
                    self.query(index, &pairs);
                }
            }
            "baseurl" => {
                let base = self.names.plain(value);
                self.below(index, &base);
            }
            "headers" | "curlopt_httpheader" => self.headers(index, &value.clone()),
            "params" | "query" | "searchparams" => self.query(index, &value.clone()),
            "json" => self.body(index, value, true),
            "body" | "data" | "content" | "payload" | "curlopt_postfields" | "httpbody" => {
                self.body(index, value, false)
            }
            "files" | "form_params" | "form" | "multipart" => self.opaque(index),
            "auth" => {
                let span = value.span();
                let text = self.names.plain(value);
                if let Some(call) = self.calls.get_mut(index) {
                    call.user = Some(Word {
                        text,
                        span,
                        quote: Quote::Double,
                    });
                }
            }
            _ => {}
        }
    }

    pub(super) fn method(&mut self, index: usize, name: &str, span: Span) {
        let name = name.to_ascii_uppercase();
        if let Some(call) = self.calls.get_mut(index)
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            call.method = Some(Spanned::new(name, span));
        }
    }

    pub(super) fn opaque(&mut self, index: usize) {
        if let Some(call) = self.calls.get_mut(index) {
            call.opaque_body = true;
        }
    }

    pub(super) fn headers(&mut self, index: usize, value: &Value) {
        match self.names.resolve(value).clone() {
            Value::Object(_, pairs) => {
                for (key, value) in pairs {
                    let mut name = Mapped::default();
                    match &key {
                        Value::Text(text) => name = text.clone(),
                        other => name.push_decoded(&other.name().unwrap_or_default(), other.span()),
                    }
                    self.header(index, &name, &value);
                }
            }
            Value::List(_, items) => items.iter().for_each(|item| self.header_line(index, item)),
            _ => self.unseen(index),
        }
    }

    /// Headers that are made elsewhere.
    pub(super) fn unseen(&mut self, index: usize) {
        if let Some(call) = self.calls.get_mut(index) {
            call.unseen = true;
        }
    }

    /// `"Name: value"`
    pub(super) fn header_line(&mut self, index: usize, value: &Value) {
        let text = self.names.plain(value);
        if let Some((name, value)) = text.text().split_once(':') {
            self.push_header(index, name.trim(), value.trim(), text.whole());
        }
    }

    pub(super) fn header(&mut self, index: usize, name: &Mapped, value: &Value) {
        let value = self.names.plain(value);
        let header = Header {
            name: Spanned::new(name.text().to_owned(), name.whole()),
            value: Spanned::new(value.text().to_owned(), value.whole()),
        };
        if let Some(call) = self.calls.get_mut(index) {
            call.headers.push(header);
        }
    }

    pub(super) fn push_header(&mut self, index: usize, name: &str, value: &str, span: Span) {
        if let Some(call) = self.calls.get_mut(index) {
            call.headers.push(Header {
                name: Spanned::new(name.to_owned(), span),
                value: Spanned::new(value.to_owned(), span),
            });
        }
    }

    /// Pairs of the query, as they stand behind the URL.
    pub(super) fn query(&mut self, index: usize, value: &Value) {
        let pairs: Vec<(Mapped, Mapped)> = match self.names.resolve(value) {
            Value::Object(_, pairs) => pairs
                .iter()
                .map(|(key, value)| {
                    let name = match key {
                        Value::Text(text) => text.clone(),
                        other => {
                            let mut name = Mapped::empty(other.span().start);
                            name.push_decoded(&other.name().unwrap_or_default(), other.span());
                            name
                        }
                    };
                    (name, self.names.plain(value))
                })
                .collect(),
            // Rust: `&[("a", "b")]`
            Value::List(_, items) => items
                .iter()
                .filter_map(|item| match item {
                    Value::List(_, pair) => match pair.as_slice() {
                        [key, value] => Some((self.names.plain(key), self.names.plain(value))),
                        _ => None,
                    },
                    _ => None,
                })
                .collect(),
            _ => return,
        };
        let Some(url) = self.calls.get_mut(index).and_then(|call| call.url.as_mut()) else {
            return;
        };
        for (name, value) in pairs {
            pair(&mut url.text, &name, &value);
        }
    }

    /// `url.searchParams.append("limit", 5)`: the URL goes on.
    pub(super) fn search_parameter(&mut self, links: &[Link]) {
        let [url, part, add] = links else { return };
        if part.name != "searchParams" || !matches!(add.name.as_str(), "append" | "set") {
            return;
        }
        let known = self.names.get(&url.name).map(|it| self.names.resolve(it));
        let (Some(Value::Text(text)), Some([name, value])) = (known, add.arguments.as_deref())
        else {
            return;
        };
        // It is copied for each pair.
        const LONGEST: usize = 4096;
        if text.text().len() > LONGEST {
            return;
        }
        let mut whole = text.clone();
        pair(
            &mut whole,
            &self.names.plain(&name.value),
            &self.names.plain(&value.value),
        );
        self.names.set(url.name.clone(), Value::Text(whole));
    }

    pub(super) fn body(&mut self, index: usize, value: &Value, json: bool) {
        let resolved = self.names.resolve(value);
        let text = match resolved {
            Value::Text(text) => text.clone(),
            Value::Object(..) | Value::List(..) => self.names.json(resolved),
            Value::Chain(links)
                if links.last().is_some_and(|it| {
                    matches!(
                        it.name.as_str(),
                        "nil" | "null" | "None" | "undefined" | "noBody"
                    )
                }) =>
            {
                return;
            }
            _ => return self.opaque(index),
        };
        let Some(call) = self.calls.get_mut(index) else {
            return;
        };
        if text.text().trim().is_empty() {
            return;
        }
        call.json |= json;
        call.data.push(Data::written(text));
    }
}

/// Appends a pair to the query of a URL.
fn pair(url: &mut Mapped, name: &Mapped, value: &Mapped) {
    let separator = match url.text().contains('?') {
        true => "&",
        false => "?",
    };
    let at = name.whole().start;
    url.push_decoded(separator, Span::new(at, at));
    url.append(name);
    url.push_decoded("=", Span::new(at, at));
    url.append(value);
}

/// The name that stands for the whole query of a URL, and where the query begins: `/books?{params}`.
fn query_name(url: &str) -> Option<(usize, &str)> {
    let (before, query) = url.split_once('?')?;
    let name = query.strip_prefix('{')?.strip_suffix('}')?;
    (!name.contains(['{', '}'])).then_some((before.len(), name))
}

/// A URL with the places of a format as `{value}`.
fn percent(url: &Mapped) -> Mapped {
    let text = url.text();
    if !text.contains("%s") && !text.contains("%d") && !text.contains("{}") && !text.contains("%v")
    {
        return url.clone();
    }
    let mut out = Mapped::empty(url.source(0));
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let marks = ["%s", "%d", "%v", "{}"];
        if marks.iter().any(|mark| rest.starts_with(mark)) {
            out.push_decoded("{value}", url.span(at..at + 2));
            at += 2;
            continue;
        }
        let next = marks
            .iter()
            .filter_map(|mark| rest.find(mark))
            .min()
            .unwrap_or(rest.len());
        out.append_part(url, at..at + next);
        at += next;
    }
    out
}
