//! Labels: `Response:`, `### Query parameters`, **Example request**, `200 OK`.

use crate::document::model::{Announced, Where};

/// What a short text announces; `None` for any other text.
pub(super) fn read(text: &str) -> Option<Announced> {
    const LONGEST: usize = 80;
    let text = text.trim().trim_end_matches(':').trim();
    // An address may consist of the words that labels have: `https://api.example/error`.
    if text.is_empty() || text.len() > LONGEST || text.contains("://") || text.starts_with('/') {
        return None;
    }
    // Cheap looks first: most texts begin with a word that is in no label.
    let first = text.split(|c: char| !c.is_ascii_alphanumeric());
    if !{ first }
        .find(|word| !word.is_empty())
        .is_some_and(may_begin)
    {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    if let Some(status) = led_by_status(&lower) {
        return meaning(&[status]);
    }
    let mut words = Vec::new();
    let all = without_media_type(&lower).split(|c: char| !c.is_ascii_alphanumeric());
    for word in all.filter(|word| !word.is_empty()) {
        if !is_known(word) {
            return None;
        }
        words.push(word);
    }
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    meaning(&words)
}

/// The status before whatever it is said to mean: `401: Unauthorized, no token`, `200 - The item`.
fn led_by_status(text: &str) -> Option<&str> {
    let (digits, rest) = text.trim_start_matches(['`', '*']).split_at_checked(3)?;
    let rest = rest.trim_start_matches(['`', '*']);
    let apart = [":", " -", " –", " —", " ="];
    let apart = apart.iter().any(|it| rest.starts_with(it)) || is_reason(digits, rest);
    let is_answer = digits.starts_with(['2', '3', '4', '5']);
    (apart && is_answer && status(digits).is_some()).then_some(digits)
}

/// Whether what stands behind a status begins as its reason does (RFC 9110, section 15).
fn is_reason(status: &str, rest: &str) -> bool {
    const REASONS: [(&str, &str); 44] = [
        ("200", "ok"),
        ("201", "created"),
        ("202", "accepted"),
        ("203", "non"),
        ("204", "no"),
        ("205", "reset"),
        ("206", "partial"),
        ("207", "multi"),
        ("301", "moved"),
        ("302", "found"),
        ("303", "see"),
        ("304", "not"),
        ("307", "temporary"),
        ("308", "permanent"),
        ("400", "bad"),
        ("401", "unauthorized"),
        ("402", "payment"),
        ("403", "forbidden"),
        ("404", "not"),
        ("405", "method"),
        ("406", "not"),
        ("408", "request"),
        ("409", "conflict"),
        ("410", "gone"),
        ("411", "length"),
        ("412", "precondition"),
        ("413", "payload"),
        ("413", "content"),
        ("414", "uri"),
        ("415", "unsupported"),
        ("416", "range"),
        ("417", "expectation"),
        ("422", "unprocessable"),
        ("423", "locked"),
        ("424", "failed"),
        ("425", "too"),
        ("428", "precondition"),
        ("429", "too"),
        ("431", "request"),
        ("500", "internal"),
        ("501", "not"),
        ("502", "bad"),
        ("503", "service"),
        ("504", "gateway"),
    ];
    let mut words = rest.split(|c: char| !c.is_ascii_alphabetic());
    let first = words.find(|word| !word.is_empty());
    REASONS
        .iter()
        .any(|(known, reason)| *known == status && first == Some(reason))
}

/// A label without the media type that may stand behind it: `Response 200 (application/json)`.
fn without_media_type(text: &str) -> &str {
    let behind = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    match behind {
        Some((label, media)) if media.contains('/') && !media.contains(['(', ')']) => label,
        _ => text,
    }
}

/// Where the things travel that a sentence announces: "The following fields are in the body:".
pub(super) fn listing(text: &str) -> Option<Where> {
    const THINGS: [&str; 12] = [
        "parameter",
        "parameters",
        "param",
        "params",
        "field",
        "fields",
        "attributes",
        "properties",
        "arguments",
        "keys",
        "options",
        "body",
    ];
    const LONGEST: usize = 200;
    let text = text
        .trim_end()
        .strip_suffix(':')
        .filter(|text| text.len() <= LONGEST)?;
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let answer = has(&["response", "returns", "returned", "answer", "result"]);
    match has(&THINGS) {
        true if answer => Some(Where::Response),
        true => Some(place(&words)),
        false if answer => Some(Where::Response),
        false => None,
    }
}

/// Whether a word is one of labels, in whatever letters.
fn may_begin(word: &str) -> bool {
    let mut lower = [0; LONGEST_WORD];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).is_ok_and(is_known)
}

/// No word of a label is longer.
const LONGEST_WORD: usize = 16;

fn is_known(word: &str) -> bool {
    KNOWN.binary_search(&word).is_ok() || status(word).is_some() || hundred(word).is_some()
}

