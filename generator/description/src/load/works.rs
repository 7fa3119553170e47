//! Each fixed field of each version is at work: a document with it means something else, or something is said of it.

use std::collections::BTreeSet;

use super::fields::{Field, Kind, Shape, Use};
use super::version::Version;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::source::Sources;

/// A document for each kind of object, in which `@` is where the object stands, and the object with what it needs.
const PLACES: &[(Kind, &str, &str)] = &[
    (
        Kind::OpenApi,
        "@",
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d"}}}}}, "components": {"schemas": {"S": {"type": "string", "format": "date"}}}}"#,
    ),
    (
        Kind::Info,
        r#"{"openapi": "VERSION", "info": @, "paths": {}}"#,
        r#"{"title": "T", "version": "1"}"#,
    ),
    (
        Kind::Contact,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1", "contact": @}, "paths": {}}"#,
        "{}",
    ),
    (
        Kind::License,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1", "license": @}, "paths": {}}"#,
        r#"{"name": "MIT"}"#,
    ),
    (
        Kind::Server,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "servers": [@], "paths": {}}"#,
        r#"{"url": "https://a"}"#,
    ),
    (
        Kind::ServerVariable,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "servers": [{"url": "https://{v}", "variables": {"v": @}}], "paths": {}}"#,
        r#"{"default": "x"}"#,
    ),
    (
        Kind::Components,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": @}"#,
        "{}",
    ),
    (
        Kind::PathItem,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": @}}"#,
        r#"{"post": {"operationId": "b", "responses": {"200": {"description": "d"}}}}"#,
    ),
    (
        Kind::Operation,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": @}}}"#,
        r#"{"operationId": "b", "responses": {"200": {"description": "d"}}}"#,
    ),
    (
        Kind::ExternalDocs,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "externalDocs": @}"#,
        r#"{"url": "https://a"}"#,
    ),
    (
        Kind::Parameter,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "parameters": [@], "responses": {"200": {"description": "d"}}}}}}"#,
        r#"{"name": "p", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}"#,
    ),
    (
        Kind::RequestBody,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "requestBody": @, "responses": {"200": {"description": "d"}}}}}}"#,
        r#"{"content": {"application/json": {"schema": {"type": "string"}}}}"#,
    ),
    (
        Kind::MediaType,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "requestBody": {"content": {"multipart/form-data": @}}, "responses": {"200": {"description": "d"}}}}}}"#,
        r#"{"schema": {"type": "object", "properties": {"k": {"type": "string"}}}}"#,
    ),
    (
        Kind::Encoding,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"k": {"type": "array", "items": {"type": "string"}}}}, "encoding": {"k": @}}}}, "responses": {"200": {"description": "d"}}}}}}"#,
        "{}",
    ),
    (
        Kind::Response,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": @}}}}}"#,
        r#"{"description": "d"}"#,
    ),
    (
        Kind::Example,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d", "content": {"application/json": {"examples": {"x": @}}}}}}}}}"#,
        r#"{"value": 1}"#,
    ),
    (
        Kind::Header,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d", "headers": {"X-H": @}}}}}}}"#,
        r#"{"schema": {"type": "array", "items": {"type": "string"}}}"#,
    ),
    (
        Kind::Link,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d", "links": {"l": @}}}}}}}"#,
        "{}",
    ),
    (
        Kind::Tag,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "tags": [@]}"#,
        r#"{"name": "t"}"#,
    ),
    (
        Kind::Discriminator,
        r##"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {"S": {"oneOf": [{"$ref": "#/components/schemas/A"}], "discriminator": @}, "A": {"type": "object", "properties": {"k": {"type": "string"}}}}}}"##,
        r#"{"propertyName": "k"}"#,
    ),
    (
        Kind::SecurityScheme,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"securitySchemes": {"s": @}}}"#,
        r#"{"type": "http", "scheme": "bearer"}"#,
    ),
    (
        Kind::OAuthFlows,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"securitySchemes": {"s": {"type": "oauth2", "flows": @}}}}"#,
        "{}",
    ),
    (
        Kind::OAuthFlow,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"securitySchemes": {"s": {"type": "oauth2", "flows": {"authorizationCode": @}}}}}"#,
        r#"{"scopes": {}}"#,
    ),
    (
        Kind::Schema,
        r#"{"openapi": "VERSION", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {"S": @}}}"#,
        r#"{"properties": {"k": {"type": "string"}}, "maximum": 9, "minimum": 1, "if": {"type": "object"}, "contains": {"type": "null"}}"#,
    ),
];

