//! What a check of a schema has to do: wrappers that only annotate taken away, objects joined by `allOf`
//! made one.

mod types;
mod unevaluated;

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::ir::UpstreamStatus;
use trueup_description::ir::schema::{
    Additional, ArrayRules, Assertions, Condition, Discriminator, JsonType, NumberRules,
    ObjectRules, Schema, SchemaId, Schemas, StringRules, Test,
};
use trueup_description::json::Json;

use types::{by_type, composed_by_others};
use unevaluated::{additional, applies, is_nothing, items, unevaluated};

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
    /// Property and its value for each branch, where the branches exclude each other by it.
    pub tags: Option<(&'a str, Vec<(&'a str, SchemaId)>)>,
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

/// The rule of a schema.
pub(crate) fn rule(schemas: &Schemas, id: SchemaId) -> Rule<'_> {
    let schema = schemas.get(id);
    if let Some(inner) = schema.annotated() {
        return annotated(schemas, schema, inner);
    }
    if is_nothing(schemas, schema) {
        return Rule::Nothing;
    }
    if let Some(object) = joined(schemas, schema) {
        return Rule::Object(object);
    }
    let asserted = &schema.assertions;
    let strings = asserted.values.as_deref().and_then(only_strings);
    let listed = asserted.kind == Some(JsonType::String) && strings.is_some();
    let left = unevaluated(asserted, applies(schemas, schema));
    let composed = asserted.values.is_some() && !listed
        || applies(schemas, schema)
        || asserted.not.is_some()
        || left != (None, None);
    if !composed_by_others(schema, &left)
        && let Some(rule) = by_type(schemas, schema)
    {
        return rule;
    }
    match asserted.kind {
        Some(kind) if !composed => own(schemas, schema, kind),
        None if !composed && own_of_any_type(schemas, schema).is_empty() => Rule::Anything,
        kind => Rule::Mixed(Box::new(Mixed {
            nullable: composed && kind.is_none() && admits_null(schema),
            values: if listed {
                None
            } else {
                asserted.values.as_deref()
            },
            all_of: &asserted.all_of,
            any_of: any_of(schemas, schema),
            one_of: &asserted.one_of,
            not: asserted.not,
            conditions: &asserted.conditions,
            unevaluated_properties: left.0,
            unevaluated_items: left.1,
            tags: tags(schemas, schema),
            own: kind.map_or_else(
                || own_of_any_type(schemas, schema),
                |kind| vec![own(schemas, schema, kind)],
            ),
            only: kind.is_some(),
        })),
    }
}

/// `anyOf`, unless it is a rule of the object ([`ObjectRule::alternatives`]).
fn any_of<'a>(schemas: &Schemas, schema: &'a Schema) -> &'a [SchemaId] {
    match schemas.alternatives(schema) {
        Some(_) => &[],
        None => &schema.assertions.any_of,
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

fn own<'a>(schemas: &'a Schemas, schema: &'a Schema, kind: JsonType) -> Rule<'a> {
    let nullable = admits_null(schema);
    match kind {
        JsonType::Boolean => Rule::Boolean { nullable },
        JsonType::Integer | JsonType::Number => Rule::Number(NumberRule {
            nullable,
            integer: kind == JsonType::Integer,
            format: asserted_format(schema),
            rules: &schema.assertions.number,
        }),
        JsonType::String => Rule::Text(TextRule {
            nullable,
            sensitive: schema.extensions.sensitive,
            numbers: schema.extensions.accepts_number,
            zero: schema.extensions.zero.as_deref(),
            format: asserted_format(schema),
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
            items: items(schemas, schema),
            rules: &schema.assertions.array,
        }),
        JsonType::Object => Rule::Object(object(schemas, schema, nullable)),
    }
}

/// `format`, unless it only annotates.
fn asserted_format(schema: &Schema) -> Option<&str> {
    let format = schema.assertions.format.as_deref();
    format.filter(|_| !schema.assertions.format_annotates)
}

/// Rules that hold for values of their type only, where `type` is absent.
fn own_of_any_type<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Vec<Rule<'a>> {
    let mut rules = Vec::new();
    if schema.assertions.number != NumberRules::default() || asserted_format(schema).is_some() {
        rules.push(own(schemas, schema, JsonType::Number));
    }
    if schema.assertions.string != StringRules::default() || asserted_format(schema).is_some() {
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
    if schema.assertions.object != ObjectRules::default()
        || !schema.extensions.exclusive.is_empty()
        || schemas.alternatives(schema).is_some()
    {
        rules.push(own(schemas, schema, JsonType::Object));
    }
    rules
}

fn object<'a>(schemas: &'a Schemas, schema: &'a Schema, nullable: bool) -> ObjectRule<'a> {
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
    let needed = rules.dependent.iter();
    let needed = needed.flat_map(|(name, needs)| std::iter::once(name).chain(needs));
    let alternatives = schemas.alternatives(schema);
    let needed = needed.chain(alternatives.iter().flatten().copied().flatten());
    let mentioned = needed.map(|name| (name, rules.requires(name)));
    let required = rules.required.iter().map(|name| (name, true));
    let mut names: BTreeSet<&str> = properties.iter().map(|property| property.name).collect();
    for (name, required) in required.chain(mentioned) {
        if names.insert(name) {
            properties.push(PropertyRule {
                name,
                schema: None,
                required,
                read_only: false,
                write_only: false,
                absent: false,
            });
        }
    }
    ObjectRule {
        nullable,
        properties,
        additional: additional(schemas, schema),
        min: rules.min_properties,
        max: rules.max_properties,
        exclusive: schema
            .extensions
            .exclusive
            .iter()
            .map(Vec::as_slice)
            .collect(),
        alternatives: alternatives.into_iter().collect(),
        patterns: &rules.patterns,
        names: rules.names,
        dependent: &rules.dependent,
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
        if parts.len() > schemas.iter().count() || !is_plain_object(schemas, part) {
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
    let names = all.properties.iter().map(|property| property.name);
    let mut places: BTreeMap<&str, usize> = names.zip(0..).collect();
    for part in parts.iter().skip(1) {
        let more = object(schemas, part, false);
        all.min = all.min.max(more.min);
        all.max = match (all.max, more.max) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        all.exclusive.extend(more.exclusive);
        all.alternatives.extend(more.alternatives);
        if more.additional == Additional::Any {
            all.additional = Additional::Any;
        }
        for property in more.properties {
            let place = *places.entry(property.name).or_insert(all.properties.len());
            match all.properties.get_mut(place) {
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
    Some(all)
}

fn is_plain_object(schemas: &Schemas, schema: &Schema) -> bool {
    let own = &schema.assertions;
    let rules = &own.object;
    let object = Assertions {
        kind: own.kind,
        nullable: own.nullable,
        object: ObjectRules {
            properties: rules.properties.clone(),
            required: rules.required.clone(),
            additional: rules.additional.clone(),
            min_properties: rules.min_properties,
            max_properties: rules.max_properties,
            ..ObjectRules::default()
        },
        all_of: own.all_of.clone(),
        any_of: match schemas.alternatives(schema) {
            Some(_) => own.any_of.clone(),
            None => Vec::new(),
        },
        // It names a property that is among them.
        discriminator: own.discriminator.clone(),
        ..Assertions::default()
    };
    *own == object
        && matches!(own.kind, None | Some(JsonType::Object))
        && matches!(rules.additional, Additional::Unsaid | Additional::Any)
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
    let mut values = BTreeSet::new();
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
        if object.nullable || !values.insert(value) {
            return None;
        }
        tags.push((value, branch));
    }
    Some((property, tags))
}
