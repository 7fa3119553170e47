//! What is known about each schema: tables that checks read. They are built in memory, or stand as statics in an emitted
//! crate, which leaves out what a table says by default: so tables can get further columns.

use crate::format::Format;
use crate::node::Node;
use crate::pattern::Pattern;

/// Where a schema stands in its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaLocation<'a> {
    /// The schema's name, with the way inside it: `Channel.active`.
    pub name: &'a str,
    /// File, relative to the descriptions' folder.
    pub file: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl<'a> SchemaLocation<'a> {
    /// A schema of this name, at this line and column of a file.
    pub const fn new(name: &'a str, file: &'a str, line: u32, column: u32) -> Self {
        Self {
            name,
            file,
            line,
            column,
        }
    }
}

/// A boolean.
#[derive(Clone, Copy, Debug)]
pub struct Boolean<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
}

impl<'a> Boolean<'a> {
    /// Any boolean.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
        }
    }
}

/// A bound of a number.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The bound in JSON's grammar of numbers.
    pub value: &'a str,
    /// Whether the bound itself is out of bounds.
    pub exclusive: bool,
}

impl<'a> Bound<'a> {
    /// A bound that is itself within bounds.
    pub const fn new(value: &'a str) -> Self {
        Self {
            value,
            exclusive: false,
        }
    }
}

/// A number, or an integer.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Neither fraction nor exponent.
    pub integer: bool,
    /// Whether a fraction of zeros, as in `1.0`, is still an integer (JSON Schema since draft 6).
    pub integer_by_value: bool,
    /// Integers within these two need no closer look.
    pub sure: (i64, i64),
    /// The format, if it has one.
    pub format: Option<Format>,
    /// The least value.
    pub minimum: Option<Bound<'a>>,
    /// The greatest value.
    pub maximum: Option<Bound<'a>>,
    /// The number that it must be a multiple of.
    pub multiple_of: Option<&'a str>,
}

impl<'a> Number<'a> {
    /// Any number.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
            integer: false,
            integer_by_value: false,
            sure: (1, 0),
            format: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
        }
    }
}

/// A string.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Where it stands.
    pub location: SchemaLocation<'a>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Never shown in a message.
    pub sensitive: bool,
    /// Whether requests may hold a JSON number in its place: the integer itself, or the number of one of
    /// the values, counted from 0.
    pub numbers: bool,
    /// The text that means "not set", whatever else is asked.
    pub zero: Option<&'a str>,
    /// The format, if it has one that is checked.
    pub format: Option<Format>,
    /// The pattern, if it has one.
    pub pattern: Option<&'a Pattern<'a>>,
    /// The least number of code points.
    pub min_length: u64,
    /// The greatest number of code points.
    pub max_length: u64,
    /// The only values allowed; empty where any is.
    pub values: &'a [&'a str],
}

impl<'a> Text<'a> {
    /// Any string.
    pub const fn at(location: SchemaLocation<'a>) -> Self {
        Self {
            location,
            nullable: false,
            sensitive: false,
            numbers: false,
            zero: None,
            format: None,
            pattern: None,
            min_length: 0,
            max_length: u64::MAX,
            values: &[],
        }
    }
}

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
    /// Its value in each branch, in their order.
    pub values: &'a [&'a str],
}

impl<'a> Tags<'a> {
    /// A property with its value in each branch.
    pub const fn new(property: &'a str, values: &'a [&'a str]) -> Self {
        Self { property, values }
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
