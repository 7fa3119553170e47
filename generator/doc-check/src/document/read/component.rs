//! Tags of documentation sites: comments, summaries, parameters of Mintlify, blocks of GitBook, front matter.

use super::block::Block;
use super::{attributes, endpoint, objects, parameter};
use crate::document::model::Endpoint;
use crate::document::text::{Mapped, Span, range_of};
use crate::settings::Components;

/// The blocks of a piece of HTML or MDX; what is unknown is passed over.
pub(super) fn html(html: &Mapped, components: &Components) -> Vec<Block> {
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
        blocks.extend(element(&tag, html, at, components));
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

/// The blocks that a tag stands for.
fn element(tag: &Mapped, html: &Mapped, after: usize, components: &Components) -> Vec<Block> {
    let text = tag.text();
    let inside = text.trim_start_matches(['<', '/']);
    let mut names = inside.split(|c: char| !c.is_ascii_alphanumeric());
    let name = names.next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let is_parameter = is_parameter(&lower) || components.parameters.iter().any(|it| it == name);
    if text.starts_with("</") {
        let close = is_parameter.then(|| Block::Close(tag.whole()));
        return close.into_iter().collect();
    }
    match one(tag, &lower, is_parameter, html, after, components) {
        Some(block) => vec![block],
        None => objects::declared(tag),
    }
}

fn one(
    tag: &Mapped,
    lower: &str,
    is_parameter: bool,
    html: &Mapped,
    after: usize,
    components: &Components,
) -> Option<Block> {
    match lower {
        "summary" => Some(Block::Title(content(html, after).into())),
        "request" => titled_or(tag, "Request"),
        "response" if !is_parameter => titled_or(tag, "Response"),
        "requestexample" => Some(Block::Title(named("Request example", tag).into())),
        "responseexample" => Some(Block::Title(named("Response example", tag).into())),
        "heading" | "title" => {
            let title = attributes::value(tag, &["children", "title", "text"]);
            title.map(|title| Block::Title(title.into()))
        }
        _ if is_parameter => parameter(tag, lower, components),
        _ => stated_by(tag, components).or_else(|| {
            let titled = matches!(
                lower,
                "tab" | "tabitem" | "codeblock" | "codegroup" | "accordion" | "panel"
            );
            let title = titled.then(|| attributes::value(tag, &["title", "label", "value"]));
            title.flatten().map(|title| Block::Title(title.into()))
        }),
    }
}

/// The title of a tag, or a word in its place.
fn titled_or(tag: &Mapped, word: &str) -> Option<Block> {
    let title = attributes::value(tag, &["title", "label"]);
    let title = title.unwrap_or_else(|| named(word, tag));
    Some(Block::Title(title.into()))
}

/// Components that declare a parameter or property.
fn is_parameter(name: &str) -> bool {
    const FIRST: [&str; 11] = [
        "", "api", "body", "query", "path", "header", "response", "request", "schema", "param",
        "params",
    ];
    // An item may be one of anything.
    if name == "item" {
        return false;
    }
    const LAST: [&str; 7] = [
        "item",
        "param",
        "parameter",
        "paramfield",
        "property",
        "field",
        "attribute",
    ];
    FIRST.iter().any(|first| {
        name.strip_prefix(first)
            .is_some_and(|last| LAST.contains(&last))
    })
}

/// A method and a path among the attributes of a component, whatever they are called: `<Api method="GET" path="/x">`.
fn stated_by(tag: &Mapped, components: &Components) -> Option<Block> {
    let text = tag.text();
    let called = |names: &[String]| match names {
        [] => None,
        names => attributes::value(tag, names),
    };
    if let (Some(method), Some(path)) = (called(&components.method), called(&components.path)) {
        return Some(Block::Endpoint {
            path: from_root(path),
            method,
        });
    }
    // Cheap looks first: most tags have neither.
    if !text.contains(['=', ':']) {
        return None;
    }
    let values: Vec<Mapped> = attributes::read(tag)
        .into_iter()
        .filter_map(|attribute| attribute.value)
        .collect();
    if let Some(endpoint) = values.iter().find_map(endpoint::read) {
        return Some(stated(&endpoint));
    }
    let method = values
        .iter()
        .find(|value| endpoint::is_method(value.text()))?;
    let mut paths = values.iter().map(without_links);
    let Some(path) = paths.find(|value| endpoint::is_path(value.text())) else {
        let capitals = method.text().bytes().all(|byte| byte.is_ascii_uppercase());
        let alone = capitals && tag.text().ends_with("/>");
        return alone.then(|| Block::Method(method.clone()));
    };
    Some(Block::Endpoint {
        method: method.clone(),
        path,
    })
}

/// A path without the links and backslashes in it: `/books/[\\{id\\}](/pages/book)`.
fn without_links(path: &Mapped) -> Mapped {
    let text = path.text();
    if !text.contains("](") && !text.contains('\\') {
        return path.clone();
    }
    let last = text.rfind("](").unwrap_or(0);
    let closed = text.rfind(')').unwrap_or(0);
    let mut plain = Mapped::empty(path.source(0));
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('\\') {
            at += 1;
        } else if at < closed
            && rest.starts_with("](")
            && let Some(end) = rest.find(')')
        {
            at += end + 1;
        } else {
            let opens = rest.starts_with('[') && at < last;
            let length = rest.chars().next().map_or(1, char::len_utf8);
            if !opens {
                plain.append_part(path, at..at + length);
            }
            at += length;
        }
    }
    plain
}

