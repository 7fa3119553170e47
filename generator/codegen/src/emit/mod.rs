//! From the Rust side of a service to files: one small emitter for each file.

mod arguments;
mod blank;
mod calls;
mod client;
mod credentials;
mod curl;
mod declared;
mod doc;
mod error_parts;
mod errors;
mod events;
mod example;
mod example_call;
mod examples;
mod headers;
mod instance;
mod library;
mod limits;
mod manifest;
mod objects;
mod path;
mod reading;
mod reference;
mod required;
mod response_enums;
mod sample;
mod scalars;
mod string_enums;
mod structs;
mod types;
mod unions;
mod validate;
pub(crate) mod validator;
mod values;

use crate::FileSet;
use crate::config::{Config, Part};
use crate::model::{Client, TypeDef};
use crate::render;
use manifest::Letters;
use trueup_description::ir::Api;
use trueup_description::ir::service::Service;
use trueup_registry::ValueChecker;

/// What emitters of a client crate read.
pub(crate) struct Emission<'a> {
    pub(crate) config: &'a Config,
    pub(crate) api: &'a Api,
    pub(crate) service: &'a Service,
    pub(crate) client: &'a Client,
    /// Of what is made up or stated for the API.
    pub(crate) checker: &'a ValueChecker<'a>,
}

impl Emission<'_> {
    fn crate_name(&self) -> String {
        self.config.crate_name(&self.service.name)
    }

    /// Of values for examples.
    fn maker(&self) -> instance::Maker<'_> {
        instance::Maker::new(&self.api.schemas, self.checker)
    }

    fn crate_ident(&self) -> String {
        self.config.crate_ident(&self.service.name)
    }

    /// What the API is called.
    fn title(&self) -> &str {
        match self.service.title.trim() {
            "" => &self.service.name,
            title => title,
        }
    }
}

/// The crate of one service.
///
/// # Errors
///
/// Emitted code that does not parse: a defect of an emitter.
pub(crate) fn client_crate(emission: &Emission<'_>, files: &mut FileSet) -> Result<(), String> {
    let folder = emission.crate_name();
    let mut types: Vec<&TypeDef> = emission.client.types.iter().collect();
    types.sort_by(|left, right| left.ident.cmp(&right.ident));
    let mut types_files =
        types::emit(emission.client, &types, types::Side::Declarations)?.into_iter();
    let mut codec_files =
        types::emit(emission.client, &types, types::Side::Implementations)?.into_iter();
    let modules = [
        ("types", types_files.next().map(|(_, text)| text)),
        ("codec", codec_files.next().map(|(_, text)| text)),
        (
            "response_enums",
            response_enums::emit(emission.client).transpose()?,
        ),
        (
            "required",
            required::emit(emission.client, &types).transpose()?,
        ),
        ("scalars", scalars::emit(emission.client, &types)),
        ("string_enums", string_enums::emit(&types)),
        (
            "errors",
            errors::emit(emission.client)
                .map(render::rust)
                .transpose()?,
        ),
        (
            "credentials",
            credentials::emit(emission.client)
                .map(render::rust)
                .transpose()?,
        ),
        ("headers", headers::emit(emission.client).transpose()?),
        ("events", events::emit(emission).transpose()?),
        (
            "calls",
            calls::emit(emission.service, emission.client).transpose()?,
        ),
        (
            "rate_limits",
            emission
                .service
                .rate_limit
                .as_ref()
                .map(limits::emit)
                .map(render::rust)
                .transpose()?,
        ),
        ("client", Some(client::emit(emission)?)),
        ("extension", extension(emission)),
    ];
    let mut present = Vec::new();
    for (name, text) in modules {
        if let Some(text) = text {
            present.push((name, text));
        }
    }
    if let Some(examples) = examples::emit(emission) {
        files.insert(format!("{folder}/src/examples.rs"), examples);
    }
    let parts: Vec<_> = types_files.chain(codec_files).collect();
    let library = library::emit(emission, &present, &parts);
    files.insert(format!("{folder}/src/lib.rs"), library);
    if emission.config.emits(Part::Validator) {
        let checker = validate::emit(emission);
        files.insert(format!("{folder}/src/validate.rs"), checker);
    }
    let texts = present.iter().map(|(_, text)| text);
    let mut letters = texts
        .chain(parts.iter().map(|(_, text)| text))
        .map(|text| Letters::of(text));
    let letters = letters
        .find(|letters| *letters == Letters::Foreign)
        .unwrap_or(Letters::Ascii);
    let present = present
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text));
    for (name, text) in present.chain(parts) {
        files.insert(format!("{folder}/src/{name}.rs"), text);
    }
    let example = example::emit(emission);
    files.insert(
        format!("{folder}/Cargo.toml"),
        manifest::client(emission, letters, example.as_ref().map(|_| example::NAME)),
    );
    if let Some(example) = example {
        files.insert(format!("{folder}/examples/{}.rs", example::NAME), example);
    }
    files.insert(format!("{folder}/README.md"), manifest::readme(emission));
    files.extend(manifest::licenses(emission.config, &folder));
    Ok(())
}

/// `extension.rs`: what somebody wrote beside the document.
fn extension(emission: &Emission<'_>) -> Option<String> {
    let text = emission.config.extensions.get(&emission.service.name)?;
    Some(format!("// {}\n\n{text}", render::HEADER))
}

/// # Errors
///
/// An extension that belongs to no document, so that none is left out silently.
pub(crate) fn check_extensions(config: &Config, api: &Api) -> Result<(), String> {
    let mut stems = config.extensions.keys();
    let astray = stems.find(|stem| !api.services.iter().any(|service| service.name == **stem));
    match astray {
        Some(stem) => Err(format!(
            "`{stem}/extension.rs` belongs to no document: none is called `{stem}`"
        )),
        None => Ok(()),
    }
}

pub use library::CALLS_ALONE;
pub(crate) use reference::emit as reference_page;
