//! Our generator.

use std::collections::BTreeMap;
use std::fs;

use bench_fixtures::Spec;
use bench_harness::{Result, repository};
use trueup_codegen::FileSet;
use trueup_codegen::config::Config;
use trueup_codegen::diagnostic::Diagnostics;
use trueup_codegen::source::Sources;

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
        config.runtime.path = Some(root.join("generator").display().to_string());
        Ok(Self {
            sources: Sources::new(texts),
            config,
        })
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
