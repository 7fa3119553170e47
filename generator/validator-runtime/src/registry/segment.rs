//! One segment of a path: the text of a template, with parameters between it, and what of a path stands for each.

use std::borrow::Cow;

/// A segment of a template, without the names of its parameters: `{name}.json` and `{id}.json` are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The texts before, between and after the parameters, each in its [`canonical`] form; at least one.
    texts: Vec<String>,
}

impl Pattern {
    pub(super) fn new(template: &str) -> Self {
        let mut texts = Vec::new();
        let mut rest = template;
        while let Some((before, _, after)) = split(rest) {
            texts.push(canonical(before).into_owned());
            rest = after;
        }
        texts.push(canonical(rest).into_owned());
        Self { texts }
    }

    /// The text that it consists of, unless it has parameters.
    pub(super) fn literal(&self) -> Option<&str> {
        match self.texts.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What sorts patterns by how much they leave open: the more text, and the fewer parameters, the earlier.
    pub(super) fn openness(&self) -> (std::cmp::Reverse<usize>, usize) {
        let text = self.texts.iter().map(String::len).sum();
        (std::cmp::Reverse(text), self.texts.len())
    }

    /// Whether a [`canonical`] segment has this form, with at least one character for each parameter.
    pub(super) fn matches(&self, segment: &str) -> bool {
        values(&self.texts, segment).is_some()
    }
}

/// How long the end of a segment is in which the place is looked for where one parameter ends and the next begins.
const LONGEST_END: usize = 64;

/// What stands for each parameter of a template's segment in a segment of a path, still percent-encoded. Of two parameters
/// without a text between them, the values are those that both may have, if there are such.
pub(super) fn captures<'t, 'p>(
    template: &'t str,
    segment: &'p str,
    may_be: impl Fn(&str, &str) -> bool,
) -> Vec<(&'t str, &'p str)> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = split(rest) {
        names.push(name);
        rest = after;
    }
    let pattern = Pattern::new(template);
    let text = canonical(segment);
    let Some(mut values) = values(&pattern.texts, &text) else {
        return Vec::new();
    };
    let origin = Origin::new(segment, &text);
    let written = |(start, end)| segment.get(origin.of(start)..origin.of(end));
    for (at, pair) in names.windows(2).enumerate() {
        let ([name, next], Some("")) = (pair, pattern.texts.get(at + 1).map(String::as_str)) else {
            continue;
        };
        let Some([first, last]) = values.get_mut(at..at + 2) else {
            continue;
        };
        let (start, end) = (first.0, last.1);
        let least = end.saturating_sub(LONGEST_END).max(start + 1);
        let fits = |at: &usize| {
            let (value, following) = (written((start, *at)), written((*at, end)));
            let is_one = |name, value: Option<&str>| {
                value.is_some_and(|value| !value.is_empty() && may_be(name, value))
            };
            is_one(next, following) && is_one(name, value)
        };
        if let Some(at) = (least..end).rev().find(fits) {
            (first.1, last.0) = (at, at);
        }
    }
    let values = values.into_iter().filter_map(written);
    names.into_iter().zip(values).collect()
}

/// The first parameter of a template: what stands before it, its name, what follows.
fn split(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Where the values between the texts stand. Each parameter but the last takes as much as it can, as the endings of
/// file names want it: `{name}.{format}` has `a.b` and `png` in `a.b.png`. The search goes once through the segment.
fn values(texts: &[String], segment: &str) -> Option<Vec<(usize, usize)>> {
    let (first, rest) = texts.split_first()?;
    let Some((last, between)) = rest.split_last() else {
        return (first == segment).then(Vec::new);
    };
    let inside = segment
        .strip_prefix(first.as_str())?
        .strip_suffix(last.as_str())?;
    let start = first.len();
    let mut end = inside.len();
    let mut values = Vec::with_capacity(texts.len());
    for text in between.iter().rev() {
        // The value that follows has at least one character.
        let (last, _) = inside.get(..end)?.char_indices().next_back()?;
        let at = match text.is_empty() {
            true => last,
            false => inside.get(..last)?.rfind(text.as_str())?,
        };
        values.push((start + at + text.len(), start + end));
        end = at;
    }
    if end == 0 {
        return None;
    }
    values.push((start, start + end));
    values.reverse();
    Some(values)
}

/// A text of a path as all who write it the same must agree on: unreserved characters are not encoded, others that
/// may not stand in a path are, in capitals (RFC 3986, sections 3.3 and 6.2.2).
pub(super) fn canonical(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte != b'%' && is_path_byte(byte)) {
        return Cow::Borrowed(text);
    }
    let mut canonical = String::with_capacity(text.len());
    for (_, unit) in units(text) {
        unit.push_to(&mut canonical);
    }
    Cow::Owned(canonical)
}

