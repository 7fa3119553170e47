//! From paths to emitted files: what the verbs and a `build.rs` do alike.

use std::path::{Path, PathBuf};

use trueup_codegen::FileSet;
use trueup_codegen::config::{Config, Part, RuntimeSource};
use trueup_codegen::{CALLS_ALONE, LINKS_TO_CALLS};
use trueup_description::choice::Choice;
use trueup_description::diagnostic::{self, Code, Diagnostic, Diagnostics, Level, Severity};
use trueup_description::ir::Api;
use trueup_description::load;
use trueup_description::source::Sources;
use trueup_registry::Arena;
use trueup_validator::registry::Api as Registry;

use crate::discover::{self, Found};
use crate::fileset::{self, Scope, Written};
use crate::overrides::Overrides;
use crate::{Defaults, place, settings, vendored};
use trueup_io::shown;
use trueup_text::terminal;

/// What is to be generated: of which documents, and how. What is not said is taken from `generate.toml` beside the
/// documents, if there is one, else from the documents themselves.
#[derive(Clone, Debug, Default)]
pub struct Generator {
    paths: Vec<PathBuf>,
    settings: Option<PathBuf>,
    name: Option<String>,
    parts: Option<Vec<Part>>,
    without: Vec<Part>,
    runtime: Option<Runtime>,
    operations: Choice,
    overrides: Overrides,
    deny_warnings: bool,
    named_by: Option<&'static str>,
}

/// Where the crates come from that emitted code calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Runtime {
    Vendored,
    Registry,
    Folder(PathBuf),
}

/// What is read: documents, and how they are to be emitted.
#[derive(Clone, Debug)]
pub struct Input {
    /// The documents and what they refer to.
    pub sources: Sources,
    /// The settings, complete.
    pub config: Config,
    /// The folder of a runtime that is named by path.
    runtime: Option<PathBuf>,
    /// Whether a folder of documents was named.
    is_folder: bool,
    /// What emitted code calls the folder of the documents.
    title: Option<String>,
}

/// What a generation made, and what was said about the documents.
#[derive(Debug)]
pub struct Emission {
    /// The files by path, or nothing if there was an error.
    pub files: Option<FileSet>,
    /// What was said, by position.
    pub diagnostics: Vec<Diagnostic>,
    /// What the documents say, unless there was an error.
    pub api: Option<Api>,
    /// Named types over all clients.
    pub types: usize,
}

impl Generator {
    /// Of documents, or of the documents in folders; `-` is standard input.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            paths: paths.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Of what a user named, or else of a program's own.
    pub(crate) fn of(paths: &[PathBuf], defaults: &Defaults) -> Self {
        match paths {
            [] => Self::new([defaults.spec.clone()]),
            paths => Self::new(paths),
        }
    }

    /// Says how a user names the description, where it is not found.
    pub(crate) fn named_by(mut self, flag: &'static str) -> Self {
        self.named_by = Some(flag);
        self
    }

    /// With the settings of this file.
    #[must_use]
    pub fn settings(mut self, file: impl Into<PathBuf>) -> Self {
        self.settings = Some(file.into());
        self
    }

    /// With this name for the crates instead of that of the settings or the title.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// With these parts alone.
    #[must_use]
    pub fn parts(mut self, parts: impl Into<Vec<Part>>) -> Self {
        self.parts = Some(parts.into());
        self
    }

    /// Without this part.
    #[must_use]
    pub fn without(mut self, part: Part) -> Self {
        self.without.push(part);
        self
    }

    /// Clients, and neither validator nor pages.
    #[must_use]
    pub fn clients_only(self) -> Self {
        self.parts([Part::Client])
    }

    /// With these operations alone, and the types that they need; with none, as the settings say.
    #[must_use]
    pub fn operations(mut self, operations: Choice) -> Self {
        self.operations = operations;
        self
    }

    pub(crate) fn runtime(mut self, runtime: Option<Runtime>) -> Self {
        self.runtime = runtime;
        self
    }

    pub(crate) fn overrides(mut self, overrides: Overrides) -> Self {
        self.overrides = overrides;
        self
    }