/// The same for Swagger 2.0, where it writes otherwise.
const SWAGGER_PLACES: &[(Kind, &str, &str)] = &[
    (
        Kind::OpenApi,
        "@",
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h", "paths": {"/a": {"post": {"operationId": "a", "parameters": [{"name": "b", "in": "body", "schema": {"type": "string"}}], "responses": {"200": {"description": "d", "schema": {"type": "string"}}}}}}}"#,
    ),
    (
        Kind::Info,
        r#"{"swagger": "2.0", "info": @, "paths": {}}"#,
        r#"{"title": "T", "version": "1"}"#,
    ),
    (
        Kind::PathItem,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": @}}"#,
        r#"{"post": {"operationId": "b", "responses": {"200": {"description": "d"}}}}"#,
    ),
    (
        Kind::Operation,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": @}}}"#,
        r#"{"operationId": "a", "parameters": [{"name": "b", "in": "body", "schema": {"type": "string"}}], "responses": {"200": {"description": "d", "schema": {"type": "string"}}}}"#,
    ),
    (
        Kind::Parameter,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "parameters": [@], "responses": {"200": {"description": "d"}}}}}}"#,
        r#"{"name": "p", "in": "query", "type": "array", "items": {"type": "string"}, "maximum": 9, "minimum": 1}"#,
    ),
    (
        Kind::Items,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": {"operationId": "b", "parameters": [{"name": "p", "in": "query", "type": "array", "items": @}], "responses": {"200": {"description": "d"}}}}}}"#,
        r#"{"type": "array", "items": {"type": "string"}, "maximum": 9, "minimum": 1}"#,
    ),
    (
        Kind::Response,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": @}}}}}"#,
        r#"{"description": "d"}"#,
    ),
    (
        Kind::Header,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "d", "headers": {"X-H": @}}}}}}}"#,
        r#"{"type": "array", "items": {"type": "string"}, "maximum": 9, "minimum": 1}"#,
    ),
    (
        Kind::Schema,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, "definitions": {"S": @}}"#,
        r#"{"properties": {"k": {"type": "string"}}, "maximum": 9, "minimum": 1}"#,
    ),
    (
        Kind::SecurityScheme,
        r#"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, "securityDefinitions": {"s": @}}"#,
        r#"{"type": "oauth2", "flow": "implicit", "scopes": {}}"#,
    ),
];

