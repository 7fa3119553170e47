//! Words of a shell's command (POSIX.1-2024, Shell Command Language, section 2.2).
//!
//! Nothing is expanded but variables of our own; what a stranger wrote stands where a shell changes nothing.

use crate::hidden;

/// A piece of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Any text.
    Text(&'t str),
    /// The value of a variable. An invalid name is written as text.
    Variable(&'t str),
}

/// One word with this text, in single quotes: `'it'\''s'`. Line breaks stay; other hidden characters are shown by an
/// escape, which a shell leaves alone.
#[must_use]
pub fn quoted(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(hidden::visible).collect();
    format!("'{}'", lines.join("\n").replace('\'', r"'\''"))
}

/// One word with this text, in quotes only where a shell needs them: for commands that people read.
#[must_use]
pub fn argument(text: &str) -> String {
    let bare = |character: char| character != ' ' && is_plain(character);
    if !text.is_empty() && text.chars().all(bare) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// One word of several pieces.
///
/// Where no text holds anything that a shell looks at between double quotes, they go around the word as a whole, which
/// is what people write: `"Authorization: Bearer $TOKEN"`. Otherwise every text has single quotes of its own:
/// `'X-$(id): '"$KEY"`.
#[must_use]
pub fn word(parts: &[Part<'_>]) -> String {
    let plain = |part: &Part<'_>| match part {
        Part::Text(text) => text.chars().all(is_plain),
        Part::Variable(name) => is_name(name),
    };
    // A name would go on into a letter that follows it.
    let apart = |pair: &[Part<'_>]| !matches!(pair, [Part::Variable(_), Part::Text(next)] if next.starts_with(is_name_character));
    if parts.iter().all(plain) && parts.windows(2).all(apart) {
        let inside: String = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => (*text).to_owned(),
                Part::Variable(name) => format!("${name}"),
            })
            .collect();
        return format!("\"{inside}\"");
    }
    parts
        .iter()
        .map(|part| match part {
            Part::Variable(name) if is_name(name) => format!("\"${name}\""),
            Part::Text(text) | Part::Variable(text) => quoted(text),
        })
        .collect()
}

/// Whether a shell takes a character for itself between double quotes, in scripts and at a prompt.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || " -_.:/=,;@%+".contains(character)
}

/// Whether this is the name of a variable (section 3.216 of the Base Definitions).
fn is_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(is_name_character)
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::Part::{Text, Variable};
    use super::*;

    #[test]
    fn a_quoted_text_is_one_word() {
        assert_eq!(quoted("it's $HOME `id`"), r"'it'\''s $HOME `id`'");
        assert_eq!(quoted("{\n  \"a\": 1\n}"), "'{\n  \"a\": 1\n}'");
        assert_eq!(quoted("a\u{1b}[2J\u{202e}"), r"'a\u{1b}[2J\u{202e}'");
    }

    #[test]
    fn an_argument_has_quotes_where_it_needs_them() {
        for text in ["openapi.yaml", "../a/b_c.json", "listPets"] {
            assert_eq!(argument(text), text);
        }
        for (text, word) in [
            ("", "''"),
            ("my api", "'my api'"),
            ("/p*", "'/p*'"),
            ("$(id)", "'$(id)'"),
        ] {
            assert_eq!(argument(text), word);
        }
    }

    #[test]
    fn nothing_but_variables_is_expanded() {
        let table: [(&[Part<'_>], &str); 6] = [
            (
                &[Text("Authorization: Bearer "), Variable("TOKEN")],
                "\"Authorization: Bearer $TOKEN\"",
            ),
            (
                &[Text("X-$(touch f): "), Variable("K")],
                "'X-$(touch f): '\"$K\"",
            ),
            (&[Text("X-`id`!: "), Variable("K")], "'X-`id`!: '\"$K\""),
            (&[Variable("K"), Text("x")], "\"$K\"'x'"),
            (&[Variable("K"), Text("=1")], "\"$K=1\""),
            (&[Text("a: "), Variable("ß$(id)")], "'a: ''ß$(id)'"),
        ];
        for (parts, expected) in table {
            assert_eq!(word(parts), expected);
        }
    }
}
