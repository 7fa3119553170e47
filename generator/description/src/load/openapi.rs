//! The fixed fields of OpenAPI 3.0.4 (section 4.7), 3.1.1 (section 4.8) and 3.2.0 (section 4), one table a kind of
//! object. A field that some versions lack says which have it.

use Shape::{
    Any, Bool, BoolOrSchema, Components, Count, Filled, List, Map, Name, Number, Object, OneOf,
    Reference, Text,
};

use super::fields::{EMPTY_VALUE, Field, Kind, Others, Shape, Table, expected, optional, required};
use super::swagger;
use super::version::Version::{self, V2_0, V3_0, V3_1, V3_2};
use crate::extensions;

impl Kind {
    /// The name of the kind, and the keys that it may have.
    pub(super) fn table(self, version: Version) -> Table {
        if version == V2_0
            && let Some((name, fields, others)) = swagger::table(self)
        {
            return Table::new(name, fields, others, version);
        }
        let (name, fields, others) = match self {
            Self::OpenApi => ("the OpenAPI Object", OPEN_API, Others::Extensions),
            Self::Info => ("an Info Object", INFO, Others::Extensions),
            Self::Contact => ("a Contact Object", CONTACT, Others::Extensions),
            Self::License => ("a License Object", LICENSE, Others::Extensions),
            Self::Server => ("a Server Object", SERVER, Others::Extensions),
            Self::ServerVariable => (
                "a Server Variable Object",
                SERVER_VARIABLE,
                Others::Extensions,
            ),
            Self::Components => ("the Components Object", COMPONENTS, Others::Extensions),
            Self::Paths => ("the Paths Object", NOTHING, Others::Paths),
            Self::PathItem => ("a Path Item Object", PATH_ITEM, Others::Extensions),
            Self::Operations => ("additional operations", NOTHING, Others::Methods),
            Self::Operation => ("an Operation Object", OPERATION, Others::Extensions),
            Self::ExternalDocs => (
                "an External Documentation Object",
                EXTERNAL_DOCS,
                Others::Extensions,
            ),
            Self::Parameter => ("a Parameter Object", PARAMETER, Others::Extensions),
            Self::RequestBody => ("a Request Body Object", REQUEST_BODY, Others::Extensions),
            Self::MediaType => ("a Media Type Object", MEDIA_TYPE, Others::Extensions),
            Self::Encoding => ("an Encoding Object", ENCODING, Others::Extensions),
            Self::Responses => ("a Responses Object", NOTHING, Others::Statuses),
            Self::Response => ("a Response Object", RESPONSE, Others::Extensions),
            Self::Callback => ("a Callback Object", NOTHING, Others::Expressions),
            Self::Example => ("an Example Object", EXAMPLE, Others::Extensions),
            Self::Link => ("a Link Object", LINK, Others::Extensions),
            Self::Header => ("a Header Object", HEADER, Others::Extensions),
            Self::Tag => ("a Tag Object", TAG, Others::Extensions),
            Self::Schema => ("a Schema Object", SCHEMA, Others::Extensions),
            Self::Discriminator => ("a Discriminator Object", DISCRIMINATOR, Others::None),
            Self::Xml => ("an XML Object", XML, Others::Extensions),
            Self::SecurityScheme => (
                "a Security Scheme Object",
                SECURITY_SCHEME,
                Others::Extensions,
            ),
            Self::OAuthFlows => ("an OAuth Flows Object", OAUTH_FLOWS, Others::Extensions),
            Self::OAuthFlow => ("an OAuth Flow Object", OAUTH_FLOW, Others::Extensions),
            Self::SecurityRequirement => {
                ("a Security Requirement Object", NOTHING, Others::Schemes)
            }
            _ => {
                let (name, fields) = extensions::value_table(self);
                (name, fields, Others::None)
            }
        };
        let others = match (self, version) {
            // Extensible since 3.1 (section 4.8.25).
            (Self::Discriminator, V3_1 | V3_2) => Others::Extensions,
            _ => others,
        };
        Table::new(name, fields, others, version)
    }
}

const NOTHING: &[Field] = &[];

const BY_POSITION: &str = "parts are told apart by their names";
const BY_NAME: &str = "describe the parts by properties and `encoding`";

