//! The name that somebody may have meant.

/// Longer names are not compared: the effort grows with the square of the length.
const LONGEST: usize = 64;

/// More candidates are only compared as a whole: there may be as many wrong names as candidates.
const MOST: usize = 500;

/// The candidate that differs from `name` by a slip of the keyboard: in at most a third of its
/// letters. One that differs only in case is preferred, then the nearest, then the first.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(same) = candidates
        .iter()
        .find(|candidate| candidate.eq_ignore_ascii_case(name))
    {
        return Some(same);
    }
    let name = letters(name)?;
    let limit = (name.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        let Some(other) = letters(candidate) else {
            continue;
        };
        if other.len().abs_diff(name.len()) > limit {
            continue;
        }
        let distance = distance(&name, &other);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
        if distance <= 1 {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn letters(name: &str) -> Option<Vec<char>> {
    (name.len() <= LONGEST).then(|| name.to_lowercase().chars().collect())
}

/// How many letters must be inserted, removed, replaced, or swapped with their neighbour.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let cell =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut least = (cell(&above, column) + usize::from(letter != other))
                .min(cell(&above, column + 1) + 1)
                .min(cell(&current, column) + 1);
            let swapped = row > 0
                && column > 0
                && left.get(row - 1) == Some(other)
                && right.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(cell(&before, column - 1) + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(left.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let candidates = [
            "required",
            "requestBody",
            "responses",
            "in",
            "items",
            "summary",
        ];
        for (name, meant) in [
            ("requried", Some("required")),
            ("Required", Some("required")),
            ("requestbody", Some("requestBody")),
            ("response", Some("responses")),
            ("item", Some("items")),
            ("im", Some("in")),
            ("sumary", Some("summary")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, candidates), meant, "{name}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), ["a"]), None);
    }
}
