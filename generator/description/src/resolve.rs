//! The documents of a specification folder, and where a `$ref` in them leads.

use std::collections::BTreeMap;

use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::dialect::Dialect;
use crate::identify::{self, Identifiers, Place, has_scheme};
use crate::load::section::Section;
use crate::load::{Version, hints};
use crate::pointer::Pointer;
use crate::relative::{join, percent_decode, way};
use crate::source::{FileId, Sources};
use crate::tree::{Node, Value};

/// How many references may stand in a row, each leading to the next.
pub const MAX_HOPS: usize = 64;

/// One document: what becomes a client.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The file's name without its extension.
    pub stem: &'a str,
    /// The whole document.
    pub root: At<'a>,
}

impl Document<'_> {
    /// Whether it is a schema of JSON Schema, and no description of an API.
    #[must_use]
    pub fn is_schema(&self) -> bool {
        self.root.get("openapi").is_none() && self.root.get("swagger").is_none()
    }
}

/// Everything that was loaded.
#[derive(Clone, Debug)]
pub struct Documents {
    sources: Sources,
    trees: BTreeMap<FileId, Node>,
    documents: Vec<(String, FileId)>,
    versions: BTreeMap<FileId, Version>,
    identifiers: Identifiers,
}

impl Documents {
    /// Takes the trees of all files, which of them are documents, by their names, and their versions.
    pub(crate) fn new(
        sources: Sources,
        trees: BTreeMap<FileId, Node>,
        documents: Vec<(String, FileId)>,
        versions: BTreeMap<FileId, Version>,
        identifiers: Identifiers,
    ) -> Self {
        Self {
            sources,
            trees,
            documents,
            versions,
            identifiers,
        }
    }

    /// What schemas call themselves.
    pub(crate) fn identifiers(&self) -> &Identifiers {
        &self.identifiers
    }

    /// How the schema at a place is read.
    #[must_use]
    pub fn dialect(&self, origin: &Origin) -> Dialect {
        self.identifiers.dialect(origin).unwrap_or_else(|| {
            match self.version(origin.file).has_json_schema() {
                true => Dialect::OPENAPI_3_1,
                false => Dialect::OPENAPI_3_0,
            }
        })
    }

    /// The texts.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The version by which a file is read: a document's own; for a fragment, the newest of those of the documents.
    #[must_use]
    pub fn version(&self, file: FileId) -> Version {
        let newest = || self.versions.values().max();
        let version = self.versions.get(&file).or_else(newest);
        version.copied().unwrap_or_default()
    }

