//! Words of programs, whatever their language: names, texts, numbers, marks; comments are passed over.

use std::ops::Range;

use crate::document::text::{Mapped, Span};

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it stands in the program.
    pub(super) at: Range<usize>,
    /// Whether it begins a line.
    pub(super) first: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, with the sign that some languages put before variables.
    Name(String),
    /// A text without its quotes; what is put into it stands there as `{name}` or `${name}`.
    Text(Mapped),
    Number,
    /// `.`, `::`, `->`, `?.`: what follows is a part of what stands before.
    Dot,
    /// `=` or `:=`
    Assign,
    /// `=>`
    Arrow,
    /// Any other character.
    Mark(u8),
}

/// The words of a program.
pub(super) fn tokens(text: &Mapped) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.text().as_bytes(),
        at: 0,
        first: true,
        tokens: Vec::new(),
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t Mapped,
    bytes: &'t [u8],
    at: usize,
    first: bool,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token {
            kind,
            at: start..self.at,
            first: std::mem::take(&mut self.first),
        });
    }

    fn run(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' => {
                    self.first = true;
                    self.at += 1;
                }
                // PHP: `\GuzzleHttp\Client`
                b'\\' if self.joins() => {
                    self.at += 1;
                    self.push(Kind::Dot, self.at - 1);
                }
                b' ' | b'\t' | b'\r' | b'\\' => self.at += 1,
                b'/' if self.peek(1) == Some(b'/') => self.skip_line(),
                b'/' if self.peek(1) == Some(b'*') => self.skip_to(b"*/"),
                // `#[…]` are attributes, and `#{…}` stands in texts alone.
                b'#' if !matches!(self.peek(1), Some(b'[' | b'{')) => self.skip_line(),
                // PowerShell: a command goes on below.
                b'`' if matches!(self.rest(), [_, b'\n', ..] | [_, b'\r', b'\n', ..]) => {
                    self.skip_line();
                    self.at += 1;
                }
                b'"' | b'\'' | b'`' => self.text(false),
                b'0'..=b'9' => self.number(),
                _ if is_letter(byte) => self.name(),
                _ => self.mark(byte),
            }
        }
    }

    /// Whether a backslash stands between two names.
    fn joins(&self) -> bool {
        let before = self.tokens.last();
        let named =
            before.is_some_and(|it| matches!(it.kind, Kind::Name(_)) && it.at.end == self.at);
        named && self.peek(1).is_some_and(is_letter)
    }

    fn skip_line(&mut self) {
        let newline = self.rest().iter().position(|&byte| byte == b'\n');
        self.at = newline.map_or(self.bytes.len(), |newline| self.at + newline);
    }

    fn skip_to(&mut self, end: &[u8]) {
        let found = self
            .rest()
            .windows(end.len())
            .position(|window| window == end);
        self.at = found.map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    fn number(&mut self) {
        let start = self.at;
        let inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
        self.at += self.rest().iter().take_while(|byte| inner(byte)).count();
        self.push(Kind::Number, start);
    }

    fn name(&mut self) {
        let start = self.at;
        self.at += self
            .rest()
            .iter()
            .take_while(|byte| is_letter(**byte) || byte.is_ascii_digit())
            .count();
        let name = self.text.text().get(start..self.at).unwrap_or_default();
        // `f"…"`, `r"…"`, `rb'…'`: letters that belong to a text.
        let prefix = name.len() <= 2 && name.bytes().all(|byte| b"fFrRbBuUc".contains(&byte));
        match self.peek(0) {
            Some(b'"' | b'\'') if prefix => self.text(name.contains(['r', 'R'])),
            // Rust: `r#"…"#`
            Some(b'#') if prefix && self.peek(1) == Some(b'"') => self.hashed(),
            // An address without quotes, as PowerShell takes it.
            Some(b':') if matches!(name, "http" | "https") && self.rest().starts_with(b"://") => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"'),;`".contains(byte);
                let rest = self.rest();
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
                let text = self.text.slice(start..self.at);
                self.push(Kind::Text(text), start);
            }
            _ => {
                let name = name.to_owned();
                self.push(Kind::Name(name), start);
            }
        }
    }

    fn mark(&mut self, byte: u8) {
        let start = self.at;
        let (kind, length) = match (byte, self.peek(1)) {
            (b':', Some(b':')) | (b'-', Some(b'>')) | (b'?', Some(b'.')) => (Kind::Dot, 2),
            (b'.', Some(b'.')) => (
                Kind::Mark(b'.'),
                self.rest().iter().take_while(|it| **it == b'.').count(),
            ),
            (b'.', _) => (Kind::Dot, 1),
            (b':', Some(b'=')) => (Kind::Assign, 2),
            (b'=', Some(b'>')) => (Kind::Arrow, 2),
            (b'=' | b'!' | b'<' | b'>', Some(b'=')) => (Kind::Mark(b'?'), 2),
            (b'=', _) => (Kind::Assign, 1),
            (byte, _) => (Kind::Mark(byte), 1),
        };
        let rest = self.text.text().get(start..).unwrap_or_default();
        // A character of several bytes is passed as a whole.
        let character = rest.chars().next().map_or(1, char::len_utf8);
        self.at += length.max(character);
        self.push(kind, start);
    }

    /// A text from its quote on, `"""…"""` included.
    fn text(&mut self, raw: bool) {
        let start = self.at;
        let Some(quote) = self.peek(0) else { return };
        let triple = quote != b'`' && self.rest().starts_with(&[quote; 3]);
        let width = if triple { 3 } else { 1 };
        let long = triple || quote == b'`' || self.closes_below(quote);
        self.at += width;
        let mut text = Mapped::empty(self.text.source(self.at));
        loop {
            match self.peek(0) {
                None => break,
                Some(byte)
                    if byte == quote && (!triple || self.rest().starts_with(&[quote; 3])) =>
                {
                    self.at += width;
                    break;
                }
                Some(b'\n') if !long => break,
                // Between ticks a quote needs no escape: that it has one belongs to the text, as in Go.
                Some(b'\\') if !(raw || quote == b'`' && self.peek(1) == Some(b'"')) => {
                    self.escape(&mut text);
                }
                Some(b'$' | b'#') if self.peek(1) == Some(b'{') => self.inserted(&mut text),
                Some(_) => self.plain(&mut text, quote, long),
            }
        }
        // A quote that is not closed in its line is an apostrophe or the mark of a lifetime.
        let closed =
            self.bytes.get(self.at.saturating_sub(1)) == Some(&quote) && self.at > start + width;
        if !closed && quote == b'\'' {
            self.at = start + 1;
            return;
        }
        self.push(Kind::Text(text), start);
    }

    /// Whether a text in simple quotes goes on below, as it may in PHP and Ruby: if its line opens a body.
    fn closes_below(&self, quote: u8) -> bool {
        const FAR: usize = 16;
        let near = self.rest().get(1..FAR.min(self.rest().len()));
        let near = near.unwrap_or_default();
        let Some(end) = near.iter().position(|byte| *byte == b'\n') else {
            return false;
        };
        let inside = near.get(..end).unwrap_or_default().trim_ascii();
        !inside.contains(&quote) && matches!(inside, b"{" | b"[")
    }

    /// Copies what needs no care.
    fn plain(&mut self, text: &mut Mapped, quote: u8, long: bool) {
        let stop = |byte: &u8| {
            *byte == quote || matches!(byte, b'\\' | b'$' | b'#') || *byte == b'\n' && !long
        };
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = 1 + rest.iter().position(stop).unwrap_or(rest.len());
        text.append_part(self.text, self.at..self.at + length);
        self.at += length;
    }

    fn escape(&mut self, text: &mut Mapped) {
        let start = self.at;
        let rest = self.text.text().get(start + 1..).unwrap_or_default();
        let Some(next) = rest.chars().next() else {
            self.at += 1;
            return;
        };
        self.at += 1 + next.len_utf8();
        let character = match next {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '\n' => return,
            other => other,
        };
        let span = self.text.span(start..self.at);
        text.push_decoded(character.encode_utf8(&mut [0; 4]), span);
    }

    /// `${…}` or `#{…}` within a text.
    fn inserted(&mut self, text: &mut Mapped) {
        let start = self.at;
        let mut depth = 0usize;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                b'\n' => break,
                _ => {}
            }
        }
        let inside = self
            .text
            .text()
            .get(start + 2..self.at.saturating_sub(1))
            .unwrap_or_default();
        text.push_decoded(&stand_in(inside), self.text.span(start..self.at));
    }

    /// `r#"…"#`
    fn hashed(&mut self) {
        let start = self.at;
        self.at += 2;
        let from = self.at;
        self.skip_to(b"\"#");
        let end = self.at.saturating_sub(2).max(from);
        let text = self.text.slice(from..end);
        self.push(Kind::Text(text), start);
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'@') || byte >= 0x80
}

/// What stands for a value: `{name}`.
pub(super) fn stand_in(expression: &str) -> String {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut name: String = expression
        .rsplit(|c: char| !letter(c))
        .find(|it| !it.is_empty())
        .unwrap_or("value")
        .to_owned();
    name.truncate(64);
    format!("{{{name}}}")
}

/// The place of a word.
pub(super) fn span(text: &Mapped, token: &Token) -> Span {
    text.span(token.at.clone())
}
