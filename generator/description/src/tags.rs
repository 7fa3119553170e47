//! The tree of tags (OpenAPI 3.2.0 §4.22): the tags of a document, each behind its parent.

use std::collections::{BTreeMap, BTreeSet};

use crate::cursor::At;
use crate::load::Version;

/// A tag, and where it stands in the tree.
pub(crate) struct Nested<'a> {
    pub(crate) name: &'a str,
    pub(crate) at: At<'a>,
    /// The place of its parent in the list.
    pub(crate) parent: Option<usize>,
    /// Why its `parent` says nothing.
    pub(crate) fault: Option<Fault>,
}

/// Why a `parent` says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No tag has this name.
    Unknown,
    /// It leads back to the tag.
    Circular,
}

/// Whether a tag is a heading over operations: of the kinds, one for navigation is, and one that says of no kind.
pub(crate) fn is_heading(tag: &At<'_>, version: Version) -> bool {
    let kind = tag.get("kind").filter(|_| version >= Version::V3_2);
    kind.is_none_or(|kind| kind.as_str() == Some("nav"))
}

/// The tags of a document, each behind its parent; without parents, in the order of the document.
pub(crate) fn nested<'a>(root: &At<'a>, version: Version) -> Vec<Nested<'a>> {
    let tags = root.get("tags");
    let tags = tags.iter().flat_map(At::items);
    let tags = tags.filter_map(|at| Some((at.get("name")?.as_str()?, at)));
    // Of several of one name the first one counts; the loader has said so.
    let mut names = BTreeSet::new();
    let tags: Vec<(&'a str, At<'a>)> = tags.filter(|(name, _)| names.insert(*name)).collect();
    let places: BTreeMap<&str, usize> = tags
        .iter()
        .enumerate()
        .map(|(index, (name, _))| (*name, index))
        .collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut open = Vec::new();
    let mut faults = BTreeMap::new();
    for (index, (_, at)) in tags.iter().enumerate() {
        let parent = at.get("parent").filter(|_| version >= Version::V3_2);
        let place = parent.as_ref().map(|parent| {
            let name = parent.as_str().unwrap_or_default();
            places.get(name).copied()
        });
        match place {
            Some(Some(place)) => children.entry(place).or_default().push(index),
            Some(None) => {
                faults.insert(index, Fault::Unknown);
                open.push((index, None));
            }
            None => open.push((index, None)),
        }
    }
    open.reverse();
    let mut order: Vec<Nested<'a>> = Vec::with_capacity(tags.len());
    while let Some((index, parent)) = open.pop() {
        let below = children.remove(&index).into_iter().flatten().rev();
        open.extend(below.map(|child| (child, Some(order.len()))));
        let Some((name, at)) = tags.get(index) else {
            continue;
        };
        order.push(Nested {
            name,
            at: at.clone(),
            parent,
            fault: faults.get(&index).copied(),
        });
    }
    // What no way from the top leads to stands in a circle, or below one.
    let mut circular: Vec<usize> = children.into_values().flatten().collect();
    circular.sort_unstable();
    order.extend(circular.into_iter().filter_map(|index| {
        let (name, at) = tags.get(index)?;
        Some(Nested {
            name,
            at: at.clone(),
            parent: None,
            fault: Some(Fault::Circular),
        })
    }));
    order
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::load;
    use crate::source::Sources;

    use super::*;

    #[test]
    fn parents_come_first() {
        let text = "tags: [{name: c, parent: b}, {name: a}, {name: b, parent: a}, {name: d, parent: e}, {name: e, parent: d}, {name: f, parent: x}, \
                    {name: g, parent: a}]\n";
        let sources = Sources::new([("a.yaml".to_owned(), text.to_owned())].into());
        let file = sources.find("a.yaml").unwrap();
        let tree = load::read(&sources, file, &mut Diagnostics::new()).unwrap();
        let tags = nested(&At::root(file, &tree), Version::V3_2);
        let shown: Vec<_> = tags
            .iter()
            .map(|tag| {
                (
                    tag.name,
                    tag.parent.map(|parent| tags[parent].name),
                    tag.fault,
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("a", None, None),
                ("b", Some("a"), None),
                ("c", Some("b"), None),
                ("g", Some("a"), None),
                ("f", None, Some(Fault::Unknown)),
                ("d", None, Some(Fault::Circular)),
                ("e", None, Some(Fault::Circular)),
            ]
        );
    }
}
