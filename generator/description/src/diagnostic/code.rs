//! The table of diagnostic codes: one line a code.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($variant:ident, $text:literal, $severity:ident, $explanation:literal;)*) => {
        /// What kind of thing a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is printed, in kebab case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => $explanation,)*
                }
            }
        }
    };
}

codes! {
    // Reading YAML.
    BadYaml, "bad-yaml", Error, "The text is not YAML.";
    BadYamlFeature, "yaml-feature", Error, "A feature of YAML that has no counterpart in JSON, or that readers disagree about.";
    DuplicateKey, "duplicate-key", Error, "A key stands twice in one object.";
    NonStringKey, "non-string-key", Error, "A key is not a string.";
    TooDeep, "too-deep", Error, "Values are nested deeper than the loader follows.";
    TooManyAliases, "too-many-aliases", Error, "Aliases repeat more values than the loader copies.";
    AmbiguousScalar, "ambiguous-scalar", Warning, "YAML readers disagree about what a value without quotes is.";
    NoDocument, "no-document", Error, "No file of the specification folder has an `openapi` key.";
    NestedDocument, "nested-document", Warning, "A document in a subfolder is not generated.";
    BadDocumentName, "bad-document-name", Error, "No crate can be called after a document.";
    DuplicateDocument, "duplicate-document", Error, "Two documents have the same name.";
    // References.
    BadReference, "bad-reference", Error, "A `$ref` is not of the form `#/…` or `file.yaml#/…` inside the specification folder.";
    DanglingReference, "dangling-reference", Error, "A `$ref` leads to nothing.";
    CircularReference, "circular-reference", Error, "A `$ref` leads back to itself without a value on the way.";
    ReferenceSibling, "reference-sibling", Error, "A key beside `$ref` has no effect.";
    // The fixed fields of OpenAPI 3.0.3.
    WrongVersion, "wrong-version", Error, "The document is not written for OpenAPI 3.0.";
    UnknownKey, "unknown-key", Error, "OpenAPI 3.0.3 does not know the key at this place.";
    MissingKey, "missing-key", Error, "OpenAPI 3.0.3 requires a key that is not there.";
    WrongType, "wrong-type", Error, "A value has another type than OpenAPI 3.0.3 prescribes.";
    UnknownValue, "unknown-value", Error, "A value is none of those that OpenAPI 3.0.3 allows.";
    UnknownType, "unknown-type", Error, "A schema's `type` is none that OpenAPI 3.0.3 knows.";
    UnknownExtension, "unknown-extension", Error, "The generator does not know the `x-trueup-…` key.";
    BadExtension, "bad-extension", Error, "An extension has a value that the generator cannot read, or stands where it says nothing.";
    ConflictingKeys, "conflicting-keys", Error, "Two keys exclude each other.";
    BadPath, "bad-path", Error, "A path template is not well formed.";
    DuplicatePath, "duplicate-path", Error, "Two path templates match the same requests.";
    PathParameter, "path-parameter", Error, "A path template and its path parameters do not agree.";
    DuplicateParameter, "duplicate-parameter", Error, "A list has two parameters of the same name and place.";
    IgnoredParameter, "ignored-parameter", Warning, "OpenAPI 3.0.3 ignores headers of this name.";
    BadHeaderName, "bad-header-name", Error, "The name of a header or a cookie is no token of RFC 9110.";
    BadStyle, "bad-style", Error, "A parameter's style does not go with its place.";
    UndefinedStyle, "undefined-style", Error, "OpenAPI does not say what values of this type look like in this style.";
    BadServer, "bad-server", Error, "A server's URL and its variables do not agree.";
    BadComponentName, "bad-component-name", Error, "The name of a component has other characters than letters, digits, `.`, `-` and `_`.";
    BadDiscriminator, "bad-discriminator", Error, "A discriminator stands where it has no effect.";
    InfiniteSchema, "infinite-schema", Error, "Every value of a schema would have to hold another one, without end.";
    EmptyRange, "empty-range", Error, "No value fits between two bounds.";
    DuplicateValue, "duplicate-value", Error, "A value stands twice in a list of distinct values.";
    IneffectiveKeyword, "ineffective-keyword", Warning, "A keyword stands beside a `type` of which it says nothing.";
    RejectedDefault, "rejected-default", Warning, "A schema rejects its own `default`.";
    UndeclaredProperty, "undeclared-property", Warning, "A required property is not declared.";
    UnknownSecurityScheme, "unknown-security-scheme", Error, "A security requirement names no security scheme.";
    DuplicateTag, "duplicate-tag", Error, "A tag is declared twice.";
    UndeclaredTag, "undeclared-tag", Warning, "An operation has a tag that the document does not declare.";
    UnusedComponent, "unused-component", Warning, "Nothing refers to a component.";
    UnusedFragment, "unused-fragment", Warning, "Nothing refers to a file.";
    MissingOperationId, "missing-operation-id", Error, "An operation has no `operationId`.";
    DuplicateOperationId, "duplicate-operation-id", Error, "Two operations of a document have the same `operationId`.";
    // What the generator makes of it.
    UnsupportedFeature, "unsupported-feature", Error, "OpenAPI allows a construct that the generator does not emit.";
    UnusedField, "unused-field", Warning, "OpenAPI allows a field of which nothing is made where it stands.";
    IgnoredServers, "ignored-servers", Warning, "A path or an operation has servers of its own, but a client has one base URL.";
    UnsupportedDefault, "unsupported-default", Warning, "A `default` that no constant in Rust stands for: the field is an `Option`.";
    UnreadExample, "unread-example", Warning, "An example that stands elsewhere is not read.";
    NameCollision, "name-collision", Warning, "Two names of one scope are the same in Rust, so one of them gets another.";
    ConflictingSchemas, "conflicting-schemas", Error, "The schemas of an `allOf` exclude each other.";
    AmbiguousUnion, "ambiguous-union", Warning, "A value of one branch of a union is taken for another.";
    UntypedValue, "untyped-value", Warning, "A schema or a body that no Rust type stands for is passed on as it is.";
    EndlessType, "endless-type", Error, "An object requires itself, so it has no value.";
    // What no check can be emitted for.
    UnsupportedPattern, "unsupported-pattern", Error, "A `pattern` that cannot be matched in linear time, or is none of ECMA-262.";
    TooManyProperties, "too-many-properties", Error, "An object declares more properties than a check can keep apart.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_kebab_case() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for text in &texts {
            assert!(
                text.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{text}"
            );
        }
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
