//! The names of the validator's runtime that emitted tables are made of.

use super::literal::Item;

/// A name of the runtime itself.
pub(super) const fn runtime(name: &'static str) -> Item {
    Item {
        module: "trueup_validator",
        name,
    }
}

/// A name of the runtime's tables of checks.
pub(super) const fn schema(name: &'static str) -> Item {
    Item {
        module: "trueup_validator::schema",
        name,
    }
}

/// A name of the runtime's registry.
pub(super) const fn registry(name: &'static str) -> Item {
    Item {
        module: "trueup_validator::registry",
        name,
    }
}

pub(super) const POSITION: Item = registry("Position");
pub(super) const LOCATION: Item = schema("SchemaLocation");
