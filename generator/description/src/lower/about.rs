//! Texts for people that the specifications divide among several fields: joined, so that no reader misses one.
//!
//! What is joined is Markdown (OpenAPI 3.0.3 §4.5); addresses stand in it as autolinks, which whoever writes it out
//! decides about.

use super::resolved;
use super::values::{flag, prose, text};
use crate::cursor::At;
use crate::resolve::Documents;
use trueup_text::markdown::code;

/// A text for people of what a reference leads to: its own, or that of the reference, which goes before it (OpenAPI 3.1.1
/// §4.8.23).
pub(super) fn referred(
    reference: &At<'_>,
    target: &At<'_>,
    key: &str,
    documents: &Documents,
) -> Option<String> {
    let speaks = documents.version(reference.origin.file).has_json_schema();
    let own = reference.get("$ref").filter(|_| speaks);
    own.and_then(|_| prose(reference, key))
        .or_else(|| prose(target, key))
}

/// `summary`, `description` and `externalDocs`.
pub(super) fn described(at: &At<'_>) -> Option<String> {
    joined([
        prose(at, "summary"),
        prose(at, "description"),
        elsewhere(at),
    ])
}

/// `description` and `externalDocs`, where the summary has a place of its own.
pub(super) fn description(at: &At<'_>) -> Option<String> {
    joined([prose(at, "description"), elsewhere(at)])
}

/// A server, which has a name since 3.2.
pub(super) fn server(at: &At<'_>) -> Option<String> {
    joined([prose(at, "name"), prose(at, "description")])
}

/// The whole document: `info` with whom to ask and what holds, and `externalDocs`.
pub(super) fn document(root: &At<'_>) -> Option<String> {
    let info = root.get("info");
    let info = info.as_ref();
    joined([
        info.and_then(described),
        info.and_then(|info| named(&info.get("contact")?, "Contact", &["name", "url", "email"])),
        info.and_then(|info| {
            named(
                &info.get("license")?,
                "License",
                &["name", "identifier", "url"],
            )
        }),
        info.and_then(|info| named(info, "Terms of service", &["termsOfService"])),
        elsewhere(root),
    ])
}

/// A response: what it says, and which calls may follow it.
pub(super) fn response(reference: &At<'_>, at: &At<'_>, documents: &Documents) -> Option<String> {
    let mut parts = vec![
        referred(reference, at, "summary", documents),
        referred(reference, at, "description", documents),
    ];
    let links: Vec<String> = at
        .get("links")
        .iter()
        .flat_map(At::entries)
        .map(|(name, link)| self::link(name, &link, documents))
        .collect();
    parts.push((!links.is_empty()).then(|| format!("May be followed by:\n\n{}", links.join("\n"))));
    joined(parts)
}

/// An item of a list: which call may follow a response, and what of it goes where (OpenAPI 3.0.3 §4.7.20).
fn link(name: &str, reference: &At<'_>, documents: &Documents) -> String {
    let at = &resolved(documents, reference);
    let called = text(at, "operationId").or_else(|| text(at, "operationRef"));
    let mut about = code(&called.unwrap_or_else(|| name.to_owned()));
    let parameters = at.get("parameters");
    let parameters = parameters.iter().flat_map(At::entries);
    let mut given: Vec<String> = parameters
        .map(|(name, value)| format!("{} from {}", code(name), code(&said(&value))))
        .collect();
    let body = at.get("requestBody");
    given.extend(body.map(|body| format!("its body from {}", code(&said(&body)))));
    if !given.is_empty() {
        about.push_str(&format!(", {}", given.join(", ")));
    }
    let server = at.get("server").and_then(|server| text(&server, "url"));
    about.extend(server.map(|url| format!(", at {}", code(&url))));
    let description = referred(reference, at, "description", documents);
    about.extend(description.map(|text| format!(": {}", text.trim().replace('\n', "\n  "))));
    format!("- {about}")
}

/// A value or an expression, as it stands.
fn said(value: &At<'_>) -> String {
    value
        .to_text()
        .unwrap_or_else(|| value.to_json().to_string())
}

/// A security scheme: what it is for, and how one gets a credential (OpenAPI 3.0.3 §4.7.27, Swagger 2.0 "Security Scheme
/// Object").
pub(super) fn scheme(reference: &At<'_>, at: &At<'_>, documents: &Documents) -> Option<String> {
    let format = prose(at, "bearerFormat").map(|format| format!("The token's format: {format}."));
    let deprecated = flag(at, "deprecated").then(|| "**Deprecated.**".to_owned());
    let description = referred(reference, at, "description", documents);
    let mut parts = vec![deprecated, description, format];
    parts.push(named(at, "OpenID Connect", &["openIdConnectUrl"]));
    parts.push(named(
        at,
        "Metadata of the authorization server",
        &["oauth2MetadataUrl"],
    ));
    for (name, flow) in at.get("flows").iter().flat_map(At::entries) {
        parts.push(token_flow(name, &flow));
    }
    if let Some(name) = text(at, "flow") {
        // Since 3.0 two of the flows have other names.
        let name = match name.as_str() {
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            same => same,
        };
        parts.push(token_flow(name, at));
    }
    joined(parts)
}

/// A flow of OAuth 2.0: its addresses, and what may be asked for.
fn token_flow(name: &str, at: &At<'_>) -> Option<String> {
    let keys = [
        "authorizationUrl",
        "deviceAuthorizationUrl",
        "tokenUrl",
        "refreshUrl",
    ];
    let addresses: Vec<String> = keys
        .iter()
        .filter_map(|key| Some(format!("`{key}` {}", address(&text(at, key)?))))
        .collect();
    let mut about = format!("OAuth 2.0, flow `{name}`");
    if !addresses.is_empty() {
        about.push_str(": ");
        about.push_str(&addresses.join(", "));
    }
    about.push('.');
    let scopes = at.get("scopes");
    for (scope, says) in scopes.iter().flat_map(At::entries) {
        let says = says.to_text().unwrap_or_default();
        about.push_str(&format!("\n- `{scope}`: {}", says.trim()));
    }
    Some(about)
}

/// `externalDocs`
fn elsewhere(at: &At<'_>) -> Option<String> {
    let docs = at.get("externalDocs")?;
    named(&docs, "See also", &["description", "url"])
}

/// The values of some keys behind what they are; nothing if none is there.
fn named(at: &At<'_>, what: &str, keys: &[&str]) -> Option<String> {
    let mut values: Vec<String> = keys
        .iter()
        .filter_map(|key| {
            let value = prose(at, key)?;
            let is_address = key.to_ascii_lowercase().ends_with("url") || *key == "termsOfService";
            Some(match is_address {
                true => address(&value),
                // A name is one line, wherever its text is broken.
                false => value.split_whitespace().collect::<Vec<_>>().join(" "),
            })
        })
        .collect();
    // Many licences are named by their identifier.
    values.dedup();
    (!values.is_empty()).then(|| format!("{what}: {}", values.join(", ")))
}

/// An autolink, if the text can be one (CommonMark 0.31, section 6.5).
fn address(text: &str) -> String {
    let text = text.trim();
    let fits =
        text.contains("://") && !text.contains(['<', '>']) && !text.contains(char::is_whitespace);
    match fits {
        true => format!("<{text}>"),
        false => text.to_owned(),
    }
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
