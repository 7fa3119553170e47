//! What a schema asks of a value, keyword by keyword.

use super::{Discriminator, SchemaId};
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
    /// `nullable`, which has an effect beside `type` only (OpenAPI 3.0.3 §4.7.24.1).
    pub nullable: bool,
    /// `enum`.
    pub values: Option<Vec<Json>>,
    /// `format`, as written.
    pub format: Option<String>,
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
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
}

impl Assertions {
    /// The schemas among which a value chooses.
    pub fn branches(&self) -> impl Iterator<Item = SchemaId> {
        self.one_of.iter().chain(&self.any_of).copied()
    }

    /// Whether there are such.
    pub fn is_union(&self) -> bool {
        self.branches().next().is_some()
    }
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

/// Assertions on numbers, each with the exact text of its bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberRules {
    /// `minimum`
    pub minimum: Option<Number>,
    /// `exclusiveMinimum` (a boolean in OpenAPI 3.0)
    pub exclusive_minimum: bool,
    /// `maximum`
    pub maximum: Option<Number>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: bool,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
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
    /// `items`
    pub items: Option<SchemaId>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique: bool,
}

/// Assertions on objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectRules {
    /// `properties`, in the order of the document.
    pub properties: Vec<Property>,
    /// `required`, in the order of the document; names without a property are allowed.
    pub required: Vec<String>,
    /// `additionalProperties`
    pub additional: Additional,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
}

impl ObjectRules {
    /// Whether `name` stands in `required`.
    pub fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|required| required == name)
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
