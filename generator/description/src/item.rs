//! The operations of a Path Item Object: under the methods that have a key of their own, and any others (OpenAPI 3.2.0
//! §4.9.1).

use crate::cursor::At;
use crate::ir::header;
use crate::ir::service::Method;
use crate::load::Version;
use crate::load::fields::Kind;

/// The field of a Path Item Object under which the operations of other methods stand.
pub(crate) const ADDITIONAL: &str = "additionalOperations";

/// Whether a version has a key of its own for a method, or one for all others.
pub(crate) fn has_key(version: Version, key: &str) -> bool {
    Kind::PathItem.shape(version, key).is_some()
}

/// The operations of a path item, as its version has them: each method with an object under it, the fixed ones first.
pub fn operations<'a>(item: &At<'a>, version: Version) -> Vec<(Method, At<'a>)> {
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
