//! Variables of shells, as far as they name the host of a call: `export BASE=https://a.example`, `HOST=a.example`.

use std::collections::BTreeMap;

use super::words::Command;
use crate::document::call::{Quote, Word};
use crate::document::text::Mapped;

/// What names stand for, as far as it is a host or a URL.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables {
    values: BTreeMap<String, String>,
}

/// How many variables are kept.
const MOST: usize = 256;
/// How many variables a host may be made of.
const MOST_IN_HOST: usize = 8;

impl Variables {
    /// Takes the values that a command sets and does nothing else: `A=x B=y`, `export A=x`, `set -x A x`.
    pub(super) fn set(&mut self, command: &Command) {
        let mut words = command
            .words
            .iter()
            .map(|word| (word.text.text(), word.quote));
        let mut words = words
            .by_ref()
            .skip_while(|(word, _)| matches!(*word, "$" | ">" | "%" | "#"));
        let all: Vec<(&str, Quote)> = words.by_ref().take(MOST_IN_HOST).collect();
        match all.as_slice() {
            [("set", _), (option, _), (name, _), (value, quote)] if option.starts_with('-') => {
                self.put(name, value, *quote);
            }
            [
                ("export" | "set" | "local" | "readonly" | "setx", _),
                rest @ ..,
            ] => self.all(rest),
            rest => self.all(rest),
        }
    }

    fn all(&mut self, words: &[(&str, Quote)]) {
        let pair = |(word, quote): &(&str, Quote)| {
            let (name, value) = word.split_once('=')?;
            is_name(name).then(|| (name.to_owned(), value.to_owned(), *quote))
        };
        // What stands before a command is for that alone.
        let pairs: Option<Vec<_>> = words.iter().map(pair).collect();
        for (name, value, quote) in pairs.unwrap_or_default() {
            self.put(&name, &value, quote);
        }
    }

    fn put(&mut self, name: &str, value: &str, quote: Quote) {
        let value = match quote {
            Quote::Single => value.to_owned(),
            _ => self.filled(value).unwrap_or_else(|| value.to_owned()),
        };
        // `a.example`, `localhost:8080`, `https://a.example/v1`, and what hosts are made of.
        let plain = !value.is_empty() && !value.contains(['$', '<', '{', '`', ' ', '(']);
        match is_name(name) && plain && self.values.len() < MOST {
            true => _ = self.values.insert(name.to_owned(), value),
            // It is something else now.
            false => _ = self.values.remove(name),
        }
    }

    /// Puts values in the place of the variables of a host.
    pub(super) fn fill(&self, url: &mut Word) {
        if url.quote == Quote::Single || self.values.is_empty() {
            return;
        }
        for _ in 0..MOST_IN_HOST {
            let text = url.text.text();
            let Some((name, range)) = variable(text, host_length(text)) else {
                return;
            };
            let Some(value) = self.values.get(name) else {
                return;
            };
            // A word without dots and slashes is no host.
            if !(value.contains(['.', '/']) || value.starts_with("localhost")) {
                return;
            }
            let after = text.get(range.end..).unwrap_or_default();
            // `$BASE/x` of `https://a.example/` has one slash.
            let value = match after.starts_with('/') {
                true => value.trim_end_matches('/'),
                false => value.as_str(),
            };
            let mut filled = Mapped::empty(url.text.source(0));
            filled.append_part(&url.text, 0..range.start);
            filled.push_decoded(value, url.text.span(range.clone()));
            filled.append_part(&url.text, range.end..text.len());
            url.text = filled;
        }
    }

    fn filled(&self, text: &str) -> Option<String> {
        let (name, range) = variable(text, text.len())?;
        let value = self.values.get(name)?;
        let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
        Some([before, value, after].concat())
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// How much of a URL is its host, with the scheme.
fn host_length(url: &str) -> usize {
    let from = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(from..).unwrap_or_default();
    let end = rest.find(['/', '?']);
    end.map_or(url.len(), |end| from + end)
}

/// The first variable of a text up to an offset: `$NAME`, `${NAME}`, `%NAME%`.
fn variable(text: &str, before: usize) -> Option<(&str, std::ops::Range<usize>)> {
    let at = text.get(..before)?.find(['$', '%'])?;
    let rest = text.get(at + 1..)?;
    let (name, length) = match (text.as_bytes().get(at)?, rest.strip_prefix('{')) {
        (b'%', _) => {
            let name = rest.split('%').next()?;
            (name, name.len() + 2)
        }
        (_, Some(inside)) => {
            let name = inside.split('}').next()?;
            (name, name.len() + 3)
        }
        (_, None) => {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let name = rest.get(..end.unwrap_or(rest.len()))?;
            (name, name.len() + 1)
        }
    };
    let range = at..at + length;
    let whole = text.get(range.clone()).is_some();
    (whole && is_name(name)).then_some((name, range))
}
