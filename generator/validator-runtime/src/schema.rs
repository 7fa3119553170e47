//! What the generator emits about each schema: static tables that the checks read.

use crate::format::Format;
use crate::pattern::Pattern;

/// Where a schema stands in its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The schema's name, with the way inside it: `Channel.active`.
    pub name: &'static str,
    /// File, relative to the descriptions' folder.
    pub file: &'static str,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

/// A boolean.
#[derive(Clone, Copy, Debug)]
pub struct Boolean {
    /// Where it stands.
    pub site: Site,
    /// Whether `null` will do.
    pub nullable: bool,
}

/// A bound of a number.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The bound in JSON's grammar of numbers.
    pub value: &'static str,
    /// Whether the bound itself is out of bounds.
    pub exclusive: bool,
}

/// A number, or an integer.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Where it stands.
    pub site: Site,
    /// Whether `null` will do.
    pub nullable: bool,
    /// Neither fraction nor exponent.
    pub integer: bool,
    /// Integers within these two need no closer look.
    pub sure: (i64, i64),
    /// The format, if it has one.
    pub format: Option<Format>,
    /// The least value.
    pub minimum: Option<Bound>,
    /// The greatest value.
    pub maximum: Option<Bound>,
    /// The number that it must be a multiple of, of at most 19 digits.
    pub multiple_of: Option<&'static str>,
}

impl Number {
    /// Any number.
    pub const fn at(site: Site) -> Self {
        Self {
            site,
            nullable: false,
            integer: false,
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
pub struct Text {
    /// Where it stands.
    pub site: Site,
    /// Whether `null` will do.
    pub nullable: bool,
    /// Never shown in a message.
    pub sensitive: bool,
    /// Whether requests may hold a JSON number in its place: the integer itself, or the number of one of
    /// the values, counted from 0.
    pub numbers: bool,
    /// The text that means "not set", whatever else is asked.
    pub zero: Option<&'static str>,
    /// The format, if it has one that is checked.
    pub format: Option<Format>,
    /// The pattern, if it has one.
    pub pattern: Option<&'static Pattern>,
    /// The least number of code points.
    pub min_length: u64,
    /// The greatest number of code points.
    pub max_length: u64,
    /// The only values allowed; empty where any is.
    pub values: &'static [&'static str],
}

impl Text {
    /// Any string.
    pub const fn at(site: Site) -> Self {
        Self {
            site,
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
pub struct Array {
    /// Where it stands.
    pub site: Site,
    /// Whether `null` will do.
    pub nullable: bool,
    /// The least number of items.
    pub min_items: u64,
    /// The greatest number of items.
    pub max_items: u64,
    /// Whether no item may be there twice.
    pub unique: bool,
}

impl Array {
    /// Any array.
    pub const fn at(site: Site) -> Self {
        Self {
            site,
            nullable: false,
            min_items: 0,
            max_items: u64::MAX,
            unique: false,
        }
    }
}

/// Properties other than the declared ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// Nothing is said: allowed, and unknown.
    Unsaid,
    /// Said to be allowed, any value, or with a schema.
    Allowed,
    /// Not allowed.
    Forbidden,
}

/// What an object asks of a declared property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
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
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What is asked of it.
    pub demand: Demand,
}

/// A property that may be left out.
pub const fn optional(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::Optional,
    }
}

/// A property that must be there.
pub const fn required(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::Required,
    }
}

/// A property that may be left out; requests should leave it out.
pub const fn read_only(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::ReadOnly,
    }
}

/// A property that must be there, but not in requests.
pub const fn required_read_only(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::RequiredReadOnly,
    }
}

/// A property that may be left out; responses should leave it out.
pub const fn write_only(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::WriteOnly,
    }
}

/// A property that must be there, but not in responses.
pub const fn required_write_only(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::RequiredWriteOnly,
    }
}

/// A property that servers of the upstream implementation refuse in requests.
pub const fn absent(name: &'static str) -> Property {
    Property {
        name,
        demand: Demand::Absent,
    }
}

/// A set of property indices.
pub type Bits = [u64; 4];

/// An object.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// Where it stands.
    pub site: Site,
    /// Whether `null` will do.
    pub nullable: bool,
    /// The declared properties, at most [`Object::MOST`].
    pub properties: &'static [Property],
    /// All others.
    pub additional: Additional,
    /// The least number of properties.
    pub min_properties: u64,
    /// The greatest number of properties.
    pub max_properties: u64,
    /// Groups of properties, by index, of which at most one may be set.
    pub exclusive: &'static [&'static [u8]],
    /// The properties that must be there: in general, in requests, in responses.
    pub required: [Bits; 3],
    /// The properties that should not be there: in general, in requests, in responses.
    pub unwanted: [Bits; 3],
}

impl Object {
    /// The most properties that an object may declare.
    pub const MOST: usize = 256;

    /// An object with these properties, about others nothing is said.
    pub const fn new(site: Site, properties: &'static [Property]) -> Self {
        let (required, unwanted) = demands(properties);
        Self {
            site,
            nullable: false,
            properties,
            additional: Additional::Unsaid,
            min_properties: 0,
            max_properties: u64::MAX,
            exclusive: &[],
            required,
            unwanted,
        }
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated while compiling; an index out of range does not compile"
)]
const fn demands(properties: &[Property]) -> ([Bits; 3], [Bits; 3]) {
    const ALL: [bool; 3] = [true, true, true];
    const NONE: [bool; 3] = [false, false, false];
    const NOT_REQUEST: [bool; 3] = [true, false, true];
    const NOT_RESPONSE: [bool; 3] = [true, true, false];
    const REQUEST: [bool; 3] = [false, true, false];
    const RESPONSE: [bool; 3] = [false, false, true];
    let (mut required, mut unwanted) = ([[0; 4]; 3], [[0; 4]; 3]);
    let mut i = 0;
    while i < properties.len() {
        let (must, must_not) = match properties[i].demand {
            Demand::Optional => (NONE, NONE),
            Demand::Absent => (NONE, REQUEST),
            Demand::Required => (ALL, NONE),
            Demand::ReadOnly => (NONE, REQUEST),
            Demand::RequiredReadOnly => (NOT_REQUEST, REQUEST),
            Demand::WriteOnly => (NONE, RESPONSE),
            Demand::RequiredWriteOnly => (NOT_RESPONSE, RESPONSE),
        };
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

/// A choice among alternatives.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Where it stands.
    pub site: Site,
    /// The alternatives' names, for messages.
    pub names: &'static [&'static str],
}

/// Values of any kind of which one must be there.
#[derive(Clone, Copy, Debug)]
pub struct Values {
    /// Where it stands.
    pub site: Site,
    /// The values.
    pub values: &'static [crate::dom::Json],
}