/// Where the bytes of a canonical text stand in the one it was made of.
enum Origin {
    Same,
    Places(Vec<usize>),
}

impl Origin {
    fn new(text: &str, canonical: &str) -> Self {
        if text == canonical {
            return Self::Same;
        }
        let mut places = Vec::with_capacity(canonical.len() + 1);
        for (at, unit) in units(text) {
            places.extend(std::iter::repeat_n(at, unit.len()));
        }
        places.push(text.len());
        Self::Places(places)
    }

    fn of(&self, at: usize) -> usize {
        match self {
            Self::Same => at,
            Self::Places(places) => places.get(at).copied().unwrap_or_default(),
        }
    }
}

/// A character of a path: one that stands for itself, or an encoded byte.
#[derive(Clone, Copy)]
enum Unit {
    Plain(u8),
    Encoded(u8),
}

impl Unit {
    fn len(self) -> usize {
        match self {
            Unit::Plain(_) => 1,
            Unit::Encoded(_) => 3,
        }
    }

    fn push_to(self, text: &mut String) {
        match self {
            Unit::Plain(byte) => text.push(char::from(byte)),
            Unit::Encoded(byte) => {
                let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
                let digits = [digit(byte >> 4), digit(byte & 15)];
                text.push('%');
                text.extend(digits.map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
}

/// The characters of a text, each with its place.
fn units(text: &str) -> impl Iterator<Item = (usize, Unit)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let start = at;
        let hex = |byte: &u8| {
            char::from(*byte)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        let encoded = match rest {
            [b'%', high, low, ..] => hex(high).zip(hex(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        let unit = match (encoded, rest.first()?) {
            (Some(byte), _) if is_unreserved(byte) => Unit::Plain(byte),
            (Some(byte), _) => Unit::Encoded(byte),
            (None, byte) if is_path_byte(*byte) => Unit::Plain(*byte),
            (None, byte) => Unit::Encoded(*byte),
        };
        at += if encoded.is_some() { 3 } else { 1 };
        Some((start, unit))
    })
}

/// RFC 3986, section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// What may stand in a path without being encoded, the slash included (RFC 3986, section 3.3).
fn is_path_byte(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@/".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_take_what_stands_between_the_texts() {
        type Values = &'static [(&'static str, &'static str)];
        let cases: [(&str, &str, Values); 11] = [
            ("{id}", "7", &[("id", "7")]),
            ("{y}.{fmt}", "3.png", &[("y", "3"), ("fmt", "png")]),
            ("{y}.{fmt}", "a.b.png", &[("y", "a.b"), ("fmt", "png")]),
            (
                "{a}-{b}-{c}",
                "1-2-3",
                &[("a", "1"), ("b", "2"), ("c", "3")],
            ),
            ("{a}{b}", "xyz", &[("a", "xy"), ("b", "z")]),
            ("Users('{id}')", "Users('x y')", &[("id", "x y")]),
            ("Users('{id}')", "Users(%27x%27)", &[]),
            ("{id}:log", "7:log", &[("id", "7")]),
            ("{id}~x", "a%2Fb%7ex", &[("id", "a%2Fb")]),
            ("é{id}", "%c3%A9%20", &[("id", "%20")]),
            ("{a}.{b}", "é.ü", &[("a", "é"), ("b", "ü")]),
        ];
        for (template, segment, expected) in cases {
            assert_eq!(
                captures(template, segment, |_, _| true),
                expected,
                "{template} {segment}"
            );
            let found = Pattern::new(template).matches(&canonical(segment));
            assert_eq!(found, !expected.is_empty(), "{template} {segment}");
        }
    }

    #[test]
    fn parameters_without_a_text_between_have_values_that_they_may_have() {
        let endings = |name: &str, value: &str| name != "ending" || value == ".json";
        let cases = [
            ("a.b.json", [("id", "a.b"), ("ending", ".json")]),
            // Neither is right.
            ("a.xml", [("id", "a.xm"), ("ending", "l")]),
        ];
        for (segment, expected) in cases {
            assert_eq!(captures("{id}{ending}", segment, endings), expected);
        }
    }

    #[test]
    fn no_parameter_is_empty() {
        for (template, segment) in [
            ("{a}", ""),
            ("{a}.{b}", ".png"),
            ("{a}.{b}", "a."),
            ("{a}{b}", "x"),
            ("{id}:log", ":log"),
            ("ab{id}ba", "aba"),
        ] {
            assert!(
                !Pattern::new(template).matches(segment),
                "{template} {segment}"
            );
        }
    }

    #[test]
    fn long_segments_cost_no_more_than_their_length() {
        let template = "{a}".to_owned() + &"x{a}".repeat(2_000);
        let segment = "x".repeat(100_000);
        assert!(Pattern::new(&template).matches(&segment));
        assert!(!Pattern::new(&format!("{template}y")).matches(&segment));
    }
}
