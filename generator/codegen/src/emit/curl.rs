//! A call as a shell command.

use crate::names;
use trueup_description::ir::Api;
use trueup_description::ir::schema::{JsonType, SchemaId};
use trueup_description::ir::service::{
    Operation, Parameter, Place, SchemeKind, SecurityScheme, Service, Style,
};
use trueup_description::json::Json;
use trueup_description::pattern::Simple;
use trueup_text::shell::{Part, quoted, word};

/// The command, a header or the body on each line; its credential is the first that the call accepts.
pub(super) fn command(api: &Api, service: &Service, operation: &Operation) -> String {
    let credential = operation.security.first().map_or(&[][..], Vec::as_slice);
    command_as(api, service, operation, credential)
}

/// The command with the credentials of these schemes.
pub(super) fn command_as(
    api: &Api,
    service: &Service,
    operation: &Operation,
    credential: &[String],
) -> String {
    let mut lines = vec![format!(
        "curl -X {} {}",
        operation.method,
        quoted(&url(api, service, operation))
    )];
    let schemes = credential.iter().filter_map(|name| {
        let known = |scheme: &&SecurityScheme| scheme.name == *name;
        service.schemes.iter().find(known)
    });
    lines.extend(schemes.filter_map(credential_option));
    let body = operation
        .body
        .as_ref()
        .and_then(|body| body.content.first());
    if let Some(media) = body {
        lines.push(format!(
            "-H {}",
            quoted(&format!("Content-Type: {}", media.media_type))
        ));
        if let Some(example) = media.examples.first() {
            lines.push(format!("-d {}", quoted(&example.pretty.text)));
        }
    }
    lines.join(" \\\n  ")
}

fn url(api: &Api, service: &Service, operation: &Operation) -> String {
    let mut url = format!(
        "{}{}",
        service.default_url().trim_end_matches('/'),
        operation.path
    );
    let mut separator = '?';
    for parameter in &operation.parameters {
        let texts = sample_texts(api, parameter);
        match parameter.place {
            Place::Path => {
                let name = format!("{{{}}}", parameter.name);
                url = url.replace(&name, &texts.join(","));
            }
            Place::Query if parameter.required => {
                for text in texts {
                    url.push_str(&format!("{separator}{}={text}", parameter.name));
                    separator = '&';
                }
            }
            Place::Query | Place::Header | Place::Cookie => {}
        }
    }
    url
}

/// Percent-encoding of everything but the unreserved characters (RFC 3986 §2.3), `:` and `$`.
fn encoded(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    text.bytes()
        .map(|byte| {
            if keep(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The name of the environment variable that holds the credential in examples: letters that a shell takes for one.
pub(super) fn variable(scheme: &str) -> String {
    let name = names::screaming(scheme).to_string();
    let mut ascii: String = name.chars().filter(char::is_ascii).collect();
    let digit_first = ascii.starts_with(|first: char| first.is_ascii_digit());
    if digit_first || !ascii.contains(|letter: char| letter.is_ascii_alphabetic()) {
        ascii.insert_str(0, "CREDENTIAL");
    }
    ascii
}

/// The option that sends a credential; the secret itself comes from the environment.
fn credential_option(scheme: &SecurityScheme) -> Option<String> {
    let variable = variable(&scheme.name);
    let secret = Part::Variable(&variable);
    let text = |before: &str| word(&[Part::Text(before), secret]);
    match &scheme.kind {
        SchemeKind::Bearer => Some(format!("-H {}", text("Authorization: Bearer "))),
        SchemeKind::Header(header) => Some(format!("-H {}", text(&format!("{header}: ")))),
        SchemeKind::Basic => Some(format!("-u {}", word(&[secret]))),
        SchemeKind::Cookie(cookie) => Some(format!("-b {}", text(&format!("{cookie}=")))),
        SchemeKind::Query(_) => None,
    }
}

/// How many lists and unions in each other a sample shows: a schema may hold itself.
const DEEPEST_SAMPLE: usize = 4;

/// A value that the parameter could have, ready for a URL: several texts if it is a list that repeats the name.
fn sample_texts(api: &Api, parameter: &Parameter) -> Vec<String> {
    let text = |value: &Json| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        encoded(&text)
    };
    let value = sample(api, parameter);
    let Json::Array(items) = &value else {
        return vec![text(&value)];
    };
    let items: Vec<_> = items.iter().map(text).collect();
    match parameter.style {
        Style::Json => vec![text(&value)],
        Style::SpaceDelimited if !parameter.explode => vec![items.join("%20")],
        Style::PipeDelimited if !parameter.explode => vec![items.join("%7C")],
        _ if parameter.explode => items,
        _ => vec![items.join(",")],
    }
}

/// A value that the parameter could have: its example, its schema's, or one made up of the schema.
pub(super) fn sample(api: &Api, parameter: &Parameter) -> Json {
    parameter
        .example
        .clone()
        .unwrap_or_else(|| sample_of(api, parameter.schema, DEEPEST_SAMPLE))
}

fn sample_of(api: &Api, id: SchemaId, depth: usize) -> Json {
    let outer = api.schemas.get(id);
    let schema = api.schemas.get(api.schemas.unwrapped(id));
    let stated = [outer, schema].into_iter().find_map(|schema| {
        let annotations = &schema.annotations;
        annotations
            .example
            .clone()
            .or_else(|| annotations.default.clone())
    });
    let listed = || {
        schema
            .assertions
            .values
            .as_ref()
            .and_then(|values| values.first().cloned())
    };
    let open = || {
        schema
            .extensions
            .open_values
            .as_ref()?
            .first()
            .cloned()
            .map(Json::String)
    };
    stated
        .or_else(listed)
        .or_else(open)
        .unwrap_or_else(|| match schema.assertions.kind {
            Some(JsonType::Boolean) => Json::Bool(true),
            Some(JsonType::Integer | JsonType::Number) => Json::Number(1u32.into()),
            Some(JsonType::Array) => Json::Array(
                schema
                    .assertions
                    .array
                    .items
                    .zip(depth.checked_sub(1))
                    .map(|(items, depth)| sample_of(api, items, depth))
                    .into_iter()
                    .collect(),
            ),
            None if schema.assertions.is_union() => {
                let first = schema
                    .assertions
                    .branches()
                    .next()
                    .zip(depth.checked_sub(1));
                first.map_or(Json::Null, |(branch, depth)| sample_of(api, branch, depth))
            }
            Some(JsonType::Object) | None => Json::Object(Vec::new()),
            Some(JsonType::String) => Json::String(sample_string(
                schema.assertions.format.as_deref(),
                schema.assertions.string.pattern.as_deref(),
            )),
        })
}

fn sample_string(format: Option<&str>, pattern: Option<&str>) -> String {
    let simple = pattern.and_then(Simple::parse);
    match (format, simple) {
        (Some("int64" | "uint64"), _) => "1".to_owned(),
        (Some("date-time"), _) => "2026-01-31T12:00:00Z".to_owned(),
        (Some("date"), _) => "2026-01-31".to_owned(),
        (_, Some(simple)) => simple.shortest().unwrap_or_else(|| "text".to_owned()),
        (Some("byte" | "base64url"), None) => "AAAA".to_owned(),
        (Some("hex"), None) => "00".to_owned(),
        _ => "text".to_owned(),
    }
}
