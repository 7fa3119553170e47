//! Emitted pages against the project's own checks: the check of documents finds nothing on a page, and the check of
//! exchanges nothing in the calls that it shows.
//!
//! The pages of the accepted fixtures must all be right. `TRUEUP_DOCUMENTS` names a folder of other descriptions; what
//! is wrong there is printed, with how many pages have it. Commands are read by a reader of this test's own, so that
//! what is written on a page and what is read of it have nothing in common.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its fixtures must stop"
)]

mod apart;
mod call;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use trueup_codegen::config::Config;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::document::{Complete, Options, check};
use trueup_docs::exchange::check_text;
use trueup_docs::{Finding, Findings};
use trueup_registry::Arena;
use trueup_text::QUOTATION;

const SETTINGS: &str = "emit = ['reference']";

/// What became of a description.
#[derive(Default)]
struct Page {
    calls: u64,
    /// What is wrong, each with where it stands.
    faults: Vec<Fault>,
}

/// Something that is wrong with a page.
struct Fault {
    /// The code of the finding.
    code: String,
    /// Where it is, and what.
    text: String,
}

impl Fault {
    fn new(what: &str, page: &str, finding: &Finding) -> Self {
        let line = finding.line.unwrap_or_default();
        let shown = page.lines().nth((line as usize).saturating_sub(1));
        Self {
            code: format!("{what}: {}", finding.code),
            text: format!(
                "{line}: {} {}: {}",
                finding.operation.as_deref().unwrap_or_default(),
                finding.message,
                shown.unwrap_or_default()
            ),
        }
    }
}

/// The page of a description, judged; `None` if the description is refused.
fn judged(name: &str, text: String) -> Option<Page> {
    let sources = Sources::new([(name.to_owned(), text)].into());
    let config = Config::parse(SETTINGS).unwrap();
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics).unwrap()?;
    let page = generated.files.into_iter().next().unwrap().1;
    let arena = Arena::default();
    let mut diagnostics = Diagnostics::new();
    let api = trueup_registry::load(&sources, &mut diagnostics, &arena)?;
    let mut judged = Page::default();
    let documents = [("page.md".to_owned(), page)];
    let options = Options {
        complete: Complete::Yes,
    };
    let found = check(&api, &documents, options);
    let [(_, page)] = documents;
    let faults = found.findings.iter();
    judged
        .faults
        .extend(faults.map(|finding| Fault::new("docs", &page, finding)));
    for command in commands(&page) {
        judged.calls += 1;
        let Ok(archive) = call::archive(&command) else {
            judged.faults.push(Fault {
                code: "call: not understood".to_owned(),
                text: command,
            });
            continue;
        };
        let mut findings = Findings::default();
        check_text(&api, "page.har", &archive, &mut findings);
        // Nobody knows what will be in the file.
        let from_file = command.ends_with("--data-binary @file");
        findings
            .findings
            .retain(|finding| !(from_file && finding.code == "missing-body"));
        judged
            .faults
            .extend(findings.findings.iter().map(|finding| Fault {
                code: format!("call: {}", finding.code),
                text: format!("{}\n{command}", finding.message),
            }));
    }
    Some(judged)
}

/// The texts of the blocks of commands, but for those that the description has itself.
fn commands(page: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == QUOTATION.0 {
            lines.find(|line| *line == QUOTATION.1);
            continue;
        }
        let ticks = line.trim_start_matches('`');
        let fence = line.get(..line.len() - ticks.len()).unwrap_or_default();
        if fence.len() < 3 {
            continue;
        }
        let inside = lines.by_ref().take_while(|line| *line != fence);
        let inside: Vec<&str> = inside.collect();
        if ticks == "bash" {
            commands.push(inside.join("\n"));
        }
    }
    commands
}

/// The files of a folder with one of these extensions, in their order.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let wanted = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extensions.iter().any(|known| extension == *known))
    };
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(wanted)
        .collect();
    files.sort();
    files
}

