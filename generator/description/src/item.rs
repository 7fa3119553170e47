//! The operations of a Path Item Object: under the methods that have a key of their own, and any others (OpenAPI 3.2.0
//! §4.9.1).

use crate::cursor::At;
use crate::ir::header;
use crate::ir::service::Method;
use crate::load::Version;
use crate::load::fields::Kind;
use crate::resolve::{Documents, MAX_HOPS};

/// The field of a Path Item Object under which the operations of other methods stand.
pub(crate) const ADDITIONAL: &str = "additionalOperations";

/// Whether a version has a key of its own for a method, or one for all others.
pub(crate) fn has_key(version: Version, key: &str) -> bool {
    Kind::PathItem.shape(version, key).is_some()
}

/// A path item with all that it refers to: what stands beside its `$ref` belongs to it too (OpenAPI 3.1.1 §4.8.9.1). Where
/// both have the same field, which the specification leaves open, what refers counts.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    /// What refers to others, behind those.
    parts: Vec<At<'a>>,
}

impl<'a> Item<'a> {
    /// That of a place; references that lead nowhere are left out.
    pub(crate) fn new(documents: &'a Documents, at: &At<'a>) -> Self {
        let mut parts = vec![at.clone()];
        let mut here = at.clone();
        while let Ok(Some(next)) = documents.follow(&here)
            && parts.len() <= MAX_HOPS
        {
            parts.push(next.clone());
            here = next;
        }
        parts.reverse();
        Self { parts }
    }

    /// The objects that it is made of, those that count before others behind them.
    pub(crate) fn parts(&self) -> &[At<'a>] {
        &self.parts
    }

    /// The parameters of all parts, those that count before others behind them.
    pub(crate) fn parameters(&self) -> Vec<At<'a>> {
        let lists = self.parts.iter().filter_map(|part| part.get("parameters"));
        lists
            .flat_map(|list| list.items().collect::<Vec<_>>())
            .collect()
    }

    /// The operations of all parts, each method once.
    pub(crate) fn operations(&self, documents: &Documents) -> Vec<(Method, At<'a>)> {
        let mut all: Vec<(Method, At<'a>)> = Vec::new();
        for part in &self.parts {
            for (method, at) in operations(part, documents.version(part.origin.file)) {
                match all.iter_mut().find(|(known, _)| *known == method) {
                    Some(known) => known.1 = at,
                    None => all.push((method, at)),
                }
            }
        }
        all
    }
}

/// The operations of a path item, as its version has them: each method with an object under it, the fixed ones first.
fn operations<'a>(item: &At<'a>, version: Version) -> Vec<(Method, At<'a>)> {
    let fixed = Method::FIXED.into_iter().filter_map(|(key, method)| {
        let at = item.get(key).filter(|_| has_key(version, key))?;
        Some((method, at))
    });
    let additional = item
        .get(ADDITIONAL)
        .filter(|_| has_key(version, ADDITIONAL));
    let additional = additional.iter().flat_map(At::entries);
    let additional = additional.filter_map(|(name, at)| Some((additional_method(name)?, at)));
    // Nothing below a method is no operation.
    let all = fixed.chain(additional);
    all.filter(|(_, at)| at.mapping().is_some()).collect()
}

/// The method of a key under `additionalOperations`; `None` for what is no method, for one that has a key of its own, and
/// for `CONNECT`, which asks for a tunnel and no resource (RFC 9110 §9.3.6).
pub(crate) fn additional_method(name: &str) -> Option<Method> {
    match Method::of(name) {
        Method::Other(name) if header::is_token(&name) && name != "CONNECT" => {
            Some(Method::Other(name))
        }
        _ => None,
    }
}
