//! Lists and objects as text: the styles of parameters (OpenAPI 3.0.3 §4.7.12.3, RFC 6570 §3.2).

use serde_json::{Map, Number, Value};

use crate::client::percent::{self, Encode};

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
    /// `c=3&c=4` and `r=1&g=2`; a list in an object repeats its own name.
    FormExploded,
    /// `c=3%204` and `c=r%201%20g%202`
    Space,
    /// `c=3%7C4` and `c=r%7C1%7Cg%7C2`
    Pipe,
    /// `c=3%094`
    Tab,
    /// `c=3,4` and `c=r,1,g,2`, of texts that a cookie holds as they are
    Cookie,
    /// `c=3; c=4` and `r=1; g=2`, of texts that a cookie holds as they are
    CookieExploded,
    /// `c[r]=1&c[g]=2`; what is nested has more brackets, and a list its indices.
    DeepObject,
    /// The JSON text.
    Json,
    /// `r=1&g=2`, as in a form: of what is nested, lists repeat the name, and objects are JSON.
    Query,
}

/// Names with values, both ready for where they go.
pub(crate) type Pairs = Vec<(String, String)>;

/// What stands between the items of a list in [`Style::Space`].
pub(crate) const SPACE: &str = "%20";
/// What stands between the items of a list in [`Style::Pipe`]. A bar cannot stand in a query (RFC 3986, section 3.4).
pub(crate) const PIPE: &str = "%7C";
/// What stands between the items of a list in [`Style::Tab`].
pub(crate) const TAB: &str = "%09";

/// How text becomes a part of the request.
#[derive(Clone, Copy)]
pub(crate) struct Spelling {
    /// That of a value that stands alone.
    alone: Encode,
    /// That of one among others, with a comma in between.
    among: Encode,
    /// What separates as it is: nothing is percent-encoded.
    is_plain: bool,
}

impl Spelling {
    /// In a path, a query or a form.
    pub(crate) const VALUE: Self = Self::of(percent::value, percent::value);
    /// In a query, with `allowReserved`.
    pub(crate) const RESERVED: Self = Self::of(percent::reserved, |text| {
        percent::reserved(text).replace(',', "%2C")
    });
    /// In a path, with `allowReserved`.
    pub(crate) const RESERVED_PATH: Self = Self::of(percent::reserved_path, |text| {
        percent::reserved_path(text).replace(',', "%2C")
    });
    /// In a cookie.
    pub(crate) const COOKIE: Self = Self::of(percent::cookie, percent::cookie);
    /// In a header, which is not percent-encoded: RFC 9110 has quotes for what stands in a list (section 5.6.4).
    pub(crate) const HEADER: Self = Self {
        is_plain: true,
        ..Self::of(str::to_owned, quoted)
    };
    /// In a cookie that nothing is escaped in.
    pub(crate) const AS_IT_IS: Self = Self {
        is_plain: true,
        ..Self::of(str::to_owned, str::to_owned)
    };

    const fn of(alone: Encode, among: Encode) -> Self {
        Self {
            alone,
            among,
            is_plain: false,
        }
    }

    /// What stands between the items of a list that is one text, and how each is written.
    fn between(self, style: Style) -> (&'static str, Encode) {
        match (style, self.is_plain) {
            (Style::Space, false) => (SPACE, self.among),
            (Style::Pipe, false) => (PIPE, self.among),
            (Style::Tab, false) => (TAB, self.among),
            (Style::Space, true) => (" ", self.alone),
            (Style::Pipe, true) => ("|", self.alone),
            (Style::Tab, true) => ("\t", self.alone),
            (Style::LabelExploded, _) => (".", self.among),
            _ => (",", self.among),
        }
    }

    /// Texts between what the style separates them by.
    fn joined<'t>(
        self,
        name: &str,
        style: Style,
        texts: impl Iterator<Item = &'t String>,
    ) -> Result<String, String> {
        let (separator, write) = self.between(style);
        let texts: Vec<String> = texts.map(|text| write(text)).collect();
        // Between quotes a comma separates nothing.
        let is_quoted = |text: &String| separator == "," && text.starts_with('"');
        let is_open = |text: &String| text.contains(separator) && !is_quoted(text);
        match separator != "." && texts.iter().any(is_open) {
            true => Err(divided(name)),
            false => Ok(texts.join(separator)),
        }
    }
}

