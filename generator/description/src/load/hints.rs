//! What to do about a diagnostic of the loader: the slips and mix-ups that are common.

use super::fields::{Kind, Others, Table};
use super::version::Version;
use crate::cursor::At;
use crate::diagnostic::nearest;
use crate::ir::service::Method;
use crate::source::{Sources, Span};
use crate::tree::{Number, Value};

/// What to do about a key that the version of the document does not know.
pub(super) fn unknown_key(kind: Kind, table: Table, key: &str) -> String {
    if let Some(help) = foreign(kind, key, table.version) {
        return help.to_owned();
    }
    if let Some(field) = table.elsewhere(key) {
        let (first, last) = (field.since, field.until);
        return if first > table.version {
            format!("{first} knows it; this is {}", table.version)
        } else {
            format!("{last} was the last to know it; this is {}", table.version)
        };
    }
    if let Some(meant) = nearest(key, table.fields().map(|field| field.name)) {
        return format!("did you mean `{meant}`?");
    }
    match table.others {
        _ if kind == Kind::PathItem => {
            let methods = Method::FIXED.map(|(key, _)| key);
            let known = methods.iter().copied();
            let known: Vec<_> = known.filter(|key| table.field(key).is_some()).collect();
            format!("its operations stand under {}", alternatives(&known))
        }
        Others::Paths => "a path starts with `/`".to_owned(),
        Others::Statuses => {
            "its keys are status codes (`200`), ranges of them (`2XX`) and `default`".to_owned()
        }
        Others::None => {
            let names: Vec<_> = table.fields().map(|field| field.name).collect();
            format!("it has {}", alternatives(&names))
        }
        _ => "remove it, or start its name with `x-` if it is an extension".to_owned(),
    }
}

/// Keys of other versions of OpenAPI and of JSON Schema.
fn foreign(kind: Kind, key: &str, version: Version) -> Option<&'static str> {
    if version == Version::V2_0 {
        return newer(kind, key);
    }
    if kind == Kind::Schema && version.has_json_schema() {
        return (key == "nullable")
            .then_some("since 3.1 `null` is a type: `type: [string, 'null']`");
    }
    let help = match (kind, key) {
        (Kind::Schema, "const") => "OpenAPI 3.0 writes `enum` with one value",
        (Kind::Schema, "examples") => "OpenAPI 3.0 writes one `example` in a schema",
        (Kind::Schema, "$defs" | "definitions") => "put named schemas under `components/schemas`",
        (Kind::Schema, "contentEncoding") => "OpenAPI 3.0 writes `format: byte` for base64",
        (Kind::Schema, "patternProperties" | "propertyNames" | "unevaluatedProperties") => {
            "OpenAPI 3.0 has only `additionalProperties`"
        }
        (
            Kind::Schema,
            "prefixItems" | "contains" | "if" | "then" | "else" | "dependentRequired"
            | "dependentSchemas" | "$schema" | "$id" | "$anchor" | "$comment" | "contentMediaType",
        ) => "JSON Schema knows it, OpenAPI 3.0 does not",
        (
            Kind::Parameter | Kind::Header,
            "type" | "format" | "enum" | "default" | "items" | "pattern" | "minimum" | "maximum"
            | "minLength" | "maxLength" | "nullable",
        ) => "put it under `schema`",
        (Kind::Response, "schema") | (Kind::RequestBody, "schema") => {
            "put it under `content` and a media type: `content: {application/json: {schema: …}}`"
        }
        (Kind::OpenApi, "host" | "basePath" | "schemes") => "OpenAPI 3 writes `servers`",
        (Kind::OpenApi, "definitions") => "OpenAPI 3 writes `components/schemas`",
        (Kind::OpenApi | Kind::Operation, "consumes" | "produces") => {
            "OpenAPI 3 writes media types under `content`"
        }
        _ => return None,
    };
    Some(help)
}

/// Keys that OpenAPI 3 brought.
fn newer(kind: Kind, key: &str) -> Option<&'static str> {
    let help = match (kind, key) {
        (Kind::Schema, "nullable" | "oneOf" | "anyOf" | "not" | "writeOnly" | "deprecated") => {
            "OpenAPI 3.0 brought it; this is Swagger 2.0"
        }
        (Kind::OpenApi, "components") => "Swagger 2.0 writes `definitions`",
        (Kind::OpenApi, "servers") => "Swagger 2.0 writes `host`, `basePath` and `schemes`",
        (Kind::Operation, "requestBody") => "Swagger 2.0 writes a parameter with `in: body`",
        (Kind::Response, "content") => {
            "Swagger 2.0 writes `schema`, and media types under `produces`"
        }
        _ => return None,
    };
    Some(help)
}

/// What to do about a key beside `$ref`.
pub(super) fn sibling(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "put the reference into a list beside it: `allOf: [{$ref: …}]`",
        _ => "remove it, or write it where the reference leads",
    }
}

