//! Files of a bearable size: what is named goes into parts by the first letters of its name.

use std::collections::BTreeMap;

/// How many items a file may have before it is taken apart.
const MOST: usize = 400;

/// How many lines a file may have before it is taken apart, but for head and empty lines between items.
const LONGEST: usize = 9_000;

/// How many letters tell parts from each other at most: large documents have hundreds of names that begin alike.
const LETTERS: usize = 48;

/// The items by what the names of their modules are made of; one part without a name where there are few. What is one item
/// stays one, however long it is.
pub(crate) fn of<T>(
    items: Vec<T>,
    name: impl Fn(&T) -> &str,
    lines: impl Fn(&T) -> usize,
) -> BTreeMap<String, Vec<T>> {
    let fits =
        |items: &[T]| items.len() <= MOST && items.iter().map(&lines).sum::<usize>() <= LONGEST;
    let mut parts = BTreeMap::new();
    let mut open = vec![(String::new(), items)];
    while let Some((letters, items)) = open.pop() {
        let count = letters.len() + 1;
        if items.len() <= 1 || count > LETTERS || fits(&items) {
            parts.insert(letters, items);
            continue;
        }
        let mut groups: BTreeMap<String, Vec<T>> = BTreeMap::new();
        for item in items {
            groups
                .entry(begin(name(&item), count))
                .or_default()
                .push(item);
        }
        // Names that end here.
        let ended = groups.remove(&letters);
        parts.extend(ended.map(|items| (letters, items)));
        open.extend(groups);
    }
    parts
}

/// The first letters and digits of a name, as those of a module: one case, and ASCII alone.
fn begin(name: &str, count: usize) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters
        .take(count)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// The module of a part.
pub(crate) fn module(letters: &str) -> String {
    format!("part_{letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_items_stay_together() {
        let parts = of(vec!["b", "a"], |name| name, |_| 1);
        assert_eq!(parts, BTreeMap::from([(String::new(), vec!["b", "a"])]));
    }

    #[test]
    fn many_items_are_told_apart_by_as_few_letters_as_will_do() {
        let mut names: Vec<String> = (0..MOST).map(|number| format!("REPO_{number}")).collect();
        names.extend(["Reed", "alpha", "R", "型"].map(str::to_owned));
        let parts = of(names, String::as_str, |_| 1);
        let sizes: Vec<_> = parts
            .iter()
            .map(|(part, items)| (part.as_str(), items.len()))
            .collect();
        assert_eq!(
            sizes,
            [("", 1), ("a", 1), ("r", 1), ("ree", 1), ("rep", MOST)]
        );
    }

    #[test]
    fn long_items_are_told_apart_however_few() {
        let parts = of(vec!["Rex", "Rosa", "Tom"], |name| name, |_| LONGEST / 2);
        let parts: Vec<_> = parts.keys().map(String::as_str).collect();
        assert_eq!(parts, ["r", "t"]);
        let parts = of(vec!["Rex"], |name| name, |_| LONGEST + 1);
        assert_eq!(parts.len(), 1);
    }

    #[test]
    fn names_that_begin_alike_are_told_apart_by_what_follows() {
        let names: Vec<String> = (0..MOST * 2)
            .map(|number| format!("commonBeginning{number}"))
            .collect();
        let parts = of(names, String::as_str, |_| 1);
        assert!(
            parts.values().all(|items| items.len() <= MOST),
            "{:?}",
            parts.keys()
        );
        assert_eq!(parts.values().map(Vec::len).sum::<usize>(), MOST * 2);
        assert!(parts.contains_key("commonbeginning1"));
    }

    #[test]
    fn names_that_never_differ_stay_together() {
        let names = vec!["x".repeat(LETTERS + 1); MOST + 1];
        assert_eq!(of(names, String::as_str, |_| 1).len(), 1);
    }
}
