//! `generate.toml`: what the documents cannot say about the crates made from them.

mod manifest;

use std::collections::BTreeMap;

use serde::Deserialize;

use trueup_description::choice::Choice;
use trueup_description::diagnostic::Levels;

pub(crate) use manifest::EDITION;
pub use manifest::{keyword, keywords, license, repository, rust_version};

/// Settings of a generation.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Crates are named `<prefix>-<document>`; without it, `<document>`.
    #[serde(default)]
    pub prefix: String,
    /// Version of every emitted crate; unless said, the first one.
    #[serde(default)]
    pub version: Option<String>,
    /// What is emitted.
    #[serde(default = "all_parts", deserialize_with = "some_parts")]
    pub emit: Vec<Part>,
    /// Oldest Rust that the emitted crates build with; unless said, that of the runtime crates.
    #[serde(
        default = "oldest_rust",
        deserialize_with = "manifest::read_rust_version"
    )]
    pub rust_version: String,
    /// SPDX expression, if there is one.
    #[serde(default, deserialize_with = "manifest::read_license")]
    pub license: Option<String>,
    /// Files with the licences' texts, relative to the spec folder; each crate gets a copy.
    #[serde(default)]
    pub license_files: Vec<String>,
    /// Where the source is kept, if it is public.
    #[serde(default, deserialize_with = "manifest::read_repository")]
    pub repository: Option<String>,
    /// Which operations are emitted, and the types that they need; unless said, all.
    #[serde(default)]
    pub operations: Choice,
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
    /// Whether the file says how documents are checked, which is read by what checks them.
    #[serde(default, deserialize_with = "is_there")]
    pub documents: bool,
    /// The keys of the file that have no effect any more, and what there is instead.
    #[serde(skip)]
    pub obsolete: Vec<(&'static str, &'static str)>,
}

/// Keys that had an effect once, and what there is instead.
const OBSOLETE: [(&str, &str); 2] = [
    ("tolerate", "`[lints]` sets the level of each code"),
    ("operation-ids", "missing ids are always derived"),
];

/// Whether a key is there, whatever its value.
fn is_there<'de, D: serde::Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    serde::de::IgnoredAny::deserialize(value).map(|_| true)
}

/// A part of what can be emitted.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A client crate for each document.
    Client,
    /// The crate that judges bodies and exchanges.
    Validator,
    /// A page for each document.
    Reference,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Client, Self::Validator, Self::Reference];

    /// The part of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }

    /// Its name in settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Validator => "validator",
            Self::Reference => "reference",
        }
    }
}

fn all_parts() -> Vec<Part> {
    Part::ALL.to_vec()
}

/// Parts that a file names; a run without any would delete all that was emitted before.
fn some_parts<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Vec<Part>, D::Error> {
    let parts = Vec::deserialize(value)?;
    match parts.is_empty() {
        true => Err(serde::de::Error::custom(NOTHING)),
        false => Ok(parts),
    }
}

/// What is said of settings by which nothing is emitted.
const NOTHING: &str = "nothing is emitted: name one of `client`, `validator` and `reference`, or leave `emit` out for all";

/// How emitted manifests find the runtime crates.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum RuntimeSource {
    /// They lie beside what is emitted, as copies.
    Vendored,
    /// The registry has them.
    Registry,
    /// They lie in a folder.
    Path,
}

/// Where the runtime crates come from.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Runtime {
    /// Version that emitted manifests ask for; unless said, the generator's own.
    #[serde(default = "own_version")]
    pub version: String,
    /// How they are found; unless said, by path where there is one, else in the registry.
    #[serde(default)]
    pub source: Option<RuntimeSource>,
    /// Folder that holds them, relative to the spec folder; without it they come by version alone.
    #[serde(default)]
    pub path: Option<String>,
}

impl Default for Runtime {
    fn default() -> Self {
        Self {
            version: own_version(),
            source: None,
            path: None,
        }
    }
}

