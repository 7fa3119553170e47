//! Unions: their branches, and the property that tells them apart.

use std::collections::BTreeSet;

use super::listed;
use super::types::Types;
use crate::model::{Basic, Branch, Ident, Type, TypeDef, Union};
use crate::names::{self, Case, Scope};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::{Discriminator, JsonType, Schema, SchemaId, Schemas};

pub(super) fn union<'a>(types: &mut Types<'a>, schema: &'a Schema, definition: &TypeDef) -> Union {
    let mut seen = BTreeSet::new();
    let branches: Vec<SchemaId> = schema
        .assertions
        .one_of
        .iter()
        .chain(&schema.assertions.any_of)
        .copied()
        .filter(|branch| seen.insert(types.schemas.unwrapped(*branch)))
        .collect();
    let tags = match &schema.assertions.discriminator {
        Some(discriminator) => Tags::stated(types, discriminator, &branches),
        None => Tags::implied(types.schemas, &branches),
    };
    let default = schema.assertions.discriminator.as_ref();
    let default = default
        .and_then(|known| known.default)
        .filter(|_| tags.is_some());
    let other = default.and_then(|default| {
        let default = types.schemas.unwrapped(default);
        let is_default = |branch: &SchemaId| types.schemas.unwrapped(*branch) == default;
        branches.iter().position(is_default)
    });
    let mut scope = Scope::default();
    let mut shaped = Vec::new();
    for (number, branch) in branches.iter().enumerate() {
        let inner = types.schemas.unwrapped(*branch);
        let source = types.schemas.get(inner);
        let wire = types
            .label(*branch)
            .map(str::to_owned)
            .or_else(|| source.name.clone())
            .or_else(|| source.annotations.title.clone())
            .unwrap_or_else(|| branch_name(types.schemas, inner, number));
        let ident = names::pascal(&wire);
        let ident = types.settle(&mut scope, ident, Case::Pascal, &wire, &source.origin);
        let ty = types.of(*branch, &format!("{}{ident}", definition.ident));
        if tags.is_none() && branches.len() > 1 && ty == Type::Basic(Basic::Json) {
            swallows(types, &ident, *branch);
        }
        let tags = tags
            .as_ref()
            .and_then(|tags| tags.values.get(number).cloned())
            .unwrap_or_default();
        shaped.push(Branch { ident, ty, tags });
    }
    Union {
        branches: shaped,
        tag: tags.map(|tags| tags.property),
        other,
        attempts: Vec::new(),
        simplest: 0,
    }
}

/// Says so if a branch takes whatever no other branch does.
fn swallows(types: &mut Types<'_>, ident: &Ident, branch: SchemaId) {
    let message = format!("`{ident}` takes any value, also one that another branch should refuse");
    let help = "say which `type` its values have, or leave the branch out";
    let origin = &types.schemas.get(branch).origin;
    types
        .diagnostics
        .push(Diagnostic::new(Code::AmbiguousUnion, origin, message).help(help));
}

/// The property that tells branches apart, and its values for each.
struct Tags {
    property: String,
    values: Vec<Vec<String>>,
}

impl Tags {
    /// What a discriminator says. Where a branch lists the values of the property, those count: the name
    /// that its schema implies may be none of them. `None` if it does not name all branches, which is said.
    fn stated(
        types: &mut Types<'_>,
        discriminator: &Discriminator,
        branches: &[SchemaId],
    ) -> Option<Self> {
        let mut values = Vec::new();
        let mut all_mapped = Vec::new();
        for branch in branches {
            let named = |target: &SchemaId| {
                types.schemas.unwrapped(*target) == types.schemas.unwrapped(*branch)
            };
            let mapped: Vec<String> = discriminator
                .mapping
                .iter()
                .filter(|(_, target)| named(target))
                .map(|(value, _)| value.clone())
                .collect();
            let listed = listed(types.schemas, *branch, &discriminator.property);
            let both: Vec<String> = mapped
                .iter()
                .filter(|value| listed.contains(value))
                .cloned()
                .collect();
            values.push(match (listed.is_empty(), both.is_empty()) {
                (true, _) => mapped.clone(),
                (false, true) => listed,
                (false, false) => both,
            });
            all_mapped.push(mapped);
        }
        let values = distinct(values, &all_mapped);
        let mut of_all = branches.iter().zip(&values);
        if let Some((branch, _)) = of_all.find(|(_, values)| values.is_empty()) {
            let message = format!(
                "the discriminator `{}` has no value for this branch, so it is not heeded",
                discriminator.property
            );
            let help =
                "make the branch a component, or list the value in an `enum` of the property";
            let origin = &types.schemas.get(*branch).origin;
            types.diagnostics.push(
                Diagnostic::new(Code::BadDiscriminator, origin, message)
                    .label(discriminator.origin.span, "the discriminator")
                    .help(help),
            );
            return None;
        }
        Some(Self {
            property: discriminator.property.clone(),
            values,
        })
    }

