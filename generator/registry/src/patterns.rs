//! Patterns: loops for runs of character classes, regular expressions for the rest, as far as the engine goes.

use std::collections::BTreeMap;

use trueup_description::diagnostic::{Code, Diagnostic, Diagnostics};
use trueup_description::ir::Api;
use trueup_description::ir::schema::Schema;
use trueup_description::pattern::{CharSet, End, Run, Simple};
use trueup_validator::{Class, Matcher, Pattern, Regex};

use crate::Arena;
use crate::ecma::{self, Fault, Part};

/// How the texts of a pattern are told from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matching {
    /// By a loop.
    Runs(Simple),
    /// By a regular expression of the `regex` crate.
    Regex(String),
    /// By several patterns.
    Parts(Vec<(Part, Matching)>),
    /// Not at all: the pattern asks for more than linear time, or for more memory than the engine takes.
    Unknown(String),
    /// It is no pattern.
    Malformed(String),
}

impl Matching {
    fn of(pattern: &str) -> Self {
        let Some(parts) = ecma::parts(pattern) else {
            return Self::of_one(pattern);
        };
        let mut matched = Vec::new();
        for part in parts {
            match Self::of_one(&part.source) {
                fault @ (Self::Unknown(_) | Self::Malformed(_)) => return fault,
                matching => matched.push((part, matching)),
            }
        }
        Self::Parts(matched)
    }

    /// The same of a pattern that is one.
    fn of_one(pattern: &str) -> Self {
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
pub struct Patterns(BTreeMap<String, Matching>);

impl Patterns {
    /// Looks at all patterns, and reports those by which the validator can tell nothing.
    pub fn of(api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let mut patterns = Self(BTreeMap::new());
        for (_, schema) in api.schemas.iter() {
            let own = schema.assertions.string.pattern.iter();
            let of_names = schema.assertions.object.patterns.iter();
            let own = own.map(|pattern| (pattern, schema.pattern_span));
            let of_names = of_names.map(|(pattern, _)| (pattern, None));
            for (pattern, span) in own.chain(of_names) {
                let matching = patterns.look_at(pattern);
                if let Some(mut diagnostic) = report(schema, pattern, matching) {
                    diagnostic.span = span.or(diagnostic.span);
                    diagnostics.push(diagnostic);
                }
            }
        }
        patterns
    }

    fn look_at(&mut self, pattern: &str) -> &Matching {
        let entry = self.0.entry(pattern.to_owned());
        entry.or_insert_with(|| Matching::of(pattern))
    }

    /// The table of each.
    pub(crate) fn tables<'a>(&self, arena: &'a Arena) -> BTreeMap<&str, &'a Pattern<'a>> {
        let patterns = self.0.iter();
        patterns
            .map(|(source, matching)| (source.as_str(), table(arena, source, matching)))
            .collect()
    }
}

fn report(schema: &Schema, pattern: &str, matching: &Matching) -> Option<Diagnostic> {
    let (code, why, help) = match matching {
        Matching::Runs(_) | Matching::Regex(_) | Matching::Parts(_) => return None,
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
    Some(Diagnostic::new(code, &schema.origin, message).help(help))
}

/// Whether every text of a pattern is of a format, so that the pattern alone need be looked at.
pub(crate) fn implies(pattern: Option<&str>, format: &str) -> bool {
    let Some(simple) = pattern.and_then(Simple::parse) else {
        return false;
    };
    let mut digits = simple.runs.iter();
    match format {
        "hex" => simple.hex_bytes().is_some(),
        // `base64_bytes` knows both alphabets, this format only one. Before padding some letters stand for no bytes, which a
        // class does not tell from others.
        "byte" => {
            let standard = |run: &Run| {
                run.set
                    .ranges()
                    .iter()
                    .all(|(low, high)| *low != '-' && *high != '_' && *low != '=')
            };
            simple.base64_bytes().is_some() && digits.all(standard)
        }
        _ => false,
    }
}

fn table<'a>(arena: &'a Arena, source: &str, matching: &Matching) -> &'a Pattern<'a> {
    let matcher = match matching {
        Matching::Runs(simple) => {
            let runs = arena.list(simple.runs.iter().map(|run| trueup_validator::Run {
                class: class(arena, &run.set),
                least: run.min,
                most: run.max.unwrap_or(u32::MAX),
            }));
            match simple.end {
                End::Exact => Matcher::Whole(runs),
                End::Open => Matcher::Prefix(runs),
            }
        }
        Matching::Regex(regex) => Matcher::Regex(arena.regex(Regex::owned(regex.clone()))),
        Matching::Parts(parts) => {
            Matcher::Parts(arena.list(parts.iter().map(|(part, matching)| {
                let pattern = table(arena, &part.source, matching);
                trueup_validator::Part::new(pattern, part.wanted)
            })))
        }
        Matching::Unknown(_) | Matching::Malformed(_) => Matcher::Undecided,
    };
    arena.value(Pattern {
        source: arena.text(source),
        matcher,
    })
}

fn class<'a>(arena: &'a Arena, set: &CharSet) -> Class<'a> {
    let Some(ranges) = set.ascii() else {
        return Class::Ranges(arena.list(set.ranges().iter().copied()));
    };
    match ranges.as_slice() {
        [(b'0', b'9'), (b'A', b'F'), (b'a', b'f')] => Class::Hex,
        [(b'+', b'+'), (b'/', b'9'), (b'A', b'Z'), (b'a', b'z')] => Class::Base64,
        [
            (b'-', b'-'),
            (b'0', b'9'),
            (b'A', b'Z'),
            (b'_', b'_'),
            (b'a', b'z'),
        ] => Class::Base64Url,
        [(b'0', b'9'), (b'a', b'f')] => Class::LowerHex,
        [(b'0', b'9')] => Class::Digit,
        [(first, last)] if first == last => Class::Only(*first),
        ranges => {
            let mut words = [0u64; 2];
            for byte in ranges.iter().flat_map(|(first, last)| *first..=*last) {
                let [low, high] = &mut words;
                let word = if byte < 64 { low } else { high };
                *word |= 1 << (byte % 64);
            }
            Class::Set(words)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What classes are put together of.
    const PIECES: [&str; 20] = [
        "a",
        "z",
        "-",
        "^",
        ".",
        "$",
        "/",
        r"\x20",
        r"\x7e",
        r"\u0041",
        r"\d",
        r"\w",
        r"\s",
        r"\-",
        r"\]",
        r"\t",
        "A-F",
        "0-9",
        r"+-\/",
        r"\x21-\x2f",
    ];

    /// Each loop says what the engine says, of every character.
    #[test]
    fn loops_and_the_engine_agree() {
        let (mut seed, mut compared) = (7_u64, 0);
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap_or_default() % below
        };
        for _ in 0..3_000 {
            let count = 1 + next(5);
            let inside: String = (0..count)
                .filter_map(|_| PIECES.get(next(PIECES.len())))
                .copied()
                .collect();
            let pattern = format!("^[{inside}]$");
            let (Some(simple), Ok(regex)) = (Simple::parse(&pattern), ecma::translate(&pattern))
            else {
                continue;
            };
            let engine = regex::Regex::new(&regex).unwrap();
            compared += 1;
            for character in ('\0'..='\u{7f}').chain(['é', '\u{2028}', '\u{a0}']) {
                let text = character.to_string();
                let only = CharSet::of(&[(character, character)]);
                let looped = simple.runs.iter().all(|run| run.set.meets(&only));
                assert_eq!(looped, engine.is_match(&text), "{pattern}: {character:?}");
            }
        }
        assert!(compared > 1_000, "{compared}");
    }
}
