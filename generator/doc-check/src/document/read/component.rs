//! Tags of documentation sites: comments, summaries, parameters of Mintlify, blocks of GitBook, front matter.

use super::block::Block;
use super::line;
use crate::document::text::{Mapped, Span, range_of};

/// The blocks of a piece of HTML or MDX; what is unknown is passed over.
pub(super) fn html(html: &Mapped) -> Vec<Block> {
    let mut blocks = Vec::new();
    let text = html.text();
    let mut at = 0;
    while let Some(open) = text
        .get(at..)
        .and_then(|rest| rest.find('<'))
        .map(|found| at + found)
    {
        let rest = text.get(open..).unwrap_or_default();
        if let Some(inside) = rest.strip_prefix("<!--") {
            let length = inside.find("-->").unwrap_or(inside.len());
            let end = (open + 4 + length + 3).min(text.len());
            blocks.push(Block::Comment {
                text: html.slice(open + 4..open + 4 + length),
                span: html.span(open..end),
            });
            at = end;
            continue;
        }
        let length = tag_length(rest);
        let tag = html.slice(open..open + length);
        at = open + length;
        blocks.extend(element(&tag, html, at));
    }
    blocks
}

/// The length of a tag, quotes respected; at least one byte.
pub(super) fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len().max(1)
}

fn element(tag: &Mapped, html: &Mapped, after: usize) -> Option<Block> {
    let text = tag.text();
    let inside = text
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/');
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    match name.to_ascii_lowercase().as_str() {
        "summary" => Some(Block::Title(content(html, after))),
        "paramfield" | "responsefield" | "param" => parameter(tag, name),
        "requestexample" => Some(Block::Title(named("Request example", tag))),
        "responseexample" => Some(Block::Title(named("Response example", tag))),
        "tab" | "tabitem" | "codeblock" => {
            attribute(tag, &["title", "label", "value"]).map(Block::Title)
        }
        _ => None,
    }
}

/// The text up to the next tag.
fn content(html: &Mapped, start: usize) -> Mapped {
    let rest = html.text().get(start..).unwrap_or_default();
    let length = rest.find('<').unwrap_or(rest.len());
    html.slice(start..start + length).trim()
}

/// A text that stands for a tag.
fn named(text: &str, tag: &Mapped) -> Mapped {
    let mut named = Mapped::default();
    named.push_decoded(text, tag.whole());
    named
}

/// The value of one of some attributes.
fn attribute(tag: &Mapped, names: &[&str]) -> Option<Mapped> {
    let text = tag.text();
    for name in names {
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find(name)) {
            let start = from + found;
            from = start + name.len();
            let before = text
                .get(..start)
                .and_then(|before| before.chars().next_back());
            let value = text
                .get(from..)
                .map(str::trim_start)
                .and_then(|rest| rest.strip_prefix('='));
            let (Some(true), Some(value)) = (before.map(char::is_whitespace), value) else {
                continue;
            };
            let value = value.trim_start().trim_start_matches('{');
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = match quote {
                Some(quote) => value.get(1..).and_then(|value| value.split(quote).next()),
                None => value.split([' ', '\n', '>', '/', '}', '%']).next(),
            };
            return value.map(|value| tag.slice(range_of(text, value)));
        }
    }
    None
}

/// `required`, `required={true}`, `required="true"`.
fn flag(tag: &Mapped, name: &str) -> Option<(bool, Span)> {
    if let Some(value) = attribute(tag, &[name]) {
        let span = value.whole();
        return line::presence(value.text()).map(|value| (value, span));
    }
    let text = tag.text();
    let at = text
        .split([' ', '\n', '\t', '>', '/'])
        .find(|word| *word == name)
        .map(|word| range_of(text, word))?;
    Some((true, tag.span(at)))
}

/// `<ParamField path="id" type="string" required>`, `<ResponseField name="id" type="string">`.
fn parameter(tag: &Mapped, element: &str) -> Option<Block> {
    let places = ["path", "query", "header", "body"];
    let found = places
        .iter()
        .find_map(|place| Some((*place, attribute(tag, &[place])?)));
    let (place, name) = match found {
        Some(found) => found,
        None if element.eq_ignore_ascii_case("responsefield") => {
            ("response", attribute(tag, &["name"])?)
        }
        None => ("", attribute(tag, &["name"])?),
    };
    Some(Block::Parameter {
        required: flag(tag, "required").or_else(|| Some((false, name.whole()))),
        ty: attribute(tag, &["type"]),
        text: tag.clone(),
        place: place.to_owned(),
        name,
    })
}

/// Whether a line is a tag of GitBook.
pub(super) fn is_directive(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("{%") && text.contains("%}")
}

/// The block of a GitBook tag.
pub(super) fn directive(text: &Mapped) -> Vec<Block> {
    let inside = text.text().trim().trim_start_matches("{%").trim_start();
    let name = inside.split_whitespace().next().unwrap_or_default();
    let block = match name {
        "swagger" | "api-method" | "openapi" => {
            match (attribute(text, &["method"]), attribute(text, &["path"])) {
                (Some(method), Some(path)) => Some(Block::Endpoint { method, path }),
                _ => None,
            }
        }
        "swagger-parameter" => attribute(text, &["name"]).map(|name| Block::Parameter {
            required: flag(text, "required").or_else(|| Some((false, name.whole()))),
            ty: attribute(text, &["type"]),
            place: attribute(text, &["in"]).map_or(String::new(), |place| place.text().to_owned()),
            text: text.clone(),
            name,
        }),
        "swagger-response" => attribute(text, &["status"]).map(Block::Title),
        "tab" | "code" => attribute(text, &["title"]).map(Block::Title),
        _ => None,
    };
    block.into_iter().collect()
}

/// The title and the endpoint that front matter names: `api: "GET /books"`, `openapi: get /books`.
pub(super) fn front_matter(text: &Mapped) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines() {
        let Some((key, value)) = line.text().split_once(':') else {
            continue;
        };
        let bare = value.trim().trim_matches(['"', '\'']);
        let part = line.slice(range_of(line.text(), bare));
        match key.trim() {
            "title" => blocks.insert(
                0,
                Block::Heading {
                    level: 1,
                    text: part,
                },
            ),
            "api" | "openapi" => {
                if let Some(endpoint) = line::endpoint_in(&part) {
                    let piece = |value: &str, span: Span| {
                        let mut piece = Mapped::default();
                        piece.push_decoded(value, span);
                        piece
                    };
                    blocks.push(Block::Endpoint {
                        method: piece(&endpoint.method.value, endpoint.method.span),
                        path: piece(&endpoint.path.value, endpoint.path.span),
                    });
                }
            }
            _ => {}
        }
    }
    blocks
}