/// Values for fields of which none can be made by their shape.
const VALUES: &[(&str, &str)] = &[
    (
        "paths",
        r#"{"/b": {"get": {"operationId": "c", "responses": {"200": {"description": "e"}}}}}"#,
    ),
    (
        "callbacks",
        r#"{"k": {"https://a": {"post": {"responses": {"200": {"description": "d"}}}}}}"#,
    ),
    ("responses", r#"{"404": {"description": "e"}}"#),
    (
        "content",
        r#"{"application/json": {"schema": {"type": "boolean"}}}"#,
    ),
    ("definitions", r#"{"T": {"type": "object"}}"#),
    ("schemas", r#"{"T": {"type": "object"}}"#),
    ("securityDefinitions", r#"{"t": {"type": "basic"}}"#),
    (
        "securitySchemes",
        r#"{"t": {"type": "http", "scheme": "basic"}}"#,
    ),
    (
        "parameters",
        r#"[{"name": "q", "in": "query", "schema": {"type": "string"}, "type": "string"}]"#,
    ),
    ("contact", r#"{"name": "n"}"#),
    ("components", r#"{"schemas": {"T": {"type": "object"}}}"#),
    ("contentEncoding", r#""base64""#),
    ("contentMediaType", r#""application/octet-stream""#),
    (
        "jsonSchemaDialect",
        r#""http://json-schema.org/draft-07/schema#""#,
    ),
    ("$self", r#""https://example.com/api""#),
    ("$id", r#""https://example.com/s""#),
    ("requestBody", r#"{"content": {"text/plain": {}}}"#),
    ("enum", r#"["x", "z"]"#),
    ("required", "true"),
    ("default", r#""z""#),
    ("security", r#"[{}]"#),
    ("consumes", r#"["text/plain"]"#),
    ("produces", r#"["text/plain"]"#),
    ("schemes", r#"["http"]"#),
    ("style", r#""spaceDelimited""#),
    ("explode", "false"),
    ("collectionFormat", r#""pipes""#),
    ("in", r#""header""#),
    ("scheme", r#""basic""#),
    ("flow", r#""password""#),
    ("examples", r#"{"application/json": 1}"#),
    ("propertyName", r#""l""#),
    ("defaultMapping", r##""#/components/schemas/A""##),
    ("mapping", r##"{"b": "#/components/schemas/A"}"##),
    ("encoding", r#"{"k": {"contentType": "text/html"}}"#),
];

/// Where a field says nothing without others: kind, field, and what stands beside it.
const BESIDE: &[(Kind, &str, &str)] = &[
    (
        Kind::SecurityScheme,
        "name",
        r#"{"type": "apiKey", "in": "query"}"#,
    ),
    (
        Kind::SecurityScheme,
        "in",
        r#"{"type": "apiKey", "name": "n"}"#,
    ),
    (Kind::SecurityScheme, "flows", r#"{"type": "oauth2"}"#),
    (
        Kind::SecurityScheme,
        "openIdConnectUrl",
        r#"{"type": "openIdConnect"}"#,
    ),
    (Kind::Example, "dataValue", "{}"),
    (
        Kind::Header,
        "explode",
        r#"{"schema": {"type": "array"}, "explode": true}"#,
    ),
    (Kind::Schema, "contentEncoding", r#"{"type": "string"}"#),
    (Kind::Schema, "contentMediaType", r#"{"type": "string"}"#),
];

/// Fields by which others refer to what has them, and the text of such a reference.
const REFERRED: &[(&str, &str)] = &[
    ("$self", "https://example.com/api#/components/schemas/S"),
    ("$id", "https://example.com/s"),
    ("$anchor", "#sample"),
    ("$dynamicAnchor", "#sample"),
    ("$defs", "#/components/schemas/S/$defs/k"),
    ("definitions", "#/components/schemas/S/definitions/T"),
];

fn parsed(text: &str) -> Json {
    let sources = Sources::new([("a.json".to_owned(), text.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let file = sources.find("a.json").unwrap();
    let tree = super::read(&sources, file, &mut diagnostics);
    Json::from(&tree.unwrap_or_else(|| panic!("{text}")))
}

/// A value of a shape.
fn sample(shape: &Shape) -> String {
    match shape {
        Shape::Any | Shape::Name | Shape::Text | Shape::Word => r#""sample""#.to_owned(),
        Shape::HeaderName => r#""X-Sample""#.to_owned(),
        Shape::Pointer => r#""/a""#.to_owned(),
        Shape::Bool | Shape::True | Shape::BoolOrSchema => "true".to_owned(),
        Shape::Number | Shape::Count | Shape::Positive => "3".to_owned(),
        Shape::OneOf(values) => format!("{:?}", values.last().unwrap()),
        Shape::SchemaOrSchemas => r#"{"type": "boolean"}"#.to_owned(),
        Shape::SchemaOrNames => r#"["k"]"#.to_owned(),
        Shape::SchemaReference => r##""#/components/schemas/S""##.to_owned(),
        Shape::Reference(Kind::Schema) => r#"{"type": "boolean"}"#.to_owned(),
        Shape::Object(Kind::Operation) => {
            r#"{"operationId": "x", "responses": {"200": {"description": "d"}}}"#.to_owned()
        }
        Shape::Object(kind) | Shape::Reference(kind) => least(*kind).to_owned(),
        Shape::List(inner) | Shape::Filled(inner) => format!("[{}]", sample(inner)),
        Shape::Map(inner) | Shape::Components(inner) => format!(r#"{{"k": {}}}"#, sample(inner)),
    }
}

/// The least object of a kind.
fn least(kind: Kind) -> &'static str {
    let all = PLACES.iter().chain(SWAGGER_PLACES);
    let mut found = all.filter(|(known, ..)| *known == kind && kind != Kind::OpenApi);
    found
        .next()
        .map_or(r#"{"description": "d"}"#, |(.., object)| object)
}

fn version_text(version: Version) -> &'static str {
    match version {
        Version::V2_0 => "2.0",
        Version::V3_0 => "3.0.3",
        Version::V3_1 => "3.1.1",
        Version::V3_2 => "3.2.0",
    }
}

/// What a document means, and what is said of it, without places.
fn meaning(document: &str) -> (String, BTreeSet<String>) {
    let sources = Sources::new([("a.json".to_owned(), document.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    let api = crate::lower(&sources, &mut diagnostics);
    let said = diagnostics.into_sorted().into_iter().map(|one| one.message);
    (without_places(&format!("{api:?}")), said.collect())
}

/// The text of a model without its origins and spans.
fn without_places(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = ["Origin {", "Span {"]
        .iter()
        .filter_map(|key| rest.find(key))
        .min()
    {
        let (before, place) = rest.split_at(start);
        out.push_str(before);
        let mut depth = 0;
        let end = place.char_indices().find_map(|(index, character)| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            (character == '}' && depth == 0).then_some(index + 1)
        });
        rest = place.get(end.unwrap_or(place.len())..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// An object with a member, in the place of one of that name.
fn with(object: &str, name: &str, value: Option<&str>) -> String {
    let Json::Object(mut members) = parsed(object) else {
        panic!("{object}");
    };
    members.retain(|(key, _)| key != name);
    members.extend(value.map(|value| (name.to_owned(), parsed(value))));
    Json::Object(members).to_string()
}

/// Why a field does nothing, if it does not.
fn idle(version: Version, kind: Kind, place: &str, object: &str, field: &Field) -> Option<String> {
    let beside = BESIDE
        .iter()
        .find(|(known, name, _)| *known == kind && *name == field.name);
    let object = beside.map_or(object, |(.., object)| object);
    let given = VALUES.iter().find(|(name, _)| *name == field.name);
    let given = given.filter(|_| kind != Kind::Header || field.name != "explode");
    let value = given.map_or_else(|| sample(&field.shape), |(_, value)| (*value).to_owned());
    let referred = REFERRED.iter().find(|(name, _)| *name == field.name);
    let referred = referred.filter(|_| version >= Version::V3_1);
    let document = |object: &str| {
        let mut document = place.replace('@', object);
        if let Some((_, reference)) = referred {
            let schemas = format!(r#""schemas": {{"R": {{"$ref": "{reference}"}}, "#);
            document = document.replacen(r#""schemas": {"#, &schemas, 1);
            document = document.replacen(r#""schemas":{"#, &schemas, 1);
        }
        document.replace("VERSION", version_text(version))
    };
    let (one, said_without) = meaning(&document(&with(object, field.name, None)));
    let (other, said) = meaning(&document(&with(object, field.name, Some(&value))));
    let quoted = format!("`{}`", field.name);
    let mut new = said.symmetric_difference(&said_without);
    let works = match field.used {
        Use::Model | Use::Loader => one != other || new.next().is_some(),
        Use::Nothing(reason, _) => said
            .iter()
            .any(|one| one.contains(&quoted) && one.contains(reason)),
        Use::Comment => one == other && said == said_without,
    };
    (!works).then(|| {
        format!(
            "{version}: {}.{} = {value}",
            kind.table(version).name,
            field.name
        )
    })
}

#[test]
fn each_fixed_field_is_at_work() {
    let mut idle_fields = Vec::new();
    let mut tried = 0;
    for version in [Version::V2_0, Version::V3_0, Version::V3_1, Version::V3_2] {
        let places = match version {
            Version::V2_0 => SWAGGER_PLACES,
            _ => PLACES,
        };
        for (kind, place, object) in places {
            for field in kind.table(version).fields() {
                tried += 1;
                idle_fields.extend(idle(version, *kind, place, object, field));
            }
        }
    }
    assert!(tried > 300, "{tried} fields");
    assert!(
        idle_fields.is_empty(),
        "{tried} tried\n{}",
        idle_fields.join("\n")
    );
}
