//! A table of a check: what it is, where it stands, and what it refers to.

use trueup_validator::schema::{
    Additional, Array, Boolean, Number, Object, SchemaLocation, Test, Text,
};
use trueup_validator::{Matcher, Mixed, Node, Pattern, Regex};

/// A table that nodes refer to, or that stands beside one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Table<'a> {
    Boolean(&'a Boolean<'a>),
    Number(&'a Number<'a>),
    Text(&'a Text<'a>),
    Array(&'a Array<'a>),
    Object(&'a Object<'a>),
    Mixed(&'a Mixed<'a>),
    /// With the string that it is met at.
    Pattern(&'a Pattern<'a>, SchemaLocation<'a>),
    /// The same.
    Regex(&'a Regex, SchemaLocation<'a>),
}

/// What tells tables from each other: their kind and where they lie in memory.
pub(super) type Key = (u8, usize);

impl<'a> Table<'a> {
    /// The table of a node that is one.
    pub(super) fn of(node: Node<'a>) -> Option<Self> {
        Some(match node {
            Node::Any | Node::Never(_) | Node::Nullable(_) | Node::Recursive(_) => return None,
            Node::Boolean(table) => Self::Boolean(table),
            Node::Number(table) => Self::Number(table),
            Node::Text(table) => Self::Text(table),
            Node::Array(table) => Self::Array(table),
            Node::Object(table) => Self::Object(table),
            Node::Mixed(table) => Self::Mixed(table),
        })
    }

    pub(super) fn key(&self) -> Key {
        fn at<T>(place: &T) -> usize {
            std::ptr::from_ref(place).addr()
        }
        let address = match self {
            Self::Boolean(table) => at(*table),
            Self::Number(table) => at(*table),
            Self::Text(table) => at(*table),
            Self::Array(table) => at(*table),
            Self::Object(table) => at(*table),
            Self::Mixed(table) => at(*table),
            Self::Pattern(table, _) => at(*table),
            Self::Regex(table, _) => at(*table),
        };
        (self.rank(), address)
    }

    /// Where it stands in the order of tables of one name.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Mixed(_) => 0,
            Self::Object(_) => 1,
            Self::Array(_) => 2,
            Self::Text(..) => 3,
            Self::Number(_) => 4,
            Self::Boolean(_) => 5,
            Self::Pattern(..) => 6,
            Self::Regex(..) => 7,
        }
    }

    /// What its name is made of, and the word that tells it from another table of that name.
    pub(super) fn title(&self) -> (String, &'static str) {
        let name = self.location().name;
        match self {
            Self::Mixed(_) => (name.to_owned(), "mixed"),
            Self::Object(_) => (name.to_owned(), "object"),
            Self::Array(_) => (name.to_owned(), "array"),
            Self::Text(_) => (name.to_owned(), "text"),
            Self::Number(_) => (name.to_owned(), "number"),
            Self::Boolean(_) => (name.to_owned(), "boolean"),
            Self::Pattern(..) => (format!("{name} pattern"), ""),
            Self::Regex(..) => (format!("{name} regex"), ""),
        }
    }

    pub(super) fn location(&self) -> SchemaLocation<'a> {
        match self {
            Self::Boolean(table) => table.location,
            Self::Number(table) => table.location,
            Self::Text(table) => table.location,
            Self::Array(table) => table.location,
            Self::Object(table) => table.location,
            Self::Mixed(table) => table.location,
            Self::Pattern(_, location) | Self::Regex(_, location) => *location,
        }
    }

    /// Whether it is about values that hold no others.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self, Self::Boolean(_) | Self::Number(_) | Self::Text(_))
    }

    /// The nodes that it refers to.
    pub(super) fn nodes(&self) -> Vec<Node<'a>> {
        match self {
            Self::Array(array) => {
                let applicators = array.applicators.iter();
                let inside = applicators.flat_map(|it| {
                    let contains = it.contains.iter().map(|contains| &contains.node);
                    it.prefix.iter().chain(contains)
                });
                std::iter::once(&array.items)
                    .chain(inside)
                    .copied()
                    .collect()
            }
            Self::Object(object) => {
                let mut nodes: Vec<_> = object.properties.iter().filter_map(|it| it.node).collect();
                if let Additional::Each(node) = object.additional {
                    nodes.push(node);
                }
                if let Some(applicators) = object.applicators {
                    nodes.extend(applicators.patterns.iter().map(|it| it.node));
                    nodes.extend(applicators.names);
                }
                nodes
            }
            Self::Mixed(mixed) => {
                let choices = mixed.any_of.iter().chain(&mixed.one_of);
                let branches = choices.flat_map(|choice| choice.branches);
                let parts = mixed.all_of.iter().chain(branches).chain(mixed.own);
                let mut nodes: Vec<_> = parts.chain(&mixed.not).copied().collect();
                for condition in mixed.conditions {
                    if let Test::Schema(node) = condition.test {
                        nodes.push(node);
                    }
                    nodes.extend(condition.then);
                    nodes.extend(condition.otherwise);
                }
                if let Some(unevaluated) = mixed.unevaluated {
                    nodes.extend(unevaluated.properties);
                    nodes.extend(unevaluated.items);
                }
                nodes
            }
            _ => Vec::new(),
        }
    }

    /// The tables beside it.
    pub(super) fn beside(&self) -> Vec<Table<'a>> {
        match self {
            Self::Text(text) => {
                let pattern = text.pattern.map(|it| Self::Pattern(it, text.location));
                pattern.into_iter().collect()
            }
            Self::Object(object) => {
                let patterns = object.applicators.iter().flat_map(|it| it.patterns);
                patterns
                    .map(|it| Self::Pattern(it.pattern, object.location))
                    .collect()
            }
            Self::Pattern(pattern, location) => match pattern.matcher {
                Matcher::Regex(regex) => vec![Self::Regex(regex, *location)],
                Matcher::Parts(parts) => parts
                    .iter()
                    .map(|part| Self::Pattern(part.pattern, *location))
                    .collect(),
                Matcher::Whole(_) | Matcher::Prefix(_) | Matcher::Undecided => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}
