//! What references lead to in other files, by following all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use super::place::{Place, place};
use crate::cursor::At;
use crate::diagnostic::Diagnostics;
use crate::load::fields::{Kind, Shape};
use crate::load::section::Section;
use crate::pointer::Pointer;

/// A value in another file, and what is to become of it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Where it stands.
    pub(super) place: Place,
    /// What it is used as.
    pub(super) kind: Kind,
    /// The first of those references to it that can best give way to it.
    pub(super) site: Option<(Claim, Place)>,
}

/// How well a reference can give way to what it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It stands where the value is used.
    Use,
    /// It is a component of another name.
    Component,
    /// It is a component of the same name.
    Namesake,
}

/// The values in other files, in the order in which references to them stand.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) targets: Vec<Target>,
    index: BTreeMap<(Place, Kind), usize>,
    /// Places of targets of any kind.
    places: BTreeSet<Place>,
    /// What references lead to, in any file: some of it stands where only they say what it is, as under an `x-` key.
    reached: BTreeMap<Place, Kind>,
}

impl Found {
    /// Whether a value is a target, of whatever kind.
    pub(super) fn is_target(&self, place: &Place) -> bool {
        self.places.contains(place)
    }

    /// What a reference takes the value at a place for.
    pub(super) fn kind(&self, place: &Place) -> Option<Kind> {
        self.reached.get(place).copied()
    }

    /// Whether a reference leads to something inside of the value at a place.
    pub(super) fn is_reached_inside(&self, place: &Place) -> bool {
        let inside = format!("{}/", place.1);
        let Some(first) = Pointer::parse(&inside) else {
            return false;
        };
        let mut behind = self.reached.range((place.0, first)..);
        let next = behind.next();
        next.is_some_and(|((file, pointer), _)| {
            *file == place.0 && pointer.as_str().starts_with(&inside)
        })
    }

    /// The number of a target.
    pub(super) fn number(&self, place: &Place, kind: Kind) -> Option<usize> {
        self.index.get(&(place.clone(), kind)).copied()
    }
}

