//! Whether what a type encodes is what it decoded.

use serde_json::{Map, Value};
use trueup_description::ir::Api;
use trueup_description::ir::schema::{Additional, SchemaId};

use crate::spec::property;

/// What may be encoded although the given JSON lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Additions {
    /// Nothing.
    None,
    /// A property that has its declared default: nodes omit what is zero, and may as well state it.
    Defaults,
}

/// The differences between the given JSON and the encoded one, a line for each.
///
/// Numbers are compared as numbers: 29.0 is 29.
pub(crate) fn differences(
    api: &Api,
    schema: SchemaId,
    additions: Additions,
    given: &Value,
    encoded: &Value,
) -> Vec<String> {
    let mut comparison = Comparison {
        api,
        additions,
        found: Vec::new(),
    };
    comparison.value(Some(schema), "", given, encoded);
    comparison.found
}

/// The properties of a JSON value that its schema does not know, as JSON Pointers.
pub(crate) fn unknown(api: &Api, schema: SchemaId, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect_unknown(api, schema, "", value, &mut found);
    found
}

struct Comparison<'a> {
    api: &'a Api,
    additions: Additions,
    found: Vec<String>,
}

impl Comparison<'_> {
    fn value(&mut self, schema: Option<SchemaId>, at: &str, given: &Value, encoded: &Value) {
        match (given, encoded) {
            (Value::Object(given), Value::Object(encoded)) => {
                self.object(schema, at, given, encoded);
            }
            (Value::Array(given), Value::Array(encoded)) if given.len() == encoded.len() => {
                let items = schema.and_then(|schema| items(self.api, schema));
                for (index, (given, encoded)) in given.iter().zip(encoded).enumerate() {
                    self.value(items, &format!("{at}/{index}"), given, encoded);
                }
            }
            (Value::Number(given), Value::Number(encoded))
                if given.as_f64() == encoded.as_f64() => {}
            _ if given == encoded => {}
            _ => self.found.push(format!("{at}: {given} became {encoded}")),
        }
    }

    fn object(
        &mut self,
        schema: Option<SchemaId>,
        at: &str,
        given: &Map<String, Value>,
        encoded: &Map<String, Value>,
    ) {
        for (key, value) in given {
            let (at, schema) = (format!("{at}/{key}"), self.member(schema, key));
            match encoded.get(key) {
                Some(encoded) => self.value(schema, &at, value, encoded),
                None => self.found.push(format!("{at}: {value} was lost")),
            }
        }
        for (key, value) in encoded.iter().filter(|(key, _)| !given.contains_key(*key)) {
            let default = self
                .member(schema, key)
                .and_then(|member| default(self.api, member));
            if self.additions == Additions::None || default.as_ref() != Some(value) {
                self.found.push(format!("{at}/{key}: {value} was added"));
            }
        }
    }

    fn member(&self, schema: Option<SchemaId>, key: &str) -> Option<SchemaId> {
        member(self.api, schema?, key)
    }
}

fn collect_unknown(api: &Api, schema: SchemaId, at: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let at = format!("{at}/{key}");
                match member(api, schema, key) {
                    Some(schema) => collect_unknown(api, schema, &at, value, found),
                    None => found.push(at),
                }
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                match items(api, schema) {
                    Some(schema) => {
                        collect_unknown(api, schema, &format!("{at}/{index}"), value, found);
                    }
                    None => found.push(at.to_owned()),
                }
            }
        }
        _ => {}
    }
}

/// The schema of a member: of the property, or of every further one.
fn member(api: &Api, schema: SchemaId, key: &str) -> Option<SchemaId> {
    let further = || match api
        .schemas
        .get(api.schemas.unwrapped(schema))
        .assertions
        .object
        .additional
    {
        Additional::Schema(schema) => Some(schema),
        Additional::Unsaid | Additional::Any | Additional::Refused => None,
    };
    property(api, schema, key).or_else(further)
}

fn items(api: &Api, schema: SchemaId) -> Option<SchemaId> {
    let schema = api.schemas.get(api.schemas.unwrapped(schema));
    schema.assertions.array.items
}

/// The declared default: the annotation's own, or that of the schema which it annotates.
fn default(api: &Api, schema: SchemaId) -> Option<Value> {
    let own = &api.schemas.get(schema).annotations.default;
    let inner = || {
        let inner = api.schemas.unwrapped(schema);
        api.schemas.get(inner).annotations.default.as_ref()
    };
    let default = own.as_ref().or_else(inner)?;
    Some(serde_json::from_str(&default.to_string()).unwrap())
}

#[test]
fn differences_are_found() {
    let api = crate::spec::api();
    let bodies = crate::spec::bodies(&api);
    let body = bodies.iter().find(|body| body.place.1 == "newAddress");
    let schema = body.unwrap().schema(&api);
    let table = [
        (r#"{"address": "a"}"#, r#"{"address": "a"}"#, None),
        (
            r#"{"address": "a"}"#,
            "{}",
            Some(r#"/address: "a" was lost"#),
        ),
        ("{}", r#"{"address": ""}"#, None),
        (
            "{}",
            r#"{"address": "a"}"#,
            Some(r#"/address: "a" was added"#),
        ),
        (r#"{"x": 29.0}"#, r#"{"x": 29}"#, None),
        (r#"{"x": [1]}"#, r#"{"x": [2]}"#, Some("/x/0: 1 became 2")),
        (r#"{"x": null}"#, "{}", Some("/x: null was lost")),
    ];
    for (given, encoded, expected) in table {
        let (given, encoded) = (
            serde_json::from_str(given).unwrap(),
            serde_json::from_str(encoded).unwrap(),
        );
        let found = differences(&api, schema, Additions::Defaults, &given, &encoded);
        assert_eq!(found.first().map(String::as_str), expected);
        assert_eq!(found.len(), usize::from(expected.is_some()));
    }
    assert_eq!(unknown(&api, schema, &serde_json::json!({"x": 1})), ["/x"]);
}
