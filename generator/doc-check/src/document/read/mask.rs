//! Blocks that CommonMark does not know: tags of MDX that stand on lines of their own, elements of HTML that are read as
//! a whole, containers, and the `[block:…]` of ReadMe.
//! They are read here and blanked out, so that the Markdown around them is read as if they were empty lines.

use super::block::Block;
use super::markdown::Dialect;
use super::{component, html};
use crate::document::json::{self, Node, Value};
use crate::document::text::{Mapped, Span, range_of};
use crate::settings::Components;

/// The text with those blocks blanked out, as long as before, and the blocks.
pub(super) fn mask(
    source: &Mapped,
    dialect: Dialect,
    components: &Components,
) -> (Mapped, Vec<Block>) {
    let text = source.text();
    let mut masker = Masker {
        source,
        text,
        dialect,
        components,
        out: text.as_bytes().to_vec(),
        blocks: Vec::new(),
        unclosed: Vec::new(),
    };
    masker.run();
    // A byte order mark is no part of the first line.
    if text.starts_with('\u{feff}') {
        masker.blank(0, '\u{feff}'.len_utf8());
    }
    let masked = String::from_utf8(masker.out).unwrap_or_else(|_| text.to_owned());
    (source.masked(masked), masker.blocks)
}

struct Masker<'t> {
    source: &'t Mapped,
    text: &'t str,
    dialect: Dialect,
    components: &'t Components,
    out: Vec<u8>,
    blocks: Vec<Block>,
    /// Blocks that are not closed: what is not closed once is closed nowhere below.
    unclosed: Vec<&'static str>,
}

impl<'t> Masker<'t> {
    fn run(&mut self) {
        let mut fence: Option<&'t str> = None;
        let mut at = 0;
        while let Some(line) = self.line(at) {
            let trimmed = line.trim();
            let next = at + line.len();
            let start = at + (line.len() - line.trim_start().len());
            let mark = fence_mark(trimmed);
            match (fence, mark) {
                (Some(open), _) => {
                    if trimmed.starts_with(open)
                        && trimmed.trim_start_matches(['`', '~']).is_empty()
                    {
                        fence = None;
                    }
                }
                (None, Some(mark)) => fence = Some(mark),
                (None, None) if is_tag(trimmed) => {
                    at = self.tags(start, next);
                    continue;
                }
                (None, None) if trimmed.starts_with("[block:") => {
                    at = self.magic(at, next);
                    continue;
                }
                (None, None) if trimmed.starts_with(":::") => self.container(start, next),
                (None, None) if self.is_indented_below(trimmed, start - at, next) => {
                    self.item(start);
                }
                (None, None) if self.dialect == Dialect::Mdx && is_module(line) => {
                    at = self.module(at);
                    continue;
                }
                (None, None) => {
                    if let Some(name) = html::name(trimmed) {
                        at = self.element(name, start, next);
                        continue;
                    }
                }
            }
            at = next;
        }
    }

    /// An element of HTML that is read as a whole; gives the offset of the next line.
    fn element(&mut self, name: &'static str, start: usize, next: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let Some(end) = (!self.unclosed.contains(&name))
            .then(|| element_end(name, rest))
            .flatten()
        else {
            self.unclosed.push(name);
            return next;
        };
        let element = self.source.slice(start..start + end);
        self.blocks.extend(html::blocks(name, &element));
        self.blank(start, start + end);
        self.next_line(start + end).max(next)
    }

    /// The fences of a container, `:::tip Title`: the title is the text of a label.
    fn container(&mut self, start: usize, next: usize) {
        let line = self.text.get(start..next).unwrap_or_default();
        let words = line.trim_start_matches([':', ' ']);
        let title = words.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
        let kind = words.get(..words.len() - title.len()).unwrap_or_default();
        if matches!(kind, "request" | "response") {
            let from = start + range_of(line, kind).start;
            let text = self.source.slice(from..from + kind.len());
            self.blocks.push(Block::Title(text.into()));
        }
        let title = title.trim();
        if !title.is_empty() && !title.starts_with('{') {
            let from = start + range_of(line, title).start;
            let text = self.source.slice(from..from + title.len());
            self.blocks.push(Block::Title(text.into()));
        }
        self.blank(start, next);
    }

    /// Whether a line is the title of a tab or an admonition whose content is indented below, as MkDocs has them:
    /// `=== "Title"`, `!!! note`, `??? note`.
    fn is_indented_below(&self, line: &str, indent: usize, next: usize) -> bool {
        // Cheap looks first: most lines begin with something else.
        let titles = ["=== \"", "!!! ", "??? ", "???+ "];
        if !line.starts_with(['=', '!', '?']) || !titles.iter().any(|it| line.starts_with(it)) {
            return false;
        }
        const BLANK: usize = 3;
        let mut at = next;
        for _ in 0..=BLANK {
            match self.line(at) {
                Some(line) if line.trim().is_empty() => at += line.len(),
                Some(line) => return line.len() - line.trim_start().len() >= indent + ITEM.len(),
                None => return false,
            }
        }
        false
    }

