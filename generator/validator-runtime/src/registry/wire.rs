//! Values as they travel, in a query, a form, a path, a header or a cookie, as JSON for the checks of their schemas
//! (OpenAPI 3.0.3, sections 4.7.12.2 and 4.7.15.1).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{ObjectStyle, Shape, Style};

/// How characters are written where a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Percent-encoded, as in a path and in a cookie.
    Percent,
    /// Percent-encoded, with `+` for a space, as in a query and a form.
    Form,
    /// As they are, as in headers.
    Plain,
}

impl Spelling {
    /// A text as it is meant. What is not well encoded stays as it is.
    pub fn decode(self, text: &str) -> Cow<'_, str> {
        match self {
            Spelling::Plain => Cow::Borrowed(text),
            Spelling::Percent => percent_decoded(text),
            Spelling::Form if text.contains('+') => {
                Cow::Owned(percent_decoded(&text.replace('+', " ")).into_owned())
            }
            Spelling::Form => percent_decoded(text),
        }
    }

    /// The texts between separators. One that is encoded separates only where none stands as it is: `1%2C2` is what
    /// some make of `1,2`, and in `a%2Cb,c` it belongs to the first.
    fn split<'t>(self, text: &'t str, separator: &str) -> Vec<&'t str> {
        let encoded: &[&str] = match (self, separator) {
            (Spelling::Plain, _) => &[],
            (Spelling::Form, " ") => &["+", "%20"],
            (_, " ") => &["%20"],
            (_, ",") => &["%2C", "%2c"],
            (_, "|") => &["%7C", "%7c"],
            (_, "\t") => &["%09"],
            _ => &[],
        };
        let mut separators = std::iter::once(separator).chain(encoded.iter().copied());
        match separators.find(|separator| text.contains(separator)) {
            // Items of a header may have white space around them (RFC 9110, section 5.6.1).
            Some(separator) if self == Spelling::Plain => {
                text.split(separator).map(str::trim).collect()
            }
            Some(separator) => text.split(separator).collect(),
            None => vec![text],
        }
    }
}

/// Percent-encoded bytes decoded (RFC 3986, section 2.1).
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let encoded = match (byte, after) {
            (b'%', [high, low, behind @ ..]) => digit(high)
                .zip(digit(low))
                .map(|(high, low)| (high * 16 + low, behind)),
            _ => None,
        };
        let (byte, after) = encoded.unwrap_or((byte, after));
        bytes.push(byte);
        rest = after;
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// The pairs of a query or a form, in their order: names decoded, values as they travel.
pub fn pairs(query: &str) -> Vec<(String, &str)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (Spelling::Form.decode(name).into_owned(), value)
        })
        .collect()
}

impl<'a> Style<'a> {
    /// Whether a value of a parameter of this name travels under another: `name[key]`, or the name of a property.
    pub fn takes(self, name: &str, other: &str) -> bool {
        match self {
            Style::Object(ObjectStyle::Deep, _) => {
                let rest = other.strip_prefix(name);
                rest.is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
            }
            Style::Object(ObjectStyle::Exploded, shape) => shape.property(other).is_some(),
            Style::Plain(style) => style.takes(name, other),
            // Nobody reads it, so that nobody knows which of its names are right.
            Style::Opaque => {
                let rest = other.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
            }
            _ => name == other,
        }
    }

    /// Whether it takes any name that nothing else does.
    pub fn takes_rest(self) -> bool {
        match self {
            Style::Object(ObjectStyle::Exploded, shape) => shape.rest.is_some(),
            Style::Plain(style) => style.takes_rest(),
            _ => false,
        }
    }

    /// Whether more than one occurrence makes sense.
    pub fn repeats(self) -> bool {
        match self {
            Style::Repeated(_) | Style::Opaque | Style::Object(..) => true,
            Style::Plain(style) => style.repeats(),
            _ => false,
        }
    }

    /// The JSON of what travels under the names that it [takes](Self::takes); `None` if it is not read.
    pub fn json(self, spelling: Spelling, name: &str, pairs: &[(&str, &str)]) -> Option<String> {
        match self {
            Style::Opaque => None,
            Style::Plain(style) => style.json(Spelling::Plain, name, pairs),
            Style::Object(ObjectStyle::Deep, shape) => {
                let mut tree = Tree::default();
                for (full, value) in pairs {
                    tree.insert(full.strip_prefix(name)?, value);
                }
                tree.json(Style::Object(ObjectStyle::Deep, shape), spelling)
            }
            Style::Object(ObjectStyle::Exploded, shape) => {
                let mut tree = Tree::default();
                for (property, value) in pairs {
                    tree.below(property).texts.push(value);
                }
                tree.json(Style::Object(ObjectStyle::Deep, shape), spelling)
            }
            style => {
                let texts: Vec<&str> = pairs.iter().map(|(_, text)| *text).collect();
                style.texts(spelling, &texts)
            }
        }
    }

