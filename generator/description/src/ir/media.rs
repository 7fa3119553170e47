//! Media types: which kind of body each is.

use super::header::is_token;
use super::schema::{JsonType, Schemas};
use super::service::{Framing, Media};

/// What a body of a media type is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A JSON value.
    Json,
    /// Names and values as in a query (`application/x-www-form-urlencoded`).
    Form,
    /// Named parts (`multipart/form-data`, and others of which the properties are described).
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// A stream of events that has no end (`text/event-stream`).
    Events,
}

/// The media type without its parameters, in lower case (RFC 9110 §8.3.1).
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a text is a media type or a range of them: two tokens with a slash between them, and parameters, each a token and a
/// value (RFC 9110 §8.3.1 and §12.5.1).
pub fn is_media_type(text: &str) -> bool {
    let (names, mut rest) = text.split_once(';').unwrap_or((text, ""));
    let mut names = names.trim().split('/');
    let [Some(kind), Some(name), None] = [names.next(), names.next(), names.next()] else {
        return false;
    };
    if !is_token(kind) || !is_token(name) {
        return false;
    }
    while !rest.trim().is_empty() {
        let Some((name, value)) = rest.split_once('=') else {
            return false;
        };
        // Parameters may be empty between semicolons (RFC 9110 §5.6.6).
        let name = name.trim_start_matches([';', ' ', '\t']);
        let after = match value.strip_prefix('"') {
            Some(quoted) => behind_quoted(quoted),
            None => {
                let end = value.find([';', ' ', '\t']).unwrap_or(value.len());
                let (value, after) = value.split_at_checked(end).unwrap_or((value, ""));
                is_token(value).then_some(after)
            }
        };
        let Some(after) = after.filter(|_| is_token(name)) else {
            return false;
        };
        rest = match after.trim_start() {
            "" => "",
            after => match after.strip_prefix(';') {
                Some(after) => after,
                None => return false,
            },
        };
    }
    true
}

/// What stands behind the quotation mark that ends a text (RFC 9110 §5.6.4).
fn behind_quoted(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return text.get(at + 1..),
            _ if byte.is_ascii_control() && byte != b'\t' => return None,
            _ => {}
        }
    }
    None
}

/// How the items of a sequential media type follow each other (OpenAPI 3.2.0 §4.14.3.1); events as objects of their fields.
pub fn framing(media_type: &str) -> Option<Framing> {
    let essence = essence(media_type);
    Some(match essence.as_str() {
        "text/event-stream" => Framing::Events,
        "application/json-seq" => Framing::Sequence,
        "application/jsonl"
        | "application/x-jsonlines"
        | "application/x-ndjson"
        | "application/ndjson" => Framing::Lines,
        _ if essence.ends_with("+json-seq") => Framing::Sequence,
        _ => return None,
    })
}

/// Whether a media type is JSON (RFC 6839 §3.1 for the suffix).
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a body of the media type is text that is no JSON.
pub fn is_text(media_type: &str) -> bool {
    const TEXTS: [&str; 9] = [
        "application/xml",
        "application/yaml",
        "application/x-yaml",
        "application/javascript",
        "application/graphql",
        "application/x-ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/x-pem-file",
    ];
    let essence = essence(media_type);
    !is_json(media_type)
        && (essence.starts_with("text/")
            || essence.ends_with("+xml")
            || essence.ends_with("+yaml")
            || TEXTS.contains(&essence.as_str()))
}

/// Whether the media type stands for several: `image/*`, or `application/*+json`, which is no range of HTTP (RFC 9110
/// §12.5.1) and stands in many descriptions.
pub fn is_range(media_type: &str) -> bool {
    essence(media_type).contains('*')
}

/// Whether what is described as one media type is that of another as well: a range that holds it, or another name of
/// JSON.
pub fn covers(media_type: &str, other: &str) -> bool {
    const JSON: [&str; 2] = ["application/json", "text/json"];
    let (one, other) = (essence(media_type), essence(other));
    other.contains('*') || (one != other && JSON.contains(&&*one) && JSON.contains(&&*other))
}

