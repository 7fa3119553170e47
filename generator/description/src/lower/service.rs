//! A document's root: information, servers, security schemes, tags, and all of its operations.

use std::collections::BTreeSet;

use trueup_text::hidden;

use super::schema::SchemaLowering;
use super::values::{is_absolute, prose, text, texts, unused};
use super::{about, extension, operation, resolved, swagger, webhook};
use crate::choice::Chooser;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::schema::SchemaId;
use crate::ir::service::{
    CredentialEncoding, SchemeKind, SecurityScheme, Server, ServerVariable, Service, Tag,
    TokenFlows,
};
use crate::item::Item;
use crate::load::Version;
use crate::load::section::Section;
use crate::resolve::{Document, Documents};
use crate::tags;

pub(super) fn lower<'d>(
    document: &Document<'d>,
    documents: &'d Documents,
    chooser: &mut Chooser<'_>,
    schemas: &mut SchemaLowering<'d>,
    diagnostics: &mut Diagnostics,
) -> Service {
    let root = document.root.clone();
    let info = root.get("info");
    let info_text = |key: &str| info.as_ref().and_then(|info| text(info, key));
    let version = documents.version(root.origin.file);
    let (of_connections, of_requests) = shown(&root, documents);
    let context = operation::Context {
        documents,
        root: root.clone(),
        security: operation::security(&root, &of_requests).unwrap_or_default(),
        schemes: of_requests,
        certificates: operation::certificates(&root, &of_connections).unwrap_or_default(),
        of_connections,
        labels: labels(&root, version),
    };
    let mut operations = Vec::new();
    let mut callers = Vec::new();
    for (path, item) in root.get("paths").iter().flat_map(At::entries) {
        let item = Item::new(documents, &item);
        for part in item.parts() {
            ignored_servers(part, diagnostics);
        }
        for (method, at) in item.operations(documents) {
            if chooser.takes(path, &at) {
                ignored_servers(&at, diagnostics);
                let place = operation::Place {
                    path,
                    item: &item,
                    method,
                };
                let lowered = operation::lower(&at, &place, &context, schemas, diagnostics);
                callers.extend(
                    lowered
                        .iter()
                        .map(|lowered| (lowered.id.clone(), at.clone())),
                );
                operations.extend(lowered);
            }
        }
    }
    let declared = match chooser.takes_all() {
        true => declared(&root, schemas),
        // Those that the chosen operations need are met on the way.
        false => Vec::new(),
    };
    let (headings, others) = tags(&root, version);
    let webhooks = webhook::lower(&callers, &context, chooser, schemas, diagnostics);
    Service {
        name: document.stem.to_owned(),
        origin: root.origin.clone(),
        title: hidden::line(&info_text("title").unwrap_or_default()),
        version: info_text("version").unwrap_or_default(),
        description: about::document(&root),
        servers: match version {
            Version::V2_0 => swagger::servers(&root, diagnostics),
            _ => servers(&root),
        },
        schemes: schemes(&root, documents, diagnostics),
        tags: headings,
        labels: others,
        operations,
        webhooks,
        schemas: declared.iter().map(|(_, id)| *id).collect(),
        declared,
        rate_limit: extension::rate_limit(&root),
        camel_case_requests: texts(&root, "x-trueup-request-names")
            .iter()
            .any(|style| style == "lowerCamelCase"),
    }
}

/// The schemas that the document itself declares, in its order.
fn declared<'d>(root: &At<'d>, schemas: &mut SchemaLowering<'d>) -> Vec<(String, SchemaId)> {
    let declared = Section::Schemas.of(root);
    declared
        .iter()
        .flat_map(At::entries)
        .map(|(name, schema)| (name.to_owned(), schemas.id(&schema)))
        .collect()
}

/// `servers`; without any, the place that serves the document (OpenAPI 3.0.3 §4.7.1).
fn servers(root: &At<'_>) -> Vec<Server> {
    let servers: Vec<Server> = root
        .get("servers")
        .iter()
        .flat_map(At::items)
        .map(|server| self::server(&server))
        .collect();
    if !servers.is_empty() {
        return servers;
    }
    vec![Server {
        origin: root.origin.clone(),
        url: "/".to_owned(),
        description: None,
        variables: Vec::new(),
    }]
}

/// Operations with other servers than the document are called at the client's base URL unless the caller says otherwise; a
/// warning says so.
fn ignored_servers(at: &At<'_>, diagnostics: &mut Diagnostics) {
    if let Some(servers) = at.get("servers") {
        let message = "a client calls its base URL, and these `servers` where the call is told so";
        let help =
            "give the call one of them by `base_url`, or describe it in a document of its own";
        let place = servers.name_origin();
        diagnostics.push(Diagnostic::new(Code::IgnoredServers, &place, message).help(help));
    }
}