/// A text as an item of a list in a header: between quotes, if it would not be one item without them.
fn quoted(text: &str) -> String {
    if !text.is_empty() && !text.contains([',', '"', '\\']) && text.trim() == text {
        return text.to_owned();
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// Why a value has no text in a style.
pub(crate) fn nested(name: &str) -> String {
    format!("`{name}` holds a list or an object within another, which its style has no text for")
}

/// The same, of a list whose text would be that of another list.
pub(crate) fn divided(name: &str) -> String {
    format!("an item of `{name}` holds what stands between the items in its style")
}

/// What stands in a list or an object, text by text; null is left out.
enum Plain {
    /// Null, or a list or an object without anything in it: nothing is sent of them (RFC 6570, section 2.3).
    Nothing,
    Single(String),
    List(Vec<String>),
    Object(Pairs),
}

fn plain(name: &str, value: &Value) -> Result<Plain, String> {
    Ok(match value {
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(text).collect();
            let items = items.ok_or_else(|| nested(name))?;
            match items.into_iter().flatten().collect::<Vec<_>>() {
                none if none.is_empty() => Plain::Nothing,
                items => Plain::List(items),
            }
        }
        Value::Object(members) => {
            let mut pairs = Vec::new();
            for (key, value) in members {
                let value = text(value).ok_or_else(|| nested(name))?;
                pairs.extend(value.map(|value| (key.clone(), value)));
            }
            if pairs.is_empty() {
                return Ok(Plain::Nothing);
            }
            Plain::Object(pairs)
        }
        value => text(value).flatten().map_or(Plain::Nothing, Plain::Single),
    })
}

/// The text of a single value, `None` inside for null; `None` for lists and objects.
pub(crate) fn text(value: &Value) -> Option<Option<String>> {
    Some(match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(digits(number)),
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// The digits of a number, without a point where it has no use, as in a parameter that is a number.
fn digits(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float.to_string(),
        _ => number.to_string(),
    }
}

/// A value as one text: in a path or a header; `None` if nothing is sent of it.
pub(crate) fn one(
    name: &str,
    style: Style,
    value: &Value,
    spelling: Spelling,
) -> Result<Option<String>, String> {
    if style == Style::Json {
        return Ok(Some((spelling.alone)(&value.to_string())));
    }
    let exploded = matches!(
        style,
        Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded
    );
    let (first, separator) = match style {
        Style::Label => (".", ","),
        Style::LabelExploded => (".", "."),
        Style::Matrix => (";", ","),
        Style::MatrixExploded => (";", ";"),
        _ => ("", ","),
    };
    let joined = |texts: Vec<&String>| spelling.joined(name, style, texts.into_iter());
    let named = first == ";";
    let start = if named {
        format!(";{}=", (spelling.alone)(name))
    } else {
        first.to_owned()
    };
    let among = |text: &String| (spelling.among)(text);
    Ok(Some(match plain(name, value)? {
        Plain::Nothing => return Ok(None),
        Plain::Single(text) => start + &(spelling.alone)(&text),
        Plain::List(items) if named && exploded => items
            .iter()
            .map(|item| format!("{start}{}", among(item)))
            .collect(),
        Plain::List(items) => start + &joined(items.iter().collect())?,
        Plain::Object(pairs) if exploded => {
            let pairs = pairs
                .iter()
                .map(|(key, value)| format!("{}={}", among(key), among(value)));
            first.to_owned() + &pairs.collect::<Vec<_>>().join(separator)
        }
        Plain::Object(pairs) => start + &joined(flat(&pairs))?,
    }))
}

/// Names and values, one after the other.
fn flat(pairs: &Pairs) -> Vec<&String> {
    let texts = pairs.iter().flat_map(|(key, value)| [key, value]);
    texts.collect()
}

/// A value as names and values: in a query, a form or a cookie. The names are yet to be encoded.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    value: &Value,
    spelling: Spelling,
) -> Result<Pairs, String> {
    let single = |text: String| vec![(name.to_owned(), text)];
    let alone = |text: String| (spelling.alone)(&text);
    let joined = |texts: Vec<&String>| spelling.joined(name, style, texts.into_iter());
    let exploded = matches!(style, Style::FormExploded | Style::CookieExploded);
    match style {
        Style::Json => return Ok(single(alone(value.to_string()))),
        Style::DeepObject => return Ok(deep(name, value, spelling)),
        Style::Query => return form(value, &[]),
        _ => {}
    }
    if let (Style::FormExploded, Value::Object(members)) = (style, value) {
        return spread(name, members, spelling);
    }
    Ok(match (plain(name, value)?, style) {
        (Plain::Nothing, _) => Vec::new(),
        (Plain::Single(text), _) => single(alone(text)),
        (Plain::List(items), _) if exploded => items
            .into_iter()
            .map(|item| (name.to_owned(), alone(item)))
            .collect(),
        (Plain::List(items), _) => single(joined(items.iter().collect())?),
        (Plain::Object(pairs), _) if exploded => pairs
            .into_iter()
            .map(|(key, value)| (key, alone(value)))
            .collect(),
        (Plain::Object(pairs), _) => single(joined(flat(&pairs))?),
    })
}

/// The members of an object under their own names, a list once for each of its items, as `sort` in `page=2&sort=a&sort=b`.
fn spread(name: &str, members: &Map<String, Value>, spelling: Spelling) -> Result<Pairs, String> {
    let mut pairs = Vec::new();
    for (key, value) in members {
        let texts = match plain(name, value)? {
            Plain::Nothing => Vec::new(),
            Plain::Single(text) => vec![text],
            Plain::List(items) => items,
            Plain::Object(_) => return Err(nested(name)),
        };
        let texts = texts.iter().map(|text| (spelling.alone)(text));
        pairs.extend(texts.map(|text| (key.clone(), text)));
    }
    Ok(pairs)
}

/// A value as names and values of cookies, both as they are sent. A style that escapes nothing takes no text that a
/// cookie cannot hold (`cookie-octet` of RFC 6265, section 4.1.1).
pub(crate) fn cookies(name: &str, style: Style, value: &Value) -> Result<Pairs, String> {
    if !matches!(style, Style::Cookie | Style::CookieExploded) {
        let pairs = pairs(name, style, value, Spelling::COOKIE)?;
        let encoded = |(name, value): (String, String)| (percent::value(&name), value);
        return Ok(pairs.into_iter().map(encoded).collect());
    }
    let pairs = pairs(name, style, value, Spelling::AS_IT_IS)?;
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\"\\;".contains(&byte);
    let fits = |text: &String| text.bytes().all(is_octet);
    match pairs
        .iter()
        .all(|(name, value)| fits(name) && !name.contains('=') && fits(value))
    {
        true => Ok(pairs),
        false => Err(format!(
            "`{name}` holds what a cookie cannot, and its style escapes nothing"
        )),
    }
}

/// `name[key][key]=value`. The way down is a stack of its own: values can be deep.
fn deep(name: &str, value: &Value, spelling: Spelling) -> Pairs {
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
                    pairs.push((name, (spelling.alone)(&text)));
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
            all.extend(pairs(name, *style, value, Spelling::VALUE)?);
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
            all.push((name.clone(), percent::value(&text)));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn one_text(style: Style, value: &Value, spelling: Spelling) -> Option<String> {
        one("c", style, value, spelling).unwrap()
    }

    fn query(style: Style, value: &Value, spelling: Spelling) -> String {
        let pairs = pairs("c", style, value, spelling).unwrap();
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

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
            let text = |value: &Value| one_text(style, value, Spelling::VALUE);
            assert_eq!(text(&list).unwrap(), of_list, "{style:?}");
            assert_eq!(text(&object).unwrap(), of_object, "{style:?}");
            assert_eq!(text(&json!(5)).unwrap(), of_single, "{style:?}");
            for nothing in [json!([]), json!([null]), json!({"a": null}), json!(null)] {
                assert_eq!(text(&nothing), None, "{style:?}");
            }
        }
        let json = one_text(Style::Json, &object, Spelling::HEADER);
        assert_eq!(json.unwrap(), r#"{"g":2,"r":true}"#);
    }

    #[test]
    fn delimiters_are_not_taken_for_values() {
        let list = json!(["a,b", ";=.", "/"]);
        for (style, text) in [
            (Style::Simple, "a%2Cb,%3B%3D.,%2F"),
            (Style::Matrix, ";c=a%2Cb,%3B%3D.,%2F"),
            (Style::MatrixExploded, ";c=a%2Cb;c=%3B%3D.;c=%2F"),
        ] {
            let spelled = one_text(style, &list, Spelling::VALUE);
            assert_eq!(spelled.unwrap(), text, "{style:?}");
        }
        let object = json!({"a,b": "=;"});
        let spelled = one_text(Style::SimpleExploded, &object, Spelling::VALUE);
        assert_eq!(spelled.unwrap(), "a%2Cb=%3D%3B");
    }

    #[test]
    fn items_in_a_header_are_quoted_where_they_must_be() {
        let list = json!(["plain text", "a,b", "say \"\\\"", "", " x"]);
        let text = one_text(Style::Simple, &list, Spelling::HEADER);
        let expected = r#"plain text,"a,b","say \"\\\"",""," x""#;
        assert_eq!(text.unwrap(), expected);
        let alone = one_text(Style::Simple, &json!("a,\"b"), Spelling::HEADER);
        assert_eq!(alone.unwrap(), "a,\"b");
    }

    #[test]
    fn pairs_follow_the_style() {
        let list = json!([3, "a,b"]);
        let object = json!({"g": 2, "r": "&"});
        for (style, of_list, of_object) in [
            (Style::Form, "c=3,a%2Cb", "c=g,2,r,%26"),
            (Style::FormExploded, "c=3&c=a%2Cb", "g=2&r=%26"),
            (Style::Space, "c=3%20a%2Cb", "c=g%202%20r%20%26"),
            (Style::Pipe, "c=3%7Ca%2Cb", "c=g%7C2%7Cr%7C%26"),
            (Style::Tab, "c=3%09a%2Cb", "c=g%092%09r%09%26"),
            (Style::DeepObject, "c[0]=3&c[1]=a%2Cb", "c[g]=2&c[r]=%26"),
        ] {
            let text = |value: &Value| query(style, value, Spelling::VALUE);
            assert_eq!(text(&list), of_list, "{style:?}");
            assert_eq!(text(&object), of_object, "{style:?}");
            assert_eq!(text(&json!([])), "", "{style:?}");
            assert_eq!(text(&json!({})), "", "{style:?}");
        }
        let page = json!({"no": [], "page": 2, "sort": ["a,b", "c"]});
        let text = query(Style::FormExploded, &page, Spelling::VALUE);
        assert_eq!(text, "page=2&sort=a%2Cb&sort=c");
    }

    #[test]
    fn an_item_that_would_be_two_has_no_text() {
        for (style, item) in [
            (Style::Space, "a b"),
            (Style::Pipe, "a|b"),
            (Style::Tab, "a\tb"),
        ] {
            let list = json!(["x", item]);
            for spelling in [Spelling::VALUE, Spelling::RESERVED] {
                assert_eq!(pairs("c", style, &list, spelling), Err(divided("c")));
            }
            // As text it is not that of the delimiter.
            let list = json!(["%20", "%7C"]);
            assert!(pairs("c", style, &list, Spelling::VALUE).is_ok());
        }
    }

    #[test]
    fn reserved_characters_stay_and_commas_divide() {
        let list = json!(["a/b", "c,d&e"]);
        for (style, text) in [
            (Style::Form, "c=a/b,c%2Cd%26e"),
            (Style::FormExploded, "c=a/b&c=c,d%26e"),
        ] {
            assert_eq!(query(style, &list, Spelling::RESERVED), text, "{style:?}");
        }
    }

    #[test]
    fn cookies_hold_octets_of_cookies() {
        let text = query(Style::Form, &json!(["a=b", "c;d, \"e\""]), Spelling::COOKIE);
        assert_eq!(text, "c=a=b,c%3Bd%2C%20%22e%22");
    }

    #[test]
    fn what_is_nested_has_no_text_but_with_brackets() {
        let value = json!({"a": {"b": [1, {"c": "x"}]}, "n": null});
        assert!(pairs("q", Style::Form, &value, Spelling::VALUE).is_err());
        assert!(one("q", Style::Simple, &value, Spelling::VALUE).is_err());
        let pairs = pairs("q", Style::DeepObject, &value, Spelling::VALUE).unwrap();
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