/// What something of a media type is called after, in snake case: `multipart`, `csv`, `vnd_api_json`.
pub fn word(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/octet-stream" => "bytes".to_owned(),
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "text/plain" => "text".to_owned(),
        _ => {
            let subtype = essence
                .split_once('/')
                .map_or(&*essence, |(_, subtype)| subtype);
            let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
            let words = subtype.split(|c: char| !c.is_ascii_alphanumeric());
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            match words.as_slice() {
                [] => "any".to_owned(),
                words => words.join("_"),
            }
        }
    }
}

/// The kind of a media type with its schema: `*/*` may be anything, what is said to be binary is no text, and parts have
/// names where properties are described.
pub fn kind_of(media: &Media, schemas: &Schemas) -> Kind {
    let kind = kind(&media.media_type);
    let is_open = is_range(&media.media_type) && !is_json(&media.media_type);
    let Some(schema) = media.schema.map(|id| schemas.get(schemas.unwrapped(id))) else {
        return if is_open { Kind::Bytes } else { kind };
    };
    match kind {
        Kind::Json | Kind::Text if schema.is_binary() => Kind::Bytes,
        Kind::Json if is_open && schema.assertions.kind == Some(JsonType::String) => Kind::Text,
        Kind::Multipart
            if essence(&media.media_type) != "multipart/form-data"
                && schema.assertions.object.properties.is_empty() =>
        {
            Kind::Bytes
        }
        kind => kind,
    }
}

/// What stands for a media type that is a range, where one must be named: in the header `Content-Type`.
pub fn concrete(media_type: &str, kind: Kind) -> &str {
    const KNOWN: [(&str, &str); 4] = [
        ("image/*", "image/png"),
        ("audio/*", "audio/mpeg"),
        ("video/*", "video/mp4"),
        ("font/*", "font/woff2"),
    ];
    let essence = essence(media_type);
    if let Some((_, known)) = KNOWN.iter().find(|(range, _)| *range == essence) {
        return known;
    }
    match (is_range(media_type), kind) {
        (false, _) => media_type,
        (true, Kind::Json) => "application/json",
        (true, Kind::Form) => "application/x-www-form-urlencoded",
        (true, Kind::Multipart) => "multipart/form-data",
        (true, Kind::Text) => "text/plain",
        (true, Kind::Bytes | Kind::Events) => "application/octet-stream",
    }
}

/// The kind of a media type.
pub fn kind(media_type: &str) -> Kind {
    match essence(media_type).as_str() {
        "*/*" | "application/*" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        multipart if multipart.starts_with("multipart/") => Kind::Multipart,
        "text/event-stream" => Kind::Events,
        _ if is_json(media_type) => Kind::Json,
        _ if is_text(media_type) => Kind::Text,
        _ => Kind::Bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_have_kinds() {
        for (media_type, expected) in [
            ("application/json", Kind::Json),
            ("Application/JSON; charset=utf-8", Kind::Json),
            ("application/problem+json", Kind::Json),
            ("*/*", Kind::Json),
            ("application/x-www-form-urlencoded", Kind::Form),
            ("multipart/form-data", Kind::Multipart),
            ("multipart/mixed", Kind::Multipart),
            ("text/plain;charset=utf-8", Kind::Text),
            ("text/event-stream", Kind::Events),
            ("application/atom+xml", Kind::Text),
            ("application/octet-stream", Kind::Bytes),
            ("image/*", Kind::Bytes),
            ("", Kind::Bytes),
        ] {
            assert_eq!(kind(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn media_types_have_words() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", "json"),
            ("Application/X-NDJSON", "ndjson"),
            ("application/vnd.api+json;version=2", "vnd_api_json"),
            ("multipart/form-data", "multipart"),
            ("application/x-www-form-urlencoded", "form"),
            ("text/plain", "text"),
            ("text/csv", "csv"),
            ("image/*", "any"),
            ("", "any"),
        ] {
            assert_eq!(word(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn ranges_and_other_names_say_nothing_new() {
        assert!(covers("application/json", "*/*"));
        assert!(covers("application/json", "application/*+json"));
        assert!(covers("application/json", "text/json"));
        assert!(!covers("application/json", "application/json;version=2"));
        assert!(!covers("application/json", "application/vnd.api+json"));
        assert!(!covers("image/png", "image/jpeg"));
    }
}
