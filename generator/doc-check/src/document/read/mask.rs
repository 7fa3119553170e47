//! Blocks that CommonMark does not know: tags of MDX that stand on lines of their own, and the `[block:…]` of ReadMe.
//! They are read here and blanked out, so that the Markdown around them is read as if they were empty lines.

use super::block::Block;
use super::component;
use crate::document::json::{self, Node, Value};
use crate::document::text::{Mapped, Span};

/// The text with those blocks blanked out, as long as before, and the blocks with their offsets.
pub(super) fn mask(text: &str) -> (String, Vec<(usize, Block)>) {
    let mut masker = Masker {
        text,
        out: text.as_bytes().to_vec(),
        blocks: Vec::new(),
        unclosed: false,
    };
    masker.run();
    // A byte order mark is no part of the first line.
    if text.starts_with('\u{feff}') {
        masker.blank(0, '\u{feff}'.len_utf8());
    }
    let masked = String::from_utf8(masker.out).unwrap_or_else(|_| text.to_owned());
    (masked, masker.blocks)
}

struct Masker<'t> {
    text: &'t str,
    out: Vec<u8>,
    blocks: Vec<(usize, Block)>,
    /// Whether a block was not closed.
    unclosed: bool,
}

impl Masker<'_> {
    fn run(&mut self) {
        let mut fence: Option<&str> = None;
        let mut at = 0;
        while let Some(line) = self.line(at) {
            let trimmed = line.trim();
            let next = at + line.len();
            let mark = ["```", "~~~"]
                .into_iter()
                .find(|mark| trimmed.starts_with(mark));
            match (fence, mark) {
                (Some(open), Some(mark)) if open == mark => fence = None,
                (Some(_), _) => {}
                (None, Some(mark)) => fence = Some(mark),
                (None, None) if is_tag(trimmed) => {
                    at = self.tag(at + (line.len() - line.trim_start().len()), next);
                    continue;
                }
                (None, None) if trimmed.starts_with("[block:") => {
                    at = self.magic(at, next);
                    continue;
                }
                (None, None) => {}
            }
            at = next;
        }
    }

    fn line(&self, at: usize) -> Option<&str> {
        let rest = self.text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        rest.get(..end)
    }

    fn blank(&mut self, start: usize, end: usize) {
        for byte in self.out.get_mut(start..end).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    /// A tag that begins a line, over several lines if need be; gives the offset after it.
    fn tag(&mut self, start: usize, next: usize) -> usize {
        const MOST: usize = 4096;
        let limit = (start + MOST).min(self.text.len());
        let rest = (start..=limit)
            .rev()
            .find_map(|end| self.text.get(start..end));
        let rest = rest.unwrap_or_default();
        let length = component::tag_length(rest);
        let end = start + length;
        if !rest.get(..length).is_some_and(|tag| tag.ends_with('>')) {
            return next;
        }
        let Some(tag) = self.text.get(start..end) else {
            return next;
        };
        let tag = Mapped::verbatim(tag, start);
        for block in component::html(&tag) {
            self.blocks.push((start, block));
        }
        self.blank(start, end);
        // What stands behind the tag is read with the rest.
        match self.text.get(end..).and_then(|rest| rest.find('\n')) {
            Some(newline) => (end + newline + 1).max(next),
            None => self.text.len(),
        }
    }

    /// `[block:type]`, JSON, `[/block]`.
    fn magic(&mut self, start: usize, body: usize) -> usize {
        let rest = self.text.get(body..).unwrap_or_default();
        let Some(length) = (!self.unclosed).then(|| rest.find("[/block]")).flatten() else {
            // What is not closed here is closed nowhere below.
            self.unclosed = true;
            return body;
        };
        let end = body + length + "[/block]".len();
        let kind = self.text.get(start..body).unwrap_or_default().trim();
        let inside = rest.get(..length).unwrap_or_default();
        if let Some(tree) = json::parse(inside) {
            match kind {
                "[block:code]" => self.codes(&tree, inside, body),
                "[block:parameters]" => self.table(&tree, inside, body),
                _ => {}
            }
        }
        self.blank(start, end);
        end
    }

    fn codes(&mut self, tree: &Node, inside: &str, offset: usize) {
        let Some(codes) = tree.get("codes") else {
            return;
        };
        let Value::Array(codes) = &codes.value.value else {
            return;
        };
        for code in codes {
            let Some(text) = code.get("code") else {
                continue;
            };
            let word = |name: &str| match code.get(name).map(|member| &member.value.value) {
                Some(Value::Text(text)) => text.clone(),
                _ => String::new(),
            };
            let node = &text.value;
            self.blocks.push((
                offset + node.start,
                Block::Code {
                    language: format!("{} {}", word("language"), word("name")),
                    text: string(inside, node, offset),
                    span: Span::new(offset + node.start, offset + node.end),
                },
            ));
        }
    }

    /// Cells named `h-0`, `0-0`, `0-1` and so on.
    fn table(&mut self, tree: &Node, inside: &str, offset: usize) {
        let Some(data) = tree.get("data") else { return };
        let mut rows: std::collections::BTreeMap<usize, Vec<Mapped>> =
            std::collections::BTreeMap::new();
        let mut cells: Vec<(usize, usize, &Node)> = Vec::new();
        for member in data.value.members() {
            let Some((row, column)) = member.name.split_once('-') else {
                continue;
            };
            let row = match row {
                "h" => Some(0),
                row => row.parse().ok().and_then(|row: usize| row.checked_add(1)),
            };
            if let (Some(row), Ok(column)) = (row, column.parse()) {
                cells.push((row, column, &member.value));
            }
        }
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        for (row, _, node) in cells {
            rows.entry(row)
                .or_default()
                .push(string(inside, node, offset));
        }
        let span = Span::new(offset + tree.start, offset + tree.end);
        let rows = rows.into_values().collect();
        self.blocks
            .push((offset + tree.start, Block::Table { rows, span }));
    }
}

