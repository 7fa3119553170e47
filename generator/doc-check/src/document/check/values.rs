//! Values that a sentence lists: "one of `open`, `closed` or `all`".

use std::ops::Range;

/// Where the values stand that a text lists behind the words that announce them; none if it lists fewer than two.
pub(super) fn listed(text: &str) -> Vec<Range<usize>> {
    // Cheap looks first: most texts list nothing.
    let lower = text.to_ascii_lowercase();
    // The words may be a part of a value: `ERR_SPECIFY_NAME`.
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let announced = ANNOUNCE.iter().find_map(|words| {
        let mut places = lower.match_indices(words);
        places.find_map(|(at, words)| {
            let end = at + words.len();
            let (before, after) = (lower.get(..at)?, lower.get(end..)?);
            (!before.ends_with(is_part) && !after.starts_with(is_part)).then_some(end)
        })
    });
    let Some(mut at) = announced else {
        return Vec::new();
    };
    let mut values = Vec::new();
    while let Some((value, next)) = one(text, at) {
        values.push(value);
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    if values.len() < 2 {
        values.clear();
    }
    values
}

const ANNOUNCE: [&str; 8] = [
    "one of",
    "valid values",
    "possible values",
    "allowed values",
    "accepted values",
    "supported values",
    "values are",
    "specify",
];

/// So many values are looked at, and no longer ones.
const LONGEST: usize = 64;

/// The value at a place, and where the next one begins, if another follows. A word with others behind it is none.
fn one(text: &str, at: usize) -> Option<(Range<usize>, Option<usize>)> {
    const MARKS: [char; 7] = ['`', '"', '\'', '*', ' ', ':', '('];
    let rest = text.get(at..)?;
    let rest = rest.trim_start_matches(MARKS);
    let rest = ["the following", "are", "is", "either"]
        .iter()
        .find_map(|word| {
            rest.strip_prefix(word)
                .filter(|it| it.starts_with([' ', ':']))
        })
        .unwrap_or(rest)
        .trim_start_matches(MARKS);
    let start = text.len() - rest.len();
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let length = rest.find(|c| !inner(c)).unwrap_or(rest.len());
    if length == 0 || length > LONGEST {
        return None;
    }
    let after = rest.get(length..)?;
    let behind = after.trim_start_matches(['`', '"', '\'', '*']);
    let value = start..start + length;
    let joints = [
        ", or ", ", and ", " or ", " and ", ", ", ",", " | ", "|", "/",
    ];
    let joint = joints.iter().find_map(|joint| behind.strip_prefix(joint));
    match joint {
        Some(next) => Some((value, Some(text.len() - next.len()))),
        None => {
            let rest = behind.trim_start();
            let ends = rest.is_empty() || rest.starts_with(['.', ';', ')', '<']);
            ends.then_some((value, None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_sentences() {
        let cases: [(&str, &[&str]); 8] = [
            ("Values: `ERR_SPECIFY_A`, `B`, `C`", &[]),
            (
                "Can be one of: `open`, `closed`, `all`",
                &["open", "closed", "all"],
            ),
            ("Must be one of \"a\", \"b\" or \"c\".", &["a", "b", "c"]),
            (
                "Specify warn, blur or hide. The rest.",
                &["warn", "blur", "hide"],
            ),
            ("Possible values are: x|y", &["x", "y"]),
            ("Valid values: a, b, and the rest of them", &["a", "b"]),
            ("one of the books", &[]),
            ("The state of it", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = listed(text)
                .into_iter()
                .filter_map(|it| text.get(it))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
