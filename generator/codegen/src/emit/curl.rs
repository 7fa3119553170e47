//! A call as a shell command.

use std::collections::BTreeMap;

use super::Emission;
use super::shown::{Lacking, Shown, path, shown};
use super::values::{self, encoded, fields, indented, one, pairs};
use crate::model::Ident;
use crate::names::{self, Case, Scope};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{
    Media, Method, Operation, Place, RequestBody, SchemeKind, SecurityScheme, Server, Service,
};
use trueup_description::json::Json;
use trueup_text::shell::{Part, argument, quoted, word};

/// The command, a header or the body on each line; its credential is the first that the call accepts.
pub(super) fn command<'a>(
    emission: &Emission<'a>,
    operation: &'a Operation,
) -> Result<String, Lacking<'a>> {
    let credential = operation.credentials().next().unwrap_or_default();
    command_as(emission, operation, &credential)
}

/// The command with the credentials of these schemes.
pub(super) fn command_as<'a>(
    emission: &Emission<'a>,
    operation: &'a Operation,
    credential: &[String],
) -> Result<String, Lacking<'a>> {
    let service = emission.service;
    let schemes: Vec<&SecurityScheme> = credential
        .iter()
        .filter_map(|name| service.schemes.iter().find(|scheme| scheme.name == *name))
        .collect();
    let method = match &operation.method {
        // With `-X HEAD`, curl waits for a body.
        Method::Head => "-I".to_owned(),
        method => format!("-X {}", argument(method.as_str())),
    };
    let shown = shown(emission, operation, &schemes)?;
    let url = url(emission, operation, &shown, &schemes);
    let mut lines = vec![format!("curl {method} {url}")];
    lines.extend(
        schemes
            .iter()
            .filter_map(|scheme| credential_option(emission, scheme)),
    );
    lines.extend(headers(&shown));
    lines.extend(cookies(emission, &shown, &schemes));
    if let Some(body) = &operation.body {
        lines.extend(self::body(emission, body)?);
    }
    Ok(lines.join(" \\\n  "))
}