const OPEN_API: &[Field] = &[
    required("openapi", Text).loaded(),
    expected("info", Object(Kind::Info)),
    optional("servers", List(&Object(Kind::Server))),
    expected("paths", Object(Kind::Paths)).until(V3_0),
    optional("paths", Object(Kind::Paths)).since(V3_1),
    optional("webhooks", Map(&Reference(Kind::PathItem))).since(V3_1),
    optional("jsonSchemaDialect", Text).since(V3_1),
    optional("$self", Text).since(V3_2),
    optional("components", Object(Kind::Components)),
    optional("security", List(&Object(Kind::SecurityRequirement))),
    optional("tags", List(&Object(Kind::Tag))),
    optional("externalDocs", Object(Kind::ExternalDocs)),
];

const INFO: &[Field] = &[
    expected("title", Text),
    optional("summary", Text).since(V3_1),
    optional("description", Text),
    optional("termsOfService", Text),
    optional("contact", Object(Kind::Contact)),
    optional("license", Object(Kind::License)),
    expected("version", Text),
];

const CONTACT: &[Field] = &[
    optional("name", Text),
    optional("url", Text),
    optional("email", Text),
];

const LICENSE: &[Field] = &[
    expected("name", Text),
    optional("identifier", Text).since(V3_1),
    optional("url", Text),
];

const SERVER: &[Field] = &[
    required("url", Text),
    optional("name", Text).since(V3_2),
    optional("description", Text),
    optional("variables", Map(&Object(Kind::ServerVariable))),
];

const SERVER_VARIABLE: &[Field] = &[
    optional("enum", Filled(&Text)),
    required("default", Text),
    optional("description", Text),
];

const COMPONENTS: &[Field] = &[
    optional("schemas", Components(&Reference(Kind::Schema))),
    optional("responses", Components(&Reference(Kind::Response))),
    optional("parameters", Components(&Reference(Kind::Parameter))),
    optional("examples", Components(&Reference(Kind::Example))),
    optional("requestBodies", Components(&Reference(Kind::RequestBody))),
    optional("headers", Components(&Reference(Kind::Header))),
    optional(
        "securitySchemes",
        Components(&Reference(Kind::SecurityScheme)),
    ),
    optional("links", Components(&Reference(Kind::Link))),
    optional("callbacks", Components(&Reference(Kind::Callback))),
    optional("pathItems", Components(&Reference(Kind::PathItem))).since(V3_1),
    optional("mediaTypes", Components(&Reference(Kind::MediaType))).since(V3_2),
];

const PATH_ITEM: &[Field] = &[
    optional("summary", Text),
    optional("description", Text),
    optional("get", Object(Kind::Operation)),
    optional("put", Object(Kind::Operation)),
    optional("post", Object(Kind::Operation)),
    optional("delete", Object(Kind::Operation)),
    optional("options", Object(Kind::Operation)),
    optional("head", Object(Kind::Operation)),
    optional("patch", Object(Kind::Operation)),
    optional("trace", Object(Kind::Operation)),
    optional("query", Object(Kind::Operation)).since(V3_2),
    optional("additionalOperations", Object(Kind::Operations)).since(V3_2),
    optional("servers", List(&Object(Kind::Server))),
    optional("parameters", List(&Reference(Kind::Parameter))),
];

const OPERATION: &[Field] = &[
    optional("tags", List(&Name)),
    optional("summary", Text),
    optional("description", Text),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("operationId", Name),
    optional("parameters", List(&Reference(Kind::Parameter))),
    optional("requestBody", Reference(Kind::RequestBody)),
    expected("responses", Object(Kind::Responses)).until(V3_0),
    optional("responses", Object(Kind::Responses)).since(V3_1),
    optional("callbacks", Map(&Reference(Kind::Callback))),
    optional("deprecated", Bool),
    optional("security", List(&Object(Kind::SecurityRequirement))),
    optional("servers", List(&Object(Kind::Server))),
];

const EXTERNAL_DOCS: &[Field] = &[optional("description", Text), expected("url", Text)];

const PARAMETER: &[Field] = &[
    required("name", Name),
    required("in", OneOf(PLACES)).until(V3_1),
    required(
        "in",
        OneOf(&["query", "querystring", "header", "path", "cookie"]),
    )
    .since(V3_2),
    optional("description", Text),
    optional("required", Bool),
    optional("deprecated", Bool),
    optional("allowEmptyValue", Bool)
        .unused(EMPTY_VALUE, "remove it, or say it in the `description`"),
    optional("style", OneOf(STYLES)).until(V3_1),
    optional("style", OneOf(STYLES_OF_3_2)).since(V3_2),
    optional("explode", Bool),
    optional("allowReserved", Bool),
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("content", Map(&Reference(Kind::MediaType))),
];

const PLACES: &[&str] = &["query", "header", "path", "cookie"];

/// Section 4.7.12.3.
pub(super) const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

