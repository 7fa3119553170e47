//! The vendor extensions: what specs tell the generator that OpenAPI 3.0 has no word for.

use crate::load::fields::{Field, Kind, Shape, optional, required};
use Shape::{
    Any, Bool, Filled, HeaderName, List, Name, Object, OneOf, Pointer, Positive, SchemaReference,
    Text, True, Word,
};

/// An extension that the generator understands.
#[derive(Clone, Copy, Debug)]
pub struct Extension {
    /// The key.
    pub name: &'static str,
    /// The kinds of objects in which it may stand.
    pub kinds: &'static [Kind],
    /// Where it stands, in words.
    pub place: &'static str,
    /// What its value must look like.
    pub shape: Shape,
    /// What its value says, in words.
    pub says: &'static str,
    /// What it brings about.
    pub effect: &'static str,
}

/// What the keys of the project's own extensions start with. Other `x-…` keys are left alone.
pub const PREFIX: &str = "x-trueup-";

/// Every extension, in the order of the README's table.
pub const EXTENSIONS: &[Extension] = &[
    Extension {
        name: "x-extensible-enum",
        kinds: &[Kind::Schema],
        place: "string or integer schema",
        shape: Filled(&Word),
        says: "the values known so far, as a list",
        effect: "an enum that keeps unknown values",
    },
    Extension {
        name: "x-enum-varnames",
        kinds: &[Kind::Schema],
        place: "integer schema that lists its values",
        shape: Filled(&Name),
        says: "a name for each value, in their order",
        effect: "names of the enum's variants",
    },
    Extension {
        name: "x-trueup-upstream",
        kinds: &[Kind::Operation, Kind::Parameter, Kind::Schema],
        place: "operation, parameter, property",
        shape: Object(Kind::Upstream),
        says: "`{name, status: absent \\| removed \\| changed \\| added, since, instead, note}`: what the \
               software behind the API makes of it",
        effect: "a deprecation, a note on the page, a finding in documents",
    },
    Extension {
        name: "x-trueup-stream",
        kinds: &[Kind::MediaType],
        place: "media type of a response",
        shape: Object(Kind::Stream),
        says: "the body is many items, and `schema` describes one: a line of JSON, or what the media type \
               says (`text/event-stream`: the data of an event; `application/json-seq`). `{item, error}`: \
               which property of each holds the item, which the error; `{}`: it is the item",
        effect: "a stream of typed items",
    },
    Extension {
        name: "x-trueup-accepts",
        kinds: &[Kind::Schema],
        place: "integer in a string",
        shape: Filled(&OneOf(&["number"])),
        says: "`[number]`: the server also takes numbers",
        effect: "the validator accepts numbers in requests; the client writes strings",
    },
    Extension {
        name: "x-trueup-zero",
        kinds: &[Kind::Schema],
        place: "string schema with a format or pattern",
        shape: Text,
        says: "the value that means \"not set\"",
        effect: "the validator admits it; it is `None` in Rust",
    },
    Extension {
        name: "x-trueup-exclusive",
        kinds: &[Kind::Schema, Kind::Operation],
        place: "object schema, operation",
        shape: Filled(&Filled(&Name)),
        says: "groups of properties or query parameters, of each of which at most one may be set; \
               zero and null count as not set",
        effect: "a rule of the validator, a note on the page",
    },
    Extension {
        name: "x-trueup-any-of",
        kinds: &[Kind::Operation],
        place: "operation",
        shape: Filled(&Filled(&Name)),
        says: "groups of query parameters, of each of which at least one must be there; of properties, `anyOf` says so",
        effect: "a rule of the validator, a note on the page; the first of a group stands in the calls that are shown",
    },
    Extension {
        name: "x-trueup-failure",
        kinds: &[Kind::Schema],
        place: "object schema of a response",
        shape: Name,
        says: "the property that is not empty when the call failed in spite of a success status",
        effect: "a typed error",
    },
    Extension {
        name: "x-trueup-error",
        kinds: &[Kind::Schema],
        place: "object schema of an error body",
        shape: Object(Kind::ErrorParts),
        says: "`{code, message}`: the properties that hold the code and the words for people, or an \
               object that says it of itself",
        effect: "methods `code()` and `message()` of the error body, and of unions and enums by status of such",
    },
    Extension {
        name: "x-trueup-error-kind",
        kinds: &[Kind::Schema],
        place: "schema of an error body",
        shape: Object(Kind::ErrorKinds),
        says: "`{unauthenticated, forbidden, unsupported, notFound, conflict, rateLimited, notReady, transient}`, each a list of conditions of which one \
               suffices: `{pointer, equals}` or `{pointer, contains}`",
        effect: "predicates of the error type",
    },
    Extension {
        name: "x-trueup-retry",
        kinds: &[Kind::Operation],
        place: "operation",
        shape: OneOf(&["idempotent", "never"]),
        says: "`idempotent` or `never`; without it GET, PUT and DELETE are idempotent",
        effect: "whether a failed call is tried again",
    },
    Extension {
        name: "x-trueup-idempotency-key",
        kinds: &[Kind::Operation],
        place: "operation",
        shape: HeaderName,
        says: "the header that tells a call sent again from another call, like `Idempotency-Key`",
        effect: "a key that is made for each call and kept when it is tried again; the operation is idempotent",
    },
    Extension {
        name: "x-trueup-pagination",
        kinds: &[Kind::Operation],
        place: "operation",
        shape: Object(Kind::Pagination),
        says: "`{items, cursor, next, previous, reverse, limit}`: the response's properties with \
               the items and the next and previous cursor, the query parameters that take them",
        effect: "a stream across pages",
    },
    Extension {
        name: "x-trueup-rate-limit",
        kinds: &[Kind::OpenApi],
        place: "document",
        shape: Object(Kind::RateLimit),
        says: "`{scope, tiers: [{name, requestsPerMinute, burst}]}`",
        effect: "an optional limiter, a table on the page",
    },
    Extension {
        name: "x-trueup-request-names",
        kinds: &[Kind::OpenApi],
        place: "document",
        shape: Filled(&OneOf(&["lowerCamelCase"])),
        says: "`[lowerCamelCase]`: the server also takes that spelling of request properties",
        effect: "the validator knows both spellings",
    },
    Extension {
        name: "x-trueup-encoding",
        kinds: &[Kind::SecurityScheme],
        place: "security scheme",
        shape: OneOf(&["hex"]),
        says: "`hex`: the credential is bytes, sent as hexadecimal digits",
        effect: "constructors from bytes and from text",
    },
    Extension {
        name: "x-trueup-same-value",
        kinds: &[Kind::Schema],
        place: "string schema of fixed length",
        shape: Object(Kind::SameValue),
        says: "`{schema, reversed}`: the same bytes as that schema in another encoding, perhaps in \
               reversed order",
        effect: "conversions between the two types",
    },
    Extension {
        name: "x-trueup-quantity",
        kinds: &[Kind::Schema],
        place: "named integer schema",
        shape: Object(Kind::Quantity),
        says: "`{schema, times}`, or `{}`: its values are amounts of something; each is so many of that schema's",
        effect: "sums and differences, and checked conversions between the two types",
    },
    Extension {
        name: "x-trueup-sensitive",
        kinds: &[Kind::Schema],
        place: "string schema",
        shape: True,
        says: "`true`: a secret whose format is not `password`",
        effect: "a type that does not print itself, no excerpts",
    },
    Extension {
        name: "x-trueup-unpublished",
        kinds: &[Kind::Operation],
        place: "operation",
        shape: True,
        says: "`true`: not in the published reference",
        effect: "documents need not describe it",
    },
];

