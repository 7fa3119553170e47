//! What a check of a schema has to do: wrappers that only annotate taken away, objects joined by `allOf`
//! made one.

use trueup_description::ir::UpstreamStatus;
use trueup_description::ir::schema::{
    Additional, ArrayRules, Assertions, Discriminator, JsonType, NumberRules, ObjectRules, Schema,
    SchemaId, Schemas, StringRules,
};
use trueup_description::json::Json;
use trueup_validator::schema::Object;

/// What a schema asks.
#[derive(Clone, Debug)]
pub enum Rule<'a> {
    /// Nothing.
    Anything,
    /// The same as another schema: this one only annotates it.
    Same(SchemaId),
    /// `null`, or what another schema asks.
    OrNull(SchemaId),
    /// A boolean.
    Boolean {
        /// Whether `null` will do.
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
pub struct NumberRule<'a> {
    /// Whether `null` will do.
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
pub struct TextRule<'a> {
    /// Whether `null` will do.
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
pub struct ArrayRule<'a> {
    /// Whether `null` will do.
    pub nullable: bool,
    /// Items and how many.
    pub rules: &'a ArrayRules,
}

impl ArrayRule<'_> {
    /// What every element satisfies. Elements are not told apart by their place, so beside `prefixItems` any will do.
    pub fn items(&self) -> Option<SchemaId> {
        self.rules.items.filter(|_| self.rules.prefix.is_empty())
    }
}

/// What is asked of an object, its `allOf` joined.
#[derive(Clone, Debug)]
pub struct ObjectRule<'a> {
    /// Whether `null` will do.
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
}

/// What is asked of a property.
#[derive(Clone, Debug)]
pub struct PropertyRule<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// `None` for one that is required without being declared.
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

/// Keywords that look at a value without passing it, then the rules for each type.
#[derive(Clone, Debug, Default)]
pub struct Mixed<'a> {
    /// `null` is a value, whatever the rest says of it.
    pub nullable: bool,
    /// `enum`, where it is not a list of strings.
    pub values: Option<&'a [Json]>,
    /// `allOf`, and what stands for `if`, `then` and `else`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: &'a [SchemaId],
    /// `oneOf`
    pub one_of: &'a [SchemaId],
    /// `not`
    pub not: Option<SchemaId>,
    /// Property and its value for each branch, where the branches exclude each other by it.
    pub tags: Option<(&'a str, Vec<(&'a str, SchemaId)>)>,
    /// Rules for values of some types. Where `only` is set, there is one and others are refused.
    pub own: Vec<Rule<'a>>,
    /// Whether values of other types are refused.
    pub only: bool,
}

impl Rule<'_> {
    /// The schemas that it refers to.
    pub fn references(&self) -> Vec<SchemaId> {
        match self {
            Rule::Anything | Rule::Boolean { .. } | Rule::Number(_) | Rule::Text(_) => Vec::new(),
            Rule::Same(inner) | Rule::OrNull(inner) => vec![*inner],
            Rule::Array(array) => array.items().into_iter().collect(),
            Rule::Object(object) => {
                let properties = object.properties.iter();
                let mut found: Vec<_> = properties.filter_map(|known| known.schema).collect();
                if let Additional::Schema(id) = object.additional {
                    found.push(id);
                }
                found
            }
            Rule::Mixed(mixed) => {
                let branches = mixed.all_of.iter().chain(mixed.any_of);
                let branches = branches.chain(mixed.one_of).chain(&mixed.not);
                let own = mixed.own.iter().flat_map(Rule::references);
                branches.copied().chain(own).collect()
            }
        }
    }
}

impl Mixed<'_> {
    /// Whether there is a `oneOf` and nothing beside it.
    pub fn is_only_one_of(&self) -> bool {
        self.values.is_none()
            && self.all_of.is_empty()
            && self.any_of.is_empty()
            && self.not.is_none()
            && self.own.is_empty()
    }
}

/// The rule of a schema.
pub fn rule(schemas: &Schemas, id: SchemaId) -> Rule<'_> {
    let schema = schemas.get(id);
    if let Some(inner) = schema.annotated() {
        return annotated(schemas, schema, inner);
    }
    if let Some(object) = joined(schemas, schema) {
        return Rule::Object(object);
    }
    let strings = schema.assertions.values.as_deref().and_then(only_strings);
    let listed = schema.assertions.kind == Some(JsonType::String) && strings.is_some();
    let composed = schema.assertions.values.is_some() && !listed
        || !(schema.assertions.all_of.is_empty()
            && schema.assertions.any_of.is_empty()
            && schema.assertions.one_of.is_empty())
        || schema.assertions.not.is_some()
        || !schema.assertions.conditions.is_empty();
    match schema.assertions.kind {
        Some(kind) if !composed => own(schemas, schema, kind),
        None if !composed && own_of_any_type(schemas, schema).is_empty() => Rule::Anything,
        kind => Rule::Mixed(Box::new(Mixed {
            nullable: composed && schema.assertions.kind.is_none() && admits_null(schema),
            values: if listed {
                None
            } else {
                schema.assertions.values.as_deref()
            },
            all_of: [&schema.assertions.all_of[..], &schema.assertions.conditions].concat(),
            any_of: &schema.assertions.any_of,
            one_of: &schema.assertions.one_of,
            not: schema.assertions.not,
            tags: tags(schemas, schema),
            own: kind.map_or_else(
                || own_of_any_type(schemas, schema),
                |kind| vec![own(schemas, schema, kind)],
            ),
            only: kind.is_some(),
        })),
    }
}

