//! `trueup.toml`, or the table `documents` of `generate.toml`: what a team has decided once about its documents and
//! recordings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use trueup_validator::Severity;
use trueup_validator::registry::Api;

use crate::code::Code;
use crate::document::suggest;
use crate::finding::Findings;

/// The name of the file.
pub const FILE: &str = "trueup.toml";

/// The file of a generation, whose table `documents` says the same.
pub const GENERATION: &str = "generate.toml";

/// The settings of a run; without a file, those of nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// Base URLs that count as servers of every service.
    pub servers: Vec<String>,
    /// Paths that may stand in front of those of the description, such as `/api` and `/v1.24`.
    pub prefixes: Vec<String>,
    /// Files and folders that are nobody's documents, below the folder of the file.
    pub ignore: Vec<String>,
    /// By folders below that of the file: the service that their documents are about.
    pub folders: BTreeMap<String, String>,
    /// By code: how much it weighs, and why.
    pub codes: BTreeMap<String, Decision>,
    /// What components and their attributes are called.
    pub components: Components,
    /// Whether the words that emitted pages quote from the description are held against it, too.
    pub descriptions: bool,
    /// The folder that paths are meant in.
    #[serde(skip)]
    root: PathBuf,
    /// Whether there is a file.
    #[serde(skip)]
    is_read: bool,
}

/// What the components of a site and their attributes are called, beside the names that are known anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Components {
    /// Components that declare a parameter or property.
    pub parameters: Vec<String>,
    /// Attributes that hold a method.
    pub method: Vec<String>,
    /// Attributes that hold a path.
    pub path: Vec<String>,
    /// Attributes that hold the name of a parameter.
    pub name: Vec<String>,
    /// Attributes that hold a type.
    #[serde(rename = "type")]
    pub ty: Vec<String>,
    /// Attributes that say whether a parameter must be there.
    pub required: Vec<String>,
    /// Attributes that say where a parameter travels.
    pub place: Vec<String>,
}

/// What was decided about a code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// How much it weighs.
    pub level: Level,
    /// Why.
    pub reason: String,
}

/// How much a code weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing: it is not reported.
    Allow,
    /// As a note.
    Note,
    /// As a warning.
    Warning,
    /// As an error.
    Error,
}

impl Settings {
    /// Reads the text of a file that stands in a folder.
    ///
    /// # Errors
    /// What is wrong with it, with the line.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, String> {
        let settings = toml::from_str(text).map_err(|error| error.to_string())?;
        Self::checked(settings, folder)
    }

    /// Reads the table `documents` of the settings of a generation, in a file that stands in a folder; none where there is
    /// no such table.
    ///
    /// # Errors
    /// What is wrong with it, with the line.
    pub fn parse_table(text: &str, folder: &Path) -> Result<Option<Self>, String> {
        #[derive(Deserialize)]
        struct Generation {
            documents: Option<Settings>,
        }
        let all: Generation = toml::from_str(text).map_err(|error| error.to_string())?;
        let settings = all.documents;
        settings.map(|it| Self::checked(it, folder)).transpose()
    }

    fn checked(mut settings: Self, folder: &Path) -> Result<Self, String> {
        settings.root = folder.to_owned();
        settings.is_read = true;
        for server in &settings.servers {
            check_server(server)?;
        }
        for prefix in &settings.prefixes {
            if !prefix.starts_with('/') {
                return Err(format!("the prefix `{prefix}` does not begin with a slash"));
            }
        }
        for (code, decision) in &settings.codes {
            check_code(code, &decision.reason)?;
        }
        Ok(settings)
    }

    /// Decides that a code is not reported: `CODE=reason`.
    ///
    /// # Errors
    /// Where there is no such code, or no reason.
    pub fn allow(&mut self, decision: &str) -> Result<(), String> {
        let (code, reason) = decision.split_once('=').unwrap_or((decision, ""));
        check_code(code, reason).map_err(|problem| match reason {
            "" if is_code(code) => format!("{problem}: `--allow '{code}=the reason'`"),
            _ => problem,
        })?;
        let decision = Decision {
            level: Level::Allow,
            reason: reason.trim().to_owned(),
        };
        self.codes.insert(code.to_owned(), decision);
        Ok(())
    }

    /// Adds a base URL.
    ///
    /// # Errors
    /// Where it is none.
    pub fn serve(&mut self, server: &str) -> Result<(), String> {
        check_server(server)?;
        self.servers.push(server.to_owned());
        Ok(())
    }

    /// Whether a file is nobody's document.
    pub fn ignores(&self, file: &Path) -> bool {
        let inside = self.below(file);
        let ignored = |path: &String| inside.as_deref().is_some_and(|it| it.starts_with(path));
        self.ignore.iter().any(ignored)
    }

    /// The service that the documents of a file's folder are about; the deepest folder counts.
    pub(crate) fn service_of(&self, file: &str) -> Option<&str> {
        let inside = self.below(Path::new(file))?;
        let above = self.folders.iter();
        let above =
            above.filter(|(folder, _)| folder.as_str() == "." || inside.starts_with(folder));
        let deepest = above.max_by_key(|(folder, _)| Path::new(folder).components().count());
        deepest.map(|(_, service)| service.as_str())
    }

    /// The folder of the settings, if there are any.
    pub(crate) fn folder(&self) -> Option<&Path> {
        let root = self.root.as_path();
        let here = Path::new(".");
        self.is_read.then_some(match root.as_os_str().is_empty() {
            true => here,
            false => root,
        })
    }

    /// A file as seen from the folder of the settings.
    fn below(&self, file: &Path) -> Option<PathBuf> {
        let root = std::path::absolute(&self.root).ok()?;
        let file = std::path::absolute(file).ok()?;
        let plain = |path: &Path| -> PathBuf {
            let components = path.components();
            components
                .filter(|part| !matches!(part, std::path::Component::CurDir))
                .collect()
        };
        plain(&file)
            .strip_prefix(plain(&root))
            .map(Path::to_owned)
            .ok()
    }

    /// The services that folders name must be there.
    pub(crate) fn check_services(&self, api: &Api<'_>) -> Result<(), String> {
        for name in self.folders.values() {
            if api.service(name).is_none() {
                let names = api.services.iter().map(|service| service.name);
                return Err(unknown("service", name, names));
            }
        }
        Ok(())
    }

    /// Findings as they weigh by the decisions; how many are not reported is counted.
    pub(crate) fn weigh(&self, findings: Findings) -> Findings {
        if self.codes.is_empty() {
            return findings;
        }
        let mut weighed = Findings {
            documents: findings.documents,
            model: findings.model,
            ..Findings::default()
        };
        weighed.summary.counts = findings.summary.counts;
        for mut finding in findings.findings {
            match self.codes.get(finding.code).map(|decision| decision.level) {
                Some(Level::Allow) => {
                    weighed.count("allowed");
                    continue;
                }
                Some(Level::Note) => finding.severity = Severity::Note,
                Some(Level::Warning) => finding.severity = Severity::Warning,
                Some(Level::Error) => finding.severity = Severity::Error,
                None => {}
            }
            weighed.push(finding);
        }
        weighed
    }
}