pub(super) fn server(at: &At<'_>) -> Server {
    let variables = at.get("variables");
    let variables = variables
        .iter()
        .flat_map(At::entries)
        .map(|(name, variable)| ServerVariable {
            name: name.to_owned(),
            default: text(&variable, "default").unwrap_or_default(),
            description: prose(&variable, "description"),
            values: texts(&variable, "enum"),
        });
    Server {
        origin: at.origin.clone(),
        url: server_url(text(at, "url").unwrap_or_default()),
        description: about::server(at),
        variables: variables.collect(),
    }
}

/// A server's URL as one that paths can follow. One without a scheme is taken to be of HTTPS, and a relative one, which is
/// from the place of the document, to begin at that place's host (RFC 3986 §4.2).
fn server_url(url: String) -> String {
    if url.starts_with("//") {
        return format!("https:{url}");
    }
    let begins = url.is_empty() || url.starts_with(['/', '{']) || url.contains("://");
    match begins {
        true => url,
        // There is nothing above a host (RFC 3986 §5.2.4).
        false => {
            let path = url.trim_start_matches("./").trim_start_matches("../");
            format!("/{path}")
        }
    }
}

/// The tags that stand over no operations, but say something of them.
fn labels<'d>(root: &At<'d>, version: Version) -> BTreeSet<&'d str> {
    let tags = tags::nested(root, version).into_iter();
    tags.filter(|tag| !tags::is_heading(&tag.at, version))
        .map(|tag| tag.name)
        .collect()
}

/// How many tags a title shows at most.
const MOST_LEVELS: usize = 8;

/// The tags that are headings, and the others.
fn tags(root: &At<'_>, version: Version) -> (Vec<Tag>, Vec<Tag>) {
    let mut titles: Vec<Vec<String>> = Vec::new();
    let (mut headings, mut others) = (Vec::new(), Vec::new());
    for tag in tags::nested(root, version) {
        let summary = prose(&tag.at, "summary").filter(|_| version >= Version::V3_2);
        let own = summary.unwrap_or_else(|| tag.name.to_owned());
        let above = tag.parent.and_then(|parent| titles.get(parent));
        let mut levels = above.cloned().unwrap_or_default();
        levels.truncate(MOST_LEVELS - 1);
        levels.push(own);
        let lowered = Tag {
            name: tag.name.to_owned(),
            title: levels.join(" / "),
            description: about::description(&tag.at),
        };
        match tags::is_heading(&tag.at, version) {
            true => headings.push(lowered),
            false => others.push(lowered),
        }
        titles.push(levels);
    }
    (headings, others)
}

fn schemes<'d>(
    root: &At<'d>,
    documents: &'d Documents,
    diagnostics: &mut Diagnostics,
) -> Vec<SecurityScheme> {
    let version = documents.version(root.origin.file);
    let schemes = Section::SecuritySchemes.of(root);
    let mut lowered = Vec::new();
    for (name, at) in schemes.iter().flat_map(At::entries) {
        let reference = at;
        let at = resolved(documents, &reference);
        let kind = match version {
            Version::V2_0 => swagger::scheme_kind(&at),
            _ => scheme_kind(&at, diagnostics),
        };
        let Some(kind) = kind else {
            continue;
        };
        let encoding = match text(&at, "x-trueup-encoding").as_deref() {
            Some("hex") => CredentialEncoding::Hex,
            _ => CredentialEncoding::Text,
        };
        lowered.push(SecurityScheme {
            origin: at.origin.clone(),
            name: name.to_owned(),
            description: about::scheme(&reference, &at, documents),
            kind,
            encoding,
            flows: match version {
                Version::V2_0 => swagger::flows(&at),
                _ => flows(&at),
            },
        });
    }
    lowered
}

/// The security schemes that connections show, which are clients' certificates (OpenAPI 3.1.1 §4.8.27), and those that
/// requests show.
fn shown<'d>(root: &At<'d>, documents: &'d Documents) -> (BTreeSet<&'d str>, BTreeSet<&'d str>) {
    let schemes = Section::SecuritySchemes.of(root);
    let (mut of_connections, mut of_requests) = (BTreeSet::new(), BTreeSet::new());
    for (name, at) in schemes.iter().flat_map(At::entries) {
        let kind = text(&resolved(documents, &at), "type");
        match kind.as_deref() {
            Some("mutualTLS") => of_connections.insert(name),
            _ => of_requests.insert(name),
        };
    }
    (of_connections, of_requests)
}

