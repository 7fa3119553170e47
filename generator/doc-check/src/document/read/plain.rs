//! Plain text: a page whose layout is lost. Each line stands for itself; bodies and commands are found by their form.

use super::block::Block;
use super::{endpoint, label, line};
use crate::document::json::Nesting;
use crate::document::text::{Mapped, Span};

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader {
        lines: lines(text),
        next: 0,
        blocks: Vec::new(),
    };
    while let Some(line) = reader.lines.get(reader.next) {
        let trimmed = line.text.trim();
        match () {
            () if trimmed.is_empty() => reader.next += 1,
            () if is_command(trimmed) => reader.command(),
            () if begins_json(trimmed) => reader.json(),
            () => {
                let block = Block::Text(line.mapped().trim().into());
                reader.blocks.push(block);
                reader.next += 1;
            }
        }
    }
    reader.blocks
}

#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl Line<'_> {
    fn mapped(&self) -> Mapped {
        Mapped::verbatim(self.text, self.start)
    }

    /// Whether a new part of the page begins here, so that no body or command goes on.
    fn is_structure(&self) -> bool {
        let trimmed = self.text.trim();
        // Cheap looks first: most lines of a body are not even candidates.
        let candidate = trimmed.ends_with(':')
            || trimmed.contains(" /")
            || trimmed.contains("://") && !trimmed.starts_with(['"', '-', '<', '\'']);
        if !candidate || trimmed.starts_with(['"', '{', '[']) {
            return is_command(trimmed);
        }
        let mapped = self.mapped();
        label::read(trimmed).is_some()
            || endpoint::read(&mapped).is_some()
            || line::base_url(&mapped).is_some()
            || is_command(trimmed)
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    // A byte order mark is no part of the first line.
    let marked = text.strip_prefix('\u{feff}');
    let mut start = text.len() - marked.unwrap_or(text).len();
    marked
        .unwrap_or(text)
        .split_inclusive('\n')
        .map(|whole| {
            let line = Line {
                text: whole.trim_end_matches(['\n', '\r']),
                start,
            };
            start += whole.len();
            line
        })
        .collect()
}

fn is_command(trimmed: &str) -> bool {
    let command = trimmed.strip_prefix("$ ").unwrap_or(trimmed);
    command.starts_with("curl ") || command == "curl"
}

/// Whether a line looks like the first of a JSON body.
fn begins_json(trimmed: &str) -> bool {
    let mut characters = trimmed.chars();
    let first = characters.next();
    let next = characters.find(|c| !c.is_whitespace());
    match first {
        Some('{') => matches!(next, None | Some('"' | '}' | '\'' | '<' | '.')),
        Some('[') => matches!(
            next,
            None | Some('"' | '{' | ']' | '[' | '.' | '-' | '0'..='9')
        ),
        // A body whose opening brace is lost.
        Some('"') => trimmed
            .split_once("\" :")
            .or_else(|| trimmed.split_once("\":"))
            .is_some_and(|(name, _)| !name.contains(' ')),
        _ => false,
    }
}

struct Reader<'t> {
    lines: Vec<Line<'t>>,
    next: usize,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    /// Takes the lines from here to `end` as one block.
    fn take(&mut self, end: usize, language: &str) {
        let mut text = Mapped::default();
        let lines = self.lines.get(self.next..end).unwrap_or_default();
        let mut span = Span::default();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push("\n", line.start.saturating_sub(1));
            } else {
                span = Span::new(line.start, line.start);
            }
            text.push(line.text, line.start);
            span.end = line.start + line.text.len();
        }
        self.blocks.push(Block::Code {
            language: language.to_owned(),
            text,
            span,
        });
        self.next = end;
    }

    /// A command goes on behind backslashes and within quotes.
    fn command(&mut self) {
        let mut quote = None;
        let mut end = self.next;
        while let Some(line) = self.lines.get(end) {
            if end > self.next && line.is_structure() {
                break;
            }
            end += 1;
            quote = quote_after(line.text, quote);
            if quote.is_none() && !line.text.trim_end().ends_with('\\') {
                break;
            }
        }
        self.take(end, "shell");
    }

    /// A body goes on until its brackets are closed.
    fn json(&mut self) {
        let mut nesting = Nesting::default();
        let mut end = self.next;
        while let Some(line) = self.lines.get(end) {
            if end > self.next && line.is_structure() {
                break;
            }
            end += 1;
            if nesting.line(line.text).is_some() {
                break;
            }
        }
        // Lines that can only belong to a body, after one bracket too many or too few.
        while let Some(line) = self.lines.get(end) {
            let trimmed = line.text.trim();
            if !(trimmed.starts_with(['}', ']', ','])
                || begins_json(trimmed) && trimmed.starts_with('"'))
            {
                break;
            }
            end += 1;
        }
        self.take(end, "json");
    }
}

/// The quote that is open after a line.
fn quote_after(line: &str, mut open: Option<char>) -> Option<char> {
    let mut escaped = false;
    for character in line.chars() {
        match (open, character) {
            _ if escaped => escaped = false,
            (None | Some('"'), '\\') => escaped = true,
            (None, '\'' | '"') => open = Some(character),
            (Some(quote), _) if quote == character => open = None,
            _ => {}
        }
    }
    open
}