/// What is known of the codes that a comment may name, too.
pub(crate) fn is_code(name: &str) -> bool {
    names().any(|known| known == name)
}

fn names() -> impl Iterator<Item = &'static str> {
    let own = Code::ALL.iter().map(|code| code.name());
    let violations = trueup_validator::Code::ALL.iter().map(|code| code.name());
    own.chain(violations)
}

fn check_code(code: &str, reason: &str) -> Result<(), String> {
    if !is_code(code) {
        return Err(unknown("code", code, names()));
    }
    match reason.trim().is_empty() {
        true => Err(format!("why `{code}`? A decision has a reason")),
        false => Ok(()),
    }
}

fn check_server(server: &str) -> Result<(), String> {
    match server.contains("://") {
        true => Ok(()),
        false => Err(format!("`{server}` is no base URL: it has no scheme")),
    }
}

fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let near = suggest::nearest(name, names);
    let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    format!("no {what} is called `{name}`{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(text, Path::new("docs"))
    }

    #[test]
    fn decisions_are_read() {
        let text = "servers = ['https://staging.test/api']\nprefixes = ['/v1.24']\nignore = ['old', 'a/b.md']\n\n[folders]\n'.' = 'users'\nguides = 'billing'\n\n[codes]\nnull = { level = 'allow', reason = 'Swagger 2.0 cannot say it' }\n";
        let settings = parse(text).unwrap_or_default();
        assert!(settings.ignores(Path::new("docs/old/x.md")));
        assert!(settings.ignores(Path::new("./docs/a/b.md")));
        assert!(!settings.ignores(Path::new("docs/older.md")));
        assert!(!settings.ignores(Path::new("old/x.md")));
        assert_eq!(settings.service_of("docs/x.md"), Some("users"));
        assert_eq!(settings.service_of("docs/guides/x.md"), Some("billing"));
        assert_eq!(settings.service_of("x.md"), None);
    }

    #[test]
    fn the_settings_of_a_generation_may_have_a_table_of_them() {
        let read = |text| Settings::parse_table(text, Path::new("docs"));
        assert_eq!(read("prefix = 'shop'\n"), Ok(None));
        let text = "prefix = 'shop'\n\n[documents]\nignore = ['old']\n\n[documents.components]\nmethod = ['verb']\n";
        let settings = read(text).unwrap_or_default().unwrap_or_default();
        assert!(settings.ignores(Path::new("docs/old/x.md")));
        assert_eq!(settings.components.method, ["verb"]);
        let said = read("[documents]\nignored = []\n").expect_err("a key that is not known");
        assert!(said.contains("line 2"), "{said}");
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let cases = [
            ("server = []", "unknown field `server`"),
            ("servers = ['shop.test']", "it has no scheme"),
            ("prefixes = ['api']", "does not begin with a slash"),
            (
                "codes.nul = { level = 'allow', reason = 'x' }",
                "did you mean `null`?",
            ),
            (
                "codes.null = { level = 'allow', reason = ' ' }",
                "A decision has a reason",
            ),
            ("codes.null = { level = 'off', reason = 'x' }", "line 1"),
        ];
        for (text, why) in cases {
            let said = parse(text).expect_err(text);
            assert!(said.contains(why), "{text}: {said}");
        }
    }

    #[test]
    fn an_allowance_needs_a_reason() {
        let mut settings = Settings::default();
        assert!(settings.allow("null").is_err());
        assert!(settings.allow("null=not said by Swagger 2.0").is_ok());
        let mut findings = Findings::default();
        findings.push(Finding::new(Code::BaseUrl, ""));
        assert_eq!(settings.weigh(findings.clone()).findings.len(), 1);
        assert!(settings.allow("base-url=staging").is_ok());
        let weighed = settings.weigh(findings);
        assert!(weighed.findings.is_empty() && !weighed.has_errors());
        assert_eq!(weighed.summary.counts.get("allowed"), Some(&1));
    }
}
