//! What may stand in the manifests of emitted crates: what Cargo builds and crates.io takes. Files and flags are held to the
//! same.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// The edition of emitted crates.
pub(crate) const EDITION: &str = "2024";

/// The first Rust that has it (Rust 1.85.0 release notes).
const FIRST: (u64, u64) = (1, 85);

/// How many keywords crates.io takes (The Cargo Book, "The keywords field").
const MOST_KEYWORDS: usize = 5;

/// How long each may be.
const LONGEST_KEYWORD: usize = 20;

/// A version of Rust: two or three numbers, of which Cargo takes one alone, too (The Cargo Book, "The rust-version field").
///
/// # Errors
/// What is none, and what is older than the edition of emitted crates.
pub fn rust_version(text: &str) -> Result<String, String> {
    let number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u64>().ok()).flatten()
    };
    let numbers: Option<Vec<u64>> = text.split('.').map(number).collect();
    let (major, minor) = match numbers.as_deref() {
        Some([major]) => (*major, 0),
        Some([major, minor] | [major, minor, _]) => (*major, *minor),
        _ => {
            return Err(format!(
                "a version of Rust is written like `1.85` or `1.85.0`; {text:?} is not"
            ));
        }
    };
    match (major, minor) < FIRST {
        true => Err(format!(
            "emitted crates are written in edition {EDITION}, which begins with Rust {}.{}; {text:?} is older",
            FIRST.0, FIRST.1
        )),
        false => Ok(text.to_owned()),
    }
}

/// A keyword as crates.io takes it.
///
/// # Errors
/// What is none.
pub fn keyword(text: &str) -> Result<String, String> {
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b"_-+".contains(&byte);
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    match begins && text.bytes().all(part) && text.len() <= LONGEST_KEYWORD {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "a keyword has a letter or a digit first, then letters, digits, `_`, `-` and `+`, at most {LONGEST_KEYWORD} of them, all of ASCII; {text:?} is none"
        )),
    }
}

/// Keywords, not too many of them.
///
/// # Errors
/// One that is none, and more than crates.io takes.
pub fn keywords(texts: &[String]) -> Result<Vec<String>, String> {
    if texts.len() > MOST_KEYWORDS {
        return Err(format!(
            "a crate has at most {MOST_KEYWORDS} keywords; these are {}",
            texts.len()
        ));
    }
    texts.iter().map(|text| keyword(text)).collect()
}

/// An SPDX expression (SPDX 2.3, annex D). Whether a licence is of the SPDX list is not known here.
///
/// # Errors
/// What is none.
pub fn license(text: &str) -> Result<String, String> {
    let told = |why: &str| {
        Err(format!(
            "a licence is an SPDX expression, like `MIT OR Apache-2.0`; {text:?} is none: {why}"
        ))
    };
    if text.contains('/') {
        return told("write `OR` for `/`");
    }
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let (mut open, mut last) = (0_usize, Last::Operator);
    for word in spaced.split_ascii_whitespace() {
        last = match (word, last) {
            ("(", Last::Operator) => {
                open += 1;
                Last::Operator
            }
            (")", Last::License | Last::Exception | Last::Closed) if open > 0 => {
                open -= 1;
                Last::Closed
            }
            ("AND" | "OR", Last::License | Last::Exception | Last::Closed) => Last::Operator,
            ("WITH", Last::License) => Last::With,
            (word, Last::Operator) if is_license(word) => Last::License,
            (word, Last::With) if is_id(word) => Last::Exception,
            (word, Last::License | Last::Exception | Last::Closed) if is_license(word) => {
                return told(&format!("`AND` or `OR` is missing before {word:?}"));
            }
            (word, _) => return told(&format!("{word:?} does not belong there")),
        };
    }
    match last {
        Last::Operator | Last::With => told("something is missing at the end"),
        _ if open > 0 => told("a bracket is not closed"),
        _ => Ok(text.to_owned()),
    }
}

/// What stands last of an expression, read so far.
#[derive(Clone, Copy)]
enum Last {
    /// An operator or an open bracket, or nothing yet: a licence must follow.
    Operator,
    /// `WITH`: an exception must follow.
    With,
    License,
    Exception,
    Closed,
}