    /// The JSON of the texts of one value.
    fn texts(self, spelling: Spelling, texts: &[&str]) -> Option<String> {
        let first = *texts.first()?;
        match self {
            Style::Text => Some(quote(&spelling.decode(first))),
            Style::Literal | Style::Either => Some(literal(&spelling.decode(first))),
            Style::Json => Some(spelling.decode(first).into_owned()),
            Style::Plain(style) => style.texts(Spelling::Plain, texts),
            Style::After(before, style) => {
                style.texts(spelling, &[first.strip_prefix(before).unwrap_or(first)])
            }
            Style::Repeated(item) => list(*item, spelling, texts),
            Style::Separated(separator, item) => {
                list(*item, spelling, &spelling.split(first, separator))
            }
            Style::Object(ObjectStyle::Flat(separator), shape) => {
                let parts = spelling.split(first, separator);
                let members = parts.chunks(2).map(|pair| match pair {
                    [name, value] => (*name, *value),
                    _ => (pair.first().copied().unwrap_or_default(), ""),
                });
                object(shape, spelling, members)
            }
            Style::Object(ObjectStyle::Assigned(separator), shape) => {
                let parts = spelling.split(first, separator).into_iter();
                object(
                    shape,
                    spelling,
                    parts.map(|part| part.split_once('=').unwrap_or((part, ""))),
                )
            }
            Style::Object(ObjectStyle::Deep | ObjectStyle::Exploded, _) | Style::Opaque => None,
        }
    }
}

impl<'a> Shape<'a> {
    /// The JSON of a form: fields with one text each, lists by repeating their name; `None` if a field is not read, so
    /// that nothing can be said of the whole.
    pub fn json(&self, spelling: Spelling, fields: &[(&str, &str)]) -> Option<String> {
        // A field may have a style of its own, as `tags=a,b` or `filter[a]=1`.
        let mut grouped: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (name, text) in fields {
            let owner = self
                .properties
                .iter()
                .find(|(known, style)| style.takes(known, name));
            let key = owner.map_or(*name, |(known, _)| *known);
            grouped.entry(key).or_default().push((name, text));
        }
        let members = grouped.into_iter().map(|(name, pairs)| {
            let value = self.style(name).json(spelling, name, &pairs)?;
            Some(format!("{}:{value}", quote(name)))
        });
        let members: Option<Vec<String>> = members.collect();
        Some(format!("{{{}}}", members?.join(",")))
    }

    /// How a declared property becomes text.
    fn property(&self, name: &str) -> Option<Style<'a>> {
        let mut properties = self.properties.iter();
        properties
            .find(|(known, _)| *known == name)
            .map(|(_, style)| *style)
    }

    fn style(&self, name: &str) -> Style<'a> {
        self.property(name)
            .or(self.rest.copied())
            .unwrap_or(Style::Either)
    }
}

fn list(item: Style<'_>, spelling: Spelling, texts: &[&str]) -> Option<String> {
    let items = texts.iter().map(|text| item.texts(spelling, &[text]));
    let items: Option<Vec<String>> = items.collect();
    Some(format!("[{}]", items?.join(",")))
}

fn object<'t>(
    shape: &Shape<'_>,
    spelling: Spelling,
    members: impl Iterator<Item = (&'t str, &'t str)>,
) -> Option<String> {
    let members = members.map(|(name, value)| {
        let name = spelling.decode(name);
        let value = shape.style(&name).texts(spelling, &[value])?;
        Some(format!("{}:{value}", quote(&name)))
    });
    let members: Option<Vec<String>> = members.collect();
    Some(format!("{{{}}}", members?.join(",")))
}

/// What travels under `name[a][b]`, and under several names.
#[derive(Default)]
struct Tree<'t> {
    texts: Vec<&'t str>,
    below: BTreeMap<String, Tree<'t>>,
}

impl<'t> Tree<'t> {
    /// How many brackets deep a name is followed.
    const DEEPEST: usize = 32;

    fn below(&mut self, name: &str) -> &mut Self {
        self.below.entry(name.to_owned()).or_default()
    }

    /// Adds a value under `[a][b]`. Further brackets than are followed count as one name.
    fn insert(&mut self, brackets: &str, value: &'t str) {
        let inside = brackets
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        let mut at = self;
        for key in inside.unwrap_or(brackets).splitn(Self::DEEPEST, "][") {
            at = at.below(key);
        }
        at.texts.push(value);
    }

