//! The schemas of the specs in the words of JSON Schema draft 4, by a way of its own: YAML read by another reader,
//! nothing of the generator used.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use serde_json::{Map, Value, json};

/// All YAML files of the specs.
pub(crate) struct Specs {
    files: BTreeMap<String, Value>,
}

impl Specs {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
        let mut files = BTreeMap::new();
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path
                    .extension()
                    .is_some_and(|extension| extension == "yaml")
                {
                    let name = path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/");
                    let text = std::fs::read_to_string(&path).unwrap();
                    files.insert(name, serde_yaml::from_str(&text).unwrap());
                }
            }
        }
        Self { files }
    }

    /// A schema, by its file as the registry shows it, with all definitions that it reaches.
    pub(crate) fn schema(&self, shown: &str, name: &str) -> Value {
        let file = shown.strip_prefix("spec/").unwrap();
        let content = &self.files[file];
        let component = content.pointer(&format!("/components/schemas/{name}"));
        let pointer = if component.is_some() {
            format!("/components/schemas/{name}")
        } else {
            format!("/{name}")
        };
        let mut definitions = BTreeMap::new();
        let root = key(file, &pointer);
        let mut open = vec![(file.to_owned(), pointer)];
        while let Some((file, pointer)) = open.pop() {
            if let Entry::Vacant(vacant) = definitions.entry(key(&file, &pointer)) {
                let schema = self.files[&file].pointer(&pointer);
                let schema = schema.unwrap_or_else(|| panic!("no {file}#{pointer}"));
                vacant.insert(translate(schema, &file, &mut open));
            }
        }
        json!({ "allOf": [{ "$ref": format!("#/definitions/{root}") }], "definitions": definitions })
    }
}

fn key(file: &str, pointer: &str) -> String {
    format!("{file}{pointer}").replace('/', ".")
}

fn translate(schema: &Value, file: &str, open: &mut Vec<(String, String)>) -> Value {
    let keywords = schema.as_object().unwrap();
    if let Some(reference) = keywords.get("$ref") {
        let (target, pointer) = reference.as_str().unwrap().split_once('#').unwrap();
        let target = if target.is_empty() {
            file.to_owned()
        } else {
            beside(file, target)
        };
        let reference = json!({ "$ref": format!("#/definitions/{}", key(&target, pointer)) });
        open.push((target, pointer.to_owned()));
        return reference;
    }
    let mut out = Map::new();
    for (keyword, value) in keywords {
        match keyword.as_str() {
            "properties" => {
                let properties = value.as_object().unwrap().iter();
                let translated =
                    properties.map(|(name, schema)| (name.clone(), translate(schema, file, open)));
                out.insert(keyword.clone(), Value::Object(translated.collect()));
            }
            "allOf" | "anyOf" | "oneOf" => {
                let branches = value.as_array().unwrap().iter();
                let translated = branches
                    .map(|branch| translate(branch, file, open))
                    .collect();
                out.insert(keyword.clone(), Value::Array(translated));
            }
            "items" | "not" => drop(out.insert(keyword.clone(), translate(value, file, open))),
            "additionalProperties" if value.is_object() => {
                drop(out.insert(keyword.clone(), translate(value, file, open)))
            }
            "type"
            | "enum"
            | "format"
            | "pattern"
            | "minimum"
            | "maximum"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "multipleOf"
            | "minLength"
            | "maxLength"
            | "minItems"
            | "maxItems"
            | "uniqueItems"
            | "required"
            | "minProperties"
            | "maxProperties"
            | "additionalProperties" => drop(out.insert(keyword.clone(), value.clone())),
            _ => {}
        }
    }
    number_format(&mut out);
    annotate(keywords, out)
}

/// Formats of numbers are ranges.
fn number_format(out: &mut Map<String, Value>) {
    if !matches!(
        out.get("type").and_then(Value::as_str),
        Some("integer" | "number")
    ) {
        return;
    }
    let range = match out.remove("format").as_ref().and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    let range = json!({ "minimum": range.0, "maximum": range.1 });
    out.entry("allOf")
        .or_insert_with(|| json!([]))
        .as_array_mut()
        .unwrap()
        .push(range);
}

/// `nullable` beside a type, or on a wrapper around a reference; `x-trueup-zero`.
fn annotate(keywords: &Map<String, Value>, mut out: Map<String, Value>) -> Value {
    let nullable = keywords.get("nullable") == Some(&Value::Bool(true));
    let mut alternatives = Vec::new();
    if nullable {
        match out.get("type").cloned() {
            Some(ty) => drop(out.insert("type".to_owned(), json!([ty, "null"]))),
            None if keywords.contains_key("allOf") => alternatives.push(json!({ "type": "null" })),
            None => {}
        }
    }
    if let Some(zero) = keywords.get("x-trueup-zero") {
        alternatives.push(json!({ "enum": [zero] }));
    }
    if alternatives.is_empty() {
        return Value::Object(out);
    }
    alternatives.push(Value::Object(out));
    json!({ "anyOf": alternatives })
}

/// A file named in another one.
fn beside(file: &str, target: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
