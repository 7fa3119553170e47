//! Documents made of arbitrary schemas, most of which can be generated from.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;

/// Names of the components: objects first, then anything.
const OBJECTS: [&str; 3] = ["A", "B", "a"];
const OTHERS: [&str; 3] = ["C", "self", "Option"];

type Text = BoxedStrategy<String>;

fn reference(names: &'static [&'static str]) -> Text {
    select(names)
        .prop_map(|name| format!("{{$ref: '#/components/schemas/{name}'}}"))
        .boxed()
}

/// Schemas of strings, numbers and booleans.
fn scalar() -> Text {
    select(vec![
        "{type: string}",
        "{type: string, nullable: true, enum: [a, b, null]}",
        "{type: string, enum: [a]}",
        "{type: string, enum: [b, '', '€', A, a]}",
        "{type: string, x-extensible-enum: [ON, OFF], default: ON}",
        "{type: string, format: int64, default: '5'}",
        "{type: string, format: password}",
        "{type: string, format: hex, pattern: '^[0-9a-f]{8}$'}",
        "{type: string, format: byte}",
        "{type: string, format: date-time}",
        "{type: string, format: date, nullable: true}",
        "{type: string, minLength: 2, x-trueup-zero: ''}",
        "{type: integer}",
        "{type: integer, enum: [1, 2, -3], default: 2}",
        "{type: number, format: decimal}",
        "{type: number, default: 1.5}",
        "{type: boolean, default: true, deprecated: true}",
    ])
    .prop_map(str::to_owned)
    .boxed()
}

/// Schemas of anything.
fn schema() -> Text {
    let plain = select(vec![
        "{}",
        "{type: string, format: binary}",
        "{type: object}",
        "{type: object, additionalProperties: false}",
        "{enum: [1, a, null]}",
        "{enum: [null], nullable: true}",
        "{not: {type: string}}",
        "{minimum: 3, pattern: a}",
        "{allOf: [{type: string}, {maxLength: 5}], nullable: true}",
    ])
    .prop_map(str::to_owned);
    let leaf = prop_oneof![
        4 => scalar(),
        1 => plain,
        2 => reference(&OBJECTS),
        1 => reference(&OTHERS),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        let list = inner
            .clone()
            .prop_map(|items| format!("{{type: array, items: {items}}}"));
        let map = inner
            .clone()
            .prop_map(|values| format!("{{type: object, additionalProperties: {values}}}"));
        let inner = inner.boxed();
        prop_oneof![2 => list, 2 => map, 6 => object(inner.clone(), "o"), 2 => union(inner)]
    })
    .boxed()
}

/// An object; its properties begin with `prefix`, so that joined objects agree.
fn object(inner: Text, prefix: &'static str) -> Text {
    let rest = select(vec![
        "",
        "",
        ", nullable: true",
        ", additionalProperties: true",
        ", additionalProperties: {type: string}",
        ", deprecated: true",
        ", minProperties: 1",
    ]);
    (prop::collection::vec(inner, 1..5), 0..3usize, rest)
        .prop_map(move |(values, required, rest)| {
            let keys = ["a", "A", "self", "reader", "kind"].map(|key| format!("{prefix}{key}"));
            let properties: Vec<_> = keys
                .iter()
                .zip(&values)
                .map(|(key, value)| format!("{key}: {value}"))
                .collect();
            let required: Vec<_> = keys
                .iter()
                .take(required.min(values.len()))
                .map(String::as_str)
                .collect();
            let required = if required.is_empty() {
                String::new()
            } else {
                format!(", required: [{}]", required.join(", "))
            };
            format!(
                "{{type: object, properties: {{{}}}{required}{rest}}}",
                properties.join(", ")
            )
        })
        .boxed()
}

/// Joined objects, unions with and without a tag, and both at once.
fn union(inner: Text) -> Text {
    let joined = (reference(&OBJECTS), object(inner.clone(), "j"))
        .prop_map(|(one, other)| format!("{{allOf: [{one}, {other}]}}"));
    let choice = (
        select(vec!["oneOf", "anyOf"]),
        prop::collection::vec(inner.clone(), 1..4),
    )
        .prop_map(|(key, branches)| format!("{{{key}: [{}]}}", branches.join(", ")));
    let tagged = (object(inner.clone(), "x"), object(inner.clone(), "y")).prop_map(|(one, other)| {
        let tagged = |object: &str, tag: &str| {
            let kind = format!("{{type: object, required: [kind], properties: {{kind: {{type: string, enum: [{tag}]}}}}}}");
            format!("{{allOf: [{object}, {kind}]}}")
        };
        format!(
            "{{oneOf: [{}, {}], discriminator: {{propertyName: kind}}}}",
            tagged(&one, "one"),
            tagged(&other, "two")
        )
    });
    let beside = (
        inner.clone(),
        object(inner.clone(), "x"),
        object(inner, "y"),
    )
        .prop_map(|(value, one, other)| {
            format!("{{type: object, properties: {{shared: {value}}}, oneOf: [{one}, {other}]}}")
        });
    prop_oneof![joined, choice, tagged, beside].boxed()
}

