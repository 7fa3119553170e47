//! Schemas, wherever they stand, as components of one document.

use std::collections::{BTreeMap, BTreeSet};

use super::newer::{Older, older};
use super::{LeftOut, Part, object, string};
use trueup_codegen::names;
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::json::Json;
use trueup_description::pointer::Pointer;
use trueup_description::resolve::Documents;
use trueup_description::source::FileId;

/// What every reference to a schema of the document starts with.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

/// The schemas that were referred to, and the names that they have as components.
pub(super) struct Schemas<'a> {
    documents: &'a Documents,
    names: BTreeMap<(FileId, Pointer), String>,
    /// Names as progenitor tells them apart: it makes one type name of `thing` and `Thing`.
    taken: BTreeSet<String>,
    /// Those that something referred to.
    reached: BTreeSet<String>,
    waiting: Vec<(String, At<'a>)>,
    components: Vec<(String, Json)>,
    /// What the schemas lack.
    pub(super) left_out: Vec<LeftOut>,
}

impl<'a> Schemas<'a> {
    /// The document's own components keep their names, if they can.
    pub(super) fn new(documents: &'a Documents, root: &At<'_>) -> Self {
        let mut schemas = Self {
            documents,
            names: BTreeMap::new(),
            taken: BTreeSet::new(),
            reached: BTreeSet::new(),
            waiting: Vec::new(),
            components: Vec::new(),
            left_out: Vec::new(),
        };
        let own = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        for (name, at) in own.iter().flat_map(At::entries) {
            let name = schemas.free(name);
            schemas
                .names
                .insert((at.origin.file, at.origin.pointer), name);
        }
        schemas
    }

    /// A schema with its references leading into the document.
    pub(super) fn schema(&mut self, at: &At<'a>) -> Result<Json, Box<Diagnostic>> {
        if at.get("$ref").is_some() {
            let target = self.documents.resolve(at)?;
            return Ok(object([("$ref", string(&self.reference(&target)))]));
        }
        if let Some(only) = annotated(at) {
            return self.schema(&only);
        }
        let mut members = Vec::new();
        for (key, value) in at.entries() {
            match older(at, key, &value) {
                Older::Same => {}
                Older::Members(others) => {
                    members.extend(others);
                    continue;
                }
                Older::Nothing => {
                    let reason = "OpenAPI 3.0 has no such form of it".to_owned();
                    self.leave_out(at, &value, Part::Keyword(key.to_owned()), reason);
                    continue;
                }
            }
            let value = match key {
                "allOf" | "anyOf" | "oneOf" => Json::Array(self.all(value.items())?),
                "items" | "not" => self.schema(&value)?,
                "additionalProperties" if value.mapping().is_some() => self.schema(&value)?,
                "properties" => Json::Object(self.properties(at, &value)?),
                "discriminator" => self.discriminator(&value)?,
                "enum" if !distinct(&value) => {
                    let reason = "progenitor gives two of the values one name";
                    self.leave_out(at, &value, Part::Values, reason.to_owned());
                    continue;
                }
                "required" => required(at, &value),
                "externalDocs" | "xml" => continue,
                key if key.starts_with("x-") => continue,
                _ => value.to_json(),
            };
            members.push((key.to_owned(), value));
        }
        Ok(separated(members))
    }

    /// Makes a component of a schema that has no name, so that it does not share one with another.
    pub(super) fn hoist(&mut self, name: &str, schema: Json) -> Json {
        let name = self.free(name);
        self.components.push((name.clone(), schema));
        object([("$ref", string(&format!("{SCHEMAS}{name}")))])
    }

    /// All components, by their names.
    pub(super) fn finish(&mut self) -> Result<Json, Box<Diagnostic>> {
        while let Some((name, at)) = self.waiting.pop() {
            let schema = self.schema(&at)?;
            self.components.push((name, schema));
        }
        let mut components = std::mem::take(&mut self.components);
        components.sort_by(|left, right| left.0.cmp(&right.0));
        Ok(Json::Object(components))
    }

    fn all(&mut self, items: impl Iterator<Item = At<'a>>) -> Result<Vec<Json>, Box<Diagnostic>> {
        items.map(|item| self.schema(&item)).collect()
    }

    /// Properties, without those whose names are another's to progenitor.
    fn properties(
        &mut self,
        object: &At<'a>,
        at: &At<'a>,
    ) -> Result<Vec<(String, Json)>, Box<Diagnostic>> {
        let owners = owners(object);
        let mut kept = Vec::new();
        for (name, schema) in at.entries() {
            match owners.get(&names::snake(name).to_string()) {
                Some(owner) if *owner != name => {
                    let reason = format!("progenitor gives it the name of `{owner}`");
                    self.leave_out(object, &schema, Part::Property(name.to_owned()), reason);
                }
                _ => kept.push((name.to_owned(), self.schema(&schema)?)),
            }
        }
        Ok(kept)
    }

    fn leave_out(&mut self, schema: &At<'a>, at: &At<'a>, part: Part, reason: String) {
        self.left_out.push(LeftOut {
            origin: at.name_origin(),
            of: format!("#{}", schema.origin.pointer),
            part,
            reason,
        });
    }

