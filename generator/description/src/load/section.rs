//! Where a document keeps what others of its objects refer to.

use super::fields::Kind;
use super::version::Version;
use crate::cursor::At;
use crate::pointer::Pointer;

/// A kind of object that a document gives names to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    /// Schemas.
    Schemas,
    /// Responses.
    Responses,
    /// Parameters.
    Parameters,
    /// Examples.
    Examples,
    /// Bodies of requests.
    RequestBodies,
    /// Headers.
    Headers,
    /// Security schemes.
    SecuritySchemes,
    /// Links.
    Links,
    /// Callbacks.
    Callbacks,
    /// Path items.
    PathItems,
    /// Media types.
    MediaTypes,
}

impl Section {
    /// All of them, as OpenAPI lists them.
    pub(crate) const ALL: [Self; 11] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
        Self::PathItems,
        Self::MediaTypes,
    ];

    /// Where a version keeps objects of a kind, if it gives them names.
    pub(crate) fn of_kind(kind: Kind, version: Version) -> Option<Self> {
        let section = match kind {
            Kind::Schema => Self::Schemas,
            Kind::Response => Self::Responses,
            Kind::Parameter => Self::Parameters,
            Kind::Example => Self::Examples,
            Kind::RequestBody => Self::RequestBodies,
            Kind::Header => Self::Headers,
            Kind::SecurityScheme => Self::SecuritySchemes,
            Kind::Link => Self::Links,
            Kind::Callback => Self::Callbacks,
            Kind::PathItem => Self::PathItems,
            Kind::MediaType => Self::MediaTypes,
            _ => return None,
        };
        let since = match section {
            Self::Schemas | Self::Responses | Self::Parameters | Self::SecuritySchemes => {
                Version::V2_0
            }
            Self::PathItems => Version::V3_1,
            Self::MediaTypes => Version::V3_2,
            _ => Version::V3_0,
        };
        (version >= since).then_some(section)
    }

    /// The keys that lead to it: below `components` since 3.0, at the top of a document of Swagger 2.0.
    pub(crate) fn keys(self, version: Version) -> &'static [&'static str] {
        match (self, version) {
            (Self::Schemas, Version::V2_0) => &["definitions"],
            (Self::Responses, Version::V2_0) => &["responses"],
            (Self::Parameters, Version::V2_0) => &["parameters"],
            (Self::SecuritySchemes, Version::V2_0) => &["securityDefinitions"],
            (Self::Schemas, _) => &["components", "schemas"],
            (Self::Responses, _) => &["components", "responses"],
            (Self::Parameters, _) => &["components", "parameters"],
            (Self::Examples, _) => &["components", "examples"],
            (Self::RequestBodies, _) => &["components", "requestBodies"],
            (Self::Headers, _) => &["components", "headers"],
            (Self::SecuritySchemes, _) => &["components", "securitySchemes"],
            (Self::Links, _) => &["components", "links"],
            (Self::Callbacks, _) => &["components", "callbacks"],
            (Self::PathItems, _) => &["components", "pathItems"],
            (Self::MediaTypes, _) => &["components", "mediaTypes"],
        }
    }

    /// What a document has of them.
    pub(crate) fn of<'a>(self, root: &At<'a>) -> Option<At<'a>> {
        let mut at = root.clone();
        for key in self.keys(Version::of(root).unwrap_or_default()) {
            at = at.get(key)?;
        }
        Some(at)
    }

    /// The place of one of them.
    pub(crate) fn pointer(self, version: Version, name: &str) -> Pointer {
        let keys = self.keys(version).iter();
        keys.fold(Pointer::root(), |pointer, key| pointer.child(key))
            .child(name)
    }

    /// Where they stand, for messages.
    pub(crate) fn place(self, version: Version) -> String {
        self.keys(version).join("/")
    }

    /// The name of the one that stands at a place, if it is one of them.
    pub(crate) fn name(self, version: Version, pointer: &Pointer) -> Option<String> {
        let name = pointer.last()?;
        (self.pointer(version, &name) == *pointer).then(|| name.into_owned())
    }
}
/// The name of the security scheme that a requirement means: since 3.2 it may be given by its address (OpenAPI 3.2.0
/// §4.27).
pub(crate) fn scheme_name(stated: &str) -> &str {
    let address = stated.strip_prefix("#/components/securitySchemes/");
    address.unwrap_or(stated)
}
