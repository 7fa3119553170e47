//! What is sent: the examples of the description and their variations.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use trueup_codegen::diagnostic::Diagnostics;
use trueup_codegen::ir::service::{self, Place};
use trueup_codegen::source::Sources;

use crate::ours;

/// Path parameters: one as in the reference, and one that must be encoded.
const IDS: [&str; 2] = ["apikey_abc123", "a/b c?d=e&f#g%2F+é"];

/// An operation with what it is called with, one text for each call: the body, the path parameter, or nothing.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) inputs: Vec<String>,
}

/// All operations of the user service.
pub(crate) fn operations() -> Vec<Operation> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut texts = BTreeMap::new();
    for name in ["users.yaml", "backend/common.yaml"] {
        texts.insert(
            name.to_owned(),
            fs::read_to_string(spec.join(name)).unwrap(),
        );
    }
    let mut diagnostics = Diagnostics::new();
    let api = trueup_codegen::lower(&Sources::new(texts), &mut diagnostics).unwrap();
    let operations = api.services.iter().flat_map(|service| &service.operations);
    operations
        .map(|operation| Operation {
            id: operation.id.clone(),
            inputs: inputs(operation),
        })
        .collect()
}

fn inputs(operation: &service::Operation) -> Vec<String> {
    let path = |parameter: &service::Parameter| parameter.place == Place::Path;
    if let Some(body) = &operation.body {
        let examples = body.content.iter().flat_map(|media| &media.examples);
        let mut bodies: Vec<_> = examples
            .map(|example| serde_json::from_str(&example.pretty.text).unwrap())
            .flat_map(|example: Value| variations(&example))
            .filter(|body| ours::can_say(&operation.id, body))
            .map(|body| body.to_string())
            .collect();
        bodies.dedup();
        bodies
    } else if operation.parameters.iter().any(path) {
        IDS.map(str::to_owned).into()
    } else {
        vec![String::new()]
    }
}

/// The example; without each of its properties; with each of them null; empty.
fn variations(example: &Value) -> Vec<Value> {
    match example {
        Value::Object(members) => {
            let change = |key: &String, change: fn(&mut serde_json::Map<String, Value>, &str)| {
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
            let all = [example.clone(), Value::Object(serde_json::Map::new())];
            all.into_iter().chain(without).chain(null).collect()
        }
        Value::Array(items) => {
            let each = items.iter().flat_map(variations);
            let mut all: Vec<_> = each.map(|item| Value::Array(vec![item])).collect();
            all.push(Value::Array(Vec::new()));
            all
        }
        _ => vec![example.clone()],
    }
}
