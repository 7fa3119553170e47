//! Lists and objects as text: the styles of parameters (OpenAPI 3.0.3 §4.7.12.3, RFC 6570 §3.2).

use serde_json::Value;

use crate::request::encode;

/// How a list or an object becomes text. `Exploded` are those with `explode: true`.
///
/// The examples show the list `[3, 4]` and the object `{"r": 1, "g": 2}`, both named `c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `3,4` and `r,1,g,2`
    Simple,
    /// `3,4` and `r=1,g=2`
    SimpleExploded,
    /// `.3,4` and `.r,1,g,2`
    Label,
    /// `.3.4` and `.r=1.g=2`
    LabelExploded,
    /// `;c=3,4` and `;c=r,1,g,2`
    Matrix,
    /// `;c=3;c=4` and `;r=1;g=2`
    MatrixExploded,
    /// `c=3,4` and `c=r,1,g,2`
    Form,
    /// `c=3&c=4` and `r=1&g=2`
    FormExploded,
    /// `c=3%204`
    Space,
    /// `c=3|4`
    Pipe,
    /// `c[r]=1&c[g]=2`; what is nested has more brackets, and a list its indices.
    DeepObject,
    /// The JSON text.
    Json,
}

/// Names with values, both ready for where they go.
pub(crate) type Pairs = Vec<(String, String)>;

/// Why a value has no text in a style.
pub(crate) fn nested(name: &str) -> String {
    format!("`{name}` holds a list or an object within another, which its style has no text for")
}

/// What stands in a list or an object, text by text; null is left out.
enum Plain {
    Nothing,
    Single(String),
    List(Vec<String>),
    Object(Pairs),
}

fn plain(name: &str, value: &Value, encode: fn(&str) -> String) -> Result<Plain, String> {
    let single = |value: &Value| text(value).map(|text| text.map(|text| encode(&text)));
    Ok(match value {
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(single).collect();
            Plain::List(
                items
                    .ok_or_else(|| nested(name))?
                    .into_iter()
                    .flatten()
                    .collect(),
            )
        }
        Value::Object(members) => {
            let mut pairs = Vec::new();
            for (key, value) in members {
                let value = single(value).ok_or_else(|| nested(name))?;
                pairs.extend(value.map(|value| (encode(key), value)));
            }
            Plain::Object(pairs)
        }
        value => single(value)
            .flatten()
            .map_or(Plain::Nothing, Plain::Single),
    })
}

/// The text of a single value, `None` inside for null; `None` for lists and objects.
pub(crate) fn text(value: &Value) -> Option<Option<String>> {
    Some(match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// A value as one text: in a path or a header.
pub(crate) fn one(
    name: &str,
    style: Style,
    value: &Value,
    encode: fn(&str) -> String,
) -> Result<String, String> {
    if style == Style::Json {
        return Ok(encode(&value.to_string()));
    }
    let exploded = matches!(
        style,
        Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded
    );
    let (first, separator, named) = match style {
        Style::Label => (".", ",", false),
        Style::LabelExploded => (".", ".", false),
        Style::Matrix => (";", ",", true),
        Style::MatrixExploded => (";", ";", true),
        _ => ("", ",", false),
    };
    let name_first = |text: String| {
        if named {
            format!("{first}{name}={text}")
        } else {
            format!("{first}{text}")
        }
    };
    Ok(match plain(name, value, encode)? {
        Plain::Nothing => String::new(),
        Plain::Single(text) => name_first(text),
        Plain::List(items) if named && exploded => {
            let items: Vec<_> = items.iter().map(|item| format!(";{name}={item}")).collect();
            items.concat()
        }
        Plain::List(items) => name_first(items.join(separator)),
        Plain::Object(pairs) if exploded => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            format!("{first}{}", pairs.join(separator))
        }
        Plain::Object(pairs) => name_first(flat(&pairs)),
    })
}

fn flat(pairs: &Pairs) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| format!("{key},{value}"))
        .collect();
    pairs.join(",")
}

/// A value as names and values: in a query, a form or a cookie. The names are yet to be encoded.
pub(crate) fn pairs(name: &str, style: Style, value: &Value) -> Result<Pairs, String> {
    match style {
        Style::Json => return Ok(vec![(name.to_owned(), encode(&value.to_string()))]),
        Style::DeepObject => return Ok(deep(name, value)),
        _ => {}
    }
    let single = |text: String| vec![(name.to_owned(), text)];
    Ok(match (plain(name, value, encode)?, style) {
        (Plain::Nothing, _) => Vec::new(),
        (Plain::Single(text), _) => single(text),
        (Plain::List(items), Style::FormExploded) => items
            .into_iter()
            .map(|item| (name.to_owned(), item))
            .collect(),
        (Plain::List(items), Style::Space) => single(items.join("%20")),
        (Plain::List(items), Style::Pipe) => single(items.join("|")),
        (Plain::List(items), _) => single(items.join(",")),
        (Plain::Object(_), Style::FormExploded) => exploded(value),
        (Plain::Object(pairs), _) => single(flat(&pairs)),
    })
}

