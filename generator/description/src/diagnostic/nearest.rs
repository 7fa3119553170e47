//! The name that somebody may have meant.

/// Longer names are not compared: the effort grows with the square of the length.
const LONGEST: usize = 64;

/// More candidates are only compared as a whole: there may be as many wrong names as candidates.
const MOST: usize = 500;

/// And still more not at all.
const MOST_WHOLE: usize = 5_000;

/// The candidate that differs from `name` by a slip of the keyboard: in at most a third of its
/// letters. One that differs only in case is preferred, then its plural, then the nearest, then the first.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().take(MOST_WHOLE).collect();
    if let Some(same) = candidates
        .iter()
        .find(|candidate| candidate.eq_ignore_ascii_case(name))
    {
        return Some(same);
    }
    if let Some(many) = plural(name)
        && let Some(same) = candidates.iter().find(|candidate| **candidate == many)
    {
        return Some(same);
    }
    let name = letters(name)?;
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(MOST) {
        let Some(other) = letters(candidate) else {
            continue;
        };
        if other.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&name, &other);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
        if distance <= 1 {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The plural of a word that ends in `y`, which no slip makes of it.
fn plural(name: &str) -> Option<String> {
    let stem = name.strip_suffix('y').filter(|_| name.len() <= LONGEST)?;
    Some(format!("{stem}ies"))
}

fn letters(name: &str) -> Option<String> {
    (name.len() <= LONGEST).then(|| name.to_lowercase())
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
            "properties",
        ];
        for (name, meant) in [
            ("requried", Some("required")),
            ("Required", Some("required")),
            ("requestbody", Some("requestBody")),
            ("response", Some("responses")),
            ("item", Some("items")),
            ("im", Some("in")),
            ("sumary", Some("summary")),
            ("property", Some("properties")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, candidates), meant, "{name}");
        }
        assert_eq!(nearest(&"a".repeat(100_000), ["a"]), None);
    }
}
