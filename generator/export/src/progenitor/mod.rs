//! A description in the form that progenitor 0.15 reads: one document, nothing that it has no code for.
//!
//! progenitor ends with a panic on much that is legal: two types of success, several media types, a parameter that is
//! no scalar in a path. What can be said otherwise is said otherwise; the rest is left out, and each omission is listed
//! with its reason. Whoever likes its macro gives it this document.

mod bodies;
mod components;
mod kind;
mod newer;
mod operations;
mod parameters;
mod responses;
mod schemas;

use std::collections::BTreeMap;
use std::fmt;

use schemas::Schemas;
use trueup_description::cursor::{At, Origin};
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::json::Json;
use trueup_description::load::Version;
use trueup_description::resolve::{Document, Documents};

/// A document in one piece.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The document: every reference leads to one of its own `components.schemas`.
    pub document: Json,
    /// What it lacks, by the place where it stands.
    pub left_out: Vec<LeftOut>,
}

/// Something that the exported document does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands.
    pub origin: Origin,
    /// What it belongs to: an operation by its id, a schema by its place in its file (`#/components/schemas/A`).
    pub of: String,
    /// What it is.
    pub part: Part,
    /// Why it is not there.
    pub reason: String,
}

/// What was left out of an operation or a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Operation,
    /// An optional parameter of this name.
    Parameter(String),
    /// A media type of the request's body.
    MediaType(String),
    /// The response of this status.
    Response(String),
    /// The body of the response of this status.
    ResponseBody(String),
    /// Servers of its own.
    Servers,
    /// A property of this name.
    Property(String),
    /// The list of a string's values: any string is admitted.
    Values,
    /// A keyword that OpenAPI 3.0 does not have.
    Keyword(String),
}

/// `the operation`, ``the parameter `a` ``, …
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("the operation"),
            Self::Parameter(name) => write!(f, "the parameter `{name}`"),
            Self::MediaType(name) => write!(f, "the body as `{name}`"),
            Self::Response(status) => write!(f, "the response {status}"),
            Self::ResponseBody(status) => write!(f, "the body of the response {status}"),
            Self::Property(name) => write!(f, "the property `{name}`"),
            Self::Servers => f.write_str("its servers"),
            Self::Values => f.write_str("the list of its values"),
            Self::Keyword(name) => write!(f, "the keyword `{name}`"),
        }
    }
}

/// What the client of progenitor has beside the operations.
const OWN_METHODS: [&str; 6] = [
    "api_version",
    "baseurl",
    "client",
    "inner",
    "new",
    "new_with_client",
];

/// Exports one of the loaded documents.
///
/// # Errors
///
/// A document of another version than OpenAPI 3.0, the only one that progenitor reads; a reference that leads nowhere,
/// which the loader reports.
pub fn export(documents: &Documents, document: &Document<'_>) -> Result<Exported, Box<Diagnostic>> {
    let root = &document.root;
    if documents.version(root.origin.file) != Version::V3_0 {
        let message = "progenitor reads OpenAPI 3.0 alone";
        let help = "all other verbs read this version";
        let diagnostic = Diagnostic::new(Code::WrongVersion, &root.origin, message);
        return Err(Box::new(diagnostic.help(help)));
    }
    let mut exporter = Exporter {
        documents,
        schemas: Schemas::new(documents, root),
        methods: OWN_METHODS
            .iter()
            .map(|name| ((*name).to_owned(), format!("Client::{name}")))
            .collect(),
        left_out: Vec::new(),
    };
    let paths = exporter.paths(root)?;
    let mut members: Vec<(String, Json)> = ["openapi", "info", "servers", "tags", "security"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), without_extensions(&root.get(key)?))))
        .collect();
    members.push(("paths".to_owned(), paths));
    let components = [
        ("schemas", exporter.schemas.finish()?),
        ("securitySchemes", security_schemes(documents, root)?),
    ];
    members.push(("components".to_owned(), object(components)));
    let mut left_out = exporter.left_out;
    left_out.append(&mut exporter.schemas.left_out);
    left_out.sort_by_key(|left| (left.origin.file, left.origin.span.start));
    // A schema within a parameter of a path is met once for each operation.
    left_out.dedup();
    let mut exported = Exported {
        document: Json::Object(members),
        left_out,
    };
    components::prune(&mut exported.document);
    Ok(exported)
}

impl Exported {
    /// Keeps the operations of which `keep` says so, given their ids, and the schemas that these need.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        components::retain(&mut self.document, &mut keep);
        components::prune(&mut self.document);
    }

    /// The ids of all operations that are there.
    #[must_use]
    pub fn operations(&self) -> Vec<&str> {
        components::operations(&self.document)
    }
}

/// The way through a document.
struct Exporter<'a> {
    documents: &'a Documents,
    schemas: Schemas<'a>,
    /// The methods that progenitor makes, and the operations that they are for.
    methods: BTreeMap<String, String>,
    left_out: Vec<LeftOut>,
}

/// What a part of a description becomes, or why progenitor cannot read it.
type Said<T> = Result<T, String>;

fn security_schemes(documents: &Documents, root: &At<'_>) -> Result<Json, Box<Diagnostic>> {
    let schemes = root
        .get("components")
        .and_then(|components| components.get("securitySchemes"));
    let mut members = Vec::new();
    for (name, scheme) in schemes.iter().flat_map(At::entries) {
        let scheme = documents.resolve(&scheme)?;
        members.push((name.to_owned(), without_extensions(&scheme)));
    }
    Ok(Json::Object(members))
}

/// A value without the `x-` keys in it. Only for objects that hold no values of an API's users.
fn without_extensions(at: &At<'_>) -> Json {
    if at.mapping().is_some() {
        let members = at.entries().filter(|(key, _)| !key.starts_with("x-"));
        return Json::Object(
            members
                .map(|(key, value)| (key.to_owned(), without_extensions(&value)))
                .collect(),
        );
    }
    let items: Vec<Json> = at.items().map(|item| without_extensions(&item)).collect();
    if items.is_empty() {
        at.to_json()
    } else {
        Json::Array(items)
    }
}

/// An object of these members.
fn object<'k>(members: impl IntoIterator<Item = (&'k str, Json)>) -> Json {
    let owned = |(key, value): (&str, Json)| (key.to_owned(), value);
    Json::Object(members.into_iter().map(owned).collect())
}

fn string(text: &str) -> Json {
    Json::String(text.to_owned())
}
