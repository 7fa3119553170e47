//! A schema in a position: what stands around an annotated reference, and what it refers to.

use trueup_description::ir::Upstream;
use trueup_description::ir::schema::{Schema, SchemaId, Schemas};
use trueup_description::json::Json;

/// What the wrappers around a schema say, the outermost first.
pub(crate) struct View<'a> {
    /// The schema inside.
    pub(crate) inner: SchemaId,
    layers: Vec<&'a Schema>,
}

impl<'a> View<'a> {
    /// Looks through one-element `allOf` wrappers.
    pub(crate) fn new(schemas: &'a Schemas, outer: SchemaId) -> Self {
        let inner = schemas.unwrapped(outer);
        let mut layers = vec![schemas.get(outer)];
        let mut current = outer;
        while current != inner {
            let Some(next) = schemas.get(current).annotated() else {
                break;
            };
            layers.push(schemas.get(next));
            current = next;
        }
        Self { inner, layers }
    }

    /// The schemas from the outermost to the one inside.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &'a Schema> {
        self.layers.iter().copied()
    }

    fn first<T>(&self, pick: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.layers.iter().find_map(|layer| pick(layer))
    }

    fn any(&self, test: impl Fn(&Schema) -> bool) -> bool {
        self.layers.iter().any(|layer| test(layer))
    }

    /// Whether null is a value.
    pub(crate) fn nullable(&self) -> bool {
        self.any(|schema| schema.assertions.nullable)
    }

    /// Whether values are secret.
    pub(crate) fn sensitive(&self) -> bool {
        self.any(|schema| schema.extensions.sensitive)
    }

    /// The text for an absent value.
    pub(crate) fn default(&self) -> Option<&'a Json> {
        self.first(|schema| schema.annotations.default.as_ref())
    }

    /// The text that means "not set".
    pub(crate) fn zero(&self) -> Option<&'a str> {
        self.first(|schema| schema.extensions.zero.as_deref())
    }

    /// What a reader should know.
    pub(crate) fn description(&self) -> Option<&'a str> {
        self.first(|schema| {
            schema
                .annotations
                .description
                .as_deref()
                .or(schema.annotations.title.as_deref())
        })
    }

    /// Whether it should not be used any more. A type that is deprecated says so itself.
    pub(crate) fn deprecated(&self) -> bool {
        self.layers
            .first()
            .is_some_and(|schema| schema.annotations.deprecated)
    }

    /// Whether it is not part of a request.
    pub(crate) fn read_only(&self) -> bool {
        self.any(|schema| schema.annotations.read_only)
    }

    /// Whether it is not part of a response.
    pub(crate) fn write_only(&self) -> bool {
        self.any(|schema| schema.annotations.write_only)
    }

    /// How another implementation differs.
    pub(crate) fn upstream(&self) -> Option<&'a Upstream> {
        self.first(|schema| schema.extensions.upstream.as_ref())
    }
}
