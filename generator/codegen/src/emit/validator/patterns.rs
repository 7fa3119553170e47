//! Patterns: loops for runs of character classes, regular expressions for the rest, as far as the engine goes.

use std::collections::BTreeMap;

use super::ecma::{self, Fault};
use crate::pattern::{CharSet, End, Run, Simple};
use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::Api;

/// How the texts of a pattern are told from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matching {
    /// By a loop.
    Runs(Simple),
    /// By a regular expression of the `regex` crate.
    Regex(String),
    /// Not at all: the pattern asks for more than linear time, or for more memory than the engine takes.
    Unknown(String),
    /// It is no pattern.
    Malformed(String),
}

impl Matching {
    fn of(pattern: &str) -> Self {
        if let Some(simple) = Simple::parse(pattern) {
            return Self::Runs(simple);
        }
        let regex = match ecma::translate(pattern) {
            Ok(regex) => regex,
            Err(Fault::Unsupported(why)) => return Self::Unknown(why),
            Err(Fault::Malformed(why)) => return Self::Malformed(why),
        };
        // Built as the validator builds it, within the same limits.
        match regex::Regex::new(&regex) {
            Ok(_) => Self::Regex(regex),
            Err(_) => Self::Unknown("is too large once its counts are written out".to_owned()),
        }
    }
}

/// The patterns of an API, each looked at once.
#[derive(Debug)]
pub(crate) struct Patterns(BTreeMap<String, Matching>);

impl Patterns {
    /// Looks at all patterns, and reports those by which the validator can tell nothing.
    pub(crate) fn of(api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let mut patterns = Self(BTreeMap::new());
        for (_, schema) in api.schemas.iter() {
            let Some(pattern) = &schema.assertions.string.pattern else {
                continue;
            };
            let matching = patterns
                .0
                .entry(pattern.clone())
                .or_insert_with(|| Matching::of(pattern));
            let (code, why, help) = match matching {
                Matching::Runs(_) | Matching::Regex(_) => continue,
                Matching::Unknown(why) => (
                    Code::UnsupportedPattern,
                    why,
                    "the validator calls such texts undecided; write it without that, or as `minLength`, `maxLength`, `enum` or `format`",
                ),
                Matching::Malformed(why) => (
                    Code::BadPattern,
                    why,
                    "patterns are regular expressions of ECMA-262",
                ),
            };
            let message = format!("the pattern `{pattern}` {why}");
            diagnostics.push(Diagnostic::new(code, &schema.origin, message).help(help));
        }
        patterns
    }

    fn get(&self, pattern: &str) -> Option<&Matching> {
        self.0.get(pattern)
    }

    /// Whether a pattern is matched by a regular expression.
    pub(super) fn needs_regex(&self, pattern: Option<&str>) -> bool {
        let matching = pattern.and_then(|pattern| self.get(pattern));
        matches!(matching, Some(Matching::Regex(_)))
    }

    /// The literal of a pattern, and the static that it needs beside it.
    ///
    /// `^[0-9a-f]{64}$` becomes
    ///
    /// ```text
    /// Pattern {
    ///     source: "^[0-9a-f]{64}$",
    ///     matcher: Matcher::Whole(&[Run { class: Class::LowerHex, least: 64, most: 64 }]),
    /// }
    /// ```
    pub(super) fn literal(&self, pattern: &str, constant: &str) -> (String, String) {
        let (matcher, beside) = match self.get(pattern) {
            Some(Matching::Runs(simple)) => (runs(simple), String::new()),
            Some(Matching::Regex(regex)) => {
                let beside = format!("static {constant}__REGEX: Regex = Regex::new({regex:?});\n");
                (format!("Matcher::Regex(&{constant}__REGEX)"), beside)
            }
            _ => ("Matcher::Undecided".to_owned(), String::new()),
        };
        (
            format!("Pattern {{ source: {pattern:?}, matcher: {matcher} }}"),
            beside,
        )
    }
}

/// Whether every text of a pattern is of a format, so that the pattern alone need be looked at.
pub(super) fn implies(pattern: Option<&str>, format: &str) -> bool {
    let Some(simple) = pattern.and_then(Simple::parse) else {
        return false;
    };
    let mut digits = simple
        .runs
        .iter()
        .filter(|run| run.set.ranges() != [('=', '=')]);
    match format {
        "hex" => simple.hex_bytes().is_some(),
        // `base64_bytes` knows both alphabets, this format only one.
        "byte" => {
            let standard = |run: &Run| {
                run.set
                    .ranges()
                    .iter()
                    .all(|(low, high)| *low != '-' && *high != '_')
            };
            simple.base64_bytes().is_some() && digits.all(standard)
        }
        _ => false,
    }
}

fn runs(simple: &Simple) -> String {
    let runs: Vec<_> = simple.runs.iter().map(run).collect();
    let kind = match simple.end {
        End::Exact => "Whole",
        End::Open => "Prefix",
    };
    format!("Matcher::{kind}(&[{}])", runs.join(", "))
}

fn run(run: &Run) -> String {
    let most = run
        .max
        .map_or_else(|| "u32::MAX".to_owned(), |max| max.to_string());
    format!(
        "Run {{ class: {}, least: {}, most: {most} }}",
        class(&run.set),
        run.min
    )
}

fn class(set: &CharSet) -> String {
    let Some(ranges) = set.ascii() else {
        return format!("Class::Ranges(&[{}])", set.literals());
    };
    match ranges.as_slice() {
        [(b'0', b'9'), (b'A', b'F'), (b'a', b'f')] => "Class::Hex".to_owned(),
        [(b'+', b'+'), (b'/', b'9'), (b'A', b'Z'), (b'a', b'z')] => "Class::Base64".to_owned(),
        [
            (b'-', b'-'),
            (b'0', b'9'),
            (b'A', b'Z'),
            (b'_', b'_'),
            (b'a', b'z'),
        ] => "Class::Base64Url".to_owned(),
        [(b'0', b'9'), (b'a', b'f')] => "Class::LowerHex".to_owned(),
        [(b'0', b'9')] => "Class::Digit".to_owned(),
        [(first, last)] if first == last => format!("Class::Only({first})"),
        ranges => {
            let mut words = [0u64; 2];
            for byte in ranges.iter().flat_map(|(first, last)| *first..=*last) {
                let [low, high] = &mut words;
                let word = if byte < 64 { low } else { high };
                *word |= 1 << (byte % 64);
            }
            let [low, high] = words;
            format!("Class::Set([{low:#x}, {high:#x}])")
        }
    }
}
