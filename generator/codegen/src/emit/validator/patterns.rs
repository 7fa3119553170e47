//! Literals of patterns.

use trueup_description::pattern::{CharSet, End, Run, Simple};
use trueup_registry::patterns::{Matching, Patterns};

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
pub(super) fn literal(patterns: &Patterns, pattern: &str, constant: &str) -> (String, String) {
    let (matcher, beside) = match patterns.get(pattern) {
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