#[test]
fn the_page_of_every_fixture_is_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generator/codegen/tests");
    let folders = ["accepted", "awkward"].map(|name| files(&folder.join(name), &["yaml"]));
    let (mut wrong, mut calls) = (Vec::new(), 0);
    for path in folders.into_iter().flatten() {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let judged = judged(&name, fs::read_to_string(&path).unwrap());
        let Some(judged) = judged else {
            wrong.push(format!("{name} is refused"));
            continue;
        };
        calls += judged.calls;
        let faults = judged.faults.iter();
        wrong.extend(faults.map(|fault| format!("{name}: {}: {}", fault.code, fault.text)));
    }
    assert!(calls > 100, "only {calls} calls");
    assert!(
        wrong.is_empty(),
        "{} faults:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Paths that differ in the names of their parameters alone, which OpenAPI forbids and many descriptions have, are told
/// apart by those names; a body of a range of media types may be of any in it.
#[test]
fn pages_of_paths_alike_and_of_ranges_of_media_types_are_right() {
    const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Alike, version: '1'}
servers: [{url: 'https://a.example/v1'}]
paths:
  /icons/{id}:
    get:
      operationId: byId
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: Done.}}
  /icons/{slug}:
    get:
      operationId: bySlug
      parameters: [{name: slug, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done.}}
  /notes:
    post:
      operationId: anyNote
      requestBody:
        required: true
        content: {'*/*': {schema: {type: object, properties: {a: {type: string}}, required: [a]}}}
      responses: {'204': {description: Done.}}
    put:
      operationId: jsonNote
      requestBody:
        required: true
        content: {'application/*+json': {schema: {type: object, properties: {a: {type: string}}, required: [a]}}}
      responses: {'204': {description: Done.}}
";
    let judged = judged("alike.yaml", DESCRIPTION.to_owned()).unwrap();
    let said = judged.faults.iter();
    let said: Vec<_> = said
        .map(|fault| format!("{}: {}", fault.code, fault.text))
        .collect();
    assert_eq!((judged.calls, said.as_slice()), (4, &[][..]));
}

/// An object may be called as labels are, a property may have dots of its own, a list below a failure may have a name that
/// a parameter has, a part of a form a style that nobody reads, and two parameters one comma between them.
#[test]
fn pages_of_what_is_easily_mistaken_are_right() {
    const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Mistaken, version: '1'}
