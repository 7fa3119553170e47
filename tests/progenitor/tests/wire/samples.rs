//! Values of a schema where the description has no example.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use serde_json::{Map, Value, json};

/// How deep optional parts go: schemas may hold themselves.
const DEPTH: usize = 4;

/// Values that a schema of an exported document admits, the fullest first. `root` is the document.
pub(crate) fn samples(schema: &Value, root: &Value) -> Vec<Value> {
    at(schema, root, 0)
}

fn at(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    if depth > 2 * DEPTH {
        return Vec::new();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return at(target, root, depth + 1);
    }
    let mut found = of_its_kind(schema, root, depth);
    if let Some(example) = schema.get("example") {
        found.retain(|value| value != example && !value.is_string());
        found.insert(0, example.clone());
    }
    if schema["nullable"] == true && !found.contains(&Value::Null) {
        found.push(Value::Null);
    }
    found
}

fn of_its_kind(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    if let Some(values) = schema["enum"].as_array() {
        return values.clone();
    }
    let union = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(branches) = union {
        return branches
            .iter()
            .flat_map(|branch| branch_of(schema, branch, root, depth))
            .collect();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return joined(parts, root, depth);
    }
    match schema["type"].as_str() {
        Some("array") => array(&schema["items"], root, depth),
        Some("string") => vec![json!(text(schema))],
        Some("integer") => vec![json!(schema["minimum"].as_i64().unwrap_or(7))],
        Some("number") => vec![json!(1.5)],
        Some("boolean") => vec![json!(true), json!(false)],
        _ if schema["discriminator"].is_object() => parent(schema, root, depth),
        Some("object") => objects(schema, root, depth),
        _ if schema.get("properties").is_some() => objects(schema, root, depth),
        _ => vec![json!({"any": [1, null]}), json!("text")],
    }
}

/// Values of a branch of a union, each with the words that name it.
fn branch_of(union: &Value, branch: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let values = at(branch, root, depth + 1);
    let (Some(tag), Some(reference)) = (
        union["discriminator"]["propertyName"].as_str(),
        branch["$ref"].as_str(),
    ) else {
        return values;
    };
    let name = reference.rsplit('/').next().unwrap();
    let mapping = union["discriminator"]["mapping"].as_object();
    let words = mapping
        .into_iter()
        .flatten()
        .filter(|(_, to)| *to == reference);
    let mut words: Vec<&str> = words.map(|(word, _)| word.as_str()).collect();
    if words.is_empty() {
        words.push(name);
    }
    let with = |value: &Value, word: &str| {
        let mut value = value.clone();
        // A branch that says what the word is, is right already.
        if value[tag].is_null() || value[tag] == "text" {
            value[tag] = json!(word);
        }
        value
    };
    let tagged = values
        .iter()
        .flat_map(|value| words.iter().map(|word| with(value, word)));
    tagged.collect()
}

/// Values of a schema that stands for those which its discriminator names.
fn parent(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let tag = schema["discriminator"]["propertyName"].as_str().unwrap();
    let plain = objects(schema, root, depth);
    let mapping = schema["discriminator"]["mapping"].as_object();
    let words = mapping.into_iter().flatten().map(|(word, _)| word);
    let tagged = words.flat_map(|word| {
        plain.iter().map(move |value| {
            let mut value = value.clone();
            value[tag] = json!(word);
            value
        })
    });
    tagged.collect()
}

/// Objects that are all of these at once: of each part the first value, and of one of them another.
fn joined(parts: &[Value], root: &Value, depth: usize) -> Vec<Value> {
    let parts: Vec<Vec<Value>> = parts.iter().map(|part| at(part, root, depth + 1)).collect();
    let firsts: Vec<&Value> = parts.iter().filter_map(|values| values.first()).collect();
    let mut found = vec![merged(&firsts)];
    for (index, values) in parts.iter().enumerate() {
        for value in values.iter().skip(1) {
            let mut chosen = firsts.clone();
            if let Some(place) = chosen.get_mut(index) {
                *place = value;
            }
            found.push(merged(&chosen));
        }
    }
    found
}

