//! What goes wrong when the value of a union is read.

use serde::de::Error;

/// The error for a value that no branch of a union takes.
#[must_use]
pub fn no_branch<E: Error>(union: &str) -> E {
    E::custom(format_args!("the value is no branch of `{union}`"))
}

/// The error for a value whose tag is absent, or names no branch.
#[must_use]
pub fn no_tag<E: Error>(union: &str, tag: &str) -> E {
    E::custom(format_args!("`{tag}` names no branch of `{union}`"))
}
