//! The document with its references led to where their targets stand now.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Input;
use super::found::Found;
use super::homes::{Home, Homes};
use super::place::place;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::load::MAX_DEPTH;
use crate::load::fields::{Kind, Shape};
use crate::load::section::Section;
use crate::pointer::Pointer;

/// What a fragment cannot hold as it is (RFC 3986, section 3.5).
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?');

type Members = Vec<(String, Json)>;

pub(super) struct Writer<'b, 'd> {
    input: &'b Input<'d>,
    found: &'b Found,
    homes: &'b Homes,
    /// How deep the value that is being written stands in the bundle.
    depth: usize,
    /// Where it became deeper than a reader follows.
    too_deep: Option<Diagnostic>,
}

impl<'b, 'd> Writer<'b, 'd> {
    pub(super) fn new(input: &'b Input<'d>, found: &'b Found, homes: &'b Homes) -> Self {
        Self {
            input,
            found,
            homes,
            depth: 0,
            too_deep: None,
        }
    }

    /// The document, and its new components behind those that it has.
    pub(super) fn write(mut self, diagnostics: &mut Diagnostics) -> Option<Json> {
        let Json::Object(mut document) = self.object(&self.input.root()?, Kind::OpenApi) else {
            return None;
        };
        let mut sections: BTreeMap<Section, Members> = BTreeMap::new();
        self.depth = 3;
        for (number, target) in self.found.targets.iter().enumerate() {
            if let Some(Home::Component(section, name)) = self.homes.of(number)
                && let Some(at) = self.input.at(target.place.0, &target.place.1)
            {
                let value = self.position(&at, target.kind);
                sections
                    .entry(*section)
                    .or_default()
                    .push((name.clone(), value));
            }
        }
        if let Some(too_deep) = self.too_deep {
            diagnostics.push(too_deep);
            return None;
        }
        for (section, added) in sections {
            let mut members = &mut document;
            for key in section.keys(self.input.version) {
                members = member(members, key)?;
            }
            members.extend(added);
        }
        Some(Json::Object(document))
    }

    fn value(&mut self, at: &At<'b>, shape: Shape) -> Json {
        match shape {
            Shape::Object(kind) => self.object(at, kind),
            Shape::Reference(kind) => self.position(at, kind),
            Shape::SchemaOrSchemas if at.items().next().is_some() => {
                let items = at.items();
                let items = items.map(|item| self.deeper(&item, Shape::BoolOrSchema));
                Json::Array(items.collect())
            }
            Shape::BoolOrSchema | Shape::SchemaOrSchemas | Shape::SchemaOrNames => {
                self.position(at, Kind::Schema)
            }
            Shape::List(inner) | Shape::Filled(inner) if at.items().next().is_some() => {
                let items = at.items().map(|item| self.deeper(&item, *inner));
                Json::Array(items.collect())
            }
            Shape::Map(inner) | Shape::Components(inner) if at.mapping().is_some() => {
                let members = at
                    .entries()
                    .map(|(key, value)| (key.to_owned(), self.deeper(&value, *inner)));
                Json::Object(members.collect())
            }
            Shape::SchemaReference => self.schema_reference(at),
            _ => self.anything(at),
        }
    }

    /// A value that is copied, but for what references lead to inside of it.
    fn anything(&mut self, at: &At<'b>) -> Json {
        if let Some(kind) = self.found.kind(&place(at)) {
            return self.position(at, kind);
        }
        if !self.found.is_reached_inside(&place(at)) {
            return at.to_json();
        }
        if at.mapping().is_some() {
            let members = at
                .entries()
                .map(|(key, value)| (key.to_owned(), self.deeper(&value, Shape::Any)));
            return Json::Object(members.collect());
        }
        let items = at.items().map(|item| self.deeper(&item, Shape::Any));
        Json::Array(items.collect())
    }

    fn deeper(&mut self, at: &At<'b>, shape: Shape) -> Json {
        if self.depth >= MAX_DEPTH {
            let message = format!("in the bundle this is nested more than {MAX_DEPTH} levels deep");
            let help = "give inner schemas a name and refer to them";
            self.too_deep.get_or_insert_with(|| {
                Diagnostic::new(Code::TooDeep, &at.origin, message).help(help)
            });
            return Json::Null;
        }
        self.depth += 1;
        let value = self.value(at, shape);
        self.depth -= 1;
        value
    }

    /// An object of a kind, or a reference to one: which is led to where its target stands now, or gives way to it.
    fn position(&mut self, at: &At<'b>, kind: Kind) -> Json {
        let Some(target) = at.get("$ref").and_then(|_| self.input.target(at)) else {
            return self.object(at, kind);
        };
        let number = self.found.number(&place(&target), kind);
        let home = number.and_then(|number| self.homes.of(number));
        if home != Some(&Home::Site(place(at))) {
            return self.object(at, kind);
        }
        // What stands beside the reference of a path item belongs to it, unless its target says otherwise.
        let mut members = match self.object(&target, kind) {
            Json::Object(members) => members,
            other => return other,
        };
        if let Json::Object(beside) = self.object(at, kind) {
            for (key, value) in beside {
                if key != "$ref" && !members.iter().any(|(known, _)| *known == key) {
                    members.push((key, value));
                }
            }
        }
        Json::Object(members)
    }