/// `<Name …>` or `</Name>`, alone or at the start of a line.
fn is_tag(line: &str) -> bool {
    let name = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// A JSON string, unescaped, each character with its place.
fn string(text: &str, node: &Node, offset: usize) -> Mapped {
    let inside = text
        .get(node.start + 1..node.end.saturating_sub(1))
        .unwrap_or_default();
    let start = offset + node.start + 1;
    let mut mapped = Mapped::empty(start);
    let mut at = 0;
    while let Some(rest) = inside.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        mapped.push(rest.get(..plain).unwrap_or_default(), start + at);
        at += plain;
        let Some(escape) = inside.get(at..).filter(|rest| !rest.is_empty()) else {
            break;
        };
        // Surrogates come in pairs.
        let lengths: &[usize] = if escape.starts_with("\\u") {
            &[12, 6]
        } else {
            &[2]
        };
        let found = lengths.iter().find_map(|length| {
            let escape = escape.get(..*length)?;
            let decoded: String = serde_json::from_str(&format!("\"{escape}\"")).ok()?;
            (decoded.chars().count() == 1).then_some((*length, decoded))
        });
        let (length, decoded) = found.unwrap_or((1, "\\".to_owned()));
        mapped.push_decoded(&decoded, Span::new(start + at, start + at + length));
        at += length;
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_text_is_as_long_as_before() {
        let text = "<Tab title=\"é\">\n```json\n<Not>\n```\n</Tab>\n[block:code]\n{\"codes\": [{\"code\": \"a\\nb\\u00e9\", \"language\": \"json\"}]}\n[/block]\nend";
        let (masked, blocks) = mask(text);
        assert_eq!(masked.len(), text.len());
        assert!(masked.contains("<Not>") && !masked.contains("Tab") && !masked.contains("block"));
        assert_eq!(blocks.len(), 2);
        let Block::Code { text: code, .. } = &blocks[1].1 else {
            panic!("{blocks:?}")
        };
        assert_eq!(code.text(), "a\nbé");
        assert_eq!(code.source(2), text.find("b\\u").unwrap());
    }
}
