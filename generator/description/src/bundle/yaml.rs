//! JSON values as YAML text that every reader takes for the same values.
//!
//! What readers of YAML 1.1 and 1.2 disagree about is in quotes: `no`, `1_000`, `12:30`, `0o17`, dates. A number whose
//! spelling some of them take for a text has the tag `!!float`.

use trueup_text::hidden::is_hidden;
use trueup_text::terminal;

use crate::json::Json;
use crate::tree::Number;

/// A key that is longer must be marked as one (YAML 1.2.2, section 7.4.2: 1024 characters, on one line).
const LONGEST_KEY: usize = 1000;

/// Words that some reader takes for another value than a text, in any case of letters (YAML 1.1, type repository).
const WORDS: [&str; 11] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
];

/// The value as a document of YAML in block style, two spaces a level.
#[must_use]
pub fn yaml(value: &Json) -> String {
    let mut out = String::new();
    match value {
        Json::Array(items) if !items.is_empty() => sequence(&mut out, items, 0),
        Json::Object(members) if !members.is_empty() => mapping(&mut out, members, 0),
        plain => {
            scalar(&mut out, plain, 1);
            out.push('\n');
        }
    }
    out
}

fn mapping(out: &mut String, members: &[(String, Json)], level: usize) {
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            indent(out, level);
        }
        entry(out, key, value, level);
    }
}

fn entry(out: &mut String, key: &str, value: &Json, level: usize) {
    let mut shown = String::new();
    on_one_line(&mut shown, key);
    if shown.len() > LONGEST_KEY {
        out.push_str("? ");
        out.push_str(&shown);
        out.push('\n');
        indent(out, level);
    } else {
        out.push_str(&shown);
    }
    out.push(':');
    match value {
        Json::Array(items) if !items.is_empty() => {
            out.push('\n');
            indent(out, level + 1);
            sequence(out, items, level + 1);
        }
        Json::Object(members) if !members.is_empty() => {
            out.push('\n');
            indent(out, level + 1);
            mapping(out, members, level + 1);
        }
        plain => {
            out.push(' ');
            scalar(out, plain, level + 1);
            out.push('\n');
        }
    }
}

fn sequence(out: &mut String, items: &[Json], level: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            indent(out, level);
        }
        out.push_str("- ");
        match item {
            Json::Array(items) if !items.is_empty() => sequence(out, items, level + 1),
            Json::Object(members) if !members.is_empty() => mapping(out, members, level + 1),
            plain => {
                scalar(out, plain, level + 1);
                out.push('\n');
            }
        }
    }
}

fn indent(out: &mut String, level: usize) {
    out.extend(std::iter::repeat_n("  ", level));
}

/// A scalar or an empty collection; lines of a text stand at `level`.
fn scalar(out: &mut String, value: &Json, level: usize) {
    match value {
        Json::String(text) if is_block(text) => block(out, text, level),
        Json::String(text) => on_one_line(out, text),
        Json::Number(number) => self::number(out, number),
        // Of the others JSON is YAML.
        other => out.push_str(&other.to_string()),
    }
}

/// YAML 1.1 knows no exponent without a point before it and a sign.
fn number(out: &mut String, number: &Number) {
    let text = number.as_str();
    if let Some((digits, exponent)) = text.split_once(['e', 'E'])
        && !(digits.contains('.') && exponent.starts_with(['+', '-']))
    {
        out.push_str("!!float ");
    }
    out.push_str(text);
}

fn on_one_line(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else if text.chars().any(is_hidden) || terminal::commands(text) {
        double_quoted(out, text);
    } else {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    }
}

/// Whether a text can stand without quotes in block context, in the eyes of every reader: it begins as nothing else does
/// (YAML 1.2.2, section 7.3.3).
fn is_plain(text: &str) -> bool {
    let begins =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_'));
    let is_word = || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let ends = !text.ends_with([' ', ':']);
    let inner = !text.contains(": ") && !text.contains(" #");
    let inert = !text.chars().any(is_hidden) && !terminal::commands(text);
    begins && ends && inner && inert && !is_word()
}

