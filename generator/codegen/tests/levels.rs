//! Faults that have one sound reading, at the levels that `generate.toml` sets.

#![expect(
    clippy::unwrap_used,
    reason = "settings that cannot be read must stop a test"
)]

use trueup_codegen::Generated;
use trueup_codegen::config::Config;
use trueup_description::diagnostic::{Code, Diagnostics, Severity};
use trueup_description::source::Sources;

const FAULTY: &str = "openapi: 3.0.3
info: {title: Pets, version: '1', motto: 'Be kind.'}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      parameters: [{name: show, in: query, style: deepObject, schema: {type: array, items: {type: string}}}]
      responses: {'204': {description: Fine.}}
  /pets/{name}:
    parameters: [{name: name, in: path, required: true, schema: {$ref: '#/components/schemas/Name', minLength: 1}}]
    delete:
      operationId: deletePet
      responses: {'204': {description: Fine.}}
components:
  schemas:
    Name: {type: string, enum: [Rex, Tom, Rex]}
";

fn sources() -> Sources {
    Sources::new([("pets.yaml".to_owned(), FAULTY.to_owned())].into())
}

/// What is generated, and the codes of what is said, by their place.
fn generate(lints: &str) -> (Option<Generated>, Vec<(Code, Severity)>) {
    let text = format!("prefix = 'a'\nversion = '1.0.0'\nlicense = 'MIT'\n[lints]\n{lints}");
    let config = Config::parse(&text).unwrap();
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&sources(), &config, &mut diagnostics).unwrap();
    let said = diagnostics.into_sorted();
    let codes = said.iter().map(|one| (one.code, one.severity)).collect();
    (generated, codes)
}

#[test]
fn faults_with_one_sound_reading_are_warnings() {
    let (generated, codes) = generate("");
    let generated = generated.unwrap();
    assert_eq!(generated.api.services[0].operations.len(), 2);
    let client = &generated.files["a-pets/src/string_enums.rs"];
    assert_eq!(client.matches("\"Rex\"").count(), 1, "{client}");
    let calls = &generated.files["a-pets/src/calls.rs"];
    assert!(
        calls.contains("\"show\", Style::DeepObject, show"),
        "{calls}"
    );
    let expected = [
        Code::UnknownKey,
        Code::MissingOperationId,
        Code::UndefinedStyle,
        Code::DuplicatePath,
        Code::ReferenceSibling,
        Code::DuplicateValue,
    ];
    assert_eq!(codes, expected.map(|code| (code, Severity::Warning)));
}

#[test]
fn levels_say_which_are_errors_and_which_are_not_said() {
    let lints = "undefined-style = 'deny'\nunknown-key = 'deny'\nduplicate-value = 'allow'";
    let (generated, codes) = generate(lints);
    assert!(generated.is_none());
    assert!(codes.contains(&(Code::UnknownKey, Severity::Error)));
    assert!(codes.contains(&(Code::DuplicatePath, Severity::Warning)));
    assert!(!codes.iter().any(|(code, _)| *code == Code::DuplicateValue));
    let (generated, codes) = generate("undefined-style = 'deny'");
    assert!(generated.is_none());
    assert!(codes.contains(&(Code::UndefinedStyle, Severity::Error)));
}
