//! Exact schemas: every assertion of an OpenAPI Schema Object (3.0.3 §4.7.24), none lost, none added.

mod assertions;
mod names;
mod subschemas;

use std::collections::BTreeSet;

use crate::cursor::Origin;
use crate::ir::Upstream;
use crate::json::Json;
use crate::source::Span;

pub use assertions::{
    Additional, ArrayRules, Assertions, Condition, Contains, JsonType, NumberRules, ObjectRules,
    Property, StringRules, Test,
};
pub use names::Names;
pub use subschemas::Keyword;

/// Index of a schema in [`Schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaId(u32);

impl SchemaId {
    /// The position in the order of [`Schemas::iter`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The arena of schemas. A `$ref` is the id of its target, so recursion is a cycle of ids.
#[derive(Clone, Debug, Default)]
pub struct Schemas(Vec<Schema>);

impl Schemas {
    /// Adds a schema and returns its id.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(schema);
        id
    }

    /// The schema of an id that this arena gave out.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are made by `push` alone and nothing is removed"
    )]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.0[id.0 as usize]
    }

    /// The schema of an id, to be filled in.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are made by `push` alone and nothing is removed"
    )]
    pub fn get_mut(&mut self, id: SchemaId) -> &mut Schema {
        &mut self.0[id.0 as usize]
    }

    /// Every schema with its id, in the order of their lowering.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0u32..).map(SchemaId).zip(&self.0)
    }

    /// The schema behind one-element `allOf` wrappers that only annotate.
    ///
    /// Cycles of wrappers are refused by the `check` phase; here they end the walk.
    pub fn unwrapped(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        for _ in 0..self.0.len() {
            match self.get(current).annotated() {
                Some(inner) => current = inner,
                None => break,
            }
        }
        current
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether null is said to be a value of what a schema and its `allOf` join: each part that has a type says so, and
    /// at least one does. `nullable` is meant for all that stands beside it, a choice or an `allOf` too, though OpenAPI
    /// 3.0.3 only ties it to `type`; for whoever writes it there it has no other meaning.
    pub fn admits_null(&self, id: SchemaId) -> bool {
        let (mut said, mut seen, mut open) = (false, BTreeSet::new(), vec![id]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let own = &self.get(id).assertions;
            if own
                .values
                .as_ref()
                .is_some_and(|values| !values.contains(&Json::Null))
            {
                return false;
            }
            if own.nullable {
                said = true;
                continue;
            }
            if own.kind.is_some() {
                return false;
            }
            said |= own.branches().any(|branch| self.get(branch).is_null());
            open.extend(&own.all_of);
        }
        said
    }

    /// The lists of properties of which one must be there: an `anyOf` whose branches only require properties.
    pub fn alternatives<'a>(&'a self, schema: &Schema) -> Option<Vec<&'a [String]>> {
        let lists = schema.assertions.any_of.iter().map(|&branch| {
            let branch = &self.get(self.unwrapped(branch)).assertions;
            let required: &[String] = &branch.object.required;
            let alone = Assertions {
                // Beside the same type it says nothing.
                kind: branch
                    .kind
                    .filter(|_| branch.kind == schema.assertions.kind),
                object: ObjectRules {
                    required: required.iter().cloned().collect(),
                    ..ObjectRules::default()
                },
                ..Assertions::default()
            };
            let is_object = matches!(branch.kind, None | Some(JsonType::Object));
            (!required.is_empty() && is_object && *branch == alone).then_some(required)
        });
        let lists: Vec<_> = lists.collect::<Option<_>>()?;
        (!lists.is_empty()).then_some(lists)
    }
}

/// One Schema Object.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it stands.
    pub origin: Origin,
    /// Where its `pattern` stands, if it has one.
    pub pattern_span: Option<Span>,
    /// Its name, if it is a component or the top level of a fragment.
    pub name: Option<String>,
    /// `title`, `description`, `default` and the like.
    pub annotations: Annotations,
    /// What a value must be.
    pub assertions: Assertions,
    /// What OpenAPI cannot say.
    pub extensions: Extensions,
}

impl Schema {
    /// A schema that asserts nothing.
    pub fn anything(origin: Origin) -> Self {
        Self {
            origin,
            pattern_span: None,
            name: None,
            annotations: Annotations::default(),
            assertions: Assertions::default(),
            extensions: Extensions::default(),
        }
    }

    /// Whether null is the only value.
    pub fn is_null(&self) -> bool {
        matches!(self.assertions.values.as_deref(), Some([Json::Null]))
    }

    /// Whether values are bytes that are no text (OpenAPI 3.0.3 §4.4).
    pub fn is_binary(&self) -> bool {
        self.assertions.kind == Some(JsonType::String)
            && self.assertions.format.as_deref() == Some("binary")
    }