    fn json(&self, style: Style<'_>, spelling: Spelling) -> Option<String> {
        if self.below.is_empty() && !matches!(style, Style::Object(ObjectStyle::Deep, _)) {
            return style.texts(spelling, &self.texts);
        }
        if let Style::Repeated(item) | Style::Separated(_, item) = style {
            let mut items = Vec::new();
            for (key, inside) in &self.below {
                // `ids[]=1&ids[]=2` has one key for all items.
                match key.as_str() {
                    "" => {
                        let texts = inside.texts.iter();
                        items.extend(texts.map(|text| item.texts(spelling, &[text])));
                    }
                    _ => items.push(inside.json(*item, spelling)),
                }
            }
            let items: Option<Vec<String>> = items.into_iter().collect();
            return Some(format!("[{}]", items?.join(",")));
        }
        let shape = match style {
            Style::Object(_, shape) => Some(shape),
            _ => None,
        };
        let members = self.below.iter().map(|(name, inside)| {
            let style = shape.map_or(Style::Either, |shape| shape.style(name));
            Some(format!("{}:{}", quote(name), inside.json(style, spelling)?))
        });
        let members: Option<Vec<String>> = members.collect();
        Some(format!("{{{}}}", members?.join(",")))
    }
}

/// A number, a boolean or null as it stands; any other text as a string, for the check to refuse.
fn literal(text: &str) -> String {
    let scalar = matches!(text, "true" | "false" | "null") || is_number(text);
    if scalar { text.to_owned() } else { quote(text) }
}

/// RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text
        .split_once(['e', 'E'])
        .map_or((text, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

/// A text as a JSON string (RFC 8259, section 7).
pub fn quote(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    static SHAPE: Shape<'static> = Shape {
        properties: &[
            ("a", Style::Literal),
            ("b", Style::Text),
            ("ids", Style::Repeated(&Style::Literal)),
            ("in", Style::Object(ObjectStyle::Deep, &INNER)),
        ],
        rest: None,
    };
    static INNER: Shape<'static> = Shape {
        properties: &[("x", Style::Text)],
        rest: Some(&Style::Literal),
    };

    fn read(style: Style<'_>, query: &str) -> Option<String> {
        let pairs = pairs(query);
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .filter(|(name, _)| style.takes("p", name))
            .collect();
        style.json(Spelling::Form, "p", &pairs)
    }

    #[test]
    fn every_style_is_read() {
        const ITEM: &Style<'static> = &Style::Literal;
        const TEXT: &Style<'static> = &Style::Text;
        let object = |form| Style::Object(form, &SHAPE);
        let cases = [
            (Style::Text, "p=1+2", r#""1 2""#),
            (Style::Literal, "p=1e5", "1e5"),
            (Style::Literal, "p=01", r#""01""#),
            (Style::Json, "p=%7B%22q%22:1%7D", r#"{"q":1}"#),
            (Style::Repeated(ITEM), "p=1&p=2", "[1,2]"),
            (Style::Separated(",", ITEM), "p=1,2", "[1,2]"),
            (Style::Separated(",", ITEM), "p=1%2C2", "[1,2]"),
            (Style::Separated(",", TEXT), "p=a%2Cb,c", r#"["a,b","c"]"#),
            (Style::Separated(" ", ITEM), "p=1%202", "[1,2]"),
            (Style::Separated("|", ITEM), "p=1%7C2", "[1,2]"),
            (Style::Separated("|", ITEM), "p=1|2", "[1,2]"),
            (
                Style::After(".", &Style::Separated(".", ITEM)),
                "p=.1.2",
                "[1,2]",
            ),
            (
                object(ObjectStyle::Exploded),
                "a=1&b=2&c=3",
                r#"{"a":1,"b":"2"}"#,
            ),
            (
                object(ObjectStyle::Exploded),
                "ids=1&ids=2",
                r#"{"ids":[1,2]}"#,
            ),
            (
                object(ObjectStyle::Deep),
                "p[a]=1&p%5Bb%5D=2",
                r#"{"a":1,"b":"2"}"#,
            ),
            (
                object(ObjectStyle::Deep),
                "p[in][x]=1&p[in][y]=2",
                r#"{"in":{"x":"1","y":2}}"#,
            ),
            (
                object(ObjectStyle::Deep),
                "p[ids][0]=1&p[ids][1]=2",
                r#"{"ids":[1,2]}"#,
            ),
            (
                object(ObjectStyle::Deep),
                "p[ids][]=1&p[ids][]=2",
                r#"{"ids":[1,2]}"#,
            ),
            (
                object(ObjectStyle::Flat(",")),
                "p=a,1,b,2",
                r#"{"a":1,"b":"2"}"#,
            ),
            (
                object(ObjectStyle::Assigned(",")),
                "p=a=1,b=2",
                r#"{"a":1,"b":"2"}"#,
            ),
        ];
        for (style, query, json) in cases {
            assert_eq!(read(style, query).as_deref(), Some(json), "{query}");
        }
        assert_eq!(read(Style::Opaque, "p=1"), None);
    }

    #[test]
    fn names_may_be_as_deep_as_one_likes() {
        let query = format!("p{}=1", "[a]".repeat(100_000));
        assert!(read(Style::Object(ObjectStyle::Deep, &SHAPE), &query).is_some());
    }

    #[test]
    fn strings_are_quoted() {
        assert_eq!(quote("a\"\\\n\u{1}é"), r#""a\"\\\u000a\u0001é""#);
    }
}
