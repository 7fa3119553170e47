//! What a schema asks of a value, as data.

use trueup_description::ir::schema::{
    Additional, ArrayRules, Condition, NumberRules, SchemaId, StringRules, Test,
};
use trueup_description::json::Json;

/// What a schema asks.
#[derive(Clone, Debug)]
pub(crate) enum Rule<'a> {
    /// Nothing.
    Anything,
    /// What no value is.
    Nothing,
    /// The same as another schema: this one only annotates it.
    Same(SchemaId),
    /// `null`, or what another schema asks.
    OrNull(SchemaId),
    /// A boolean.
    Boolean {
        /// Whether `null` is allowed.
        nullable: bool,
    },
    /// A number.
    Number(NumberRule<'a>),
    /// A string.
    Text(TextRule<'a>),
    /// An array.
    Array(ArrayRule<'a>),
    /// An object.
    Object(ObjectRule<'a>),
    /// Several schemas for one value, or none for its type.
    Mixed(Box<Mixed<'a>>),
}

/// What is asked of a number.
#[derive(Clone, Debug)]
pub(crate) struct NumberRule<'a> {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Neither fraction nor exponent.
    pub integer: bool,
    /// The format as written.
    pub format: Option<&'a str>,
    /// Bounds.
    pub rules: &'a NumberRules,
}

/// What is asked of a string.
#[derive(Clone, Debug)]
pub(crate) struct TextRule<'a> {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Never shown.
    pub sensitive: bool,
    /// Whether requests may hold a number in its place.
    pub numbers: bool,
    /// The text that means "not set".
    pub zero: Option<&'a str>,
    /// The format as written.
    pub format: Option<&'a str>,
    /// Lengths and pattern.
    pub rules: &'a StringRules,
    /// The only values allowed; empty where any is.
    pub values: Vec<&'a str>,
}

/// What is asked of an array.
#[derive(Clone, Debug)]
pub(crate) struct ArrayRule<'a> {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// What the elements behind those of `prefixItems` satisfy.
    pub items: Option<SchemaId>,
    /// All else about elements.
    pub rules: &'a ArrayRules,
}

/// What is asked of an object, its `allOf` joined.
#[derive(Clone, Debug)]
pub(crate) struct ObjectRule<'a> {
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Declared and required properties.
    pub properties: Vec<PropertyRule<'a>>,
    /// All others.
    pub additional: Additional,
    /// The least number of properties.
    pub min: Option<u64>,
    /// The greatest number of properties.
    pub max: Option<u64>,
    /// Groups of properties of which at most one may be set.
    pub exclusive: Vec<&'a [String]>,
    /// Lists of properties in groups: of each group, all properties of at least one list must be there.
    pub alternatives: Vec<Vec<&'a [String]>>,
    /// `patternProperties`
    pub patterns: &'a [(String, SchemaId)],
    /// `propertyNames`
    pub names: Option<SchemaId>,
    /// `dependentRequired`; all its names are among the properties.
    pub dependent: &'a [(String, Vec<String>)],
}

/// What is asked of a property.
#[derive(Clone, Debug)]
pub(crate) struct PropertyRule<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// `None` for one that is required, or another needs, without being declared.
    pub schema: Option<SchemaId>,
    /// Whether it must be there.
    pub required: bool,
    /// Responses only.
    pub read_only: bool,
    /// Requests only.
    pub write_only: bool,
    /// Another implementation does not know it (`x-trueup-upstream`).
    pub absent: bool,
}

/// A property whose value tells the branch of a `oneOf`.
#[derive(Clone, Debug)]
pub(crate) struct TagRule<'a> {
    /// Its name.
    pub property: &'a str,
    /// Its values.
    pub values: Vec<&'a str>,
    /// The place of the branch that each stands for, as the discriminator has it. `None` where the branches exclude each
    /// other by the values that they ask for, each for one, in their order.
    pub branches: Option<Vec<u32>>,
    /// The place of the branch of all other values, as the discriminator has it.
    pub other: Option<u32>,
}

/// Keywords that look at a value without passing it, then the rules for each type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mixed<'a> {
    /// `null` is a value, whatever the rest says of it.
    pub nullable: bool,
    /// `enum`, where it is not a list of strings.
    pub values: Option<&'a [Json]>,
    /// `allOf`
    pub all_of: &'a [SchemaId],
    /// `anyOf`
    pub any_of: &'a [SchemaId],
    /// `oneOf`
    pub one_of: &'a [SchemaId],
    /// `not`
    pub not: Option<SchemaId>,
    /// `if`, `then` and `else`; `dependentSchemas`
    pub conditions: &'a [Condition],
    /// `unevaluatedProperties`
    pub unevaluated_properties: Option<SchemaId>,
    /// `unevaluatedItems`
    pub unevaluated_items: Option<SchemaId>,
    /// Which branch it is of `oneOf`, where a property tells.
    pub tags: Option<TagRule<'a>>,
    /// Rules for values of some types, each for one. Where `only` is set, values of other types are refused.
    pub own: Vec<Rule<'a>>,
    /// Whether values of other types are refused.
    pub only: bool,
}

impl Rule<'_> {
    /// The schemas that it refers to.
    pub(crate) fn references(&self) -> Vec<SchemaId> {
        match self {
            Rule::Anything | Rule::Nothing | Rule::Boolean { .. } | Rule::Number(_) => Vec::new(),
            Rule::Text(_) => Vec::new(),
            Rule::Same(inner) | Rule::OrNull(inner) => vec![*inner],
            Rule::Array(array) => {
                let contains = array
                    .rules
                    .contains
                    .as_ref()
                    .map(|contains| contains.schema);
                let prefix = array.rules.prefix.iter().copied();
                prefix.chain(array.rules.items).chain(contains).collect()
            }
            Rule::Object(object) => {
                let properties = object.properties.iter();
                let mut found: Vec<_> = properties.filter_map(|known| known.schema).collect();
                if let Additional::Schema(id) = object.additional {
                    found.push(id);
                }
                found.extend(object.patterns.iter().map(|(_, id)| *id));
                found.extend(object.names);
                found
            }
            Rule::Mixed(mixed) => mixed.references(),
        }
    }
}

impl Mixed<'_> {
    fn references(&self) -> Vec<SchemaId> {
        let branches = self.all_of.iter().chain(self.any_of).chain(self.one_of);
        let mut found: Vec<_> = branches.chain(&self.not).copied().collect();
        for condition in self.conditions {
            if let Test::Schema(id) = condition.test {
                found.push(id);
            }
            found.extend(condition.then);
            found.extend(condition.otherwise);
        }
        found.extend(self.unevaluated_properties);
        found.extend(self.unevaluated_items);
        found.extend(self.own.iter().flat_map(Rule::references));
        found
    }
}
