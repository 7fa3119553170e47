//! What a schema asks of a value, keyword by keyword: JSON Schema 2020-12 in a normal form, into which OpenAPI 3.0 is
//! lowered too.
//!
//! A schema has at most one type besides null: `type: [string, integer]` is a choice between two schemas. `const` is an
//! `enum` of one value, a `$ref` with something beside it is part of `allOf`, and a choice between a schema and null is
//! that schema and `nullable`.

use super::{Discriminator, Names, SchemaId};
use crate::cursor::Origin;
use crate::json::Json;
use crate::tree::Number;

/// The keywords that decide whether a value is valid. The default asserts nothing: every value passes.
///
/// Whoever asks whether a schema asserts nothing but some keywords compares it with a default that has these, so that
/// no list of keywords has to be kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assertions {
    /// `type`; without it the type-specific assertions hold for values of their type only.
    pub kind: Option<JsonType>,
    /// Whether null is valid whatever `kind` or the one schema of `all_of` says: `null` among the types, `anyOf` with
    /// null, or `nullable` of OpenAPI 3.0.
    pub nullable: bool,
    /// `enum`, or the one value of `const`.
    pub values: Option<Vec<Json>>,
    /// `format`, as written.
    pub format: Option<String>,
    /// Whether `format` only annotates, as JSON Schema says by itself; OpenAPI's schemas assert it.
    pub format_annotates: bool,
    /// Assertions on numbers.
    pub number: NumberRules,
    /// Assertions on strings.
    pub string: StringRules,
    /// Assertions on arrays.
    pub array: ArrayRules,
    /// Assertions on objects.
    pub object: ObjectRules,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// What only some values must satisfy: `if`, `then` and `else`, `dependentSchemas`.
    pub conditions: Vec<Condition>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
}

impl Assertions {
    /// Whether other schemas are about the same value: `allOf`, `oneOf`, `anyOf`.
    pub fn joins(&self) -> bool {
        !self.all_of.is_empty() || self.is_union()
    }

    /// The schemas among which a value chooses.
    pub fn branches(&self) -> impl Iterator<Item = SchemaId> {
        self.one_of.iter().chain(&self.any_of).copied()
    }

    /// Whether there are such.
    pub fn is_union(&self) -> bool {
        self.branches().next().is_some()
    }
}

/// What only some values must satisfy.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Which values these are.
    pub test: Test,
    /// What they must satisfy.
    pub then: Option<SchemaId>,
    /// What all others must satisfy.
    pub otherwise: Option<SchemaId>,
}

/// How the values of a [`Condition`] are told from others.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `if`: they satisfy a schema.
    Schema(SchemaId),
    /// `dependentSchemas`: they are objects that have this property.
    Property(String),
}

/// The JSON types of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `string`
    String,
    /// `number`
    Number,
    /// `integer`: a number without a fraction.
    Integer,
    /// `boolean`
    Boolean,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl JsonType {
    /// The word of `type`.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// Whether a value is of this type. Numbers are integers by their value.
    pub fn admits(self, value: &Json) -> bool {
        match value {
            Json::Null => false,
            Json::Bool(_) => self == Self::Boolean,
            Json::Number(number) => {
                self == Self::Number || self == Self::Integer && number.is_integer()
            }
            Json::String(_) => self == Self::String,
            Json::Array(_) => self == Self::Array,
            Json::Object(_) => self == Self::Object,
        }
    }
}

/// Assertions on numbers, each with the exact text of its bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberRules {
    /// `minimum` or `exclusiveMinimum`, whichever is stricter.
    pub minimum: Option<Number>,
    /// Whether the minimum itself is too small.
    pub exclusive_minimum: bool,
    /// `maximum` or `exclusiveMaximum`, whichever is stricter.
    pub maximum: Option<Number>,
    /// Whether the maximum itself is too great.
    pub exclusive_maximum: bool,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
    /// Of type `integer`: whether `1.0` is one, as JSON Schema says since draft 6.
    pub integer_by_value: bool,
}

/// Assertions on strings; lengths in Unicode code points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StringRules {
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<String>,
}

/// Assertions on arrays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArrayRules {
    /// `prefixItems`: a schema for each of the first elements.
    pub prefix: Vec<SchemaId>,
    /// `items`: what the elements behind those of `prefix` satisfy.
    pub items: Option<SchemaId>,
    /// `contains`
    pub contains: Option<Contains>,
    /// `unevaluatedItems`
    pub unevaluated: Option<SchemaId>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique: bool,
}

/// `contains` with its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Contains {
    /// What some elements satisfy.
    pub schema: SchemaId,
    /// `minContains`: how many at least.
    pub least: u64,
    /// `maxContains`: how many at most.
    pub most: Option<u64>,
    /// Whether those elements count as evaluated, as JSON Schema says since 2020-12.
    pub evaluates: bool,
}

/// Assertions on objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectRules {
    /// `properties`, in the order of the document.
    pub properties: Vec<Property>,
    /// `required`, in the order of the document; names without a property are allowed.
    pub required: Names,
    /// `dependentRequired`: names of properties, and which others must stand beside each.
    pub dependent: Vec<(String, Vec<String>)>,
    /// `patternProperties`: patterns of ECMA-262 and what the properties satisfy whose names they match.
    pub patterns: Vec<(String, SchemaId)>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `propertyNames`
    pub names: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated: Option<SchemaId>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
}

impl ObjectRules {
    /// The entry of `properties` with this name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// Whether `name` stands in `required`.
    pub fn requires(&self, name: &str) -> bool {
        self.required.holds(name)
    }
}

/// One entry of `properties`.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Name on the wire.
    pub name: String,
    /// Where the property stands.
    pub origin: Origin,
    /// Its schema: the target itself, where the entry is a bare `$ref`.
    pub schema: SchemaId,
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Absent: any property may stand beside the declared ones.
    #[default]
    Unsaid,
    /// `true` or `{}`: the object is meant to be open.
    Any,
    /// `false`
    Refused,
    /// A schema for each.
    Schema(SchemaId),
}