/// Whether `nullable` makes null a value: of an `enum` null must be one of the values too (OpenAPI 3.0.3). Where there is
/// no `type` beside it, it is meant for the whole that `allOf`, `oneOf` and `anyOf` make up, as clients read it.
fn admits_null(schema: &Schema) -> bool {
    let values = schema.assertions.values.as_ref();
    schema.assertions.nullable && values.is_none_or(|values| values.contains(&Json::Null))
}

/// A wrapper: the inner schema's rule with what the wrapper adds.
fn annotated<'a>(schemas: &'a Schemas, schema: &'a Schema, inner: SchemaId) -> Rule<'a> {
    let extensions = &schema.extensions;
    let adds_to_text =
        extensions.zero.is_some() || extensions.sensitive || extensions.accepts_number;
    if !(schema.assertions.nullable || adds_to_text) {
        return Rule::Same(inner);
    }
    // The wrappers of a wrapper are followed only as far as there are schemas, in case they are a circle.
    let mut target = rule_unless_wrapper(schemas, inner);
    if let Rule::Text(text) = &mut target {
        text.nullable |= schema.assertions.nullable;
        text.sensitive |= extensions.sensitive;
        text.numbers |= extensions.accepts_number;
        text.zero = extensions.zero.as_deref().or(text.zero);
        return target;
    }
    if schema.assertions.nullable {
        Rule::OrNull(inner)
    } else {
        Rule::Same(inner)
    }
}

fn rule_unless_wrapper(schemas: &Schemas, id: SchemaId) -> Rule<'_> {
    let target = schemas.unwrapped(id);
    match schemas.get(target).annotated() {
        Some(_) => Rule::Anything,
        None => rule(schemas, target),
    }
}

fn own<'a>(schemas: &Schemas, schema: &'a Schema, kind: JsonType) -> Rule<'a> {
    let nullable = admits_null(schema);
    match kind {
        JsonType::Boolean => Rule::Boolean { nullable },
        JsonType::Integer | JsonType::Number => Rule::Number(NumberRule {
            nullable,
            integer: kind == JsonType::Integer,
            format: schema.assertions.format.as_deref(),
            rules: &schema.assertions.number,
        }),
        JsonType::String => Rule::Text(TextRule {
            nullable,
            sensitive: schema.extensions.sensitive,
            numbers: schema.extensions.accepts_number,
            zero: schema.extensions.zero.as_deref(),
            format: schema.assertions.format.as_deref(),
            rules: &schema.assertions.string,
            values: schema
                .assertions
                .values
                .as_deref()
                .and_then(only_strings)
                .unwrap_or_default(),
        }),
        JsonType::Array => Rule::Array(ArrayRule {
            nullable,
            rules: &schema.assertions.array,
        }),
        JsonType::Object => Rule::Object(object(schemas, schema, nullable)),
    }
}

/// Rules that hold for values of their type only, where `type` is absent.
fn own_of_any_type<'a>(schemas: &Schemas, schema: &'a Schema) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    if schema.assertions.number != NumberRules::default() || schema.assertions.format.is_some() {
        rules.push(own(schemas, schema, JsonType::Number));
    }
    if schema.assertions.string != StringRules::default() || schema.assertions.format.is_some() {
        // The values of an `enum` without a type are checked whole.
        let Rule::Text(text) = own(schemas, schema, JsonType::String) else {
            return rules;
        };
        rules.push(Rule::Text(TextRule {
            values: Vec::new(),
            ..text
        }));
    }
    if schema.assertions.array != ArrayRules::default() {
        rules.push(own(schemas, schema, JsonType::Array));
    }
    if schema.assertions.object != ObjectRules::default() || !schema.extensions.exclusive.is_empty()
    {
        rules.push(own(schemas, schema, JsonType::Object));
    }
    rules
}

