//! Flags that say what `generate.toml` can say, each called after its key.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use trueup_codegen::config::{self, Config};
use trueup_description::diagnostic::{Code, Level};
use trueup_io::read_text;
use trueup_text::shell;

/// What is said in place of the settings about crates and the runtime.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Overrides {
    /// Version of the crates [default: `info.version`, if it is one]
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Oldest Rust that the crates build with [default: that of the crates that they call]
    #[arg(long, value_name = "VERSION", value_parser = config::rust_version)]
    rust_version: Option<String>,
    /// Licence of the crates, an SPDX expression [default: none]
    #[arg(long, value_name = "SPDX", value_parser = config::license)]
    license: Option<String>,
    /// A licence's text, copied into every crate; may be given several times
    #[arg(long, value_name = "FILE")]
    license_file: Vec<PathBuf>,
    /// Where the source of the crates is kept
    #[arg(long, value_name = "URL", value_parser = config::repository)]
    repository: Option<String>,
    /// What the client's crate is, in a sentence [default: after the title]
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Keywords of the client's crate, at most five
    #[arg(long, value_name = "WORD", value_delimiter = ',', value_parser = config::keyword)]
    keywords: Vec<String>,
    /// What of a client has features of its own [default: nothing]
    #[arg(long, value_name = "OF")]
    features: Option<Features>,
    /// Version of the crates that emitted code calls [default: that of this program]
    #[arg(long, value_name = "VERSION")]
    runtime_version: Option<String>,
    #[command(flatten)]
    pub(crate) levels: Levels,
}

/// What of a client has features of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Features {
    /// The operations of each tag, and the types that only they need
    Tags,
}

/// The levels of diagnostics that are said in place of those of the settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Levels {
    /// Do not say diagnostics of this code; may be given several times
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,
    /// Warn of this code
    #[arg(long, value_name = "CODE", value_parser = code)]
    warn: Vec<Code>,
    /// Take this code for an error
    #[arg(long, value_name = "CODE", value_parser = code)]
    deny: Vec<Code>,
}

fn code(name: &str) -> Result<Code, String> {
    Code::named(name)
}

impl Overrides {
    /// Says it in the settings of these documents.
    pub(crate) fn apply(&self, config: &mut Config, documents: &[String]) -> Result<(), String> {
        if let Some(version) = &self.version {
            config.version = Some(version.clone());
        }
        if let Some(version) = &self.rust_version {
            config.rust_version.clone_from(version);
        }
        if let Some(license) = &self.license {
            config.license = Some(license.clone());
        }
        if let Some(repository) = &self.repository {
            config.repository = Some(repository.clone());
        }
        if let Some(version) = &self.runtime_version {
            config.runtime.version.clone_from(version);
        }
        if !self.license_file.is_empty() {
            config.license_texts.clear();
        }
        for file in &self.license_file {
            let name = file.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            config.license_texts.insert(name, read_text(file)?);
        }
        config::keywords(&self.keywords)?;
        for document in documents {
            self.apply_to(config.crates.entry(document.clone()).or_default());
        }
        self.levels.apply(config)
    }

    fn apply_to(&self, settings: &mut config::CrateConfig) {
        if let Some(description) = &self.description {
            settings.description = Some(description.clone());
        }
        if !self.keywords.is_empty() {
            settings.keywords.clone_from(&self.keywords);
        }
        if let Some(Features::Tags) = self.features {
            settings.features = Some(config::Features::Tags);
        }
    }

    /// Writes the flags behind a command.
    pub(crate) fn write(&self, command: &mut String) {
        let features = self.features.map(|Features::Tags| "tags".to_owned());
        let keywords = (!self.keywords.is_empty()).then(|| self.keywords.join(","));
        for (flag, value) in [
            ("version", &self.version),
            ("rust-version", &self.rust_version),
            ("license", &self.license),
            ("repository", &self.repository),
            ("description", &self.description),
            ("keywords", &keywords),
            ("features", &features),
            ("runtime-version", &self.runtime_version),
        ] {
            if let Some(value) = value {
                let _ = write!(command, " --{flag} {}", shell::argument(value));
            }
        }
        for file in &self.license_file {
            let file = shell::argument(&file.to_string_lossy());
            let _ = write!(command, " --license-file {file}");
        }
        self.levels.write(command);
    }
}

impl Levels {
    fn stated(&self) -> impl Iterator<Item = (Level, Code)> {
        let levels = [
            (Level::Allow, &self.allow),
            (Level::Warn, &self.warn),
            (Level::Deny, &self.deny),
        ];
        let codes = levels.into_iter();
        codes.flat_map(|(level, codes)| codes.iter().map(move |code| (level, *code)))
    }

    fn apply(&self, config: &mut Config) -> Result<(), String> {
        let mut stated = self.stated();
        stated.try_for_each(|(level, code)| config.lints.demand(code, level))
    }

    fn write(&self, command: &mut String) {
        for (level, code) in self.stated() {
            let _ = write!(command, " --{} {code}", level.as_str());
        }
    }
}

impl From<Levels> for Overrides {
    fn from(levels: Levels) -> Self {
        Self {
            levels,
            ..Self::default()
        }
    }
}
