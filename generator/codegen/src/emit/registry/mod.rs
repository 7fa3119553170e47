//! The registry: the API as static tables, in the order of the documents.

mod examples;
mod operations;
mod schemas;
mod service;
mod styles;

use std::collections::BTreeMap;

use super::validator::ValidatorEmission;
use crate::render::{HEADER, import};
use trueup_description::ir::{Upstream, UpstreamStatus};
use trueup_text::markdown::line;

/// The modules of the registry.
pub(super) fn emit(emission: &ValidatorEmission<'_>) -> BTreeMap<String, String> {
    let mut files = schemas::emit(emission);
    for (service, module) in emission.api.services.iter().zip(&emission.services) {
        let examples = examples::emit(emission, service);
        let declared = if examples.is_some() {
            "#[rustfmt::skip]\nmod examples;\n\n"
        } else {
            ""
        };
        let tables = format!(
            "{}{}",
            service::emit(emission, service),
            operations::emit(emission, service)
        );
        let text = format!(
            "// {HEADER}\n\n//! {}: its operations.\n\n{declared}{}\n{AT}\n{tables}",
            line(&service.title),
            imports(&tables),
        );
        files.insert(format!("src/{module}.rs"), text);
        if let Some(examples) = examples {
            files.insert(format!("src/{module}/examples.rs"), examples);
        }
    }
    files
}

/// The helper that every table uses to say where something stands.
const AT: &str = "const fn at(file: &'static str, line: u32, column: u32) -> Position<'static> {\n    Position { file, line, column }\n}\n";

/// Names of the runtime's registry.
const NAMES: &[&str] = &[
    "Base",
    "Field",
    "Link",
    "Media",
    "Method",
    "ObjectStyle",
    "Operation",
    "Parameter",
    "Place",
    "Position",
    "RateLimit",
    "RateTier",
    "RequestBody",
    "Response",
    "Schema",
    "Scheme",
    "SchemeKind",
    "Server",
    "ServerVariable",
    "Service",
    "Shape",
    "Status",
    "Stream",
    "Style",
    "Type",
    "Upstream",
    "UpstreamStatus",
];

/// `Some("…")` or `None`
fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), |text| format!("Some({text:?})"))
}

fn upstream(upstream: Option<&Upstream>) -> String {
    let Some(upstream) = upstream else {
        return "None".to_owned();
    };
    let status = match upstream.status {
        UpstreamStatus::Absent => "Absent",
        UpstreamStatus::Removed => "Removed",
        UpstreamStatus::Changed => "Changed",
        UpstreamStatus::Added => "Added",
    };
    format!(
        "Some(Upstream {{ name: {:?}, status: UpstreamStatus::{status}, since: {}, instead: {}, note: {} }})",
        upstream.name,
        optional(upstream.since.as_deref()),
        optional(upstream.instead.as_deref()),
        optional(upstream.note.as_deref()),
    )
}

/// The imports of what a file's tables mention.
fn imports(text: &str) -> String {
    let check = import("trueup_validator", &["Check"], text);
    let registry = import("trueup_validator::registry", NAMES, &format!("{AT}{text}"));
    format!("{check}{registry}")
}
