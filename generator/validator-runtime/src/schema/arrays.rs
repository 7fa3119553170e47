//! What is asked of arrays.

use super::SchemaLocation;
use crate::node::Node;

/// An array.
#[derive(Clone, Copy, Debug)]
pub struct Array<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// What is asked of each item, behind those of `prefixItems`.
    pub items: Node<'a>,
    /// Keywords that tell items apart.
    pub applicators: Option<&'a ArrayApplicators<'a>>,
    /// The least number of items.
    pub min_items: u64,
    /// The greatest number of items.
    pub max_items: u64,
    /// Whether no item may be there twice.
    pub unique: bool,
}

impl<'a> Array<'a> {
    /// Any array.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
            items: Node::Any,
            applicators: None,
            min_items: 0,
            max_items: u64::MAX,
            unique: false,
        }
    }
}

/// Keywords that tell the items of an array apart.
#[derive(Clone, Copy, Debug)]
pub struct ArrayApplicators<'a> {
    /// `prefixItems`: what is asked of the first items, each by its place.
    pub prefix: &'a [Node<'a>],
    /// Whether `items` stands there and asks nothing: then it has been applied to all items nevertheless.
    pub open: bool,
    /// `contains`
    pub contains: Option<Contains<'a>>,
}

impl ArrayApplicators<'_> {
    /// None of them.
    pub const NONE: Self = Self {
        prefix: &[],
        open: false,
        contains: None,
    };
}

/// `contains`, `minContains` and `maxContains`.
#[derive(Clone, Copy, Debug)]
pub struct Contains<'a> {
    /// What some items must be.
    pub node: Node<'a>,
    /// The least number of them.
    pub least: u64,
    /// The greatest number of them.
    pub most: u64,
    /// Whether those items count as evaluated (JSON Schema since 2020-12).
    pub evaluates: bool,
}

impl<'a> Contains<'a> {
    /// One such item at least, all of which count as evaluated.
    pub const fn new(node: Node<'a>) -> Self {
        Self {
            node,
            least: 1,
            most: u64::MAX,
            evaluates: true,
        }
    }
}
