//! Values changed a little, and written in many ways.

use serde_json::{Value, json};

use crate::random::Random;

/// The text of a value, changed not at all, or in one or two places; sometimes cut short.
pub(crate) fn text(random: &mut Random, mut value: Value) -> Vec<u8> {
    for _ in 0..random.below(3) {
        let count = count(&value);
        change(random, &mut value, &mut random_place(count));
    }
    let mut text = String::new();
    write(random, &value, &mut text);
    let mut bytes = text.into_bytes();
    if random.once_in(40) {
        let at = random.below(bytes.len() + 1);
        match random.below(3) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, *random.pick(b"{}[]:,\"\\ 0e-x\x00\xc3")),
            _ if at < bytes.len() => drop(bytes.remove(at)),
            _ => bytes.push(b' '),
        }
    }
    bytes
}

fn random_place(count: usize) -> Place {
    Place {
        count,
        walked: 0,
        target: None,
    }
}

/// Which of the values is to change: chosen when the walk begins.
struct Place {
    count: usize,
    walked: usize,
    target: Option<usize>,
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn change(random: &mut Random, value: &mut Value, place: &mut Place) {
    let target = *place
        .target
        .get_or_insert_with(|| random.below(place.count));
    let here = place.walked == target;
    place.walked += 1;
    if here {
        return replace(random, value);
    }
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| change(random, item, place)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| change(random, member, place)),
        _ => {}
    }
}

fn replace(random: &mut Random, value: &mut Value) {
    if random.once_in(6) {
        *value = other(random);
        return;
    }
    match value {
        Value::Object(members) => match random.below(3) {
            0 => drop(members.insert("unknown".to_owned(), other(random))),
            _ => {
                let names: Vec<String> = members.keys().cloned().collect();
                if !names.is_empty() {
                    members.remove(random.pick(&names));
                }
            }
        },
        Value::Array(items) => match random.below(3) {
            0 => items.push(other(random)),
            1 if !items.is_empty() => items.push(items[0].clone()),
            _ => drop(items.pop()),
        },
        Value::String(text) => *text = string(random, text),
        Value::Number(_) => *value = number(random),
        Value::Bool(flag) => *flag = !*flag,
        Value::Null => *value = other(random),
    }
}

fn other(random: &mut Random) -> Value {
    let number = number(random);
    random
        .pick(&[
            json!(null),
            json!(true),
            json!(""),
            json!("0"),
            json!("text"),
            json!([]),
            json!({}),
            json!([1, "a"]),
            number,
        ])
        .clone()
}

fn number(random: &mut Random) -> Value {
    random
        .pick(&[
            json!(0),
            json!(-1),
            json!(1.5),
            json!(-0.25),
            json!(2_147_483_647i64),
            json!(2_147_483_648i64),
            json!(-2_147_483_649i64),
            json!(4_294_967_295i64),
            json!(4_294_967_296i64),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
        ])
        .clone()
}

fn string(random: &mut Random, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = random.below(characters.len() + 1);
    let new = *random.pick(&[
        '0', '9', 'a', 'g', 'F', '=', '+', '/', '-', '_', '.', ' ', '\n', '"', '\\', 'é', '😀',
        '\u{7f}',
    ]);
    match random.below(5) {
        0 => characters.insert(at, new),
        1 if at < characters.len() => drop(characters.remove(at)),
        2 if at < characters.len() => characters[at] = new,
        3 => characters.truncate(at),
        _ => {
            let doubled = characters.clone();
            characters.extend(doubled);
        }
    }
    characters.into_iter().collect()
}

/// Writes a value with white space and escapes where JSON allows them.
fn write(random: &mut Random, value: &Value, out: &mut String) {
    space(random, out);
    match value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write(random, item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            let mut members: Vec<_> = members.iter().collect();
            if random.once_in(3) {
                members.reverse();
            }
            for (index, (name, member)) in members.into_iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                space(random, out);
                quoted(random, name, out);
                space(random, out);
                out.push(':');
                write(random, member, out);
            }
            out.push('}');
        }
        Value::String(text) => quoted(random, text, out),
        other => out.push_str(&other.to_string()),
    }
    space(random, out);
}

fn space(random: &mut Random, out: &mut String) {
    if random.once_in(8) {
        const SPACES: [&str; 6] = [" ", "\n", "\n        ", "\t", "\r\n", "   "];
        out.push_str(SPACES[random.below(SPACES.len())]);
    }
}

fn quoted(random: &mut Random, text: &str, out: &mut String) {
    if !random.once_in(10) {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    for unit in text.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some(plain @ (' ' | 'a'..='z')) if random.once_in(2) => out.push(plain),
            _ => out.push_str(&format!("\\u{unit:04X}")),
        }
    }
    out.push('"');
}