    /// Takes warnings for errors.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        self.deny_warnings = true;
        self
    }

    /// Reads the documents and the settings.
    ///
    /// # Errors
    /// What cannot be read, and settings that are wrong.
    pub fn read(&self) -> Result<Input, String> {
        let Found {
            mut sources,
            folder,
            title,
            standalone,
        } = discover::find(&self.paths).map_err(|problem| match self.named_by {
            Some(flag) => format!("{problem}; `{flag}` names another place"),
            None => problem,
        })?;
        remark_schemas(&sources);
        let file = match &self.settings {
            Some(file) => Some(file.clone()),
            None => folder
                .as_ref()
                .map(|folder| folder.join("generate.toml"))
                .filter(|file| file.exists()),
        };
        let mut config = match &file {
            Some(file) => settings::read(file)?,
            None => settings::without_file(),
        };
        if let Some(folder) = &folder {
            config.extensions = settings::extensions(folder)?;
        }
        if let Some(name) = &self.name {
            config.prefix.clone_from(name);
        }
        if let Some(parts) = &self.parts {
            config.emit.clone_from(parts);
        }
        if !self.operations.is_all() {
            config.operations.clone_from(&self.operations);
        }
        config.emit.retain(|part| !self.without.contains(part));
        let documents = settings::documents(&sources);
        let is_folder = self.paths.iter().any(|path| path.is_dir());
        if is_folder {
            settings::check_names(&config, &documents)?;
        }
        self.overrides.apply(&mut config, &documents)?;
        if self.deny_warnings {
            config.lints.deny_warnings();
        }
        // Who asks for files to which nothing refers says that all of the folder is the description's.
        if let Some(folder) = folder.as_ref().filter(|_| is_folder)
            && config.lints.of(Code::UnusedFragment) != Level::Allow
        {
            sources = discover::everything(folder)?;
        }
        // A folder of one document is that document, unless its settings name crates for more to come.
        let only = documents.len() == 1 && (file.is_none() || self.name.is_some());
        settings::complete(&mut config, &sources, standalone || only)?;
        let runtime = self.runtime_folder(&mut config, file.as_deref())?;
        Ok(Input {
            sources,
            config,
            runtime,
            is_folder,
            title,
        })
    }

    /// Where a runtime lies that is named by its path, which is from the folder of the settings.
    fn runtime_folder(
        &self,
        config: &mut Config,
        settings: Option<&Path>,
    ) -> Result<Option<PathBuf>, String> {
        let stated = config.runtime.path.take();
        let folder = match &self.runtime {
            Some(Runtime::Vendored) => {
                config.runtime.source = Some(RuntimeSource::Vendored);
                None
            }
            Some(Runtime::Registry) => {
                config.runtime.source = Some(RuntimeSource::Registry);
                None
            }
            Some(Runtime::Folder(folder)) => Some(folder.clone()),
            None => stated.map(|path| {
                settings
                    .and_then(Path::parent)
                    .unwrap_or(Path::new("."))
                    .join(path)
            }),
        };
        let Some(folder) = folder else {
            return Ok(None);
        };
        if !folder.is_dir() {
            return Err(format!(
                "{} is not a folder of runtime crates",
                shown(&folder)
            ));
        }
        config.runtime.source = Some(RuntimeSource::Path);
        place::absolute(&folder).map(Some)
    }

    /// Generates into a folder: what changed is written, what is no longer emitted is deleted. What was said is given
    /// back, warnings among it.
    ///
    /// # Errors
    /// What cannot be read or written, and errors of the documents, as text.
    pub fn write(&self, out: &Path) -> Result<Vec<Diagnostic>, String> {
        let input = self.read()?;
        let emission = input.emission(out)?;
        if let Some(files) = &emission.files {
            write(out, files, &input.scope(&emission))?;
        }
        Ok(emission.diagnostics)
    }

    /// Generates the clients as modules, for a `build.rs`: `include!(concat!(env!("OUT_DIR"), "/clients.rs"));`
    /// declares one for each document. The package must depend on `trueup-client`, and needs its feature `tls`.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_modules(&self, out: &Path) -> Result<Vec<Diagnostic>, String> {
        let clients = self.clone().clients_only();
        let mut input = clients.runtime(Some(Runtime::Registry)).read()?;
        // A module has the features of the package that it is in.
        let crates = input.config.crates.values_mut();
        crates.for_each(|settings| settings.features = None);
        let emission = input.emission(out)?;
        let mut files = emission.files.unwrap_or_default();
        // Examples name the client's crate, which is a module here: they are for reading. Features are those of the package,
        // which calls.
        for text in files.values_mut() {
            *text = text
                .replace("```no_run", "```ignore")
                .replace(LINKS_TO_CALLS, "")
                .replace(&format!("\n{CALLS_ALONE}"), "\n");
        }
        let folder = out.join("trueup");
        let mut modules = String::new();
        for path in files.keys() {
            if let Some(krate) = path.strip_suffix("/src/lib.rs") {
                let library = folder.join(path);
                let name = krate.replace('-', "_");
                modules.push_str(&format!(
                    "#[path = {:?}]\npub mod {name};\n",
                    library.display().to_string()
                ));
            }
        }
        write(&folder, &files, &Scope::Folder)?;
        trueup_io::replace(&out.join("clients.rs"), modules.as_bytes())?;
        Ok(emission.diagnostics)
    }
}