/// The words of labels, in order.
#[rustfmt::skip]
const KNOWN: [&str; 120] = [
    "a", "accepted", "additional", "advanced", "all", "an", "and", "answer", "any", "args",
    "argument", "arguments", "attributes", "auth", "authentication", "authorization", "available",
    "bad", "bash", "body", "call", "cli", "code", "codes", "command", "common", "conflict",
    "constraints", "content", "cookie", "cookies", "created", "curl", "data", "default",
    "definition", "endpoint", "error", "errors", "example", "examples", "failed", "fails",
    "failure", "field", "fields", "following", "for", "forbidden", "form", "format", "formdata",
    "found", "header", "headers", "http", "https", "in", "internal", "json", "level", "many",
    "method", "multipart", "no", "not", "object", "of", "ok", "on", "optional", "or", "other",
    "output", "param", "parameter", "parameters", "params", "path", "payload", "possible",
    "properties", "query", "querystring", "raw", "reply", "request", "requests", "required",
    "response", "responses", "result", "results", "return", "returned", "returns", "route",
    "sample", "schema", "server", "shape", "shell", "status", "statuses", "string", "success",
    "successful", "supported", "syntax", "the", "too", "top", "typical", "unauthorized",
    "unavailable", "uri", "url", "urlencoded", "usage", "with",
];

/// The first digit of `4xx`.
fn hundred(word: &str) -> Option<u8> {
    let digit = word.strip_suffix("xx")?.parse().ok();
    digit.filter(|digit| (1..6).contains(digit))
}

fn status(word: &str) -> Option<u16> {
    word.parse()
        .ok()
        .filter(|status| (100..600).contains(status) && word.len() == 3)
}

fn meaning(words: &[&str]) -> Option<Announced> {
    let has = |candidates: &[&str]| words.iter().any(|word| candidates.contains(word));
    let status = words.iter().find_map(|word| status(word));
    let hundred = words.iter().find_map(|word| hundred(word));
    let list = has(&[
        "parameter",
        "parameters",
        "params",
        "param",
        "argument",
        "arguments",
        "args",
        "fields",
        "attributes",
        "properties",
    ]);
    let response = has(&[
        "response",
        "responses",
        "reply",
        "answer",
        "returns",
        "return",
        "returned",
        "output",
        "result",
        "results",
    ]);
    let error = has(&["error", "errors", "failure", "failed"]);
    Some(match () {
        () if has(&["codes", "statuses"]) => Announced::Codes,
        () if has(&["schema"]) => return None,
        () if list && response => Announced::Parameters(Where::Response),
        () if list => Announced::Parameters(place(words)),
        () if has(&["headers"]) && words.len() <= 2 => Announced::Parameters(Where::Header),
        () if has(&["curl", "cli", "shell", "bash", "command", "call", "usage"]) => Announced::Call,
        () if has(&["http", "https"]) && has(&["request"]) => Announced::Call,
        () if response && has(&["any", "other", "all", "default"]) => Announced::Error(status),
        () if hundred.is_some_and(|digit| digit >= 4) => Announced::Error(None),
        () if hundred.is_some() && !has(&["request"]) => Announced::Response(None),
        () if error || status.is_some_and(|status| status >= 400) => Announced::Error(status),
        () if response => Announced::Response(status),
        () if status.is_some() && !has(&["request"]) => Announced::Response(status),
        () if has(&["request", "requests", "body", "payload"]) => Announced::Request,
        () if has(&["authentication", "authorization", "auth"]) => Announced::Authentication,
        () if has(&["example", "examples", "sample"]) => Announced::Example,
        () if has(&[
            "definition",
            "endpoint",
            "route",
            "method",
            "syntax",
            "url",
            "path",
            "uri",
        ]) =>
        {
            Announced::Endpoint
        }
        () => return None,
    })
}

fn place(words: &[&str]) -> Where {
    let has = |word: &str| words.contains(&word);
    match () {
        () if has("query") || has("querystring") => Where::Query,
        () if has("path") || has("uri") => Where::Path,
        () if has("header") || has("headers") => Where::Header,
        () if has("body") || has("payload") || has("json") => Where::Body,
        () if has("form") || has("formdata") || has("multipart") => Where::Body,
        // Those of a request may be anywhere in it, and only a body has fields.
        () if has("request") && !has("parameters") && !has("params") && !has("arguments") => {
            Where::Body
        }
        () => Where::Anywhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_halves() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn labels_are_told_from_sentences() {
        let cases = [
            ("cURL Example:", Some(Announced::Call)),
            ("Request:", Some(Announced::Request)),
            ("Response", Some(Announced::Response(None))),
            ("Response (200):", Some(Announced::Response(Some(200)))),
            ("200 OK", Some(Announced::Response(Some(200)))),
            ("404 Not Found", Some(Announced::Error(Some(404)))),
            (
                "401: Unauthorized No token",
                Some(Announced::Error(Some(401))),
            ),
            (
                "Response 200 (application/json)",
                Some(Announced::Response(Some(200))),
            ),
            ("422 Unprocessable", Some(Announced::Error(Some(422)))),
            ("200 items are shown", None),
            ("100: one", None),
            ("Error Response:", Some(Announced::Error(None))),
            ("Error Codes:", Some(Announced::Codes)),
            (
                "Query Parameters:",
                Some(Announced::Parameters(Where::Query)),
            ),
            ("Request fields", Some(Announced::Parameters(Where::Body))),
            (
                "Response fields",
                Some(Announced::Parameters(Where::Response)),
            ),
            ("Example:", Some(Announced::Example)),
            ("Get a book", None),
            ("Note:", None),
            ("https://a.example", None),
            ("/error/codes", None),
            ("This call returns the book.", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
