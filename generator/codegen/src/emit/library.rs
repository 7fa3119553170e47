//! `lib.rs`: what the crate is, its modules, and what it shows at its root.

use super::{Emission, doc, manifest};
use crate::config::Part;
use crate::render::HEADER;

/// Modules with a name of their own; what is in the others is at the root.
const PUBLIC_MODULES: [&str; 6] = [
    "calls",
    "events",
    "extension",
    "headers",
    "rate_limits",
    "required",
];

/// Modules that call, which nobody has who wants the types alone.
const CALLING: [&str; 5] = ["calls", "client", "credentials", "extension", "rate_limits"];

/// What stands before such a module, and what is shown of it.
pub const CALLS_ALONE: &str = "#[cfg(feature = \"client\")]\n";

fn condition(module: &str) -> &'static str {
    match CALLING.contains(&module) {
        true => CALLS_ALONE,
        false => "",
    }
}

/// Lints about names, counts and sizes, all of which the document decides.
const CLIPPY: &str = "#![allow(
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = \"the document decides names and sizes\"
)]\n";

/// The modules whose words are the document's.
const DESCRIBED: [&str; 4] = ["required", "scalars", "string_enums", "types"];
const UNDOCUMENTED: &str =
    "#[allow(missing_docs, reason = \"what the document does not say is not made up\")]\n";

/// The file. Modules are left out of `rustfmt`'s reach: their layout is the emitter's. Some have parts below them.
pub(super) fn emit(
    emission: &Emission<'_>,
    modules: &[(&str, String)],
    parts: &[(String, String)],
) -> String {
    let documentation: String = doc::lines(&manifest::crate_documentation(emission))
        .iter()
        .map(|line| format!("//!{}\n", line.trim_end()))
        .collect();
    let has = |name: &str| modules.iter().any(|(module, _)| *module == name);
    let declarations: String = modules
        .iter()
        .map(|(name, _)| {
            let visibility = if PUBLIC_MODULES.contains(name) {
                "pub "
            } else {
                ""
            };
            let undocumented = match DESCRIBED.contains(name) {
                true => UNDOCUMENTED,
                false => "",
            };
            let condition = condition(name);
            format!("{condition}#[rustfmt::skip]\n{undocumented}{visibility}mod {name};\n")
        })
        .collect();
    let shown: String = [
        "credentials",
        "response_enums",
        "scalars",
        "string_enums",
        "types",
    ]
    .into_iter()
    .filter(|name| has(name))
    .map(|name| format!("{}pub use {name}::*;\n", condition(name)))
    .collect();
    let texts = modules.iter().map(|(_, text)| text);
    let mut texts = texts.chain(parts.iter().map(|(_, text)| text));
    let deprecated = if texts.any(|text| text.contains("#[deprecated")) {
        "#![allow(deprecated, reason = \"deprecated items are still sent and received\")]\n"
    } else {
        ""
    };
    let checker = if emission.config.emits(Part::Validator) {
        "\n#[cfg(feature = \"validate\")]\n#[cfg_attr(docsrs, doc(cfg(feature = \"validate\")))]\n#[rustfmt::skip]\npub mod validate;\n"
    } else {
        ""
    };
    let examples = if emission.service.operations.is_empty() {
        ""
    } else {
        "\n#[cfg(all(feature = \"test-util\", not(target_arch = \"wasm32\")))]\n#[cfg_attr(docsrs, doc(cfg(feature = \"test-util\")))]\n#[rustfmt::skip]\npub mod examples;\n"
    };
    format!(
        "// {HEADER}\n\n{documentation}\n#![deny(missing_docs)]\n#![cfg_attr(docsrs, feature(doc_cfg))]\n{deprecated}{CLIPPY}\n{declarations}\n{CALLS_ALONE}pub use client::Client;\n{shown}\npub use trueup_client;\n{CALLS_ALONE}pub use trueup_client::Error;\n\n#[cfg(all(feature = \"blocking\", not(target_arch = \"wasm32\")))]\n#[cfg_attr(docsrs, doc(cfg(feature = \"blocking\")))]\npub use trueup_client::blocking;\n{examples}{checker}"
    )
}
