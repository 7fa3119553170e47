//! Endpoints, in the ways that people write them: `GET /books`, `Method: GET`, "a POST request to `/books`".

use std::collections::BTreeSet;

use super::inline::Inline;
use crate::document::model::{Certainty, Endpoint};
use crate::document::text::{Mapped, Spanned, range_of};

const METHODS: [&str; 9] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

/// Whether a text is the name of a method, in capitals as in requests or as a word alone. A query is something else.
pub(super) fn is_method(text: &str) -> bool {
    let mut methods = METHODS.iter();
    methods.any(|method| method.eq_ignore_ascii_case(text))
        && (text == "QUERY" || !text.eq_ignore_ascii_case("query"))
}

/// Whether a text is a path or URL and nothing else.
pub(super) fn is_path(text: &str) -> bool {
    path(text).is_some_and(|(path, rest)| rest.is_empty() && path.len() == text.len())
}

/// A line that is an endpoint and nothing else, up to a short remark: `GET /books - List books`.
pub(super) fn read(line: &Mapped) -> Option<Endpoint> {
    let text = line.text();
    let start = text.trim_start_matches(['#', '*', '`', ' ', '\t', '-', '•', '>']);
    // Cheap looks first: nearly all lines end here.
    let first = *start.as_bytes().first()?;
    if !first.is_ascii_uppercase() {
        return read_small(line, start);
    }
    let (word, rest) = split_word(start)?;
    let method = word.trim_end_matches([':', '*', '`']);
    let known = METHODS.contains(&method);
    let capitals = (2..=16).contains(&method.len())
        && method.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    // `HOST: https://…` is a key and its value.
    if !known && (!capitals || word.ends_with(':')) {
        return None;
    }
    let (path, after) = path(rest)?;
    // After a method that nobody knows, only a path alone makes an endpoint of the line.
    let remark = after.trim_start_matches(['*', '`', ' ']);
    let ends = remark.is_empty()
        || known
            && (remark.starts_with(['-', '–', '—', ':', '(', '#', '|', '[', '→'])
                || remark.starts_with("HTTP/"));
    ends.then(|| found(line, method, path))
}

/// `get /books`: in small letters nothing else makes it an endpoint but that nothing stands beside it.
fn read_small(line: &Mapped, start: &str) -> Option<Endpoint> {
    const LONGEST: usize = 7;
    let end = start
        .bytes()
        .take(LONGEST + 1)
        .position(|it| it == b' ' || it == b'`')?;
    let (method, rest) = start.split_at_checked(end)?;
    if !is_method(method) || method.bytes().any(|it| it.is_ascii_uppercase()) {
        return None;
    }
    let (path, after) = path(rest)?;
    let alone = after.trim_matches(['*', '`', ' ']).is_empty();
    let mut endpoint = alone.then(|| found(line, method, path))?;
    endpoint.method.value.make_ascii_uppercase();
    Some(endpoint)
}

/// A line that begins with a method of the site and a path: `Link /books/{id}`.
pub(super) fn read_of(line: &Mapped, methods: &BTreeSet<&str>) -> Option<Endpoint> {
    if methods.is_empty() {
        return None;
    }
    let start = line
        .text()
        .trim_start_matches(['#', '*', '`', ' ', '\t', '-', '•', '>']);
    let (word, rest) = split_word(start)?;
    let method = word.trim_end_matches([':', '*', '`']);
    let method = [word, method]
        .into_iter()
        .find(|method| methods.contains(method))?;
    let (path, _) = path(rest)?;
    Some(found(line, method, path))
}

/// An endpoint anywhere in a heading: `Get a book: GET /books/{id}`.
pub(super) fn read_in(line: &Mapped) -> Option<Endpoint> {
    if let Some(endpoint) = read(line) {
        return Some(endpoint);
    }
    let mut rest = line.text();
    if !rest.contains('/') {
        return None;
    }
    while let Some((word, after)) = split_word(rest) {
        let method = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
        if is_method(method)
            && let Some((path, _)) = path(after)
        {
            return Some(found(line, method, path));
        }
        rest = after;
    }
    None
}

/// Endpoints in a sentence: "send a POST request to `/books`", "with `GET /books`".
pub(super) fn requests(line: &Inline) -> Vec<Endpoint> {
    const BETWEEN: usize = 4;
    let text = line.text.text();
    let methods = || METHODS.iter().any(|method| text.contains(method));
    if !text.contains('/') || !methods() {
        return Vec::new();
    }
    let mut found: Vec<Endpoint> = line.codes().filter_map(|code| read(&code)).collect();
    if !found.is_empty() {
        return found;
    }
    let mut named: Option<(&str, usize)> = None;
    let mut rest = text;
    while let Some((word, after)) = split_word(rest) {
        let start = rest.trim_start();
        let method = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
        if METHODS.contains(&method) {
            named = Some((method, 0));
        } else if let Some((method, words)) = named {
            if let Some((path, _)) = path(start) {
                found.push(self::found(&line.text, method, path));
                named = None;
            } else {
                let ends = word.ends_with(['.', ';']) || words >= BETWEEN;
                named = (!ends).then_some((method, words + 1));
            }
        }
        rest = after;
    }
    found
}

