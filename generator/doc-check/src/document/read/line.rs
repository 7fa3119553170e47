//! What a single line says: an endpoint, a parameter, a code, a base URL.

use crate::document::model::{BaseUrl, CodeRow, Endpoint, ParameterRow};
use crate::document::text::{Mapped, Spanned, range_of};

const METHODS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// A line that is an endpoint and nothing else, up to a short remark: `GET /books - List books`.
pub(super) fn endpoint(line: &Mapped) -> Option<Endpoint> {
    let text = line.text();
    let start = text.trim_start_matches(['#', '*', '`', ' ', '\t', '-', '•', '>']);
    let (word, rest) = split_word(start)?;
    let method = word.trim_end_matches([':', '*', '`']);
    let known = METHODS.contains(&method);
    let capitals =
        (2..=8).contains(&method.len()) && method.bytes().all(|b| b.is_ascii_uppercase());
    if !known && !capitals {
        return None;
    }
    let (path, after) = path(rest)?;
    // After a method that nobody knows, only a path alone makes an endpoint of the line.
    let remark = after.trim_start_matches(['*', '`', ' ']);
    let ends = remark.is_empty()
        || known
            && (remark.starts_with(['-', '–', '—', ':', '(', '#', '|', '['])
                || remark.starts_with("HTTP/"));
    ends.then(|| found(line, method, path))
}

/// An endpoint anywhere in a heading: `Get a book: GET /books/{id}`.
pub(super) fn endpoint_in(line: &Mapped) -> Option<Endpoint> {
    if let Some(endpoint) = endpoint(line) {
        return Some(endpoint);
    }
    let mut rest = line.text();
    while let Some((word, after)) = split_word(rest) {
        let method = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
        let known = METHODS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(method));
        if known && let Some((path, _)) = path(after) {
            return Some(found(line, method, path));
        }
        rest = after;
    }
    None
}

fn found(line: &Mapped, method: &str, path: &str) -> Endpoint {
    let part = |part: &str| {
        let span = line.span(range_of(line.text(), part));
        Spanned::new(part.to_owned(), span)
    };
    let (method, path) = (part(method), part(path));
    let span = method.span.to(path.span);
    Endpoint { method, path, span }
}

fn split_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at_checked(end)).flatten()
}

/// A path or URL at the start of a text, and what follows it.
fn path(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '\t', '`', '*', '"']);
    if !(text.starts_with('/') || text.starts_with("http://") || text.starts_with("https://")) {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '*' | ',' | ')' | '|'))
        .unwrap_or(text.len());
    let (path, rest) = text.split_at_checked(end)?;
    let kept = path.trim_end_matches(['.', ':', ';']);
    (!kept.is_empty()).then_some((kept, rest))
}

/// `name: type (optional) - description`, and the spellings of lists.
pub(super) fn parameter(line: &Mapped) -> Option<ParameterRow> {
    let text = line.text();
    let start = text.trim_start_matches(['-', '*', '•', ' ', '\t', '`']);
    let length = start
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']' | '$')))
        .unwrap_or(start.len());
    let name = start.get(..length)?.trim_end_matches('.');
    if name.is_empty() || !name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$')) {
        return None;
    }
    let rest = start
        .get(name.len()..)?
        .trim_start_matches(['`', '*', ' ', '\t']);
    let first = rest.chars().next()?;
    let details = rest.trim_start_matches([':', '–', '—', '-', '|', ' ', '\t']);
    if !matches!(first, ':' | '–' | '—' | '-' | '(' | '|') {
        return None;
    }
    let (ty, required) = details_of(line, details);
    if ty.is_none() && required.is_none() {
        return None;
    }
    Some(ParameterRow {
        name: Spanned::new(name.to_owned(), line.span(range_of(text, name))),
        ty,
        required,
        place: None,
        text: line.clone(),
    })
}

/// Type and presence at the start of what is said about a parameter.
fn details_of(line: &Mapped, details: &str) -> (Option<Spanned<String>>, Option<Spanned<bool>>) {
    let whole = line.text();
    let spanned = |part: &str| line.span(range_of(whole, part));
    let (mut ty, mut required) = (None, None);
    for part in parts(details) {
        if let Some(value) = presence(part) {
            required = required.or_else(|| Some(Spanned::new(value, spanned(part))));
        } else if ty.is_none() && is_type(part) {
            ty = Some(Spanned::new(part.to_owned(), spanned(part)));
        } else {
            break;
        }
    }
    (ty, required)
}

/// The comma- or bracket-separated words before the description.
fn parts(details: &str) -> impl Iterator<Item = &str> {
    details
        .split(['(', ')', ',', ';', '|', '–', '—'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(". "))
        .map(|part| part.trim_matches([' ', '\t', '`', '*', '_', '.', ':', '[']))
        .filter(|part| !part.is_empty())
        .take(5)
}

/// `required` or `optional`.
pub(super) fn presence(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "required" | "mandatory" | "yes" | "true" | "✓" | "✔" | "✅" | "x" | "always" => {
            Some(true)
        }
        "optional" | "not required" | "no" | "false" | "-" | "–" | "❌" | "✗" => Some(false),
        _ => None,
    }
}

