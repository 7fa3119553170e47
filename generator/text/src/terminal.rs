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
    if !shown.contains("##") && !called(&shown) {
        return shown;
    }
    let mut broken = String::with_capacity(shown.len() + 8);
    let mut rest = &*shown;
    if called(rest)
        && let Some(after) = rest.trim_start().strip_prefix("::")
    {
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

/// Whether a line of a log would be taken for a command. Nobody's is called `:`, by which compilers' findings lead to
/// another file: `::: a.rs:1:1`.
fn called(line: &str) -> bool {
    let called = line.trim_start().strip_prefix("::");
    called.is_some_and(|after| !after.starts_with(": "))
}

/// Whether a CI system would take some line of a text for a command of its own.
#[must_use]
pub fn commands(text: &str) -> bool {
    let inside = |line: &str| {
        line.match_indices("##")
            .any(|(at, _)| line.get(at + 2..).is_some_and(is_command))
    };
    text.split('\n').any(|line| called(line) || inside(line))
}

/// Several lines, each as [`line()`] does it.
#[must_use]
pub fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// What findings consist of, in the colours of compilers: for a terminal that shows them. The lines are those of
/// [`lines()`], so that what strangers wrote brings no sequence of its own.
#[must_use]
pub fn painted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(painted_line).collect();
    lines.join("\n")
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const BLUE: &str = "\u{1b}[1;34m";
const PLAIN: &str = "\u{1b}[0m";

fn painted_line(line: &str) -> String {
    let severities = [("error", RED), ("warning", YELLOW), ("note", CYAN)];
    for (word, colour) in severities {
        // At the beginning, or behind the place that it is about.
        let bare = format!("{word}[");
        let behind = line.find(&format!(": {word}[")).map(|place| place + 2);
        let start = match line.starts_with(&bare) || line.starts_with(&format!("{word}: ")) {
            true => Some(0),
            false => behind,
        };
        let parts = start.and_then(|start| line.split_at_checked(start));
        if let Some((place, rest)) = parts {
            let end = rest.find(':').unwrap_or(rest.len());
            let (severity, message) = rest.split_at_checked(end).unwrap_or((rest, ""));
            return format!("{place}{colour}{severity}{PLAIN}{message}");
        }
    }
    let trimmed = line.trim_start();
    let (indentation, _) = line
        .split_at_checked(line.len() - trimmed.len())
        .unwrap_or_default();
    let numbered = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    if let Some(shown) = numbered.trim_start().strip_prefix('|') {
        let gutter = line.strip_suffix(shown).unwrap_or_default();
        let is_mark = !shown.is_empty() && shown.trim_start().starts_with(['^', '-']);
        let colour = match is_mark && trimmed.starts_with('|') {
            true => RED,
            false => PLAIN,
        };
        return format!("{BLUE}{gutter}{PLAIN}{colour}{shown}{PLAIN}");
    }
    for start in ["-->", ":::", "= help:", "= note:", "help:", "note:"] {
        if let Some(rest) = trimmed.strip_prefix(start) {
            return format!("{indentation}{CYAN}{start}{PLAIN}{rest}");
        }
    }
    line.to_owned()
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
    fn colours_change_no_text() {
        let text = "error[bad-yaml]: a: b\n --> a.yaml:1:4\n  |\n1 | a: [\n  |    ^\n  = help: c\n\np.md:1:5: warning[x]: y\n  help: z\nplain";
        let shown = painted(text);
        let bare: String = shown
            .split('\u{1b}')
            .enumerate()
            .map(|(index, part)| match index {
                0 => part,
                _ => part.split_once('m').unwrap().1,
            })
            .collect();
        assert_eq!(bare, text);
        assert!(shown.contains("\u{1b}[1;31merror[bad-yaml]\u{1b}[0m: a: b"));
        assert!(shown.contains("p.md:1:5: \u{1b}[1;33mwarning[x]\u{1b}[0m: y"));
        assert!(shown.ends_with("\nplain"));
    }

    #[test]
    fn terminals_and_logs_are_not_commanded() {
        let table = [
            ("plain text: #1 ## b", "plain text: #1 ## b"),
            ("a\u{1b}[2Jb\r\nc", "a\\u{1b}[2Jb\\r\\nc"),
            ("::error::x", "\\u{3a}:error::x"),
            ("  ::error::x", "\\u{3a}:error::x"),
            ("a::b", "a::b"),
            (" ::: a.yaml:1:4", " ::: a.yaml:1:4"),
            (":::error::x", "\\u{3a}::error::x"),
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
        for (text, expected) in [
            ("a\n  ::error::b", true),
            ("a ##[group]", true),
            ("###vso[x]", true),
            ("a ::b\n## c", false),
            (" ::: a.rs:1", false),
        ] {
            assert_eq!(commands(text), expected, "{text:?}");
        }
    }
}
