//! The emitted validator against the registry that is built of the same documents in memory: both must find the same,
//! to the last byte.

use std::path::Path;

use comet_validator::API;
use serde_json::Value;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options};
use trueup_docs::{Findings, document, exchange, spec};
use trueup_registry::{Arena, load};
use trueup_validator::registry::{Api, Media, Operation, Parameter, RequestBody, Response, Schema};
use trueup_validator::{Check, Policy, Violations};

use crate::draft4::Specs;
use crate::random::Random;
use crate::{examples, mutate, sample};

/// Texts for each schema, each read by three policies.
const TEXTS: usize = 60;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let (mut open, mut files) = (vec![root().join(folder)], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy();
                files.push((name.into_owned(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn in_memory(arena: &Arena) -> Api<'_> {
    let documents = files("spec", ".yaml");
    let below = documents
        .into_iter()
        .map(|(path, text)| (path.strip_prefix("spec/").unwrap().to_owned(), text));
    let sources = Sources::new(below.collect()).shown_in("spec");
    let mut diagnostics = Diagnostics::default();
    load(&sources, &mut diagnostics, arena).unwrap()
}

/// Everything about a schema but its check, and how that is told from others.
fn schema(schema: &Schema<'_>) -> String {
    let Schema {
        name,
        ty,
        fields,
        position,
        upstream,
        sensitive,
        check: _,
    } = schema;
    format!("{name} {ty:?} {fields:?} {position:?} {upstream:?} {sensitive}")
}

fn content(content: &[Media<'_>]) -> String {
    let media = content.iter().map(|media| {
        let Media {
            media_type,
            schema,
            form,
            stream,
            examples,
        } = media;
        let schema = schema.map(self::schema);
        format!("{media_type} {schema:?} {form:?} {stream:?} {examples:?}")
    });
    media.collect::<Vec<_>>().join("\n")
}

fn operation(operation: &Operation<'_>) -> String {
    let parameters = operation.parameters.iter().map(|parameter| {
        let check = Check::ANY;
        format!(
            "{:?}",
            Parameter {
                check,
                ..*parameter
            }
        )
    });
    let request = operation.request.map(|request| {
        let bare = RequestBody {
            content: &[],
            ..request
        };
        format!("{bare:?} {}", content(request.content))
    });
    let responses = operation.responses.iter().map(|response| {
        let bare = Response {
            content: &[],
            ..*response
        };
        format!("{bare:?} {}", content(response.content))
    });
    let bare = Operation {
        parameters: &[],
        request: None,
        responses: &[],
        ..*operation
    };
    format!(
        "{bare:?} {:?} {request:?} {:?}",
        parameters.collect::<Vec<_>>(),
        responses.collect::<Vec<_>>()
    )
}

#[test]
fn both_have_the_same_rows() {
    let arena = Arena::default();
    let api = in_memory(&arena);
    assert_eq!(API.services.len(), api.services.len());
    for (emitted, built) in API.services.iter().zip(api.services) {
        assert_eq!(
            format!(
                "{} {} {} {:?}",
                emitted.name, emitted.title, emitted.version, emitted.position
            ),
            format!(
                "{} {} {} {:?}",
                built.name, built.title, built.version, built.position
            )
        );
        assert_eq!(
            format!("{:?}", emitted.servers),
            format!("{:?}", built.servers)
        );
        assert_eq!(
            format!("{:?}", emitted.schemes),
            format!("{:?}", built.schemes)
        );
        assert_eq!(
            format!("{:?}", emitted.rate_limit),
            format!("{:?}", built.rate_limit)
        );
        let rows = |rows: &[&Schema<'_>]| rows.iter().map(|row| schema(row)).collect::<Vec<_>>();
        assert_eq!(rows(emitted.schemas), rows(built.schemas));
        let rows =
            |rows: &[&Operation<'_>]| rows.iter().map(|row| operation(row)).collect::<Vec<_>>();
        assert_eq!(rows(emitted.operations), rows(built.operations));
    }
}

fn verdict<'a>(text: &'a [u8], check: Check<'a>, policy: Policy) -> String {
    match Violations::check(text, check, policy) {
        Ok(()) => String::new(),
        Err(violations) => format!("{violations}\n{:?}", violations.iter().collect::<Vec<_>>()),
    }
}

#[test]
fn both_find_the_same_in_bodies() {
    let (arena, specs) = (Arena::default(), Specs::read());
    let api = in_memory(&arena);
    let (mut right, mut wrong) = (0, 0);
    for (emitted, built) in API.services.iter().zip(api.services) {
        for (emitted, built) in emitted.schemas.iter().zip(built.schemas) {
            let translated = specs.schema(emitted.position.file, emitted.name);
            let mut random = Random::named(emitted.name);
            let examples = examples(emitted);
            for _ in 0..TEXTS {
                let seed: Value = match random.below(4) {
                    0 if !examples.is_empty() => examples[random.below(examples.len())].clone(),
                    _ => sample::value(&mut random, &translated, &translated, 0),
                };
                let text = mutate::text(&mut random, seed);
                for policy in [Policy::SCHEMA, Policy::REQUEST, Policy::RESPONSE] {
                    let found = verdict(&text, emitted.check, policy);
                    assert_eq!(
                        found,
                        verdict(&text, built.check, policy),
                        "{}",
                        emitted.name
                    );
                    *(if found.is_empty() {
                        &mut right
                    } else {
                        &mut wrong
                    }) += 1;
                }
            }
        }
    }
    assert!(
        right > 1_000 && wrong > 1_000,
        "{right} right, {wrong} wrong"
    );
}

fn shown(findings: &Findings) -> String {
    format!("{:#?}", findings)
}

#[test]
fn both_find_the_same_in_documents_and_exchanges() {
    let arena = Arena::default();
    let api = in_memory(&arena);
    let pages = [
        files("generated/reference", ".md"),
        files("tests/documents", ".md"),
    ]
    .concat();
    let options = Options {
        complete: Complete::Yes,
    };
    let found = |api: &Api<'_>| shown(&document::check(api, &pages, options));
    assert!(found(&API) == found(&api));
    assert!(found(&API).len() > 10_000);
    assert_eq!(shown(&spec::check(&API)), shown(&spec::check(&api)));
    let mut counted = 0;
    for (file, text) in files("tests/data", ".json") {
        let found = |api: &Api<'_>| {
            let mut findings = Findings::default();
            exchange::check_text(api, &file, &text, &mut findings);
            shown(&findings)
        };
        assert_eq!(found(&API), found(&api), "{file}");
        counted += 1;
    }
    assert!(counted > 40, "{counted} recordings");
}