/// What a line says about the endpoint under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// `Method: GET`
    Method(Spanned<String>),
    /// `URL: /books`
    Path(Spanned<String>),
    /// `Endpoint: GET /books`
    Both(Endpoint),
    /// `Endpoint:`, and what follows stands below.
    MethodBelow,
    /// The same of a path.
    PathBelow,
}

/// `Method: GET`, `**Endpoint**: /books`, `URL : POST https://…`.
pub(super) fn pair(line: &Mapped) -> Option<Pair> {
    const LONGEST_KEY: usize = 40;
    let text = line.text();
    let (key, value) = text.split_once(':')?;
    if key.len() > LONGEST_KEY {
        return None;
    }
    let marks = ['*', '`', '_', ' ', '\t', '-', '•', '>', '#', '|'];
    let key = key.trim_matches(marks);
    let value = value.trim_matches(marks);
    pair_of(line, key, value)
}

/// A key and its value, both parts of a line.
pub(super) fn pair_of(line: &Mapped, key: &str, value: &str) -> Option<Pair> {
    const METHOD: [&str; 8] = [
        "method",
        "preferred http method",
        "http request method",
        "http method",
        "verb",
        "http verb",
        "request method",
        "request type",
    ];
    const PATH: [&str; 17] = [
        "method url",
        "full url",
        "endpoint path",
        "endpoint",
        "path",
        "url",
        "uri",
        "route",
        "api endpoint",
        "request url",
        "request path",
        "resource url",
        "resource",
        "endpoint url",
        "api path",
        "url path",
        "http request",
    ];
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key));
    let part = |part: &str| Spanned::new(part.to_owned(), line.span(range_of(line.text(), part)));
    if is(&METHOD) {
        if value.is_empty() {
            return Some(Pair::MethodBelow);
        }
        return METHODS.contains(&value).then(|| Pair::Method(part(value)));
    }
    if !is(&PATH) {
        return None;
    }
    if value.is_empty() {
        return Some(Pair::PathBelow);
    }
    let range = range_of(line.text(), value);
    if let Some(both) = read(&line.slice(range)) {
        return Some(Pair::Both(both));
    }
    let (path, rest) = path(value)?;
    let remark = rest.trim_start_matches(['*', '`', ' ', '"']);
    (remark.is_empty() || remark.starts_with(['(', '-', '–', '—'])).then(|| Pair::Path(part(path)))
}

/// A method and nothing else: `GET`, `GET – list`.
pub(super) fn method_alone(line: &Mapped) -> Option<Spanned<String>> {
    let text = line.text().trim_matches(['*', '`', ' ', '[', ']', ':']);
    let (word, rest) = split_word(text)?;
    let rest = rest.trim_start();
    let ends = rest.is_empty() || rest.starts_with(['-', '–', '—', ':', '(']);
    (METHODS.contains(&word) && ends)
        .then(|| Spanned::new(word.to_owned(), line.span(range_of(line.text(), word))))
}

/// What stands in brackets at the end of a heading: `Books [/books/{id}]`, `List books [GET]`.
pub(super) fn in_brackets(heading: &Mapped) -> Option<Mapped> {
    let text = heading.text().trim_end();
    let (_, inside) = text.strip_suffix(']')?.rsplit_once(" [")?;
    Some(heading.slice(range_of(heading.text(), inside)))
}

/// A path and nothing else: `/books/{id}`.
pub(super) fn path_alone(line: &Mapped) -> Option<Spanned<String>> {
    let text = line.text().trim_matches(['*', '`', ' ']);
    let (path, rest) = path(text)?;
    let rest = rest.trim_matches(['`', '*', ' ', ':', '"']);
    (rest.is_empty() && path.len() > 1)
        .then(|| Spanned::new(path.to_owned(), line.span(range_of(line.text(), path))))
}

fn found(line: &Mapped, method: &str, path: &str) -> Endpoint {
    let part = |part: &str| {
        let span = line.span(range_of(line.text(), part));
        Spanned::new(part.to_owned(), span)
    };
    let (method, path) = (part(method), part(path));
    let span = method.span.to(path.span);
    Endpoint {
        method,
        path,
        span,
        certainty: Certainty::Said,
    }
}

