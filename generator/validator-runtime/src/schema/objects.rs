//! What is asked of objects: their properties, and the keywords that look at names.

use super::SchemaLocation;
use crate::node::Node;
use crate::pattern::Pattern;

/// Properties other than the declared ones.
#[derive(Clone, Copy, Debug)]
pub enum Additional<'a> {
    /// Nothing is said: allowed, and unknown.
    Unsaid,
    /// Said to be allowed, any value.
    Allowed,
    /// Allowed, and something is asked of each.
    Each(Node<'a>),
    /// Not allowed.
    Forbidden,
}

/// What an object asks of a declared property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// May be left out.
    Optional,
    /// Must be there.
    Required,
    /// May be left out; requests should.
    ReadOnly,
    /// Must be there in responses; requests should leave it out.
    RequiredReadOnly,
    /// May be left out; responses should.
    WriteOnly,
    /// Must be there in requests; responses should leave it out.
    RequiredWriteOnly,
    /// May be left out; described, but servers of the upstream implementation refuse it in requests.
    Absent,
}

/// One declared property.
#[derive(Clone, Copy, Debug)]
pub struct Property<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it must be there.
    pub presence: Presence,
    /// What is asked of its value; `None` for one that is not declared, only required.
    pub node: Option<Node<'a>>,
}

/// A property that may be left out.
pub const fn optional<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::Optional,
        node: Some(node),
    }
}

/// A property that must be there.
pub const fn required<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::Required,
        node: Some(node),
    }
}

/// A property that may be left out; requests should leave it out.
pub const fn read_only<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::ReadOnly,
        node: Some(node),
    }
}

/// A property that must be there, but not in requests.
pub const fn required_read_only<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::RequiredReadOnly,
        node: Some(node),
    }
}

/// A property that may be left out; responses should leave it out.
pub const fn write_only<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::WriteOnly,
        node: Some(node),
    }
}

/// A property that must be there, but not in responses.
pub const fn required_write_only<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::RequiredWriteOnly,
        node: Some(node),
    }
}

/// A property that servers of the upstream implementation refuse in requests.
pub const fn absent<'a>(name: &'a str, node: Node<'a>) -> Property<'a> {
    Property {
        name,
        presence: Presence::Absent,
        node: Some(node),
    }
}

/// A name that other keywords speak of, without being declared or required.
pub const fn mentioned(name: &str) -> Property<'_> {
    Property {
        name,
        presence: Presence::Optional,
        node: None,
    }
}

/// A property that must be there without being declared.
pub const fn undeclared(name: &str) -> Property<'_> {
    Property {
        name,
        presence: Presence::Required,
        node: None,
    }
}

/// A set of the indices of the first [`Object::FIRST`] properties.
pub type Bits = [u64; 4];

/// An object.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// The declared properties.
    pub properties: &'a [Property<'a>],
    /// All others.
    pub additional: Additional<'a>,
    /// Keywords that look at the names of properties.
    pub applicators: Option<&'a ObjectApplicators<'a>>,
    /// The least number of properties.
    pub min_properties: u64,
    /// The greatest number of properties.
    pub max_properties: u64,
    /// Groups of properties, by index, of which at most one may be set.
    pub exclusive: &'a [&'a [u32]],
    /// Lists of properties, by index, in groups: of each group, all properties of at least one list must be there.
    pub alternatives: &'a [&'a [&'a [u32]]],
    /// Those of the first properties that must be there: in general, in requests, in responses.
    pub required: [Bits; 3],
    /// Those of the first properties that should not be there: in general, in requests, in responses.
    pub unwanted: [Bits; 3],
}

impl<'a> Object<'a> {
    /// How many properties are kept in sets of bits; the demands of further ones are looked up one by one.
    pub const FIRST: usize = 256;

    /// An object with these properties, about others nothing is said.
    pub const fn new(location: SchemaLocation<'a>, properties: &'a [Property<'a>]) -> Self {
        let (required, unwanted) = demands(properties);
        Self {
            location,
            nullable: false,
            properties,
            additional: Additional::Unsaid,
            applicators: None,
            min_properties: 0,
            max_properties: u64::MAX,
            exclusive: &[],
            alternatives: &[],
            required,
            unwanted,
        }
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated while compiling; an index out of range does not compile"
)]
const fn demands(properties: &[Property<'_>]) -> ([Bits; 3], [Bits; 3]) {
    let (mut required, mut unwanted) = ([[0; 4]; 3], [[0; 4]; 3]);
    let mut i = 0;
    while i < properties.len() && i < Object::FIRST {
        let (must, must_not) = properties[i].presence.by_direction();
        let mut direction = 0;
        while direction < 3 {
            required[direction][i / 64] |= (must[direction] as u64) << (i % 64);
            unwanted[direction][i / 64] |= (must_not[direction] as u64) << (i % 64);
            direction += 1;
        }
        i += 1;
    }
    (required, unwanted)
}

impl Presence {
    /// Whether the property must be there, and whether it should not: in general, in requests, in responses.
    pub(crate) const fn by_direction(self) -> ([bool; 3], [bool; 3]) {
        const ALL: [bool; 3] = [true, true, true];
        const NONE: [bool; 3] = [false, false, false];
        const NOT_REQUEST: [bool; 3] = [true, false, true];
        const NOT_RESPONSE: [bool; 3] = [true, true, false];
        const REQUEST: [bool; 3] = [false, true, false];
        const RESPONSE: [bool; 3] = [false, false, true];
        match self {
            Presence::Optional => (NONE, NONE),
            Presence::Absent => (NONE, REQUEST),
            Presence::Required => (ALL, NONE),
            Presence::ReadOnly => (NONE, REQUEST),
            Presence::RequiredReadOnly => (NOT_REQUEST, REQUEST),
            Presence::WriteOnly => (NONE, RESPONSE),
            Presence::RequiredWriteOnly => (NOT_RESPONSE, RESPONSE),
        }
    }
}

/// Keywords that look at the names of an object's properties.
#[derive(Clone, Copy, Debug)]
pub struct ObjectApplicators<'a> {
    /// `patternProperties`
    pub patterns: &'a [PatternProperty<'a>],
    /// `propertyNames`: what is asked of each name, as a string.
    pub names: Option<Node<'a>>,
    /// `dependentRequired`
    pub dependent: &'a [Dependent<'a>],
}

impl ObjectApplicators<'_> {
    /// None of them.
    pub const NONE: Self = Self {
        patterns: &[],
        names: None,
        dependent: &[],
    };
}

/// What is asked of the properties whose names match a pattern.
#[derive(Clone, Copy, Debug)]
pub struct PatternProperty<'a> {
    /// The pattern.
    pub pattern: &'a Pattern<'a>,
    /// What is asked of their values.
    pub node: Node<'a>,
}

impl<'a> PatternProperty<'a> {
    /// What is asked of the properties whose names match.
    pub const fn new(pattern: &'a Pattern<'a>, node: Node<'a>) -> Self {
        Self { pattern, node }
    }
}

/// A property that must not be there without some others; all by their index.
#[derive(Clone, Copy, Debug)]
pub struct Dependent<'a> {
    /// The property.
    pub property: u32,
    /// What it needs beside it.
    pub needs: &'a [u32],
}

impl<'a> Dependent<'a> {
    /// A property, and what it needs beside it.
    pub const fn new(property: u32, needs: &'a [u32]) -> Self {
        Self { property, needs }
    }
}