/// OpenAPI 3.2.0, section 4.12.6.
const STYLES_OF_3_2: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];

const REQUEST_BODY: &[Field] = &[
    optional("description", Text),
    expected("content", Map(&Reference(Kind::MediaType))),
    optional("required", Bool),
];

const MEDIA_TYPE: &[Field] = &[
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("encoding", Map(&Object(Kind::Encoding))),
    optional("itemSchema", Reference(Kind::Schema)).since(V3_2),
    optional("prefixEncoding", List(&Object(Kind::Encoding)))
        .since(V3_2)
        .unused(BY_POSITION, BY_NAME),
    optional("itemEncoding", Object(Kind::Encoding))
        .since(V3_2)
        .unused(BY_POSITION, BY_NAME),
];

const ENCODING: &[Field] = &[
    optional("contentType", Text),
    optional("headers", Map(&Reference(Kind::Header))),
    optional(
        "style",
        OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ),
    optional("explode", Bool),
    optional("allowReserved", Bool),
    optional("encoding", Map(&Object(Kind::Encoding)))
        .since(V3_2)
        .unused("forms in forms are not sent", "let the part be JSON"),
    optional("prefixEncoding", List(&Object(Kind::Encoding)))
        .since(V3_2)
        .unused(BY_POSITION, BY_NAME),
    optional("itemEncoding", Object(Kind::Encoding))
        .since(V3_2)
        .unused(BY_POSITION, BY_NAME),
];

const RESPONSE: &[Field] = &[
    optional("summary", Text).since(V3_2),
    expected("description", Text).until(V3_1),
    optional("description", Text).since(V3_2),
    optional("headers", Map(&Reference(Kind::Header))),
    optional("content", Map(&Reference(Kind::MediaType))),
    optional("links", Map(&Reference(Kind::Link))),
];

const EXAMPLE: &[Field] = &[
    optional("summary", Text),
    optional("description", Text),
    optional("value", Any),
    optional("externalValue", Text),
    optional("dataValue", Any).since(V3_2),
    optional("serializedValue", Text).since(V3_2).unused(
        "how a value is written follows from its description",
        "remove it, if it is the same",
    ),
];

const LINK: &[Field] = &[
    optional("operationRef", Text),
    optional("operationId", Text),
    optional("parameters", Map(&Any)),
    optional("requestBody", Any),
    optional("description", Text),
    optional("server", Object(Kind::Server)),
];

/// A Parameter Object without `name` and `in` (section 4.7.21).
const HEADER: &[Field] = &[
    optional("description", Text),
    optional("required", Bool),
    optional("deprecated", Bool),
    optional("allowEmptyValue", Bool)
        .unused(EMPTY_VALUE, "remove it, or say it in the `description`"),
    optional("style", OneOf(&["simple"])),
    optional("explode", Bool),
    optional("allowReserved", Bool).unused("it concerns parameters of a query alone", "remove it"),
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("content", Map(&Reference(Kind::MediaType))),
];

const TAG: &[Field] = &[
    required("name", Name),
    optional("summary", Text).since(V3_2),
    optional("description", Text),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("parent", Text).since(V3_2),
    optional("kind", Text).since(V3_2),
];

