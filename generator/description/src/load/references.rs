//! References: what may stand beside them, and where they lead.

use super::check::{Checker, Subject};
use super::fields::Kind;
use super::hints;
use crate::cursor::At;
use crate::diagnostic::Code;
use crate::dialect::Draft;
use crate::resolve::MAX_HOPS;

/// Where references lead that lead to references.
enum Chain {
    /// To a value, or to something that is reported elsewhere.
    Ends,
    /// Back to the start, which comes before all other places on the way: a circle is reported
    /// there and nowhere else.
    FirstOfCircle,
    /// Into a circle, of which another place comes first.
    Circle,
    /// Too far.
    TooLong,
}

impl<'a> Checker<'a, '_> {
    /// A place where OpenAPI allows an object of a kind or a reference to one.
    pub(super) fn position(&mut self, at: &At<'a>, kind: Kind, subject: Subject<'_>) {
        let draft = self.documents.dialect(&at.origin).draft;
        let is_schema = kind == Kind::Schema && draft > Draft::OpenApi;
        // JSON Schema draft 6, Core §4.4.
        if is_schema && draft >= Draft::Draft6 && at.as_bool().is_some() {
            return;
        }
        if at.get("$ref").is_some() {
            if self
                .seen
                .insert((at.origin.file, at.origin.pointer.clone(), kind))
            {
                self.reference(at, kind, is_schema);
            }
        } else {
            self.object(at, kind, subject);
        }
    }

    fn reference(&mut self, at: &At<'a>, kind: Kind, with_siblings: bool) {
        let texts = self.version_at(at).has_json_schema();
        let siblings = at.entries().map(|(key, _)| key);
        // What a Reference Object says itself (OpenAPI 3.1.1, section 4.8.23).
        let table = kind.table(self.version_at(at));
        let meant = |key: &str| {
            texts && matches!(key, "summary" | "description") && table.field(key).is_some()
        };
        let is_item = kind == Kind::PathItem;
        let target = self.documents.resolve(at).ok().filter(|_| is_item);
        // Of a path item what is not in the other one as well.
        let counts = |key: &str| match &target {
            Some(other) => key == "parameters" || other.get(key).is_none(),
            None => with_siblings || is_item,
        };
        for key in siblings.filter(|key| *key != "$ref" && !counts(key) && !meant(key)) {
            let Some(origin) = at.key_origin(key) else {
                continue;
            };
            if let Some(value) = at.get(key) {
                self.unread(&value);
            }
            let message = match is_item {
                true => format!("`{key}` is in what `$ref` leads to as well, and counts here"),
                false => format!("`{key}` beside `$ref` has no effect"),
            };
            self.error(
                Code::ReferenceSibling,
                &origin,
                message,
                hints::sibling(kind),
            );
        }
        match self.documents.follow(at) {
            Ok(Some(target)) => {
                self.nested(at);
                self.target(at, target, kind);
            }
            Ok(None) => {}
            Err(diagnostic) => self.report(*diagnostic),
        }
        if with_siblings || is_item {
            self.members(at, kind);
        }
    }

    /// Says so of a reference that only leads somewhere within the schema around it.
    fn nested(&mut self, at: &At<'a>) {
        let Some(reference) = at.get("$ref") else {
            return;
        };
        let text = reference.as_str().unwrap_or_default();
        if self.documents.is_nested(&reference.origin, text) {
            let (message, help) = match text.starts_with("#/components/") {
                true => (
                    format!(
                        "`{text}` is in the file, but not in the schema around this, which has an `$id`"
                    ),
                    "remove the `$id`, or write the URI of the file before `#`",
                ),
                false => (
                    format!("`{text}` is not in the file, but in the schema around this"),
                    "write the way from the root of the file",
                ),
            };
            self.error(Code::NestedDefinition, &reference.origin, message, help);
        }
    }

    pub(super) fn target(&mut self, at: &At<'a>, target: At<'a>, kind: Kind) {
        let place = (target.origin.file, target.origin.pointer.clone());
        self.referenced.insert(place);
        let said = match self.chain(at) {
            Chain::Ends | Chain::Circle => None,
            Chain::FirstOfCircle => {
                let message = "this reference leads back to itself".to_owned();
                Some((Code::CircularReference, message))
            }
            Chain::TooLong => {
                let message = format!("more than {MAX_HOPS} references in a row start here");
                Some((Code::ReferenceChain, message))
            }
        };
        if let Some((code, message)) = said {
            let help = "let one of the references on the way be a value instead";
            self.error(code, &at.origin, message, help);
        }
        self.queue.push((target, kind));
    }

    /// Where the references that start at `at` lead.
    fn chain(&self, at: &At<'a>) -> Chain {
        let place = |at: &At<'_>| (at.origin.file, at.origin.pointer.clone());
        let start = place(at);
        let mut here = at.clone();
        let mut first = true;
        let mut way = Vec::new();
        for _ in 0..MAX_HOPS {
            let Ok(Some(next)) = self.documents.follow(&here) else {
                return Chain::Ends;
            };
            let place = place(&next);
            if place == start {
                return if first {
                    Chain::FirstOfCircle
                } else {
                    Chain::Circle
                };
            }
            if way.contains(&place) {
                return Chain::Circle;
            }
            first &= start < place;
            way.push(place);
            here = next;
        }
        Chain::TooLong
    }

    pub(super) fn schema_reference(&mut self, at: &At<'a>, subject: Subject<'_>) {
        let Some(text) = at.as_str() else {
            return self.wrong_type(at, subject, "a string");
        };
        match self.documents.locate(&at.origin, text) {
            Ok(target) => self.target(at, target, Kind::Schema),
            Err(diagnostic) => self.report(*diagnostic),
        }
    }
}