/// Whether a text names a type.
pub(super) fn is_type(text: &str) -> bool {
    const TYPES: [&str; 28] = [
        "string",
        "str",
        "text",
        "integer",
        "int",
        "int32",
        "int64",
        "uint32",
        "uint64",
        "long",
        "number",
        "float",
        "double",
        "decimal",
        "boolean",
        "bool",
        "object",
        "array",
        "list",
        "map",
        "enum",
        "bytes",
        "date",
        "datetime",
        "date-time",
        "timestamp",
        "uuid",
        "file",
    ];
    let lower = text.to_ascii_lowercase();
    let first = lower
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .next()
        .unwrap_or_default();
    TYPES.contains(&first) || TYPES.iter().any(|ty| first.strip_suffix('s') == Some(*ty))
}

/// `5: Not found`, `404 - Not found`.
pub(super) fn code(line: &Mapped) -> Option<CodeRow> {
    let text = line.text();
    let start = text.trim_start_matches(['-', '*', '•', ' ', '\t', '`']);
    let length = start
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(start.len());
    let digits = start.get(..length)?;
    let rest = start
        .get(length..)?
        .trim_start_matches(['`', '*', ' ', '\t'])
        .strip_prefix([':', '-', '–', '—', '=', '|', '('])?;
    code_row(line, digits, rest)
}

/// A number and its name, both parts of a line.
pub(super) fn code_row(line: &Mapped, digits: &str, name: &str) -> Option<CodeRow> {
    let text = line.text();
    let name = name.trim_matches([' ', '\t', '`', '*', ')', '.']);
    let number = digits.parse().ok()?;
    if name.is_empty() || !name.starts_with(char::is_alphabetic) {
        return None;
    }
    Some(CodeRow {
        number: Spanned::new(number, line.span(range_of(text, digits))),
        name: Spanned::new(name.to_owned(), line.span(range_of(text, name))),
    })
}

/// `Base URL: https://…`, `Books service: https://…`.
pub(super) fn base_url(line: &Mapped) -> Option<BaseUrl> {
    let text = line.text();
    let at = text.find("http://").or_else(|| text.find("https://"))?;
    let (label, rest) = text.split_at_checked(at)?;
    let trimmed = label.trim_matches(['`', ' ', '\t', '*', '|', '-', '•', '<', '=']);
    let named = trimmed.strip_suffix(':').map(str::trim_end);
    let words = trimmed.split_whitespace().count();
    let said = trimmed.to_ascii_lowercase().contains("base url");
    if !(said || named.is_some() && words <= 6) {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '*' | ')' | '>' | '|' | ','))
        .unwrap_or(rest.len());
    let (url, after) = rest.split_at_checked(end)?;
    let url = url.trim_end_matches(['.', ';']);
    if !said && !after.trim_matches(['`', ' ', '.', '*', '>']).is_empty() {
        return None;
    }
    Some(BaseUrl {
        label: named.unwrap_or(trimmed).to_owned(),
        url: Spanned::new(url.to_owned(), line.span(range_of(text, url))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Mapped {
        Mapped::verbatim(text, 100)
    }

    #[test]
    fn endpoints() {
        for text in [
            "GET /books/{id}",
            "  GET /books/{id} - Get a book",
            "**GET** `/books/{id}`",
            "GET /books/{id} HTTP/1.1",
        ] {
            let endpoint = endpoint(&line(text)).unwrap();
            assert_eq!(
                (&*endpoint.method.value, &*endpoint.path.value),
                ("GET", "/books/{id}")
            );
        }
        assert!(endpoint(&line("GET /books gives all books")).is_none());
        assert!(endpoint(&line("GTE /books")).is_some());
        assert!(endpoint(&line("SEE /books for more")).is_none());
        let inside = endpoint_in(&line("Get a book (`GET /books/{id}`)")).unwrap();
        assert_eq!(inside.path.value, "/books/{id}");
        assert_eq!(inside.path.span.start, 100 + 17);
    }

    #[test]
    fn parameters() {
        for text in [
            "max: uint64 (optional) - The most.",
            "- `max` (uint64, optional): The most.",
            "* max - uint64, optional. The most.",
        ] {
            let row = parameter(&line(text)).unwrap();
            assert_eq!(row.name.value, "max", "{text}");
            assert_eq!(row.ty.unwrap().value, "uint64", "{text}");
            assert!(!row.required.unwrap().value, "{text}");
        }
        assert!(parameter(&line("Note: this is text")).is_none());
        assert!(parameter(&line("1: Cancelled")).is_none());
    }

    #[test]
    fn codes_and_base_urls() {
        let row = code(&line("5: Not found")).unwrap();
        assert_eq!((row.number.value, &*row.name.value), (5, "Not found"));
        assert!(code(&line("60")).is_none());
        let base = base_url(&line("Book Service : https://books.example.com")).unwrap();
        assert_eq!(
            (&*base.label, &*base.url.value),
            ("Book Service", "https://books.example.com")
        );
        assert!(base_url(&line("Base URL: `https://books.example.com`.")).is_some());
        assert!(base_url(&line("Read https://books.example.com for more")).is_none());
    }
}
