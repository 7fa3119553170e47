//! `generate.toml`: what the documents cannot say about the crates made from them.

use std::collections::BTreeMap;

use serde::Deserialize;

use trueup_description::diagnostic::Levels;

/// Settings of a generation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Crates are named `<prefix>-<document>`.
    pub prefix: String,
    /// Version of every emitted crate.
    pub version: String,
    /// Oldest Rust that the emitted crates build with; unless said, that of the runtime crates.
    #[serde(default = "oldest_rust")]
    pub rust_version: String,
    /// SPDX expression.
    pub license: String,
    /// Files with the licences' texts, relative to the spec folder; each crate gets a copy.
    #[serde(default)]
    pub license_files: Vec<String>,
    /// Where the source is kept, if it is public.
    #[serde(default)]
    pub repository: Option<String>,
    /// Which diagnostics are errors, which warnings, and which are not said.
    #[serde(default)]
    pub lints: Levels,
    /// The crates that emitted code calls.
    #[serde(default)]
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
    /// Version that emitted manifests ask for; unless said, the generator's own.
    #[serde(default = "own_version")]
    pub version: String,
    /// Folder that holds them, relative to the spec folder; without it they come by version alone.
    #[serde(default)]
    pub path: Option<String>,
}

impl Default for Runtime {
    fn default() -> Self {
        Self {
            version: own_version(),
            path: None,
        }
    }
}

/// Three numbers, and perhaps more behind `-` or `+` (Semantic Versioning 2.0.0, item 2).
fn is_version(text: &str) -> bool {
    let (numbers, rest) = match text.find(['-', '+']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let number =
        |part: &str| part.parse::<u64>().is_ok() && part.bytes().all(|b| b.is_ascii_digit());
    let rest_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
    numbers.split('.').count() == 3 && numbers.split('.').all(number) && rest.chars().all(rest_part)
}

/// The runtime crates have the generator's version.
fn own_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// What emitted code is written for is what the runtime crates are written for.
fn oldest_rust() -> String {
    env!("CARGO_PKG_RUST_VERSION").to_owned()
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
        let config: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        config.check()?;
        Ok(config)
    }

    /// What ends up in names of folders and crates must be fit for one, whatever the file says.
    fn check(&self) -> Result<(), String> {
        let name_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !self.prefix.starts_with(|c: char| c.is_ascii_alphabetic())
            || !self.prefix.chars().all(name_part)
        {
            return Err(format!(
                "`prefix` begins the names of crates, so it has a letter first, then letters, digits, `-` and `_`; \
                 it is {:?}",
                self.prefix
            ));
        }
        let versions = [
            ("version", &self.version),
            ("version` of `runtime", &self.runtime.version),
        ];
        for (key, version) in versions {
            if !is_version(version) {
                return Err(format!(
                    "`{key}` must be a version like `1.2.3`; it is {version:?}"
                ));
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(prefix: &str, version: &str) -> Result<Config, String> {
        Config::parse(&format!(
            "prefix = {prefix:?}\nversion = {version:?}\nlicense = 'MIT'\n"
        ))
    }

    #[test]
    fn the_runtime_is_the_generators_own_unless_said() {
        let config = parsed("pets", "1.2.3-beta.1").unwrap();
        assert_eq!(config.runtime.version, env!("CARGO_PKG_VERSION"));
        assert_eq!(config.rust_version, env!("CARGO_PKG_RUST_VERSION"));
    }

    #[test]
    fn names_of_folders_are_refused_if_they_lead_elsewhere() {
        for prefix in ["", "../pets", "a/b", "1st", "pets "] {
            assert!(parsed(prefix, "1.2.3").is_err(), "{prefix:?}");
        }
        for version in ["", "1", "1.2", "1.2.x", "1.2.3\"\n", "1.2.3-\n"] {
            assert!(parsed("pets", version).is_err(), "{version:?}");
        }
    }
}
