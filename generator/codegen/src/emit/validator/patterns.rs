//! Patterns: byte loops for runs of character classes, regular expressions for the rest.

use super::ecma;
use crate::pattern::{AsciiSet, End, Run, Simple};

/// Whether a pattern is more than a byte loop.
pub(super) fn needs_regex(pattern: Option<&str>) -> bool {
    pattern.is_some_and(|pattern| Simple::parse(pattern).is_none())
}

/// Whether every text of a pattern is of a format, so that the pattern alone need be looked at.
pub(super) fn implies(pattern: Option<&str>, format: &str) -> bool {
    let Some(simple) = pattern.and_then(Simple::parse) else {
        return false;
    };
    let mut digits = simple
        .runs
        .iter()
        .filter(|run| run.set.ranges() != [(b'=', b'=')]);
    match format {
        "hex" => simple.hex_bytes().is_some(),
        // `base64_bytes` knows both alphabets, this format only one.
        "byte" => {
            let standard = |run: &Run| {
                run.set
                    .ranges()
                    .iter()
                    .all(|(low, high)| *low != b'-' && *high != b'_')
            };
            simple.base64_bytes().is_some() && digits.all(standard)
        }
        _ => false,
    }
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
pub(super) fn literal(pattern: &str, constant: &str) -> (String, String) {
    let (matcher, beside) = match Simple::parse(pattern) {
        Some(simple) => (runs(&simple), String::new()),
        None => {
            // `check` has refused what cannot be translated.
            let regex = ecma::translate(pattern).unwrap_or_default();
            let beside = format!("static {constant}__REGEX: Regex = Regex::new({regex:?});\n");
            (format!("Matcher::Regex(&{constant}__REGEX)"), beside)
        }
    };
    (
        format!("Pattern {{ source: {pattern:?}, matcher: {matcher} }}"),
        beside,
    )
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
        class(run.set),
        run.min
    )
}

fn class(set: AsciiSet) -> String {
    match set.ranges().as_slice() {
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
