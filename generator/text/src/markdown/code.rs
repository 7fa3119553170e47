//! Spans and blocks of code.

use crate::hidden::{is_hidden, visible};

/// Languages of which a fence keeps the name, since a reader's eye is helped by colours. None of these words has a
/// meaning of its own for rustdoc, which tests what it takes for Rust.
pub const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "kotlin",
    "php",
    "powershell",
    "properties",
    "proto",
    "protobuf",
    "py",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// A span of code (CommonMark 0.31, section 6.1) with this text: hidden characters are shown by their escapes.
#[must_use]
pub fn code(text: &str) -> String {
    let text = visible(text);
    // What has no letters is seen between marks alone.
    if text.chars().all(|character| character == ' ') {
        return format!("`\"{text}\"`");
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let edge = |at: Option<char>| at == Some('`');
    let spaced = |at: Option<char>| at == Some(' ');
    // One space on each side is no part of the text.
    let stripped = spaced(text.chars().next()) && spaced(text.chars().next_back());
    let space = if edge(text.chars().next()) || edge(text.chars().next_back()) || stripped {
        " "
    } else {
        ""
    };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// A fenced block in a language of the emitter's choice.
#[must_use]
pub fn fence(language: &str, text: &str) -> String {
    let ticks = "`".repeat(longest_run(text).max(2) + 1);
    let mut block = format!("{ticks}{language}\n");
    for line in lines(text) {
        block.push_str(&line);
        block.push('\n');
    }
    block.push_str(&ticks);
    block
}

/// The language that a fence of a description names; `text`, if it is not among the [known](LANGUAGES).
pub(super) fn known(info: &str) -> &'static str {
    let first = info
        .split(|character: char| character.is_whitespace() || matches!(character, ',' | '{' | ':'))
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known = LANGUAGES.iter().find(|language| **language == first);
    known.copied().unwrap_or("text")
}

/// The lines of a block without hidden characters, which are shown by their escapes.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.trim_end().split('\n').map(|line| {
        let line = line
            .strip_suffix('\r')
            .unwrap_or(line)
            .replace('\t', "    ");
        if line.chars().any(is_hidden) {
            visible(&line).into_owned()
        } else {
            line
        }
    })
}

/// The longest row of backticks.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`').map(str::len);
    runs.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_holds_any_text() {
        let table = [
            ("a|b", "`a|b`"),
            ("a`b``c", "```a`b``c```"),
            ("`", "`` ` ``"),
            (" a ", "`  a  `"),
            (" a", "` a`"),
            ("  ", "`\"  \"`"),
            ("", "`\"\"`"),
            ("a\nb\u{202e}", "`a\\nb\\u{202e}`"),
        ];
        for (text, expected) in table {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fence("json", "{}\n"), "```json\n{}\n```");
        assert_eq!(fence("rust", "```\n\ta\n"), "````rust\n```\n    a\n````");
        assert_eq!(fence("sh", "a\r\nb\u{7}"), "```sh\na\nb\\u{7}\n```");
    }

    #[test]
    fn only_known_languages_have_their_name() {
        let table = [
            ("json", "json"),
            ("JSON title=x", "json"),
            ("yaml{1,2}", "yaml"),
            ("rust", "text"),
            ("rust,no_run", "text"),
            ("json,rust", "json"),
            ("", "text"),
            ("E0080", "text"),
            ("{.rust}", "text"),
        ];
        for (info, expected) in table {
            assert_eq!(known(info), expected, "{info:?}");
        }
    }
}
