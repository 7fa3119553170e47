//! Values that a schema is likely to admit.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// A value for a schema of draft 4; `root` holds the definitions.
pub(crate) fn value(random: &mut Random, schema: &Value, root: &Value, depth: usize) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.strip_prefix("#/definitions/").unwrap();
        return value(random, &root["definitions"][name], root, depth);
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return random.pick(values).clone();
    }
    for union in ["anyOf", "oneOf"] {
        if let Some(branches) = schema.get(union).and_then(Value::as_array) {
            let branch = random.pick(branches);
            return value(random, branch, root, depth);
        }
    }
    match type_of(random, schema) {
        Some("object") => object(random, schema, root, depth),
        Some("array") => array(random, schema, root, depth),
        Some("string") => Value::String(string(random, schema)),
        Some("integer") => integer(random),
        Some("number") => json!(random.below(100_000) as f64 / 100.0),
        Some("boolean") => Value::Bool(random.once_in(2)),
        Some(_) => Value::Null,
        None => match schema.get("allOf").and_then(Value::as_array) {
            Some(parts) => value(random, &parts[0], root, depth),
            None => json!({ "any": random.below(10) }),
        },
    }
}

fn type_of<'a>(random: &mut Random, schema: &'a Value) -> Option<&'a str> {
    match schema.get("type")? {
        Value::String(ty) => Some(ty),
        // `null` is the last of two; it is to be rare.
        Value::Array(types) if random.once_in(5) => types.last()?.as_str(),
        Value::Array(types) => types.first()?.as_str(),
        _ => None,
    }
}

fn object(random: &mut Random, schema: &Value, root: &Value, depth: usize) -> Value {
    let mut members = Map::new();
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let wanted = required.contains(&name.as_str());
        if wanted || (depth < 4 && random.below(3) > 0) {
            members.insert(name.clone(), value(random, property, root, depth + 1));
        }
    }
    if let Some(additional @ Value::Object(_)) = schema.get("additionalProperties") {
        for index in 0..random.below(3) {
            members.insert(
                format!("key{index}"),
                value(random, additional, root, depth + 1),
            );
        }
    }
    Value::Object(members)
}

fn array(random: &mut Random, schema: &Value, root: &Value, depth: usize) -> Value {
    let count = if depth < 4 { random.below(3) } else { 0 };
    let items = schema.get("items").cloned().unwrap_or_default();
    (0..count)
        .map(|_| value(random, &items, root, depth + 1))
        .collect()
}

fn integer(random: &mut Random) -> Value {
    json!(*random.pick(&[0i64, 1, 9, 144, 65_535, 2_147_483_647, 4_294_967_295]))
}

fn string(random: &mut Random, schema: &Value) -> String {
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        return of_pattern(random, pattern);
    }
    let texts: &[&str] = match schema.get("format").and_then(Value::as_str) {
        Some("int64") => &[
            "0",
            "-1",
            "50000",
            "9223372036854775807",
            "-9223372036854775808",
        ],
        Some("uint64") => &["0", "7", "480486581403648", "18446744073709551615"],
        Some("hex") => &["", "00", "0aFF"],
        Some("byte") => &["", "AA==", "QUI=", "QUJD"],
        Some("base64url") => &["", "AA", "QUI=", "a-_z"],
        Some("date-time") => &["2024-01-31T12:00:00Z", "2024-02-29T23:59:59.123+05:30"],
        Some("uri") => &["https://example.com/a?b=c", "mailto:a@example.com"],
        Some("email") => &["ada@example.com"],
        _ => &["", "text", "a longer text than sixteen bytes", "é", "😀"],
    };
    (*random.pick(texts)).to_owned()
}

/// A text of a pattern that is a sequence of classes with counts, as all patterns of the specs are.
fn of_pattern(random: &mut Random, pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern.trim_start_matches('^').trim_end_matches('$');
    while let Some(first) = rest.chars().next() {
        let (set, after) = match first {
            '[' => rest[1..].split_once(']').unwrap(),
            _ => rest.split_at(first.len_utf8()),
        };
        let (count, after) = match after
            .strip_prefix('{')
            .and_then(|after| after.split_once('}'))
        {
            Some((count, after)) => (
                count.split(',').next_back().unwrap().parse().unwrap(),
                after,
            ),
            None => (1, after),
        };
        let members: Vec<char> = members(set);
        out.extend((0..count).map(|_| *random.pick(&members)));
        rest = after;
    }
    out
}

/// `0-9a-f_` as its characters.
fn members(set: &str) -> Vec<char> {
    let set: Vec<char> = set.chars().collect();
    let mut members = Vec::new();
    let mut index = 0;
    while index < set.len() {
        match set.get(index + 1..index + 3) {
            Some(['-', last]) => {
                members.extend(set[index]..=*last);
                index += 3;
            }
            _ => {
                members.push(set[index]);
                index += 1;
            }
        }
    }
    members
}