/// The extension with this key.
#[must_use]
pub fn find(name: &str) -> Option<&'static Extension> {
    EXTENSIONS.iter().find(|extension| extension.name == name)
}

/// The name and the fields of an object inside an extension; nothing for the objects of OpenAPI.
pub(crate) fn value_table(kind: Kind) -> (&'static str, &'static [Field]) {
    match kind {
        Kind::Upstream => ("a value of `x-trueup-upstream`", UPSTREAM),
        Kind::Stream => ("a value of `x-trueup-stream`", STREAM),
        Kind::ErrorParts => ("a value of `x-trueup-error`", ERROR_PARTS),
        Kind::ErrorKinds => ("a value of `x-trueup-error-kind`", ERROR_KINDS),
        Kind::ErrorCondition => ("a condition of `x-trueup-error-kind`", ERROR_CONDITION),
        Kind::Pagination => ("a value of `x-trueup-pagination`", PAGINATION),
        Kind::RateLimit => ("a value of `x-trueup-rate-limit`", RATE_LIMIT),
        Kind::RateTier => ("a tier of `x-trueup-rate-limit`", RATE_TIER),
        Kind::Quantity => ("a value of `x-trueup-quantity`", QUANTITY),
        Kind::SameValue => ("a value of `x-trueup-same-value`", SAME_VALUE),
        _ => ("an object", &[]),
    }
}

const UPSTREAM: &[Field] = &[
    required("name", Text),
    required("status", OneOf(&["absent", "removed", "changed", "added"])),
    optional("since", Text),
    optional("instead", Text),
    optional("note", Text),
];

const STREAM: &[Field] = &[optional("item", Name), optional("error", Name)];

const ERROR_PARTS: &[Field] = &[optional("code", Name), optional("message", Name)];

const ERROR_KINDS: &[Field] = &[
    optional("unauthenticated", Filled(&Object(Kind::ErrorCondition))),
    optional("forbidden", Filled(&Object(Kind::ErrorCondition))),
    optional("unsupported", Filled(&Object(Kind::ErrorCondition))),
    optional("notFound", Filled(&Object(Kind::ErrorCondition))),
    optional("conflict", Filled(&Object(Kind::ErrorCondition))),
    optional("rateLimited", Filled(&Object(Kind::ErrorCondition))),
    optional("notReady", Filled(&Object(Kind::ErrorCondition))),
    optional("transient", Filled(&Object(Kind::ErrorCondition))),
];

const ERROR_CONDITION: &[Field] = &[
    required("pointer", Pointer),
    optional("equals", Any),
    optional("contains", Text),
];

const PAGINATION: &[Field] = &[
    required("items", Name),
    required("cursor", Name),
    required("next", Name),
    optional("previous", Name),
    optional("reverse", Name),
    optional("limit", Name),
];

const QUANTITY: &[Field] = &[
    optional("schema", SchemaReference),
    optional("times", Positive),
];

const RATE_LIMIT: &[Field] = &[
    optional("scope", Text),
    required("tiers", List(&Object(Kind::RateTier))),
];

const RATE_TIER: &[Field] = &[
    required("name", Text),
    required("requestsPerMinute", Positive),
    optional("burst", Positive),
];

const SAME_VALUE: &[Field] = &[
    required("schema", SchemaReference),
    optional("reversed", Bool),
];
