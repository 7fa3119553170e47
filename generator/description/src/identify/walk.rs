//! The way through files: which schemas have a name, and by which dialect each is read.

use std::collections::BTreeMap;

use super::{
    File, Identifiers, Ineffective, Reading, Resource, Unknown, resolve, without_fragment,
};
use crate::cursor::At;
use crate::dialect::{Dialect, Draft};
use crate::load::json_schema::subschemas;
use crate::pointer::Pointer;

/// The URI that the root of a file says for itself.
pub(super) fn root_uri(file: &File<'_>) -> Option<String> {
    if file.reading == Reading::Plain {
        return None;
    }
    let stated = ["$self", "$id", "id"].into_iter();
    let mut texts = stated.filter_map(|key| file.root.get(key)?.as_str());
    let (uri, _) = without_fragment(texts.find(|text| !text.starts_with('#'))?);
    Some(resolve(&file.uri, uri))
}

/// The files among which custom meta-schemas may be.
pub(super) struct Metaschemas<'f, 't> {
    pub(super) files: &'f [File<'t>],
}

impl Metaschemas<'_, '_> {
    /// The dialect of a URI in `$schema`, and whether all vocabularies are known that it needs.
    fn dialect(&self, uri: &str) -> Option<(Dialect, bool)> {
        /// Meta-schemas may have meta-schemas of their own.
        const MOST: usize = 8;
        let mut uri = without_fragment(uri).0.to_owned();
        let mut vocabularies: Option<Vec<String>> = None;
        let mut complete = true;
        for _ in 0..MOST {
            if let Some(known) = Dialect::of_uri(&uri) {
                let dialect = match &vocabularies {
                    Some(uris) if known.draft >= Draft::Draft2019 => {
                        known.with_vocabularies(uris.iter().map(String::as_str))
                    }
                    _ => known,
                };
                return Some((dialect, complete));
            }
            let is_it =
                |file: &&File<'_>| file.uri == uri || root_uri(file).is_some_and(|own| own == uri);
            let file = self.files.iter().find(is_it)?;
            if vocabularies.is_none()
                && let Some(stated) = file.root.get("$vocabulary")
            {
                let is_known = |uri: &str| uri.starts_with("https://json-schema.org/draft/20");
                let mut needed = stated
                    .entries()
                    .filter(|(_, at)| at.as_bool() == Some(true));
                complete = needed.all(|(uri, _)| is_known(uri));
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

pub(super) struct Walk<'w, 't> {
    pub(super) found: &'w mut Identifiers,
    pub(super) metaschemas: &'w Metaschemas<'w, 't>,
    pub(super) file: &'w File<'t>,
}

impl<'t> Walk<'_, 't> {
    pub(super) fn run(mut self) {
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
        let found = self.metaschemas.dialect(uri);
        if let Some((dialect, _)) = found {
            step.dialect = dialect;
            let dialects = self.found.dialects.entry(stated.origin.file).or_default();
            dialects.insert(step.at.origin.pointer.clone(), dialect);
        }
        if !found.is_some_and(|(_, complete)| complete) {
            self.found.unknown.push(Unknown {
                origin: stated.origin.clone(),
                uri: uri.to_owned(),
            });
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
