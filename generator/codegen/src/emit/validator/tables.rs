//! Statics of arrays and objects, and values of `enum`.

use super::scalars::literal;
use trueup_description::ir::schema::Additional;
use trueup_description::json::Json;
use trueup_registry::rule::{ArrayRule, ObjectRule, PropertyRule};

pub(super) fn array(
    constant: &str,
    site: &str,
    rule: &ArrayRule<'_>,
    items: Option<String>,
) -> String {
    let fields = [
        rule.nullable.then(|| "nullable: true".to_owned()),
        items.map(|items| format!("items: {items}")),
        rule.rules
            .min_items
            .map(|count| format!("min_items: {count}")),
        rule.rules
            .max_items
            .map(|count| format!("max_items: {count}")),
        rule.rules.unique.then(|| "unique: true".to_owned()),
    ];
    format!(
        "static {constant}: Array = {};\n",
        literal("Array", fields, &format!("Array::at({site})"))
    )
}

pub(super) fn object(
    constant: &str,
    site: &str,
    rule: &ObjectRule<'_>,
    each: Option<String>,
) -> String {
    let properties: String = rule
        .properties
        .iter()
        .map(|property| {
            format!(
                "    {}({:?}, Node::Any),\n",
                demand(property),
                property.name
            )
        })
        .collect();
    let properties = match properties.is_empty() {
        true => "&[]".to_owned(),
        false => format!("&[\n{properties}]"),
    };
    let additional = match rule.additional {
        Additional::Unsaid => None,
        Additional::Refused => Some("additional: Additional::Forbidden".to_owned()),
        Additional::Any => Some("additional: Additional::Allowed".to_owned()),
        Additional::Schema(_) => each.map(|each| format!("additional: Additional::Each({each})")),
    };
    let groups: Vec<_> = rule
        .exclusive
        .iter()
        .map(|group| format!("&{:?}", indices(rule, group)))
        .collect();
    let fields = [
        rule.nullable.then(|| "nullable: true".to_owned()),
        additional,
        rule.min.map(|count| format!("min_properties: {count}")),
        rule.max.map(|count| format!("max_properties: {count}")),
        (!groups.is_empty()).then(|| format!("exclusive: &[{}]", groups.join(", "))),
    ];
    let base = format!("Object::new({site}, {properties})");
    format!(
        "static {constant}: Object = {};\n",
        literal("Object", fields, &base)
    )
}

/// The places of a group's properties among the declared ones.
fn indices(rule: &ObjectRule<'_>, group: &[String]) -> Vec<usize> {
    let place = |name: &String| {
        rule.properties
            .iter()
            .position(|property| property.name == name)
    };
    group.iter().filter_map(place).collect()
}

fn demand(property: &PropertyRule<'_>) -> &'static str {
    match (property.required, property.read_only, property.write_only) {
        (false, true, _) => "read_only",
        (true, true, _) => "required_read_only",
        (false, _, true) => "write_only",
        (true, _, true) => "required_write_only",
        (true, ..) => "required",
        (false, ..) if property.absent => "absent",
        (false, ..) => "optional",
    }
}

/// A value of a description as a literal of the runtime.
pub(super) fn json(value: &Json) -> String {
    match value {
        Json::Null => "Json::Null".to_owned(),
        Json::Bool(value) => format!("Json::Boolean({value})"),
        Json::Number(number) => format!("Json::Number({:?})", number.as_str()),
        Json::String(text) => format!("Json::Text({text:?})"),
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(json).collect();
            format!("Json::Array(&[{}])", items.join(", "))
        }
        Json::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("({name:?}, {})", json(value)))
                .collect();
            format!("Json::Object(&[{}])", members.join(", "))
        }
    }
}
