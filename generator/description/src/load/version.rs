//! The versions of OpenAPI that a document can be written for.

use std::fmt;

use crate::cursor::At;

/// A version by its first two numbers: what they fix, patches only word better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0, whose schemas are a dialect of JSON Schema draft 4.
    V2_0,
    /// 3.0.0 to 3.0.4, whose schemas are a dialect of JSON Schema of their own.
    #[default]
    V3_0,
    /// 3.1.0 to 3.1.2, whose schemas are those of JSON Schema 2020-12.
    V3_1,
    /// 3.2.0
    V3_2,
}

impl Version {
    /// The version that a document names at its root, if we know it.
    pub(super) fn of(root: &At<'_>) -> Option<Self> {
        if let Some(version) = root.get("openapi") {
            return Self::parse(&stated(&version));
        }
        (stated(&root.get("swagger")?) == "2.0").then_some(Self::V2_0)
    }

    /// The version that the text of `openapi` names. A patch may be left out.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let minor = match (parts.next()?, parts.next()?) {
            ("3", "0") => Self::V3_0,
            ("3", "1") => Self::V3_1,
            ("3", "2") => Self::V3_2,
            _ => return None,
        };
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (parts.next().is_none_or(is_number) && parts.next().is_none()).then_some(minor)
    }

    /// Whether its schemas are those of JSON Schema 2020-12.
    #[must_use]
    pub fn has_json_schema(self) -> bool {
        self >= Self::V3_1
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V2_0 => "Swagger 2.0",
            Self::V3_0 => "OpenAPI 3.0",
            Self::V3_1 => "OpenAPI 3.1",
            Self::V3_2 => "OpenAPI 3.2",
        })
    }
}

/// The text of a version; one without quotes is a number in YAML.
pub(super) fn stated(version: &At<'_>) -> String {
    match version.as_str() {
        Some(text) => text.to_owned(),
        None => version.to_json().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_decide() {
        for (text, version) in [
            ("3.0.3", Some(Version::V3_0)),
            ("3.0.4", Some(Version::V3_0)),
            ("3.1.0", Some(Version::V3_1)),
            ("3.2", Some(Version::V3_2)),
            ("3.3.0", None),
            ("3.1.x", None),
            ("3.1.0.0", None),
            ("3.1.", None),
            ("2.0", None),
            ("3", None),
        ] {
            assert_eq!(Version::parse(text), version, "{text}");
        }
    }
}