impl Default for Config {
    /// What holds where settings say nothing.
    fn default() -> Self {
        Self {
            prefix: String::new(),
            version: None,
            emit: all_parts(),
            rust_version: oldest_rust(),
            license: None,
            license_files: Vec::new(),
            repository: None,
            operations: Choice::default(),
            obsolete: Vec::new(),
            documents: false,
            lints: Levels::new(),
            runtime: Runtime::default(),
            license_texts: BTreeMap::new(),
            extensions: BTreeMap::new(),
            crates: BTreeMap::new(),
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

/// How long a crate's name may be (The Cargo Book, "The name field": what crates.io takes). Files are called after it, and
/// most systems end at 255 bytes.
pub const LONGEST_NAME: usize = 64;

/// The Cargo Book, "The name field"; a letter first, so that it is an identifier of Rust.
fn is_crate_name(name: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins && name.chars().all(part) && name.len() <= LONGEST_NAME
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
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CrateConfig {
    /// Its name, if it is not `<prefix>-<document>`.
    #[serde(default)]
    pub name: Option<String>,
    /// One sentence.
    #[serde(default)]
    pub description: Option<String>,
    /// At most five.
    #[serde(default, deserialize_with = "manifest::read_keywords")]
    pub keywords: Vec<String>,
    /// What has features of its own, so that it can be left out; unless said, nothing.
    #[serde(default)]
    pub features: Option<Features>,
}

/// What of a client has features of its own.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Features {
    /// The operations of each tag, and the types that only they need.
    Tags,
}

impl Config {
    /// Reads the text of `generate.toml`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config = match toml::from_str(text) {
            Ok(config) => config,
            Err(error) => Self::without_obsolete(text).ok_or_else(|| error.to_string())??,
        };
        config.check()?;
        Ok(config)
    }

    /// The settings of a text that has obsolete keys; none where it has no such key. What is wrong with it has no line.
    fn without_obsolete(text: &str) -> Option<Result<Self, String>> {
        let mut table: toml::Table = toml::from_str(text).ok()?;
        let there = OBSOLETE.into_iter();
        let obsolete: Vec<_> = there
            .filter(|(key, _)| table.remove(*key).is_some())
            .collect();
        (!obsolete.is_empty()).then(|| {
            let config: Self = table.try_into().map_err(|error| error.to_string())?;
            Ok(Self { obsolete, ..config })
        })
    }

    /// What ends up in names of folders and crates must be fit for one, whatever the settings say.
    ///
    /// # Errors
    ///
    /// The setting that is not, in words.
    pub fn check(&self) -> Result<(), String> {
        if self.emit.is_empty() {
            return Err(NOTHING.to_owned());
        }
        let names = self
            .crates
            .values()
            .filter_map(|settings| settings.name.as_deref());
        let prefix = Some(self.prefix.as_str()).filter(|prefix| !prefix.is_empty());
        for name in names.chain(prefix) {
            if !is_crate_name(name) {
                return Err(format!(
                    "a crate's name has a letter first, then letters, digits, `-` and `_`, and at most {LONGEST_NAME} of them; {name:?} is not such a name"
                ));
            }
        }
        let versions = [
            ("version", self.version()),
            ("version` of `runtime", &self.runtime.version),
        ];
        for (key, version) in versions {
            if !Self::is_version(version) {
                return Err(format!(
                    "`{key}` must be a version like `1.2.3`; it is {version:?}"
                ));
            }
        }
        Ok(())
    }

    /// Version of every emitted crate.
    #[must_use]
    pub fn version(&self) -> &str {
        self.version.as_deref().unwrap_or("0.1.0")
    }

    /// Whether a part is emitted.
    #[must_use]
    pub fn emits(&self, part: Part) -> bool {
        self.emit.contains(&part)
    }

    /// Whether this is a version (Semantic Versioning 2.0.0).
    #[must_use]
    pub fn is_version(text: &str) -> bool {
        is_version(text)
    }

    /// Name of the crate of a document.
    pub fn crate_name(&self, stem: &str) -> String {
        let settings = self.crates.get(stem);
        match settings.and_then(|settings| settings.name.clone()) {
            Some(name) => name,
            None if self.prefix.is_empty() => stem.to_owned(),
            None => format!("{}-{stem}", self.prefix),
        }
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
    fn keys_without_effect_are_read_and_not_offered() {
        let config = Config::parse("tolerate = ['x']\nprefix = 'pets'\n").unwrap();
        assert_eq!(config.prefix, "pets");
        assert_eq!(config.obsolete[..], OBSOLETE[..1]);
        let said = Config::parse("nope = 1\n").unwrap_err();
        assert!(
            said.contains("`prefix`") && !said.contains("tolerate"),
            "{said}"
        );
        assert!(Config::parse("tolerate = 1\nnope = 1\n").is_err());
    }

    #[test]
    fn names_of_folders_are_refused_if_they_lead_elsewhere() {
        for prefix in ["../pets", "a/b", "1st", "pets "] {
            assert!(parsed(prefix, "1.2.3").is_err(), "{prefix:?}");
        }
        assert!(parsed(&"p".repeat(LONGEST_NAME), "1.2.3").is_ok());
        assert!(parsed(&"p".repeat(LONGEST_NAME + 1), "1.2.3").is_err());
        for version in ["", "1", "1.2", "1.2.x", "1.2.3\"\n", "1.2.3-\n"] {
            assert!(parsed("pets", version).is_err(), "{version:?}");
        }
    }
}
