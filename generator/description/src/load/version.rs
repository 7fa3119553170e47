//! The versions of OpenAPI that a document can be written for.

use std::fmt;

/// A version by its first two numbers: what they fix, patches only word better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.0 to 3.0.4, whose schemas are a dialect of JSON Schema of their own.
    #[default]
    V3_0,
    /// 3.1.0 to 3.1.2, whose schemas are those of JSON Schema 2020-12.
    V3_1,
    /// 3.2.0
    V3_2,
}

impl Version {
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
            Self::V3_0 => "OpenAPI 3.0",
            Self::V3_1 => "OpenAPI 3.1",
            Self::V3_2 => "OpenAPI 3.2",
        })
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
