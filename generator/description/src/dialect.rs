//! Dialects of JSON Schema: which keywords a schema has, and what they mean in it.

use crate::load::json_schema::{self, Vocabulary};

/// A draft of JSON Schema, or what OpenAPI made of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Draft {
    /// The schemas of OpenAPI before 3.1.
    OpenApi,
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// 2019-09.
    Draft2019,
    /// 2020-12.
    Draft2020,
}

impl Draft {
    /// The draft as people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI 3.0",
            Self::Draft4 => "draft 4",
            Self::Draft6 => "draft 6",
            Self::Draft7 => "draft 7",
            Self::Draft2019 => "2019-09",
            Self::Draft2020 => "2020-12",
        }
    }

    /// Whether keywords beside `$ref` count: since 2019-09.
    #[must_use]
    pub fn has_siblings(self) -> bool {
        self >= Self::Draft2019
    }

    /// The keyword by which a schema says its own URI.
    #[must_use]
    pub fn id_keyword(self) -> &'static str {
        match self {
            Self::Draft4 => "id",
            _ => "$id",
        }
    }
}

/// How a schema is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The draft.
    pub draft: Draft,
    /// Whether the fields are those of a Schema Object of OpenAPI.
    pub openapi: bool,
    /// Whether keywords that hold schemas are applied (vocabulary "applicator").
    pub applies: bool,
    /// Whether `unevaluatedItems` and `unevaluatedProperties` are (vocabulary "unevaluated").
    pub unevaluated: bool,
    /// Whether keywords about the value itself assert (vocabulary "validation").
    pub validates: bool,
    /// Whether `format` asserts: in OpenAPI, and where the vocabulary "format-assertion" is in use.
    pub asserts_formats: bool,
}

impl Dialect {
    /// A Schema Object of OpenAPI before 3.1.
    pub const OPENAPI_3_0: Self = Self {
        openapi: true,
        asserts_formats: true,
        ..Self::of(Draft::OpenApi)
    };

    /// A Schema Object of OpenAPI since 3.1.
    pub const OPENAPI_3_1: Self = Self {
        openapi: true,
        asserts_formats: true,
        ..Self::of(Draft::Draft2020)
    };

    /// A draft as it is.
    #[must_use]
    pub const fn of(draft: Draft) -> Self {
        Self {
            draft,
            openapi: false,
            applies: true,
            unevaluated: true,
            validates: true,
            asserts_formats: false,
        }
    }

    /// The dialect of a URI in `$schema`, if it is one that everybody knows.
    #[must_use]
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let (_, rest) = uri.split_once("://")?;
        if rest.starts_with("spec.openapis.org/oas/3.") && rest.contains("/dialect/") {
            return Some(Self::OPENAPI_3_1);
        }
        let draft = match rest.strip_prefix("json-schema.org/")? {
            // It meant the newest draft, at its time draft 4.
            "schema" | "draft-04/schema" => Draft::Draft4,
            "draft-06/schema" => Draft::Draft6,
            "draft-07/schema" => Draft::Draft7,
            "draft/2019-09/schema" => Draft::Draft2019,
            "draft/2020-12/schema" => Draft::Draft2020,
            _ => return None,
        };
        Some(Self::of(draft))
    }

    /// The dialect with the vocabularies that a meta-schema names (JSON Schema 2020-12, Core §8.1.2).
    #[must_use]
    pub fn with_vocabularies<'u>(self, uris: impl Iterator<Item = &'u str>) -> Self {
        let mut dialect = Self {
            applies: false,
            unevaluated: false,
            validates: false,
            asserts_formats: false,
            ..self
        };
        for uri in uris {
            match uri.rsplit_once("/vocab/") {
                Some((_, "applicator")) => {
                    dialect.applies = true;
                    // A vocabulary of its own since 2020-12.
                    dialect.unevaluated |= self.draft < Draft::Draft2020;
                }
                Some((_, "unevaluated")) => dialect.unevaluated = true,
                Some((_, "validation")) => dialect.validates = true,
                Some((_, "format-assertion")) => dialect.asserts_formats = true,
                _ => {}
            }
        }
        dialect
    }

    /// Whether a keyword means something.
    #[must_use]
    pub fn knows(self, keyword: &str) -> bool {
        // The loader holds Schema Objects against the table of their version; none has what newer drafts dropped.
        let draft = match self.openapi {
            true => Draft::Draft2020,
            false => self.draft,
        };
        if keyword == "discriminator" {
            return self.openapi;
        }
        json_schema::keyword(draft, keyword).is_some_and(|known| match known.vocabulary {
            Vocabulary::Applicator => self.applies,
            Vocabulary::Unevaluated => self.unevaluated,
            Vocabulary::Validation => self.validates,
            Vocabulary::Core | Vocabulary::Annotation => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_known_by_their_uri() {
        for (uri, draft) in [
            (
                "http://json-schema.org/draft-04/schema#",
                Some(Draft::Draft4),
            ),
            (
                "http://json-schema.org/draft-07/schema",
                Some(Draft::Draft7),
            ),
            (
                "https://json-schema.org/draft/2020-12/schema",
                Some(Draft::Draft2020),
            ),
            (
                "https://spec.openapis.org/oas/3.1/dialect/base",
                Some(Draft::Draft2020),
            ),
            ("https://example.com/draft-07/schema", None),
            ("draft-07", None),
        ] {
            let dialect = Dialect::of_uri(uri);
            assert_eq!(dialect.map(|dialect| dialect.draft), draft, "{uri}");
        }
    }

    #[test]
    fn keywords_belong_to_drafts_and_vocabularies() {
        assert!(!Dialect::of(Draft::Draft4).knows("const"));
        assert!(Dialect::of(Draft::Draft6).knows("const"));
        assert!(Dialect::of(Draft::Draft2019).knows("additionalItems"));
        assert!(!Dialect::of(Draft::Draft2020).knows("additionalItems"));
        assert!(!Dialect::OPENAPI_3_1.knows("dependencies"));
        assert!(
            Dialect::OPENAPI_3_0.knows("minimum") && Dialect::OPENAPI_3_0.knows("discriminator")
        );
        let uris = ["https://json-schema.org/draft/2020-12/vocab/applicator"];
        let bare = Dialect::of(Draft::Draft2020).with_vocabularies(uris.into_iter());
        assert!(bare.knows("properties") && bare.knows("$ref"));
        assert!(!bare.knows("minimum") && !bare.knows("unevaluatedItems"));
    }
}