/// The members of an object as parameters of their own.
fn exploded(value: &Value) -> Pairs {
    let members = value.as_object().into_iter().flatten();
    members
        .filter_map(|(key, value)| Some((key.clone(), encode(&text(value)??))))
        .collect()
}

/// `name[key][key]=value`. The way down is a stack of its own: values can be deep.
fn deep(name: &str, value: &Value) -> Pairs {
    let mut pairs = Vec::new();
    let mut waiting = vec![(name.to_owned(), value)];
    while let Some((name, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                let inside = members.iter().rev();
                waiting.extend(inside.map(|(key, value)| (format!("{name}[{key}]"), value)));
            }
            Value::Array(items) => {
                let inside = items.iter().enumerate().rev();
                waiting.extend(inside.map(|(index, value)| (format!("{name}[{index}]"), value)));
            }
            single => {
                if let Some(Some(text)) = text(single) {
                    pairs.push((name, encode(&text)));
                }
            }
        }
    }
    pairs
}

/// The names and values of a form. A property with a style is written by it; else a list repeats its name, and an
/// object is JSON, as is one in a list (OpenAPI 3.0.3 §4.7.15.1).
pub(crate) fn form(body: &Value, styles: &[(&'static str, Style)]) -> Result<Pairs, String> {
    let Some(members) = body.as_object() else {
        return Err("only an object can be a form".to_owned());
    };
    let mut all = Vec::new();
    for (name, value) in members {
        let style = styles.iter().find(|(property, _)| property == name);
        if let Some((_, style)) = style {
            all.extend(pairs(name, *style, value)?);
            continue;
        }
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for item in items {
            let text = match text(item) {
                None => item.to_string(),
                Some(None) => continue,
                Some(Some(text)) => text,
            };
            all.push((name.clone(), encode(&text)));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_text_follows_the_style() {
        let list = json!(["a b", 4, null]);
        let object = json!({"g": 2, "r": true});
        for (style, of_list, of_object, of_single) in [
            (Style::Simple, "a%20b,4", "g,2,r,true", "5"),
            (Style::SimpleExploded, "a%20b,4", "g=2,r=true", "5"),
            (Style::Label, ".a%20b,4", ".g,2,r,true", ".5"),
            (Style::LabelExploded, ".a%20b.4", ".g=2.r=true", ".5"),
            (Style::Matrix, ";c=a%20b,4", ";c=g,2,r,true", ";c=5"),
            (Style::MatrixExploded, ";c=a%20b;c=4", ";g=2;r=true", ";c=5"),
        ] {
            let text = |value: &Value| one("c", style, value, encode).unwrap();
            assert_eq!(text(&list), of_list, "{style:?}");
            assert_eq!(text(&object), of_object, "{style:?}");
            assert_eq!(text(&json!(5)), of_single, "{style:?}");
        }
        assert_eq!(
            one("c", Style::Json, &object, str::to_owned).unwrap(),
            r#"{"g":2,"r":true}"#
        );
    }

    #[test]
    fn pairs_follow_the_style() {
        let list = json!([3, "a,b"]);
        let object = json!({"g": 2, "r": "&"});
        for (style, of_list, of_object) in [
            (Style::Form, "c=3,a%2Cb", "c=g,2,r,%26"),
            (Style::FormExploded, "c=3&c=a%2Cb", "g=2&r=%26"),
            (Style::Space, "c=3%20a%2Cb", "c=g,2,r,%26"),
            (Style::Pipe, "c=3|a%2Cb", "c=g,2,r,%26"),
            (Style::DeepObject, "c[0]=3&c[1]=a%2Cb", "c[g]=2&c[r]=%26"),
        ] {
            let text = |value: &Value| {
                let pairs = pairs("c", style, value).unwrap();
                let pairs: Vec<_> = pairs
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                pairs.join("&")
            };
            assert_eq!(text(&list), of_list, "{style:?}");
            assert_eq!(text(&object), of_object, "{style:?}");
        }
    }

    #[test]
    fn what_is_nested_has_no_text_but_with_brackets() {
        let value = json!({"a": {"b": [1, {"c": "x"}]}, "n": null});
        assert!(pairs("q", Style::Form, &value).is_err());
        assert!(one("q", Style::Simple, &value, encode).is_err());
        let pairs = pairs("q", Style::DeepObject, &value).unwrap();
        let expected = [("q[a][b][0]", "1"), ("q[a][b][1][c]", "x")];
        assert_eq!(
            pairs,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn forms_repeat_lists_and_write_objects_as_json() {
        let body = json!({"a": [1, 2], "b": {"c": 1}, "d": "x y", "e": null, "f": {"g": 1}});
        let pairs = form(&body, &[("f", Style::DeepObject)]).unwrap();
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(
            pairs.join("&"),
            "a=1&a=2&b=%7B%22c%22%3A1%7D&d=x%20y&f[g]=1"
        );
        assert!(form(&json!([]), &[]).is_err());
    }
}
