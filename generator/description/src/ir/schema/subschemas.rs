//! The schemas inside a schema: the one list of keywords that hold some.

use super::{Additional, ArrayRules, Assertions, Condition, Contains, ObjectRules, SchemaId, Test};

/// The keyword under which a subschema stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword<'a> {
    /// `properties`, by name.
    Property(&'a str),
    /// `patternProperties`, by pattern.
    Pattern(&'a str),
    /// `additionalProperties`
    Additional,
    /// `propertyNames`
    Names,
    /// `unevaluatedProperties`
    UnevaluatedProperties,
    /// `prefixItems`, by index.
    Prefix(usize),
    /// `items`
    Items,
    /// `contains`
    Contains,
    /// `unevaluatedItems`
    UnevaluatedItems,
    /// `allOf`, by index.
    AllOf(usize),
    /// `anyOf`, by index.
    AnyOf(usize),
    /// `oneOf`, by index.
    OneOf(usize),
    /// `not`
    Not,
    /// `if`, by index.
    If(usize),
    /// `then`, or one of `dependentSchemas`, by index.
    Then(usize),
    /// `else`, by index.
    Else(usize),
}

impl Keyword<'_> {
    /// Whether the subschema describes the value, or a part of it. `not` describes what it must not be, and a condition holds
    /// for some values only.
    pub fn describes(self) -> bool {
        match self {
            Self::Property(_)
            | Self::Pattern(_)
            | Self::Additional
            | Self::Names
            | Self::UnevaluatedProperties
            | Self::Prefix(_)
            | Self::Items
            | Self::Contains
            | Self::UnevaluatedItems
            | Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::OneOf(_) => true,
            Self::Not | Self::If(_) | Self::Then(_) | Self::Else(_) => false,
        }
    }
}

impl Assertions {
    /// Every subschema with its keyword, in the order of [`Keyword`].
    ///
    /// The patterns name every field: a keyword that is added to them does not compile until it is decided here
    /// whether it holds schemas.
    pub fn subschemas(&self) -> Vec<(Keyword<'_>, SchemaId)> {
        let Self {
            kind: _,
            nullable: _,
            values: _,
            format: _,
            format_annotates: _,
            number: _,
            string: _,
            array,
            object,
            all_of,
            any_of,
            one_of,
            not,
            conditions,
            // Its mapping names branches, which stand in `oneOf` or `anyOf`, or children, which refer to it.
            discriminator: _,
        } = self;
        let mut found = object_subschemas(object);
        found.extend(array_subschemas(array));
        found.extend(indexed(all_of, Keyword::AllOf));
        found.extend(indexed(any_of, Keyword::AnyOf));
        found.extend(indexed(one_of, Keyword::OneOf));
        found.extend(not.map(|id| (Keyword::Not, id)));
        for (index, condition) in conditions.iter().enumerate() {
            found.extend(conditional(index, condition));
        }
        found
    }

    /// Puts other schemas in the places of [those inside](Self::subschemas). The branches that a discriminator names stay
    /// what they are.
    pub fn map_subschemas(&mut self, map: impl Fn(SchemaId) -> SchemaId) {
        let Self {
            kind: _,
            nullable: _,
            values: _,
            format: _,
            format_annotates: _,
            number: _,
            string: _,
            array,
            object,
            all_of,
            any_of,
            one_of,
            not,
            conditions,
            discriminator: _,
        } = self;
        let conditions = conditions.iter_mut().flat_map(conditional_mut);
        let lists = [all_of, any_of, one_of].into_iter().flatten();
        let inside = object_mut(object)
            .into_iter()
            .chain(array_mut(array))
            .chain(lists)
            .chain(not)
            .chain(conditions);
        for id in inside {
            *id = map(*id);
        }
    }
}

fn conditional_mut(condition: &mut Condition) -> impl Iterator<Item = &mut SchemaId> {
    let Condition {
        test,
        then,
        otherwise,
    } = condition;
    let test = match test {
        Test::Schema(id) => Some(id),
        Test::Property(_) => None,
    };
    test.into_iter().chain(then).chain(otherwise)
}