    fn discriminator(&mut self, at: &At<'a>) -> Result<Json, Box<Diagnostic>> {
        let mut members = Vec::new();
        for (key, value) in at.entries() {
            if key != "mapping" {
                members.push((key.to_owned(), value.to_json()));
                continue;
            }
            let mut mapping = Vec::new();
            for (word, schema) in value.entries() {
                let text = schema.as_str().unwrap_or_default();
                let target = self.documents.locate_mapped(&schema.origin, text)?;
                let target = self.documents.resolve(&target)?;
                mapping.push((word.to_owned(), string(&self.reference(&target))));
            }
            members.push((key.to_owned(), Json::Object(mapping)));
        }
        Ok(Json::Object(members))
    }

    /// The reference to what is to become a component.
    fn reference(&mut self, target: &At<'a>) -> String {
        let place = (target.origin.file, target.origin.pointer.clone());
        let name = match self.names.get(&place) {
            Some(name) => name.clone(),
            None => {
                let last = target.origin.pointer.last();
                let name = self.free(last.as_deref().unwrap_or("Schema"));
                self.names.insert(place, name.clone());
                name
            }
        };
        if self.reached.insert(name.clone()) {
            self.waiting.push((name.clone(), target.clone()));
        }
        format!("{SCHEMAS}{name}")
    }

    /// The name, in the characters of component names, or one with a number that nothing has yet.
    fn free(&mut self, wanted: &str) -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let wanted: String = wanted
            .chars()
            .map(|c| if allowed(c) { c } else { '_' })
            .collect();
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        names
            .find(|name| self.taken.insert(folded(name)))
            .unwrap_or(wanted)
    }
}

/// What stands beside `allOf`, `anyOf` or `oneOf`, as one more part of the whole: progenitor reads either `type` and its
/// kin or one of these, and passes over the rest.
fn separated(members: Vec<(String, Json)>) -> Json {
    let any = |class: Class| members.iter().any(|(key, _)| Class::of(key) == class);
    if !any(Class::Combines) || !any(Class::Describes) {
        return Json::Object(members);
    }
    let (mut whole, mut parts, mut rest, mut tag) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (key, value) in members {
        match (Class::of(&key), value) {
            (Class::Combines, Json::Array(items)) if key == "allOf" => parts.extend(items),
            (Class::Combines, value) => parts.push(object([(key.as_str(), value)])),
            (Class::Notes, value) => whole.push((key, value)),
            (Class::Names, value) => tag = Some((key, value)),
            (Class::Describes, value) => rest.push((key, value)),
        }
    }
    let union = parts
        .iter_mut()
        .find(|part| part.get("oneOf").or_else(|| part.get("anyOf")).is_some());
    match union {
        Some(Json::Object(union)) => union.extend(tag),
        _ => rest.extend(tag),
    }
    parts.push(Json::Object(rest));
    whole.push(("allOf".to_owned(), Json::Array(parts)));
    Json::Object(whole)
}

/// What a key of a schema does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// It makes one schema of several.
    Combines,
    /// It names the property that tells the branches apart.
    Names,
    /// It says something about the value as a whole, whatever it is.
    Notes,
    /// It says what the value is.
    Describes,
}

impl Class {
    fn of(key: &str) -> Self {
        match key {
            "allOf" | "anyOf" | "oneOf" | "not" => Self::Combines,
            "discriminator" => Self::Names,
            "default" | "deprecated" | "description" | "example" | "nullable" | "readOnly"
            | "title" | "writeOnly" => Self::Notes,
            _ => Self::Describes,
        }
    }
}

/// Whether progenitor can name each of a list of values.
fn distinct(values: &At<'_>) -> bool {
    let mut names = BTreeSet::new();
    let mut texts = values.items().filter_map(|item| item.as_str());
    texts.all(|text| names.insert(folded(text)))
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The property that has each of progenitor's names: the first, but a required one before others.
fn owners<'a>(object: &At<'a>) -> BTreeMap<String, &'a str> {
    let required = object.get("required");
    let needed = |name: &str| {
        let mut names = required.iter().flat_map(At::items);
        names.any(|item| item.as_str() == Some(name))
    };
    let mut owners = BTreeMap::new();
    for (name, _) in object.get("properties").iter().flat_map(At::entries) {
        let owner = owners.entry(names::snake(name).to_string()).or_insert(name);
        if needed(name) && !needed(owner) {
            *owner = name;
        }
    }
    owners
}

/// `required`, without the properties that were left out.
fn required(object: &At<'_>, at: &At<'_>) -> Json {
    let owners = owners(object);
    let there = |name: &At<'_>| {
        let name = name.as_str().unwrap_or_default();
        let owner = owners.get(&names::snake(name).to_string());
        owner.is_none_or(|owner| *owner == name)
    };
    let names = at.items().filter(there);
    Json::Array(names.map(|name| name.to_json()).collect())
}

/// What a list of one schema is about: annotations on a reference are written that way.
pub(super) fn annotated<'a>(at: &At<'a>) -> Option<At<'a>> {
    const ANNOTATIONS: [&str; 6] = [
        "allOf",
        "description",
        "title",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];
    const DROPPED: [&str; 3] = ["example", "externalDocs", "xml"];
    let mut items = at.get("allOf")?.items();
    let (only, None) = (items.next()?, items.next()) else {
        return None;
    };
    let says_more = at.entries().any(|(key, _)| {
        !key.starts_with("x-") && !ANNOTATIONS.contains(&key) && !DROPPED.contains(&key)
    });
    (!says_more).then_some(only)
}
