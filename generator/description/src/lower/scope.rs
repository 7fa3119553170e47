//! The dynamic scope of JSON Schema 2020-12 (Core §7.1): which schemas a `$dynamicRef` may lead to.
//!
//! It leads to the schema of its name in the outermost resource on the way of references that has such a schema. The
//! way is known before any value is: so a schema is lowered once for each scope in which it stands, and the reference
//! in it is one like any other. Documents without such references have one scope.

use std::collections::BTreeMap;

use crate::cursor::Origin;
use crate::identify::Place;
use crate::resolve::Documents;

/// How many scopes there may be: schemas are lowered once for each.
const MOST: usize = 256;

/// The schemas that have a name for others, by that name.
type Named = BTreeMap<String, Place>;

/// A dynamic scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope(usize);

/// All scopes.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    known: BTreeMap<Named, Scope>,
    /// All but the empty one, which is the first.
    named: Vec<Named>,
    /// Whether there were more than may be.
    pub(super) too_many: bool,
}

impl Scopes {
    /// The scope behind a step to a value.
    pub(super) fn enter(&mut self, scope: Scope, documents: &Documents, to: &Origin) -> Scope {
        let identifiers = documents.identifiers();
        let (_, resource) = identifiers.resource(to);
        let known = self.get(scope);
        let mut new = resource
            .dynamic
            .iter()
            .filter(|(name, _)| identifiers.is_asked(name))
            .filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)))
            .peekable();
        if new.peek().is_none() {
            return scope;
        }
        let mut inside = known.cloned().unwrap_or_default();
        inside.extend(new.map(|(name, place)| (name.clone(), (to.file, place.clone()))));
        self.intern(inside).unwrap_or(scope)
    }

    /// The schema of a name.
    pub(super) fn find(&self, scope: Scope, name: &str) -> Option<&Place> {
        self.get(scope)?.get(name)
    }

    fn get(&self, scope: Scope) -> Option<&Named> {
        self.named.get(scope.0.checked_sub(1)?)
    }

    fn intern(&mut self, named: Named) -> Option<Scope> {
        if let Some(scope) = self.known.get(&named) {
            return Some(*scope);
        }
        if self.named.len() >= MOST {
            self.too_many = true;
            return None;
        }
        self.named.push(named.clone());
        let scope = Scope(self.named.len());
        self.known.insert(named, scope);
        Some(scope)
    }
}
