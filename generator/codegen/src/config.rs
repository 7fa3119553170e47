//! `generate.toml`: what the documents cannot say about the crates made from them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Settings of a generation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Crates are named `<prefix>-<document>`.
    pub prefix: String,
    /// Version of every emitted crate.
    pub version: String,
    /// Oldest Rust that the emitted crates build with.
    pub rust_version: String,
    /// SPDX expression.
    pub license: String,
    /// Files with the licences' texts, relative to the spec folder; each crate gets a copy.
    #[serde(default)]
    pub license_files: Vec<String>,
    /// Where the source is kept, if it is public.
    #[serde(default)]
    pub repository: Option<String>,
    /// The crates that emitted code calls.
    pub runtime: Runtime,
    /// Name and text of each licence file, filled in by whoever reads files.
    #[serde(skip)]
    pub license_texts: BTreeMap<String, String>,
    /// Hand-written Rust beside a document, by the document's file stem: the text of `<stem>/extension.rs`, filled in by
    /// whoever reads files. It becomes the public module `extension` of the document's crate.
    #[serde(skip)]
    pub extensions: BTreeMap<String, String>,
    /// What to say about the crate of each document, by the document's file stem.
    #[serde(default)]
    pub crates: BTreeMap<String, CrateConfig>,
}

/// Where the runtime crates come from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Runtime {
    /// Version that emitted manifests ask for.
    pub version: String,
    /// Folder that holds them, relative to the spec folder; without it they come by version alone.
    #[serde(default)]
    pub path: Option<String>,
}

/// What to say about one crate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// One sentence.
    #[serde(default)]
    pub description: Option<String>,
    /// At most five.
    #[serde(default)]
    pub keywords: Vec<String>,
}

impl Config {
    /// Reads the text of `generate.toml`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Name of the crate of a document.
    pub fn crate_name(&self, stem: &str) -> String {
        format!("{}-{stem}", self.prefix)
    }

    /// Name of a crate as it stands in Rust paths.
    pub fn crate_ident(&self, stem: &str) -> String {
        self.crate_name(stem).replace('-', "_")
    }
}