/// Where a client gets tokens (OpenAPI 3.0.3 §4.7.28). A URL that is not absolute leads nowhere.
fn flows(at: &At<'_>) -> TokenFlows {
    let Some(flows) = at.get("flows") else {
        return TokenFlows::default();
    };
    let url = |flow: &str, key: &str| {
        let url = text(&flows.get(flow)?, key)?;
        is_absolute(&url).then_some(url)
    };
    let kinds = [
        "authorizationCode",
        "password",
        "clientCredentials",
        "implicit",
    ];
    let refresh = kinds.iter().find_map(|flow| url(flow, "refreshUrl"));
    let begun = ["authorizationCode", "password"];
    TokenFlows {
        client_credentials: url("clientCredentials", "tokenUrl"),
        refresh: refresh.or_else(|| begun.iter().find_map(|flow| url(flow, "tokenUrl"))),
    }
}

/// How a scheme's credential travels (OpenAPI 3.0.3 §4.7.27). A token of OAuth 2 or OpenID Connect is a
/// bearer token.
fn scheme_kind(at: &At<'_>, diagnostics: &mut Diagnostics) -> Option<SchemeKind> {
    let name = text(at, "name").unwrap_or_default();
    let kind = text(at, "type")?;
    match (
        kind.as_str(),
        text(at, "in").as_deref(),
        text(at, "scheme").as_deref(),
    ) {
        ("apiKey", Some("header"), _) => Some(SchemeKind::Header(name)),
        ("apiKey", Some("query"), _) => Some(SchemeKind::Query(name)),
        ("apiKey", Some("cookie"), _) => Some(SchemeKind::Cookie(name)),
        ("http", _, Some(scheme)) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SchemeKind::Bearer)
        }
        ("http", _, Some(scheme)) if scheme.eq_ignore_ascii_case("basic") => {
            Some(SchemeKind::Basic)
        }
        ("oauth2" | "openIdConnect", _, _) => Some(SchemeKind::Bearer),
        // See `shown`.
        ("mutualTLS", _, _) => {
            let reason = "the client's certificate is the business of its transport";
            let help = "give the client a transport that has it";
            unused(at, "type", reason, help, diagnostics);
            None
        }
        (_, _, scheme) => {
            let message = format!(
                "the client does not write credentials of the HTTP scheme `{}` itself",
                scheme.unwrap_or("?")
            );
            let help = "the whole value of the header `Authorization` is the caller's";
            diagnostics.push(Diagnostic::new(Code::UnknownScheme, &at.origin, message).help(help));
            Some(SchemeKind::Header("Authorization".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn paths_can_follow_the_url_of_a_server() {
        for (stated, meant) in [
            ("https://a.example/v1", "https://a.example/v1"),
            ("//a.example/v1", "https://a.example/v1"),
            ("/v1", "/v1"),
            ("v1", "/v1"),
            ("./v1", "/v1"),
            ("../../v1", "/v1"),
            ("{scheme}://a.example", "{scheme}://a.example"),
            ("", ""),
        ] {
            assert_eq!(server_url(stated.to_owned()), meant);
        }
    }

    #[test]
    fn parameters_of_a_path_are_those_that_it_names() {
        let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{x}:
    get:
      operationId: other
      parameters: [{name: y, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: A.}}
    put:
      operationId: two
      parameters: [{name: y, in: path, required: true, schema: {}}, {name: z, in: path, required: true, schema: {}}]
      responses: {'204': {description: A.}}
  /b:
    get:
      operationId: none
      parameters: [{name: y, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: B.}}
";
        let sources = Sources::new([("t.yaml".to_owned(), document.to_owned())].into());
        let api = crate::lower(&sources, &mut Diagnostics::new()).unwrap();
        let operations = &api.services.first().unwrap().operations;
        let named = operations.iter().map(|one| {
            let names = one.parameters.iter().map(|known| known.name.as_str());
            (one.id.as_str(), names.collect())
        });
        let named: Vec<(&str, Vec<&str>)> = named.collect();
        let expected = [("other", vec!["x"]), ("two", vec!["x"]), ("none", vec![])];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_certificate_of_the_connection_is_asked_of_no_request() {
        let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
security: [{tls: []}]
paths:
  /a:
    get: {operationId: a, responses: {'204': {description: A.}}}
  /b:
    get: {operationId: b, security: [{tls: [], key: []}, {tls: []}], responses: {'204': {description: B.}}}
components:
  securitySchemes:
    tls: {type: mutualTLS}
    key: {type: apiKey, in: header, name: X-Key}
";
        let sources = Sources::new([("t.yaml".to_owned(), document.to_owned())].into());
        let api = crate::lower(&sources, &mut Diagnostics::new()).unwrap();
        let operations = &api.services.first().unwrap().operations;
        let credentials = operations.iter().map(|one| one.credentials().collect());
        let security: Vec<Vec<_>> = credentials.collect();
        let key = vec!["key".to_owned()];
        assert_eq!(security, [vec![vec![]], vec![key, vec![]]]);
    }
}
