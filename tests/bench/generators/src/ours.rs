//! Our generator.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use bench_fixtures::Spec;
use bench_harness::{Result, repository};
use trueup_codegen::FileSet;
use trueup_codegen::config::{Config, Part};
use trueup_description::diagnostic::{Diagnostics, Levels, Severity};
use trueup_description::source::Sources;

/// What our generator reads.
#[derive(Debug)]
pub struct Input {
    sources: Sources,
    config: Config,
}

impl Input {
    /// The files of a spec folder, with the settings of this repository's; crates are named after `prefix`.
    ///
    /// # Errors
    ///
    /// Settings that cannot be read.
    pub fn new(spec: &Spec, prefix: &str) -> Result<Self> {
        Self::of_texts(spec.texts.clone(), prefix)
    }

    /// The same from texts by path.
    ///
    /// # Errors
    ///
    /// Settings that cannot be read.
    pub fn of_texts(texts: BTreeMap<String, String>, prefix: &str) -> Result<Self> {
        let root = repository().canonicalize()?;
        let mut config = Config::parse(&fs::read_to_string(root.join("spec/generate.toml"))?)?;
        prefix.clone_into(&mut config.prefix);
        config.license_files.clear();
        // Others say nothing of faults that have one sound reading.
        config.lints = Levels::new();
        config.runtime.path = Some(root.join("generator").display().to_string());
        Ok(Self {
            sources: Sources::new(texts),
            config,
        })
    }
}

impl Input {
    /// The same, of which clients alone are emitted.
    #[must_use]
    pub fn clients_only(mut self) -> Self {
        self.config.emit = vec![Part::Client];
        self
    }
}

/// Everything that is emitted: clients, the validator, pages.
///
/// # Errors
///
/// A description that the generator refuses.
pub fn ours(input: &Input) -> Result<FileSet> {
    let mut diagnostics = Diagnostics::new();
    match trueup_codegen::generate(&input.sources, &input.config, &mut diagnostics)? {
        Some(generated) => Ok(generated.files),
        None => Err(format!("{:#?}", diagnostics.into_sorted()).into()),
    }
}

/// The codes of the errors for which nothing is emitted, each once; none if everything is.
///
/// # Errors
///
/// A defect of the generator.
pub fn refusals(input: &Input) -> Result<Vec<String>> {
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&input.sources, &input.config, &mut diagnostics)?;
    if generated.is_some() {
        return Ok(Vec::new());
    }
    let errors = diagnostics.into_sorted().into_iter();
    let codes: BTreeSet<_> = errors
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.code.to_string())
        .collect();
    Ok(codes.into_iter().collect())
}
