//! Values of parameters and fields as text, as clients write them (OpenAPI 3.0.3, section 4.7.12.3).

use trueup_description::ir::media;
use trueup_description::ir::service::{Encoding, Media, Parameter, Style};
use trueup_description::json::Json;

/// Percent-encoding of everything but the unreserved characters (RFC 3986, section 2.3).
pub(super) fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match keep(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// A value as one text: in a path, a header or a cookie; `None` if nothing is sent of it.
pub(super) fn one(
    parameter: &Parameter,
    value: &Json,
    write: fn(&str) -> String,
) -> Option<String> {
    if parameter.style == Style::Json {
        return Some(write(&value.to_string()));
    }
    let name = &parameter.name;
    let (first, separator) = match (parameter.style, parameter.explode) {
        (Style::Label, true) => (".".to_owned(), ".".to_owned()),
        (Style::Label, false) => (".".to_owned(), ",".to_owned()),
        (Style::Matrix, true) => (format!(";{name}="), format!(";{name}=")),
        (Style::Matrix, false) => (format!(";{name}="), ",".to_owned()),
        (style, _) => (String::new(), delimiter(style, write)),
    };
    Some(match value {
        Json::Array(items) if items.is_empty() => return None,
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| write(&text(item))).collect();
            first + &items.join(&separator)
        }
        Json::Object(members) if members.is_empty() => return None,
        Json::Object(members) if parameter.explode => {
            let separator = match parameter.style {
                Style::Matrix => ";",
                _ => separator.as_str(),
            };
            let first = first.get(..1).unwrap_or_default();
            let pairs: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}={}", write(name), write(&text(value))))
                .collect();
            format!("{first}{}", pairs.join(separator))
        }
        Json::Object(members) => first + &flat(members, &separator, write),
        single => first + &write(&text(single)),
    })
}

/// What stands between the items of a list that is one text. A comma separates as it is.
fn delimiter(style: Style, write: fn(&str) -> String) -> String {
    match style {
        Style::SpaceDelimited => write(" "),
        Style::PipeDelimited => write("|"),
        Style::TabDelimited => write("\t"),
        _ => ",".to_owned(),
    }
}

/// A value as cookies, names and values as they are sent.
pub(super) fn cookies(parameter: &Parameter, value: &Json) -> Vec<(String, String)> {
    let (style, write): (_, fn(&str) -> String) = match parameter.style {
        Style::Cookie => (Style::Form, str::to_owned),
        style => (style, encoded),
    };
    styled(&parameter.name, style, parameter.explode, value, write)
}

/// A value as names and values of a query, both encoded.
pub(super) fn pairs(parameter: &Parameter, value: &Json) -> Vec<(String, String)> {
    styled(
        &parameter.name,
        parameter.style,
        parameter.explode,
        value,
        encoded,
    )
    .into_iter()
    .map(|(name, value)| (encoded(&name), value))
    .collect()
}

/// The fields of a form, not encoded. One with a style of its own is written by it; else a list repeats its name, and
/// an object is JSON (OpenAPI 3.0.3, section 4.7.15.1).
pub(super) fn fields(media: &Media, value: &Json) -> Vec<(String, String)> {
    let Json::Object(members) = value else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for (name, value) in members {
        let mut encodings = media.encodings.iter();
        let encoding = encodings.find(|encoding| encoding.property == *name);
        let is_json =
            |encoding: &&Encoding| encoding.content_type.as_deref().is_some_and(media::is_json);
        match (encoding, value) {
            (Some(encoding), _) if is_json(&encoding) => {
                fields.push((name.clone(), value.to_string()));
            }
            (Some(encoding), _) if (encoding.style, encoding.explode) != (Style::Form, true) => {
                fields.extend(plain(name, encoding, value));
            }
            (_, Json::Array(items)) => {
                fields.extend(items.iter().map(|item| (name.clone(), text(item))));
            }
            (_, Json::Null) => {}
            (_, value) => fields.push((name.clone(), text(value))),
        }
    }
    fields
}

