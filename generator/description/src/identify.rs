//! What schemas call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, Core §8.2), and the dialect
//! that `$schema` names (§8.1.1).

mod walk;

use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::{Iri, IriRef};

use crate::cursor::{At, Origin};
use crate::dialect::Dialect;
use crate::pointer::Pointer;
use crate::source::FileId;
use walk::{Metaschemas, Walk, root_uri};

/// A value in a file.
pub(crate) type Place = (FileId, Pointer);

/// A schema resource: a whole file, or a schema with an `$id`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resource {
    /// Its URI without a fragment; none where a file says nothing of itself.
    pub(crate) uri: Option<String>,
    /// The schemas in it that have a plain name.
    anchors: BTreeMap<String, Pointer>,
    /// Those of them that a `$dynamicRef` may lead to from elsewhere; that of `$recursiveAnchor` has no name.
    pub(crate) dynamic: BTreeMap<String, Pointer>,
}

impl Resource {
    /// The schema of a plain name.
    pub(crate) fn anchor(&self, name: &str) -> Option<&Pointer> {
        self.anchors.get(name).or_else(|| self.dynamic.get(name))
    }
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Its root is a schema.
    Schema,
    /// Schemas stand somewhere in it.
    Somewhere,
    /// Schemas in it have no names of their own.
    Plain,
}

/// A file whose schemas may have names.
pub(crate) struct File<'t> {
    pub(crate) root: At<'t>,
    pub(crate) reading: Reading,
    /// What a schema is that does not say otherwise.
    pub(crate) dialect: Dialect,
    /// The URI that the file has because of where it stands.
    pub(crate) uri: String,
}

/// A dialect of which nothing is known, or not all that it needs.
#[derive(Clone, Debug)]
pub(crate) struct Unknown {
    /// `$schema`
    pub(crate) origin: Origin,
    /// What it says.
    pub(crate) uri: String,
}

/// A name that leads to no schema.
#[derive(Clone, Debug)]
pub(crate) struct Ineffective {
    /// Where it stands.
    pub(crate) origin: Origin,
    /// Why.
    pub(crate) why: String,
}

/// All of that, for a set of files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identifiers {
    resources: BTreeMap<FileId, BTreeMap<Pointer, Resource>>,
    dialects: BTreeMap<FileId, BTreeMap<Pointer, Dialect>>,
    by_uri: BTreeMap<String, Place>,
    /// The names that some `$dynamicRef` asks for.
    asked: BTreeSet<String>,
    unknown: Vec<Unknown>,
    ineffective: Vec<Ineffective>,
    /// The files whose roots are schemas.
    schemas: BTreeSet<FileId>,
}

/// What a file's root is, where the file says nothing.
static NOTHING: Resource = Resource {
    uri: None,
    anchors: BTreeMap::new(),
    dynamic: BTreeMap::new(),
};

impl Identifiers {
    /// Looks through the files.
    pub(crate) fn of(files: &[File<'_>]) -> Self {
        let mut found = Self::default();
        // What a meta-schema is called decides how others are read.
        for file in files {
            let place = (file.root.origin.file, Pointer::root());
            if let Some(uri) = root_uri(file) {
                found.by_uri.entry(uri).or_insert_with(|| place.clone());
            }
            found.by_uri.entry(file.uri.clone()).or_insert(place);
        }
        let metaschemas = Metaschemas { files };
        for file in files {
            Walk {
                found: &mut found,
                metaschemas: &metaschemas,
                file,
            }
            .run();
        }
        found
    }

    /// The resource that a value belongs to, with the place of its root in the value's file.
    pub(crate) fn resource(&self, origin: &Origin) -> (Pointer, &Resource) {
        let found = self.resources.get(&origin.file);
        found
            .and_then(|inside| nearest(inside, &origin.pointer))
            .unwrap_or((Pointer::root(), &NOTHING))
    }

    /// The dialect that a value is read by; none where nothing is said of its file.
    pub(crate) fn dialect(&self, origin: &Origin) -> Option<Dialect> {
        let found = self.dialects.get(&origin.file)?;
        nearest(found, &origin.pointer).map(|(_, dialect)| *dialect)
    }

    /// Whether the root of a file is a schema.
    pub(crate) fn is_schema(&self, file: FileId) -> bool {
        self.schemas.contains(&file)
    }

    /// The resource of a URI.
    pub(crate) fn find(&self, uri: &str) -> Option<&Place> {
        self.by_uri.get(uri)
    }

    /// Whether some `$dynamicRef` asks for a name.
    pub(crate) fn is_asked(&self, name: &str) -> bool {
        self.asked.contains(name)
    }

    /// The names that lead to no schema.
    pub(crate) fn ineffective(&self) -> &[Ineffective] {
        &self.ineffective
    }

    /// The dialects of which nothing is known.
    pub(crate) fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }
}

/// What is noted for a place, or for one around it.
fn nearest<'m, T>(inside: &'m BTreeMap<Pointer, T>, pointer: &Pointer) -> Option<(Pointer, &'m T)> {
    // Most files are one resource.
    if inside.len() == 1 {
        let (place, found) = inside.first_key_value()?;
        return (place.as_str().is_empty()).then(|| (place.clone(), found));
    }
    let mut here = Some(pointer.clone());
    while let Some(place) = here {
        if let Some(found) = inside.get(&place) {
            return Some((place, found));
        }
        here = place.parent();
    }
    None
}

/// A URI reference in full; as it stands, if there is no sense in it.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let absolute = || {
        let base = Iri::parse(base).ok()?;
        let reference = IriRef::parse(reference).ok()?;
        reference.resolve_against(&base).ok()
    };
    absolute().map_or_else(|| reference.to_owned(), |iri| iri.as_str().to_owned())
}

/// Whether a reference begins with a scheme (RFC 3986 §3.1), so that no base is needed.
pub(crate) fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters)
    })
}

/// A text and the fragment behind it.
fn without_fragment(text: &str) -> (&str, &str) {
    text.split_once('#').unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (base, reference, resolved) in [
            ("http://example.com/a/b", "c", "http://example.com/a/c"),
            ("http://example.com/a/b", "../c", "http://example.com/c"),
            ("http://example.com/a/b", "/c", "http://example.com/c"),
            ("http://example.com/a", "urn:x:y", "urn:x:y"),
            ("file:///a.json", "b.json", "file:///b.json"),
        ] {
            assert_eq!(resolve(base, reference), resolved, "{base} {reference}");
        }
    }

    #[test]
    fn schemes() {
        assert!(has_scheme("http://a") && has_scheme("urn:a") && has_scheme("a+b:c"));
        assert!(!has_scheme("a/b:c") && !has_scheme("#a:b") && !has_scheme(":a"));
    }
}
