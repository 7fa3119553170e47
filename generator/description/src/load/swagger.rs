//! The fixed fields of Swagger 2.0 (the section "Schema"), one table a kind of object. What reads the same in 3.0 has
//! its table there.

use Shape::{
    Any, Bool, BoolOrSchema, Count, List, Map, Name, Number, Object, OneOf, Reference, Text,
};

use super::fields::{EMPTY_VALUE, Field, Kind, Others, Shape, expected, optional, required};

/// The name of a kind, and the keys that it may have; `None` where 3.0 says the same, or has no such kind.
pub(super) fn table(kind: Kind) -> Option<(&'static str, &'static [Field], Others)> {
    let (name, fields) = match kind {
        Kind::OpenApi => ("the Swagger Object", SWAGGER),
        Kind::PathItem => ("a Path Item Object", PATH_ITEM),
        Kind::Operation => ("an Operation Object", OPERATION),
        Kind::Parameter => ("a Parameter Object", PARAMETER),
        Kind::Items => ("an Items Object", ITEMS),
        Kind::Response => ("a Response Object", RESPONSE),
        Kind::Header => ("a Header Object", HEADER),
        Kind::Schema => ("a Schema Object", SCHEMA),
        Kind::SecurityScheme => ("a Security Scheme Object", SECURITY_SCHEME),
        _ => return None,
    };
    Some((name, fields, Others::Extensions))
}

const SWAGGER: &[Field] = &[
    required("swagger", Text).loaded(),
    expected("info", Object(Kind::Info)),
    optional("host", Text),
    optional("basePath", Text),
    optional("schemes", List(&SCHEME)),
    optional("consumes", List(&Text)),
    optional("produces", List(&Text)),
    expected("paths", Object(Kind::Paths)),
    optional("definitions", Map(&Reference(Kind::Schema))),
    optional("parameters", Map(&Reference(Kind::Parameter))),
    optional("responses", Map(&Reference(Kind::Response))),
    optional("securityDefinitions", Map(&Object(Kind::SecurityScheme))),
    optional("security", List(&Object(Kind::SecurityRequirement))),
    optional("tags", List(&Object(Kind::Tag))),
    optional("externalDocs", Object(Kind::ExternalDocs)),
];

const SCHEME: Shape = OneOf(&["http", "https", "ws", "wss"]);

const PATH_ITEM: &[Field] = &[
    optional("get", Object(Kind::Operation)),
    optional("put", Object(Kind::Operation)),
    optional("post", Object(Kind::Operation)),
    optional("delete", Object(Kind::Operation)),
    optional("options", Object(Kind::Operation)),
    optional("head", Object(Kind::Operation)),
    optional("patch", Object(Kind::Operation)),
    optional("parameters", List(&Reference(Kind::Parameter))),
];

const OPERATION: &[Field] = &[
    optional("tags", List(&Name)),
    optional("summary", Text),
    optional("description", Text),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("operationId", Name),
    optional("consumes", List(&Text)),
    optional("produces", List(&Text)),
    optional("parameters", List(&Reference(Kind::Parameter))),
    expected("responses", Object(Kind::Responses)),
    optional("schemes", List(&SCHEME)),
    optional("deprecated", Bool),
    optional("security", List(&Object(Kind::SecurityRequirement))),
];

const PARAMETER: &[Field] = &[
    required("name", Name),
    required(
        "in",
        OneOf(&["query", "header", "path", "formData", "body"]),
    ),
    optional("description", Text),
    optional("required", Bool),
    // Of a body alone.
    optional("schema", Reference(Kind::Schema)),
    // Of all others.
    optional(
        "type",
        OneOf(&["string", "number", "integer", "boolean", "array", "file"]),
    ),
    optional("format", Text),
    optional("allowEmptyValue", Bool)
        .unused(EMPTY_VALUE, "remove it, or say it in the `description`"),
    optional("items", Object(Kind::Items)),
    optional(
        "collectionFormat",
        OneOf(&["csv", "ssv", "tsv", "pipes", "multi"]),
    ),
    optional("default", Any),
    optional("maximum", Number),
    optional("exclusiveMaximum", Bool),
    optional("minimum", Number),
    optional("exclusiveMinimum", Bool),
    optional("maxLength", Count),
    optional("minLength", Count),
    optional("pattern", Text),
    optional("maxItems", Count),
    optional("minItems", Count),
    optional("uniqueItems", Bool),
    optional("enum", List(&Any)),
    optional("multipleOf", Number),
];