servers: [{url: 'https://a.example/v1'}]
paths:
  /at/{lat},{lon}:
    get:
      operationId: locate
      deprecated: true
      parameters:
        - {name: lat, in: path, required: true, schema: {type: number}}
        - {name: lon, in: path, required: true, schema: {type: number}}
        - {name: kind, in: query, schema: {type: string}}
      security: [{key: []}]
      responses:
        '200': {description: Found., content: {application/json: {schema: {$ref: '#/components/schemas/Body'}}}}
        '422':
          description: Not found.
          content:
            application/json:
              schema:
                type: array
                items: {type: object, required: [kind], properties: {kind: {type: string}, code: {type: integer}}}
  /notes:
    get:
      operationId: notes
      security: [{key: []}]
      responses:
        '200':
          description: All.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Body'}}
    post:
      operationId: note
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [tags, filter]
              properties:
                tags: {type: array, items: {type: string}}
                filter: {type: object, required: [on], properties: {on: {type: object, required: [by], properties: {by: {type: boolean}}}}}
            encoding: {tags: {style: deepObject, explode: true}, filter: {style: deepObject, explode: true}}
      responses: {'204': {description: Done.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Body:
      type: object
      required: [error]
      description: |
        As in

            {\"a/b\": 1}
      properties:
        error: {$ref: '#/components/schemas/Error'}
        'v1.2 on': {type: object, properties: {'a.b': {type: string}}}
    Error: {type: object, properties: {result: {$ref: '#/components/schemas/Body'}}}
";
    let judged = judged("mistaken.yaml", DESCRIPTION.to_owned()).unwrap();
    let said = judged.faults.iter();
    let said: Vec<_> = said
        .map(|fault| format!("{}: {}", fault.code, fault.text))
        .collect();
    assert_eq!((judged.calls, said.as_slice()), (4, &[][..]));
}

/// No page shows a call that its own check refuses: of a value that nobody knows, of a path that leads elsewhere; nor a
/// body under a key that is no media type, nor a table without what the branches of a choice add.
#[test]
fn pages_of_what_cannot_be_shown_are_right() {
    const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Unshown, version: '1'}
servers: [{url: 'https://a.example/api'}]
tags: [{name: other, description: \"First you need to create a plan:\"}]
paths:
  /api/plugins:
    get: {operationId: inner, responses: {'204': {description: Done.}}}
  /plugins:
    get: {operationId: outer, responses: {'204': {description: Done.}}}
  /jobs/{id}:
    get:
      operationId: never
      description: |-
        Gets it.
        response:
        200:
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid, minLength: 64}}]
      responses: {'204': {description: Done.}}
  /levels/{level}:
    get:
      operationId: level
      parameters: [{name: level, in: path, required: true, schema: {type: string, enum: ['', full]}}]
      responses: {'204': {description: Done.}}
  /profiles/{id}{ending}:
    get:
      operationId: profile
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: ending, in: path, required: true, schema: {type: string, enum: [.json]}}
      responses: {'204': {description: Done.}}
  /sites/zones/{zone}:
    get:
      operationId: zone
      parameters: [{name: zone, in: path, required: true, schema: {type: string, format: uuid}}]
      responses: {'204': {description: Done.}}
  /sites/{kind}/count:
    get:
      operationId: count
      parameters: [{name: kind, in: path, required: true, schema: {type: string, enum: [zones, rooms]}}]
      responses: {'204': {description: Done.}}
  /records:
    post:
      operationId: record
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties: {kind: {type: string}, by: {type: string}}
              anyOf:
                - {type: object, required: [by, at], properties: {at: {type: string}, on: {type: integer}}}
                - {type: object, required: [by, at], properties: {at: {type: integer}}}
      responses:
        '200':
          description: Kept.
          content:
            application/json: {schema: {type: object, properties: {a: {type: string}}}}
            state: {examples: {one: {value: {b: 1}}}}
";
    let judged = judged("unshown.yaml", DESCRIPTION.to_owned()).unwrap();
    let said = judged.faults.iter();
    let said: Vec<_> = said
        .map(|fault| format!("{}: {}", fault.code, fault.text))
        .collect();
    assert_eq!((judged.calls, said.as_slice()), (7, &[][..]));
}

/// Another folder's pages: how many are right, and what is wrong with the others.
#[test]
fn the_pages_of_other_documents() {
    let Some(folder) = std::env::var_os("TRUEUP_DOCUMENTS") else {
        return;
    };
    let (mut pages, mut right, mut calls, mut refused) = (0, 0, 0, 0);
    let mut kinds: BTreeMap<String, (u32, u32, String)> = BTreeMap::new();
    for path in files(Path::new(&folder), &["json", "yaml", "yml"]) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let begun = Instant::now();
        let judged = judged(&name, fs::read_to_string(&path).unwrap());
        // To standard error, which shows how far a long run is.
        eprintln!("{:8.2} s {name}", begun.elapsed().as_secs_f32());
        let Some(judged) = judged else {
            refused += 1;
            continue;
        };
        pages += 1;
        right += u32::from(judged.faults.is_empty());
        calls += judged.calls;
        let mut here = BTreeMap::<&str, (u32, &str)>::new();
        for fault in &judged.faults {
            let (count, _) = here.entry(&fault.code).or_insert((0, &fault.text));
            *count += 1;
        }
        for (code, (count, text)) in here {
            let kind = kinds.entry(code.to_owned()).or_default();
            kind.0 += 1;
            kind.1 += count;
            kind.2.push_str(&format!("    {name}:{text}\n"));
        }
    }
    println!("{pages} pages with {calls} calls, {right} of them right; {refused} refused");
    for (code, (pages, faults, texts)) in kinds {
        println!("{code}: {faults} on {pages} pages\n{texts}");
    }
}
