//! Levels: which codes are errors, which warnings, and which are not said at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Code, Severity};

/// What becomes of the diagnostics of a code, as in the `[lints]` of Cargo.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are not said.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// Its name in settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// The levels of all codes.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(try_from = "BTreeMap<String, Level>")]
pub struct Levels {
    stated: BTreeMap<Code, Level>,
    /// Those that no file takes back.
    demanded: BTreeSet<Code>,
    deny_warnings: bool,
}

impl Levels {
    /// Those of the table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With another level for a code.
    ///
    /// # Errors
    /// A code whose level is fixed, in words.
    pub fn set(&mut self, code: Code, level: Level) -> Result<(), String> {
        if !code.is_lint() && level != Level::Deny {
            return Err(format!(
                "`{code}` is always an error: nothing sensible can be made of such a document"
            ));
        }
        self.stated.insert(code, level);
        Ok(())
    }

    /// With another level for a code in this run, whatever a file says.
    ///
    /// # Errors
    /// As [`Self::set`].
    pub fn demand(&mut self, code: Code, level: Level) -> Result<(), String> {
        self.set(code, level)?;
        self.demanded.insert(code);
        Ok(())
    }

    /// Makes errors of all warnings.
    pub fn deny_warnings(&mut self) {
        self.deny_warnings = true;
    }

    /// The level of a code.
    #[must_use]
    pub fn of(&self, code: Code) -> Level {
        let stated = self.stated.get(&code).copied();
        match stated.unwrap_or_else(|| code.default_level()) {
            Level::Warn if self.deny_warnings => Level::Deny,
            level => level,
        }
    }

    /// The level that lets a fault pass, if it is an error by its level alone and a file sets it.
    pub(super) fn passes(&self, code: Code) -> Option<Level> {
        let denied = code.is_lint() && self.of(code) == Level::Deny;
        let denied = denied && !self.demanded.contains(&code);
        denied.then_some(match self.deny_warnings {
            true => Level::Allow,
            false => Level::Warn,
        })
    }

    /// How bad a diagnostic of a code is; `None` if it is not said.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.of(code) {
            Level::Allow => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

impl TryFrom<BTreeMap<String, Level>> for Levels {
    type Error = String;

    fn try_from(table: BTreeMap<String, Level>) -> Result<Self, String> {
        let mut levels = Self::new();
        for (name, level) in table {
            levels.set(Code::named(&name)?, level)?;
        }
        Ok(levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_those_of_the_table_unless_something_else_is_said() {
        let mut levels = Levels::new();
        assert_eq!(levels.of(Code::BadYaml), Level::Deny);
        assert_eq!(levels.of(Code::UnknownKey), Level::Warn);
        assert_eq!(levels.severity(Code::MissingSummary), None);
        levels.set(Code::UnknownKey, Level::Allow).unwrap();
        levels.set(Code::MissingSummary, Level::Warn).unwrap();
        levels.deny_warnings();
        assert_eq!(levels.of(Code::UnknownKey), Level::Allow);
        assert_eq!(levels.of(Code::MissingSummary), Level::Deny);
        assert_eq!(levels.of(Code::DuplicateValue), Level::Deny);
    }

    /// What a command denies, no file lets pass.
    #[test]
    fn a_file_takes_nothing_back_that_is_demanded() {
        let mut levels = Levels::new();
        levels.set(Code::UnknownKey, Level::Deny).unwrap();
        assert_eq!(levels.passes(Code::UnknownKey), Some(Level::Warn));
        levels.demand(Code::UnknownKey, Level::Deny).unwrap();
        assert_eq!(levels.passes(Code::UnknownKey), None);
    }

    #[test]
    fn what_is_always_an_error_stays_one() {
        let mut levels = Levels::new();
        assert!(levels.set(Code::BadYaml, Level::Warn).is_err());
        assert!(levels.set(Code::BadYaml, Level::Deny).is_ok());
        let table = |name: &str| BTreeMap::from([(name.to_owned(), Level::Warn)]);
        let said = Levels::try_from(table("unknown-keey")).unwrap_err();
        assert!(said.contains("did you mean `unknown-key`?"), "{said}");
    }
}
