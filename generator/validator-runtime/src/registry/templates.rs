//! From a path to what is put at its template: a tree of the segments of all templates, made once.

use std::collections::BTreeMap;

use super::segment::{Pattern, canonical};

/// Leads from paths to what is put at templates.
///
/// Where several templates match, the one with the most text in the first segment in which they differ wins (OpenAPI
/// 3.0.3, section 4.7.8.2). A slash at the end counts. Texts are compared as RFC 3986 compares them: `%7E` is `~`, and
/// `%3A` is not `:`.
#[derive(Clone, Debug)]
pub struct Templates<T> {
    nodes: Vec<Node<T>>,
}

/// What is known after some segments.
#[derive(Clone, Debug)]
struct Node<T> {
    /// The next segments by their forms: texts as they are, parameters as `{}`.
    forms: BTreeMap<String, usize>,
    /// Those with parameters, the most concrete first.
    patterns: Vec<(Pattern, usize)>,
    /// What is put here.
    ends: Vec<T>,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self {
            forms: BTreeMap::new(),
            patterns: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T> Templates<T> {
    /// All templates, each with what is put at it.
    pub fn new<'t>(ends: impl IntoIterator<Item = (&'t str, T)>) -> Self {
        let mut templates = Self {
            nodes: vec![Node::new()],
        };
        for (template, end) in ends {
            templates.insert(template, end);
        }
        for node in &mut templates.nodes {
            node.patterns.sort_by_key(|(pattern, _)| pattern.openness());
        }
        templates
    }

    fn insert(&mut self, template: &str, end: T) {
        let mut at = 0;
        for segment in template.split('/') {
            let form = segment_form(segment);
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else {
                return;
            };
            if let Some(known) = node.forms.get(&form) {
                at = *known;
                continue;
            }
            let pattern = Pattern::new(segment);
            if pattern.literal().is_none() {
                node.patterns.push((pattern, next));
            }
            node.forms.insert(form, next);
            self.nodes.push(Node::new());
            at = next;
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.ends.push(end);
        }
    }

    /// The first that is wanted of what a path leads to, as it travels without its query.
    pub fn find(&self, path: &str, wanted: impl Fn(&T) -> bool) -> Option<&T> {
        // What is left to try, the most concrete last. No node comes up twice.
        let mut open = vec![(self.nodes.first()?, path.split('/'))];
        while let Some((node, mut rest)) = open.pop() {
            let Some(segment) = rest.next() else {
                match node.ends.iter().find(|end| wanted(end)) {
                    Some(end) => return Some(end),
                    None => continue,
                }
            };
            let segment = canonical(segment);
            let fits =
                |(pattern, next): &(Pattern, usize)| pattern.matches(&segment).then_some(*next);
            let patterns = node.patterns.iter().rev().filter_map(fits);
            let literal = node.forms.get(segment.as_ref()).copied();
            for next in patterns.chain(literal) {
                open.extend(self.nodes.get(next).map(|node| (node, rest.clone())));
            }
        }
        None
    }

    /// The first that is wanted at a template. Of each segment behind the first slash, the forms are given that it may
    /// have, the likeliest first and none twice.
    pub(super) fn named(
        &self,
        segments: &[Vec<String>],
        wanted: impl Fn(&T) -> bool,
    ) -> Option<&T> {
        let root = self.nodes.first()?.forms.get("")?;
        // What is left to try, the likeliest last. No node comes up twice.
        let mut open = vec![(self.nodes.get(*root)?, segments)];
        while let Some((node, rest)) = open.pop() {
            let Some((forms, rest)) = rest.split_first() else {
                match node.ends.iter().find(|end| wanted(end)) {
                    Some(end) => return Some(end),
                    None => continue,
                }
            };
            for form in forms.iter().rev() {
                let next = node.forms.get(form);
                let next = next.and_then(|next| self.nodes.get(*next));
                open.extend(next.map(|node| (node, rest)));
            }
        }
        None
    }
}

/// A segment of a template without the names of its parameters, as in `{}.json`. Two that are equal match the same
/// texts.
pub fn segment_form(segment: &str) -> String {
    let mut form = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        form.push_str(&canonical(before));
        form.push_str("{}");
        rest = behind;
    }
    form.push_str(&canonical(rest));
    form
}