fn split_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at_checked(end)).flatten()
}

/// A path or URL at the start of a text, and what follows it.
fn path(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '\t', '`', '*', '"']);
    let slash = host_length(text)?;
    let end = slash + path_length(text.get(slash..)?);
    let (path, mut rest) = text.split_at_checked(end)?;
    // `{?limit,cursor}`: the names in the query (RFC 6570, section 3.2.8).
    if rest.starts_with("{?") || rest.starts_with("{&") {
        rest = rest.split_once('}').map_or("", |(_, rest)| rest);
    }
    let kept = path.trim_end_matches(['.', ':', ';']);
    (!kept.is_empty()).then_some((kept, rest))
}

/// The length of the host that a URL or path begins with: `https://a.example`, `${HOST}`, `$HOST`, `{{host}}`, `<host>`,
/// `a.example`, or nothing before a slash.
fn host_length(text: &str) -> Option<usize> {
    if text.starts_with('/') {
        return Some(0);
    }
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme));
    if let Some(scheme) = scheme {
        let rest = text.get(scheme.len()..)?;
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '`' | '"' | ')' | '?');
        let end = rest.find(ends).unwrap_or(rest.len());
        return (end > 0).then_some(scheme.len() + end);
    }
    let first = text.chars().next()?;
    let length = match first {
        '{' | '<' | '[' => bracket_length(text)?,
        '$' => match text.get(1..)?.starts_with('{') {
            true => 1 + bracket_length(text.get(1..)?)?,
            false => text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '$' | '_')))?,
        },
        c if c.is_ascii_alphanumeric() => {
            let length =
                text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':')))?;
            let host = text.get(..length)?;
            (host.contains('.') || host.starts_with("localhost")).then_some(length)?
        }
        _ => return None,
    };
    text.get(length..)?.starts_with('/').then_some(length)
}

/// The length of a path, whose names in brackets may hold spaces: `/books/(id or name)`, `/books/<book id>`.
fn path_length(text: &str) -> usize {
    let (mut at, mut open, mut square, mut before) = (0, 0usize, 0usize, ' ');
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(next) = rest.chars().next() else {
            break;
        };
        let name = matches!(next, '{' | '<' | '[') || next == '(' && before == '/';
        if name && let Some(length) = bracket_length(rest) {
            at += length;
            before = ')';
            continue;
        }
        match next {
            // A segment may be a star; behind one, it is the end of something in bold.
            '*' if before != '/' => break,
            // A parameter may follow another behind it: `/{lat},{lon}`.
            ',' if rest.starts_with(",{") && before == ')' => {}
            '`' | '"' | ',' | '|' => break,
            ')' if open == 0 => break,
            ']' if square == 0 => break,
            '{' if rest.starts_with("{?") || rest.starts_with("{&") => break,
            _ if next.is_whitespace() => break,
            '(' => open += 1,
            ')' => open -= 1,
            '[' => square += 1,
            ']' => square -= 1,
            _ => {}
        }
        before = next;
        at += next.len_utf8();
    }
    at
}

/// The length of a name in brackets; none if they hold something else.
fn bracket_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 64;
    let double = text.starts_with("{{");
    let close = match text.chars().next()? {
        _ if double => "}}",
        '{' => "}",
        '<' => ">",
        '[' => "]",
        _ => ")",
    };
    let inside = text.get(close.len()..)?;
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '_' | '-' | '.' | ' ' | '$' | '*' | ':' | '?' | '&' | '=' | '|'
            )
    };
    let length = inside
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| !plain(*c))
        .map(|(at, _)| at)?;
    (length > 0 && inside.get(length..)?.starts_with(close)).then_some(length + 2 * close.len())
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
            "**GET /books/{id}**",
        ] {
            let endpoint = read(&line(text)).unwrap();
            assert_eq!(
                (&*endpoint.method.value, &*endpoint.path.value),
                ("GET", "/books/{id}")
            );
        }
        let pair = read(&line("GET /@{lat},{lon}")).unwrap();
        assert_eq!(pair.path.value, "/@{lat},{lon}");
        let listed = read(&line("GET /books/{id}, {name}"));
        assert!(listed.is_none());
        let star = read(&line("GET /books/~x/*")).unwrap();
        assert_eq!(star.path.value, "/books/~x/*");
        assert!(read(&line("GET /books gives all books")).is_none());
        assert!(read(&line("GTE /books")).is_some());
        assert!(read(&line("SEE /books for more")).is_none());
        let inside = read_in(&line("Get a book (`GET /books/{id}`)")).unwrap();
        assert_eq!(inside.path.value, "/books/{id}");
        assert_eq!(inside.path.span.start, 100 + 17);
    }
}
