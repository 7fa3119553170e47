//! The emitted validator against the `jsonschema` crate: for every named schema of the specs, both must say the same
//! of thousands of texts, right and wrong ones.
//!
//! `TRUEUP_TEXTS=100000 cargo test --release -p oracle --test judges` asks for that many texts for each schema.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that meets what it did not expect should stop"
)]

mod draft4;
mod edges;
mod formats;
mod keywords;
mod mutate;
mod random;
mod readers;
mod sample;
mod schemas;
mod webhooks;

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use comet_validator::API;
use comet_validator::trueup_validator::registry::Schema;
use serde_json::Value;
use trueup_validator::{Layer, Policy, Violations};

use draft4::Specs;
use random::Random;

/// Texts for each schema where nothing else is asked for.
const TEXTS: usize = 150;

fn schemas() -> Vec<&'static Schema<'static>> {
    let mut schemas: Vec<_> = API
        .services
        .iter()
        .flat_map(|service| service.schemas.iter().copied())
        .collect();
    schemas.sort_by_key(|schema| (schema.position.file, schema.name));
    schemas.dedup_by_key(|schema| (schema.position.file, schema.name));
    schemas
}

/// The verdict of the schema alone: rules of extensions are not a matter of JSON Schema.
fn ours(schema: &Schema, text: &[u8]) -> bool {
    match Violations::check(text, schema.check, Policy::SCHEMA) {
        Ok(()) => true,
        Err(violations) => violations
            .iter()
            .all(|violation| violation.code.layer() == Layer::Rule),
    }
}

/// The other judge's verdict; `None` where its reader changes a number that JSON allows: too great a one, or `-0`,
/// which it takes for `-0.0`.
fn theirs(validator: &jsonschema::Validator, text: &[u8]) -> Option<bool> {
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => (!holds_minus_zero(&value)).then(|| validator.is_valid(&value)),
        Err(error) if error.to_string().contains("number out of range") => None,
        Err(_) => Some(false),
    }
}

fn holds_minus_zero(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(holds_minus_zero),
        Value::Object(members) => members.values().any(holds_minus_zero),
        Value::Number(number) => number.as_f64() == Some(0.0) && number.is_f64(),
        _ => false,
    }
}

/// Examples of a schema in the specs.
fn examples(schema: &'static Schema<'static>) -> Vec<Value> {
    let mut examples = Vec::new();
    for operation in API
        .services
        .iter()
        .flat_map(|service| service.operations.iter())
    {
        let request = operation.request.iter().flat_map(|request| request.content);
        let responses = operation
            .responses
            .iter()
            .flat_map(|response| response.content);
        for media in request
            .chain(responses)
            .filter(|media| media.schema.is_some_and(|own| std::ptr::eq(own, schema)))
        {
            examples.extend(
                media
                    .examples
                    .iter()
                    .map(|example| serde_json::from_str::<Value>(example.json).unwrap()),
            );
        }
    }
    examples
}

/// What came of some texts.
#[derive(Default)]
struct Tally {
    judged: usize,
    valid: usize,
    wrong: Vec<String>,
}

/// Has both judge so many texts of a schema, those that the other one cannot read not counted.
fn judge(specs: &Specs, schema: &'static Schema, count: usize) -> Tally {
    let translated = specs.schema(schema.position.file, schema.name);
    let validator = formats::register(jsonschema::options().with_draft(jsonschema::Draft::Draft4))
        .should_validate_formats(true)
        .build(&translated)
        .unwrap();
    let mut random = Random::named(schema.name);
    let examples = examples(schema);
    let mut tally = Tally::default();
    while tally.judged < count {
        let seed = match random.below(4) {
            0 if !examples.is_empty() => examples[random.below(examples.len())].clone(),
            _ => sample::value(&mut random, &translated, &translated, 0),
        };
        let text = mutate::text(&mut random, seed);
        let Some(expected) = theirs(&validator, &text) else {
            continue;
        };
        tally.judged += 1;
        tally.valid += usize::from(expected);
        if ours(schema, &text) != expected {
            let text = String::from_utf8_lossy(&text);
            tally
                .wrong
                .push(format!("{} ({expected}): {text}", schema.name));
        }
    }
    tally
}

/// The tallies of all schemas, which the processors share out among themselves.
fn judge_all(schemas: &[&'static Schema], count: usize) -> Vec<Tally> {
    let specs = Specs::read();
    let next = AtomicUsize::new(0);
    let work = || {
        let take = || schemas.get(next.fetch_add(1, Ordering::Relaxed));
        let tallies = std::iter::from_fn(|| Some(judge(&specs, take()?, count)));
        tallies.collect::<Vec<_>>()
    };
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let tallies = threads.into_iter();
        tallies.flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn two_judges_say_the_same() {
    let count = std::env::var("TRUEUP_TEXTS")
        .ok()
        .map_or(TEXTS, |count| count.parse().unwrap());
    let schemas = schemas();
    let tallies = judge_all(&schemas, count);
    let judged: usize = tallies.iter().map(|tally| tally.judged).sum();
    let valid: usize = tallies.iter().map(|tally| tally.valid).sum();
    let wrong: Vec<_> = tallies
        .iter()
        .flat_map(|tally| &tally.wrong)
        .cloned()
        .collect();
    println!(
        "{judged} texts for {} schemas, {valid} of them valid",
        schemas.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {judged}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    // A comparison in which nothing passes, or nothing fails, would prove little.
    assert!(
        judged / 5 < valid && valid < judged / 5 * 4,
        "{valid} of {judged} are valid"
    );
}
