//! The name that was probably meant.

/// The nearest of some names, if it is near enough to be meant: at most a third of the letters differ.
pub(crate) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = (name.chars().count() / 3).clamp(1, 6);
    nearest_within(name, names, most)
}

/// The nearest of some names with at most so many letters changed, added, left out or swapped.
pub(crate) fn nearest_within<'n>(
    name: &str,
    names: impl Iterator<Item = &'n str>,
    most: usize,
) -> Option<&'n str> {
    names
        .filter_map(|other| Some((distance(name, other, most)?, other)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// Whether two names differ in the way they are written alone: `nodeId`, `node_id`, `Node-ID`.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(a) == letters(b)
}

/// How many letters must be changed, added, left out or swapped with the next (optimal string alignment), or
/// `None` if more than `most`.
pub(crate) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    const LONGEST: usize = 200;
    let a: Vec<char> = a
        .chars()
        .flat_map(char::to_lowercase)
        .take(LONGEST)
        .collect();
    let b: Vec<char> = b
        .chars()
        .flat_map(char::to_lowercase)
        .take(LONGEST)
        .collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("", "", 3), Some(0));
        assert_eq!(distance("index", "indxe", 3), Some(1));
        assert_eq!(distance("index", "idx", 3), Some(2));
        assert_eq!(distance("index", "offset", 3), None);
        assert_eq!(distance("Index", "index", 0), Some(0));
    }

    #[test]
    fn the_nearest_is_found_if_it_is_near() {
        let names = ["title", "titles", "author"];
        assert_eq!(nearest("tilte", names.into_iter()), Some("title"));
        assert_eq!(nearest("publisher", names.into_iter()), None);
        assert!(same_words("nodeId", "node_id"));
        assert!(!same_words("nodeId", "node"));
    }
}