/// A field by its style, before it is encoded.
fn plain(name: &str, encoding: &Encoding, value: &Json) -> Vec<(String, String)> {
    let separator = delimiter(encoding.style, str::to_owned);
    match (value, encoding.style) {
        (value, Style::DeepObject) => deep(name, value, str::to_owned),
        (Json::Array(items), _) => {
            let items: Vec<String> = items.iter().map(text).collect();
            vec![(name.to_owned(), items.join(&separator))]
        }
        (Json::Object(members), _) => {
            let text = flat(members, &separator, str::to_owned);
            vec![(name.to_owned(), text)]
        }
        (single, _) => vec![(name.to_owned(), text(single))],
    }
}

/// A field of a form whose text is not said otherwise, its value encoded.
fn field(name: &str, value: &Json) -> Vec<(String, String)> {
    let items = match value {
        Json::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let write = |item: &Json| match item {
        Json::Array(_) | Json::Object(_) => encoded(&item.to_string()),
        single => encoded(&text(single)),
    };
    let pair = |item| (name.to_owned(), write(item));
    items.iter().map(pair).collect()
}

/// Names, not encoded, and values, written in one way.
fn styled(
    name: &str,
    style: Style,
    explode: bool,
    value: &Json,
    spell: fn(&str) -> String,
) -> Vec<(String, String)> {
    let single = |text: String| vec![(name.to_owned(), text)];
    let write = |value: &Json| spell(&text(value));
    match (value, style) {
        (value, Style::Json) => single(spell(&value.to_string())),
        (value, Style::DeepObject) => deep(name, value, spell),
        (Json::Object(members), Style::Query) => members
            .iter()
            .flat_map(|(key, value)| field(key, value))
            .collect(),
        (Json::Array(items), Style::Form) if explode => items
            .iter()
            .map(|item| (name.to_owned(), write(item)))
            .collect(),
        (Json::Array(items), style) => {
            let items: Vec<String> = items.iter().map(write).collect();
            match items.is_empty() {
                true => Vec::new(),
                false => single(items.join(&delimiter(style, spell))),
            }
        }
        (Json::Object(members), Style::Form) if explode => members
            .iter()
            .flat_map(|(key, value)| {
                let items = match value {
                    Json::Array(items) => items.as_slice(),
                    single => std::slice::from_ref(single),
                };
                items.iter().map(|item| (key.clone(), write(item)))
            })
            .collect(),
        (Json::Object(members), _) => match members.is_empty() {
            true => Vec::new(),
            false => single(flat(members, &delimiter(style, spell), spell)),
        },
        (value, _) => single(write(value)),
    }
}

/// `name[key][key]=value`. The way down is a stack of its own.
fn deep(name: &str, value: &Json, write: fn(&str) -> String) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut open = vec![(name.to_owned(), value)];
    while let Some((name, value)) = open.pop() {
        match value {
            Json::Object(members) => {
                let inside = members.iter().rev();
                open.extend(inside.map(|(key, value)| (format!("{name}[{key}]"), value)));
            }
            Json::Array(items) => {
                let inside = items.iter().enumerate().rev();
                open.extend(inside.map(|(index, value)| (format!("{name}[{index}]"), value)));
            }
            single => pairs.push((name, write(&text(single)))),
        }
    }
    pairs
}

/// Names and values, all between the same.
fn flat(members: &[(String, Json)], separator: &str, write: fn(&str) -> String) -> String {
    let texts = members
        .iter()
        .flat_map(|(name, value)| [write(name), write(&text(value))]);
    texts.collect::<Vec<_>>().join(separator)
}

/// The text of a single value; of a list or an object, its JSON.
fn text(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// JSON as people read it: in one line if it is short, or else a member a line. Samples are of bounded depth.
pub(super) fn indented(value: &Json) -> String {
    const LINE: usize = 72;
    let line = value.to_string();
    if line.len() <= LINE {
        return line;
    }
    let (open, members, close) = match value {
        Json::Array(items) => ('[', items.iter().map(indented).collect(), ']'),
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", Json::String(name.clone()), indented(value)))
                .collect();
            ('{', members, '}')
        }
        _ => return line,
    };
    let members: Vec<String> = members
        .iter()
        .map(|member: &String| format!("  {}", member.replace('\n', "\n  ")))
        .collect();
    format!("{open}\n{}\n{close}", members.join(",\n"))
}
