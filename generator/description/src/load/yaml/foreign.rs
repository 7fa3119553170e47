//! What other languages write, and neither YAML nor JSON: comments behind `//`, and control characters.

use saphyr_parser::ScalarStyle;

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Position, Span};

impl Builder<'_> {
    /// Says so of a comment of another language that was read as a part of a text without quotes.
    /// `None` if it was one: what is read from there on says nothing.
    pub(super) fn foreign_comment(
        &mut self,
        text: &str,
        style: ScalarStyle,
        span: Span,
    ) -> Option<()> {
        let begins = text.starts_with("//") || text.starts_with("/*");
        let holds = begins || text.contains(" //") || text.contains(" /*");
        if style != ScalarStyle::Plain || !holds {
            return Some(());
        }
        if self.is_json() && !self.has_looked {
            self.has_looked = true;
            let Some(diagnostic) = self.comment_in_json(span.start.line..=span.end.line) else {
                return Some(());
            };
            self.diagnostics.push(diagnostic);
            return None;
        }
        if begins && span.start.line < span.end.line {
            let message = "a comment that begins with `/` is none in YAML, and is read as a text";
            let help = "begin it with `#`, or remove it";
            self.report(Code::BadYaml, span, message, help);
            return None;
        }
        Some(())
    }

    fn is_json(&self) -> bool {
        let path = self.sources.path(self.file).to_ascii_lowercase();
        path.ends_with(".json")
    }

    /// The first comment of some lines of a JSON file.
    fn comment_in_json(&self, lines: std::ops::RangeInclusive<u32>) -> Option<Diagnostic> {
        let (line, place) = lines.into_iter().find_map(|number| {
            let line = self.sources.line(self.file, number)?;
            Some((number, comment(line)?))
        })?;
        let column = u32::try_from(place).ok()?.saturating_add(1);
        let start = Position { line, column };
        let span = Span {
            file: self.file,
            start,
            end: Position {
                column: column.saturating_add(2),
                ..start
            },
        };
        let message = "JSON has no comments";
        Some(Diagnostic::at(Code::BadYaml, span, message).help("remove it"))
    }

    /// What is wrong where the parser complains of something else: a character or a comment above that does not belong.
    pub(super) fn foreign(&self, text: &str, line: u32) -> Option<Diagnostic> {
        let comment = || self.comment_in_json(1..=line);
        let control = self.control_character(text);
        control.or_else(|| self.is_json().then(comment).flatten())
    }

    /// The first control character of a text, if it has one: nothing behind a null character is read.
    pub(super) fn control_character(&self, text: &str) -> Option<Diagnostic> {
        let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        let place = text.find(is_control)?;
        let found = text.get(place..)?.chars().next()?;
        let before = text.get(..place)?;
        let lines = before.matches('\n').count();
        let column = before.chars().rev().take_while(|c| *c != '\n').count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let start = Position {
            line: number(lines).saturating_add(1),
            column: number(column).saturating_add(1),
        };
        let span = Span {
            file: self.file,
            start,
            end: start,
        };
        let code = u32::from(found);
        let message = format!("a control character stands here, U+{code:04X}");
        let help = format!("remove it; in double quotes it can be written as `\\u{code:04x}`");
        Some(Diagnostic::at(Code::BadYaml, span, message).help(help))
    }
}

/// Where a comment begins in a line of JSON, of which no text goes on into another line.
fn comment(line: &str) -> Option<usize> {
    let mut characters = line.chars().enumerate().peekable();
    let (mut quoted, mut before) = (false, ' ');
    while let Some((place, character)) = characters.next() {
        match character {
            '\\' if quoted => {
                characters.next();
            }
            '"' => quoted = !quoted,
            // Where somebody writes YAML into the file, a text without quotes may hold `://`.
            '/' if !quoted && (before.is_whitespace() || ",{}[]\"".contains(before)) => {
                let next = characters.peek();
                if next.is_some_and(|(_, next)| matches!(next, '/' | '*')) {
                    return Some(place);
                }
            }
            _ => {}
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn comments_stand_outside_of_texts() {
        for (line, place) in [
            (r#"{"a": 1} // b"#, Some(9)),
            (r#"/* b */ {"a": 1}"#, Some(0)),
            (r#"{"a": "https://b"}"#, None),
            (r#"{"a": "\"//"}, // b"#, Some(15)),
            ("{url: http://a}", None),
            ("", None),
        ] {
            assert_eq!(comment(line), place, "{line}");
        }
    }
}
