use super::*;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, Patterns};

/// The value made of a schema, written as YAML in one line.
fn made(schema: &str) -> Option<String> {
    let document = format!(
        "{{openapi: 3.0.3, info: {{title: T, version: '1'}}, servers: [{{url: 'https://a.example'}}], paths: {{}}, components: {{schemas: {{S: {schema}, Node: {{type: object, required: [next], properties: {{next: {{type: array, minItems: 60, items: {{type: string}}}}}}}}}}}}}}"
    );
    let sources = Sources::new([("t.yaml".to_owned(), document)].into());
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&sources, &mut diagnostics)
        .unwrap_or_else(|| panic!("{schema}: {:?}", diagnostics.into_sorted()));
    let (id, _) = api
        .schemas
        .iter()
        .find(|(_, schema)| schema.name.as_deref() == Some("S"))?;
    let (arena, patterns) = (
        Arena::default(),
        Patterns::of(&api, &mut Diagnostics::new()),
    );
    let checker = ValueChecker::new(&api, &patterns, &sources, &arena);
    Some(Maker::new(&api.schemas, &checker).of(id)?.to_string())
}

#[test]
fn values_keep_the_rules_of_their_schemas() {
    for (schema, expected) in [
        ("{type: string}", "\"text\""),
        ("{type: string, minLength: 6, maxLength: 7}", "\"textte\""),
        ("{type: string, maxLength: 2}", "\"te\""),
        ("{type: string, pattern: '^[0-9]{3}$'}", "\"111\""),
        (
            "{type: string, pattern: '^a+b*$', minLength: 5}",
            "\"aaabb\"",
        ),
        (
            "{type: string, format: uuid, example: no}",
            "\"3fa85f64-5717-4562-b3fc-2c963f66afa6\"",
        ),
        ("{type: string, example: mine}", "\"mine\""),
        ("{type: string, enum: [a, b]}", "\"a\""),
        ("{type: integer, minimum: 10}", "10"),
        ("{type: integer, maximum: -4}", "-4"),
        (
            "{type: integer, minimum: 3, exclusiveMinimum: true, multipleOf: 5}",
            "5",
        ),
        (
            "{type: number, minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true}",
            "0.5",
        ),
        (
            "{type: array, minItems: 2, items: {type: integer}}",
            "[1,1]",
        ),
        (
            "{type: array, minItems: 2, uniqueItems: true, items: {type: integer}}",
            "[1,2]",
        ),
        (
            "{type: array, minItems: 2, uniqueItems: true, items: {type: string, enum: [x, y]}}",
            "[\"x\",\"y\"]",
        ),
        ("{type: array, maxItems: 0, items: {type: integer}}", "[]"),
        ("{allOf: [{type: integer, minimum: 3}, {maximum: 4}]}", "3"),
        (
            "{oneOf: [{$ref: '#/components/schemas/Node'}, {type: boolean}]}",
            "true",
        ),
        (
            "{type: object, required: [a], properties: {a: {type: string, readOnly: true}, b: {type: integer}}}",
            "{\"b\":1}",
        ),
        (
            "{type: object, minProperties: 2, additionalProperties: {type: integer}}",
            "{\"key1\":1,\"key2\":1}",
        ),
        (
            "{type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}]}",
            "{\"a\":\"text\"}",
        ),
    ] {
        assert_eq!(made(schema).as_deref(), Some(expected), "{schema}");
    }
    assert_eq!(made("{$ref: '#/components/schemas/Node'}"), None);
}
