//! What schemas call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, Core §8.2), and the dialect
//! that `$schema` names (§8.1.1).

use std::collections::{BTreeMap, BTreeSet};

use fluent_uri::{Iri, IriRef};

use crate::cursor::{At, Origin};
use crate::dialect::{Dialect, Draft};
use crate::load::json_schema::subschemas;
use crate::pointer::Pointer;
use crate::source::FileId;

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

/// A dialect of which nothing is known.
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

/// The URI that the root of a file says for itself.
fn root_uri(file: &File<'_>) -> Option<String> {
    if file.reading == Reading::Plain {
        return None;
    }
    let stated = ["$self", "$id", "id"].into_iter();
    let mut texts = stated.filter_map(|key| file.root.get(key)?.as_str());
    let (uri, _) = without_fragment(texts.find(|text| !text.starts_with('#'))?);
    Some(resolve(&file.uri, uri))
}

/// The files among which custom meta-schemas may be.
struct Metaschemas<'f, 't> {
    files: &'f [File<'t>],
}

impl Metaschemas<'_, '_> {
    /// The dialect of a URI in `$schema`.
    fn dialect(&self, uri: &str) -> Option<Dialect> {
        /// Meta-schemas may have meta-schemas of their own.
        const MOST: usize = 8;
        let mut uri = without_fragment(uri).0.to_owned();
        let mut vocabularies: Option<Vec<String>> = None;
        for _ in 0..MOST {
            if let Some(known) = Dialect::of_uri(&uri) {
                return Some(match &vocabularies {
                    Some(uris) if known.draft >= Draft::Draft2019 => {
                        known.with_vocabularies(uris.iter().map(String::as_str))
                    }
                    _ => known,
                });
            }
            let is_it =
                |file: &&File<'_>| file.uri == uri || root_uri(file).is_some_and(|own| own == uri);
            let file = self.files.iter().find(is_it)?;
            if vocabularies.is_none()
                && let Some(stated) = file.root.get("$vocabulary")
            {
                let uris = stated.entries().map(|(uri, _)| uri.to_owned());
                vocabularies = Some(uris.collect());
            }
            let next = file.root.get("$schema")?;
            uri = without_fragment(next.as_str()?).0.to_owned();
        }
        None
    }
}

/// A value on the way through a file.
struct Step<'t> {
    at: At<'t>,
    /// The root of the resource that it belongs to.
    resource: Pointer,
    dialect: Dialect,
    reading: Reading,
}

struct Walk<'w, 't> {
    found: &'w mut Identifiers,
    metaschemas: &'w Metaschemas<'w, 't>,
    file: &'w File<'t>,
}

