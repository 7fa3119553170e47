//! What servers send by themselves against the `jsonschema` crate: the bodies of webhooks and of callbacks, right ones and
//! changed ones.

use serde_json::{Value, json};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::registry::Webhook;
use trueup_validator::{Layer, Severity};

use crate::keywords::Words;
use crate::mutate;
use crate::random::Random;
use crate::theirs;

/// Texts for each body.
const TEXTS: usize = 800;

/// The bodies, by the names of their webhooks; the last two are of callbacks.
fn bodies() -> Vec<(&'static str, Value)> {
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    vec![
        ("pet", pet.clone()),
        (
            "either",
            json!({"oneOf": [pet, {"type": "object", "required": ["at"], "properties": {"at": {"const": 1}}}]}),
        ),
        (
            "sold",
            json!({"allOf": [pet], "required": ["d"], "unevaluatedProperties": false, "properties": {"d": {"type": ["integer", "null"]}}}),
        ),
        (
            "list",
            json!({"type": "array", "items": pet, "minItems": 1}),
        ),
        ("count", json!({"type": "integer", "minimum": 1})),
        (
            "found",
            json!({"type": "object", "patternProperties": {"^a": pet}, "additionalProperties": {"type": "string"}}),
        ),
        (
            "lost",
            json!({"if": {"required": ["a"]}, "then": pet, "else": {"type": "array", "prefixItems": [{"enum": ["a", null]}], "items": false}}),
        ),
    ]
}

fn components() -> Value {
    json!({"schemas": {"Pet": {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"enum": [1, "a", true]},
            "b": {"type": "string", "maxLength": 1},
            "c": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
        },
    }}})
}

fn description() -> String {
    let request = |name: &str, schema: &Value| {
        json!({"post": {
            "operationId": format!("send-{name}"),
            "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
            "responses": {"204": {"description": "Taken."}},
        }})
    };
    let bodies = bodies();
    let (webhooks, callbacks) = bodies.split_at(bodies.len() - 2);
    let webhooks = webhooks
        .iter()
        .map(|(name, schema)| ((*name).to_owned(), request(name, schema)));
    let callbacks = callbacks.iter().map(|(name, schema)| {
        (
            (*name).to_owned(),
            json!({"{$request.query.url}": request(name, schema)}),
        )
    });
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/watch": {"post": {
            "operationId": "watch",
            "responses": {"204": {"description": "Watched."}},
            "callbacks": Value::Object(callbacks.collect()),
        }}},
        "webhooks": Value::Object(webhooks.collect()),
        "components": components(),
    })
    .to_string()
}

/// Whether a body is what its schema says: what is said beyond that is no matter of JSON Schema.
fn ours(webhook: &Webhook<'_>, text: &[u8]) -> bool {
    let violations = webhook.validate(text).err().unwrap_or_default();
    !violations.iter().any(|violation| {
        violation.severity == Severity::Error && violation.code.layer() != Layer::Policy
    })
}

#[test]
fn two_judges_say_the_same_of_what_servers_send() {
    let sources = Sources::new([("pets.json".to_owned(), description())].into());
    let (arena, mut diagnostics) = (Arena::default(), Diagnostics::default());
    let api = load(&sources, &mut diagnostics, &arena);
    let api = api.unwrap_or_else(|| panic!("{:?}", diagnostics.into_sorted()));
    for (name, schema) in bodies() {
        let whole = json!({"allOf": [schema], "components": components()});
        let judge = jsonschema::options().build(&whole).unwrap();
        let webhook = api.webhook(name).unwrap_or_else(|| panic!("no {name}"));
        let (words, mut random) = (Words::of(&whole), Random::named(name));
        let mut seen = [0, 0];
        for _ in 0..TEXTS {
            let value = words.value(&mut random, 0);
            let text = mutate::text(&mut random, value);
            if let Some(theirs) = theirs(&judge, &text) {
                seen[usize::from(theirs)] += 1;
                let text_shown = String::from_utf8_lossy(&text);
                assert_eq!(ours(webhook, &text), theirs, "{name}: {text_shown}");
            }
        }
        assert!(
            seen[0] > 0 && seen[1] > 0,
            "{name}: {seen:?} invalid and valid"
        );
    }
}
