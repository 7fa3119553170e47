//! A shell's words: quotes, escapes, comments, line continuations, and the ends of commands.

use super::damage;
use crate::document::call::{Quote, Trouble, Word};
use crate::document::text::{Mapped, Span};

/// One simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Command {
    /// Its words.
    pub(crate) words: Vec<Word>,
    /// From its first byte to its last.
    pub(crate) span: Span,
    /// The text of a here-document, if it reads one.
    pub(crate) input: Option<Mapped>,
}

/// The commands of a shell text, and what is wrong with it.
pub(crate) fn read(text: &Mapped) -> (Vec<Command>, Vec<Trouble>) {
    let mut lexer = Lexer {
        bytes: text.text().as_bytes(),
        text,
        at: 0,
        commands: Vec::new(),
        command: Command::default(),
        troubles: Vec::new(),
        here: None,
        piped: None,
    };
    lexer.run();
    (lexer.commands, lexer.troubles)
}

struct Lexer<'t> {
    text: &'t Mapped,
    bytes: &'t [u8],
    at: usize,
    commands: Vec<Command>,
    command: Command,
    troubles: Vec<Trouble>,
    /// The delimiter of a here-document that begins on the next line.
    here: Option<String>,
    /// What the command before hands over.
    piped: Option<Mapped>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.text.span(start..end)
    }

    fn run(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.here_document();
                    self.end_command();
                }
                b'#' => self.at = self.line_end(),
                b';' | b'|' | b'&' => {
                    self.at += 1;
                    self.end_command();
                    let more = self.peek(0) == Some(byte);
                    self.piped = (byte == b'|' && !more).then(|| self.printed()).flatten();
                }
                b'\\' if self.continuation() => {}
                b'^' | b'`' if self.ends_line() => self.at = self.line_end() + 1,
                b'<' if self
                    .bytes
                    .get(self.at..)
                    .is_some_and(|rest| rest.starts_with(b"<<")) =>
                {
                    self.here_delimiter();
                }
                b'>' | b')' | b'(' => self.at += 1,
                _ => self.word(),
            }
        }
        self.end_command();
    }

    fn end_command(&mut self) {
        let mut command = std::mem::take(&mut self.command);
        if let (Some(first), Some(last)) = (command.words.first(), command.words.last()) {
            command.span = first.span.to(last.span);
            command.input = command.input.or(self.piped.take());
            self.commands.push(command);
        }
    }

    /// What the last command prints, if that stands there: `echo '{"a": 1}'`.
    fn printed(&self) -> Option<Mapped> {
        let command = self.commands.last()?;
        match command.words.as_slice() {
            [.., name, text] if matches!(name.text.text(), "echo" | "printf" | "-n" | "-e") => {
                Some(text.text.clone())
            }
            _ => command.input.clone().filter(|_| {
                command
                    .words
                    .first()
                    .is_some_and(|it| it.text.text() == "cat")
            }),
        }
    }

    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let newline = rest.iter().position(|&byte| byte == b'\n');
        newline.map_or(self.bytes.len(), |newline| self.at + newline)
    }

    /// Passes a backslash at the end of a line, two of them included.
    fn continuation(&mut self) -> bool {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let slashes = rest.iter().take_while(|&&byte| byte == b'\\').count();
        let after = rest.get(slashes..).unwrap_or_default();
        let spaces = after
            .iter()
            .take_while(|&&byte| matches!(byte, b' ' | b'\t'))
            .count();
        let carriage = usize::from(after.get(spaces) == Some(&b'\r'));
        if after.get(spaces + carriage) != Some(&b'\n') || slashes > 2 {
            return false;
        }
        if slashes == 2 {
            let span = self.span(start, start + 2);
            self.troubles.push(Trouble::DoubleBackslash(span));
        } else if spaces > 0 {
            let span = self.span(start + 1, start + 1 + spaces);
            self.troubles.push(Trouble::TrailingSpace(span));
        }
        self.at = start + slashes + spaces + carriage + 1;
        true
    }

    /// Whether a mark that goes on below, in the shells of Windows, ends its line: `^`, and a backtick behind a space.
    fn ends_line(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        let apart = before.is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        let behind = (self.peek(1), self.peek(2));
        apart && matches!(behind, (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')))
    }

    fn word(&mut self) {
        let start = self.at;
        if let Some(found) = damage::url(self.ahead(4096)) {
            self.at = start + found.length;
            let span = self.span(start, self.at);
            let mut text = Mapped::default();
            text.push_decoded(&found.url, span);
            self.troubles.push(Trouble::Damaged(span));
            self.command.words.push(Word {
                text,
                span,
                quote: Quote::Damaged,
            });
            return;
        }
        let mut word = Word {
            text: Mapped::empty(self.text.source(start)),
            ..Word::default()
        };
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b')' => break,
                b'&' if !self.ampersand(&word) => break,
                b'>' => break,
                b'\'' => self.single(&mut word),
                b'"' => self.double(&mut word),
                b'$' if self.peek(1) == Some(b'\'') => {
                    self.at += 1;
                    self.escaped(&mut word);
                }
                b'$' if self.peek(1) == Some(b'(') => self.substitution(&mut word),
                b'\\' if self.continuation_ahead() => break,
                b'^' | b'`' if self.ends_line() => break,
                b'\\' => {
                    self.at += 1;
                    self.character(&mut word);
                }
                b'<' => match self.stand_in() {
                    Some(end) => self.take(&mut word, end),
                    None => {
                        self.at += 1;
                        break;
                    }
                },
                _ => self.character(&mut word),
            }
        }
        word.span = self.span(start, self.at);
        if self.at > start {
            self.command.words.push(word);
        } else {
            self.at += 1;
        }
    }

    /// The rest of the line, as far as it is worth reading ahead: each byte is read a bounded number of times.
    fn ahead(&self, most: usize) -> &str {
        let end = (self.at + most).min(self.bytes.len());
        let text = self.text.text();
        let rest = (self.at..=end)
            .rev()
            .find_map(|end| text.get(self.at..end))
            .unwrap_or_default();
        rest.split('\n').next().unwrap_or_default()
    }

    fn continuation_ahead(&self) -> bool {
        let line = self.ahead(256).as_bytes();
        line.iter()
            .all(|byte| matches!(byte, b'\\' | b' ' | b'\t' | b'\r'))
            && line.iter().take(3).filter(|&&byte| byte == b'\\').count() <= 2
    }

    /// Whether `&` is meant as a part of a URL.
    fn ampersand(&mut self, word: &Word) -> bool {
        let url = word.text.text().contains("://") && word.text.text().contains('?');
        let goes_on = self
            .peek(1)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if url && goes_on {
            let span = self.span(self.at, self.at + 1);
            self.troubles.push(Trouble::Ampersand(span));
            let end = self.at + 1;
            // Passed by the caller with the next character.
            return end <= self.bytes.len();
        }
        false
    }

    fn take(&mut self, word: &mut Word, end: usize) {
        let part = self.text.text().get(self.at..end).unwrap_or_default();
        word.text.push(part, self.text.source(self.at));
        self.at = end;
    }

    /// Takes one character as it stands.
    fn character(&mut self, word: &mut Word) {
        let rest = self.text.text().get(self.at..).unwrap_or_default();
        let length = rest.chars().next().map_or(1, char::len_utf8);
        self.take(word, (self.at + length).min(self.bytes.len()));
    }

    fn stand_in(&self) -> Option<usize> {
        const LONGEST: usize = 80;
        let rest = self.ahead(LONGEST).as_bytes().get(1..)?;
        let close = rest.iter().position(|&byte| byte == b'>')?;
        let name = rest.get(..close)?;
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-. ".contains(byte);
        (name.iter().all(plain) && name.first().is_some_and(u8::is_ascii_alphabetic))
            .then_some(self.at + 1 + close + 1)
    }

    fn single(&mut self, word: &mut Word) {
        word.quote = Quote::Single;
        let open = self.at;
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\'');
        let end = self.at + length.unwrap_or(rest.len());
        self.copy(word, end);
        match length {
            Some(_) => self.at += 1,
            None => self.open_quote(open),
        }
    }

    /// Copies a stretch piece by piece, so that text from several pieces of the document keeps its places.
    fn copy(&mut self, word: &mut Word, end: usize) {
        let part = self.text.slice(self.at..end);
        word.text.append(&part);
        self.at = end;
    }

    fn open_quote(&mut self, open: usize) {
        let span = self.span(open, open + 1);
        self.troubles.push(Trouble::OpenQuote(span));
    }

    fn double(&mut self, word: &mut Word) {
        word.quote = Quote::Double;
        let open = self.at;
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
            let end = self.at + plain.unwrap_or(rest.len());
            self.copy(word, end);
            match self.peek(0) {
                None => return self.open_quote(open),
                Some(b'"') => {
                    self.at += 1;
                    return;
                }
                Some(_) => self.escape(word),
            }
        }
    }

    /// A backslash in double quotes: it escapes few characters, and stays before all others.
    fn escape(&mut self, word: &mut Word) {
        let (start, next) = (self.at, self.peek(1));
        match next {
            Some(byte @ (b'"' | b'\\' | b'$' | b'`')) => {
                self.at += 2;
                let span = self.span(start, self.at);
                word.text
                    .push_decoded(char::from(byte).encode_utf8(&mut [0; 4]), span);
            }
            Some(b'\n') => self.at += 2,
            _ => self.take(word, start + 1),
        }
    }

    /// `$'…'`.
    fn escaped(&mut self, word: &mut Word) {
        word.quote = Quote::Single;
        let open = self.at;
        self.at += 1;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return self.open_quote(open),
                (Some(b'\''), _) => {
                    self.at += 1;
                    return;
                }
                (Some(b'\\'), Some(byte)) if byte.is_ascii() => {
                    let span = self.span(self.at, self.at + 2);
                    let character = match byte {
                        b'n' => '\n',
                        b't' => '\t',
                        b'r' => '\r',
                        _ => char::from(byte),
                    };
                    word.text
                        .push_decoded(character.encode_utf8(&mut [0; 4]), span);
                    self.at += 2;
                }
                _ => self.character(word),
            }
        }
    }

    /// `$(…)` stays as it stands: its value is not known.
    fn substitution(&mut self, word: &mut Word) {
        let rest = self.ahead(1024).as_bytes();
        let close = rest.iter().position(|&byte| byte == b')');
        let end = self.at + close.map_or(rest.len(), |close| close + 1);
        self.take(word, end);
    }

    /// `<<EOF`, `<<'EOF'`, `<<-EOF`.
    fn here_delimiter(&mut self) {
        self.at += 2;
        let line = self.ahead(256);
        let word = line.split_whitespace().next().unwrap_or_default();
        let end = line.find(word).unwrap_or_default() + word.len();
        let name = word.trim_matches(['-', '\'', '"', '<']).to_owned();
        self.at += end;
        self.here = Some(name).filter(|name| !name.is_empty());
    }

    fn here_document(&mut self) {
        let Some(delimiter) = self.here.take() else {
            return;
        };
        let start = self.at;
        while self.at < self.bytes.len() {
            let end = self.line_end();
            let line = self.text.text().get(self.at..end).unwrap_or_default();
            if line.trim() == delimiter {
                self.command.input = Some(self.text.slice(start..self.at));
                self.at = end;
                return;
            }
            self.at = (end + 1).min(self.bytes.len());
        }
        self.command.input = Some(self.text.slice(start..self.at));
    }
}