/// A path that is named as such may lack its slash.
fn from_root(path: Mapped) -> Mapped {
    if path.text().starts_with('/') || path.text().contains("://") {
        return path;
    }
    let start = path.whole().start;
    let mut whole = Mapped::empty(start);
    whole.push_decoded("/", Span::new(start, start));
    whole.append(&path);
    whole
}

/// What stands in front of `{{ tag: 'GET', label: '/x' }}` behind a heading, and the endpoint that it states.
pub(super) fn annotation(heading: &Mapped, components: &Components) -> Option<(Mapped, Block)> {
    let (before, inside) = heading.text().split_once("{{")?;
    let inside = inside.split_once("}}").map_or(inside, |(inside, _)| inside);
    let range = range_of(heading.text(), inside);
    let block = stated_by(&heading.slice(range.start - 2..range.end), components)?;
    Some((heading.slice(0..before.len()).trim(), block))
}

fn stated(endpoint: &Endpoint) -> Block {
    let piece = |value: &str, span: Span| {
        let mut piece = Mapped::default();
        match span.end - span.start == value.len() {
            true => piece.push(value, span.start),
            false => piece.push_decoded(value, span),
        }
        piece
    };
    Block::Endpoint {
        method: piece(&endpoint.method.value, endpoint.method.span),
        path: piece(&endpoint.path.value, endpoint.path.span),
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

/// `required`, `required={true}`, `required="true"`.
fn flag(tag: &Mapped, name: &str) -> Option<(bool, Span)> {
    let attributes = attributes::read(tag);
    let flag = attributes.iter().find(|it| it.name.text() == name)?;
    match &flag.value {
        Some(value) => parameter::presence(value.text()).map(|is| (is, value.whole())),
        None => Some((true, flag.name.whole())),
    }
}

/// `<ParamField path="id" type="string" required>`, `<Property name="id" type="string" required={true}>`.
fn parameter(tag: &Mapped, element: &str, components: &Components) -> Option<Block> {
    const PLACES: [&str; 5] = ["path", "query", "header", "body", "response"];
    let in_name = || PLACES.into_iter().find(|place| element.starts_with(place));
    let found = PLACES
        .iter()
        .find_map(|place| Some(((*place).to_owned(), attributes::value(tag, &[place])?)));
    let (place, name) = match found {
        Some(found) => found,
        None => {
            let name = attributes::value(tag, &["name", "field", "key"]);
            let name = name.or_else(|| attributes::value(tag, &components.name))?;
            let place = attributes::value(tag, &["in", "location", "place"]);
            let place = place.or_else(|| attributes::value(tag, &components.place));
            let place = place.map(|place| place.text().to_owned());
            (
                place
                    .or_else(|| in_name().map(str::to_owned))
                    .unwrap_or_default(),
                name,
            )
        }
    };
    let optional = flag(tag, "optional").map(|(value, span)| (!value, span));
    let mut own = components.required.iter();
    Some(Block::Parameter {
        required: flag(tag, "required")
            .or_else(|| own.find_map(|required| flag(tag, required)))
            .or(optional)
            .or_else(|| Some((false, name.whole()))),
        ty: attributes::value(tag, &["type", "schemaName", "dataType"])
            .or_else(|| attributes::value(tag, &components.ty)),
        open: !tag.text().ends_with("/>"),
        text: tag.clone(),
        place,
        name,
    })
}

/// Whether a line is a tag of GitBook or of Hugo.
pub(super) fn is_directive(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("{%") && text.contains("%}") || is_shortcode(text)
}

/// Whether a line is a tag of Hugo: `{{< api-endpoint method="get" endpoint="/books" >}}`.
fn is_shortcode(text: &str) -> bool {
    let between = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close);
    between("{{<", ">}}") || between("{{%", "%}}")
}

/// The block of such a tag.
pub(super) fn directive(text: &Mapped) -> Vec<Block> {
    if is_shortcode(text.text().trim()) {
        let stated = stated_by(text, &Components::default());
        let stated = stated.filter(|it| matches!(it, Block::Endpoint { .. }));
        return stated.into_iter().collect();
    }
    let inside = text.text().trim().trim_start_matches("{%").trim_start();
    let name = inside.split_whitespace().next().unwrap_or_default();
    let block = match name {
        "swagger" | "api-method" | "openapi" => {
            match (
                attributes::value(text, &["method"]),
                attributes::value(text, &["path"]),
            ) {
                (Some(method), Some(path)) => Some(Block::Endpoint { method, path }),
                _ => None,
            }
        }
        "swagger-parameter" => attributes::value(text, &["name"]).map(|name| Block::Parameter {
            required: flag(text, "required").or_else(|| Some((false, name.whole()))),
            ty: attributes::value(text, &["type"]),
            place: attributes::value(text, &["in"])
                .map_or(String::new(), |place| place.text().to_owned()),
            text: text.clone(),
            open: false,
            name,
        }),
        "swagger-response" => titled(text, "status"),
        "tab" | "code" => titled(text, "title"),
        _ => None,
    };
    block.into_iter().collect()
}

fn titled(tag: &Mapped, attribute: &str) -> Option<Block> {
    attributes::value(tag, &[attribute]).map(|title| Block::Title(title.into()))
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
                    text: part.into(),
                },
            ),
            "api" | "openapi" => {
                blocks.extend(endpoint::read_in(&part).as_ref().map(stated));
            }
            _ => {}
        }
    }
    blocks
}