const SCHEMA: &[Field] = &[
    optional("title", Text),
    optional("multipleOf", Number),
    optional("maximum", Number),
    optional("exclusiveMaximum", Bool).until(V3_0),
    optional("exclusiveMaximum", Number).since(V3_1),
    optional("minimum", Number),
    optional("exclusiveMinimum", Bool).until(V3_0),
    optional("exclusiveMinimum", Number).since(V3_1),
    optional("maxLength", Count),
    optional("minLength", Count),
    optional("pattern", Text),
    optional("maxItems", Count),
    optional("minItems", Count),
    optional("uniqueItems", Bool),
    optional("maxProperties", Count),
    optional("minProperties", Count),
    optional("required", Filled(&Text)).until(V3_0),
    optional("required", List(&Text)).since(V3_1),
    optional("enum", Filled(&Any)).until(V3_0),
    optional("enum", List(&Any)).since(V3_1),
    // Any text here: `type` has a code of its own.
    optional("type", Any),
    optional("allOf", Filled(&Reference(Kind::Schema))),
    optional("oneOf", Filled(&Reference(Kind::Schema))),
    optional("anyOf", Filled(&Reference(Kind::Schema))),
    optional("not", Reference(Kind::Schema)),
    optional("items", Reference(Kind::Schema)),
    optional("properties", Map(&Reference(Kind::Schema))),
    optional("additionalProperties", BoolOrSchema),
    optional("description", Text),
    optional("format", Text),
    optional("default", Any),
    optional("nullable", Bool).until(V3_0),
    optional("discriminator", Object(Kind::Discriminator)),
    optional("readOnly", Bool),
    optional("writeOnly", Bool),
    optional("xml", Object(Kind::Xml)).unused(
        "bodies in XML are texts for clients and the validator",
        "describe the operation in JSON, if the server has it",
    ),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("example", Any),
    optional("deprecated", Bool),
    // JSON Schema 2020-12, Core §8 (identification) and §10 (applicators).
    optional("$ref", Text).since(V3_1),
    optional("$schema", Text).since(V3_1),
    optional("$id", Text).since(V3_1),
    optional("$anchor", Text).since(V3_1),
    optional("$dynamicRef", Text).since(V3_1),
    optional("$dynamicAnchor", Text).since(V3_1),
    optional("$vocabulary", Map(&Bool)).since(V3_1).comment(),
    optional("$comment", Text).since(V3_1).comment(),
    optional("$defs", Map(&Reference(Kind::Schema))).since(V3_1),
    // Its name before 2019-09, which 2020-12 still describes (Appendix A of the meta-schema).
    optional("definitions", Map(&Reference(Kind::Schema))).since(V3_1),
    optional("if", Reference(Kind::Schema)).since(V3_1),
    optional("then", Reference(Kind::Schema)).since(V3_1),
    optional("else", Reference(Kind::Schema)).since(V3_1),
    optional("dependentSchemas", Map(&Reference(Kind::Schema))).since(V3_1),
    optional("prefixItems", Filled(&Reference(Kind::Schema))).since(V3_1),
    optional("contains", Reference(Kind::Schema)).since(V3_1),
    optional("patternProperties", Map(&Reference(Kind::Schema))).since(V3_1),
    optional("propertyNames", Reference(Kind::Schema)).since(V3_1),
    optional("unevaluatedItems", Reference(Kind::Schema)).since(V3_1),
    optional("unevaluatedProperties", Reference(Kind::Schema)).since(V3_1),
    // Validation §6, §8 and §9.
    optional("const", Any).since(V3_1),
    optional("minContains", Count).since(V3_1),
    optional("maxContains", Count).since(V3_1),
    optional("dependentRequired", Map(&List(&Text))).since(V3_1),
    optional("contentEncoding", Text).since(V3_1),
    optional("contentMediaType", Text).since(V3_1),
    optional("contentSchema", Reference(Kind::Schema))
        .since(V3_1)
        .unused(
            "texts in texts are not looked into",
            "describe the value by a property of its own",
        ),
    // A rule of its own says what is no list.
    optional("examples", Any).since(V3_1),
];

const DISCRIMINATOR: &[Field] = &[
    required("propertyName", Name),
    optional("mapping", Map(&Text)),
    optional("defaultMapping", Text).since(V3_2),
];

const XML: &[Field] = &[
    optional("name", Text),
    optional("namespace", Text),
    optional("prefix", Text),
    optional("attribute", Bool),
    optional("wrapped", Bool),
    optional(
        "nodeType",
        OneOf(&["element", "attribute", "text", "cdata", "none"]),
    )
    .since(V3_2),
];

const SECURITY_SCHEME: &[Field] = &[
    required(
        "type",
        OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
    )
    .until(V3_0),
    required(
        "type",
        OneOf(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
    )
    .since(V3_1),
    optional("description", Text),
    optional("name", Name),
    optional("in", OneOf(&["query", "header", "cookie"])),
    optional("scheme", Name),
    optional("bearerFormat", Text),
    optional("flows", Object(Kind::OAuthFlows)),
    optional("openIdConnectUrl", Text),
    optional("oauth2MetadataUrl", Text).since(V3_2),
    optional("deprecated", Bool).since(V3_2),
];

const OAUTH_FLOWS: &[Field] = &[
    optional("implicit", Object(Kind::OAuthFlow)),
    optional("password", Object(Kind::OAuthFlow)),
    optional("clientCredentials", Object(Kind::OAuthFlow)),
    optional("authorizationCode", Object(Kind::OAuthFlow)),
    optional("deviceAuthorization", Object(Kind::OAuthFlow)).since(V3_2),
];

const OAUTH_FLOW: &[Field] = &[
    optional("authorizationUrl", Text),
    optional("deviceAuthorizationUrl", Text).since(V3_2),
    optional("tokenUrl", Text),
    optional("refreshUrl", Text),
    expected("scopes", Map(&Text)),
];