/// Follows every reference of the document, and of what it leads to.
pub(super) fn find(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Option<Found> {
    let mut search = Search {
        input,
        found: Found::default(),
        seen: BTreeSet::new(),
        waiting: Vec::new(),
        diagnostics,
    };
    search.waiting.push((input.root()?, Kind::OpenApi));
    while let Some((at, kind)) = search.waiting.pop() {
        let before = search.waiting.len();
        search.position(&at, kind);
        // What stands first is looked at first, so that it has the first choice of names.
        if let Some(added) = search.waiting.get_mut(before..) {
            added.reverse();
        }
    }
    let found = search.found;
    (!diagnostics.has_errors()).then_some(found)
}

struct Search<'i, 'd, 'r> {
    input: &'i Input<'d>,
    found: Found,
    seen: BTreeSet<(Place, Kind)>,
    /// Objects and references that are yet to be looked at: a chain of them must not become a recursion.
    waiting: Vec<(At<'i>, Kind)>,
    diagnostics: &'r mut Diagnostics,
}

impl<'i> Search<'i, '_, '_> {
    /// An object of a kind, or a reference to one, with what stands beside it.
    fn position(&mut self, at: &At<'i>, kind: Kind) {
        if !self.seen.insert((place(at), kind)) {
            return;
        }
        if at.get("$ref").is_some()
            && let Some(target) = self.input.target(at)
        {
            self.target(at, target, kind, Some(place(at)));
        }
        let version = self.input.documents.version(at.origin.file);
        for (key, value) in at.entries() {
            match (kind, key) {
                (Kind::Discriminator, "mapping") => {
                    for (_, value) in value.entries() {
                        if let Some(target) = self.input.mapped(&value) {
                            self.target(&value, target, Kind::Schema, None);
                        }
                    }
                }
                _ => {
                    if let Some(shape) = kind.shape(version, key) {
                        self.value(&value, shape);
                    }
                }
            }
        }
    }

    fn value(&mut self, at: &At<'i>, shape: Shape) {
        match shape {
            Shape::Object(kind) | Shape::Reference(kind) => self.waiting.push((at.clone(), kind)),
            Shape::SchemaOrSchemas if at.items().next().is_some() => {
                let items = at.items().map(|item| (item, Kind::Schema));
                self.waiting.extend(items);
            }
            Shape::BoolOrSchema | Shape::SchemaOrSchemas | Shape::SchemaOrNames => {
                self.waiting.push((at.clone(), Kind::Schema));
            }
            Shape::List(inner) | Shape::Filled(inner) => {
                at.items().for_each(|item| self.value(&item, *inner));
            }
            Shape::Map(inner) | Shape::Components(inner) => {
                at.entries()
                    .for_each(|(_, value)| self.value(&value, *inner));
            }
            Shape::SchemaReference => {
                if let Some(target) = at.as_str().and_then(|text| self.input.located(at, text)) {
                    self.target(at, target, Kind::Schema, None);
                }
            }
            _ => {}
        }
    }

    fn target(&mut self, from: &At<'i>, target: At<'i>, kind: Kind, site: Option<Place>) {
        self.found.reached.entry(place(&target)).or_insert(kind);
        if target.origin.file != self.input.file {
            let version = self.input.documents.version(target.origin.file);
            if version != self.input.version {
                let diagnostic = self.input.foreign(from.origin.span, version);
                return self.diagnostics.push(diagnostic);
            }
            if let Some(reason) = self.input.bound(from, &target) {
                return self
                    .diagnostics
                    .push(self.input.unsupported(from.origin.span, reason));
            }
            self.add(place(&target), kind, site);
        }
        self.waiting.push((target, kind));
    }

    fn add(&mut self, place: Place, kind: Kind, site: Option<Place>) {
        let site = site.and_then(|site| Some((self.claim(&site, &place, kind)?, site)));
        let key = (place.clone(), kind);
        let Some(known) = self.found.index.get(&key) else {
            self.found.index.insert(key, self.found.targets.len());
            self.found.places.insert(place.clone());
            return self.found.targets.push(Target { place, kind, site });
        };
        if let Some(known) = self.found.targets.get_mut(*known) {
            let claim = known.site.as_ref().map(|(claim, _)| *claim);
            if site.as_ref().map(|(claim, _)| *claim) > claim {
                known.site = site;
            }
        }
    }

    /// How well a reference can give way to what it leads to; `None` if it cannot. A path item can anywhere; what is a
    /// component already can, if that gives no schema another name.
    fn claim(&self, site: &Place, target: &Place, kind: Kind) -> Option<Claim> {
        let section = Section::of_kind(kind, self.input.version);
        let section = section.filter(|_| site.0 == self.input.file);
        let named = section.and_then(|section| section.name(self.input.version, &site.1));
        let is_bare = || {
            let at = self.input.at(site.0, &site.1);
            at.is_some_and(|at| at.mapping().is_some_and(|keys| keys.len() == 1))
        };
        match named {
            _ if kind == Kind::PathItem && named.is_none() => Some(Claim::Use),
            Some(name) if is_bare() => {
                if target_name(self.input, target) == name {
                    Some(Claim::Namesake)
                } else {
                    (kind != Kind::Schema).then_some(Claim::Component)
                }
            }
            _ => None,
        }
    }
}

/// What a target is called: as where it stands, or as its file.
pub(super) fn target_name(input: &Input<'_>, (file, pointer): &Place) -> String {
    let stem = || input.documents.sources().stem(*file);
    let last = pointer.last();
    let name = last.as_deref().unwrap_or_else(stem);
    // OpenAPI 3.0.3, section 4.7.7.
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name.chars().map(|c| if fit(c) { c } else { '_' }).collect();
    if name.is_empty() {
        "Unnamed".to_owned()
    } else {
        name
    }
}