/// The URL with the values of its parameters, as a word.
fn url(
    emission: &Emission<'_>,
    operation: &Operation,
    shown: &[Shown<'_>],
    schemes: &[&SecurityScheme],
) -> String {
    // One of the operation's own counts before those of all (OpenAPI 3.0.3, section 4.7.10.1).
    let own = operation.servers.first().map(Server::default_url);
    let base = own.unwrap_or_else(|| emission.service.default_url());
    let mut url = base.trim_end_matches('/').to_owned();
    url.push_str(&path(operation, shown));
    let mut separator = '?';
    let query = shown
        .iter()
        .filter(|shown| shown.parameter.place == Place::Query);
    for (name, value) in query.flat_map(|shown| pairs(shown.parameter, &shown.value)) {
        url.push_str(&format!("{separator}{name}={value}"));
        separator = '&';
    }
    let mut keys: Vec<(String, String)> = Vec::new();
    for scheme in schemes {
        if let SchemeKind::Query(name) = &scheme.kind
            && !keys.iter().any(|(key, _)| *key == encoded(name))
        {
            keys.push((encoded(name), variable(emission, &scheme.name)));
        }
    }
    // A relative URL has the host of the document, wherever that came from.
    let relative = !base.contains("://");
    if keys.is_empty() && !relative {
        return quoted(&url);
    }
    let mut pieces = Vec::new();
    for (name, variable) in &keys {
        url.push_str(&format!("{separator}{name}="));
        separator = '&';
        pieces.push((std::mem::take(&mut url), Some(variable.as_str())));
    }
    pieces.push((url, None));
    let base = relative.then_some(Part::Variable("BASE_URL"));
    let parts = pieces.iter().flat_map(|(text, variable)| {
        let text = (!text.is_empty()).then_some(Part::Text(text));
        text.into_iter().chain(variable.map(Part::Variable))
    });
    let parts: Vec<Part<'_>> = base.into_iter().chain(parts).collect();
    word(&parts)
}

fn headers(shown: &[Shown<'_>]) -> Vec<String> {
    let headers = shown
        .iter()
        .filter(|shown| shown.parameter.place == Place::Header);
    headers
        .map(|shown| {
            let value = one(shown.parameter, &shown.value, str::to_owned);
            let value = value.unwrap_or_default();
            format!(
                "-H {}",
                quoted(&format!("{}: {value}", shown.parameter.name))
            )
        })
        .collect()
}

/// The option for all cookies, those that are credentials among them.
fn cookies(
    emission: &Emission<'_>,
    shown: &[Shown<'_>],
    schemes: &[&SecurityScheme],
) -> Option<String> {
    let cookies = shown
        .iter()
        .filter(|shown| shown.parameter.place == Place::Cookie);
    let values: Vec<String> = cookies
        .flat_map(|shown| values::cookies(shown.parameter, &shown.value))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut texts = Vec::new();
    let mut before = values.join("; ");
    for scheme in schemes {
        if let SchemeKind::Cookie(name) = &scheme.kind {
            let separator = if before.is_empty() && texts.is_empty() {
                ""
            } else {
                "; "
            };
            texts.push((
                format!("{before}{separator}{name}="),
                variable(emission, &scheme.name),
            ));
            before = String::new();
        }
    }
    if texts.is_empty() {
        return (!before.is_empty()).then(|| format!("-b {}", quoted(&before)));
    }
    let parts: Vec<Part<'_>> = texts
        .iter()
        .flat_map(|(text, variable)| [Part::Text(text), Part::Variable(variable)])
        .collect();
    Some(format!("-b {}", word(&parts)))
}

/// The options for a body, in the media type that is the best to write down.
fn body<'a>(emission: &Emission<'_>, body: &'a RequestBody) -> Result<Vec<String>, Lacking<'a>> {
    let kind = |media: &Media| media::kind_of(media, &emission.api.schemas);
    let rank = |media: &&Media| match kind(media) {
        Kind::Json => 0,
        Kind::Form => 1,
        Kind::Multipart => 2,
        Kind::Text => 3,
        Kind::Bytes | Kind::Events => 4,
    };
    let Some(media) = body.content.iter().min_by_key(rank) else {
        return Ok(Vec::new());
    };
    let value = example(emission, media);
    let kind = kind(media);
    let media_type = media::concrete(&media.media_type, kind);
    let of_type = format!("-H {}", quoted(&format!("Content-Type: {media_type}")));
    Ok(match (kind, value) {
        (Kind::Form, Some(value @ Json::Object(_))) => {
            let fields = fields(media, &value);
            let options = fields.iter().map(|(name, text)| {
                format!(
                    "--data-urlencode {}",
                    quoted(&format!("{}={text}", encoded(name)))
                )
            });
            match fields.is_empty() {
                true => vec![of_type, "-d ''".to_owned()],
                false => options.collect(),
            }
        }
        (Kind::Multipart, Some(value @ Json::Object(_))) => {
            let other = media::essence(media_type) != "multipart/form-data";
            let mut options: Vec<String> = other.then_some(of_type).into_iter().collect();
            options.extend(parts(emission, media, &value));
            options
        }
        (Kind::Multipart, None) if media.schema.is_some() => return Err(Lacking::Body(media)),
        (Kind::Multipart, _) => vec!["-F 'file=@file'".to_owned()],
        (Kind::Json, Some(value)) => {
            let stated = media.examples.iter().find(|example| example.value == value);
            let text =
                stated.map_or_else(|| indented(&value), |example| example.pretty.text.clone());
            vec![of_type, format!("-d {}", quoted(&text))]
        }
        (Kind::Text, Some(Json::String(text))) => {
            vec![of_type, format!("--data-raw {}", quoted(&text))]
        }
        _ => vec![of_type, "--data-binary @file".to_owned()],
    })
}

/// The parts of a form: files from files, objects as JSON, texts as they are, each of the media type that the form says.
fn parts(emission: &Emission<'_>, media: &Media, value: &Json) -> Vec<String> {
    let Json::Object(members) = value else {
        return Vec::new();
    };
    let mut options = Vec::new();
    for (name, value) in members {
        let binary = is_file(emission, media, name);
        let mut encodings = media.encodings.iter();
        let encoding = encodings.find(|encoding| encoding.property == *name);
        // A list of media types is a choice.
        let of_type = encoding
            .and_then(|encoding| encoding.content_type.as_deref())
            .and_then(|types| types.split(',').next())
            .map(|one| media::concrete(one.trim(), media::kind(one)).to_owned());
        let json = of_type.as_deref().is_some_and(media::is_json);
        let values = match value {
            Json::Array(items) if !json => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        for value in values {
            options.push(part(name, value, binary, of_type.as_deref()));
        }
    }
    options
}

/// One part of a form as an option.
fn part(name: &str, value: &Json, binary: bool, of_type: Option<&str>) -> String {
    let typed = |text: String| match of_type {
        Some(of_type) => format!("{text};type={of_type}"),
        None => text,
    };
    match value {
        _ if binary => format!("-F {}", quoted(&typed(format!("{name}=@file")))),
        Json::String(text) if of_type.is_none() => {
            format!("--form-string {}", quoted(&format!("{name}={text}")))
        }
        Json::Object(_) | Json::Array(_) | Json::String(_) => {
            let text = match value.as_str() {
                Some(text) if !of_type.is_some_and(media::is_json) => text.to_owned(),
                _ => value.to_string(),
            };
            // Between quotes, curl does not look for the end of the value.
            let text = text.replace('\\', r"\\").replace('"', "\\\"");
            let of_type = of_type.unwrap_or("application/json");
            format!(
                "-F {}",
                quoted(&format!("{name}=\"{text}\";type={of_type}"))
            )
        }
        other => format!("-F {}", quoted(&typed(format!("{name}={other}")))),
    }
}

/// Whether a field of a form is a file, or a list of files.
fn is_file(emission: &Emission<'_>, media: &Media, name: &str) -> bool {
    let schemas = &emission.api.schemas;
    let schema = media.schema.map(|id| schemas.get(schemas.unwrapped(id)));
    let properties = schema
        .into_iter()
        .flat_map(|schema| &schema.assertions.object.properties);
    let mut named = properties.filter(|property| property.name == name);
    named.any(|property| {
        let schema = schemas.get(schemas.unwrapped(property.schema));
        let items = schema.assertions.array.items;
        let item = items.map(|id| schemas.get(schemas.unwrapped(id)));
        item.unwrap_or(schema).is_binary()
    })
}

/// The first example of a body that keeps the rules of its schema, or else a value that does.
pub(super) fn example(emission: &Emission<'_>, media: &Media) -> Option<Json> {
    let mut stated = media.examples.iter().map(|example| &example.value);
    match media.schema {
        Some(schema) => emission.maker().stated_or(schema, stated),
        // Any JSON will do.
        None => stated.next().cloned().or_else(|| {
            (media::kind_of(media, &emission.api.schemas) == Kind::Json)
                .then(|| Json::Object(Vec::new()))
        }),
    }
}

/// Variables that are set to something else wherever there is a shell, so that a call would send that.
const SET: &[&str] = &[
    "EDITOR", "ENV", "HOME", "HOSTNAME", "IFS", "LANG", "LOGNAME", "MAIL", "OLDPWD", "OSTYPE",
    "PAGER", "PATH", "PPID", "PS1", "PS2", "PS4", "PWD", "RANDOM", "SECONDS", "SHELL", "TERM",
    "TMPDIR", "TZ", "UID", "USER",
];

/// The name of the environment variable that holds the credential of a scheme in examples: letters that a shell takes for
/// one, and no two schemes of a service have the same.
pub(super) fn variable(emission: &Emission<'_>, scheme: &str) -> String {
    let known = emission.variables.get(scheme).cloned();
    known.unwrap_or_else(|| shell_name(scheme).to_string())
}

/// The variables of all schemes of a service, by their names.
pub(super) fn variables(service: &Service) -> BTreeMap<String, String> {
    let mut scope = Scope::reserving(SET);
    let names = service.schemes.iter().map(|scheme| {
        let name = scope.free(shell_name(&scheme.name), Case::Screaming);
        (scheme.name.clone(), name.to_string())
    });
    names.collect()
}

fn shell_name(scheme: &str) -> Ident {
    let name = names::screaming(scheme).to_string();
    let mut ascii: String = name.chars().filter(char::is_ascii).collect();
    let digit_first = ascii.starts_with(|first: char| first.is_ascii_digit());
    if digit_first || !ascii.contains(|letter: char| letter.is_ascii_alphabetic()) {
        ascii.insert_str(0, "CREDENTIAL");
    }
    Ident(ascii)
}

/// The option that sends a credential; the secret itself comes from the environment.
fn credential_option(emission: &Emission<'_>, scheme: &SecurityScheme) -> Option<String> {
    let variable = variable(emission, &scheme.name);
    let secret = Part::Variable(&variable);
    let text = |before: &str| word(&[Part::Text(before), secret]);
    match &scheme.kind {
        SchemeKind::Bearer => Some(format!("-H {}", text("Authorization: Bearer "))),
        SchemeKind::Header(header) => Some(format!("-H {}", text(&format!("{header}: ")))),
        SchemeKind::Basic => Some(format!("-u {}", word(&[secret]))),
        // Those are in the URL, and among all cookies.
        SchemeKind::Query(_) | SchemeKind::Cookie(_) => None,
    }
}