/// A licence of the list, perhaps with `+`, or one of the document's or of another's own.
fn is_license(word: &str) -> bool {
    let (first, second) = match word.split_once(':') {
        Some((document, license)) => (document, license),
        None => (word, word),
    };
    is_id(first) && is_id(second.strip_suffix('+').unwrap_or(second))
        || is_id(word.strip_suffix('+').unwrap_or(word))
}

fn is_id(word: &str) -> bool {
    let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let keyword = ["AND", "OR", "WITH"].contains(&word);
    !keyword && !word.is_empty() && word.bytes().all(part)
}

/// The address of a repository: a URL that crates.io shows.
///
/// # Errors
/// What is no URL of `http` or `https`.
pub fn repository(text: &str) -> Result<String, String> {
    let rest = ["https://", "http://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    // RFC 3986, section 2: what a URL is made of.
    let part =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    match rest.is_some_and(|rest| begins(rest) && rest.bytes().all(part)) {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "a repository is a URL that begins with `https://` or `http://`; {text:?} is none"
        )),
    }
}

pub(super) fn read_rust_version<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    rust_version(&String::deserialize(value)?).map_err(Error::custom)
}

pub(super) fn read_license<'de, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<String>, D::Error> {
    license(&String::deserialize(value)?)
        .map(Some)
        .map_err(Error::custom)
}

pub(super) fn read_repository<'de, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<String>, D::Error> {
    repository(&String::deserialize(value)?)
        .map(Some)
        .map_err(Error::custom)
}

pub(super) fn read_keywords<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    keywords(&Vec::deserialize(value)?).map_err(Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(check: impl Fn(&str) -> Result<String, String>, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(check(text).as_deref(), Ok(*text));
        }
        for text in bad {
            assert!(check(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn versions_of_rust_have_the_edition() {
        judged(
            rust_version,
            &["1.85", "1.85.0", "1.90", "2", "2.0"],
            &[
                "",
                "1",
                "1.0",
                "1.84.9",
                "1.x",
                "1.85.0.1",
                "1.85-beta",
                ">=1.85",
                "1.",
                "1.+85",
            ],
        );
    }

    #[test]
    fn keywords_are_those_of_the_registry() {
        judged(
            keyword,
            &["pets", "c++", "3d", "a-b_c", "abcdefghijklmnopqrst"],
            &["", "a b", "-a", "_a", "é", "abcdefghijklmnopqrstu", "a,b"],
        );
        let five = ["a", "b", "c", "d", "e"].map(str::to_owned);
        assert_eq!(keywords(&five).as_deref(), Ok(&five[..]));
        assert!(keywords(&[&five[..], &five[..1]].concat()).is_err());
    }

    #[test]
    fn licences_are_expressions() {
        judged(
            license,
            &[
                "MIT",
                "MIT OR Apache-2.0",
                "(MIT OR GPL-2.0+) AND (Zlib)",
                "GPL-3.0-only WITH Classpath-exception-2.0",
                "LicenseRef-Proprietary",
                "DocumentRef-a:LicenseRef-b AND MIT",
            ],
            &[
                "",
                " ",
                "FOO BAR",
                "MIT/Apache-2.0",
                "MIT OR",
                "OR MIT",
                "(MIT",
                "MIT)",
                "()",
                "MIT WITH",
                "(MIT) WITH x",
                "MIT or Zlib",
                "a:b:c",
                "M\"IT",
            ],
        );
        let said = license("MIT Zlib").unwrap_err();
        assert!(said.contains("`AND` or `OR` is missing"), "{said}");
    }

    #[test]
    fn repositories_are_addresses() {
        judged(
            repository,
            &["https://pets.example.com/git", "http://[::1]:80/a?b#c"],
            &[
                "",
                "x\"y",
                "https://",
                "git@example.com:a",
                "https://a b",
                "https:///a",
                "ssh://a/b",
            ],
        );
    }

    /// A file is told the line.
    #[test]
    fn settings_say_where() {
        for wrong in [
            "rust-version = '1.0'",
            "license = 'FOO BAR'",
            "repository = 'x'",
            "emit = []",
            "crates.pets.keywords = ['a', 'b', 'c', 'd', 'e', 'f']",
            "crates.pets.keywords = ['a b']",
        ] {
            let said = super::super::Config::parse(&format!("\n{wrong}\n")).unwrap_err();
            assert!(said.contains("line 2, column"), "{said}");
        }
    }
}
