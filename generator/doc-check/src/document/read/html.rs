//! Elements of HTML that hold what Markdown has marks for: tables, headings, code.

use super::block::Block;
use super::{attributes, component};
use crate::document::text::{Mapped, Span};

/// The element that a line begins, of those that are read as a whole.
pub(super) fn name(line: &str) -> Option<&'static str> {
    const NAMES: [&str; 9] = ["table", "pre", "dl", "h1", "h2", "h3", "h4", "h5", "h6"];
    let inside = line.strip_prefix('<')?;
    NAMES.into_iter().find(|name| {
        inside
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
            && matches!(
                inside.as_bytes().get(name.len()),
                Some(b' ' | b'>' | b'\n' | b'\r')
            )
    })
}

/// The blocks of such an element, from its first tag to its last.
pub(super) fn blocks(name: &str, element: &Mapped) -> Vec<Block> {
    match name {
        "table" => tables(element),
        "pre" => code(element).into_iter().collect(),
        "dl" => terms(element),
        _ => heading(name, element).into_iter().collect(),
    }
}

/// A tag of an element, or the text between two.
pub(super) enum Piece {
    Tag(Mapped),
    Text(Mapped),
}

pub(super) fn pieces(html: &Mapped) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let text = html.text();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = |c: u8| c == b'/' || c == b'!' || c.is_ascii_alphabetic();
        let is_tag = rest.starts_with('<') && rest.as_bytes().get(1).is_some_and(|c| begins(*c));
        let length = match is_tag {
            true => component::tag_length(rest),
            false => {
                let after = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
                let next = rest.get(after..).and_then(|rest| rest.find('<'));
                next.map_or(rest.len(), |next| after + next)
            }
        };
        let piece = html.slice(at..at + length);
        pieces.push(match is_tag {
            true => Piece::Tag(piece),
            false => Piece::Text(piece),
        });
        at += length;
    }
    pieces
}

/// `td` of `<td class="a">`, and whether it ends the element.
pub(super) fn tag_name(tag: &Mapped) -> (String, bool) {
    let inside = tag.text().trim_start_matches('<');
    let ends = inside.starts_with('/');
    let name = inside.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    (name.to_ascii_lowercase(), ends)
}

/// Appends a text, its character references decoded.
pub(super) fn decode(to: &mut Mapped, text: &Mapped, verbatim: bool) {
    const NAMED: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
    ];
    let mut at = 0;
    let whole = text.text();
    while let Some(rest) = whole.get(at..).filter(|rest| !rest.is_empty()) {
        let known = NAMED.iter().find(|(name, _)| rest.starts_with(name));
        if let Some((name, character)) = known {
            to.push_decoded(character, text.span(at..at + name.len()));
            at += name.len();
            continue;
        }
        let broken = rest.len() - rest.trim_start_matches(['\n', '\r', '\t', ' ']).len();
        if broken > 0 && !verbatim {
            to.push_decoded(" ", text.span(at..at + broken));
            at += broken;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let stop = |c: char| c == '&' || !verbatim && matches!(c, '\n' | '\r' | '\t' | ' ');
        let next = rest.get(first..).and_then(|rest| rest.find(stop));
        let end = next.map_or(whole.len(), |next| at + first + next);
        to.append_part(text, at..end);
        at = end;
    }
}

/// Tables, those within others first.
fn tables(element: &Mapped) -> Vec<Block> {
    struct Open {
        rows: Vec<Vec<Mapped>>,
        in_cell: bool,
        start: Span,
    }
    let mut blocks = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for piece in pieces(element) {
        match piece {
            Piece::Tag(tag) => {
                let (name, ends) = tag_name(&tag);
                match (name.as_str(), ends) {
                    ("table", false) => open.push(Open {
                        rows: Vec::new(),
                        in_cell: false,
                        start: tag.whole(),
                    }),
                    ("table", true) => {
                        if let Some(table) = open.pop() {
                            blocks.push(Block::Table {
                                rows: table.rows.into_iter().filter(|it| !it.is_empty()).collect(),
                                span: table.start.to(tag.whole()),
                            });
                        }
                    }
                    (name, ends) => {
                        let Some(table) = open.last_mut() else {
                            continue;
                        };
                        match (name, ends) {
                            ("tr", false) => table.rows.push(Vec::new()),
                            ("td" | "th", false) => {
                                table.in_cell = true;
                                if table.rows.is_empty() {
                                    table.rows.push(Vec::new());
                                }
                                let cell = Mapped::empty(tag.whole().end);
                                table.rows.last_mut().unwrap_or(&mut Vec::new()).push(cell);
                            }
                            ("td" | "th" | "tr", true) => table.in_cell = false,
                            ("br" | "p" | "li" | "div", _) => {
                                if let Some(cell) =
                                    table.rows.last_mut().and_then(|it| it.last_mut())
                                {
                                    cell.push_decoded(" ", tag.whole());
                                }
                            }
                            _ => {}
                        }
                    }
                }
            }
            Piece::Text(text) => {
                let table = open.last_mut().filter(|table| table.in_cell);
                if let Some(cell) = table
                    .and_then(|it| it.rows.last_mut())
                    .and_then(|it| it.last_mut())
                {
                    decode(cell, &text, false);
                }
            }
        }
    }
    for block in &mut blocks {
        if let Block::Table { rows, .. } = block {
            for cell in rows.iter_mut().flatten() {
                *cell = unmarked(cell);
            }
        }
    }
    blocks
}

