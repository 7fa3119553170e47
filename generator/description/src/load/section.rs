//! Where a document keeps what others of its objects refer to.

use super::version::Version;
use crate::cursor::At;
use crate::pointer::Pointer;

/// A kind of object that a document gives names to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Schemas.
    Schemas,
    /// Responses.
    Responses,
    /// Security schemes.
    SecuritySchemes,
}

impl Section {
    /// The keys that lead to it: below `components` since 3.0, at the top of a document of Swagger 2.0.
    fn keys(self, version: Version) -> &'static [&'static str] {
        match (self, version) {
            (Self::Schemas, Version::V2_0) => &["definitions"],
            (Self::Responses, Version::V2_0) => &["responses"],
            (Self::SecuritySchemes, Version::V2_0) => &["securityDefinitions"],
            (Self::Schemas, _) => &["components", "schemas"],
            (Self::Responses, _) => &["components", "responses"],
            (Self::SecuritySchemes, _) => &["components", "securitySchemes"],
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
