//! Credentials: a type for each security scheme that an operation asks for, and the sets of them that a
//! client can be made with.

use super::types::Types;
use crate::model::{Credential, CredentialSet};
use crate::names;
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
        if !used.any(|one| one.scheme == scheme.name) {
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
            flows: scheme.flows.clone(),
        });
    }
    credentials
}

/// Each set of credentials that some operation accepts, single ones first, both in the order of the document.
pub(super) fn credential_sets(service: &Service, credentials: &[Credential]) -> Vec<CredentialSet> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let alternatives = service
        .operations
        .iter()
        .flat_map(|operation| &operation.security);
    for alternative in alternatives {
        let mut set: Vec<usize> = alternative
            .iter()
            .filter_map(|one| {
                credentials
                    .iter()
                    .position(|credential| credential.wire == one.scheme)
            })
            .collect();
        set.sort_unstable();
        set.dedup();
        if !set.is_empty() && !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets.sort_by_key(|set| (set.len(), set.clone()));
    let set = |credentials| CredentialSet { credentials };
    sets.into_iter().map(set).collect()
}
