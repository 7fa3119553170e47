//! Text on a terminal, and in the log of a CI run, which obeys lines of a certain form.

use std::borrow::Cow;

use crate::hidden;

/// A text as part of one line: hidden characters, line breaks among them, are shown by their escapes, and what a CI
/// system would take for a command of its own is broken up.
///
/// Commands are lines that begin with `::` (GitHub Actions, whatever white space is before) or with `##teamcity[`, and
/// `##[` or `##vso[` anywhere in a line (GitHub Actions, Azure Pipelines). GitLab's need an escape character.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    let shown = hidden::visible(text);
    if !shown.contains("##") && !shown.trim_start().starts_with("::") {
        return shown;
    }
    let mut broken = String::with_capacity(shown.len() + 8);
    let mut rest = &*shown;
    if let Some(after) = rest.trim_start().strip_prefix("::") {
        broken.push_str("\\u{3a}:");
        rest = after;
    }
    while let Some((before, after)) = rest.split_once("##") {
        broken.push_str(before);
        broken.push_str(if is_command(after) { "#\\u{23}" } else { "##" });
        rest = after;
    }
    broken.push_str(rest);
    Cow::Owned(broken)
}

/// Several lines, each as [`line()`] does it.
#[must_use]
pub fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// A line of a file as it stands, for marks below it: as many characters as there were. In the place of what must not
/// stand there is a space, or U+FFFD where a space would be the wrong width.
#[must_use]
pub fn columns(text: &str) -> String {
    let mut rest = text;
    let mut shown = String::with_capacity(text.len());
    while let Some(character) = rest.chars().next() {
        rest = rest.strip_prefix(character).unwrap_or_default();
        shown.push(match character {
            control if control.is_control() => ' ',
            hidden if hidden::is_hidden(hidden) => '\u{fffd}',
            '#' if shown.ends_with('#') && is_command(rest) => '\u{fffd}',
            ':' if rest.starts_with(':') && shown.trim_start().is_empty() => '\u{fffd}',
            plain => plain,
        });
    }
    shown
}

/// How far to look for the bracket; the last of a longer row of `#` is near enough to it.
const LONGEST_COMMAND: usize = 64;

/// What follows `##` in a command: more of `#`, letters, a bracket.
fn is_command(after: &str) -> bool {
    after
        .chars()
        .take(LONGEST_COMMAND)
        .skip_while(|character| *character == '#')
        .find(|character| !character.is_ascii_alphabetic())
        == Some('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_and_logs_are_not_commanded() {
        let table = [
            ("plain text: #1 ## b", "plain text: #1 ## b"),
            ("a\u{1b}[2Jb\r\nc", "a\\u{1b}[2Jb\\r\\nc"),
            ("::error::x", "\\u{3a}:error::x"),
            ("  ::error::x", "\\u{3a}:error::x"),
            ("a::b", "a::b"),
            ("a ##[error]b", "a #\\u{23}[error]b"),
            ("##vso[task.setvariable]x", "#\\u{23}vso[task.setvariable]x"),
            ("###[group]", "#\\u{23}#[group]"),
            ("a\u{202e}\u{200b}", "a\\u{202e}\\u{200b}"),
        ];
        for (text, expected) in table {
            assert_eq!(line(text), expected, "{text:?}");
        }
        assert_eq!(columns("\ta\u{202e}##[x"), " a\u{fffd}#\u{fffd}[x");
        assert_eq!(columns("  ::error::x"), "  \u{fffd}:error::x");
        assert_eq!(lines("a\n::b\u{7}\n"), "a\n\\u{3a}:b\\u{7}\n");
    }
}
