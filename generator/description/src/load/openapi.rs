//! The fixed fields of OpenAPI 3.0.3, section 4.7, one table a kind of object.

use Shape::{
    Any, Bool, BoolOrSchema, Components, Count, Filled, List, Map, Name, Number, Object, OneOf,
    Reference, Text,
};

use super::fields::{Field, Kind, Others, Shape, Table, optional, required};
use crate::extensions;

impl Kind {
    /// The name of the kind, and the keys that it may have.
    pub(super) fn table(self) -> Table {
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
        Table {
            name,
            fields,
            others,
        }
    }
}

const NOTHING: &[Field] = &[];

const OPEN_API: &[Field] = &[
    required("openapi", Text),
    required("info", Object(Kind::Info)),
    optional("servers", List(&Object(Kind::Server))),
    required("paths", Object(Kind::Paths)),
    optional("components", Object(Kind::Components)),
    optional("security", List(&Object(Kind::SecurityRequirement))),
    optional("tags", List(&Object(Kind::Tag))),
    optional("externalDocs", Object(Kind::ExternalDocs)),
];

const INFO: &[Field] = &[
    required("title", Text),
    optional("description", Text),
    optional("termsOfService", Text),
    optional("contact", Object(Kind::Contact)),
    optional("license", Object(Kind::License)),
    required("version", Text),
];

const CONTACT: &[Field] = &[
    optional("name", Text),
    optional("url", Text),
    optional("email", Text),
];

const LICENSE: &[Field] = &[required("name", Text), optional("url", Text)];

const SERVER: &[Field] = &[
    required("url", Text),
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
    required("responses", Object(Kind::Responses)),
    optional("callbacks", Map(&Reference(Kind::Callback))),
    optional("deprecated", Bool),
    optional("security", List(&Object(Kind::SecurityRequirement))),
    optional("servers", List(&Object(Kind::Server))),
];

const EXTERNAL_DOCS: &[Field] = &[optional("description", Text), required("url", Text)];

const PARAMETER: &[Field] = &[
    required("name", Name),
    required("in", OneOf(&["query", "header", "path", "cookie"])),
    optional("description", Text),
    optional("required", Bool),
    optional("deprecated", Bool),
    optional("allowEmptyValue", Bool),
    optional("style", OneOf(STYLES)),
    optional("explode", Bool),
    optional("allowReserved", Bool),
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("content", Map(&Object(Kind::MediaType))),
];

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

const REQUEST_BODY: &[Field] = &[
    optional("description", Text),
    required("content", Map(&Object(Kind::MediaType))),
    optional("required", Bool),
];

const MEDIA_TYPE: &[Field] = &[
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("encoding", Map(&Object(Kind::Encoding))),
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
];

const RESPONSE: &[Field] = &[
    required("description", Text),
    optional("headers", Map(&Reference(Kind::Header))),
    optional("content", Map(&Object(Kind::MediaType))),
    optional("links", Map(&Reference(Kind::Link))),
];

const EXAMPLE: &[Field] = &[
    optional("summary", Text),
    optional("description", Text),
    optional("value", Any),
    optional("externalValue", Text),
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
    optional("allowEmptyValue", Bool),
    optional("style", OneOf(&["simple"])),
    optional("explode", Bool),
    optional("allowReserved", Bool),
    optional("schema", Reference(Kind::Schema)),
    optional("example", Any),
    optional("examples", Map(&Reference(Kind::Example))),
    optional("content", Map(&Object(Kind::MediaType))),
];

const TAG: &[Field] = &[
    required("name", Name),
    optional("description", Text),
    optional("externalDocs", Object(Kind::ExternalDocs)),
];

const SCHEMA: &[Field] = &[
    optional("title", Text),
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
    optional("required", Filled(&Text)),
    optional("enum", Filled(&Any)),
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
    optional("nullable", Bool),
    optional("discriminator", Object(Kind::Discriminator)),
    optional("readOnly", Bool),
    optional("writeOnly", Bool),
    optional("xml", Object(Kind::Xml)),
    optional("externalDocs", Object(Kind::ExternalDocs)),
    optional("example", Any),
    optional("deprecated", Bool),
];

const DISCRIMINATOR: &[Field] = &[
    required("propertyName", Name),
    optional("mapping", Map(&Text)),
];

const XML: &[Field] = &[
    optional("name", Text),
    optional("namespace", Text),
    optional("prefix", Text),
    optional("attribute", Bool),
    optional("wrapped", Bool),
];

const SECURITY_SCHEME: &[Field] = &[
    required(
        "type",
        OneOf(&["apiKey", "http", "oauth2", "openIdConnect"]),
    ),
    optional("description", Text),
    optional("name", Name),
    optional("in", OneOf(&["query", "header", "cookie"])),
    optional("scheme", Name),
    optional("bearerFormat", Text),
    optional("flows", Object(Kind::OAuthFlows)),
    optional("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: &[Field] = &[
    optional("implicit", Object(Kind::OAuthFlow)),
    optional("password", Object(Kind::OAuthFlow)),
    optional("clientCredentials", Object(Kind::OAuthFlow)),
    optional("authorizationCode", Object(Kind::OAuthFlow)),
];

const OAUTH_FLOW: &[Field] = &[
    optional("authorizationUrl", Text),
    optional("tokenUrl", Text),
    optional("refreshUrl", Text),
    required("scopes", Map(&Text)),
];
