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
    let letters = |text: &str| -> String {
        let letters = text.chars().flat_map(char::to_lowercase);
        letters.take(LONGEST).collect()
    };
    let (a, b) = (letters(a), letters(b));
    if a.chars().count().abs_diff(b.chars().count()) > most {
        return None;
    }
    Some(strsim::osa_distance(&a, &b)).filter(|&distance| distance <= most)
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