const ITEMS: &[Field] = &[
    required("type", PLAIN_TYPE),
    optional("format", Text),
    optional("items", Object(Kind::Items)),
    optional("collectionFormat", DELIMITED),
    optional("default", Any),
    optional("maximum", Number),
    optional("exclusiveMaximum", Bool),
    optional("minimum", Number),
    optional("exclusiveMinimum", Bool),
    optional("maxLength", Count),
    optional("minLength", Count),
    optional("pattern", Text),
    optional("maxItems", Count),
    optional("minItems", Count),
    optional("uniqueItems", Bool),
    optional("enum", List(&Any)),
    optional("multipleOf", Number),
];

const PLAIN_TYPE: Shape = OneOf(&["string", "number", "integer", "boolean", "array"]);

/// Without `multi`, which repeats a name.
const DELIMITED: Shape = OneOf(&["csv", "ssv", "tsv", "pipes"]);

const RESPONSE: &[Field] = &[
    expected("description", Text),
    optional("schema", Reference(Kind::Schema)),
    optional("headers", Map(&Object(Kind::Header))),
    optional("examples", Map(&Any)),
];

/// An Items Object with a description.
const HEADER: &[Field] = &[
    optional("description", Text),
    expected("type", PLAIN_TYPE),
    optional("format", Text),
    optional("items", Object(Kind::Items)),
    optional("collectionFormat", DELIMITED),
    optional("default", Any),
    optional("maximum", Number),
    optional("exclusiveMaximum", Bool),
    optional("minimum", Number),
    optional("exclusiveMinimum", Bool),
    optional("maxLength", Count),
    optional("minLength", Count),
    optional("pattern", Text),
    optional("maxItems", Count),
    optional("minItems", Count),
    optional("uniqueItems", Bool),
    optional("enum", List(&Any)),
    optional("multipleOf", Number),
];

const SCHEMA: &[Field] = &[
    optional("format", Text),
    optional("title", Text),
    optional("description", Text),
    optional("default", Any),
    optional("multipleOf", Number),
    optional("maximum", Number),
    optional("exclusiveMaximum", Bool),
    optional("minimum", Number),
    optional("exclusiveMinimum", Bool),
    optional("maxLength", Count),
    optional("minLength", Count),
    optional("pattern", Text),
    optional("maxItems", Count),
    optional("minItems", Count),
    optional("uniqueItems", Bool),
    optional("maxProperties", Count),
    optional("minProperties", Count),
    optional("required", List(&Text)),
    optional("enum", List(&Any)),
    // Any text here: `type` has a code of its own.
    optional("type", Any),
    optional("items", Reference(Kind::Schema)),
    optional("allOf", List(&Reference(Kind::Schema))),
    optional("properties", Map(&Reference(Kind::Schema))),
    optional("additionalProperties", BoolOrSchema),
    // The name of a property, not an object as later.
    optional("discriminator", Name),
    optional("readOnly", Bool),
    optional("xml", Object(Kind::Xml)).unused(
        "bodies in XML are texts for clients and the validator",
        "describe the operation in JSON, if the server has it",
    ),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("example", Any),
];

const SECURITY_SCHEME: &[Field] = &[
    required("type", OneOf(&["basic", "apiKey", "oauth2"])),
    optional("description", Text),
    optional("name", Name),
    optional("in", OneOf(&["query", "header"])),
    optional(
        "flow",
        OneOf(&["implicit", "password", "application", "accessCode"]),
    ),
    optional("authorizationUrl", Text),
    optional("tokenUrl", Text),
    optional("scopes", Map(&Text)),
];
