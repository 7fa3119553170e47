//! Documents made of arbitrary schemas.

use std::fmt::Write as _;

use proptest::prelude::*;

/// Names of the components that schemas refer to.
const NAMES: [&str; 6] = ["A", "B", "C", "self", "Option", "a"];

/// A schema as flow YAML.
fn schema() -> impl Strategy<Value = String> {
    let reference = prop::sample::select(&NAMES[..])
        .prop_map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"));
    let plain = prop::sample::select(vec![
        "{}",
        "{type: string}",
        "{type: string, nullable: true, enum: [a, b, null]}",
        "{type: string, enum: [a]}",
        "{type: string, enum: [b, '', '€']}",
        "{type: string, format: int64, default: '5'}",
        "{type: string, format: password}",
        "{type: string, format: hex, pattern: '^[0-9a-f]{8}$'}",
        "{type: string, format: binary}",
        "{type: string, format: date-time, default: '2026-01-01T00:00:00Z'}",
        "{type: string, minLength: 2, x-trueup-zero: ''}",
        "{type: integer}",
        "{type: integer, enum: [1, 2, -3], default: 2}",
        "{type: number, format: decimal}",
        "{type: boolean, default: true, deprecated: true}",
        "{type: object}",
        "{type: object, additionalProperties: false}",
        "{enum: [1, a, null]}",
        "{enum: [null], nullable: true}",
        "{not: {type: string}}",
        "{minimum: 3, pattern: a}",
        "{required: [a]}",
    ])
    .prop_map(str::to_owned);
    let leaf = prop_oneof![2 => plain, 1 => reference];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..4);
        let word = || prop::sample::select(vec!["a", "b", "kind", "self", "reader", "A"]);
        let nullable = prop::sample::select(vec!["", ", nullable: true", ", readOnly: true"]);
        prop_oneof![
            inner
                .clone()
                .prop_map(|items| format!("{{type: array, items: {items}}}")),
            inner
                .clone()
                .prop_map(|values| format!("{{type: object, additionalProperties: {values}}}")),
            (some(), word(), word(), nullable.clone()).prop_map(|(values, first, second, rest)| {
                object(&values, &[first, second], rest)
            }),
            (some(), nullable.clone())
                .prop_map(|(parts, rest)| format!("{{allOf: [{}]{rest}}}", parts.join(", "))),
            (some(), nullable)
                .prop_map(|(parts, rest)| format!("{{oneOf: [{}]{rest}}}", parts.join(", "))),
            (some(), word()).prop_map(|(parts, tag)| format!(
                "{{anyOf: [{}], discriminator: {{propertyName: {tag}}}}}",
                parts.join(", ")
            )),
            (some(), inner.clone(), word()).prop_map(|(parts, value, name)| format!(
                "{{type: object, properties: {{{name}: {value}}}, oneOf: [{}]}}",
                parts.join(", ")
            )),
        ]
    })
}

fn object(values: &[String], names: &[&str], rest: &str) -> String {
    let keys = ["a", "b", "kind", "A", "reader"];
    let properties: Vec<_> = keys
        .iter()
        .zip(values)
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    let mut required: Vec<_> = names.iter().filter(|name| keys.contains(name)).collect();
    required.dedup();
    let required: Vec<_> = required.into_iter().copied().collect();
    format!(
        "{{type: object, properties: {{{}}}, required: [{}]{rest}}}",
        properties.join(", "),
        required.join(", ")
    )
}

/// A document that sends and receives arbitrary schemas in every place.
pub(crate) fn documents() -> impl Strategy<Value = String> {
    let components = prop::collection::vec(schema(), NAMES.len());
    let media = prop::sample::select(vec![
        "application/json",
        "application/merge-patch+json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "application/octet-stream",
        "*/*",
        "application/xml",
    ]);
    let style = prop::sample::select(vec![
        "in: query",
        "in: query, style: deepObject",
        "in: query, style: pipeDelimited, explode: false",
        "in: header",
        "in: cookie",
        "in: cookie, explode: false",
    ]);
    let path = prop::sample::select(vec!["simple", "label", "matrix"]);
    let places = (media.clone(), media, style, path, any::<[bool; 2]>());
    (components, prop::collection::vec(schema(), 5), places).prop_map(
        |(components, schemas, (sent, received, style, path, flags))| {
            let [body, response, error, query, place] =
                <[String; 5]>::try_from(schemas).unwrap_or_default();
            let mut text = "openapi: 3.0.3\ninfo: {title: Any, version: '1'}\npaths:\n".to_owned();
            let [required, explode] = flags;
            let _ = write!(
                text,
                "  /a/{{x}}:\n    patch:\n      operationId: call\n      parameters:\n        \
                 - {{name: x, in: path, required: true, style: {path}, explode: {explode}, schema: {place}}}\n        \
                 - {{name: a, {style}, required: {required}, schema: {query}}}\n      \
                 requestBody: {{required: {required}, content: {{'{sent}': {{schema: {body}}}}}}}\n      \
                 responses:\n        '200': {{description: Fine., content: {{'{received}': {{schema: {response}}}}}}}\n        \
                 '202': {{description: Fine., content: {{application/json: {{schema: {error}}}}}}}\n        \
                 '404': {{description: Wrong., content: {{application/json: {{schema: {error}}}}}}}\n        \
                 default: {{description: Wrong., content: {{application/json: {{schema: {response}}}}}}}\n"
            );
            text += "components:\n  schemas:\n";
            for (name, schema) in NAMES.iter().zip(components) {
                let _ = writeln!(text, "    {name}: {schema}");
            }
            text
        },
    )
}