/// What to do about a value of a wrong type.
pub(super) fn wrong_type(sources: &Sources, at: &At<'_>, expected: &str) -> Option<String> {
    let key = at.origin.pointer.last().unwrap_or_default();
    match (&at.node.value, &*key) {
        (Value::Null, _) => {
            Some("nothing stands here: is something missing, or not indented?".to_owned())
        }
        (Value::Number(_) | Value::Bool(_), _) if expected.starts_with("a string") => {
            Some("put it in quotes".to_owned())
        }
        (Value::String(text), _) if expected.contains("`true`") => {
            Some(boolean(text, expected, is_quoted(sources, at.node.span)))
        }
        (Value::String(text), _) if expected.contains("number") => {
            Some(number(text, expected, is_quoted(sources, at.node.span)))
        }
        (Value::String(text), _) if expected == "an array" => listed(&key, text),
        (Value::Mapping(_), "security") => {
            Some("it is a list of alternatives: `security: [{name: []}]`".to_owned())
        }
        (Value::Mapping(_), key) if expected == "an array" => Some(format!(
            "write a list, each element behind a `-`, or in brackets: `{key}: [{{…}}]`"
        )),
        (Value::Sequence(_), _) if expected == "an object" => {
            Some("write keys and their values, without `-` or brackets before them".to_owned())
        }
        _ => None,
    }
}

/// Instead of a text that stands for a boolean.
fn boolean(text: &str, expected: &str, is_quoted: bool) -> String {
    let meant = match text.to_ascii_lowercase().as_str() {
        "true" | "false" if is_quoted => return "write it without quotes".to_owned(),
        "true" => "`true`",
        "false" if expected.contains("`false`") => "`false`",
        "yes" | "y" | "on" | "1" => "`true`",
        "no" | "n" | "off" | "0" if expected.contains("`false`") => "`false`",
        "no" | "n" | "off" | "0" => return "remove the key".to_owned(),
        _ => expected,
    };
    without_quotes(meant, is_quoted)
}

/// Instead of a text that stands for a number.
fn number(text: &str, expected: &str, is_quoted: bool) -> String {
    match Number::from_json(text) {
        Some(_) if is_quoted => "write it without quotes".to_owned(),
        _ => without_quotes(expected, is_quoted),
    }
}

fn without_quotes(meant: &str, is_quoted: bool) -> String {
    match is_quoted {
        true => format!("write {meant}, without quotes"),
        false => format!("write {meant}"),
    }
}

/// Whether a text is written in quotes.
fn is_quoted(sources: &Sources, span: Span) -> bool {
    let column = usize::try_from(span.start.column).unwrap_or(usize::MAX);
    let line = sources.line(span.file, span.start.line);
    let first = line.and_then(|line| line.chars().nth(column.saturating_sub(1)));
    matches!(first, Some('"' | '\''))
}

/// Names between commas are a list only in brackets.
fn listed(key: &str, text: &str) -> Option<String> {
    let names: Vec<&str> = text
        .split([',', ' '])
        .filter(|name| !name.is_empty())
        .collect();
    let is_name = |name: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(plain)
    };
    let are_names = !names.is_empty() && names.len() <= 8 && names.iter().all(is_name);
    are_names.then(|| format!("write a list: `{key}: [{}]`", names.join(", ")))
}

/// What a key has instead of a value: a comment, which is what YAML takes `#` behind a space for.
pub(crate) fn commented(sources: &Sources, key: Span) -> Option<String> {
    let line = sources.line(key.file, key.end.line)?;
    let column = usize::try_from(key.end.column).ok()?;
    let behind: String = line.chars().skip(column.checked_sub(1)?).collect();
    let value = behind.trim_start().strip_prefix(':')?;
    let comment = value.strip_prefix(' ')?.trim();
    // Its text is not repeated: it may be long, and hold quotes.
    comment
        .starts_with('#')
        .then(|| "`#` begins a comment here: put the value in quotes".to_owned())
}

/// What stands there, for messages: short values themselves, of others the kind.
pub(super) fn found(at: &At<'_>) -> String {
    match &at.node.value {
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.is_empty() => "an empty string".to_owned(),
        Value::String(text) if text.len() <= 40 => format!("the string `{text}`"),
        other => other.kind().to_owned(),
    }
}

/// What to do about a missing key.
pub(super) fn missing(key: &str) -> Option<&'static str> {
    let help = match key {
        "responses" => "name at least one response, by its status code",
        "description" => "say in a sentence when this is the response",
        "paths" => "write `paths: {}` if there are none",
        "info" => "write `info: {title: …, version: …}`",
        "title" => "name the API: `title: …`",
        "version" => "say which version of the API this describes: `version: '1.0'`",
        _ => return None,
    };
    Some(help)
}

/// `a, b or c`, each in backticks.
pub(super) fn alternatives(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing".to_owned(),
    }
}