    /// A property that every branch requires, each with values of its own.
    fn implied(schemas: &Schemas, branches: &[SchemaId]) -> Option<Self> {
        let first = schemas.get(schemas.unwrapped(*branches.first()?));
        first
            .assertions
            .object
            .required
            .iter()
            .find_map(|property| {
                let mut seen = BTreeSet::new();
                let mut values = Vec::new();
                for branch in branches {
                    let schema = schemas.get(schemas.unwrapped(*branch));
                    let listed = listed(schemas, *branch, property);
                    let usable = schema.assertions.object.requires(property)
                        && !schema.assertions.nullable
                        && !listed.is_empty()
                        && listed.iter().all(|value| seen.insert(value.clone()));
                    if !usable {
                        return None;
                    }
                    values.push(listed);
                }
                Some(Self {
                    property: property.clone(),
                    values,
                })
            })
    }
}

/// Leaves each value to one branch: the one that the mapping names, else the first that lists it. A parent often lists
/// the values of its children; a branch that loses all of its own goes by those that the mapping has for it.
fn distinct(values: Vec<Vec<String>>, mapped: &[Vec<String>]) -> Vec<Vec<String>> {
    let elsewhere = |branch: usize, value: &String| {
        let mut others = mapped.iter().enumerate();
        others.any(|(other, known)| other != branch && known.contains(value))
    };
    let mut seen = BTreeSet::new();
    values
        .into_iter()
        .zip(mapped)
        .enumerate()
        .map(|(branch, (mut list, own))| {
            list.retain(|value| own.contains(value) || !elsewhere(branch, value));
            list.retain(|value| seen.insert(value.clone()));
            if list.is_empty() {
                list.extend(
                    own.iter()
                        .filter(|value| seen.insert((*value).clone()))
                        .cloned(),
                );
            }
            list
        })
        .collect()
}

/// The values that a branch lists for a property.
fn listed(schemas: &Schemas, branch: SchemaId, property: &str) -> Vec<String> {
    let schema = schemas.get(schemas.unwrapped(branch));
    let property = schema.assertions.object.property(property);
    property
        .map(|property| schemas.get(schemas.unwrapped(property.schema)))
        .filter(|schema| schema.extensions.open_values.is_none())
        .and_then(|schema| listed::strings(schema).or_else(|| listed::tags(schema)))
        .unwrap_or_default()
}

/// A name for a branch that has none. That of a list tells of its items, so that it outlives another list beside it.
fn branch_name(schemas: &Schemas, mut id: SchemaId, number: usize) -> String {
    let mut lists = String::new();
    // As deep as names are read; a list may contain itself.
    for _ in 0..3 {
        let schema = schemas.get(id);
        let (Some(JsonType::Array), Some(items)) =
            (schema.assertions.kind, schema.assertions.array.items)
        else {
            break;
        };
        lists.push_str("List");
        id = schemas.unwrapped(items);
    }
    let schema = schemas.get(id);
    let item = match &schema.name {
        Some(name) if !lists.is_empty() => Some(name.clone()),
        _ => plain_name(schema),
    };
    match item {
        Some(item) => format!("{item}{lists}"),
        None if lists.is_empty() => format!("Variant{}", number + 1),
        None => lists,
    }
}

/// What a value without a name of its own is called.
fn plain_name(schema: &Schema) -> Option<String> {
    let format = schema.assertions.format.as_deref();
    let name = match (schema.assertions.kind?, format) {
        (JsonType::String, Some("date-time")) => "DateTime",
        (JsonType::String, Some("date")) => "Date",
        (JsonType::String, _) if listed::strings(schema).is_some() => "Known",
        (JsonType::String, _) => "Text",
        (JsonType::Number, _) => "Number",
        (JsonType::Integer, _) => "Integer",
        (JsonType::Boolean, _) => "Bool",
        (JsonType::Array, _) => "List",
        (JsonType::Object, _) if schema.assertions.object.properties.is_empty() => "Map",
        (JsonType::Object, _) => return None,
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(of: &[&[&str]]) -> Vec<Vec<String>> {
        let texts = |list: &&[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        of.iter().map(texts).collect()
    }

    #[test]
    fn a_value_of_the_discriminator_leads_to_one_branch() {
        // A parent that lists its children, and branches that share an inherited list.
        let values = lists(&[&["cat", "dog", "fish"], &["cat"], &["dog"]]);
        let mapped = lists(&[&["Pet"], &["cat"], &["dog"]]);
        assert_eq!(
            distinct(values, &mapped),
            lists(&[&["fish"], &["cat"], &["dog"]])
        );
        let shared = lists(&[&["a", "b"], &["a", "b"]]);
        let mapped = lists(&[&["First"], &["Second"]]);
        assert_eq!(
            distinct(shared, &mapped),
            lists(&[&["a", "b"], &["Second"]])
        );
    }
}