/// Says which of the files that were named are read as schemas though they say of themselves neither that they are, nor that
/// they are documents.
fn remark_schemas(sources: &Sources) {
    for file in load::silent_schemas(sources) {
        let shown = terminal::line(&sources.shown(file)).into_owned();
        trueup_io::remark(&format!(
            "note: {shown} has neither a key `openapi` nor `swagger`: it is read as a JSON Schema\n"
        ));
    }
}

fn write(out: &Path, files: &FileSet, scope: &Scope) -> Result<Written, String> {
    let out = place::absolute(out)?;
    let _lock = trueup_io::lock(&out)?;
    fileset::compare(&out, files, scope)?.write()
}

impl Input {
    /// The API as a model, to hold documents, traffic and examples against, and what there is to say about the documents;
    /// no model if an error is among it. It has the chosen operations alone, as everything that is emitted.
    ///
    /// # Errors
    /// A part of the choice that no operation fits.
    pub fn registry<'a>(
        &self,
        arena: &'a Arena,
    ) -> Result<(Option<Registry<'a>>, Vec<Diagnostic>), String> {
        let mut diagnostics = Diagnostics::new();
        diagnostics.set_levels(self.config.lints.clone());
        let choice = &self.config.operations;
        let api = trueup_registry::load_chosen(&self.sources, choice, &mut diagnostics, arena)?;
        Ok((api, diagnostics.into_sorted()))
    }

    /// What of an output folder is about the documents of an emission: all of it, if they are all of a folder.
    pub(crate) fn scope(&self, emission: &Emission) -> Scope {
        if self.is_folder {
            return Scope::Folder;
        }
        let services = emission.api.iter().flat_map(|api| &api.services);
        let names: Vec<&str> = services.map(|service| service.name.as_str()).collect();
        let crates = names.iter().copied().chain(["validator"]);
        let crates = crates.map(|name| format!("{}/", self.config.crate_name(name)));
        let pages = names.iter().map(|name| format!("reference/{name}.md"));
        Scope::Below(crates.chain(pages).collect())
    }

    /// What the documents say of the chosen operations, and what there is to say about them; nothing if an error is among
    /// it.
    pub(crate) fn lower(&self) -> Result<(Option<Api>, Vec<Diagnostic>), String> {
        let mut diagnostics = Diagnostics::new();
        diagnostics.set_levels(self.config.lints.clone());
        let choice = &self.config.operations;
        let api = trueup_description::lower_chosen(&self.sources, choice, &mut diagnostics)?;
        Ok((api, diagnostics.into_sorted()))
    }

    /// Goes all the way, for an output folder: paths in manifests lead from there.
    ///
    /// # Errors
    /// A defect of the generator, never of the documents.
    pub fn generate(&self, out: &Path) -> Result<Emission, String> {
        let mut config = self.config.clone();
        config.runtime.path = match (&self.runtime, config.runtime.source) {
            (Some(folder), _) => place::relative(&place::absolute(out)?.join("crate"), folder),
            (None, Some(RuntimeSource::Vendored)) => Some(format!("../{}", vendored::FOLDER)),
            (None, _) => None,
        };
        let mut diagnostics = Diagnostics::new();
        // What is written does not depend on where its user stands.
        let sources = match &self.title {
            Some(title) => self.sources.clone().shown_in(title),
            None => self.sources.clone(),
        };
        let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics)?;
        let diagnostics = diagnostics.into_sorted();
        let Some(mut generated) = generated else {
            return Ok(Emission {
                files: None,
                diagnostics,
                api: None,
                types: 0,
            });
        };
        if self.runtime.is_none() && config.runtime.source == Some(RuntimeSource::Vendored) {
            generated.files.extend(vendored::files(&config.emit));
        }
        Ok(Emission {
            files: Some(generated.files),
            diagnostics,
            api: Some(generated.api),
            types: generated.types,
        })
    }

    /// Goes all the way; an error of the documents is one, as text.
    fn emission(&self, out: &Path) -> Result<Emission, String> {
        let emission = self.generate(out)?;
        match emission.files {
            Some(_) => Ok(emission),
            None => Err(diagnostic::render(&emission.diagnostics, &self.sources)),
        }
    }
}

impl Emission {
    /// How many documents and operations there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let services = self.api.as_ref().map_or(&[][..], |api| &api.services);
        let operations = services
            .iter()
            .map(|service| service.operations.len())
            .sum();
        (services.len(), operations)
    }

    /// Whether something stood in the way.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|one| one.severity == Severity::Error)
    }
}
