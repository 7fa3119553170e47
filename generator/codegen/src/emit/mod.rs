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
mod groups;
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
mod shown;
mod string_enums;
mod structs;
mod types;
mod unions;
mod validate;
pub(crate) mod validator;
mod values;

use std::collections::BTreeMap;

use crate::FileSet;
use crate::config::{Config, LONGEST_NAME, Part};
use crate::model::{Call, Client, HeadersId, ResponseEnumId, TypeDef, TypeId};
use crate::render::{self, HEADER};
use groups::{Group, Groups, Home};
use manifest::Letters;
use trueup_description::ir::Api;
use trueup_description::ir::service::{Operation, Service};
use trueup_registry::ValueChecker;
use trueup_validator::registry::Templates;

/// What emitters of a client crate read.
pub(crate) struct Emission<'a> {
    pub(crate) config: &'a Config,
    pub(crate) api: &'a Api,
    pub(crate) service: &'a Service,
    pub(crate) client: &'a Client,
    /// Of what is made up or stated for the API.
    pub(crate) checker: &'a ValueChecker<'a>,
    /// The environment variables that hold the credentials in examples, by the names of their schemes.
    pub(crate) variables: BTreeMap<String, String>,
    /// Where paths lead: to operations by their places in the service.
    pub(crate) routes: Templates<usize>,
    /// What stands behind features.
    groups: Groups,
}

impl<'a> Emission<'a> {
    /// # Errors
    ///
    /// Settings that do not fit the document.
    pub(crate) fn new(
        config: &'a Config,
        api: &'a Api,
        service: &'a Service,
        client: &'a Client,
        checker: &'a ValueChecker<'a>,
    ) -> Result<Self, String> {
        let groups = Groups::of(config, service, client)?;
        let paths = service.operations.iter().map(|one| one.path.as_str());
        Ok(Self {
            config,
            api,
            service,
            client,
            checker,
            variables: curl::variables(service),
            routes: Templates::new(paths.enumerate().map(|(at, path)| (path, at))),
            groups,
        })
    }
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

/// The modules of a client, or of a part of it that stands behind a feature.
#[derive(Debug, Default)]
struct Files {
    /// In the order of their declarations.
    modules: Vec<Module>,
    /// Files below these, by their paths without the ending.
    parts: Vec<(String, String)>,
}

/// A module beside `lib.rs`.
#[derive(Debug)]
struct Module {
    name: String,
    /// The name of the module that shows what this one has, if it is only a part of it; else its own.
    of: &'static str,
    text: String,
}

impl Module {
    fn whole(name: &'static str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            of: name,
            text,
        }
    }
}

/// The texts of a module, by the letters that the names in each begin with; one without letters unless they are many.
type Parts = BTreeMap<String, String>;

impl Files {
    fn push(&mut self, name: &'static str, text: Option<String>) {
        let text = text.map(|text| Module::whole(name, text));
        self.modules.extend(text);
    }

    /// Takes a module that may be too long for one file. Its parts stand beside it, where their paths lead to the same, and
    /// it shows what they have.
    fn push_parts(&mut self, name: &'static str, subject: &str, parts: Option<Parts>) {
        let mut parts = parts.unwrap_or_default();
        if parts.len() <= 1 {
            return self.push(name, parts.pop_first().map(|(_, text)| text));
        }
        let shown = parts.keys();
        let shown: String = shown
            .map(|letters| format!("pub use super::{name}_{letters}::*;\n"))
            .collect();
        let text = format!("// {HEADER}\n\n//! {subject}\n\n{shown}");
        self.push(name, Some(text));
        self.push_beside(name, parts);
    }

    /// Takes parts of a module alone.
    fn push_beside(&mut self, of: &'static str, parts: Parts) {
        let parts = parts.into_iter().map(|(letters, text)| Module {
            name: format!("{of}_{letters}"),
            of,
            text,
        });
        self.modules.extend(parts);
    }

    fn has(&self, name: &str) -> bool {
        self.modules.iter().any(|module| module.name == name)
    }

