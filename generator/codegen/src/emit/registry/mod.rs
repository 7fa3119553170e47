//! The registry: the API as static tables, in the order of the documents.

mod examples;
mod operations;
mod schemas;
mod service;

use std::collections::BTreeMap;

use super::validator::ValidatorEmission;
use crate::render::HEADER;
use trueup_description::ir::{Upstream, UpstreamStatus};

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
            one_line(&service.title),
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

/// Names of the runtime's registry, each with the sign that a text uses it.
const NAMES: &[(&str, &str)] = &[
    ("Base", "Base::"),
    ("Field", " Field {"),
    ("Link", "Link::"),
    ("Media", "Media {"),
    ("Method", "Method::"),
    ("Operation", ": Operation ="),
    ("Parameter", " Parameter {"),
    ("Place", "Place::"),
    ("Position", " at("),
    ("RateLimit", "RateLimit {"),
    ("RateTier", "RateTier {"),
    ("RequestBody", "RequestBody {"),
    ("Response", " Response {"),
    ("Schema", ": Schema ="),
    ("Scheme", " Scheme {"),
    ("SchemeKind", "SchemeKind::"),
    ("Server", " Server {"),
    ("ServerVariable", "ServerVariable {"),
    ("Service", ": Service ="),
    ("Status", " Status::"),
    ("Stream", "Stream {"),
    ("Style", "Style::"),
    ("Type", "Type::"),
    ("Upstream", "(Upstream {"),
    ("UpstreamStatus", "UpstreamStatus::"),
];

fn one_line(text: &str) -> String {
    trueup_description::prose::line(text)
}

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

/// `use module::{…};` for those names whose sign the text shows.
fn imports(text: &str) -> String {
    let check = match text.contains("Check::") {
        true => "use trueup_validator::Check;\n",
        false => "",
    };
    let used: Vec<_> = NAMES
        .iter()
        .filter(|(_, sign)| text.contains(sign))
        .map(|(name, _)| *name)
        .collect();
    if used.is_empty() {
        check.to_owned()
    } else {
        format!(
            "{check}use trueup_validator::registry::{{{}}};\n",
            used.join(", ")
        )
    }
}
