//! Attributes of tags and annotations, whatever they are called: `name="x"`, `required={true}`, `{{ tag: 'GET' }}`.

use crate::document::text::{Mapped, range_of};

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Its name.
    pub(super) name: Mapped,
    /// Its value, without quotes and braces; `None` where it stands alone.
    pub(super) value: Option<Mapped>,
}

/// The attributes of `<Name a="b" c={d} e>`, `{% name a="b" %}` or `{{ a: 'b' }}`, in order.
pub(super) fn read(tag: &Mapped) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    let text = tag.text();
    let mut rest = text;
    let mut objects = Objects::Closed;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        rest = rest.get(start..).unwrap_or_default();
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
        let end = rest.find(|c| !letter(c)).unwrap_or(rest.len());
        let Some((name, after)) = rest.split_at_checked(end) else {
            break;
        };
        let trimmed = after.trim_start();
        let value = trimmed
            .strip_prefix('=')
            .or_else(|| trimmed.strip_prefix(':').filter(|_| text.starts_with("{{")));
        let (value, next) = match value {
            Some(after) => {
                let (value, next) = value_of(after, &mut objects);
                (Some(value), next)
            }
            None => (None, after),
        };
        attributes.push(Attribute {
            name: tag.slice(range_of(text, name)),
            value: value.map(|value| tag.slice(range_of(text, value))),
        });
        rest = next;
    }
    attributes
}

/// Whether the objects of a tag are closed: after one that is not, no other is looked for, as each look goes to the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Objects {
    Closed,
    Open,
}

/// A value, and what follows it.
fn value_of<'t>(text: &'t str, objects: &mut Objects) -> (&'t str, &'t str) {
    let text = text.trim_start();
    // `{{"name": "x"}}`, `{[1, 2]}`
    if *objects == Objects::Closed
        && let Some(inside) = text.strip_prefix('{').map(str::trim_start)
        && inside.starts_with(['{', '['])
    {
        let parts = balanced(inside).and_then(|length| inside.split_at_checked(length));
        match parts {
            Some(parts) => return parts,
            None => *objects = Objects::Open,
        }
    }
    let inside = text.trim_start_matches(['{', ' ']);
    let quote = inside
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'));
    match quote {
        Some(quote) => {
            let inside = inside.get(1..).unwrap_or_default();
            inside.split_once(quote).unwrap_or((inside, ""))
        }
        None => {
            let end = inside.find([' ', '\n', '\t', '>', '}', '%', ',']);
            // `/>` ends a tag, and other slashes belong to the value.
            let end = end.unwrap_or(inside.len());
            let (value, next) = inside.split_at_checked(end).unwrap_or((inside, ""));
            (
                value
                    .strip_suffix('/')
                    .filter(|_| next.starts_with('>'))
                    .unwrap_or(value),
                next,
            )
        }
    }
}

/// The length of an object or list, brackets within texts aside.
fn balanced(text: &str) -> Option<usize> {
    let (mut open, mut quote, mut escaped) = (0usize, None, false);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{' | b'[') => open += 1,
            (None, b'}' | b']') => open = open.checked_sub(1)?,
            (None, _) => {}
        }
        if open == 0 && quote.is_none() {
            return Some(at + 1);
        }
    }
    None
}

/// The value of the first of some attributes.
pub(super) fn value(tag: &Mapped, names: &[impl AsRef<str>]) -> Option<Mapped> {
    let attributes = read(tag);
    names.iter().find_map(|name| {
        let mut named = attributes
            .iter()
            .filter(|it| it.name.text() == name.as_ref());
        named.find_map(|attribute| attribute.value.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let read = read(&Mapped::verbatim(text, 7)).into_iter();
        let text = |text: Option<Mapped>| text.map_or("-".to_owned(), |it| it.text().to_owned());
        read.map(|it| (it.name.text().to_owned(), text(it.value)))
            .collect()
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let owned = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect()
        };
        assert_eq!(
            pairs("<Api method=\"GET\" path='/x/{id}' required={true} deprecated url={`/y`}/>"),
            owned(&[
                ("Api", "-"),
                ("method", "GET"),
                ("path", "/x/{id}"),
                ("required", "true"),
                ("deprecated", "-"),
                ("url", "/y"),
            ])
        );
        assert_eq!(
            pairs("{{ tag: 'GET' , label: '/x' }}"),
            owned(&[("tag", "GET"), ("label", "/x")])
        );
        assert_eq!(
            pairs("<A b={{\"c\": \"}\", \"d\": [1]}} e={[{}]}>"),
            owned(&[
                ("A", "-"),
                ("b", "{\"c\": \"}\", \"d\": [1]}"),
                ("e", "[{}]")
            ])
        );
        assert_eq!(pairs("<A b=c/>"), owned(&[("A", "-"), ("b", "c")]));
        assert_eq!(pairs("<A b=\"open"), owned(&[("A", "-"), ("b", "open")]));
    }
}
