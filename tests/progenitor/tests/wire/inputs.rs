//! What operations are called with: the examples of the description, values of its schemas, and variations.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::clients::Values;
use crate::samples::samples;

/// Texts that must be encoded, in a path and in a query.
const ODD: &str = "a/b c?d=e&f#g%2F+é";

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    pub(crate) values: Values,
    /// How it came about.
    pub(crate) kind: Kind,
}

/// Where the values of a call come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The description says that they can be sent.
    Described,
    /// They were changed: the types may not allow it.
    Varied,
}

/// The calls of an operation. `examples` are what the description says, `operation` is the one of the document `root`.
pub(crate) fn inputs(examples: &Value, operation: &Value, root: &Value) -> Vec<Input> {
    let mut base = Values::default();
    let (mut others, mut optional) = (Vec::new(), Vec::new());
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let wire = wire(parameter);
        let mut values =
            parameter_values(parameter, &examples["parameters"][&wire], root).into_iter();
        if parameter["required"] == true {
            base.0
                .extend(values.next().map(|(value, _)| (wire.clone(), value)));
            others.extend(values.map(|value| (wire.clone(), value)));
        } else {
            optional.push((wire, values.collect::<Vec<_>>()));
        }
    }
    let mut bodies = bodies(examples, operation, root).into_iter();
    let first = bodies.next();
    let without_body = base.clone();
    base.0
        .extend(first.map(|(body, _)| ("body".to_owned(), body)));

    let mut calls = vec![input(base.clone(), Kind::Described)];
    let mut with = |wire: &str, value: &Value, kind: Kind| {
        let mut values = base.clone();
        values.0.insert(wire.to_owned(), value.clone());
        calls.push(input(values, kind));
    };
    bodies.for_each(|(body, kind)| with("body", &body, kind));
    others
        .iter()
        .for_each(|(wire, (value, kind))| with(wire, value, *kind));
    for (wire, values) in &optional {
        values
            .iter()
            .for_each(|(value, kind)| with(wire, value, *kind));
    }
    let mut all = base.clone();
    all.0.extend(
        optional
            .into_iter()
            .filter_map(|(wire, values)| Some((wire, values.into_iter().next()?.0))),
    );
    calls.push(input(all, Kind::Described));
    if examples["body_required"] == false {
        calls.push(input(without_body, Kind::Described));
    }
    without_repetition(calls)
}

fn input(values: Values, kind: Kind) -> Input {
    Input { values, kind }
}

fn without_repetition(calls: Vec<Input>) -> Vec<Input> {
    let mut kept: Vec<Input> = Vec::new();
    for call in calls {
        if kept.iter().all(|other| other.values != call.values) {
            kept.push(call);
        }
    }
    kept
}

/// Place and name of a parameter.
pub(crate) fn wire(parameter: &Value) -> String {
    let text = |key: &str| parameter[key].as_str().unwrap();
    format!("{} {}", text("in"), text("name"))
}

fn parameter_values(parameter: &Value, example: &Value, root: &Value) -> Vec<(Value, Kind)> {
    let samples = samples(&parameter["schema"], root).into_iter();
    // A value of the schema is of the right type, but not always of the right form.
    let sampled = if example.is_null() {
        Kind::Described
    } else {
        Kind::Varied
    };
    let mut values: Vec<_> = samples.map(|value| (value, sampled)).collect();
    if !example.is_null() {
        values.insert(0, (example.clone(), Kind::Described));
    }
    if values[0].0.is_string() && parameter["in"] != "header" {
        values.push((ODD.into(), Kind::Varied));
    }
    values
}

fn bodies(examples: &Value, operation: &Value, root: &Value) -> Vec<(Value, Kind)> {
    let content = operation["requestBody"]["content"].as_object();
    let Some(media) = content.and_then(|content| content.values().next()) else {
        return Vec::new();
    };
    let mut described = examples["bodies"].as_array().unwrap().clone();
    if described.is_empty() {
        described = samples(&media["schema"], root);
    }
    let varied: Vec<_> = described.iter().take(4).flat_map(variations).collect();
    let kind = |body: &Value| {
        if has_null(body) {
            Kind::Varied
        } else {
            Kind::Described
        }
    };
    let described = described.into_iter().map(|body| {
        let kind = kind(&body);
        (body, kind)
    });
    described
        .chain(varied.into_iter().map(|body| (body, Kind::Varied)))
        .collect()
}

/// Where absent and null mean the same, our types cannot send null.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        _ => false,
    }
}

/// Without each of its properties; with each of them null; empty.
fn variations(example: &Value) -> Vec<Value> {
    match example {
        Value::Object(members) => {
            let change = |key: &String, change: fn(&mut Map<String, Value>, &str)| {
                let mut members = members.clone();
                change(&mut members, key);
                Value::Object(members)
            };
            let without = members
                .keys()
                .map(|key| change(key, |members, key| drop(members.remove(key))));
            let null = members
                .keys()
                .map(|key| change(key, |members, key| members[key] = Value::Null));
            without
                .chain(null)
                .chain([Value::Object(Map::new())])
                .collect()
        }
        Value::Array(items) => {
            let each = items.iter().flat_map(variations);
            let mut all: Vec<_> = each.map(|item| Value::Array(vec![item])).collect();
            all.push(Value::Array(Vec::new()));
            all
        }
        _ => Vec::new(),
    }
}

/// The operations of an exported document by their ids.
pub(crate) fn operations(root: &Value) -> BTreeMap<&str, &Value> {
    let items = root["paths"].as_object().into_iter().flatten();
    items
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .map(|(_, operation)| (operation["operationId"].as_str().unwrap(), operation))
        .collect()
}