fn object_mut(object: &mut ObjectRules) -> Vec<&mut SchemaId> {
    let ObjectRules {
        properties,
        required: _,
        dependent: _,
        patterns,
        additional,
        names,
        unevaluated,
        min_properties: _,
        max_properties: _,
    } = object;
    let properties = properties.iter_mut().map(|property| &mut property.schema);
    let patterns = patterns.iter_mut().map(|(_, id)| id);
    let additional = match additional {
        Additional::Schema(id) => Some(id),
        Additional::Unsaid | Additional::Any | Additional::Refused => None,
    };
    let mut found: Vec<_> = properties.chain(patterns).collect();
    found.extend(additional);
    found.extend(names);
    found.extend(unevaluated);
    found
}

fn array_mut(array: &mut ArrayRules) -> Vec<&mut SchemaId> {
    let ArrayRules {
        prefix,
        items,
        contains,
        unevaluated,
        min_items: _,
        max_items: _,
        unique: _,
    } = array;
    let contains = contains.as_mut().map(|contains| &mut contains.schema);
    let mut found: Vec<_> = prefix.iter_mut().collect();
    found.extend(items);
    found.extend(contains);
    found.extend(unevaluated);
    found
}

fn conditional<'a>(
    index: usize,
    condition: &'a Condition,
) -> impl Iterator<Item = (Keyword<'a>, SchemaId)> + use<'a> {
    let Condition {
        test,
        then,
        otherwise,
    } = condition;
    let test = match test {
        Test::Schema(id) => Some(*id),
        Test::Property(_) => None,
    };
    let parts = [
        test.map(|id| (Keyword::If(index), id)),
        then.map(|id| (Keyword::Then(index), id)),
        otherwise.map(|id| (Keyword::Else(index), id)),
    ];
    parts.into_iter().flatten()
}

fn object_subschemas(object: &ObjectRules) -> Vec<(Keyword<'_>, SchemaId)> {
    let ObjectRules {
        properties,
        required: _,
        dependent: _,
        patterns,
        additional,
        names,
        unevaluated,
        min_properties: _,
        max_properties: _,
    } = object;
    let properties = properties.iter();
    let mut found: Vec<_> = properties
        .map(|property| (Keyword::Property(&property.name), property.schema))
        .collect();
    let patterns = patterns.iter();
    found.extend(patterns.map(|(pattern, id)| (Keyword::Pattern(pattern), *id)));
    match additional {
        Additional::Schema(id) => found.push((Keyword::Additional, *id)),
        Additional::Unsaid | Additional::Any | Additional::Refused => {}
    }
    found.extend(names.map(|id| (Keyword::Names, id)));
    found.extend(unevaluated.map(|id| (Keyword::UnevaluatedProperties, id)));
    found
}

fn array_subschemas(array: &ArrayRules) -> Vec<(Keyword<'static>, SchemaId)> {
    let ArrayRules {
        prefix,
        items,
        contains,
        unevaluated,
        min_items: _,
        max_items: _,
        unique: _,
    } = array;
    let prefix = prefix.iter().enumerate();
    let mut found: Vec<_> = prefix
        .map(|(index, id)| (Keyword::Prefix(index), *id))
        .collect();
    found.extend(items.map(|id| (Keyword::Items, id)));
    let contains = contains.as_ref().map(
        |Contains {
             schema,
             least: _,
             most: _,
             evaluates: _,
         }| *schema,
    );
    found.extend(contains.map(|id| (Keyword::Contains, id)));
    found.extend(unevaluated.map(|id| (Keyword::UnevaluatedItems, id)));
    found
}

fn indexed<'a>(
    list: &'a [SchemaId],
    place: impl Fn(usize) -> Keyword<'a> + 'a,
) -> impl Iterator<Item = (Keyword<'a>, SchemaId)> {
    let list = list.iter().enumerate();
    list.map(move |(index, id)| (place(index), *id))
}
