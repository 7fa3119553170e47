//! Texts for people that the specifications divide among several fields: joined, so that no reader misses one.
//!
//! What is joined is Markdown (OpenAPI 3.0.3 §4.5); addresses stand in it as autolinks, which whoever writes it out
//! decides about.

use super::values::{prose, text};
use crate::cursor::At;

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

/// A security scheme: what it is for, and how one gets a credential (OpenAPI 3.0.3 §4.7.27, Swagger 2.0 "Security Scheme
/// Object").
pub(super) fn scheme(at: &At<'_>) -> Option<String> {
    let format = prose(at, "bearerFormat").map(|format| format!("The token's format: {format}."));
    let mut parts = vec![prose(at, "description"), format];
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
    let values: Vec<String> = keys
        .iter()
        .filter_map(|key| {
            let value = prose(at, key)?;
            let is_address = key.to_ascii_lowercase().ends_with("url") || *key == "termsOfService";
            Some(match is_address {
                true => address(&value),
                false => value.trim().to_owned(),
            })
        })
        .collect();
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
