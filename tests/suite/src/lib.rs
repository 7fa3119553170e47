//! JSON-Schema-Test-Suite (draft 4), its schemas put into the words of OpenAPI 3.0.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::{Map, Value, json};

/// One schema and the texts to be judged by it.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file it stands in.
    pub file: String,
    /// What it is about.
    pub description: String,
    /// The name of its schema in the document.
    pub name: String,
    /// Its schema and those that it refers to, by name; or why OpenAPI 3.0 cannot express it.
    pub schemas: Result<BTreeMap<String, Value>, &'static str>,
    /// The texts.
    pub tests: Vec<Test>,
}

/// A text and its verdict.
#[derive(Clone, Debug)]
pub struct Test {
    /// What it shows.
    pub description: String,
    /// The text.
    pub data: Value,
    /// Whether it is valid.
    pub valid: bool,
}

/// All groups of the suite, in the order of the files.
///
/// # Errors
/// Where a file cannot be read, or is not a file of the suite.
pub fn groups() -> Result<Vec<Group>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/json-schema-test-suite");
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            paths.push(path);
        }
    }
    paths.sort();
    let mut groups = Vec::new();
    for path in paths {
        let file = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let content: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        for (index, value) in content.iter().enumerate() {
            groups.push(group(&file, index, value).ok_or("not a file of the suite")?);
        }
    }
    Ok(groups)
}

fn group(file: &str, index: usize, value: &Value) -> Option<Group> {
    let name = format!("{file}{index}");
    let test = |test: &Value| {
        Some(Test {
            description: test.get("description")?.as_str()?.to_owned(),
            data: test.get("data")?.clone(),
            valid: test.get("valid")?.as_bool()?,
        })
    };
    let mut translation = Translation {
        name: name.clone(),
        parts: BTreeMap::new(),
    };
    let schemas = translation.schema(value.get("schema")?).map(|schema| {
        translation.parts.insert(name.clone(), schema);
        translation.parts
    });
    Some(Group {
        file: file.to_owned(),
        description: value.get("description")?.as_str()?.to_owned(),
        name,
        schemas,
        tests: value
            .get("tests")?
            .as_array()?
            .iter()
            .map(test)
            .collect::<Option<_>>()?,
    })
}

struct Translation {
    name: String,
    parts: BTreeMap<String, Value>,
}

impl Translation {
    fn schema(&mut self, schema: &Value) -> Result<Value, &'static str> {
        let Some(keywords) = schema.as_object() else {
            return Err("a schema that is not an object");
        };
        self.definitions(keywords)?;
        if let Some(reference) = keywords.get("$ref") {
            // Draft 4: everything beside a reference is ignored. OpenAPI has no place for it at all.
            return self.reference(
                reference
                    .as_str()
                    .ok_or("a reference that is not a string")?,
            );
        }
        let mut out = Map::new();
        for (keyword, value) in keywords {
            match keyword.as_str() {
                "definitions" | "$schema" | "$comment" | "id" | "type" => {}
                "properties" => {
                    let properties = value
                        .as_object()
                        .ok_or("properties that are not an object")?;
                    let translated = properties
                        .iter()
                        .map(|(name, schema)| Ok((name.clone(), self.schema(schema)?)));
                    out.insert(
                        keyword.clone(),
                        Value::Object(translated.collect::<Result<_, &'static str>>()?),
                    );
                }
                "allOf" | "anyOf" | "oneOf" => {
                    let branches = value.as_array().ok_or("branches that are not an array")?;
                    let branches: Result<Vec<_>, _> =
                        branches.iter().map(|branch| self.schema(branch)).collect();
                    out.insert(keyword.clone(), Value::Array(branches?));
                }
                "items" if value.is_array() => {
                    return Err("OpenAPI 3.0 has no schemas by place in an array");
                }
                "items" | "not" => drop(out.insert(keyword.clone(), self.schema(value)?)),
                "additionalProperties" if value.is_object() => {
                    drop(out.insert(keyword.clone(), self.schema(value)?))
                }
                "patternProperties" => return Err("OpenAPI 3.0 has no patternProperties"),
                "additionalItems" => return Err("OpenAPI 3.0 has no additionalItems"),
                _ => drop(out.insert(keyword.clone(), value.clone())),
            }
        }
        if let Some(ty) = keywords.get("type") {
            return types(ty, out);
        }
        Ok(Value::Object(out))
    }

    /// `definitions` become components of their own.
    fn definitions(&mut self, keywords: &Map<String, Value>) -> Result<(), &'static str> {
        for (name, schema) in keywords
            .get("definitions")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let schema = self.schema(schema)?;
            self.parts.insert(self.part(name), schema);
        }
        Ok(())
    }

    /// The component of a definition; names of components are ASCII letters, digits and a few signs.
    fn part(&self, name: &str) -> String {
        let plain: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{plain}", self.name)
    }

    fn reference(&self, reference: &str) -> Result<Value, &'static str> {
        let Some(pointer) = reference.strip_prefix('#') else {
            return Err("a reference to another document");
        };
        let component = match pointer.strip_prefix("/definitions/") {
            None if pointer.is_empty() || pointer.starts_with("/properties/") => {
                format!("{}{pointer}", self.name)
            }
            None => {
                return Err(
                    "a reference to an id, or into a keyword that OpenAPI 3.0 does not have",
                );
            }
            Some(name) if name.contains('/') => return Err("a reference into a definition"),
            Some(name) => {
                let name = name
                    .replace("%22", "\"")
                    .replace("%25", "%")
                    .replace("~1", "/")
                    .replace("~0", "~");
                self.part(&name)
            }
        };
        Ok(json!({ "$ref": format!("#/components/schemas/{component}") }))
    }
}

/// `null` and lists of types, which OpenAPI 3.0 does not have, in other words.
fn types(ty: &Value, mut out: Map<String, Value>) -> Result<Value, &'static str> {
    let names: Vec<&str> = match ty {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return Err("a type that is neither a name nor a list"),
    };
    let one = |name: &str| match name {
        "null" => json!({ "enum": [null] }),
        "array" => json!({ "type": "array", "items": {} }),
        name => json!({ "type": name }),
    };
    if let [only] = names.as_slice()
        && *only != "null"
    {
        out.insert("type".to_owned(), (*only).into());
        if *only == "array" {
            out.entry("items").or_insert_with(|| json!({}));
        }
        return Ok(Value::Object(out));
    }
    let any: Vec<_> = names.into_iter().map(one).collect();
    if out.is_empty() {
        return Ok(json!({ "anyOf": any }));
    }
    Ok(json!({ "allOf": [{ "anyOf": any }, out] }))
}