    /// Makes an item of such a title, so that what stands below it is its content.
    fn item(&mut self, start: usize) {
        let marks = self.out.get_mut(start..start + ITEM.len());
        marks.into_iter().for_each(|it| it.copy_from_slice(ITEM));
        // The mark of one that is open: more space would make code of the title.
        if let Some(open) = self
            .out
            .get_mut(start + ITEM.len())
            .filter(|it| **it == b' ')
        {
            *open = b'.';
        }
    }

    /// `import` and `export` of MDX, up to an empty line; gives the offset after it.
    fn module(&mut self, start: usize) -> usize {
        let mut end = start;
        while let Some(line) = self.line(end) {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        self.blank(start, end);
        end
    }

    /// The offset of the line after an offset.
    fn next_line(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n')
            .map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn line(&self, at: usize) -> Option<&'t str> {
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

    /// The tags that a line begins with, over several lines if need be; gives the offset of the next line.
    fn tags(&mut self, start: usize, next: usize) -> usize {
        // Tags within a line of text are read with it: without them it would stand in a column of its own.
        if self.are_inline(start, next) {
            return next;
        }
        let mut at = start;
        while let Some(end) = self.tag(at) {
            let behind = self.text.get(end..).unwrap_or_default();
            at = end + (behind.len() - behind.trim_start_matches([' ', '\t']).len());
            if !self.text.get(at..).is_some_and(is_tag) {
                // What stands behind the tags is read with the rest.
                return self.next_line(end).max(next);
            }
        }
        self.next_line(at).max(next)
    }

    /// Whether text stands behind the tags that a line begins with.
    fn are_inline(&self, start: usize, next: usize) -> bool {
        let mut rest = self.text.get(start..next).unwrap_or_default();
        while is_tag(rest) {
            let length = component::tag_length(rest);
            let Some((tag, behind)) = rest.split_at_checked(length) else {
                return false;
            };
            if !tag.ends_with('>') {
                return false;
            }
            rest = behind.trim_start_matches([' ', '\t']);
        }
        !rest.trim().is_empty() && !rest.starts_with('<')
    }

    /// A tag; gives the offset after it.
    fn tag(&mut self, start: usize) -> Option<usize> {
        const MOST: usize = 4096;
        let limit = (start + MOST).min(self.text.len());
        let rest = (start..=limit)
            .rev()
            .find_map(|end| self.text.get(start..end))?;
        let length = component::tag_length(rest);
        let end = start + length;
        if !rest.get(..length).is_some_and(|tag| tag.ends_with('>')) {
            return None;
        }
        let tag = self.source.slice(start..end);
        self.blocks.extend(component::html(&tag, self.components));
        self.blank(start, end);
        Some(end)
    }

    /// `[block:type]`, JSON, `[/block]`.
    fn magic(&mut self, start: usize, body: usize) -> usize {
        let rest = self.text.get(body..).unwrap_or_default();
        let closed = !self.unclosed.contains(&"block");
        let Some(length) = closed.then(|| rest.find("[/block]")).flatten() else {
            self.unclosed.push("block");
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
            self.blocks.push(Block::Code {
                language: format!("{} {}", word("language"), word("name")),
                text: string(inside, node, offset),
                span: Span::new(offset + node.start, offset + node.end),
            });
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
        self.blocks.push(Block::Table { rows, span });
    }
}

/// The mark of an item whose content is as far in as that of a tab.
const ITEM: &[u8] = b"-   ";

/// `<Name …>` or `</Name>`, alone or at the start of a line.
fn is_tag(line: &str) -> bool {
    let name = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The marks of a fence that a line opens.
pub(crate) fn fence_mark(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let marks = line.get(..line.len() - rest.len())?;
    // Ticks that are closed in the same line are inline code.
    (marks.len() >= 3 && !(mark == '`' && rest.contains('`'))).then_some(marks)
}

/// `import …` or `export …` of MDX.
fn is_module(line: &str) -> bool {
    line.starts_with("import ") || line.starts_with("export ")
}

/// The length of an element up to the end of its last tag, elements of the same name within it respected.
fn element_end(name: &str, text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let open = rest.find('<')?;
        let inside = rest.get(open + 1..)?;
        let (ends, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        at += open + 1;
        let named = inside
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name));
        let next = inside.as_bytes().get(name.len());
        if !named || next.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        match ends {
            false => depth += 1,
            true => depth = depth.saturating_sub(1),
        }
        if depth == 0 {
            return Some(at + inside.find('>').map(|end| end + 1 + usize::from(ends))?);
        }
    }
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
        let (masked, blocks) = mask(
            &Mapped::verbatim(text, 0),
            Dialect::Common,
            &Components::default(),
        );
        let masked = masked.text();
        assert_eq!(masked.len(), text.len());
        assert!(masked.contains("<Not>") && !masked.contains("Tab") && !masked.contains("block"));
        assert_eq!(blocks.len(), 2);
        let Block::Code { text: code, .. } = &blocks[1] else {
            panic!("{blocks:?}")
        };
        assert_eq!(code.text(), "a\nbé");
        assert_eq!(code.source(2), text.find("b\\u").unwrap());
    }
}