    /// Takes a module, and the files below it.
    fn push_files(&mut self, name: &'static str, files: Vec<(String, String)>) {
        let mut files = files.into_iter();
        self.push(name, files.next().map(|(_, text)| text));
        self.parts.extend(files);
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let modules = self.modules.iter().map(|module| &module.text);
        modules.chain(self.parts.iter().map(|(_, text)| text))
    }

    /// Shows the names of a module that parts have, too, whether it has any itself or not.
    fn show(&mut self, (name, subject): (&'static str, &str), groups: &[(&Group, Files)]) {
        let groups = groups.iter().filter(|(_, files)| files.has(name));
        let shown: String = groups
            .map(|(group, _)| {
                let (condition, module) = (group.condition(), &group.module);
                format!("{condition}pub use super::{module}::{name}::*;\n")
            })
            .collect();
        if shown.is_empty() {
            return;
        }
        match self.modules.iter_mut().find(|module| module.name == name) {
            Some(module) => module.text.push_str(&format!("\n{shown}")),
            None => {
                let text = format!("// {HEADER}\n\n//! {subject}\n\n{shown}");
                self.push(name, Some(text));
            }
        }
    }

    /// Puts the files into a folder.
    fn put(self, folder: &str, files: &mut FileSet) {
        let modules = self.modules.into_iter();
        let modules = modules.map(|module| (module.name, module.text));
        for (name, text) in modules.chain(self.parts) {
            files.insert(format!("{folder}/{name}.rs"), text);
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
    let mut groups = Vec::new();
    for (index, group) in emission.groups.list().iter().enumerate() {
        let mut part = Files::default();
        described(emission, Home::In(index), &mut part)?;
        let operations = operations(emission, Home::In(index));
        let calls = calls::emit(emission.client, &operations).transpose()?;
        part.push_parts("calls", calls::SUBJECT, calls);
        let mut more = client::more(emission, &operations)?;
        match more.len() {
            0 | 1 => part.push("client", more.pop_first().map(|(_, text)| text)),
            _ => part.push_beside("client", more),
        }
        groups.push((group, part));
    }
    let mut common = modules(emission)?;
    for module in library::SCATTERED {
        common.show(module, &groups);
    }
    if let Some(examples) = examples::emit(emission) {
        files.insert(format!("{folder}/src/examples.rs"), examples);
    }
    let library = library::emit(emission, &common, &groups);
    files.insert(format!("{folder}/src/lib.rs"), library);
    if emission.config.emits(Part::Validator) {
        let checker = validate::emit(emission);
        files.insert(format!("{folder}/src/validate.rs"), checker);
    }
    let all = groups.iter().map(|(_, part)| part).chain([&common]);
    let letters = all.flat_map(Files::texts).map(|text| Letters::of(text));
    let letters = letters
        .into_iter()
        .find(|letters| *letters == Letters::Foreign)
        .unwrap_or(Letters::Ascii);
    common.put(&format!("{folder}/src"), files);
    for (group, mut part) in groups {
        let module = format!("{folder}/src/{}", group.module);
        files.insert(
            format!("{module}.rs"),
            library::part(emission, group, &part),
        );
        let mut modules = part.modules.iter_mut();
        if let Some(headers) = modules.find(|module| module.name == "headers") {
            headers.text.push_str(COMMON_HEADERS);
        }
        part.put(&module, files);
    }
    let example = example::emit(emission);
    files.insert(
        format!("{folder}/Cargo.toml"),
        manifest::client(emission, letters, example.as_ref()),
    );
    if let Some(example) = example {
        files.insert(
            format!("{folder}/examples/{}.rs", example::NAME),
            example.text,
        );
    }
    files.insert(format!("{folder}/README.md"), manifest::readme(emission));
    files.extend(manifest::licenses(emission.config, &folder));
    Ok(())
}

/// The headers of a part are found beside those of all.
const COMMON_HEADERS: &str = "\n#[allow(unused_imports, reason = \"what is common is needed here or there\")]\npub(super) use super::super::headers::*;\n";

/// The calls that stand in one place, each with its operation.
fn operations<'a>(emission: &Emission<'a>, home: Home) -> Vec<(&'a Call, &'a Operation)> {
    let mut operations = calls::operations(emission.service, emission.client);
    operations.retain(|(_, operation)| emission.groups.of_operation(operation) == home);
    operations
}

/// The modules that everybody has.
fn modules(emission: &Emission<'_>) -> Result<Files, String> {
    let Emission {
        service, client, ..
    } = emission;
    let operations = operations(emission, Home::Common);
    let mut files = Files::default();
    described(emission, Home::Common, &mut files)?;
    let credentials = credentials::emit(client).map(render::rust);
    let place = files
        .modules
        .iter()
        .position(|module| module.name == "headers");
    let place = place.unwrap_or(files.modules.len());
    if let Some(credentials) = credentials.transpose()? {
        let credentials = Module::whole("credentials", credentials);
        files.modules.insert(place, credentials);
    }
    files.push("events", events::emit(emission).transpose()?);
    let calls = calls::emit(client, &operations).transpose()?;
    files.push_parts("calls", calls::SUBJECT, calls);
    let limits = service.rate_limit.as_ref().map(limits::emit);
    files.push("rate_limits", limits.map(render::rust).transpose()?);
    let (client, more) = client::emit(emission, &operations)?;
    files.push("client", Some(client));
    files.push_beside("client", more);
    files.push("extension", extension(emission));
    Ok(files)
}

/// The modules of what is sent and received, as far as it stands in one place.
fn described(emission: &Emission<'_>, home: Home, files: &mut Files) -> Result<(), String> {
    let Emission { client, groups, .. } = emission;
    let types = client.types.iter().enumerate();
    let types = types.filter(|(index, _)| groups.of_type(TypeId(*index)) == home);
    let mut types: Vec<&TypeDef> = types.map(|(_, definition)| definition).collect();
    types.sort_by(|left, right| left.ident.cmp(&right.ident));
    let enums = client.response_enums.iter().enumerate();
    let enums = enums.filter(|(index, _)| groups.of_enum(ResponseEnumId(*index)) == home);
    let enums: Vec<_> = enums.map(|(_, one)| one).collect();
    let headers = client.headers.iter().enumerate();
    let headers = headers.filter(|(index, _)| groups.of_headers(HeadersId(*index)) == home);
    let headers: Vec<_> = headers.map(|(_, one)| one).collect();
    let reach = match home {
        Home::Common => types::Reach::Beside,
        Home::In(_) => types::Reach::Anywhere,
    };
    for side in [types::Side::Declarations, types::Side::Implementations] {
        files.push_files(side.module(), types::emit(client, &types, side, reach)?);
    }
    files.push(
        "response_enums",
        response_enums::emit(client, &enums).transpose()?,
    );
    files.push("required", required::emit(client, &types).transpose()?);
    files.push("scalars", scalars::emit(client, &types));
    files.push_parts(
        "string_enums",
        string_enums::SUBJECT,
        string_enums::emit(&types),
    );
    let errors = errors::emit(client, groups, home).map(render::rust);
    files.push("errors", errors.transpose()?);
    files.push("headers", headers::emit(client, &headers).transpose()?);
    Ok(())
}

/// `extension.rs`: what somebody wrote beside the document.
fn extension(emission: &Emission<'_>) -> Option<String> {
    let text = emission.config.extensions.get(&emission.service.name)?;
    Some(format!("// {}\n\n{text}", HEADER))
}

/// # Errors
///
/// A crate that would have a longer name than files and crates can have.
pub(crate) fn check_names(config: &Config, api: &Api) -> Result<(), String> {
    let mut stems = api.services.iter().map(|service| &service.name);
    let too_long = stems.find(|stem| config.crate_name(stem).len() > LONGEST_NAME);
    match too_long {
        Some(stem) => Err(format!(
            "the crate of the document `{stem}` would be called `{}`, and a name has at most {LONGEST_NAME} letters: give it another one by `name` in `[crates.{stem}]`, or a shorter `prefix`",
            config.crate_name(stem)
        )),
        None => Ok(()),
    }
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

pub use library::{CALLS_ALONE, LINKS_TO_CALLS};
pub(crate) use reference::emit as reference_page;