    /// The referenced schema, if this one is an annotated reference: a one-element `allOf` beside
    /// annotations, `nullable` and extensions only.
    pub fn annotated(&self) -> Option<SchemaId> {
        let [inner] = self.assertions.all_of.as_slice() else {
            return None;
        };
        let reference = Assertions {
            all_of: vec![*inner],
            nullable: self.assertions.nullable,
            ..Assertions::default()
        };
        (self.assertions == reference).then_some(*inner)
    }
}

/// Keywords that assert nothing.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `default`
    pub default: Option<Json>,
    /// `example`
    pub example: Option<Json>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`: not part of a request.
    pub read_only: bool,
    /// `writeOnly`: not part of a response.
    pub write_only: bool,
}

/// `discriminator` (OpenAPI 3.0.3 §4.7.25).
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// Where it stands.
    pub origin: Origin,
    /// `propertyName`
    pub property: String,
    /// Value of the property and the branch that it names: explicit mappings first, then the implied
    /// names of the branches.
    pub mapping: Vec<(String, SchemaId)>,
    /// The branch of values that none of these names (`defaultMapping`).
    pub default: Option<SchemaId>,
}

/// The extensions of a Schema Object.
#[derive(Clone, Debug, Default)]
pub struct Extensions {
    /// `x-extensible-enum`: the values known so far, numbers as text.
    pub open_values: Option<Vec<String>>,
    /// `x-enum-varnames`: a name for each value.
    pub value_names: Vec<String>,
    /// `format: password` or `x-trueup-sensitive`.
    pub sensitive: bool,
    /// `x-trueup-zero`: the text that means "not set".
    pub zero: Option<String>,
    /// `x-trueup-accepts: [number]`: requests may also send a JSON number.
    pub accepts_number: bool,
    /// `x-trueup-exclusive`: of each group, at most one property may be set.
    pub exclusive: Vec<Vec<String>>,
    /// `x-trueup-failure`: the property whose non-empty value means failure.
    pub failure: Option<String>,
    /// `x-trueup-error`
    pub error_parts: Option<ErrorParts>,
    /// `x-trueup-error-kind`
    pub error_kinds: Vec<ErrorRule>,
    /// `x-trueup-upstream`
    pub upstream: Option<Upstream>,
    /// `x-trueup-same-value`
    pub same_value: Option<SameValue>,
    /// `x-trueup-quantity`
    pub quantity: Option<Quantity>,
}

/// Values that are amounts of something.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    /// The scalar of a smaller unit, and how many of those one is.
    pub of: Option<(SchemaId, u64)>,
}

/// Which properties of an error body hold what, or an object that says it of itself.
#[derive(Clone, Debug)]
pub struct ErrorParts {
    /// The code.
    pub code: Option<String>,
    /// The words for people.
    pub message: Option<String>,
}

/// One way to recognise a kind of error by its body.
#[derive(Clone, Debug)]
pub struct ErrorRule {
    /// What the rule recognises.
    pub kind: ErrorKind,
    /// JSON Pointer of the value in the error body.
    pub pointer: String,
    /// What the value must be.
    pub test: ErrorTest,
}

/// A kind of error that callers branch on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The credential is missing or wrong.
    Unauthenticated,
    /// The credential does not allow this.
    Forbidden,
    /// The server has no such operation.
    Unsupported,
    /// The thing does not exist.
    NotFound,
    /// The call contradicts what is there already.
    Conflict,
    /// Too many calls.
    RateLimited,
    /// The server serves nobody until somebody sets it up or unlocks it.
    NotReady,
    /// The same call may succeed later.
    Transient,
}

impl ErrorKind {
    /// All kinds, in the order in which readers meet them.
    pub const ALL: [Self; 8] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::Unsupported,
        Self::NotFound,
        Self::Conflict,
        Self::RateLimited,
        Self::NotReady,
        Self::Transient,
    ];

    /// The name in `x-trueup-error-kind`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Unsupported => "unsupported",
            Self::NotFound => "notFound",
            Self::Conflict => "conflict",
            Self::RateLimited => "rateLimited",
            Self::NotReady => "notReady",
            Self::Transient => "transient",
        }
    }
}

/// The test of an [`ErrorRule`].
#[derive(Clone, Debug)]
pub enum ErrorTest {
    /// The value equals this.
    Equals(Json),
    /// The value is a string that contains this.
    Contains(String),
}

/// The same bytes as another scalar, in another encoding.
#[derive(Clone, Debug)]
pub struct SameValue {
    /// The other scalar.
    pub schema: SchemaId,
    /// Whether the byte order is reversed.
    pub order: ByteOrder,
}

/// Order of the bytes of one scalar against another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// First byte first in both.
    Same,
    /// First byte of one is the last of the other.
    Reversed,
}
