//! When two JSON values are the same, and where they are not.

use serde_json::Value;

/// Whether two values are equal; `1` and `1.0` are.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    difference(left, right).is_none()
}

/// The first place where what a type makes of a value is not the value, in words.
pub(crate) fn difference(made: &Value, value: &Value) -> Option<String> {
    at("", made, value)
}

fn at(place: &str, made: &Value, value: &Value) -> Option<String> {
    let changed = || Some(format!("changes `{place}`"));
    match (made, value) {
        (Value::Object(made), Value::Object(value)) => {
            let lost = value.iter().find_map(|(key, value)| {
                let place = format!("{place}/{key}");
                match made.get(key) {
                    Some(made) => at(&place, made, value),
                    None if value.is_null() => Some(format!("loses the null of `{place}`")),
                    None => Some(format!("loses `{place}`")),
                }
            });
            let mut added = made.keys().filter(|key| !value.contains_key(*key));
            lost.or_else(|| added.next().map(|key| format!("adds `{place}/{key}`")))
        }
        (Value::Array(made), Value::Array(value)) if made.len() == value.len() => {
            let mut pairs = made.iter().zip(value).enumerate();
            pairs.find_map(|(index, (made, value))| at(&format!("{place}/{index}"), made, value))
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() != b.is_f64() => {
            if a.as_f64() == b.as_f64() {
                None
            } else {
                changed()
            }
        }
        _ if made == value => None,
        _ => changed(),
    }
}