fn merged(values: &[&Value]) -> Value {
    let mut members = Map::new();
    for value in values {
        match value {
            Value::Object(more) => members.extend(more.clone()),
            scalar => return (*scalar).clone(),
        }
    }
    Value::Object(members)
}

/// With all properties; with the required ones alone; with other values of each.
fn objects(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let (mut full, mut least, mut others) = (Map::new(), Map::new(), Vec::new());
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        // Such a property is for responses, required or not (OpenAPI 3.0.3, section 4.7.24.2).
        if property["readOnly"] == true {
            continue;
        }
        let needed = required.contains(&json!(name));
        if !needed && depth >= DEPTH {
            continue;
        }
        let mut values = at(property, root, depth + 1).into_iter();
        let value = match values.next() {
            Some(value) => value,
            None if needed => return Vec::new(),
            None => continue,
        };
        if needed {
            least.insert(name.clone(), value.clone());
        }
        full.insert(name.clone(), value);
        others.extend(values.map(|value| (name.clone(), value)));
    }
    if schema["additionalProperties"].is_object() {
        let more = at(&schema["additionalProperties"], root, depth + 1);
        full.extend(
            more.into_iter()
                .next()
                .map(|value| ("key of a map".to_owned(), value)),
        );
    }
    let free = matches!(
        schema["additionalProperties"],
        Value::Null | Value::Bool(true)
    );
    if free && schema.get("properties").is_none() {
        full.insert("any".to_owned(), json!([1, null]));
    }
    let mut found = vec![Value::Object(full.clone()), Value::Object(least)];
    if depth == 0 || others.len() < 4 {
        found.extend(others.into_iter().map(|(name, value)| {
            let mut members = full.clone();
            members.insert(name, value);
            Value::Object(members)
        }));
    }
    found
}

fn array(items: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let items = at(items, root, depth + 1);
    let first: Vec<Value> = items.iter().take(1).cloned().collect();
    if depth >= DEPTH {
        return vec![Value::Array(first)];
    }
    vec![Value::Array(items), Value::Array(first), json!([])]
}

fn text(schema: &Value) -> String {
    let pattern = schema["pattern"].as_str();
    // Neither client looks at a pattern that takes more than linear time to match, such as one with a look-ahead.
    if let Some(pattern) = pattern.and_then(|pattern| regex_syntax::parse(pattern).ok()) {
        return of_pattern(&pattern);
    }
    let text = match schema["format"].as_str() {
        Some("date-time") => "2026-01-02T03:04:05Z",
        Some("date") => "2026-01-02",
        Some("int64" | "uint64" | "decimal") => "5",
        Some("byte") => "AQI=",
        Some("hex") => "0102",
        Some("uri") => "https://example.com/a?b=c",
        Some("email") => "ann@example.com",
        Some("uuid") => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        _ => "text",
    };
    text.to_owned()
}

/// A text of a pattern: of each class one character, as often as it must be there.
fn of_pattern(pattern: &Hir) -> String {
    match pattern.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).unwrap(),
        HirKind::Class(Class::Unicode(class)) => member(class).to_string(),
        HirKind::Repetition(repetition) => {
            of_pattern(&repetition.sub).repeat(repetition.min as usize)
        }
        HirKind::Capture(capture) => of_pattern(&capture.sub),
        HirKind::Concat(parts) => parts.iter().map(of_pattern).collect(),
        HirKind::Alternation(branches) => of_pattern(&branches[0]),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => String::new(),
    }
}

/// In base64 `A` is zero: a text of it alone has no bits left over.
fn member(class: &ClassUnicode) -> char {
    let ranges = class.ranges();
    let has_a = ranges
        .iter()
        .any(|range| (range.start()..=range.end()).contains(&'A'));
    if has_a { 'A' } else { ranges[0].start() }
}
