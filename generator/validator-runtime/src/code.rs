//! The table of everything that a check can find.

use std::fmt;

/// How much a violation weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know.
    Note,
    /// Works, but should not stay as it is.
    Warning,
    /// The text is not what the description says.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// RFC 8259: the text is not JSON.
    Syntax,
    /// The schema: any judge of JSON Schema would say the same.
    Schema,
    /// A rule of a vendor extension, which other judges do not know.
    Rule,
    /// Habits of exchanges and documents, on top of the schema.
    Policy,
    /// What the schema asks and this validator cannot find out: the text may be right or wrong.
    Limit,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal $layer:ident $title:literal;)*) => {
        /// What a violation is about. One row of the table each: name, layer, title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $(#[doc = $title] $variant,)* }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as findings show it.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Who says so.
            pub fn layer(self) -> Layer {
                match self { $(Code::$variant => Layer::$layer,)* }
            }

            /// What is wrong, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }
        }
    };
}

codes! {
    Syntax "json-syntax" Syntax "not JSON";
    Utf8 "json-utf8" Syntax "not UTF-8";
    Escape "json-escape" Syntax "half of a surrogate pair";
    Depth "json-depth" Syntax "nested too deeply";
    Trailing "json-trailing" Syntax "text after the value";
    Type "type" Schema "wrong type";
    Null "null" Schema "null where it is not allowed";
    Enum "enum" Schema "not one of the values";
    Format "format" Schema "not of the format";
    Pattern "pattern" Schema "does not match the pattern";
    MinLength "min-length" Schema "too short";
    MaxLength "max-length" Schema "too long";
    Minimum "minimum" Schema "too small";
    Maximum "maximum" Schema "too great";
    MultipleOf "multiple-of" Schema "not a multiple";
    MinItems "min-items" Schema "too few items";
    MaxItems "max-items" Schema "too many items";
    UniqueItems "unique-items" Schema "the same item twice";
    Required "required" Schema "a required property is missing";
    AdditionalProperty "additional-property" Schema "a property that is not allowed";
    MinProperties "min-properties" Schema "too few properties";
    MaxProperties "max-properties" Schema "too many properties";
    AnyOf "any-of" Schema "matches none of the alternatives";
    OneOf "one-of" Schema "does not match exactly one of the alternatives";
    Not "not" Schema "matches what it must not match";
    Never "never" Schema "no value is allowed here";
    Contains "contains" Schema "too few or too many items match";
    UnevaluatedProperty "unevaluated-property" Schema "a property that no schema speaks of";
    UnevaluatedItem "unevaluated-item" Schema "an item that no schema speaks of";
    Exclusive "exclusive" Rule "set together, but only one may be";
    DuplicateKey "duplicate-key" Policy "the same property twice";
    UnknownProperty "unknown-property" Policy "a property that the description does not know";
    NameSpelling "name-spelling" Policy "another spelling of a property's name";
    ReadOnly "read-only" Policy "a property that only responses carry";
    Absent "upstream-absent" Policy "a property that stock servers refuse";
    Undecided "undecided" Limit "cannot be decided";
    WriteOnly "write-only" Policy "a property that only requests carry";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
