//! Where two JSON values differ.

use crate::document::json::{Node, Value};
use crate::document::placeholder::is_placeholder;

/// A difference between two values: its pointer, the place in the first, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) pointer: String,
    pub(crate) place: (usize, usize),
    pub(crate) message: String,
}

/// The differences between two values, the first few of them. What stands for a value is equal to any of its kind.
pub(crate) fn differences(a: &Node, b: &Node) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(a, b, String::new(), &mut found);
    found.truncate(MOST);
    found
}

const MOST: usize = 5;

/// Trees are of bounded depth, and so is the recursion.
fn compare(a: &Node, b: &Node, pointer: String, found: &mut Vec<Difference>) {
    if found.len() >= MOST {
        return;
    }
    match (&a.value, &b.value) {
        (Value::Object(members), Value::Object(others)) => {
            for member in members.iter() {
                let pointer = format!("{pointer}/{}", escaped(&member.name));
                match b.get(&member.name) {
                    Some(other) => compare(&member.value, &other.value, pointer, found),
                    None => found.push(Difference {
                        pointer,
                        place: member.key,
                        message: format!("`{}` is in the call alone", member.name),
                    }),
                }
            }
            for other in others.iter().filter(|other| a.get(&other.name).is_none()) {
                found.push(Difference {
                    pointer: format!("{pointer}/{}", escaped(&other.name)),
                    place: (a.start, a.end),
                    message: format!("`{}` is in the request block alone", other.name),
                });
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (index, (item, other)) in items.iter().zip(others).enumerate() {
                compare(item, other, format!("{pointer}/{index}"), found);
            }
        }
        (Value::Text(text), Value::Text(other))
            if text == other || is_placeholder(text) != is_placeholder(other) => {}
        (x, y) if same_scalar(x, y) => {}
        (x, y) => found.push(Difference {
            pointer,
            place: (a.start, a.end),
            message: format!("{} here, {} in the request block", shown(x), shown(y)),
        }),
    }
}

fn same_scalar(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if a == b)
        }
        (Value::Null, Value::Null) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        _ => false,
    }
}

fn shown(value: &Value) -> String {
    const MOST: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Number(text) => text.chars().take(MOST).collect(),
        Value::Text(text) => format!("`{}`", text.chars().take(MOST).collect::<String>()),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
