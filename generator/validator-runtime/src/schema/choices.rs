//! What is asked of any kind of value: choices, conditions, constants, and what nothing else was applied to.

use super::SchemaLocation;
use crate::node::Node;

/// What holds for some values only: `if`, `then` and `else`, or one of `dependentSchemas`.
#[derive(Clone, Copy, Debug)]
pub struct Condition<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Which values these are.
    pub test: Test<'a>,
    /// What is asked of them.
    pub then: Option<Node<'a>>,
    /// What is asked of all others.
    pub otherwise: Option<Node<'a>>,
}

impl<'a> Condition<'a> {
    /// Nothing is asked, whatever the test says.
    pub const fn new(location: SchemaLocation<'a>, test: Test<'a>) -> Self {
        Self {
            location,
            test,
            then: None,
            otherwise: None,
        }
    }
}

/// How values are told apart by a [`Condition`].
#[derive(Clone, Copy, Debug)]
pub enum Test<'a> {
    /// By a schema.
    Schema(Node<'a>),
    /// Objects that have a property.
    Property(&'a str),
}

/// `unevaluatedProperties` and `unevaluatedItems`: what is asked of the parts that no keyword beside them, or inside
/// those, has been applied to.
#[derive(Clone, Copy, Debug)]
pub struct Unevaluated<'a> {
    /// Where they stand.
    pub location: SchemaLocation<'a>,
    /// Of properties.
    pub properties: Option<Node<'a>>,
    /// Of items.
    pub items: Option<Node<'a>>,
}

impl<'a> Unevaluated<'a> {
    /// Nothing is asked.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            properties: None,
            items: None,
        }
    }
}

/// A choice among alternatives.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// The alternatives' names, for messages.
    pub names: &'a [&'a str],
    /// The alternatives.
    pub branches: &'a [Node<'a>],
}

impl<'a> Choice<'a> {
    /// A choice among alternatives, each with its name.
    pub const fn new(
        location: SchemaLocation<'a>,
        names: &'a [&'a str],
        branches: &'a [Node<'a>],
    ) -> Self {
        Self {
            location,
            names,
            branches,
        }
    }
}

/// A property whose value tells the branch of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Tags<'a> {
    /// Its name.
    pub property: &'a str,
    /// Its values.
    pub values: &'a [&'a str],
    /// The branch of each value, by its place, where the description states them (`discriminator`). Else the branches
    /// themselves ask for these values, each for one, in their order.
    pub stated: Option<&'a [u32]>,
    /// The place of the branch of other values, and of objects without the property, where the description states it.
    pub other: Option<u32>,
}

impl<'a> Tags<'a> {
    /// A property with its value in each branch.
    pub const fn new(property: &'a str, values: &'a [&'a str]) -> Self {
        Self {
            property,
            values,
            stated: None,
            other: None,
        }
    }

    /// A property with values and the branch of each, as the description states them.
    pub const fn stated(property: &'a str, values: &'a [&'a str], branches: &'a [u32]) -> Self {
        Self {
            property,
            values,
            stated: Some(branches),
            other: None,
        }
    }

    /// The same, with the branch of all other values.
    pub const fn stated_or(
        property: &'a str,
        values: &'a [&'a str],
        branches: &'a [u32],
        other: u32,
    ) -> Self {
        Self {
            property,
            values,
            stated: Some(branches),
            other: Some(other),
        }
    }

    /// The place of the branch that a value stands for.
    pub(crate) fn branch(&self, value: &str) -> Option<usize> {
        let place = self.values.iter().position(|known| *known == value)?;
        match self.stated {
            Some(branches) => usize::try_from(*branches.get(place)?).ok(),
            None => Some(place),
        }
    }
}

/// Values of any kind of which one must be there.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// The values.
    pub values: &'a [crate::dom::Json<'a>],
}

impl<'a> Values<'a> {
    /// These values.
    pub const fn new(location: SchemaLocation<'a>, values: &'a [crate::dom::Json<'a>]) -> Self {
        Self { location, values }
    }
}
