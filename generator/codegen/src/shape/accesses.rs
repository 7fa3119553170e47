//! Credentials: a type for each security scheme that an operation asks for, and the sets of them that a
//! client can be made with.

use super::types::Types;
use crate::model::{Access, Credential, Ident};
use crate::names::{self, Case, Scope};
use trueup_description::ir::service::Service;
use trueup_text::markdown::{Markdown, code};

/// A type for each scheme that an operation asks for.
pub(super) fn credentials(service: &Service, types: &mut Types<'_>) -> Vec<Credential> {
    let mut credentials = Vec::new();
    for scheme in &service.schemes {
        let mut used = service
            .operations
            .iter()
            .flat_map(|operation| operation.security.iter().flatten());
        if !used.any(|name| *name == scheme.name) {
            continue;
        }
        let ident = types.claim(names::pascal(&scheme.name), &scheme.name, &scheme.origin);
        credentials.push(Credential {
            origin: scheme.origin.clone(),
            wire: scheme.name.clone(),
            ident,
            doc: match &scheme.description {
                Some(description) => Markdown::description(description),
                None => Markdown::own(format!("The credential {}.", code(&scheme.name))),
            },
            kind: scheme.kind.clone(),
            encoding: scheme.encoding,
        });
    }
    credentials
}

/// Each set of credentials that some operation accepts, single ones first, both in the order of the document.
pub(super) fn accesses(
    service: &Service,
    credentials: &[Credential],
    types: &mut Types<'_>,
) -> Vec<Access> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let alternatives = service
        .operations
        .iter()
        .flat_map(|operation| &operation.security);
    for alternative in alternatives {
        let mut set: Vec<usize> = alternative
            .iter()
            .filter_map(|name| {
                credentials
                    .iter()
                    .position(|credential| credential.wire == *name)
            })
            .collect();
        set.sort_unstable();
        set.dedup();
        if !set.is_empty() && !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets.sort_by_key(|set| (set.len(), set.clone()));
    let mut scope = Scope::default();
    sets.into_iter()
        .map(|set| access(set, credentials, types, &mut scope))
        .collect()
}

fn access(
    set: Vec<usize>,
    credentials: &[Credential],
    types: &mut Types<'_>,
    scope: &mut Scope,
) -> Access {
    let members: Vec<&Credential> = set
        .iter()
        .filter_map(|index| credentials.get(*index))
        .collect();
    let names: Vec<&str> = members
        .iter()
        .map(|credential| credential.ident.as_str())
        .collect();
    let ident = Ident(names.join("And"));
    let ident = match members.first() {
        Some(first) => types.settle(scope, ident, Case::Pascal, &first.wire, &first.origin),
        None => ident,
    };
    Access {
        ident,
        credentials: set,
    }
}