    fn object(&mut self, at: &At<'b>, kind: Kind) -> Json {
        if at.mapping().is_none() {
            return at.to_json();
        }
        let version = self.input.documents.version(at.origin.file);
        let members = at.entries().map(|(key, value)| {
            let written = match (kind, key) {
                (_, "$ref") if self.is_referred_to(kind) => self.reference(at, &value, kind),
                (Kind::Discriminator, "mapping") => self.mapping(&value),
                (Kind::Discriminator, "defaultMapping") => self.mapped(&value),
                (Kind::Link, "operationRef") => self.operation(&value),
                (Kind::Example, "externalValue") | (Kind::ExternalDocs, "url") => {
                    self.address(&value)
                }
                _ => self.deeper(&value, kind.shape(version, key).unwrap_or(Shape::Any)),
            };
            (key.to_owned(), written)
        });
        Json::Object(members.collect())
    }

    /// Whether objects of a kind may be references.
    fn is_referred_to(&self, kind: Kind) -> bool {
        kind == Kind::PathItem || Section::of_kind(kind, self.input.version).is_some()
    }

    /// The text of a `$ref`.
    fn reference(&self, at: &At<'b>, text: &At<'b>, kind: Kind) -> Json {
        let root = self.input.file;
        let next = self.input.follow(at);
        let is_inside = at.origin.file == root && next.is_some_and(|next| next.origin.file == root);
        let target = self.input.target(at).filter(|_| !is_inside);
        let led = target.and_then(|target| self.led(&target, kind));
        led.unwrap_or_else(|| text.to_json())
    }

    fn schema_reference(&self, at: &At<'b>) -> Json {
        let target = at.as_str().and_then(|text| self.input.located(at, text));
        let led = target.and_then(|target| self.led_from(at, &target, Kind::Schema));
        led.unwrap_or_else(|| at.to_json())
    }

    /// A reference to a value where it stands now.
    fn led(&self, target: &At<'b>, kind: Kind) -> Option<Json> {
        let place = place(target);
        let pointer = self.homes.pointer(self.input, self.found, &place, kind)?;
        Some(Json::String(fragment(&pointer)))
    }

    /// The same for a value that stands in no `$ref`: the name of a component of the document stays as it is.
    fn led_from(&self, from: &At<'b>, target: &At<'b>, kind: Kind) -> Option<Json> {
        let root = self.input.file;
        let is_inside = from.origin.file == root && target.origin.file == root;
        self.led(target, kind).filter(|_| !is_inside)
    }

    /// The values of a discriminator and what they lead to.
    fn mapping(&self, at: &At<'b>) -> Json {
        if at.mapping().is_none() {
            return at.to_json();
        }
        let members = at.entries();
        let members = members.map(|(key, value)| (key.to_owned(), self.mapped(&value)));
        Json::Object(members.collect())
    }

    /// A schema that a discriminator names.
    fn mapped(&self, value: &At<'b>) -> Json {
        let target = self.input.mapped(value);
        let led = target.and_then(|target| self.led_from(value, &target, Kind::Schema));
        led.unwrap_or_else(|| value.to_json())
    }

    /// A reference to an operation by its place.
    fn operation(&self, at: &At<'b>) -> Json {
        let target = at.as_str().and_then(|text| self.input.located(at, text));
        let led = target.and_then(|target| self.led_from(at, &target, Kind::Operation));
        led.unwrap_or_else(|| self.address(at))
    }

    /// An address that is relative to the file in which it stands (OpenAPI 3.0.3, section 4.6), as seen from the bundle.
    fn address(&self, at: &At<'b>) -> Json {
        let sources = self.input.documents.sources();
        let (here, there) = (sources.path(self.input.file), sources.path(at.origin.file));
        let led = at.as_str().and_then(|text| rebased(here, there, text));
        led.map_or_else(|| at.to_json(), Json::String)
    }
}

/// The object under a key, made if there is none; `None` if something else stands there.
fn member<'m>(members: &'m mut Members, key: &str) -> Option<&'m mut Members> {
    let place = members.iter().position(|(name, _)| name == key);
    let place = place.unwrap_or(members.len());
    if place == members.len() {
        members.push((key.to_owned(), Json::Object(Vec::new())));
    }
    match members.get_mut(place) {
        Some((_, Json::Object(inner))) => Some(inner),
        _ => None,
    }
}

/// A reference into the file in which it stands.
fn fragment(pointer: &Pointer) -> String {
    format!("#{}", utf8_percent_encode(pointer.as_str(), FRAGMENT))
}

/// A relative address of one file, as another file has to write it; `None` if it is the same.
fn rebased(here: &str, there: &str, text: &str) -> Option<String> {
    let folder = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let (here, there) = (folder(here), folder(there));
    let is_relative = !text.is_empty()
        && !text.starts_with(['/', '#', '?'])
        && !text
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|part| part.contains(':'));
    if !is_relative || here == there {
        return None;
    }
    let parts = |folder: &str| -> Vec<String> {
        let parts = folder.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (here, there) = (parts(&here), parts(&there));
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", here.len() - shared);
    let down = there.iter().skip(shared).map(String::as_str);
    let way: Vec<&str> = up.chain(down).collect();
    Some(format!("{}/{text}", way.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_from_another_folder() {
        for (here, there, text, seen) in [
            (
                "api.yaml",
                "parts/pet.yaml",
                "cat.json",
                Some("parts/cat.json"),
            ),
            (
                "a/api.yaml",
                "b/pet.yaml",
                "./cat.json",
                Some("../b/./cat.json"),
            ),
            ("api.yaml", "pet.yaml", "cat.json", None),
            ("api.yaml", "parts/pet.yaml", "https://example.com/", None),
            ("api.yaml", "parts/pet.yaml", "/cat.json", None),
        ] {
            assert_eq!(rebased(here, there, text).as_deref(), seen, "{text}");
        }
    }
}