/// Whether a text is shown by its lines: they are a literal block as they are.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let has_lines = body.contains('\n') || (body.len() < text.len() && !body.is_empty());
    let is_clean = |line: &str| {
        line.trim_end_matches([' ', '\t']).len() == line.len() || !line.trim().is_empty()
    };
    has_lines
        && !body.starts_with([' ', '\n', '\t'])
        && !body.ends_with('\n')
        && body.split('\n').all(is_clean)
        && !body.chars().any(|c| c != '\n' && c != '\t' && is_hidden(c))
        && !terminal::commands(body)
}

fn block(out: &mut String, text: &str, level: usize) {
    let body = text.strip_suffix('\n');
    out.push_str(if body.is_some() { "|" } else { "|-" });
    for line in body.unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            indent(out, level);
            out.push_str(line);
        }
    }
}

/// YAML 1.2.2, section 5.7.
fn double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // What the log of a CI run would obey begins with two of these.
            '#' if out.ends_with('#') => out.push_str("\\u0023"),
            hidden if is_hidden(hidden) => {
                let code = u32::from(hidden);
                out.push_str(&match code {
                    0..=0xffff => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                });
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::load;
    use crate::source::Sources;

    fn read(text: &str) -> Json {
        let sources = Sources::new([("a.yaml".to_owned(), text.to_owned())].into());
        let mut diagnostics = Diagnostics::new();
        let tree = load::read(&sources, sources.find("a.yaml").unwrap(), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{text}\n{diagnostics:?}");
        Json::from(&tree.unwrap())
    }

    #[test]
    fn texts_stay_texts() {
        let texts = [
            "",
            " ",
            "a ",
            "no",
            "Off",
            "~",
            "null",
            "1",
            "1_000",
            "12:30",
            "0o17",
            "0x1f",
            "1e3",
            ".5",
            "-",
            "- a",
            "2001-01-01",
            "=",
            "<<",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "*",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{a}",
            "[a]",
            "it's",
            "\"q\"",
            "a\\b",
            "a\nb",
            "a\nb\n",
            "a\n\nb\n\n",
            "\na",
            " a\nb",
            "a\n b",
            "a\n \nb",
            "a\tb",
            "\ta",
            "a\n\tb",
            "\u{1}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{1f600}",
            "\u{e0001}",
            "a\r\nb",
            "---",
            "...",
            "a\n---\nb",
            "\n",
            "a\n",
            "line \nline",
            "? a",
            "| a",
            "> a",
            "/pets/{id}",
            "text/plain; charset=utf-8",
            "::error::a",
            "a\n::error::b\n",
            "a ##[group]b",
            "## a",
        ];
        for text in texts {
            let value = Json::Object(vec![
                (text.to_owned(), Json::String(text.to_owned())),
                (
                    "list".to_owned(),
                    Json::Array(vec![Json::Array(vec![Json::String(text.to_owned())])]),
                ),
            ]);
            let written = yaml(&value);
            assert_eq!(read(&written), value, "{written}");
            assert!(!terminal::commands(&written), "{written}");
        }
    }

    #[test]
    fn what_readers_disagree_about_is_in_quotes() {
        for text in [
            "no",
            "1_000",
            "12:30",
            "0o17",
            "2001-01-01",
            "3.0.3",
            "200",
            "Y",
        ] {
            let mut written = String::new();
            on_one_line(&mut written, text);
            assert_eq!(written, format!("'{text}'"));
        }
        let number = |text| Json::Number(Number::from_json(text).unwrap());
        assert_eq!(yaml(&number("1e3")), "!!float 1e3\n");
        assert_eq!(yaml(&number("1.5e+3")), "1.5e+3\n");
        let big = "123456789012345678901234567890.10";
        assert_eq!(read(&yaml(&number(big))), number(big));
    }

    #[test]
    fn long_keys_are_marked() {
        let value = Json::Object(vec![("k".repeat(5000), Json::Null)]);
        assert_eq!(read(&yaml(&value)), value);
    }
}