/// A cell without the marks of Markdown around it.
fn unmarked(cell: &Mapped) -> Mapped {
    let text = cell.text();
    let start = text.len() - text.trim_start_matches([' ', '`', '*']).len();
    let end = text.trim_end_matches([' ', '`', '*']).len();
    cell.slice(start.min(end)..end)
}

/// The text of an element, its tags taken out.
fn inner(element: &Mapped, verbatim: bool) -> Mapped {
    let mut text = Mapped::empty(element.source(0));
    for piece in pieces(element) {
        match piece {
            Piece::Text(piece) => decode(&mut text, &piece, verbatim),
            Piece::Tag(tag) => {
                if tag_name(&tag).0 == "br" {
                    text.push_decoded(if verbatim { "\n" } else { " " }, tag.whole());
                }
            }
        }
    }
    text
}

/// `<pre><code class="language-json">`.
fn code(element: &Mapped) -> Option<Block> {
    let mut language = String::new();
    for piece in pieces(element) {
        let Piece::Tag(tag) = piece else { continue };
        let class = attributes::value(&tag, &["class", "className", "lang", "language"]);
        let class = class
            .map(|class| class.text().to_owned())
            .unwrap_or_default();
        let words = class.split_whitespace();
        let mut named = words.filter_map(|word| {
            word.strip_prefix("language-")
                .or_else(|| word.strip_prefix("lang-"))
        });
        if let Some(named) = named.next() {
            language = named.to_owned();
        }
    }
    Some(Block::Code {
        language,
        text: inner(element, true),
        span: element.whole(),
    })
}

fn heading(name: &str, element: &Mapped) -> Option<Block> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    let text = inner(element, false).trim();
    (!text.text().is_empty()).then(|| Block::Heading {
        level,
        text: text.into(),
    })
}

/// Terms and what is said about them, as items of a list.
fn terms(element: &Mapped) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut item: Option<(Mapped, usize)> = None;
    let push = |item: &mut Option<(Mapped, usize)>, blocks: &mut Vec<Block>| {
        if let Some((text, lead)) = item.take() {
            let mut text = super::inline::Inline::from(text);
            text.lead = lead;
            blocks.push(Block::Item {
                text: text.trim(),
                depth: 1,
            });
        }
    };
    for piece in pieces(element) {
        match piece {
            Piece::Tag(tag) => match tag_name(&tag) {
                (name, false) if name == "dt" => {
                    push(&mut item, &mut blocks);
                    item = Some((Mapped::empty(tag.whole().end), 0));
                }
                (name, false) if name == "dd" => {
                    if let Some((text, lead)) = &mut item {
                        *lead = text.text().trim_end().len();
                        text.push_decoded(" – ", tag.whole());
                    }
                }
                _ => {}
            },
            Piece::Text(text) => {
                if let Some((item, _)) = &mut item {
                    decode(item, &text, false);
                }
            }
        }
    }
    push(&mut item, &mut blocks);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_code_are_read_with_their_places() {
        let html = "<table>\n<tr><th>Name</th><th>Type</th></tr>\n<tr><td><code>a&lt;b</code></td><td>int<br>eger</td></tr></table>";
        let blocks = blocks("table", &Mapped::verbatim(html, 10));
        let [Block::Table { rows, .. }] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        let texts: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(Mapped::text).collect())
            .collect();
        assert_eq!(texts, [["Name", "Type"], ["a<b", "int eger"]]);
        assert_eq!(rows[1][0].source(0), 10 + html.find("a&lt;").unwrap());
    }

    #[test]
    fn code_keeps_its_lines() {
        let html = "<pre><code class=\"language-json\">{\n  &quot;a&quot;: 1\n}</code></pre>";
        let Some(Block::Code { language, text, .. }) = code(&Mapped::verbatim(html, 0)) else {
            panic!()
        };
        assert_eq!(
            (language.as_str(), text.text()),
            ("json", "{\n  \"a\": 1\n}")
        );
    }
}