impl<'t> Walk<'_, 't> {
    fn run(mut self) {
        let file = self.file;
        let root = Pointer::root();
        let resource = Resource {
            uri: self.stated_self(),
            ..Resource::default()
        };
        let id = file.root.origin.file;
        let resources = self.found.resources.entry(id).or_default();
        resources.insert(root.clone(), resource);
        let dialects = self.found.dialects.entry(id).or_default();
        dialects.insert(root.clone(), file.dialect);
        match file.reading {
            Reading::Plain => return,
            Reading::Schema => drop(self.found.schemas.insert(id)),
            Reading::Somewhere => {}
        }
        let mut open = vec![Step {
            at: file.root.clone(),
            resource: root,
            dialect: file.dialect,
            reading: file.reading,
        }];
        while let Some(step) = open.pop() {
            self.step(step, &mut open);
        }
    }

    /// `$self` of OpenAPI 3.2.
    fn stated_self(&self) -> Option<String> {
        let stated = self.file.root.get("$self")?;
        let openapi = self.file.root.get("openapi").is_some();
        let text = stated.as_str().filter(|_| openapi)?;
        Some(resolve(&self.file.uri, without_fragment(text).0))
    }

    fn step(&mut self, mut step: Step<'t>, open: &mut Vec<Step<'t>>) {
        if step.at.mapping().is_some() {
            self.schema(&mut step);
        }
        let inside = match step.reading {
            Reading::Schema => subschemas(step.dialect.draft, &step.at),
            _ => anything_inside(&step.at),
        };
        // The first one is looked at first, and has the name if there are two.
        open.extend(inside.into_iter().rev().map(|at| Step {
            at,
            resource: step.resource.clone(),
            ..step
        }));
    }

    /// What a schema says of itself. Where schemas stand somewhere, what says so is one.
    fn schema(&mut self, step: &mut Step<'t>) {
        self.stated_dialect(step);
        let draft = step.dialect.draft;
        let here = step.at.origin.pointer.clone();
        if let Some(id) = step.at.get(draft.id_keyword()) {
            self.stated_id(step, &id);
        }
        if let Some(name) = step.at.get("$anchor").filter(|_| draft >= Draft::Draft2019) {
            self.anchor(&step.resource, &here, &name, false);
        }
        if let Some(name) = step
            .at
            .get("$dynamicAnchor")
            .filter(|_| draft >= Draft::Draft2020)
        {
            self.anchor(&step.resource, &here, &name, true);
        }
        let text = |key: &str| step.at.get(key).and_then(|value| value.as_str());
        let flag = |key: &str| step.at.get(key).and_then(|value| value.as_bool());
        if flag("$recursiveAnchor") == Some(true) && draft == Draft::Draft2019 {
            let resource = self.inside().entry(step.resource.clone()).or_default();
            resource.dynamic.entry(String::new()).or_insert(here);
        }
        if let Some(reference) = text("$dynamicRef") {
            let (_, fragment) = without_fragment(reference);
            self.found.asked.insert(fragment.to_owned());
        }
        if text("$recursiveRef").is_some() {
            self.found.asked.insert(String::new());
        }
    }

    /// `$id`: a resource begins here, or, before there was `$anchor`, a schema has a plain name (draft 7, Core §8.2.3).
    fn stated_id(&mut self, step: &mut Step<'t>, id: &At<'t>) {
        let Some(text) = id.as_str() else { return };
        let draft = step.dialect.draft;
        if step.at.get("$ref").is_some() && !draft.has_siblings() {
            let why = format!("it stands beside `$ref`, which in {} is all", draft.name());
            return self.without_effect(id, why);
        }
        let here = step.at.origin.pointer.clone();
        let (uri, fragment) = without_fragment(text);
        if !uri.is_empty() {
            let uri = resolve(&self.base(&step.resource), uri);
            self.resource(&here, id, uri);
            step.resource = here.clone();
        }
        match fragment {
            "" => {}
            name if draft < Draft::Draft2019 => self.name(&step.resource, &here, id, name, false),
            _ => {
                let why = "its fragment counts for nothing; write `$anchor`".to_owned();
                self.without_effect(id, why);
            }
        }
    }

    fn without_effect(&mut self, at: &At<'t>, why: String) {
        let origin = at.origin.clone();
        self.found.ineffective.push(Ineffective { origin, why });
    }

    fn stated_dialect(&mut self, step: &mut Step<'t>) {
        let Some(stated) = step.at.get("$schema") else {
            return;
        };
        let Some(uri) = stated.as_str() else { return };
        match self.metaschemas.dialect(uri) {
            Some(dialect) => {
                step.dialect = dialect;
                let dialects = self.found.dialects.entry(stated.origin.file).or_default();
                dialects.insert(step.at.origin.pointer.clone(), dialect);
            }
            None => self.found.unknown.push(Unknown {
                origin: stated.origin.clone(),
                uri: uri.to_owned(),
            }),
        }
    }

    fn inside(&mut self) -> &mut BTreeMap<Pointer, Resource> {
        let file = self.file.root.origin.file;
        self.found.resources.entry(file).or_default()
    }

    /// The URI that references in a resource are relative to.
    fn base(&mut self, resource: &Pointer) -> String {
        let stated = self.inside().get(resource);
        let stated = stated.and_then(|resource| resource.uri.clone());
        stated.unwrap_or_else(|| self.file.uri.clone())
    }

    fn resource(&mut self, root: &Pointer, id: &At<'t>, uri: String) {
        self.inside().entry(root.clone()).or_default().uri = Some(uri.clone());
        let place = (self.file.root.origin.file, root.clone());
        let first = self
            .found
            .by_uri
            .entry(uri)
            .or_insert_with(|| place.clone());
        if *first != place {
            self.without_effect(id, "another schema has this URI".to_owned());
        }
    }

    /// `$anchor` or `$dynamicAnchor`.
    fn anchor(&mut self, resource: &Pointer, place: &Pointer, at: &At<'t>, dynamic: bool) {
        if let Some(name) = at.as_str() {
            self.name(resource, place, at, name, dynamic);
        }
    }

    fn name(
        &mut self,
        resource: &Pointer,
        place: &Pointer,
        at: &At<'t>,
        name: &str,
        dynamic: bool,
    ) {
        let resource = self.inside().entry(resource.clone()).or_default();
        let names = match dynamic {
            true => &mut resource.dynamic,
            false => &mut resource.anchors,
        };
        let first = names
            .entry(name.to_owned())
            .or_insert_with(|| place.clone());
        if first != place {
            self.without_effect(at, "another schema has this name".to_owned());
        }
    }
}

/// All values inside but those that are data.
fn anything_inside<'t>(at: &At<'t>) -> Vec<At<'t>> {
    const DATA: [&str; 8] = [
        "const",
        "default",
        "dataValue",
        "enum",
        "example",
        "examples",
        "mapping",
        "value",
    ];
    let is_data = |key: &str| DATA.contains(&key) || key.starts_with("x-");
    // A property may have any name.
    let names = matches!(
        at.origin.pointer.last().as_deref(),
        Some("properties" | "patternProperties" | "$defs" | "definitions" | "schemas")
    );
    let values = at.entries().filter(|(key, _)| names || !is_data(key));
    values.map(|(_, value)| value).chain(at.items()).collect()
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
