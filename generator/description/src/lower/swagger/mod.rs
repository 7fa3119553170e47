//! Swagger 2.0: what it writes otherwise than OpenAPI 3, lowered into the same model.
//!
//! Its addresses, media types and forms stand in several places, which OpenAPI 3 brought together; its parameters and
//! headers are their own schemas.

mod inputs;
mod outputs;

use super::schema::{Role, SchemaLowering};
use super::values::{is_absolute, prose, text, texts, unused};
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::ir::schema::{Assertions, JsonType, SchemaId};
use crate::ir::service::{Place, SchemeKind, Server, Style, TokenFlows};

pub(super) use inputs::inputs;
pub(super) use outputs::responses;

/// The media types of an operation's bodies: its own list, or that of the document.
fn media_types(operation: &At<'_>, root: &At<'_>, key: &str) -> Vec<String> {
    let owner = match operation.get(key) {
        Some(_) => operation,
        None => root,
    };
    let mut distinct: Vec<String> = Vec::new();
    for media_type in texts(owner, key) {
        if !media_type.trim().is_empty() && !distinct.contains(&media_type) {
            distinct.push(media_type);
        }
    }
    distinct
}

/// `host`, `basePath` and `schemes` ("Swagger Object"): a server for each scheme that HTTP has, the safe one first.
///
/// Without `schemes` a client is to use the one by which it got the document. A file has none, and `https` shows
/// credentials to nobody.
pub(super) fn servers(root: &At<'_>, diagnostics: &mut Diagnostics) -> Vec<Server> {
    let base = text(root, "basePath").unwrap_or_default();
    let base = match base.starts_with('/') || base.is_empty() {
        true => base,
        false => format!("/{base}"),
    };
    let server = |url: String| Server {
        origin: root
            .get("host")
            .or_else(|| root.get("basePath"))
            .map_or_else(|| root.origin.clone(), |at| at.origin),
        url,
        description: None,
        variables: Vec::new(),
    };
    let stated = texts(root, "schemes");
    if stated.iter().any(|scheme| scheme.starts_with("ws")) {
        let reason = "no client speaks WebSocket";
        unused(
            root,
            "schemes",
            reason,
            "call these by other means",
            diagnostics,
        );
    }
    let Some(host) = prose(root, "host") else {
        let url = if base.is_empty() {
            "/".to_owned()
        } else {
            base
        };
        return vec![server(url)];
    };
    let mut schemes: Vec<&str> = ["https", "http"]
        .into_iter()
        .filter(|scheme| stated.iter().any(|one| one == scheme))
        .collect();
    if schemes.is_empty() {
        schemes.push("https");
    }
    // A few write the scheme where the host is.
    let host = host.trim_end_matches('/');
    let host = host.split_once("://").map_or(host, |(_, host)| host);
    let url = |scheme: &str| server(format!("{scheme}://{host}{base}"));
    schemes.into_iter().map(url).collect()
}

/// How a scheme's credential travels ("Security Scheme Object").
pub(super) fn scheme_kind(at: &At<'_>) -> Option<SchemeKind> {
    let name = text(at, "name").unwrap_or_default();
    match (text(at, "type")?.as_str(), text(at, "in").as_deref()) {
        ("basic", _) => Some(SchemeKind::Basic),
        ("apiKey", Some("query")) => Some(SchemeKind::Query(name)),
        ("apiKey", _) => Some(SchemeKind::Header(name)),
        _ => Some(SchemeKind::Bearer),
    }
}

/// Where a client gets tokens ("Security Scheme Object").
pub(super) fn flows(at: &At<'_>) -> TokenFlows {
    let url = text(at, "tokenUrl").filter(|url| is_absolute(url));
    match text(at, "flow").as_deref() {
        Some("application") => TokenFlows {
            client_credentials: url,
            refresh: None,
        },
        Some("password" | "accessCode") => TokenFlows {
            client_credentials: None,
            refresh: url,
        },
        _ => TokenFlows::default(),
    }
}

/// The schema that a parameter or a header is: a file is bytes.
fn own_schema<'d>(at: &At<'d>, role: Role, schemas: &mut SchemaLowering<'d>) -> SchemaId {
    match at.get("schema") {
        Some(schema) => schemas.id(&schema),
        None if is_file(at) => {
            let bytes = file(at, schemas);
            if role == Role::Field {
                schemas.describe(bytes, prose(at, "description"));
            }
            bytes
        }
        None => schemas.id_as(at, role),
    }
}

fn is_file(at: &At<'_>) -> bool {
    at.get("type")
        .is_some_and(|kind| kind.as_str() == Some("file"))
}

fn file<'d>(at: &At<'d>, schemas: &mut SchemaLowering<'d>) -> SchemaId {
    let bytes = Assertions {
        kind: Some(JsonType::String),
        format: Some("binary".to_owned()),
        ..Assertions::default()
    };
    schemas.part(&at.origin, bytes)
}

/// `collectionFormat`, and whether it repeats the name.
fn style(at: &At<'_>, place: Place, diagnostics: &mut Diagnostics) -> (Style, bool) {
    let plain = match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Cookie => Style::Form,
    };
    let of_array = at
        .get("type")
        .is_some_and(|kind| kind.as_str() == Some("array"));
    if !of_array {
        return (plain, plain == Style::Form);
    }
    if let Some(items) = at.get("items") {
        let reason = "lists in lists are written with the separator of the outer one";
        let help = "describe the inner list as a text";
        unused(&items, "collectionFormat", reason, help, diagnostics);
    }
    let style = match text(at, "collectionFormat").as_deref() {
        Some("multi") if plain == Style::Form => return (Style::Form, true),
        Some("ssv") => Style::SpaceDelimited,
        Some("tsv") => Style::TabDelimited,
        Some("pipes") => Style::PipeDelimited,
        // The loader has said so of others.
        _ => plain,
    };
    (style, false)
}