fn object<'a>(schemas: &Schemas, schema: &'a Schema, nullable: bool) -> ObjectRule<'a> {
    let rules = &schema.assertions.object;
    let mut properties: Vec<_> = rules
        .properties
        .iter()
        .map(|property| PropertyRule {
            name: &property.name,
            schema: Some(property.schema),
            required: rules.requires(&property.name),
            read_only: schemas.get(property.schema).annotations.read_only,
            write_only: schemas.get(property.schema).annotations.write_only,
            absent: is_absent(schemas.get(property.schema)),
        })
        .collect();
    for name in &rules.required {
        if !properties.iter().any(|property| property.name == name) {
            properties.push(PropertyRule {
                name,
                schema: None,
                required: true,
                read_only: false,
                write_only: false,
                absent: false,
            });
        }
    }
    ObjectRule {
        nullable,
        properties,
        additional: additional(rules),
        min: rules.min_properties,
        max: rules.max_properties,
        exclusive: schema
            .extensions
            .exclusive
            .iter()
            .map(Vec::as_slice)
            .collect(),
    }
}

/// What other properties satisfy. Names that a pattern matches are not told apart, so beside patterns any will do.
fn additional(rules: &ObjectRules) -> Additional {
    match rules.patterns.as_slice() {
        [] => rules.additional.clone(),
        _ => Additional::Any,
    }
}

fn is_absent(schema: &Schema) -> bool {
    let upstream = schema.extensions.upstream.as_ref();
    upstream.is_some_and(|upstream| {
        matches!(
            upstream.status,
            UpstreamStatus::Absent | UpstreamStatus::Removed
        )
    })
}

/// The objects of an `allOf` as one, so that a value is read once and all their properties are known.
/// `None` where they cannot be joined without changing what is asked.
fn joined<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<ObjectRule<'a>> {
    if schema.assertions.all_of.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        if parts.len() > schemas.iter().count() || !is_plain_object(part) {
            return None;
        }
        parts.push(part);
        // An inner wrapper may say `nullable`, which only `null` itself could tell apart.
        open.extend(
            part.assertions
                .all_of
                .iter()
                .rev()
                .map(|&id| schemas.get(schemas.unwrapped(id))),
        );
    }
    let typed = parts
        .iter()
        .filter(|part| part.assertions.kind == Some(JsonType::Object));
    let mut inner = parts.iter().skip(1);
    if typed.count() == 0
        || inner.any(|part| part.assertions.kind.is_some() && part.assertions.nullable)
    {
        return None;
    }
    let mut all = object(schemas, schema, schema.assertions.nullable);
    for part in parts.iter().skip(1) {
        let more = object(schemas, part, false);
        all.min = all.min.max(more.min);
        all.max = match (all.max, more.max) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        all.exclusive.extend(more.exclusive);
        if more.additional == Additional::Any {
            all.additional = Additional::Any;
        }
        for property in more.properties {
            match all
                .properties
                .iter_mut()
                .find(|known| known.name == property.name)
            {
                None => all.properties.push(property),
                Some(known) => {
                    if known.schema.is_some()
                        && property.schema.is_some()
                        && known.schema != property.schema
                    {
                        return None;
                    }
                    known.schema = known.schema.or(property.schema);
                    known.required |= property.required;
                }
            }
        }
    }
    (all.properties.len() <= Object::MOST).then_some(all)
}

fn is_plain_object(schema: &Schema) -> bool {
    let own = &schema.assertions;
    let object = Assertions {
        kind: own.kind,
        nullable: own.nullable,
        object: own.object.clone(),
        all_of: own.all_of.clone(),
        // It names a property that is among them.
        discriminator: own.discriminator.clone(),
        ..Assertions::default()
    };
    *own == object
        && matches!(own.kind, None | Some(JsonType::Object))
        && matches!(own.object.additional, Additional::Unsaid | Additional::Any)
}

/// The values of an `enum` of strings, `null` aside.
fn only_strings(values: &[Json]) -> Option<Vec<&str>> {
    let strings = values.iter().filter(|value| **value != Json::Null);
    let strings: Vec<_> = strings.map(Json::as_str).collect::<Option<_>>()?;
    (!strings.is_empty()).then_some(strings)
}

/// Where each branch of a `oneOf` requires the discriminator's property with one value of its own, that
/// value decides without a look at the other branches.
fn tags<'a>(
    schemas: &'a Schemas,
    schema: &'a Schema,
) -> Option<(&'a str, Vec<(&'a str, SchemaId)>)> {
    let Discriminator { property, .. } = schema.assertions.discriminator.as_ref()?;
    let mut tags: Vec<(&str, SchemaId)> = Vec::new();
    for &branch in &schema.assertions.one_of {
        let Rule::Object(object) = rule_unless_wrapper(schemas, branch) else {
            return None;
        };
        let tag = object
            .properties
            .iter()
            .find(|known| known.name == property && known.required)?;
        let value = schemas.get(schemas.unwrapped(tag.schema?));
        let [Json::String(value)] = value.assertions.values.as_deref()? else {
            return None;
        };
        if object.nullable || tags.iter().any(|(known, _)| known == value) {
            return None;
        }
        tags.push((value, branch));
    }
    Some((property, tags))
}