/// The media type of a body with its schema.
fn body() -> Text {
    let json = select(vec![
        "application/json",
        "application/merge-patch+json",
        "'*/*'",
    ]);
    let json =
        (json, schema()).prop_map(|(media, schema)| format!("{media}: {{schema: {schema}}}"));
    let form = select(vec![
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ]);
    let form = (form, object(schema(), "f"))
        .prop_map(|(media, schema)| format!("{media}: {{schema: {schema}}}"));
    let other = select(vec![
        "text/plain",
        "application/octet-stream",
        "application/xml",
    ]);
    let other =
        (other, schema()).prop_map(|(media, schema)| format!("{media}: {{schema: {schema}}}"));
    prop_oneof![4 => json, 2 => form, 1 => other].boxed()
}

/// A parameter, but for its name.
fn parameter() -> Text {
    let list = scalar().prop_map(|items| format!("{{type: array, items: {items}}}"));
    let flat = object(scalar(), "p");
    let anywhere = select(vec!["in: query", "in: header", "in: cookie"]);
    let listed = select(vec![
        "in: query",
        "in: query, explode: false",
        "in: query, style: pipeDelimited, explode: false",
        "in: header",
        "in: cookie, explode: false",
    ]);
    let structured = select(vec![
        "in: query",
        "in: query, style: deepObject",
        "in: header",
    ]);
    let with = |(place, schema): (&str, String)| format!("{place}, schema: {schema}");
    prop_oneof![
        3 => (anywhere, scalar()).prop_map(with),
        2 => (listed, list).prop_map(with),
        2 => (structured, flat).prop_map(with),
        1 => schema().prop_map(|schema| {
            format!("in: query, content: {{application/json: {{schema: {schema}}}}}")
        }),
    ]
    .boxed()
}

/// A document that sends and receives arbitrary schemas in every place.
pub(crate) fn documents() -> impl Strategy<Value = String> {
    let objects = prop::collection::vec(object(schema(), "c"), OBJECTS.len());
    let others = prop::collection::vec(schema(), OTHERS.len());
    let bodies = prop::collection::vec(body(), 4);
    let parameters = prop::collection::vec((parameter(), any::<bool>()), 0..4);
    let path = (
        select(vec!["simple", "label", "matrix"]),
        any::<bool>(),
        scalar(),
    );
    (objects, others, bodies, parameters, path).prop_map(
        |(objects, others, bodies, parameters, (style, explode, place))| {
            let mut text = format!(
                "openapi: 3.0.3\ninfo: {{title: Any, version: '1'}}\npaths:\n  /a/{{x}}:\n    patch:\n      \
                 operationId: call\n      parameters:\n        \
                 - {{name: x, in: path, required: true, style: {style}, explode: {explode}, schema: {place}}}\n"
            );
            for (index, (parameter, required)) in parameters.iter().enumerate() {
                let _ = writeln!(text, "        - {{name: p{index}, required: {required}, {parameter}}}");
            }
            let [sent, received, accepted, wrong] =
                <[String; 4]>::try_from(bodies).unwrap_or_default();
            let _ = write!(
                text,
                "      requestBody: {{required: {explode}, content: {{{sent}}}}}\n      responses:\n        \
                 '200': {{description: Fine., content: {{{received}}}}}\n        \
                 '202': {{description: Later., content: {{{accepted}}}}}\n        \
                 '404': {{description: Wrong., content: {{{wrong}}}}}\n        \
                 default: {{description: Broken., content: {{{received}}}}}\ncomponents:\n  schemas:\n"
            );
            for (name, schema) in OBJECTS.iter().chain(&OTHERS).zip(objects.into_iter().chain(others)) {
                let _ = writeln!(text, "    {name}: {schema}");
            }
            text
        },
    )
}
