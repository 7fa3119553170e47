//! `lib.rs`: what the crate is, its modules, and what it shows at its root.

use std::collections::BTreeSet;

use super::groups::{Group, Subject};
use super::{Emission, Files, Module, calls, doc, manifest};
use crate::config::Part;
use crate::render::HEADER;
use trueup_text::markdown::code;

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

/// What users need of the runtime, at the root as long as the document has nothing of the name.
const RUNTIME: [&str; 10] = [
    "Date",
    "ErrorKind",
    "Json",
    "Map",
    "Patch",
    "RequestBody",
    "SecretBytes",
    "SecretString",
    "Timestamp",
    "Upload",
];

/// The same of those who call.
const RUNTIME_OF_CALLS: [&str; 6] = [
    "Builder",
    "Call",
    "Error",
    "Response",
    "RetryPolicy",
    "SecretSource",
];

/// The names that the document takes at the root.
fn taken<'e>(emission: &Emission<'e>) -> BTreeSet<&'e str> {
    let client = emission.client;
    let types = client.types.iter().map(|one| one.ident.as_str());
    let enums = client.response_enums.iter().map(|one| one.ident.as_str());
    let credentials = client.credentials.iter().map(|one| one.ident.as_str());
    types.chain(enums).chain(credentials).collect()
}

/// How wide a line is (rustfmt's default).
const WIDTH: usize = 100;

/// The import that shows the free ones of these names, as rustfmt would write it.
fn runtime(names: &[&str], taken: &BTreeSet<&str>) -> String {
    let free: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !taken.contains(name))
        .collect();
    let line = match free.as_slice() {
        [] => return String::new(),
        [only] => format!("pub use trueup_client::{only};\n"),
        several => format!("pub use trueup_client::{{{}}};\n", several.join(", ")),
    };
    if line.len() <= WIDTH {
        return line;
    }
    let mut text = "pub use trueup_client::{\n".to_owned();
    let mut line = "   ".to_owned();
    for name in free {
        if line.len() + name.len() + 2 > WIDTH {
            text.push_str(&format!("{line}\n"));
            line = "   ".to_owned();
        }
        line.push_str(&format!(" {name},"));
    }
    text.push_str(&format!("{line}\n}};\n"));
    text
}

/// Lints about names, counts and sizes, all of which the document decides.
const LINTS: &str = "#![allow(
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = \"the document decides names and sizes\"
)]
#![allow(
    unused_qualifications,
    reason = \"the document may have a name of the runtime, too\"
)]\n";

/// The lint about links to calls where there are none.
pub const LINKS_TO_CALLS: &str = "#![cfg_attr(
    not(feature = \"client\"),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = \"what is said of calls leads to them where they are\"
    )
)]\n";

/// The modules whose words are the document's.
const DESCRIBED: [&str; 4] = ["required", "scalars", "string_enums", "types"];
const UNDOCUMENTED: &str =
    "#[allow(missing_docs, reason = \"what the document does not say is not made up\")]\n";

/// The file. Modules are left out of `rustfmt`'s reach: their layout is the emitter's. Some have parts below them.
pub(super) fn emit(
    emission: &Emission<'_>,
    crate_files: &Files,
    groups: &[(&Group, Files)],
) -> String {
    let documentation: String = doc::lines(&manifest::crate_documentation(emission))
        .iter()
        .map(|line| format!("//!{}\n", line.trim_end()))
        .collect();
    let mut declarations = declarations(emission, crate_files, "");
    let mut all_shown = shown(crate_files, "");
    for (group, files) in groups {
        let (condition, module) = (group.condition(), &group.module);
        declarations.push_str(&format!("{condition}#[rustfmt::skip]\nmod {module};\n"));
        // Of some tags there are calls alone, which stand elsewhere.
        if !shown(files, "").is_empty() {
            all_shown.push_str(&format!("{condition}pub use {module}::*;\n"));
        }
    }
    let files = groups.iter().map(|(_, files)| files).chain([crate_files]);
    let mut texts = files.flat_map(Files::texts);
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
    let taken = taken(emission);
    let (runtime, calling) = (
        runtime(&RUNTIME, &taken),
        runtime(&RUNTIME_OF_CALLS, &taken),
    );
    format!(
        "// {HEADER}\n\n{documentation}\n#![deny(missing_docs)]\n#![cfg_attr(docsrs, feature(doc_cfg))]\n{deprecated}{LINTS}{LINKS_TO_CALLS}\n{declarations}\n{CALLS_ALONE}pub use client::Client;\n{all_shown}\npub use trueup_client;\n\n{runtime}\n{CALLS_ALONE}{calling}\n#[cfg(all(feature = \"blocking\", not(target_arch = \"wasm32\")))]\n#[cfg_attr(docsrs, doc(cfg(feature = \"blocking\")))]\npub use trueup_client::blocking;\n{examples}{checker}"
    )
}

/// The modules, each behind what it needs. Their layout is the emitter's.
fn declarations(emission: &Emission<'_>, files: &Files, shared: &str) -> String {
    let declaration = |Module { name, of, .. }: &Module| {
        let visibility = match PUBLIC_MODULES.contains(&name.as_str()) {
            true if shared.is_empty() => "pub ",
            true => shared,
            false => "",
        };
        let undocumented = match DESCRIBED.contains(of) {
            true => UNDOCUMENTED,
            false => "",
        };
        let mut condition = condition(of).to_owned();
        if *of == "events"
            && let Some(group) = emission.groups.of_events()
        {
            condition = group.condition();
        }
        format!("{condition}#[rustfmt::skip]\n{undocumented}{visibility}mod {name};\n")
    };
    files.modules.iter().map(declaration).collect()
}

/// What of the modules stands beside them.
fn shown(files: &Files, from: &str) -> String {
    [
        "credentials",
        "response_enums",
        "scalars",
        "string_enums",
        "types",
    ]
    .into_iter()
    .filter(|name| files.has(name))
    .map(|name| format!("{}pub use {from}{name}::*;\n", condition(name)))
    .collect()
}

/// The file of a part of the client: everything below it finds here what it finds at the root elsewhere.
pub(super) fn part(emission: &Emission<'_>, group: &Group, files: &Files) -> String {
    let subject = match &group.subject {
        Subject::Tag { name, .. } => {
            format!("What only operations of the tag {} need.", code(name))
        }
        Subject::Webhooks => "What only events need.".to_owned(),
        Subject::Others => "Types that no operation has.".to_owned(),
    };
    let documentation: String = doc::lines(&subject)
        .iter()
        .map(|line| format!("//!{}\n", line.trim_end()))
        .collect();
    let declarations = declarations(emission, files, "pub(crate) ");
    // The names of these modules are those of others at the root.
    let shown = shown(files, "self::");
    format!(
        "// {HEADER}\n\n{documentation}\n#[allow(unused_imports, reason = \"what is common is needed here or there\")]\nuse super::*;\n\n{declarations}\n{shown}"
    )
}

/// The modules with names of their own, of which each part has some: at the root, they show those of all parts.
pub(super) const SCATTERED: [(&str, &str); 3] = [
    ("required", "What values must have, by name."),
    ("headers", "The headers of responses."),
    ("calls", calls::SUBJECT),
];
