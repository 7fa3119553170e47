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

/// The word for a type of which another word is a slip: `string` of `strng`.
pub(crate) fn type_word(word: &str) -> Option<&'static str> {
    const WORDS: [&str; 6] = ["string", "integer", "number", "boolean", "object", "array"];
    const SHORT: usize = 4;
    let lower = word.to_ascii_lowercase();
    let plain = lower.bytes().all(|it| it.is_ascii_lowercase());
    let one = lower.strip_suffix('s').unwrap_or(&lower);
    if !plain || one.len() < SHORT || WORDS.contains(&one) {
        return None;
    }
    nearest_within(&lower, WORDS.into_iter(), 1)
}

/// The one of some names of which another is a slip: written in another way, or with a letter that is wrong in one of its
/// words. None if it may be a slip of several.
pub(crate) fn slip_of<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut meant = names.filter(|other| is_slip(name, other));
    let first = meant.next()?;
    meant.all(|other| other == first).then_some(first)
}

/// Whether a name is another with a slip in it. A word more or less, or another number, makes another name.
fn is_slip(name: &str, other: &str) -> bool {
    const SHORT: usize = 3;
    if same_words(name, other) {
        return true;
    }
    let (a, b) = (words(name), words(other));
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let mut wrong = a.iter().zip(&b).filter(|(a, b)| a != b);
    let Some((a_word, b_word)) = wrong.next() else {
        return false;
    };
    a.len() == b.len()
        && wrong.next().is_none()
        && digits(name) == digits(other)
        && a_word.chars().count().min(b_word.chars().count()) >= SHORT
        && distance(a_word, b_word, 1).is_some()
}

/// The words of a name in small letters: `nodeID`, `node_id` and `node-id` have two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let small_follows = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase()
            && (before.is_lowercase() || before.is_uppercase() && small_follows);
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
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
    // Cheap looks first: most names have nothing to do with each other.
    if a.is_ascii() && b.is_ascii() && differs_by_more(a, b, most) {
        return None;
    }
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

/// Whether two names have so different letters, in whatever order, that more than `most` must be changed: each change
/// makes a difference of two letters at most.
fn differs_by_more(a: &str, b: &str, most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return true;
    }
    let mut counts = [0i32; 32];
    let mut count = |text: &str, step: i32| {
        for byte in text.bytes() {
            // Letters by their last five bits, whatever their case; what falls together hides differences alone.
            if let Some(count) = counts.get_mut(usize::from(byte & 31)) {
                *count += step;
            }
        }
    };
    count(a, 1);
    count(b, -1);
    let differ: usize = counts
        .iter()
        .map(|count| count.unsigned_abs() as usize)
        .sum();
    differ > 2 * most
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
    fn a_slip_is_told_from_another_name() {
        for (name, other) in [
            ("customr", "customer"),
            ("cusotmer", "customer"),
            ("createdAt", "created_at"),
            ("IPAdress", "IPAddress"),
            ("orderID", "OrderId"),
            ("remote_adrs", "remote_addrs"),
        ] {
            assert_eq!(slip_of(name, [other].into_iter()), Some(other), "{name}");
        }
        for (name, other) in [
            ("CreatedAt", "Created"),
            ("IPAddress", "Address"),
            ("line1", "line2"),
            ("max", "min"),
            ("id", "ids"),
            ("created_by", "created_at"),
            ("user_name", "user_id"),
        ] {
            assert_eq!(slip_of(name, [other].into_iter()), None, "{name}");
        }
        let several = ["reader", "leader"];
        assert_eq!(slip_of("deader", several.into_iter()), None);
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