    /// The documents, in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        self.documents.iter().filter_map(|(stem, file)| {
            let root = At::root(*file, self.trees.get(file)?);
            Some(Document { stem, root })
        })
    }

    /// Whether the root of a file is a schema.
    pub(crate) fn is_schema(&self, file: FileId) -> bool {
        self.identifiers.is_schema(file)
    }

    /// The files that are no documents, in the order of their paths.
    pub fn fragments(&self) -> impl Iterator<Item = At<'_>> {
        self.trees
            .iter()
            .filter(|(file, _)| !self.sources.is_metaschema(**file))
            .filter(|(file, _)| self.documents.iter().all(|(_, document)| document != *file))
            .map(|(file, root)| At::root(*file, root))
    }

    /// The value at a place.
    #[must_use]
    pub fn at(&self, file: FileId, pointer: &Pointer) -> Option<At<'_>> {
        At::root(file, self.trees.get(&file)?).descend(pointer)
    }

    /// The value at a place, to be changed.
    pub(crate) fn node_mut(&mut self, file: FileId, pointer: &Pointer) -> Option<&mut Node> {
        let mut here = self.trees.get_mut(&file)?;
        for segment in pointer.segments() {
            here = match &mut here.value {
                Value::Mapping(mapping) => mapping.value_mut(&segment)?,
                Value::Sequence(items) => items.get_mut(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(here)
    }

    /// Follows `$ref` until something else stands there; gives `at` back if it is no reference.
    ///
    /// # Errors
    /// A reference that is malformed, leads to nothing, or in a circle. The loader has reported
    /// those already for every place where OpenAPI allows a reference.
    pub fn resolve<'a>(&'a self, at: &At<'a>) -> Result<At<'a>, Box<Diagnostic>> {
        let mut here = at.clone();
        for _ in 0..MAX_HOPS {
            match self.follow(&here)? {
                Some(next) => here = next,
                None => return Ok(here),
            }
        }
        let message = "this reference leads in a circle";
        Err(Box::new(Diagnostic::new(
            Code::CircularReference,
            &at.origin,
            message,
        )))
    }

    /// Follows one `$ref`; `None` if `at` is no reference.
    ///
    /// # Errors
    /// A reference that is malformed or leads to nothing.
    pub fn follow<'a>(&'a self, at: &At<'a>) -> Result<Option<At<'a>>, Box<Diagnostic>> {
        let Some(reference) = at.get("$ref") else {
            return Ok(None);
        };
        let Some(text) = reference.as_str() else {
            let message = format!("a `$ref` is a string, not {}", reference.node.value.kind());
            let key = reference.name_origin().span;
            let diagnostic = bad(&reference.origin, message);
            return Err(match hints::commented(&self.sources, key) {
                Some(help) => Box::new(diagnostic.help(help)),
                None => diagnostic,
            });
        };
        self.locate(&reference.origin, text).map(Some)
    }

    /// The value that a reference text leads to: `#/…` in the resource of `origin`, which is its file unless a schema
    /// around it has an `$id`; `file.yaml#/…` relative to that; or the URI of a schema with an `$id`. Behind `#` may
    /// also stand the name of an `$anchor`.
    ///
    /// # Errors
    /// A text that is malformed or leads to nothing; the diagnostic is about `origin`.
    pub fn locate(&self, origin: &Origin, text: &str) -> Result<At<'_>, Box<Diagnostic>> {
        let found = self.locate_as_written(origin, text);
        found.map_err(|diagnostic| match self.meant(origin, text) {
            Some(reference) => Box::new(diagnostic.help(format!("write `{reference}`"))),
            None => diagnostic,
        })
    }

    /// A reference to the component of the same document that a text names, which is no reference to it: a name alone,
    /// one behind a way of another version, or one that is nearly written as it should be.
    fn meant(&self, origin: &Origin, text: &str) -> Option<String> {
        let is_quote = |c: char| matches!(c, '‘' | '’' | '“' | '”' | '"' | '\'' | '`');
        let text = text.trim_matches(is_quote);
        let (path, way) = text.rsplit_once('#').unwrap_or(("", text));
        let parts: Vec<&str> = way.split('/').filter(|part| !part.is_empty()).collect();
        let (name, before) = parts.split_last()?;
        if !path.is_empty() || before.len() > 2 || text.contains(':') {
            return None;
        }
        let root = self.at(origin.file, &Pointer::root())?;
        let version = self.version(origin.file);
        let names = |section: &Section| {
            let is_named = |version| {
                let key = section.keys(version).last();
                let mut before = before.iter();
                key.is_some_and(|key| before.any(|part| part.eq_ignore_ascii_case(key)))
            };
            is_named(Version::V2_0) || is_named(Version::V3_2)
        };
        let named = Section::ALL.into_iter().find(names);
        let sections = Section::ALL.into_iter();
        let sections = sections.filter(|section| named.is_none_or(|named| named == *section));
        let mut found = sections.filter(|section| {
            let components = section.of(&root);
            components.is_some_and(|components| components.get(name).is_some())
        });
        let section = found.next().filter(|_| found.next().is_none())?;
        let pointer = section.pointer(version, name);
        let is_itself = origin.pointer.parent().as_ref() == Some(&pointer);
        (!is_itself).then(|| format!("#{pointer}"))
    }

    fn locate_as_written(&self, origin: &Origin, text: &str) -> Result<At<'_>, Box<Diagnostic>> {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let (file, root) = self.resource(origin, path)?;
        let decoded = percent_decode(fragment);
        if let Some(inside) = decoded.as_deref().and_then(Pointer::parse) {
            let pointer = root.join(&inside);
            let nested = || {
                let around = path.is_empty().then(|| self.nested(origin, &inside));
                around.flatten()
            };
            let target = self.at(file, &pointer).or_else(nested);
            return target.ok_or_else(|| self.dangling(origin, file, &pointer));
        }
        let name = decoded.filter(|_| self.has_names(file));
        let Some(name) = name else {
            return Err(bad(origin, format!("`#{fragment}` is not a JSON Pointer")));
        };
        let place = self.at(file, &root).map(|root| root.origin);
        let resource = place.as_ref().map(|place| self.identifiers.resource(place));
        resource
            .and_then(|(_, resource)| self.at(file, resource.anchor(&name)?))
            .ok_or_else(|| {
                let message = format!("no schema there has the name `{name}`");
                Box::new(Diagnostic::new(Code::DanglingReference, origin, message))
            })
    }

    /// What a way leads to that is none from its root. In a schema with an `$id` it may be one from the root of the file.
    /// Or it leads to a definition of the nearest schema around `origin` that has one at this place: by the specification
    /// its definitions are named by their way from the root, but some tools put them into a schema and refer to them as if
    /// it were one.
    fn nested(&self, origin: &Origin, inside: &Pointer) -> Option<At<'_>> {
        let first = inside.segments().next()?;
        if first == "components" {
            return self.at(origin.file, inside);
        }
        if !matches!(&*first, "$defs" | "definitions") {
            return None;
        }
        let around = std::iter::successors(origin.pointer.parent(), Pointer::parent);
        let mut found = around.filter_map(|place| self.at(origin.file, &place.join(inside)));
        found.next()
    }

    /// Whether a reference, which leads somewhere, does so only within the schema around it.
    pub(crate) fn is_nested(&self, origin: &Origin, text: &str) -> bool {
        let Some(fragment) = text.strip_prefix('#') else {
            return false;
        };
        let inside = percent_decode(fragment).and_then(|decoded| Pointer::parse(&decoded));
        let (root, _) = self.identifiers.resource(origin);
        let inside = inside.filter(|inside| self.at(origin.file, &root.join(inside)).is_none());
        inside.is_some_and(|inside| self.nested(origin, &inside).is_some())
    }

    /// Whether schemas in a file may have plain names.
    fn has_names(&self, file: FileId) -> bool {
        let root = self.at(file, &Pointer::root());
        root.is_some_and(|root| self.dialect(&root.origin) != Dialect::OPENAPI_3_0)
    }

    /// The root of the resource that the part of a reference before `#` leads to.
    fn resource(&self, origin: &Origin, path: &str) -> Result<Place, Box<Diagnostic>> {
        let (root, resource) = self.identifiers.resource(origin);
        if path.is_empty() {
            return Ok((origin.file, root));
        }
        let own;
        let base = match &resource.uri {
            Some(uri) => uri,
            None if !has_scheme(path) => return Ok((self.file(origin, path)?, Pointer::root())),
            None => {
                own = self.sources.uri(origin.file);
                &own
            }
        };
        let uri = identify::resolve(base, path);
        if let Some(place) = self.identifiers.find(&uri) {
            return Ok(place.clone());
        }
        // Many files have an `$id` that nothing is served at, and refer to the files beside them.
        let file = self
            .file_of(&uri)
            .map_or_else(|| self.file(origin, path), Ok)?;
        Ok((file, Pointer::root()))
    }

    /// The file of a URI.
    fn file_of(&self, uri: &str) -> Option<FileId> {
        let path = percent_decode(self.sources.below(uri)?)?;
        let file = self.sources.find(&path)?;
        self.trees.contains_key(&file).then_some(file)
    }

    /// Where a `$dynamicRef` or `$recursiveRef` leads at first, and by which name it may lead elsewhere (JSON Schema
    /// 2020-12, Core §8.2.3.2; 2019-09, Core §8.2.4.2).
    pub(crate) fn dynamic<'a>(&'a self, reference: &At<'a>) -> Option<(At<'a>, Option<&'a str>)> {
        let text = reference.as_str()?;
        let initial = self.locate(&reference.origin, text).ok()?;
        let (_, name) = text.split_once('#').unwrap_or((text, ""));
        let (_, resource) = self.identifiers.resource(&initial.origin);
        let named = resource.dynamic.get_key_value(name);
        let named = named.filter(|(_, place)| **place == initial.origin.pointer);
        Some((initial, named.map(|(name, _)| name.as_str())))
    }

    /// The schema that a discriminator's mapping leads to: `text` is the name of a component of
    /// the same document, or a reference (OpenAPI 3.0.3, section 4.7.25).
    ///
    /// # Errors
    /// As [`Self::locate`].
    pub fn locate_mapped(&self, origin: &Origin, text: &str) -> Result<At<'_>, Box<Diagnostic>> {
        let component = Section::Schemas.pointer(self.version(origin.file), text);
        match self.at(origin.file, &component) {
            Some(at) => Ok(at),
            None => self.locate(origin, text),
        }
    }

    fn file(&self, origin: &Origin, path: &str) -> Result<FileId, Box<Diagnostic>> {
        let from = self.sources.path(origin.file);
        let path = percent_decode(path)
            .and_then(|path| join(from, &path))
            .ok_or_else(|| {
                let message = format!("`{path}` is not a file of the specification folder");
                let diagnostic = bad(origin, message);
                match path.starts_with("../") {
                    true => Box::new(diagnostic.help("read the folder that holds both files")),
                    false => diagnostic,
                }
            })?;
        let file = self
            .sources
            .find(&path)
            .filter(|file| self.trees.contains_key(file));
        file.ok_or_else(|| {
            let message = format!("the specification folder has no file `{path}`");
            let diagnostic = Diagnostic::new(Code::DanglingReference, origin, message);
            let paths = self.trees.keys().map(|file| self.sources.path(*file));
            Box::new(match nearest(&path, paths) {
                Some(meant) => diagnostic.help(format!("there is `{meant}`")),
                None => diagnostic,
            })
        })
    }

    /// A reference to what another file has at the same place, or under the same name at its top or among its components.
    fn elsewhere(&self, origin: &Origin, file: FileId, pointer: &Pointer) -> Option<String> {
        let name = pointer.last()?;
        let components = Pointer::root().child("components").child("schemas");
        let places = [
            pointer.clone(),
            Pointer::root().child(&name),
            components.child(&name),
        ];
        let files = self.trees.keys().filter(|other| **other != file);
        let mut found = files.filter_map(|other| {
            let mut places = places.iter();
            let place = places.find(|place| self.at(*other, place).is_some())?;
            let way = way(self.sources.path(origin.file), self.sources.path(*other));
            Some(format!("{way}#{place}"))
        });
        let first = found.next();
        // Of several nobody knows which one is meant.
        first.filter(|_| found.next().is_none())
    }

    /// Says which part of the pointer is not there, and what is.
    fn dangling(&self, origin: &Origin, file: FileId, pointer: &Pointer) -> Box<Diagnostic> {
        let name = self.sources.path(file);
        let message = format!("`{pointer}` does not exist in {name}");
        let diagnostic = Diagnostic::new(Code::DanglingReference, origin, message);
        if let Some(reference) = self.elsewhere(origin, file, pointer) {
            return Box::new(diagnostic.help(format!("another file has one: write `{reference}`")));
        }
        let mut good = self.at(file, &Pointer::root());
        for segment in pointer.segments() {
            let Some(at) = good else { break };
            if at.get("$ref").is_some() {
                let help = format!(
                    "`{}` is itself a reference; refer to its target",
                    at.origin.pointer
                );
                return Box::new(diagnostic.help(help));
            }
            good = at.descend(&Pointer::root().child(&segment));
            if good.is_none() {
                let keys = at
                    .mapping()
                    .into_iter()
                    .flatten()
                    .map(|entry| entry.key.as_str());
                return Box::new(match nearest(&segment, keys) {
                    Some(meant) => {
                        diagnostic.help(format!("there is `{}`", at.origin.pointer.child(meant)))
                    }
                    None if at.origin.pointer.last().is_none() => diagnostic,
                    None => diagnostic.help(format!("`{}` has no `{segment}`", at.origin.pointer)),
                });
            }
        }
        Box::new(diagnostic)
    }
}

fn bad(origin: &Origin, message: impl Into<String>) -> Box<Diagnostic> {
    let help = "write `#/…` for a value of the same file, `file.yaml#/…` for one of another file \
                of the specification folder";
    Box::new(Diagnostic::new(Code::BadReference, origin, message).help(help))
}
