//! The schemas inside a schema: the one list of keywords that hold some.

use super::{Additional, ArrayRules, Assertions, ObjectRules, SchemaId};

/// The keyword under which a subschema stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword<'a> {
    /// `properties`, by name.
    Property(&'a str),
    /// `additionalProperties`
    Additional,
    /// `items`
    Items,
    /// `allOf`, by index.
    AllOf(usize),
    /// `anyOf`, by index.
    AnyOf(usize),
    /// `oneOf`, by index.
    OneOf(usize),
    /// `not`
    Not,
}

impl Keyword<'_> {
    /// Whether the subschema is about the value itself, or a part of it, that is there. `not` says what it is none of.
    pub fn describes(self) -> bool {
        match self {
            Self::Property(_)
            | Self::Additional
            | Self::Items
            | Self::AllOf(_)
            | Self::AnyOf(_)
            | Self::OneOf(_) => true,
            Self::Not => false,
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
            number: _,
            string: _,
            array,
            object,
            all_of,
            any_of,
            one_of,
            not,
            // Its mapping names branches, which stand in `oneOf` or `anyOf`, or children, which refer to it.
            discriminator: _,
        } = self;
        let mut found = object_subschemas(object);
        found.extend(array_subschemas(array));
        found.extend(indexed(all_of, Keyword::AllOf));
        found.extend(indexed(any_of, Keyword::AnyOf));
        found.extend(indexed(one_of, Keyword::OneOf));
        found.extend(not.map(|id| (Keyword::Not, id)));
        found
    }
}

fn object_subschemas(object: &ObjectRules) -> Vec<(Keyword<'_>, SchemaId)> {
    let ObjectRules {
        properties,
        required: _,
        additional,
        min_properties: _,
        max_properties: _,
    } = object;
    let properties = properties.iter();
    let mut found: Vec<_> = properties
        .map(|property| (Keyword::Property(&property.name), property.schema))
        .collect();
    match additional {
        Additional::Schema(id) => found.push((Keyword::Additional, *id)),
        Additional::Unsaid | Additional::Any | Additional::Refused => {}
    }
    found
}

fn array_subschemas(array: &ArrayRules) -> Option<(Keyword<'static>, SchemaId)> {
    let ArrayRules {
        items,
        min_items: _,
        max_items: _,
        unique: _,
    } = array;
    items.map(|id| (Keyword::Items, id))
}

fn indexed<'a>(
    list: &'a [SchemaId],
    place: impl Fn(usize) -> Keyword<'a> + 'a,
) -> impl Iterator<Item = (Keyword<'a>, SchemaId)> {
    let list = list.iter().enumerate();
    list.map(move |(index, id)| (place(index), *id))
}
